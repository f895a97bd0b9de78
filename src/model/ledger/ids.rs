//! Ids: how the parts of a ledger refer to each other.

use crate::source::ContentPath;
use serde::{Deserialize, Serialize};

/// Index of a record in [`Ledger::records`](super::Ledger::records).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordId(pub usize);

/// Index of a paper in [`Ledger::papers`](super::Ledger::papers).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PaperId(pub usize);

/// Index of a lineage in [`Ledger::lineages`](super::Ledger::lineages).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineageId(pub usize);

/// Index of an official document in [`Ledger::documents`](super::Ledger::documents).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OfficialId(pub usize);

/// A reference from a document to another one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PaperRef {
    /// A paper of this volume.
    Paper(PaperId),
    /// A paper of another volume.
    File(ContentPath),
    /// An official document that is in the register, or only cited.
    Official(OfficialId),
}
