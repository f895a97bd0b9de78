//! Words, numbers and days, with where they lead.

use serde::{Deserialize, Serialize};

/// Finished HTML, which a template lets through as it is.
pub type Html = String;

/// Words that may lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The words.
    pub text: String,
    /// Relative address; none where there is nothing to lead to.
    pub href: Option<String>,
}

/// An entry of a switch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NavLink {
    /// The words, or the key of a string of the theme where `is_key` says so.
    pub text: String,
    /// Whether `text` is a key.
    pub is_key: bool,
    /// Relative address.
    pub href: String,
    /// `page` for the page itself, `true` for what it belongs to.
    pub current: Option<&'static str>,
}

/// A day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day {
    /// `2021-03-03`.
    pub iso: String,
    /// As the language writes it.
    pub shown: String,
}

/// A number that leads to what it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The number.
    pub n: usize,
    /// Relative address; none where there is nothing to count.
    pub href: Option<String>,
}

/// What a deficiency is in one year, in the order of how serious that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The first later plan does not have it.
    Unaccounted,
    /// No later plan has had it since.
    StillUnaccounted,
    /// Promised for a year that has no documents.
    Promised,
    /// Back after it was closed.
    Reopened,
    /// Back after a plan that did not have it.
    Resurfaced,
    /// Goes on from nothing.
    New,
    /// Stands in the first plan year that there is, so that nothing is known of it before.
    First,
    /// Taken on from another body.
    Inherited,
    /// One part of what there was.
    Split,
    /// Several that became one.
    Merged,
    /// With more in it.
    Expanded,
    /// With less in it.
    Narrowed,
    /// Goes on as it was.
    Carried,
    /// Goes on under another name.
    Into,
    /// Goes on where the public cannot see it.
    Withheld,
    /// Found by a review, before any plan.
    Raised,
    /// The year has no documents.
    NoRecord,
    /// The last plan there is.
    Latest,
    /// Fixed.
    Fixed,
    /// Dropped.
    Dropped,
}
