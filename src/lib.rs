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
//! | parse | [`parse::parse`] | one file → [`model::compiled::Compiled`]: front matter, sections, HTML with holes |
//! | outline | [`outline::card`], [`outline::arounds`] | what each file lets the others know → what each volume knows |
//! | identify | [`resolve::identify`] | all cards → [`model::documents::Documents`]: which document each number means |
//! | select | [`select::Hidden`] | what this edition lets out; nothing after it has seen the rest |
//! | resolve | [`resolve::resolve`] | files of a volume → [`model::ledger::Ledger`]: lineages, balances, findings |
//! | plan | [`plan::plan`] | the ledger → addresses and [`plan::Job`]s; every hole checked |
//! | view | [`plan::Plan::view`] | one job → [`model::view`], closed and typed |
//! | render | [`render::Renderer::render`] | one view → bytes, through the theme |
//! | export | [`plan::shares`], [`export::gather::Gathered`] | what each body adds → files of the whole site |
//! | write | [`write::Writer`] | bytes → disk, touching only what changed |
//!
//! [`build`] puts them in order: [`Engine`] compiles the content and links a volume when it is needed; one
//! pass of it publishes a site, and a [`build::preview::Preview`] keeps it and follows every save. [`serve`] is
//! the preview's server, and [`form`] what it shows to change a file; [`lsp`] is that of editors, who ask [`author`]
//! about the file at hand; [`cms`] makes the settings of a CMS; [`cli`] is the command line. Below the stages are
//! their nouns, [`model`] and [`front_matter`], and below those what knows nothing of the site: [`settings`],
//! [`table`], [`mod@diagnostic`], [`source`], [`vietnamese`], [`language`], [`codec`], [`fingerprint`],
//! [`edit_script`], [`failure`], [`disk`] and [`mod@lock`].
//!
//! Mistakes of authors are [`diagnostic::Diagnostic`]s, many, with places; what goes wrong with
//! the machine is one [`failure::Failure`].

pub mod archive;
pub mod author;
pub mod build;
pub mod cli;
pub mod cms;
pub mod codec;
pub mod diagnostic;
pub mod disk;
pub mod draft;
pub mod edit_script;
pub mod export;
pub mod failure;
pub mod fingerprint;
pub mod form;
pub mod front_matter;
pub mod import;
pub mod language;
pub mod lock;
pub mod lsp;
pub mod model;
pub mod outline;
pub mod parse;
pub mod plan;
pub mod render;
pub mod resolve;
pub mod scan;
pub mod select;
pub mod serve;
pub mod settings;
pub mod source;
pub mod table;
pub mod vietnamese;
pub mod write;

pub use build::{Engine, Options};
