//! Findings and waivers: what is reported, and what its authors have set aside for a time.

use crate::build::item::Item;
use crate::diagnostic::{Arg, Code, Diagnostic};
use crate::front_matter::Waiver;
use crate::model::findings::Findings;
use crate::settings::Config;
use crate::source::{ContentPath, read_year};
use crate::source::{Place, SourceId, Sources};
use crate::vietnamese::date::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Weighs diagnostics by the options and takes out what is waived on the day `as_of`.
/// A waiver that has ended, or that has nothing to waive, is itself reported.
pub fn weigh(
    diagnostics: Vec<Diagnostic>,
    files: &[Arc<Item>],
    sources: &Sources,
    config: &Config,
    as_of: Date,
) -> Findings {
    let diagnostics = without_consequences(diagnostics, files, sources);
    let mut findings = Findings::default();
    let mut waivers = waivers(files);
    for found in diagnostics {
        let of_file = waivers.get_mut(&found.place.source).into_iter().flatten();
        let matching = of_file
            .into_iter()
            .find(|(waiver, _)| waiver.finding.value == found.code && waiver.until >= as_of);
        match matching {
            Some((waiver, used)) => {
                *used = true;
                findings.waived.push((found, (*waiver).clone()));
            }
            None => findings.reported.push(found),
        }
    }
    let idle = waivers.values().flatten().filter(|(_, used)| !used);
    findings.reported.extend(idle.map(|(waiver, _)| idle_waiver(waiver, as_of)));
    findings.reported = config.weigh(findings.reported);
    findings.sort(sources);
    findings
}

/// Leaves out what only follows from another mistake: from a file that could not be read, what the files of its
/// year say about it, and what is said of a year that it belongs to; from a wrong letter, that what it is in
/// cannot be read; from a misspelt heading, that there is no measure.
fn without_consequences(
    diagnostics: Vec<Diagnostic>,
    files: &[Arc<Item>],
    sources: &Sources,
) -> Vec<Diagnostic> {
    let unread = files.iter().filter(|file| !file.is_read());
    let unread: BTreeSet<Folder> = unread.map(|file| folder(&file.path)).collect();
    let broken: BTreeSet<SourceId> = diagnostics
        .iter()
        .filter(|found| found.code.leaves_a_hole())
        .map(|found| found.place.source)
        .collect();
    let causes = Causes::of(&diagnostics);
    let follows = |found: &Diagnostic| {
        let own = folder(&sources.get(found.place.source).path);
        let years = found.args.iter().filter_map(|(_, arg)| leading_year(arg));
        let mut concerned = years.map(|year| (own.0.clone(), Some(year))).chain([own.clone()]);
        let own_hole = broken.contains(&found.place.source) && found.code.goes_by_status();
        own_hole || concerned.any(|folder| unread.contains(&folder))
    };
    diagnostics
        .into_iter()
        .filter(|found| !(found.code.follows_from_other_files() && follows(found)))
        .filter(|found| !causes.explain(found))
        .collect()
}

/// Mistakes in the text of files from which others follow.
struct Causes {
    /// What cannot be read for a wrong letter or an impossible day.
    unreadable: BTreeSet<Place>,
    /// Files whose measures may have been taken for something else.
    hiding: BTreeSet<SourceId>,
}

impl Causes {
    fn of(diagnostics: &[Diagnostic]) -> Self {
        let places = |is_wanted: fn(Code) -> bool| {
            let wanted = diagnostics.iter().filter(move |found| is_wanted(found.code));
            wanted.map(|found| found.place.clone())
        };
        Self {
            unreadable: places(Code::makes_unreadable).collect(),
            hiding: places(Code::hides_measures).map(|place| place.source).collect(),
        }
    }

    /// Whether a diagnostic says what follows from one of them.
    fn explain(&self, found: &Diagnostic) -> bool {
        let Place { source, start, end } = found.place;
        let in_file = Place { source, start: 0, end: 0 }..Place { source, start: end, end: 0 };
        match found.code {
            Code::MeasureMissing => self.hiding.contains(&source),
            code if code.says_unreadable() => self.unreadable.range(in_file).any(|cause| start < cause.end),
            _ => false,
        }
    }
}

/// Body and year that a file stands in.
type Folder = (String, Option<i16>);

fn folder(path: &str) -> Folder {
    let path = ContentPath::of_file(path);
    (path.body().unwrap_or_default().to_owned(), path.year())
}

/// The year of `2021` and of `2021/ma-tuy`.
fn leading_year(arg: &Arg) -> Option<i16> {
    match arg {
        Arg::Text(text) => text.split('/').next().and_then(read_year),
        Arg::Day(_) | Arg::Phrase(_) => None,
    }
}

/// The waivers of each file, and whether anything was waived by them.
fn waivers(files: &[Arc<Item>]) -> BTreeMap<SourceId, Vec<(&Waiver, bool)>> {
    let cards = files.iter().filter_map(|file| file.card.as_ref());
    let cards = cards.filter(|card| !card.waivers.is_empty());
    cards.map(|card| (card.source, card.waivers.iter().map(|waiver| (waiver, false)).collect())).collect()
}

fn idle_waiver(waiver: &Waiver, as_of: Date) -> Diagnostic {
    let place = waiver.finding.place.clone();
    let name = waiver.finding.value.name();
    match waiver.until < as_of {
        true => {
            Diagnostic::new(Code::WaiverExpired, place).with("found", name).with_day("until", waiver.until)
        }
        false => Diagnostic::new(Code::WaiverUnused, place).with("found", name),
    }
}
