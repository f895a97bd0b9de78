//! `khacphuc` compiles plans, reports and deficiencies, written in Markdown, into a linked static
//! site that follows every deficiency across the years.
//!
//! # The map
//!
//! Data flows in one direction. Each arrow is one function; no stage knows another one.
//!
//! ```text
//! disk ─scan→ Sources ─parse→ [Compiled] ─outline→ Cards ─→ volumes     then, for each volume by itself:
//!       io      per file, alone            per file     whole
//!
//! [Compiled] ─select→ [Compiled] ─resolve→ Ledger ─plan→ [Job] ─view, render→ bytes ─write→ disk
//!              pure, per edition    pure          pure          per page                io
//! ```
//!
//! A volume is the bodies whose deficiencies go over into each other. What its pages need of the rest of
//! the site is its [`model::outline::Around`]; so no work grows with the site, and an edit concerns one volume.
//!
//! | stage | function | from → to |
//! |---|---|---|
//! | scan | [`scan::scan`] | a folder → [`source::Sources`] |
//! | parse | [`parse::parse`] | one file → [`model::document::Compiled`]: front matter, sections, HTML with holes |
//! | outline | [`outline::card`], [`outline::arounds`] | what each file lets the others know → what each volume knows |
//! | identify | [`resolve::identify`] | all cards → [`resolve::Documents`]: which document each number means |
//! | select | [`select::Hidden`] | what this edition lets out; nothing after it has seen the rest |
//! | resolve | [`resolve::resolve`] | files of a volume → [`model::ledger::Ledger`]: lineages, edges, balances, findings |
//! | plan | [`plan::plan`] | the ledger → addresses and [`plan::Job`]s; every hole checked |
//! | view | [`plan::Plan::view`] | one job → [`model::view`], closed and typed |
//! | render | [`render::Renderer::render`] | one view → bytes, through the theme |
//! | gather | [`gather::shares`], [`gather::Gathered`] | what each body adds to the files of the whole site → those files |
//! | write | [`write::Writer`] | bytes → disk, touching only what changed |
//!
//! [`draft`] puts them in order, once for a build. What was made before is in the [`cache`] (compiled files
//! on [`shelf`]s, pages by volume), found by a hash of all that it was made from. [`standing`] holds a site in
//! memory for [`serve`], and follows a save by linking one volume.
//!
//! Below the stages is the vocabulary, which knows nothing of the site: [`source`], [`tree`],
//! [`diagnostic`], [`date`], [`deadline`], [`calendar`], [`figure`], [`citation`], [`text`], [`language`],
//! [`edition`], [`config`], [`mod@lock`], [`provenance`], which asks git, and [`watch`], which looks on. Between
//! them are the nouns, [`model`]. This file and [`cli`] are the shell: the only place that puts stages in order.
//!
//! Mistakes of authors are [`diagnostic::Diagnostic`]s, many, with places; what goes wrong with
//! the machine is one [`failure::Failure`].

pub mod cache;
pub mod calendar;
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
pub mod feed;
pub mod figure;
pub mod findings;
pub mod forms;
pub mod gather;
pub mod language;
pub mod link;
pub mod lock;
pub mod model;
pub mod outline;
pub mod parse;
pub mod plan;
pub mod provenance;
pub mod render;
pub mod resolve;
pub mod scan;
pub mod search;
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
