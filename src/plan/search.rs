//! Search entries: what the search can find on the pages of a body.
//!
//! Takes the pages; gives entries with titles and texts. How they are indexed is the matter of `export`.

use super::context::PageContext;
use super::subject::Subject;
use super::volume::Plan;
use crate::export::search::{Kind, SearchEntry};
use crate::front_matter::Meta;
use crate::model::document::{Document, Piece};
use crate::model::ledger::{Body, LineageId, OfficialDocument, OfficialId, Outcome, PaperId, RecordId};

impl Plan<'_> {
    /// Entries for the pages of a body, the latest first: results that match equally well are shown in this
    /// order.
    pub(crate) fn entries<'e>(&'e self, body: &'e Body) -> Vec<SearchEntry<'e>> {
        let context = PageContext::new(self, "index.html");
        let mut entries = vec![SearchEntry {
            texts: body.meta.code.iter().map(String::as_str).chain([body.meta.name.as_str()]).collect(),
            ..context.entry(
                Kind::Page,
                &Subject::Body(context.body_index(&body.id).unwrap_or_default()),
                &body.document,
            )
        }];
        for year in body.years.iter().rev() {
            let label = year.span.to_string();
            entries.extend(context.year_entry(body, year.year, &label));
            for id in &year.records {
                entries.push(SearchEntry { year: label.clone(), ..context.record_entry(body, *id) });
            }
            for id in &year.papers {
                entries.push(context.paper_found(*id, &label));
            }
        }
        entries.extend(context.lineage_entries(&body.id));
        entries.extend(context.unit_entries(body));
        let of_body = |page: &Document| page.path.body() == Some(&body.id);
        entries.extend(context.text_entries(of_body));
        entries
    }

    /// Entries for the pages that belong to no body.
    pub(crate) fn common_entries(&self) -> Vec<SearchEntry<'_>> {
        let context = PageContext::new(self, "index.html");
        let documents = self.ledger.documents.iter().enumerate();
        // The page of a paper already has everything that the page of its number has.
        let documents = documents.filter(|(_, document)| document.paper.is_none());
        let mut entries: Vec<SearchEntry<'_>> =
            documents.map(|(id, document)| context.official_entry(OfficialId(id), document)).collect();
        let is_body = |page: &Document| page.path.body().is_some_and(|body| self.ledger.body(body).is_some());
        entries.extend(context.text_entries(|page| !is_body(page)));
        entries
    }
}

impl<'p> PageContext<'p> {
    fn entry(&self, kind: Kind, subject: &Subject, document: &'p Document) -> SearchEntry<'p> {
        let mut entry = self.named(kind, subject, document.title.value.clone());
        for piece in document.all_pieces() {
            match piece {
                Piece::Html(html) => entry.html.push(html),
                Piece::Citation(hole) => entry.numbers.push(hole.number.as_str()),
                Piece::Image(image) => entry.texts.push(&image.alt),
                Piece::LinkOpen(_) | Piece::LinkClose | Piece::FootnoteRef(_) => {}
            }
        }
        if let Meta::Erratum(meta) = &document.meta {
            entry.texts.extend([&meta.wrong.value, &meta.right.value, &meta.by.value].map(String::as_str));
        }
        let cells = document.indicators().flat_map(|row| row.target.iter().chain(&row.actual));
        entry.texts.extend(cells.map(|cell| cell.raw.value.as_str()));
        entry
    }

    /// An entry with only a title.
    fn named(&self, kind: Kind, subject: &Subject, title: String) -> SearchEntry<'p> {
        let path = self.plan.addresses.path(subject).unwrap_or_default().to_owned();
        let (year, numbers, texts, html) = (String::new(), Vec::new(), Vec::new(), Vec::new());
        SearchEntry { kind, path, title, year, state: "", numbers, has_number: false, texts, html }
    }

    fn year_entry(&self, body: &Body, year: i16, label: &str) -> Option<SearchEntry<'p>> {
        let subject = Subject::Year { body: self.body_index(&body.id)?, year };
        Some(self.named(Kind::Page, &subject, format!("{} {label}", body.short_name())))
    }

    fn record_entry(&self, body: &'p Body, id: RecordId) -> SearchEntry<'p> {
        let record = self.ledger.record(id);
        let mut entry = self.entry(Kind::Record, &Subject::Record(id), &record.document);
        let lead = record.lead.as_ref().and_then(|lead| body.unit(lead));
        entry.texts.extend(lead.map(|unit| unit.name.as_str()));
        SearchEntry { state: record.status.word(), ..entry }
    }

    /// The entry of a paper, whose number tells it from others of its title and year.
    fn paper_found(&self, id: PaperId, year: &str) -> SearchEntry<'p> {
        let document = &*self.ledger.paper(id).document;
        let mut entry = self.entry(Kind::Document, &Subject::Paper(id), document);
        let own = document.meta.paper().and_then(|paper| paper.number.as_ref());
        entry.year = year.to_owned();
        if let Some(number) = own {
            entry.numbers.insert(0, number.value.as_str());
            entry.has_number = true;
            entry.year = format!("{} · {year}", number.value.as_str());
        }
        SearchEntry { state: document.meta.kind(), ..entry }
    }

    fn official_entry(&self, id: OfficialId, document: &'p OfficialDocument) -> SearchEntry<'p> {
        let issuer = document.issuer.as_ref().map(|issuer| issuer.name.as_str());
        let subject = document.subject.as_deref();
        let number = document.number.as_str();
        let title = subject.map_or_else(|| number.to_owned(), |subject| format!("{number}: {subject}"));
        let mut entry = self.named(Kind::Document, &Subject::Official(id), title);
        entry.numbers.push(number);
        entry.has_number = true;
        entry.texts.extend(issuer);
        entry.texts.extend(document.kind.as_deref());
        entry.year = document.date.map(|date| date.year().to_string()).unwrap_or_default();
        entry
    }

    fn lineage_entries(&self, body: &str) -> Vec<SearchEntry<'p>> {
        let lineages = self.ledger.lineages.iter().enumerate().filter(|(_, lineage)| lineage.body == body);
        let entries = lineages.map(|(at, lineage)| {
            let entry = self.named(
                Kind::Lineage,
                &Subject::Lineage(LineageId(at)),
                self.lineage_title(LineageId(at)),
            );
            let years: Vec<i16> = lineage.records.iter().map(|id| self.ledger.record(*id).year).collect();
            let year = match years.as_slice() {
                [first, .., last] => format!("{first}–{last}"),
                [only] => only.to_string(),
                [] => String::new(),
            };
            // A deficiency is found by its title in any year.
            let titles =
                lineage.records.iter().map(|id| self.ledger.record(*id).document.title.value.as_str());
            SearchEntry { year, state: outcome(lineage.outcome), texts: titles.collect(), ..entry }
        });
        entries.collect()
    }

    fn unit_entries(&self, body: &'p Body) -> Vec<SearchEntry<'p>> {
        let Some(of) = self.body_index(&body.id) else { return Vec::new() };
        let units = body.meta.units.iter().enumerate().map(|(unit, named)| {
            let mut entry = self.named(Kind::Unit, &Subject::Unit { body: of, unit }, named.name.clone());
            entry.texts.extend(named.code.as_deref());
            entry.texts.extend(named.aliases.iter().map(String::as_str));
            entry
        });
        let areas = body.meta.areas.iter().enumerate().map(|(area, named)| {
            self.named(Kind::Unit, &Subject::Area { body: of, area }, named.name.clone())
        });
        units.chain(areas).collect()
    }

    fn text_entries(&self, is_wanted: impl Fn(&Document) -> bool) -> Vec<SearchEntry<'p>> {
        let pages = self.ledger.pages.iter().enumerate().filter(|(_, page)| is_wanted(page));
        let entries = pages.map(|(at, page)| {
            let subject = if page.path.as_str() == "index" { Subject::Home } else { Subject::Text(at) };
            self.entry(Kind::Page, &subject, page)
        });
        entries.collect()
    }
}

/// Key of the string that names an outcome.
fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Unaccounted => "unaccounted",
        Outcome::Open => "open",
        Outcome::Carried => "carried",
        Outcome::TakenOver => "taken-over",
        Outcome::Withheld => "withheld",
        Outcome::Fixed => "fixed",
        Outcome::Dropped => "dropped",
    }
}
