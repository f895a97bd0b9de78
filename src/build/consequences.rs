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
/// misspelt heading, which hides measures; from a waiver that cannot be read, or a plan that is another one. What is
/// left of one mistake is told once.
pub(super) fn left_out(
    mut diagnostics: Vec<Diagnostic>,
    files: &[Arc<Item>],
    sources: &Sources,
) -> Vec<Diagnostic> {
    let (gaps, causes) = (Gaps::new(&diagnostics, files, sources), Causes::of(&diagnostics));
    diagnostics.retain(|found| !gaps.explain(found, sources) && !causes.explain(found));
    told_once(diagnostics, sources)
}

/// Mistakes in files from which others in the same file follow.
struct Causes {
    /// What cannot be read for a wrong letter or an impossible day.
    unreadable: Spots,
    /// What looks like a unit and is none.
    no_units: Spots,
    /// Files whose measures may have been taken for something else.
    hiding: BTreeSet<SourceId>,
    /// Files with a waiver that cannot be read, and what it waives; none where that is not known.
    waiving: BTreeSet<(SourceId, Option<Code>)>,
    /// Files that name a plan which is not theirs.
    astray: BTreeSet<SourceId>,
}

/// Places, by file: where each begins, in order, and the end of the one that goes furthest of those up to it.
struct Spots(BTreeMap<SourceId, Vec<(u32, u32)>>);

impl Spots {
    fn of(places: impl Iterator<Item = Place>) -> Self {
        let mut spots: BTreeMap<SourceId, Vec<(u32, u32)>> = BTreeMap::new();
        for Place { source, start, end } in places.collect::<BTreeSet<_>>() {
            let of_file = spots.entry(source).or_default();
            let furthest = of_file.last().map_or(end, |(_, furthest)| end.max(*furthest));
            of_file.push((start, furthest));
        }
        Self(spots)
    }

    /// Whether any of them has a part in common with a place.
    fn touch(&self, place: &Place) -> bool {
        let last = self.0.get(&place.source).and_then(|of_file| {
            let before = of_file.partition_point(|(start, _)| *start < place.end);
            of_file[..before].last()
        });
        last.is_some_and(|(_, furthest)| place.start < *furthest)
    }
}

impl Causes {
    fn of(diagnostics: &[Diagnostic]) -> Self {
        let places = |is_wanted: fn(Code) -> bool| {
            let wanted = diagnostics.iter().filter(move |found| is_wanted(found.code));
            wanted.map(|found| found.place.clone())
        };
        let files = |is_wanted| places(is_wanted).map(|place| place.source).collect();
        let waiving = |found: &Diagnostic| Some((found.place.source, broken_waiver(found)?));
        Self {
            unreadable: Spots::of(places(Code::makes_unreadable)),
            no_units: Spots::of(places(|code| code == Code::UnitLookAlike)),
            hiding: files(Code::hides_measures),
            waiving: diagnostics.iter().filter_map(waiving).collect(),
            astray: files(|code| code == Code::PlanForeign),
        }
    }

    /// Whether a diagnostic says what follows from one of them.
    fn explain(&self, found: &Diagnostic) -> bool {
        let source = found.place.source;
        let is_waived = |code| self.waiving.contains(&(source, code));
        match found.code {
            Code::MeasureMissing | Code::DeadlineTwice if self.hiding.contains(&source) => true,
            Code::UnknownUnit => self.no_units.touch(&found.place),
            Code::DeadlineOutside | Code::ReportBeforePlan | Code::DayBeforePlan
                if self.astray.contains(&source) =>
            {
                true
            }
            code if code.says_unreadable() && self.unreadable.touch(&found.place) => true,
            code => code.can_be_waived() && (is_waived(Some(code)) || is_waived(None)),
        }
    }
}

/// What is waived by a waiver that the diagnostic says is not one, where that is known.
fn broken_waiver(found: &Diagnostic) -> Option<Option<Code>> {
    let is_in_waiver = text(found, "table") == "waive";
    let nearest = found.nearest.as_deref();
    match found.code {
        Code::UnknownFinding => Some(nearest.and_then(Code::named)),
        Code::UnknownKey if nearest == Some("waive") || is_in_waiver && nearest == Some("finding") => {
            Some(None)
        }
        Code::MissingKey if is_in_waiver && text(found, "key") == "finding" => Some(None),
        Code::WrongType | Code::EmptyItem if text(found, "key") == "waive" => Some(None),
        _ => None,
    }
}

/// Body and year that a file stands in.
type Folder = (String, Option<i16>);

fn folder(path: &str) -> Folder {
    let path = ContentPath::of_file(path);
    (path.body().unwrap_or_default().to_owned(), path.year())
}

/// Gaps in what is known, left by mistakes that are reported.
struct Gaps {
    /// Folders of files that could not be read, or that are in a folder of another name.
    unread: BTreeSet<Folder>,
    /// Those, and the folders of files that could not be read wholly.
    folders: BTreeSet<Folder>,
    /// Whether any of those is the folder of a year.
    in_years: bool,
    /// Whether the register is one of those files.
    in_register: bool,
    /// Bodies whose list of units or areas may lack an entry; the empty name stands for the register.
    lists: BTreeSet<String>,
    /// Names of deficiencies that something is already said of, by body: `ma-tuy` that its plan does not find,
    /// `2021/ma-tuy` that is there twice.
    doubtful: BTreeSet<(String, String)>,
    /// Records that are not where records are: the body, if they are in its folder, and the name of the file, which
    /// is that of the deficiency as a rule.
    strays: BTreeSet<(Option<String>, String)>,
    /// Bodies with a file that names a plan which is not theirs: what their papers declare cannot be counted.
    astray: BTreeSet<String>,
}

impl Gaps {
    fn new(diagnostics: &[Diagnostic], files: &[Arc<Item>], sources: &Sources) -> Self {
        let path = |found: &Diagnostic| sources.get(found.place.source).path.clone();
        let unread = || files.iter().filter(|file| !file.is_read()).map(|file| file.path.clone());
        let meant = || diagnostics.iter().filter_map(|found| meant_folder(found, &path(found)));
        let partly = diagnostics.iter().filter(|found| found.code.leaves_a_gap()).map(path);
        let paths: BTreeSet<String> = unread().chain(partly).collect();
        let lists = diagnostics.iter().filter(|found| match found.code {
            Code::UnknownKey => is_list_key(found),
            code => code.loses_an_entry(),
        });
        let of_site = paths.iter().filter(|path| *path != REGISTER);
        let folders: BTreeSet<Folder> = of_site.map(|path| folder(path)).chain(meant()).collect();
        let strays = diagnostics
            .iter()
            .filter(|found| found.code == Code::Misplaced && text(found, "kind") == "deficiency");
        Self {
            strays: strays.map(|found| stray(&path(found))).collect(),
            astray: (diagnostics.iter())
                .filter(|found| found.code == Code::PlanForeign)
                .map(|found| folder(&path(found)).0)
                .collect(),
            unread: unread().map(|path| folder(&path)).chain(meant()).collect(),
            in_years: folders.iter().any(|(_, year)| year.is_some()),
            folders,
            in_register: paths.contains(REGISTER),
            lists: lists.filter_map(|found| body_of_list(&path(found))).collect(),
            doubtful: diagnostics
                .iter()
                .filter_map(|found| Some((folder(&path(found)).0, doubtful_name(found)?)))
                .collect(),
        }
    }

    /// Whether something is said only because of a gap.
    fn explain(&self, found: &Diagnostic, sources: &Sources) -> bool {
        let own = folder(&sources.get(found.place.source).path);
        let is_doubtful = || self.doubtful.contains(&(own.0.clone(), text(found, "found").to_owned()));
        match found.code {
            Code::Unaccounted | Code::PromiseNotKept | Code::FixedCarried if is_doubtful() => true,
            Code::DeclaredCount if self.astray.contains(&own.0) => true,
            Code::BodyMissing => self.folders.contains(&(own.0, None)),
            Code::UnknownUnit | Code::UnknownArea => self.lists.contains(&own.0),
            Code::UnknownIssuer => self.lists.contains("") || concern(&self.unread, found, &own.0),
            Code::UnknownDeficiency | Code::CarryToNothing if self.is_stray(found, &own.0) => true,
            Code::UnknownSuccessor | Code::CarryToNothing => concern(&self.unread, found, &own.0),
            Code::UnknownDeficiency => self.unread.contains(&own),
            // The number may be that of a paper of any body.
            Code::DocumentUndeclared => self.in_register || self.in_years,
            Code::UnknownPlan => {
                self.in_register || self.are_in(&own.0) || concern(&self.folders, found, &own.0)
            }
            code if code.follows_from_other_files() && code.level() < Level::Error => {
                let is_of_any_body = self.strays.iter().any(|(body, _)| body.is_none());
                is_of_any_body || self.are_in(&own.0) || concern(&self.folders, found, &own.0)
            }
            code => {
                code.follows_from_other_files()
                    && (self.folders.contains(&own) || concern(&self.folders, found, &own.0))
            }
        }
    }

    /// Whether the record that a diagnostic of `body` does not find, `ma-tuy` or `2021/ma-tuy`, is elsewhere.
    fn is_stray(&self, found: &Diagnostic, body: &str) -> bool {
        let name = text(found, "found").rsplit('/').next().unwrap_or_default();
        [None, Some(body)]
            .iter()
            .any(|body| self.strays.contains(&(body.map(str::to_owned), name.to_owned())))
    }

    /// Whether any of them is in the folders of a body.
    fn are_in(&self, body: &str) -> bool {
        let mut from = self.folders.range((body.to_owned(), None)..);
        from.next().is_some_and(|(first, _)| first == body)
    }
}

/// Whether any of the folders is of a body, or of the year of one, that a diagnostic of `body` names: `2021/ma-tuy`,
/// `kien-giang`, `kien-giang/2024/tu-tuong`.
fn concern(folders: &BTreeSet<Folder>, found: &Diagnostic, body: &str) -> bool {
    let year = |text: &str| text.split('/').next().and_then(read_year);
    let names = |text: &String| {
        let (first, rest) = text.split_once('/').unwrap_or((text, ""));
        match year(first) {
            Some(year) => folders.contains(&(body.to_owned(), Some(year))),
            None => [None, year(rest)].iter().any(|year| folders.contains(&(first.to_owned(), *year))),
        }
    };
    found.args.iter().any(|(_, arg)| match arg {
        Arg::Text(text) => names(text),
        Arg::Day(_) | Arg::Phrase(_) => false,
    })
}

/// The folder that a file without a body was probably meant to be in.
fn meant_folder(found: &Diagnostic, path: &str) -> Option<Folder> {
    let body = found.nearest.clone().filter(|_| found.code == Code::BodyMissing)?;
    Some((body, folder(path).1))
}

/// The body, if there is one, and the name of a record that is not in the folder of a year.
fn stray(path: &str) -> (Option<String>, String) {
    let path = ContentPath::of_file(path);
    (path.body().map(str::to_owned), path.name().to_owned())
}

/// The name of a deficiency, or of a record, that a diagnostic says is not what it seems.
fn doubtful_name(found: &Diagnostic) -> Option<String> {
    let name = text(found, "found");
    match found.code {
        Code::UnknownDeficiency => Some(name.to_owned()),
        Code::DuplicateRecord => Some(format!("{}/{name}", text(found, "year"))),
        _ => None,
    }
}

/// The text of an argument; empty where it has none.
fn text<'d>(found: &'d Diagnostic, name: &str) -> &'d str {
    let arg = found.args.iter().find(|(known, _)| *known == name);
    match arg {
        Some((_, Arg::Text(text))) => text,
        _ => "",
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

/// Whether an unknown key is probably one of those that lists stand under, or that their entries are known by.
fn is_list_key(found: &Diagnostic) -> bool {
    match &found.nearest {
        Some(meant) => {
            ["units", "areas", "issuers", "documents", "id", "name", "kind"].contains(&meant.as_str())
        }
        None => ["units", "areas", "issuers"].contains(&text(found, "table")),
    }
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
