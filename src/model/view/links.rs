//! The smallest parts of views: texts, numbers and dates, with the address that they link to, and the
//! states of a record.

use serde::{Deserialize, Serialize};

/// Finished HTML, which templates do not escape.
pub type Html = String;

/// A text that may be a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The text.
    pub text: String,
    /// Relative address; none where there is no page to link to.
    pub href: Option<String>,
}

/// An entry of a navigation list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NavLink {
    /// The text, or a key of the theme's strings where `is_key` is set.
    pub text: String,
    /// Whether `text` is a key.
    pub is_key: bool,
    /// Relative address.
    pub href: String,
    /// Value of `aria-current`: `page` for the page itself, `true` for an entry that the page belongs to.
    pub current: Option<&'static str>,
}

/// A date.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day {
    /// `2021-03-03`.
    pub iso: String,
    /// As written in the language of the site.
    pub shown: String,
}

/// A number that links to what it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The number.
    pub n: usize,
    /// Relative address; none where the number is zero.
    pub href: Option<String>,
}

/// What a deficiency is in one year, the most serious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The next plan year does not have it.
    Unaccounted,
    /// No plan year since then has it either.
    StillUnaccounted,
    /// Promised for a year that has no documents.
    Promised,
    /// Back after it was fixed or dropped.
    Reopened,
    /// Back after a plan year that did not have it.
    Resurfaced,
    /// Goes on from no earlier record.
    New,
    /// In the first plan year of the body, so that nothing is known of it before.
    First,
    /// Taken over from another body.
    Inherited,
    /// One part of an earlier record.
    Split,
    /// Merged from several records.
    Merged,
    /// With more in it.
    Expanded,
    /// With less in it.
    Narrowed,
    /// Continues as it was.
    Carried,
    /// Continues under another name.
    Into,
    /// Continues in a record of a body that succeeds its own.
    TakenOver,
    /// Continues in a record that is not public.
    Withheld,
    /// Found by a review, before any plan has it.
    Raised,
    /// The year has no documents.
    NoRecord,
    /// In the last plan year so far.
    Latest,
    /// Fixed.
    Fixed,
    /// Dropped.
    Dropped,
}
