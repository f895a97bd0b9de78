//! The preview, over real sockets and real files: what is saved is shown, whatever way it was saved.
//!
//! Where a test asks once, the first answer must be right: a request never gets what was there before a
//! save. Where it waits, it waits for something to come true, up to a deadline.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod addresses;
mod folders;
mod form;
mod mistakes;
mod preview;
mod process;
mod saves;
