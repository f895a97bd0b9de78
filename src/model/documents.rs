//! The official documents of a site, and what each mention of a number means.

use super::document::ContentPath;
use super::ledger::{OfficialDocument, OfficialId};
use super::outline::{Meaning, Mention};
use std::collections::BTreeMap;

/// Every document that has a number, and what each mention of one means.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    /// In the order of numbers and issuers.
    pub list: Vec<OfficialDocument>,
    /// What a number means to those who mention it.
    pub meanings: BTreeMap<Mention, Meaning>,
    /// The document that each review, plan or report of the content is.
    pub of_paper: BTreeMap<ContentPath, OfficialId>,
}
