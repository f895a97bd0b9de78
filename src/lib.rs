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
//! [`edition`], [`config`], and [`watch`], which looks on. Between them are the nouns, [`model`]. This file and [`cli`] are the shell: the
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
pub mod link;
pub mod model;
pub mod outline;
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
pub mod watch;
pub mod write;

use config::Config;
use data::Share;
use date::Date;
use diagnostic::{Code, Diagnostic};
use edition::Edition;
use failure::Failure;
use findings::Findings;
use language::Language;
use model::document::Compiled;
use model::ledger::Ledger;
use model::outline::{Around, Outline};
use model::register::Register;
use outline::Volumes;
use plan::{Part, Plan, Site};
use rayon::prelude::*;
use render::Renderer;
use resolve::{Documents, Moment};
use scan::Scan;
use select::Hidden;
use theme::Theme;
use watch::{Stage, Watch};
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
    bound: Bound,
    findings: Findings,
}

/// The content of one edition, in volumes.
#[derive(Debug)]
struct Bound {
    edition: Edition,
    outline: Outline,
    documents: Documents,
    volumes: Vec<Volume>,
}

/// What one volume is made of.
#[derive(Debug)]
struct Volume {
    files: Vec<Compiled>,
    around: Around,
}

impl<'s> Draft<'s> {
    /// Compiles and links everything, for everyone and for the edition.
    ///
    /// Findings always speak of the whole content, since only its authors see them; a public
    /// edition adds what it could not say truthfully.
    pub fn new(scan: &'s Scan, settings: &'s Settings) -> Self {
        Self::watched(scan, settings, Watch::OFF)
    }

    /// The same, for somebody who wants to know how far it is and how long it takes; of the build, too.
    pub fn watched(scan: &'s Scan, settings: &'s Settings, watch: &'s Watch) -> Self {
        let (files, mut diagnostics) = compile(scan, &settings.config, watch);
        diagnostics.extend(scan.diagnostics.iter().cloned());
        let outline = outline::outline(&files);
        let volumes = Volumes::of(&outline);
        let hidden = Hidden::new(&outline, register(&files), settings.edition);
        let public = (settings.edition == Edition::Public).then(|| {
            let selection = hidden.select(&files, Edition::Public);
            diagnostics.extend(selection.diagnostics);
            let (outline, files) = (outline::outline(&selection.files), selection.files);
            // What else is wrong with public text is wrong with all of it, and is found below.
            bind(files, Edition::Public, outline, &volumes, &hidden).0
        });
        let (everything, found) =
            bind(files.clone(), Edition::Internal, outline, &volumes, &Hidden::default());
        diagnostics.extend(found);
        let found: Vec<Vec<Diagnostic>> = (0..volumes.count())
            .into_par_iter()
            .map(|volume| examine(scan, settings, &everything, public.as_ref(), volume))
            .collect();
        diagnostics.extend(found.into_iter().flatten());
        let findings = Findings::new(diagnostics, &files, &scan.sources, &settings.config, settings.as_of);
        Self { scan, settings, bound: public.unwrap_or(everything), findings }
    }

    /// What there is to say about the content.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The ledger of the edition, all volumes as one.
    pub fn ledger(&self) -> Ledger {
        let files = self.bound.volumes.iter().flat_map(|volume| volume.files.clone()).collect();
        let outline = self.bound.outline.clone();
        let (whole, _) = bind(files, self.bound.edition, outline, &Volumes::whole(), &Hidden::default());
        link(self.settings, &whole, &whole.volumes[Volumes::COMMON]).0
    }

    /// The ledger as data for other programs.
    pub fn data(&self) -> Vec<u8> {
        let volumes = self.bound.volumes.par_iter();
        let shares: Vec<Share> =
            volumes.map(|volume| Share::of(&link(self.settings, &self.bound, volume).0)).collect();
        self.data_of(&shares)
    }

    fn data_of(&self, shares: &[Share]) -> Vec<u8> {
        let facts = data::Facts {
            documents: &self.bound.documents.list,
            edition: self.settings.edition,
            as_of: self.settings.as_of,
            findings: &self.findings,
            sources: &self.scan.sources,
            language: self.settings.language,
        };
        data::ledger(facts, shares)
    }

    /// The ledger of one volume, and what its pages depend on beside it.
    fn volume<'a>(&'a self, number: usize, part: &'a Part) -> (Ledger, Site<'a>) {
        let volume = &self.bound.volumes[number];
        let site = site(self.scan, self.settings, &self.bound, number, part);
        (link(self.settings, &self.bound, volume).0, Site { findings: &self.findings.reported, ..site })
    }

    /// Writes the site, volume by volume and page by page as each is rendered.
    ///
    /// # Errors
    /// When the theme is wrong or the output cannot be written. What was published stays.
    pub fn build(&self, theme: &Theme, writer: Writer) -> Result<Written, Failure> {
        let renderer = Renderer::new(theme, self.settings.language)?;
        let press = |plan: &Plan<'_>| {
            plan.jobs.par_iter().try_for_each(|job| writer.put(&job.path, &renderer.render(&plan.view(job))?))
        };
        let nothing = Part::default();
        let volumes = 0..self.bound.volumes.len();
        let said: Result<Vec<(Part, Share)>, Failure> = volumes
            .into_par_iter()
            .map(|number| {
                let (ledger, site) = self.volume(number, &nothing);
                let (plan, _) = plan::plan(&ledger, &site);
                // Pages of the common volume need what all of them have to say.
                if !site.is_common {
                    press(&plan)?;
                }
                Ok((plan.part(), Share::of(&ledger)))
            })
            .collect();
        let (parts, shares): (Vec<Part>, Vec<Share>) = said?.into_iter().unzip();
        let part = Part::join(parts);
        let (ledger, site) = self.volume(Volumes::COMMON, &part);
        press(&plan::plan(&ledger, &Site { assets: &theme.assets(), ..site }).0)?;
        writer.put(data::LEDGER, &self.data_of(&shares))?;
        writer.put(data::SCHEMA, &data::schema())?;
        watch.time(Stage::Write, || writer.finish()).map(|(written, _)| written)
    }
}

/// Compiles every file, each alone.
fn compile(scan: &Scan, config: &Config, watch: &Watch) -> (Vec<Compiled>, Vec<Diagnostic>) {
    let is_text = |id| scan.diagnostics.iter().all(|found| found.place.source != id);
    let sources: Vec<_> = scan.sources.iter().filter(|(id, _)| is_text(*id)).collect();
    watch.expect(Stage::Parse, sources.len());
    let parse = |(id, source)| watch.time(Stage::Parse, || parse::parse(id, source, &config.headings));
    let compiled: Vec<_> = sources.into_par_iter().map(parse).collect();
    let (files, diagnostics): (Vec<_>, Vec<_>) = compiled.into_iter().unzip();
    (files.into_iter().flatten().collect(), diagnostics.into_iter().flatten().collect())
}

/// The register of documents, if there is one.
fn register(files: &[Compiled]) -> Option<&Register> {
    files.iter().find_map(|file| match file {
        Compiled::Register(register) => Some(register.as_ref()),
        Compiled::Document(_) => None,
    })
}

/// Puts the files of an edition into volumes, and finds what each volume knows of the others.
fn bind(
    files: Vec<Compiled>,
    edition: Edition,
    outline: Outline,
    volumes: &Volumes,
    hidden: &Hidden,
) -> (Bound, Vec<Diagnostic>) {
    let (documents, diagnostics) = resolve::identify(&outline, register(&files));
    let arounds = outline::arounds(volumes, &outline, &documents, hidden);
    let mut shelves: Vec<Vec<Compiled>> = vec![Vec::new(); volumes.count()];
    for file in files {
        if let Compiled::Document(document) = &file {
            shelves[volumes.of_path(document.path.as_str())].push(file);
        }
    }
    let volumes = shelves.into_iter().zip(arounds).map(|(files, around)| Volume { files, around });
    (Bound { edition, outline, documents, volumes: volumes.collect() }, diagnostics)
}

/// Links the files of one volume.
fn link(settings: &Settings, bound: &Bound, volume: &Volume) -> (Ledger, Vec<Diagnostic>) {
    let moment = Moment { as_of: settings.as_of, edition: bound.edition };
    resolve::resolve(&volume.files, &bound.outline, &volume.around, moment)
}

/// What there is to say about one volume, in everything and in the public edition if that is asked for.
fn examine(
    scan: &Scan,
    settings: &Settings,
    everything: &Bound,
    public: Option<&Bound>,
    number: usize,
) -> Vec<Diagnostic> {
    let (full, mut diagnostics) = examine_alone(scan, settings, everything, number);
    if let Some(public) = public {
        let (ledger, found) = examine_alone(scan, settings, public, number);
        // What else is wrong with public text is wrong with all of it, and was found above.
        diagnostics.extend(found.into_iter().filter(|found| found.code == Code::PublicLink));
        diagnostics.extend(select::truth(&full, &ledger));
    }
    diagnostics
}

/// Links one volume, and checks every hole that its pages would have.
fn examine_alone(
    scan: &Scan,
    settings: &Settings,
    bound: &Bound,
    number: usize,
) -> (Ledger, Vec<Diagnostic>) {
    let volume = &bound.volumes[number];
    let (ledger, mut diagnostics) = link(settings, bound, volume);
    let nothing = Part::default();
    let site = site(scan, settings, bound, number, &nothing);
    diagnostics.extend(plan::plan(&ledger, &site).1);
    (ledger, diagnostics)
}

/// What the pages of a volume depend on beside its ledger.
fn site<'a>(
    scan: &'a Scan,
    settings: &'a Settings,
    bound: &'a Bound,
    number: usize,
    part: &'a Part,
) -> Site<'a> {
    Site {
        config: &settings.config,
        language: settings.language,
        edition: bound.edition,
        as_of: settings.as_of,
        around: &bound.volumes[number].around,
        outline: &bound.outline,
        is_common: number == Volumes::COMMON,
        part,
        files: &scan.assets,
        assets: &[],
        findings: &[],
        sources: &scan.sources,
    }
}
