//! Moment: the day and the edition of a build.
//!
//! Takes no input: it is what the ledger depends on besides the content. It stands apart because several steps
//! need it, and none of them may ask the clock.

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
