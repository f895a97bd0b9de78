//! Freeze: a year of a body as it is published, put into a bag.
//!
//! Takes the engine of one edition, a theme and a bag; gives the pages of the year, what they show, the data of
//! the body and, in the internal edition, the sources. It stands apart from [`emit`](super::emit) because the
//! pages of a bag stand for themselves: they take the theme from the bag, and links that lead out are marked.

use super::engine::Engine;
use super::frozen::{self, links};
use crate::archive::Bag;
use crate::disk;
use crate::export::data::{self, table::DataTable};
use crate::export::gather::{File, Gathered, Shares};
use crate::failure::{Cause, Doing, Failure};
use crate::front_matter::ERRATA;
use crate::front_matter::register::REGISTER;
use crate::model::findings::Findings;
use crate::model::view::PageContent;
use crate::plan::{self, FROZEN_FILES, FROZEN_THEME, Job, Plan, Site, Summary};
use crate::render::theme::Theme;
use crate::render::{ERRATA_PLACE, Renderer};
use crate::settings::Edition;
use crate::source::{ContentPath, Place, Source};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Folders of a bag, below `data/`.
const SITE: &str = "site";
const LEDGER: &str = "ledger";
const CONTENT: &str = "content";
const LINEAGES: &str = "lineages";

impl Engine<'_> {
    /// Puts a year of a body into a bag. `settings` are put beside the sources, where they are.
    ///
    /// # Errors
    /// When the theme is wrong, or a file cannot be read or written.
    pub fn freeze(
        &self,
        theme: &Theme,
        body: &str,
        year: i16,
        settings: Option<&Path>,
        bag: &Bag,
    ) -> Result<(), Failure> {
        let renderer = Renderer::new(theme, self.options.language)?;
        let folder = format!("{body}/{year}/");
        let volume = self.content.volumes.of_path(&folder);
        let nothing = Summary::default();
        let site = self.site(volume, &nothing, &[], renderer.strings());
        let site = Site { frozen: Some(&folder), ..site };
        let frozen = Year { engine: self, renderer: &renderer, folder: &folder, bag };
        let shares = self.with_ledger(volume, |ledger| {
            let plan = plan::plan(ledger, &site);
            frozen.pages(&plan)?;
            frozen.lineages(&plan, &plan.lineage_pdfs(body, year))?;
            match self.options.edition {
                Edition::Internal => frozen.sources(body, settings)?,
                // A file may hold words that are not public; what is public of it is in the pages and the data.
                Edition::Public => {}
            }
            Ok::<_, Failure>(plan::shares(&plan))
        })??;
        frozen.theme()?;
        frozen.data(shares.into_iter().filter(|(id, _)| id == body).collect())
    }
}

/// A year that is being frozen.
struct Year<'y> {
    engine: &'y Engine<'y>,
    renderer: &'y Renderer,
    /// The folder of the year, with a `/` at its end.
    folder: &'y str,
    bag: &'y Bag,
}

impl Year<'_> {
    /// The pages of the year, and the files that they lead to or show.
    fn pages(&self, plan: &Plan<'_>) -> Result<(), Failure> {
        // What was put right since has its place beside what is frozen.
        let errata = format!("{}{ERRATA}/", self.folder);
        let own = plan.jobs.iter().filter(|job| job.path.starts_with(self.folder));
        let own: Vec<&Job> = own.filter(|job| !job.path.starts_with(&errata)).collect();
        let rendered = own.into_par_iter().map(|job| {
            let view = plan.view(job);
            // A file of the author is put as it is, whatever it is.
            let is_page = matches!(view.page, PageContent::Page { .. } | PageContent::Form(_));
            Ok((job.path.as_str(), is_page, self.renderer.render(&view)?))
        });
        let rendered = rendered.collect::<Result<Vec<(&str, bool, Vec<u8>)>, Failure>>()?;
        let pages = rendered.iter().filter(|(_, is_page, _)| *is_page);
        let pages: BTreeMap<&str, Cow<'_, str>> =
            pages.map(|(path, _, bytes)| (*path, String::from_utf8_lossy(bytes))).collect();
        let elsewhere = format!("{}{FROZEN_FILES}/", self.folder);
        let targets = pages.iter().flat_map(|(path, html)| links::targets(path, html));
        let files: BTreeSet<String> = targets.filter(|path| path.starts_with(&elsewhere)).collect();
        for place in &files {
            let path = &place[elsewhere.len()..];
            let Some(file) = self.engine.scan.assets.get(path) else { continue };
            let bytes = bytes(file)?;
            self.bag.put(&format!("{SITE}/{place}"), &bytes)?;
            if self.engine.options.edition == Edition::Internal {
                self.bag.put(&format!("{CONTENT}/{path}"), &bytes)?;
            }
        }
        let inside = rendered.iter().map(|(path, _, _)| *path);
        let inside: BTreeSet<&str> = inside.chain(files.iter().map(String::as_str)).collect();
        rendered.par_iter().try_for_each(|(path, _, bytes)| {
            let place = format!("{SITE}/{path}");
            let Some(html) = pages.get(path) else { return self.bag.put(&place, bytes) };
            if html.matches(ERRATA_PLACE).count() != 1 {
                return Err(Failure::new(Doing::Freeze, path, Cause::NoErrataPlace));
            }
            self.bag.put(&place, links::mark(path, html, |to| inside.contains(to)).as_bytes())
        })
    }

    /// Lineages as PDF: their pages are of all years, and go on.
    fn lineages(&self, plan: &Plan<'_>, jobs: &[&Job]) -> Result<(), Failure> {
        jobs.par_iter().try_for_each(|job| {
            let name = job.path.rsplit('/').next().unwrap_or(&job.path);
            self.bag.put(&format!("{LINEAGES}/{name}"), &self.renderer.render(&plan.view(job))?)
        })
    }

    /// The files of the theme that the pages take.
    fn theme(&self) -> Result<(), Failure> {
        for folder in [FROZEN_THEME, FROZEN_FILES] {
            let own = format!("{}{folder}", self.folder);
            let is_in = |path: &str| {
                path.strip_prefix(&own).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            if self.engine.scan.assets.keys().any(|path| is_in(path)) {
                return Err(Failure::new(Doing::Freeze, own, Cause::NameTaken));
            }
        }
        // The search is of the whole site.
        let assets = self.renderer.assets().iter().filter(|asset| asset.as_str() != "search.js");
        for asset in assets {
            let place = format!("{SITE}/{}{FROZEN_THEME}/{asset}", self.folder);
            self.bag.put(&place, &self.renderer.asset(asset)?)?;
        }
        Ok(())
    }

    /// The ledger of the body, as JSON with its schema and as tables.
    fn data(&self, shares: Shares) -> Result<(), Failure> {
        let sources = &self.engine.scan.sources;
        let body = self.folder.split('/').next().unwrap_or_default();
        let is_own = |place: &Place| sources.get(place.source).path.split('/').next() == Some(body);
        let Findings { reported, waived } = self.engine.findings();
        let findings = Findings {
            reported: reported.iter().filter(|found| is_own(&found.place)).cloned().collect(),
            waived: waived.iter().filter(|(found, _)| is_own(&found.place)).cloned().collect(),
        };
        let facts = self.engine.facts(self.renderer.strings()).with(&findings);
        let gathered: Gathered<'_> = [&shares].into_iter().collect();
        let files = [File::Ledger].into_iter().chain(DataTable::ALL.map(File::Table));
        for file in files {
            let (path, mut bytes) = (file.path(), Vec::new());
            let written = gathered.write(&file, facts, &mut bytes);
            written.map_err(|error| Failure::new(Doing::Write, &path, error))?;
            self.bag.put(&in_ledger(&path), &bytes)?;
        }
        self.bag.put(&in_ledger(data::SCHEMA), &data::schema())
    }

    /// The sources of the year, what they refer to, and the settings.
    fn sources(&self, body: &str, settings: Option<&Path>) -> Result<(), Failure> {
        let scan = self.engine.scan;
        let of_body = ContentPath::of_file(&format!("{body}/index.md"));
        let is_index = |source: &Source| ContentPath::of_file(&source.path) == of_body;
        let own = frozen::sources(scan, self.folder);
        let own = own.map(|(path, file)| (format!("{}{path}", self.folder), file));
        let others = scan.sources.iter().filter(|source| is_index(source) || source.path == REGISTER);
        let others = others.filter_map(|source| Some((source.path.clone(), source.file()?)));
        let put = |path: String, file: &Path| self.bag.put(&path, &bytes(file)?);
        for (path, file) in own.chain(others) {
            put(format!("{CONTENT}/{path}"), file)?;
        }
        settings.map_or(Ok(()), |file| put("khacphuc.toml".to_owned(), file))
    }
}

/// The bytes of a file of the content.
fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    disk::read(file).map_err(|error| Failure::new(Doing::Read, file, error))
}

/// The path of a data file in a bag.
fn in_ledger(path: &str) -> String {
    format!("{LEDGER}/{}", path.rsplit('/').next().unwrap_or(path))
}
