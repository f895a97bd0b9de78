//! A site and the history of its repository: as it stood at a revision, and what changed between two.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../support/corpus.rs"]
mod corpus;
mod repository;
mod since;
#[path = "../support/mod.rs"]
mod support;
mod then;
mod turned;
