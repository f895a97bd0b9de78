//! What depends on the moment of a build beside the content.

use crate::settings::Edition;
use crate::vietnamese::date::Date;

/// What the ledger depends on besides the content.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// The day on which lateness is judged.
    pub as_of: Date,
    /// The edition that `files` were selected for; only a public one honours `withheld`.
    pub edition: Edition,
}
