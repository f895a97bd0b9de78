//! The draft of a site: all stages in their order.
//!
//! Everything is compiled once. Then each volume is linked, and its pages are shown and written, before
//! the next one: what is held in memory at a time is what was compiled, and one ledger for each thread.

use crate::config::Config;
use crate::data::Share;
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::edition::Edition;
use crate::failure::Failure;
use crate::findings::Findings;
use crate::language::Language;
use crate::model::document::Compiled;
use crate::model::ledger::Ledger;
use crate::model::outline::{Around, Outline};
use crate::model::register::Register;
use crate::outline::Volumes;
use crate::plan::{Part, Plan, Site};
use crate::render::Renderer;
use crate::resolve::{Documents, Moment};
use crate::scan::Scan;
use crate::select::Hidden;
use crate::source::Source;
use crate::theme::Theme;
use crate::watch::{Stage, Watch};
use crate::write::{Writer, Written};
use crate::{data, outline, parse, plan, resolve, select};
use rayon::prelude::*;

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
    watch: &'s Watch,
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
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn new(scan: &'s Scan, settings: &'s Settings) -> Result<Self, Failure> {
        Self::watched(scan, settings, Watch::OFF)
    }

    /// The same, for somebody who wants to know how far it is and how long it takes; of the build, too.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn watched(scan: &'s Scan, settings: &'s Settings, watch: &'s Watch) -> Result<Self, Failure> {
        let (files, mut diagnostics) = compile(scan, &settings.config, watch)?;
        let outline = watch.time(Stage::Outline, || outline::outline(&files));
        let volumes = Volumes::of(&outline);
        let hidden = Hidden::new(&outline, register(&files), settings.edition);
        let public = (settings.edition == Edition::Public).then(|| {
            let selection = watch.time(Stage::Select, || hidden.select(&files, Edition::Public));
            diagnostics.extend(selection.diagnostics);
            let outline = watch.time(Stage::Outline, || outline::outline(&selection.files));
            let files = selection.files;
            // What else is wrong with public text is wrong with all of it, and is found below.
            watch.time(Stage::Outline, || bind(files, Edition::Public, outline, &volumes, &hidden).0)
        });
        let (everything, found) = watch.time(Stage::Outline, || {
            bind(files.clone(), Edition::Internal, outline, &volumes, &Hidden::default())
        });
        diagnostics.extend(found);
        let found: Vec<Vec<Diagnostic>> = (0..volumes.count())
            .into_par_iter()
            .map(|volume| examine(scan, settings, &everything, public.as_ref(), volume, watch))
            .collect();
        diagnostics.extend(found.into_iter().flatten());
        let findings = Findings::new(diagnostics, &files, &scan.sources, &settings.config, settings.as_of);
        Ok(Self { scan, settings, watch, bound: public.unwrap_or(everything), findings })
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
        link(self.settings, &whole, &whole.volumes[Volumes::COMMON], self.watch).0
    }

    /// The ledger as data for other programs.
    pub fn data(&self) -> Vec<u8> {
        let volumes = self.bound.volumes.par_iter();
        let shares: Vec<Share> = volumes
            .map(|volume| Share::of(&link(self.settings, &self.bound, volume, self.watch).0))
            .collect();
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
        (
            link(self.settings, &self.bound, volume, self.watch).0,
            Site { findings: &self.findings.reported, ..site },
        )
    }

    /// Writes the site, volume by volume and page by page as each is rendered.
    ///
    /// # Errors
    /// When the theme is wrong or the output cannot be written. What was published stays.
    pub fn build(&self, theme: &Theme, writer: Writer) -> Result<Written, Failure> {
        let watch = self.watch;
        let renderer = Renderer::new(theme, self.settings.language)?;
        let press = |plan: &Plan<'_>| {
            watch.expect(Stage::Write, plan.jobs.len());
            plan.jobs.par_iter().try_for_each(|job| {
                let view = watch.time(Stage::View, || plan.view(job));
                let page = watch.time(Stage::Render, || renderer.render(&view))?;
                watch.time(Stage::Write, || writer.put(&job.path, &page))
            })
        };
        let nothing = Part::default();
        let volumes = 0..self.bound.volumes.len();
        let said: Result<Vec<(Part, Share)>, Failure> = volumes
            .into_par_iter()
            .map(|number| {
                let (ledger, site) = self.volume(number, &nothing);
                let (plan, _) = watch.time(Stage::Plan, || plan::plan(&ledger, &site));
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
        writer.put(data::LEDGER, &watch.time(Stage::Data, || self.data_of(&shares)))?;
        writer.put(data::SCHEMA, &data::schema())?;
        watch.time(Stage::Write, || writer.finish()).map(|(written, _)| written)
    }
}

/// Reads and compiles every file, each alone.
fn compile(scan: &Scan, config: &Config, watch: &Watch) -> Result<(Vec<Compiled>, Vec<Diagnostic>), Failure> {
    let sources: Vec<_> = scan.sources.iter().collect();
    watch.expect(Stage::Parse, sources.len());
    let compile = |source: &Source| {
        watch.time(Stage::Parse, || Ok(parse::parse(source, &source.read()?, &config.headings)))
    };
    let compiled: Vec<Result<_, Failure>> = sources.into_par_iter().map(compile).collect();
    // One after the other, so that of several failures the same one is told in every run.
    let compiled = compiled.into_iter().collect::<Result<Vec<_>, _>>()?;
    let (files, diagnostics): (Vec<_>, Vec<_>) = compiled.into_iter().unzip();
    Ok((files.into_iter().flatten().collect(), diagnostics.into_iter().flatten().collect()))
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
fn link(settings: &Settings, bound: &Bound, volume: &Volume, watch: &Watch) -> (Ledger, Vec<Diagnostic>) {
    let moment = Moment { as_of: settings.as_of, edition: bound.edition };
    watch.time(Stage::Resolve, || resolve::resolve(&volume.files, &bound.outline, &volume.around, moment))
}

/// What there is to say about one volume, in everything and in the public edition if that is asked for.
fn examine(
    scan: &Scan,
    settings: &Settings,
    everything: &Bound,
    public: Option<&Bound>,
    number: usize,
    watch: &Watch,
) -> Vec<Diagnostic> {
    let (full, mut diagnostics) = examine_alone(scan, settings, everything, number, watch);
    if let Some(public) = public {
        let (ledger, found) = examine_alone(scan, settings, public, number, watch);
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
    watch: &Watch,
) -> (Ledger, Vec<Diagnostic>) {
    let volume = &bound.volumes[number];
    let (ledger, mut diagnostics) = link(settings, bound, volume, watch);
    let nothing = Part::default();
    let site = site(scan, settings, bound, number, &nothing);
    diagnostics.extend(watch.time(Stage::Plan, || plan::plan(&ledger, &site).1));
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
