//! Import: what becomes of papers that an office wrote.
//!
//! | module | holds |
//! |---|---|
//! | `drafts` | importing in memory, and what comes of it |
//! | `word` | files of Word, written by hand |
//! | `shapes` | shapes that papers in Word have, each with what becomes of it |
//! | `markup` | papers in Markdown and HTML |
//! | `encodings` | papers of the time before Unicode |
//! | `programs` | files that python-docx and LibreOffice write |
//! | `law` | nothing is lost, nothing stands in the wrong place, nothing is written over: papers made up, and samples |
//! | `score` | facts recovered, missed and invented, counted against a list that people made of the samples |

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "figures are printed")]

#[path = "../support/corpus.rs"]
mod corpus;

mod drafts;
mod encodings;
mod law;
mod markup;
mod programs;
mod score;
mod shapes;
mod word;
