//! The language server, asked by a client of our own over its standard input and output; and what it knows, asked
//! without a protocol. Another client, of other people, asks it in `tests/others/editor.py`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../support/corpus.rs"]
mod corpus;

mod answers;
mod author;
mod client;
mod edits;
mod process;
mod reports;
