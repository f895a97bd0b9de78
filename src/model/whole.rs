//! The whole of a content, as those who write it may see it: nothing is left out, and all volumes are one. It is
//! apart from the ledger because no page is made of it: it is for completions, references and names while a
//! file is being written.

use super::ledger::Ledger;
use super::outline::{Around, Outline};
use crate::front_matter::register::Register;
use std::sync::Arc;

/// All that a content says.
#[derive(Debug, Default)]
pub struct Whole {
    /// What all files say together.
    pub ledger: Ledger,
    /// The cards of all files.
    pub outline: Outline,
    /// What numbers of documents mean, in the order of the ledger's documents.
    pub around: Around,
    /// The register, where there is one that could be read.
    pub register: Option<Arc<Register>>,
}
