//! Data files: the ledger as JSON with its schema, and its tables as CSV.
//!
//! Takes the ledger body by body; gives the bytes of the files. Each noun has a module: its published type,
//! how that is made from the ledger's own, and its columns. They stand apart from the ledger's types so that
//! the ledger can change without changing what others read.

mod balance;
pub(crate) mod cell;
mod conflict;
pub mod csv;
mod deadline;
mod document;
pub(crate) mod due;
mod erratum;
mod finding;
mod indicator;
mod ledger;
mod lineage;
pub(crate) mod measure;
pub(crate) mod paper;
pub(crate) mod record;
pub mod table;

pub use cell::{CellValue, TableWords};
pub use conflict::ConflictData;
pub use deadline::DeadlineData;
pub use document::{DocumentData, document_data};
pub use due::{DueData, DueKind, DueState};
pub use erratum::ErratumData;
pub use finding::{FindingData, WaiverData};
pub use indicator::{FigureData, FigureValue, IndicatorData};
pub use ledger::{BodyData, LEDGER, LedgerData, SCHEMA, schema, write_ledger};
pub use lineage::LineageData;
pub use measure::{MeasureData, OwnedMeasureData};
pub use paper::{PaperData, ReportDueData};
pub use record::{EdgeData, RecordData, TurnedData};
