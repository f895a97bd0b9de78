//! The lock file of a frozen year, `frozen.sha256` in the folder of the year.
//!
//! Takes its text; gives the sums of the sources and of the bags, and says which sources are not as they were. It
//! is a file that `sha256sum -c` reads as well, with the rest in comments:
//!
//! ```text
//! # as-of 2021-12-31
//! # bag 5f70… tay-ninh-2021-public
//! # sum 0c1d…
//! 9c56…  ma-tuy.md
//! ```
//!
//! The third kind of line is the sum of all others: where somebody edits the file, or two branches wrote it, that
//! shows.

use super::bag::BagName;
use super::manifest::{BadLine, Manifest};
use super::sums::{Algorithm, sum};
use crate::front_matter::ERRATA;
use crate::settings::Edition;
use crate::vietnamese::date::Date;
use std::collections::BTreeMap;

/// Name of the lock file.
pub const LOCK_FILE: &str = "frozen.sha256";

/// What is known of a frozen year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockFile {
    /// The day of which the bags speak.
    pub as_of: Date,
    /// SHA-256 of the manifest (`manifest-sha256.txt`) of each bag, by the name of its folder.
    pub bags: BTreeMap<String, String>,
    /// SHA-256 of each file, by its path below the folder of the year.
    pub sources: Manifest,
}

/// How a file of a frozen year differs from what was frozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// It holds something else.
    Altered,
    /// It is gone.
    Missing,
    /// It was not there.
    Extra,
}

/// What of a year is not frozen with it: paths below its folder.
pub const NOT_FROZEN: [&str; 2] = [LOCK_FILE, ERRATA];

/// Whether a file, by its path below the folder of its year, is frozen with the year.
pub fn is_frozen(path: &str) -> bool {
    let is_hidden = path.split('/').any(|part| part.starts_with('.'));
    let is_erratum = path.split_once('/').is_some_and(|(folder, _)| folder == ERRATA);
    path != LOCK_FILE && !is_erratum && !is_hidden
}

const AS_OF: &str = "# as-of ";
const BAG: &str = "# bag ";
const SUM: &str = "# sum ";

impl LockFile {
    /// Reads a lock file. Only what [`LockFile::write`] would write is taken.
    ///
    /// # Errors
    /// At the first line that is wrong.
    pub fn read(text: &str) -> Result<Self, BadLine> {
        let comments = text.lines().take_while(|line| line.starts_with('#')).count();
        let mut lines = text.lines().take(comments.saturating_sub(1)).enumerate();
        let (_, first) = lines.next().ok_or(BadLine(1))?;
        let as_of = first.strip_prefix(AS_OF).and_then(|day| day.parse().ok()).ok_or(BadLine(1))?;
        let mut bags = BTreeMap::new();
        for (at, line) in lines {
            let bag = line.strip_prefix(BAG).and_then(|bag| bag.split_once(' '));
            let (sum, name) = bag.ok_or(BadLine(at + 1))?;
            bags.insert(name.to_owned(), sum.to_owned());
        }
        let rest: String = text.split_inclusive('\n').skip(comments).collect();
        let sources = Manifest::read(&rest, Algorithm::Sha256);
        let lock = Self { as_of, bags, sources: sources.map_err(|BadLine(at)| BadLine(comments + at))? };
        // What is left to be wrong is the sum, the order of the bags, or a day that is written otherwise.
        if lock.write() == text { Ok(lock) } else { Err(BadLine(comments.max(1))) }
    }

    /// The text of the lock file.
    pub fn write(&self) -> String {
        let bags: String = self.bags.iter().map(|(name, sum)| format!("{BAG}{sum} {name}\n")).collect();
        let (head, sources) = (format!("{AS_OF}{}\n{bags}", self.as_of), self.sources.write());
        let all = sum(Algorithm::Sha256, format!("{head}{sources}").as_bytes());
        format!("{head}{SUM}{all}\n{sources}")
    }

    /// Whether it is the lock file of a year of a body: all its bags are of that, and it has one.
    pub fn is_of(&self, body: &str, year: i16) -> bool {
        let name = |edition| BagName { body: body.to_owned(), year, edition }.folder();
        let own = Edition::ALL.map(name);
        !self.bags.is_empty() && self.bags.keys().all(|bag| own.contains(bag))
    }

    /// How the files of the year, each with its sum, differ from what was frozen, in the order of their paths.
    pub fn differences(&self, files: &BTreeMap<String, String>) -> BTreeMap<String, Difference> {
        let gone = self.sources.iter().filter(|(path, _)| !files.contains_key(*path));
        let gone = gone.map(|(path, _)| (path.to_owned(), Difference::Missing));
        let there = files.iter().filter_map(|(path, sum)| match self.sources.get(path) {
            None => Some((path.clone(), Difference::Extra)),
            Some(frozen) => (frozen != sum).then(|| (path.clone(), Difference::Altered)),
        });
        gone.chain(there).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock() -> LockFile {
        let sources = [("ma-tuy.md", "a"), ("plan.md", "b")];
        let sources = sources.map(|(path, text)| (path.to_owned(), sum(Algorithm::Sha256, text.as_bytes())));
        LockFile {
            as_of: "2021-12-31".parse().unwrap(),
            bags: [("tay-ninh-2021-public".to_owned(), sum(Algorithm::Sha256, b"bag"))].into(),
            sources: sources.into_iter().collect(),
        }
    }

    #[test]
    fn a_lock_file_is_read_as_it_was_written_and_not_otherwise() {
        let text = lock().write();
        assert_eq!(LockFile::read(&text).unwrap(), lock());
        for (old, new) in [
            ("2021", "21"),
            ("# bag", "# Bag"),
            ("  plan", " plan"),
            ("# as-of", "as-of"),
            ("2021-12", "2021-11"),
        ] {
            assert!(LockFile::read(&text.replace(old, new)).is_err(), "{old} → {new}");
        }
        assert!(LockFile::read("").is_err());
    }

    #[test]
    fn what_differs_is_told() {
        let sum = |text: &str| sum(Algorithm::Sha256, text.as_bytes());
        let files = [("ma-tuy.md".to_owned(), sum("x")), ("new.md".to_owned(), sum("y"))].into();
        let told: Vec<_> = lock().differences(&files).into_iter().collect();
        let expected = [
            ("ma-tuy.md", Difference::Altered),
            ("new.md", Difference::Extra),
            ("plan.md", Difference::Missing),
        ];
        assert_eq!(told, expected.map(|(path, how)| (path.to_owned(), how)));
    }
}
