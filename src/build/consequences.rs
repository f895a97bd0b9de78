//! Consequences: diagnostics that only follow from others.
//!
//! Takes all diagnostics of a site or a volume, and gives them without those that another one explains, each
//! mistake once. It stands apart from `findings` because no setting and no waiver has a say in it.

use super::item::Item;
use crate::diagnostic::{self, Arg, Code, Diagnostic, Level, Remark};
use crate::front_matter::register::REGISTER;
use crate::source::{ContentPath, Place, SourceId, Sources, read_year};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Leaves out what only follows from something else that is reported: from a file that could not be read, or from
/// one whose lists lack what is named elsewhere; from a wrong letter, which makes what it is in unreadable; from a
/// misspelt heading, which hides measures. What is left of one mistake is told once.
pub(super) fn left_out(
    mut diagnostics: Vec<Diagnostic>,
    files: &[Arc<Item>],
    sources: &Sources,
) -> Vec<Diagnostic> {
    let (holes, causes) = (Holes::new(&diagnostics, files, sources), Causes::of(&diagnostics));
    diagnostics.retain(|found| !holes.explain(found, sources) && !causes.explain(found));
    told_once(diagnostics, sources)
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

/// What is not known because of a mistake that is reported.
struct Holes {
    /// Folders of files that could not be read.
    unread: BTreeSet<Folder>,
    /// Whether the register is one of those files.
    has_no_register: bool,
    /// Files in which a status could not be read.
    without_status: BTreeSet<SourceId>,
    /// Bodies, and the empty name of the register, whose `index.md` or lists are wrong.
    wrong: BTreeSet<String>,
    /// Those of them whose lists may lack an entry.
    lacking: BTreeSet<String>,
}

impl Holes {
    fn new(diagnostics: &[Diagnostic], files: &[Arc<Item>], sources: &Sources) -> Self {
        let unread = || files.iter().filter(|file| !file.is_read());
        let without_status = diagnostics
            .iter()
            .filter(|found| found.code.leaves_a_hole() || found.nearest.as_deref() == Some("status"));
        let errors = diagnostics.iter().filter(|found| found.code.level() == Level::Error);
        let of_lists =
            errors.filter_map(|found| Some((body_of_list(&sources.get(found.place.source).path)?, found)));
        let of_lists: Vec<(String, &Diagnostic)> =
            of_lists.filter(|(_, found)| found.code.is_of_form()).collect();
        let lacks =
            |(_, found): &&(String, &Diagnostic)| found.code != Code::UnknownKey || is_list_key(found);
        Self {
            unread: unread().map(|file| folder(&file.path)).collect(),
            has_no_register: unread().any(|file| file.path == REGISTER),
            without_status: without_status.map(|found| found.place.source).collect(),
            lacking: of_lists.iter().filter(lacks).map(|(body, _)| body.clone()).collect(),
            wrong: of_lists.into_iter().map(|(body, _)| body).collect(),
        }
    }

    /// Whether something is said only because of a hole.
    fn explain(&self, found: &Diagnostic, sources: &Sources) -> bool {
        let (body, year) = folder(&sources.get(found.place.source).path);
        let has_own_hole = self.without_status.contains(&found.place.source) && found.code.goes_by_status();
        match found.code {
            Code::BodyMissing => self.wrong.contains(&body) || self.unread.contains(&(body, None)),
            Code::UnknownUnit | Code::UnknownArea => self.lacking.contains(&body),
            Code::UnknownIssuer => self.lacking.contains("") || self.concerns_unread(found, &body),
            Code::UnknownSuccessor => self.concerns_unread(found, &body),
            // The number may be that of a paper of any year, or be in the register.
            Code::DocumentUndeclared | Code::UnknownPlan => {
                self.has_no_register
                    || self.unread.iter().any(|(other, _)| *other == body)
                    || self.concerns_unread(found, &body)
            }
            code => {
                let is_open =
                    self.unread.contains(&(body.clone(), year)) || self.concerns_unread(found, &body);
                code.follows_from_other_files() && (has_own_hole || is_open)
            }
        }
    }

    /// Whether it names a body, or the year of one, of which a file could not be read.
    fn concerns_unread(&self, found: &Diagnostic, body: &str) -> bool {
        let named = found.args.iter().filter_map(|(_, arg)| match arg {
            Arg::Text(text) => Some(text.as_str()),
            Arg::Day(_) | Arg::Phrase(_) => None,
        });
        named.into_iter().any(|text| {
            let (first, rest) = text.split_once('/').unwrap_or((text, ""));
            let year = |text: &str| text.split('/').next().and_then(read_year);
            match year(first) {
                Some(year) => self.unread.contains(&(body.to_owned(), Some(year))),
                None => {
                    [None, year(rest)].into_iter().any(|year| self.unread.contains(&(first.to_owned(), year)))
                }
            }
        })
    }
}

/// The body whose units and areas the file lists; the empty name for the register, which lists issuers.
fn body_of_list(path: &str) -> Option<String> {
    if path == REGISTER {
        return Some(String::new());
    }
    let of_file = ContentPath::of_file(path);
    (of_file.name() == "index" && of_file.year().is_none()).then(|| of_file.body().map(str::to_owned))?
}

/// Whether a key is probably one of those that lists stand under, or that their entries are known by.
fn is_list_key(found: &Diagnostic) -> bool {
    let meant = found.nearest.as_deref().unwrap_or_default();
    ["units", "areas", "issuers", "documents", "id", "kind"].contains(&meant)
}

/// Puts what is said several times of one name in one body into one message, with the other places in it.
fn told_once(mut diagnostics: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    diagnostic::sort(&mut diagnostics, sources);
    type Name = (Code, Vec<(&'static str, Arg)>, String);
    // Where each was told, and how often it was found since.
    let mut first: BTreeMap<Name, (usize, usize)> = BTreeMap::new();
    let mut told: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for found in diagnostics {
        if !found.code.is_of_a_name() {
            told.push(found);
            continue;
        }
        let body = folder(&sources.get(found.place.source).path).0;
        let (at, count) = *first
            .entry((found.code, found.args.clone(), body))
            .and_modify(|(_, count)| *count += 1)
            .or_insert((told.len(), 0));
        match count {
            0 => told.push(found),
            _ if found.code == Code::BodyMissing => {}
            1..=ALSO => told[at].others.push((found.place, Remark::AlsoHere { more: 0 })),
            _ => {
                if let Some((_, Remark::AlsoHere { more })) = told[at].others.last_mut() {
                    *more = count - ALSO;
                }
            }
        }
    }
    told
}

/// How many other places of the same mistake are shown.
const ALSO: usize = 3;
