//! Draft: files that a person goes on from.
//!
//! Takes what is asked for and the linked ledger; gives files to write, text by path, in which everything
//! that is still to be filled in is open in a way that `check` names. It stands apart from the command line,
//! which asks, shows and writes, and from the stages of a build, whose readers decide what a draft has to
//! look like.
//!
//! | module | holds |
//! |---|---|
//! | `fresh` | a body, a plan, a report or a record that goes on from nothing |
//! | `forward` | a year's plan and its records, from what the last plan year left |
//! | `continuation` | one of those records |
//! | `imported` | a paper that an office wrote, and the records of its deficiencies |
//! | `prose` | words of such a paper as Markdown |
//! | `excerpt` | parts of a source as its author wrote them, fit to stand in another file |
//! | `suggestion` | records that probably go on from earlier ones |
//! | `likeness` | what two records have in common |
//! | `guide` | headings of the vocabulary, each with a line of guidance |
//! | `head` | front matter as text |
//! | `names` | names that are free |
//! | `words` | plain words as Markdown and as front matter |
//! | `material` | what drafts are made from, and what comes of it |
//! | `refusal` | why nothing can be drafted |

mod continuation;
mod excerpt;
mod forward;
mod fresh;
mod guide;
mod head;
mod imported;
mod likeness;
mod material;
mod names;
mod prose;
mod refusal;
mod suggestion;
mod words;

pub use forward::forward;
pub use fresh::{Body, Paper, Record, blank, body, plan, record, report, year};
pub use imported::{Import, Imported, imported};
pub use likeness::Likeness;
pub use material::{File, Material};
pub use refusal::Refusal;
pub use suggestion::{Suggestion, suggest};
pub use words::yaml;
