//! `khacphuc` compiles plans, reports and deficiencies, written in Markdown, into a linked static
//! site that follows every deficiency across the years.
//!
//! # The map
//!
//! Data flows in one direction. Each arrow is one function; no stage knows another one.
//!
//! ```text
//! disk ─scan→ Sources ─parse→ [Compiled] ─select→ [Compiled] ─resolve→ Ledger ─plan→ [Job] ─view, render→ bytes ─write→ disk
//!       io      per file, alone       pure, per edition    pure, whole     pure, whole      per page                io
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
//! [`edition`], [`config`]. Between them are the nouns, [`model`]. This file and [`cli`] are the shell: the
//! only place that puts stages in order.
//!
//! Mistakes of authors are [`diagnostic::Diagnostic`]s, many, with places; what goes wrong with
//! the machine is one [`failure::Failure`].

pub mod citation;
pub mod cli;
pub mod config;
pub mod data;
pub mod date;
pub mod deadline;
pub mod diagnostic;
pub mod edition;
pub mod failure;
pub mod figure;
pub mod findings;
pub mod language;
pub mod model;
pub mod parse;
pub mod plan;
pub mod render;
pub mod resolve;
pub mod scan;
pub mod select;
pub mod source;
pub mod text;
pub mod theme;
pub mod tree;
pub mod write;

use config::Config;
use date::Date;
use diagnostic::{Code, Diagnostic};
use edition::Edition;
use failure::Failure;
use findings::Findings;
use language::Language;
use model::document::Compiled;
use model::ledger::Ledger;
use plan::Site;
use rayon::prelude::*;
use render::Renderer;
use resolve::Moment;
use scan::Scan;
use select::Selection;
use theme::Theme;
use write::{Writer, Written};

/// What a site depends on besides its content and its theme.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `khacphuc.toml`.
    pub config: Config,
    /// What the build lets out.
    pub edition: Edition,
    /// The day on which the site is true.
    pub as_of: Date,
    /// Language of labels and messages.
    pub language: Language,
}

/// A content folder, read and linked for one edition; what `check` reports and `build` shows.
#[derive(Debug)]
pub struct Draft<'s> {
    scan: &'s Scan,
    settings: &'s Settings,
    selection: Selection,
    ledger: Ledger,
    findings: Findings,
}

impl<'s> Draft<'s> {
    /// Compiles and links everything, for everyone and for the edition.
    ///
    /// Findings always speak of the whole content, since only its authors see them; a public
    /// edition adds what it could not say truthfully.
    pub fn new(scan: &'s Scan, settings: &'s Settings) -> Self {
        let (files, mut diagnostics) = compile(scan, &settings.config);
        diagnostics.extend(scan.diagnostics.iter().cloned());
        let everything = select::select(&files, Edition::Internal);
        let (full, found) = link(scan, settings, &everything, Edition::Internal);
        diagnostics.extend(found);
        let (selection, ledger) = match settings.edition {
            Edition::Internal => (everything, full),
            Edition::Public => {
                let selection = select::select(&files, Edition::Public);
                let (ledger, found) = link(scan, settings, &selection, Edition::Public);
                // What else is wrong with public text is wrong with all of it, and was found above.
                diagnostics.extend(found.into_iter().filter(|found| found.code == Code::PublicLink));
                diagnostics.extend(selection.diagnostics.iter().cloned());
                diagnostics.extend(select::truth(&full, &ledger));
                (selection, ledger)
            }
        };
        let findings = Findings::new(diagnostics, &files, &scan.sources, &settings.config, settings.as_of);
        Self { scan, settings, selection, ledger, findings }
    }

    /// What there is to say about the content.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The ledger of the edition.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    fn site(&self) -> Site<'_> {
        let findings = &self.findings.reported;
        site(self.scan, self.settings, self.settings.edition, &self.selection, findings)
    }

    /// The ledger as data for other programs.
    pub fn data(&self) -> Vec<u8> {
        data::ledger(data::Facts {
            ledger: &self.ledger,
            edition: self.settings.edition,
            as_of: self.settings.as_of,
            findings: &self.findings,
            sources: &self.scan.sources,
            language: self.settings.language,
        })
    }

    /// Writes the site, page by page as each is rendered.
    ///
    /// # Errors
    /// When the theme is wrong or the output cannot be written. What was published stays.
    pub fn build(&self, theme: &Theme, writer: Writer) -> Result<Written, Failure> {
        let renderer = Renderer::new(theme, self.settings.language)?;
        let assets = theme.assets();
        let site = Site { assets: &assets, ..self.site() };
        let (plan, _) = plan::plan(&self.ledger, &site);
        plan.jobs.par_iter().try_for_each(|job| writer.put(&job.path, &renderer.render(&plan.view(job))?))?;
        writer.put(data::LEDGER, &self.data())?;
        writer.put(data::SCHEMA, &data::schema())?;
        writer.finish()
    }
}

/// Compiles every file, each alone.
fn compile(scan: &Scan, config: &Config) -> (Vec<Compiled>, Vec<Diagnostic>) {
    let is_text = |id| scan.diagnostics.iter().all(|found| found.place.source != id);
    let sources: Vec<_> = scan.sources.iter().filter(|(id, _)| is_text(*id)).collect();
    let compiled: Vec<_> =
        sources.into_par_iter().map(|(id, source)| parse::parse(id, source, &config.headings)).collect();
    let (files, diagnostics): (Vec<_>, Vec<_>) = compiled.into_iter().unzip();
    (files.into_iter().flatten().collect(), diagnostics.into_iter().flatten().collect())
}

/// Links the files of one edition, and checks every hole that their pages would have.
fn link(
    scan: &Scan,
    settings: &Settings,
    selection: &Selection,
    edition: Edition,
) -> (Ledger, Vec<Diagnostic>) {
    let (ledger, mut diagnostics) =
        resolve::resolve(&selection.files, Moment { as_of: settings.as_of, edition });
    let (_, holes) = plan::plan(&ledger, &site(scan, settings, edition, selection, &[]));
    diagnostics.extend(holes);
    (ledger, diagnostics)
}

/// What pages depend on beside the ledger.
fn site<'a>(
    scan: &'a Scan,
    settings: &'a Settings,
    edition: Edition,
    selection: &'a Selection,
    findings: &'a [Diagnostic],
) -> Site<'a> {
    Site {
        config: &settings.config,
        language: settings.language,
        edition,
        as_of: settings.as_of,
        withheld_paths: &selection.withheld,
        files: &scan.assets,
        assets: &[],
        findings,
        sources: &scan.sources,
    }
}
