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
//! | `known` | what is known of the whole content |
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
mod known;
mod lead;
mod manuscript;
mod offer;
mod rename;
mod slot;
mod thing;
mod values;

pub use explain::explain;
pub use known::Known;
pub use lead::leads;
pub use manuscript::Manuscript;
pub use offer::{Offer, OfferKind, offers};
pub use rename::{Changes, Named, Refusal, name_at, rename};
