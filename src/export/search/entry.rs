//! A page as the search finds it.

/// What a page is, in the order in which answers are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A deficiency in one year.
    Record,
    /// A deficiency over the years.
    Lineage,
    /// An official document: a review, plan or report, or one that is cited.
    Document,
    /// A unit or an area.
    Unit,
    /// Any other page.
    Page,
}

impl Kind {
    pub(super) const ALL: [Self; 5] = [Self::Record, Self::Lineage, Self::Document, Self::Unit, Self::Page];
}

/// A page that can be found.
#[derive(Debug)]
pub struct SearchEntry<'e> {
    /// What it is.
    pub kind: Kind,
    /// Path below the site.
    pub path: String,
    /// Its title in words.
    pub title: String,
    /// What tells it from others of its title: a year, a range of years, a number.
    pub year: String,
    /// Key of its status or outcome, where it has one.
    pub state: &'static str,
    /// Document numbers that it has or names; the first is its own, if `has_number`.
    pub numbers: Vec<&'e str>,
    /// Whether the first number is the page's own.
    pub has_number: bool,
    /// Its text.
    pub texts: Vec<&'e str>,
    /// Its text where that is HTML.
    pub html: Vec<&'e str>,
}
