//! Vietnamese: letters, dates, deadlines, figures, verdicts and document numbers, as Vietnamese records write them.
//!
//! Takes text, gives what it means, or none where the meaning is not certain. It stands apart because these
//! rules hold for any Vietnamese record: nothing here knows the site, its content format or its diagnostics.

pub mod citation;
pub mod date;
pub mod deadline;
pub mod figure;
pub mod letters;
pub mod verdict;
