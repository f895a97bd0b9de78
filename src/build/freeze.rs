//! Freeze: a year of a body as it is published, put into a bag.
//!
//! Takes the engine of one edition, a theme and a bag; gives the pages of the year, what they show, the data of
//! the body and, in the internal edition, the sources. It stands apart from [`emit`](super::emit) because the
//! pages of a bag stand for themselves: they take the theme from the bag, and links that lead out are marked.

use super::engine::Engine;
use super::frozen;
use crate::archive::{Bag, links};
use crate::disk;
use crate::export::data::{self, table::DataTable};
use crate::export::gather::{File, Gathered, Shares};
use crate::failure::{Doing, Failure};
use crate::front_matter::register::REGISTER;
use crate::model::findings::Findings;
use crate::plan::{self, FROZEN_THEME, Job, Plan, Site, Summary};
use crate::render::Renderer;
use crate::render::theme::Theme;
use crate::settings::Edition;
use crate::source::Place;
use rayon::prelude::*;
use std::collections::BTreeSet;
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
        (body, year): (&str, i16),
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
            Ok(plan::shares(&plan))
        })??;
        frozen.theme()?;
        frozen.data(shares.into_iter().filter(|(id, _)| id == body).collect())?;
        match self.options.edition {
            Edition::Internal => frozen.sources(body, settings),
            // A file may hold words that are not public; what is public of it is in the pages and the data.
            Edition::Public => Ok(()),
        }
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
    /// The pages of the year, and the files elsewhere that they lead to or show.
    fn pages(&self, plan: &Plan<'_>) -> Result<(), Failure> {
        let own = plan.jobs.iter().filter(|job| job.path.starts_with(self.folder));
        let rendered = own.collect::<Vec<_>>().into_par_iter().map(|job| {
            let bytes = self.renderer.render(&plan.view(job))?;
            Ok((job.path.as_str(), bytes))
        });
        let rendered = rendered.collect::<Result<Vec<(&str, Vec<u8>)>, Failure>>()?;
        let is_html = |path: &str| path.ends_with(".html");
        let pages = rendered.iter().filter(|(path, _)| is_html(path));
        let shown: BTreeSet<String> = pages
            .flat_map(|(path, bytes)| links::targets(path, &String::from_utf8_lossy(bytes)))
            .filter(|to| !to.starts_with(self.folder) && plan.is_file(to))
            .collect();
        for path in &shown {
            if let Some(job) = plan.job(path) {
                self.bag.put(&format!("{SITE}/{path}"), &self.renderer.render(&plan.view(job))?)?;
            }
        }
        let inside: BTreeSet<&str> =
            rendered.iter().map(|(path, _)| *path).chain(shown.iter().map(String::as_str)).collect();
        rendered.par_iter().try_for_each(|(path, bytes)| {
            let place = format!("{SITE}/{path}");
            match std::str::from_utf8(bytes) {
                Ok(html) if is_html(path) => {
                    let marked = links::mark(path, html, |to| inside.contains(to));
                    self.bag.put(&place, marked.as_bytes())
                }
                _ => self.bag.put(&place, bytes),
            }
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
            // Writing to memory does not fail.
            let _ = gathered.write(&file, facts, &mut bytes);
            self.bag.put(&in_ledger(&path), &bytes)?;
        }
        self.bag.put(&in_ledger(data::SCHEMA), &data::schema())
    }

    /// The sources of the year, what they refer to, and the settings.
    fn sources(&self, body: &str, settings: Option<&Path>) -> Result<(), Failure> {
        let scan = self.engine.scan;
        let of_body = format!("{body}/index.md");
        let own = frozen::sources(scan, self.folder);
        let own = own.map(|(path, file)| (format!("{}{path}", self.folder), file));
        let others = scan.sources.iter().filter(|source| source.path == of_body || source.path == REGISTER);
        let others = others.filter_map(|source| Some((source.path.clone(), source.file()?)));
        let put = |path: String, file: &Path| {
            let bytes = disk::read(file).map_err(|error| Failure::new(Doing::Read, file, error))?;
            self.bag.put(&path, &bytes)
        };
        for (path, file) in own.chain(others) {
            put(format!("{CONTENT}/{path}"), file)?;
        }
        settings.map_or(Ok(()), |file| put("khacphuc.toml".to_owned(), file))
    }
}

/// The path of a data file in a bag.
fn in_ledger(path: &str) -> String {
    format!("{LEDGER}/{}", path.rsplit('/').next().unwrap_or(path))
}
