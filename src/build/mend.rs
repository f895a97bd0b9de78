//! Mending: texts of files with the remedies of what is wrong with them.
//!
//! Takes the content and the diagnostics that are to be mended; gives the new text of each file for which
//! nothing new is found once it is mended. It stands apart from the remedies because whether one does harm
//! shows only when the whole site is examined again.

use super::cache::Cache;
use super::engine::Engine;
use super::options::Options;
use super::timings::Timings;
use crate::diagnostic::{Code, Diagnostic, remedy};
use crate::failure::Failure;
use crate::scan::Scan;
use crate::source::edit::edited;
use crate::source::{SourceId, Text};
use crate::vietnamese::letters;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Texts of files.
type Texts = BTreeMap<SourceId, Arc<str>>;

/// How often each thing is found in each file.
type Counts = BTreeMap<(SourceId, Code), usize>;

/// What is to be mended, file by file.
#[derive(Debug, Default)]
pub struct Mending {
    /// Files that are mended.
    pub files: BTreeMap<SourceId, Change>,
    /// Files that are left as they are, since something else would be found in the content if they were mended.
    pub left: BTreeSet<SourceId>,
}

/// The text of a file.
#[derive(Debug)]
pub struct Change {
    /// As it is.
    pub now: Arc<str>,
    /// As it is to be.
    pub mended: Arc<str>,
}

/// How often a file is looked at again for what shows only once something else is mended.
const ROUNDS: usize = 64;

/// Mends some of what is `found` in a content, where there is one way only. What the cache holds is not compiled
/// again.
///
/// # Errors
/// When a file cannot be read.
pub fn mend(
    scan: &Scan,
    options: &Options,
    cache: &Cache,
    found: &[Diagnostic],
    wrong: &[&Diagnostic],
) -> Result<Mending, Failure> {
    let mender = Mender { scan, options, cache };
    let now = mender.text_of_each(wrong)?;
    let files: BTreeSet<SourceId> = now.keys().copied().collect();
    let known = counts(found);
    let (mut mended, mut left) = (Texts::new(), BTreeSet::new());
    let (all, found) = mender.mended(&now, wrong, &files)?;
    let all: Vec<(SourceId, Arc<str>)> = all.into_iter().collect();
    let mut parts = vec![(all.as_slice(), Some(found))];
    // Halves of what brings something up, until the files that do are left: few of many are soon found.
    while let Some((part, found)) = parts.pop() {
        let mut with = mended.clone();
        with.extend(part.iter().cloned());
        let found = found.map_or_else(|| mender.examine(&with), Ok)?;
        match part {
            _ if is_harmless(&counts(&found), &known) => mended = with,
            [(file, _)] => drop(left.insert(*file)),
            _ => {
                let (first, second) = part.split_at(part.len() / 2);
                parts.extend([(second, None), (first, None)]);
            }
        }
    }
    let change = |(file, mended): (SourceId, Arc<str>)| {
        let now = now.get(&file)?.clone();
        Some((file, Change { now, mended }))
    };
    Ok(Mending { files: mended.into_iter().filter_map(change).collect(), left })
}

struct Mender<'m> {
    scan: &'m Scan,
    options: &'m Options,
    cache: &'m Cache,
}

impl Mender<'_> {
    /// The files that diagnostics are in, as they are.
    fn text_of_each(&self, wrong: &[&Diagnostic]) -> Result<Texts, Failure> {
        let files: BTreeSet<SourceId> = wrong.iter().map(|found| found.place.source).collect();
        let mut texts = Texts::new();
        for file in self.scan.sources.iter().filter(|file| files.contains(&file.id)) {
            if let Some(text) = file.read()?.as_text() {
                texts.insert(file.id, text.into());
            }
        }
        Ok(texts)
    }

    fn examine(&self, texts: &Texts) -> Result<Vec<Diagnostic>, Failure> {
        let scan = self.scan.with(texts);
        Ok(Engine::with(&scan, self.options, self.cache, Timings::OFF)?.findings().reported.clone())
    }

    /// The files that are changed, each with its text, and what is found once they are.
    fn mended(
        &self,
        now: &Texts,
        wrong: &[&Diagnostic],
        files: &BTreeSet<SourceId>,
    ) -> Result<(Texts, Vec<Diagnostic>), Failure> {
        let mut mended = once(now, wrong);
        let mut found = self.examine(&mended)?;
        for _ in 1..ROUNDS {
            // A mistake in front matter hides the next one.
            let more: Vec<&Diagnostic> = found
                .iter()
                .filter(|found| found.code == Code::FrontMatterSyntax && files.contains(&found.place.source))
                .filter(|found| mended.contains_key(&found.place.source))
                .collect();
            let changed = once(&mended, &more);
            if changed.is_empty() {
                break;
            }
            mended.extend(changed);
            found = self.examine(&mended)?;
        }
        Ok((mended, found))
    }
}

/// Whether nothing is found in any file more often than before.
fn is_harmless(found: &Counts, known: &Counts) -> bool {
    found.iter().all(|(what, count)| known.get(what).is_some_and(|before| before >= count))
}

fn counts(found: &[Diagnostic]) -> Counts {
    let mut counts = Counts::new();
    for found in found {
        *counts.entry((found.place.source, found.code)).or_default() += 1;
    }
    counts
}

/// Files with the remedies of all that is wrong with them now; those that have none are left out.
fn once(texts: &Texts, wrong: &[&Diagnostic]) -> Texts {
    let mut by_file: BTreeMap<SourceId, Vec<&Diagnostic>> = BTreeMap::new();
    for found in wrong {
        by_file.entry(found.place.source).or_default().push(found);
    }
    let changed = by_file.into_iter().filter_map(|(file, wrong)| {
        let now = texts.get(&file)?;
        let is_decomposed = wrong.iter().any(|found| found.code == Code::NotNfc);
        let composed = if is_decomposed { letters::nfc(now) } else { now.as_ref().into() };
        let clean = Text::new(&composed).clean;
        let remedies = wrong.iter().filter_map(|found| remedy(found, &clean));
        let edits = remedies.map(|remedy| (remedy.place.span(), remedy.text)).collect();
        let text = edited(&composed, edits)?;
        (text != **now).then(|| (file, text.into()))
    });
    changed.collect()
}
