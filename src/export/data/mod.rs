//! Data files: the ledger for other programs, its tables, and the schema that describes it.
//!
//! The types in `format` are the format. They are apart from the ledger's own, so that the ledger
//! can change without changing what others read.

pub mod csv;
mod format;
mod ledger;
pub mod table;

pub use format::*;
pub use ledger::{BodyData, LEDGER, SCHEMA, document_data, schema, write_ledger};
