//! Diagnostics as the protocol has them: those of a look, file by file.
//!
//! All that is wrong is told of open files. Of the others only what stops a build is told: an office has thousands
//! of findings from earlier years, and who edits one file did not ask for them.

use super::backend::{Backend, Look};
use super::desk::{Desk, address};
use super::sheet::Sheet;
use crate::diagnostic::formats::{Entry, entries};
use crate::diagnostic::{Diagnostic, Level};
use crate::source::{Place, SourceId, Sources};
use gen_lsp_types::{
    Code, Diagnostic as Reported, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Message,
    PublishDiagnosticsParams, Uri,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What of a look is told.
pub struct Reporter<'r> {
    look: &'r Look,
    desk: &'r Desk,
    sheets: BTreeMap<SourceId, Option<Arc<Sheet>>>,
}

impl<'r> Reporter<'r> {
    /// Tells of a look at what is on a desk.
    pub fn new(look: &'r Look, desk: &'r Desk) -> Self {
        Self { look, desk, sheets: BTreeMap::new() }
    }

    /// What is told of each file of which there is something to tell, and of each that is open.
    pub fn reports(&mut self, backend: &dyn Backend) -> BTreeMap<Uri, PublishDiagnosticsParams> {
        let mut reports = BTreeMap::new();
        let mut by_file: BTreeMap<SourceId, Vec<&Diagnostic>> = BTreeMap::new();
        for found in &self.look.found {
            by_file.entry(found.place.source).or_default().push(found);
        }
        let open: BTreeSet<String> = self.desk.texts().into_keys().collect();
        for (file, found) in by_file {
            let path = &self.look.sources.get(file).path;
            let is_open = open.contains(path);
            let told = found.into_iter().filter(|found| is_open || found.level == Level::Error);
            let told: Vec<&Diagnostic> = told.collect();
            let uri = self.desk.address(path).filter(|_| is_open || !told.is_empty());
            if let Some(uri) = uri {
                let diagnostics = self.reported(&told, &self.look.sources);
                reports.insert(uri.clone(), self.report(uri, diagnostics));
            }
        }
        for uri in open.iter().filter_map(|path| self.desk.address(path)) {
            reports.entry(uri.clone()).or_insert_with(|| self.report(uri, Vec::new()));
        }
        let (sources, wrong) = &self.look.settings;
        let uri = sources.iter().next().and_then(|settings| address(&backend.file(&settings.path)));
        if let Some(uri) = uri.filter(|_| !wrong.is_empty()) {
            let diagnostics = self.reported(&wrong.iter().collect::<Vec<_>>(), sources);
            reports.insert(uri.clone(), self.report(uri, diagnostics));
        }
        reports
    }

    fn report(&self, uri: Uri, diagnostics: Vec<Reported>) -> PublishDiagnosticsParams {
        let version = self.desk.get(&uri).map(|open| open.version);
        PublishDiagnosticsParams { uri, version, diagnostics }
    }

    /// Diagnostics with their places, which are in these sources.
    pub fn reported(&mut self, found: &[&Diagnostic], sources: &Sources) -> Vec<Reported> {
        let with_sources: Vec<_> = found.iter().map(|found| (*found, sources)).collect();
        let entries = entries(&with_sources, self.look.language);
        found.iter().zip(entries).filter_map(|(found, entry)| self.one(found, &entry, sources)).collect()
    }

    fn one(&mut self, found: &Diagnostic, entry: &Entry, sources: &Sources) -> Option<Reported> {
        let range = self.sheet(&found.place, sources)?.range(&found.place.span());
        let others = found.others.iter().zip(&entry.others);
        let related = others.filter_map(|((place, _), other)| {
            let location = self.location(place)?;
            Some(DiagnosticRelatedInformation { location, message: other.message.clone() })
        });
        let related: Vec<_> = related.collect();
        Some(Reported {
            range,
            severity: Some(match entry.level {
                Level::Error => DiagnosticSeverity::Error,
                Level::Warning => DiagnosticSeverity::Warning,
                Level::Allow => DiagnosticSeverity::Information,
            }),
            code: Some(Code::String(entry.code.name().to_owned())),
            code_description: None,
            source: Some("khacphuc".to_owned()),
            message: Message::String(entry.whole()),
            tags: None,
            related_information: (!related.is_empty()).then_some(related),
            data: None,
        })
    }

    /// Where a place of the content is, as the editor knows it.
    pub fn location(&mut self, place: &Place) -> Option<Location> {
        let sources = &self.look.sources;
        let range = self.sheet(place, sources)?.range(&place.span());
        let uri = self.desk.address(&sources.get(place.source).path)?;
        Some(Location { uri, range })
    }

    /// The text of the file that a place is in, as it was at the look.
    fn sheet(&mut self, place: &Place, sources: &Sources) -> Option<Arc<Sheet>> {
        let columns = self.desk.columns;
        let sheet = || {
            let raw = sources.get(place.source).read().ok()?;
            Some(Arc::new(Sheet::new(raw.as_text().unwrap_or_default(), columns)))
        };
        self.sheets.entry(place.source).or_insert_with(sheet).clone()
    }
}
