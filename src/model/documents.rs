//! The official documents of a site, and which of them each citation means. It is apart from the ledger
//! because numbers are identified once for the whole site, before any volume is resolved.

use super::ledger::{OfficialDocument, OfficialId};
use super::outline::{Meaning, Mention};
use crate::source::ContentPath;
use std::collections::BTreeMap;

/// Every official document with a number, and which of them each citation means.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    /// Documents, ordered by number and issuer.
    pub list: Vec<OfficialDocument>,
    /// What each mention of a number means.
    pub meanings: BTreeMap<Mention, Meaning>,
    /// The official document that each review, plan or report of the content is.
    pub of_paper: BTreeMap<ContentPath, OfficialId>,
}
