//! Who promises a measure, or asks for a report.

use crate::model::ledger::{PaperId, RecordId};

/// Who promises a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A record.
    Record(RecordId),
    /// A paper, for a measure that belongs to no record.
    Paper(PaperId),
}
