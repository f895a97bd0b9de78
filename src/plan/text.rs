//! The text of a document on its own page: sections, tables, log and footnotes in their order. It stands
//! apart from `holes`, which fills one run of HTML at a time.

use super::context::PageContext;
use super::holes::References;
use super::tables::measures::TableContext;
use crate::model::document::{Block, Document, Heading, LogEntry};
use crate::model::marks::{definitions, reference_id};
use crate::model::view::{BlockView, FootnoteView, HeadingView, Html, LogView, SectionView, TextView};
use crate::settings::SectionKind;

impl PageContext<'_> {
    /// Title and text of a document. The title is filled first, because its footnotes are numbered first.
    pub(crate) fn whole_text(&self, document: &Document, context: &TableContext<'_>) -> (Html, TextView) {
        let mut references = References::new();
        let title = self.own(document, &document.title_html, &mut references);
        let marks = self.plan.addresses.marks(document);
        let id = |at: usize| marks.and_then(|marks| marks.headings.get(at)?.clone());
        let sections = document.sections.iter().enumerate().map(|(at, section)| SectionView {
            heading: section.heading.as_ref().zip(id(at)).map(|(heading, id)| {
                heading_view(heading, id, self.own(document, &heading.html, &mut references))
            }),
            kind: section.kind,
            blocks: (section.blocks.iter())
                .map(|block| self.block(document, block, context, &mut references))
                .collect(),
        });
        let sections = sections.collect();
        let footnotes = self.footnotes(document, &mut references);
        (title, TextView { sections, footnotes })
    }

    fn block(
        &self,
        document: &Document,
        block: &Block,
        context: &TableContext<'_>,
        references: &mut References,
    ) -> BlockView {
        match block {
            Block::Prose(html) => BlockView::Prose { html: self.own(document, html, references) },
            Block::Measures(measures) => {
                BlockView::Measures { table: self.own_measures(document, measures, context, references) }
            }
            Block::Indicators(rows) => {
                BlockView::Indicators { table: self.own_indicators(document, rows, context, references) }
            }
            Block::Log(entries) => BlockView::Log {
                entries: entries.iter().map(|entry| self.log_entry(document, entry, references)).collect(),
            },
        }
    }

    fn log_entry(&self, document: &Document, entry: &LogEntry, references: &mut References) -> LogView {
        let html = self.own(document, &entry.html, references);
        LogView { day: entry.date.map(|date| self.day(date)), html }
    }

    /// Footnotes by number. Filling one may add references to another, so references are counted last.
    fn footnotes(&self, document: &Document, references: &mut References) -> Vec<FootnoteView> {
        let Some(marks) = self.plan.addresses.marks(document) else { return Vec::new() };
        let definitions = definitions(document);
        let mut numbered: Vec<(usize, &str)> =
            marks.footnotes.iter().map(|(label, number)| (*number, label.as_str())).collect();
        numbered.sort_unstable();
        let filled = numbered.into_iter().filter_map(|(number, label)| {
            let footnote = definitions.get(label)?;
            Some((number, self.own(document, &footnote.html, references)))
        });
        let filled: Vec<(usize, Html)> = filled.collect();
        let views = filled.into_iter().map(|(number, html)| {
            let times = references.get(&number).copied().unwrap_or(0);
            let references = (1..=times).map(|time| reference_id(number, time)).collect();
            FootnoteView { number, html, references }
        });
        views.collect()
    }

    /// The prose of a document's sections of one kind, for another page.
    pub(crate) fn prose_of(&self, document: &Document, kind: SectionKind) -> Html {
        let sections = document.sections.iter().filter(|section| section.kind == Some(kind));
        let blocks = sections.flat_map(|section| &section.blocks);
        let prose = blocks.filter_map(|block| match block {
            Block::Prose(html) => Some(self.excerpt(document, html)),
            _ => None,
        });
        prose.collect()
    }
}

/// The title is the only heading of level 1, so others begin at 2.
fn heading_view(heading: &Heading, id: String, html: Html) -> HeadingView {
    HeadingView { level: heading.level.clamp(2, 6), id, html, text: heading.text.clone() }
}
