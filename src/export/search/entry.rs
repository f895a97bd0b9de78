//! A page as the search finds it: what `plan` hands over for indexing, without how it is indexed.

/// Kind of a page, in the order in which results are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A record.
    Record,
    /// A lineage.
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

/// A page to be indexed.
#[derive(Debug)]
pub struct SearchEntry<'e> {
    /// Its kind.
    pub kind: Kind,
    /// Path below the site.
    pub path: String,
    /// Its title in words.
    pub title: String,
    /// What tells it from pages of the same title: a year, a range of years, a number.
    pub year: String,
    /// Key of its status or outcome; empty where it has none.
    pub state: &'static str,
    /// Document numbers that it has or names; the first is its own, if `has_number`.
    pub numbers: Vec<&'e str>,
    /// Whether the first number is the page's own.
    pub has_number: bool,
    /// Its texts.
    pub texts: Vec<&'e str>,
    /// Its texts that are HTML.
    pub html: Vec<&'e str>,
}
