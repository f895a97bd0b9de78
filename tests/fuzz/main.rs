//! Fuzzing: each target reads real texts, changed here and there with words of their format, and each has a law.
//!
//! | module | holds |
//! |---|---|
//! | `drive` | runs, how many, from which seeds, and how long one may take |
//! | `change` | how texts are changed |
//! | `readers` | targets: deadlines, figures, citations |
//! | `files` | targets: front matter, settings |
//! | `site` | target: Markdown with a whole small site |
//! | `cache` | targets: what an earlier build left, damaged |
//!
//! By itself each target makes a few runs, always the same. `PROPTEST_CASES` sets another number,
//! `KHACPHUC_FUZZ_SECONDS` a time instead, and `PROPTEST_RNG_SEED` where to begin.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../support/corpus.rs"]
mod corpus;
#[path = "../support/mod.rs"]
mod documents;
#[allow(dead_code, reason = "the tests of the shipped site use more of it")]
#[path = "../site/html.rs"]
mod html;
#[path = "../readers/pieces.rs"]
mod pieces;

mod cache;
mod change;
mod drive;
mod files;
mod readers;
mod site;
