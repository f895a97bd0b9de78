//! `khacphuc` compiles plans, reports and deficiencies, written in Markdown, into a linked static
//! site that follows every deficiency across the years.
//!
//! # The map
//!
//! Data flows in one direction. Each arrow is one function; no stage knows another one.
//!
//! ```text
//! disk ─scan→ Sources ─parse→ [Compiled] ─select→ [Compiled] ─resolve→ Ledger ─plan→ [Job] ─view, render→ bytes ─write→ disk
//!     paths     per file, alone       pure, per edition    pure, whole     pure, whole      per page                io
//! ```
//!
//! | stage | function | from → to |
//! |---|---|---|
//! | scan | [`scan::scan`] | a folder → [`source::Sources`] |
//! | parse | [`parse::parse`] | one file → [`model::document::Compiled`]: front matter, sections, HTML with holes |
//! | select | [`select::select`] | what this edition lets out; nothing after it has seen the rest |
//! | resolve | [`resolve::resolve`] | all files → [`model::ledger::Ledger`]: lineages, edges, balances, findings |
//! | plan | [`plan::plan`] | the ledger → addresses and [`plan::Job`]s; every hole checked |
//! | view | [`plan::Plan::view`] | one job → [`model::view`], closed and typed |
//! | render | [`render::Renderer::render`] | one view → bytes, through the theme |
//! | write | [`write::Writer`] | bytes → disk, touching only what changed |
//!
//! Below the stages is the vocabulary, which knows nothing of the site: [`source`], [`tree`],
//! [`diagnostic`], [`date`], [`deadline`], [`figure`], [`citation`], [`text`], [`language`],
//! [`edition`], [`config`], and [`watch`], which looks on. Between them are the nouns, [`model`]. This file and [`cli`] are the shell: the
//! only place that puts stages in order.
//!
//! Mistakes of authors are [`diagnostic::Diagnostic`]s, many, with places; what goes wrong with
//! the machine is one [`failure::Failure`].

pub mod cache;
pub mod citation;
pub mod cli;
pub mod config;
pub mod data;
pub mod date;
pub mod deadline;
pub mod diagnostic;
pub mod draft;
pub mod edition;
pub mod failure;
pub mod figure;
pub mod findings;
pub mod language;
pub mod link;
pub mod model;
pub mod outline;
pub mod parse;
pub mod plan;
pub mod render;
pub mod resolve;
pub mod scan;
pub mod select;
pub mod serve;
pub mod shelf;
pub mod source;
pub mod standing;
pub mod text;
pub mod theme;
pub mod tree;
pub mod watch;
pub mod write;

pub use draft::{Draft, Settings};
