//! Data files: the ledger as JSON with its schema, and its tables as CSV.
//!
//! Takes the ledger body by body; gives the bytes of the files. The types in `format` define the JSON. They
//! stand apart from the ledger's own types so that the ledger can change without changing what others read.

pub mod csv;
mod format;
mod ledger;
pub mod table;

pub use format::*;
pub use ledger::{BodyData, LEDGER, SCHEMA, document_data, schema, write_ledger};
