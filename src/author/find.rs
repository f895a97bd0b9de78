//! What a thing means in the whole content. Apart because words and links look the same things up.

use super::known::Known;
use super::manuscript::Manuscript;
use crate::front_matter::record_named;
use crate::model::document::Document;
use crate::model::ledger::{Body, OfficialDocument, Record};
use crate::model::outline::{Mention, Named};
use crate::source::ContentPath;
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::{Date, YearSpan};
use std::sync::Arc;

impl<'k> Known<'k> {
    /// The body that a manuscript belongs to.
    pub(super) fn body_of(&self, manuscript: &Manuscript) -> Option<&'k Body> {
        self.whole.ledger.body(manuscript.body()?)
    }

    /// The record that a manuscript was when the content was last looked at.
    pub(super) fn record_of(&self, manuscript: &Manuscript) -> Option<&'k Record> {
        self.whole.ledger.records.iter().find(|record| *record.path() == manuscript.path)
    }

    /// Records of a deficiency, by year.
    pub(super) fn lineage(&self, body: &str, name: &str) -> impl Iterator<Item = &'k Record> + use<'k> {
        let lineages = &self.whole.ledger.lineages;
        let found = lineages.iter().find(|lineage| lineage.body == body && lineage.name == name);
        let ledger = &self.whole.ledger;
        found.into_iter().flat_map(|lineage| &lineage.records).map(|id| ledger.record(*id))
    }

    /// The record that `2021/ma-tuy` or `kien-giang/2024/tu-tuong` names in a manuscript.
    pub(super) fn record(&self, manuscript: &Manuscript, from: &str) -> Option<&'k Record> {
        let (body, year, name) = record_named(from)?;
        let year: i16 = year.parse().ok()?;
        self.lineage(body.or(manuscript.body())?, name).find(|record| record.year == year)
    }

    /// The years by which the deadlines of a manuscript are read.
    pub(super) fn years_of(&self, manuscript: &Manuscript) -> Option<YearSpan> {
        if let Some(record) = self.record_of(manuscript) {
            return Some(self.whole.ledger.plan_years(record));
        }
        let plan = manuscript.document.as_ref().and_then(|document| document.meta.plan());
        plan.map(|plan| plan.years).or(manuscript.path.year().map(YearSpan::single))
    }

    /// The document that a number means in a manuscript. One that was never mentioned there is the only one that
    /// has the number.
    pub(super) fn official(
        &self,
        manuscript: &Manuscript,
        number: &DocumentNumber,
        date: Option<Date>,
    ) -> Option<&'k OfficialDocument> {
        let around = &self.whole.around;
        let body = manuscript.body().map(Arc::from);
        let mention = Mention { body, number: number.clone(), date };
        match around.meanings.get(&mention) {
            Some(meaning) => around.documents.get(meaning.document?.0),
            None => {
                let mut alike = around.documents.iter().filter(|document| document.number == *number);
                alike.next().filter(|_| alike.next().is_none())
            }
        }
    }

    /// What front matter of a manuscript names by a number or a content path.
    pub(super) fn named(&self, manuscript: &Manuscript, text: &str) -> Option<Found<'k>> {
        match self.whole.outline.named(text)? {
            Named::Paper(path) => self.document(&path).map(Found::Paper),
            Named::Number(number) => self.official(manuscript, &number, None).map(Found::Official),
        }
    }

    /// The file of the content at a path.
    pub(super) fn document(&self, path: &ContentPath) -> Option<&'k Arc<Document>> {
        let ledger = &self.whole.ledger;
        let papers = ledger.papers.iter().map(|paper| &paper.document);
        let records = ledger.records.iter().map(|record| &record.document);
        let bodies = ledger.bodies.iter().map(|body| &body.document);
        papers.chain(records).chain(bodies).chain(&ledger.pages).find(|document| document.path == *path)
    }
}

/// What front matter names.
pub(super) enum Found<'k> {
    /// A review, plan or report of the content.
    Paper(&'k Arc<Document>),
    /// A document by its number, which may be one of those, too.
    Official(&'k OfficialDocument),
}
