//! Lineages: one deficiency of one body through the years.

use super::ids::RecordId;
use serde::{Deserialize, Serialize};

/// One deficiency of one body under its own name.
#[derive(Debug, Clone)]
pub struct Lineage {
    /// Its id: `tay-ninh/ma-tuy`.
    pub id: String,
    /// Body that it belongs to.
    pub body: String,
    /// Name of the deficiency.
    pub name: String,
    /// Its records by year; never empty.
    pub records: Vec<RecordId>,
    /// Its outcome.
    pub outcome: Outcome,
    /// Whole years from recognition to the day of the site, or to its end.
    pub years_outstanding: i16,
}

/// How a lineage stands: what became of its last record.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Nothing later has it.
    Unaccounted,
    /// Unresolved in the latest plan.
    Open,
    /// Went into records of other names.
    Carried,
    /// Went into records of a body that succeeds its own.
    TakenOver,
    /// Goes on in a record that is not public.
    Withheld,
    /// Fixed.
    Fixed,
    /// Dropped.
    Dropped,
}
