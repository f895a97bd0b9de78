//! The path of a content file, which links and front matter name it by.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Path of a content file below the content folder, without `.md`: `tay-ninh/2021/ma-tuy`. It is shared,
/// because everything about the file holds a copy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentPath(Arc<str>);

impl ContentPath {
    /// The path of `file`, which is below the content folder; its ending is left out.
    pub fn of_file(file: &str) -> Self {
        let ending = Self::ENDINGS.iter().find(|ending| ends_with(file, ending));
        Self(file[..file.len() - ending.map_or(0, |ending| ending.len())].into())
    }

    /// Endings of Markdown files, in any case: systems that add endings by themselves use all of these.
    pub const ENDINGS: [&'static str; 2] = [".md", ".markdown"];

    /// Whether a file is Markdown.
    pub fn is_markdown(file: &str) -> bool {
        Self::ENDINGS.iter().any(|ending| ends_with(file, ending))
    }

    /// The path as a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The body's folder, where the file is in one.
    pub fn body(&self) -> Option<&str> {
        self.0.split_once('/').map(|(body, _)| body)
    }

    /// The year folder that the file is in.
    pub fn year(&self) -> Option<i16> {
        let mut parts = self.0.split('/').skip(1);
        let year = parts.next()?;
        parts.next()?;
        read_year(year)
    }

    /// Path of its page below the site: `tay-ninh/2021/ma-tuy.html`.
    pub fn page(&self) -> String {
        format!("{}.html", self.0)
    }

    /// The file's name without its ending.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The folder that the file is in; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

fn ends_with(file: &str, ending: &str) -> bool {
    let start = file.len().checked_sub(ending.len());
    start.and_then(|start| file.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

/// The name of a year folder as a year: four digits, nothing else. There is no year 0.
pub fn read_year(name: &str) -> Option<i16> {
    let is_year = name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| name.parse().ok())?.filter(|year| *year > 0)
}

#[test]
fn a_year_has_four_digits_and_is_not_0() {
    assert_eq!(["2021", "0001", "9999"].map(read_year), [Some(2021), Some(1), Some(9999)]);
    assert_eq!(["0000", "021", "02021", "-021", "+021", ""].map(read_year), [None; 6]);
}
