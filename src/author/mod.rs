//! Author: what somebody who writes a file may ask of a place in it.
//!
//! Takes the whole content as it was when it was last looked at, one file as it is now, and a place in that file;
//! gives what stands there and what it means, where it leads, what can be written there, and what is to be changed
//! where a deficiency gets another name. It stands apart from the language server because it knows no protocol:
//! places are bytes of clean texts, and whoever edits the content may ask it. It reads nothing by rules of its own:
//! front matter by the readers of the build, which also say what each field takes, and everything else as it was
//! compiled.
//!
//! | module | holds |
//! |---|---|
//! | `manuscript` | a file as it is being written |
//! | `values` | the values of its front matter, each with what its field takes |
//! | `thing` | what stands at a place |
//! | `find` | what a thing means in the whole content |
//! | `explain` | what it means, in words |
//! | `lead` | where it leads |
//! | `slot`, `offer` | which field the place is in, and what can be written there |
//! | `rename` | what another name of a deficiency changes |

mod explain;
mod find;
mod lead;
mod manuscript;
mod offer;
mod rename;
mod slot;
mod thing;
mod values;

pub use explain::explain;
pub use lead::leads;
pub use manuscript::Manuscript;
pub use offer::{Offer, OfferKind, offers};
pub use rename::{Changes, Named, Refusal, name_at, rename};

use crate::language::Language;
use crate::model::strings::Strings;
use crate::model::whole::Whole;
use crate::settings::Headings;

/// What is known while a file is being written.
#[derive(Debug, Clone, Copy)]
pub struct Known<'k> {
    /// The whole content, as it was when it was last looked at.
    pub whole: &'k Whole,
    /// The vocabulary of headings.
    pub headings: &'k Headings,
    /// Labels, in the language of messages.
    pub strings: &'k Strings,
    /// The language of messages.
    pub language: Language,
}
