//! The owner of a measure or report due. Tables, dues and pages all name it, so it is apart from them.

use crate::model::ledger::{PaperId, RecordId};

/// Who promises a measure, or asks for a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A record.
    Record(RecordId),
    /// A paper, for what belongs to no record.
    Paper(PaperId),
}
