//! Ownership: which unit each file of the content concerns.
//!
//! Takes the documents of all files, whatever the edition; gives the units that each of them names. It
//! stands apart from the ledger because a file belongs to its unit even while a mistake keeps it out of the
//! ledger.
//!
//! A record concerns the units that lead, coordinate or monitor it, and those that its measures name. A
//! plan concerns the units that it assigns something to, that its measures name, and that receive its
//! reports. A unit is one under all names that it has had. Other files concern no unit.

use crate::front_matter::register::REGISTER;
use crate::front_matter::{Meta, Role};
use crate::model::compiled::Compiled;
use crate::model::document::Document;
use crate::model::ledger::PresentUnits;
use crate::source::{ContentPath, Located, SourceId, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// The units of all bodies, and the files that concern them.
#[derive(Debug, Default)]
pub struct Ownership {
    /// Units by body: the present id of each id.
    units: BTreeMap<String, BTreeMap<String, String>>,
    /// What each file that could be read concerns.
    files: BTreeMap<SourceId, Concern>,
}

/// The units that one file concerns, under their present ids.
#[derive(Debug, Default)]
pub struct Concern {
    /// Path of the file below the content folder.
    pub path: String,
    /// Body that it belongs to.
    pub body: String,
    /// Units that lead a record or a plan.
    pub leads: BTreeSet<String>,
    /// All units.
    pub all: BTreeSet<String>,
}

fn document(file: &Compiled) -> Option<&Document> {
    match file {
        Compiled::Document(document) => Some(document),
        Compiled::Register(_) => None,
    }
}

impl Ownership {
    pub(super) fn of(files: &[Compiled], sources: &Sources) -> Self {
        let files: Vec<&Document> = files.iter().filter_map(document).collect();
        let bodies = files.iter().filter_map(|file| match &file.meta {
            Meta::Body(meta) => Some((file.path.body()?.to_owned(), meta)),
            Meta::Review(_) | Meta::Plan(_) | Meta::Report(_) | Meta::Deficiency(_) => None,
            Meta::Erratum(_) | Meta::Page => None,
        });
        let units = bodies.map(|(body, meta)| {
            let present = PresentUnits::of_units(&meta.units);
            let ids = meta.units.iter().map(|unit| unit.id.value.as_str());
            (body, ids.map(|id| (id.to_owned(), present.of(id).to_owned())).collect())
        });
        let mut ownership = Self { units: units.collect(), files: BTreeMap::new() };
        for file in files {
            let concern = ownership.concern(file, sources);
            ownership.files.insert(file.source, concern);
        }
        // The register is everybody's, so nobody's.
        ownership.files.insert(SourceId::of_path(REGISTER), Concern::default());
        ownership
    }

    fn concern(&self, document: &Document, sources: &Sources) -> Concern {
        let path = sources.get(document.source).path.clone();
        let body = document.path.body().unwrap_or_default().to_owned();
        let present = |unit: &Located<String>| {
            let known = self.units.get(&body).and_then(|units| units.get(&unit.value));
            known.unwrap_or(&unit.value).clone()
        };
        let (mut leads, mut others) = (Vec::new(), Vec::new());
        match &document.meta {
            Meta::Deficiency(meta) => {
                leads.extend(&meta.lead);
                others.extend(meta.coordinate.iter().chain(&meta.monitor));
            }
            Meta::Plan(meta) => {
                for assignment in &meta.assignments {
                    match assignment.role {
                        Role::Lead | Role::Compile => leads.push(&assignment.unit),
                        Role::Coordinate | Role::Monitor => others.push(&assignment.unit),
                    }
                }
                others.extend(meta.reports_due.iter().filter_map(|report| report.to.as_ref()));
            }
            Meta::Body(_) | Meta::Review(_) | Meta::Report(_) | Meta::Erratum(_) | Meta::Page => {
                return Concern { path, body, ..Concern::default() };
            }
        }
        others.extend(document.measures().flat_map(|measure| measure.lead.iter().chain(&measure.coordinate)));
        let leads: BTreeSet<String> = leads.into_iter().map(present).collect();
        let all = others.into_iter().map(present).chain(leads.iter().cloned()).collect();
        Concern { path, body, leads, all }
    }

    /// Every unit, as `body/unit`, and its id alone where no other body has it.
    pub fn names(&self) -> BTreeSet<String> {
        let units = || self.units.iter().flat_map(|(body, units)| units.keys().map(move |unit| (body, unit)));
        let whole = units().map(|(body, unit)| format!("{body}/{unit}"));
        whole.chain(units().map(|(_, unit)| unit.clone())).collect()
    }

    /// Every body.
    pub fn bodies(&self) -> impl Iterator<Item = &str> {
        self.units.keys().map(String::as_str)
    }

    /// Whether a finding in a file concerns a unit, given as `unit` or `body/unit`. What could not be read
    /// may concern anybody.
    pub fn concerns(&self, file: SourceId, unit: &str) -> bool {
        self.files.get(&file).is_none_or(|concern| self.is_among(concern, &concern.all, unit))
    }

    /// Whether a unit, given as `unit` or `body/unit`, is this one that leads a file.
    pub fn is_lead(&self, concern: &Concern, lead: &str, unit: &str) -> bool {
        self.is_among(concern, &BTreeSet::from([lead.to_owned()]), unit)
    }

    fn is_among(&self, concern: &Concern, units: &BTreeSet<String>, unit: &str) -> bool {
        let unit = match unit.split_once('/') {
            Some((body, _)) if body != concern.body => return false,
            Some((_, unit)) => unit,
            None => unit,
        };
        let present = self.units.get(&concern.body).and_then(|units| units.get(unit));
        units.contains(present.map_or(unit, String::as_str))
    }

    /// Files with the units that they concern, by path.
    pub fn files(&self) -> Vec<&Concern> {
        let mut files: Vec<&Concern> = self.files.values().collect();
        files.sort_by(|a, b| ContentPath::of_file(&a.path).cmp(&ContentPath::of_file(&b.path)));
        files
    }
}
