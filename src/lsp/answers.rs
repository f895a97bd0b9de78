//! What is answered at once: from the text of the open file as it is, and from what was found when the content was
//! last looked at.

use super::backend::Look;
use super::desk::{Desk, Open};
use super::report::Reporter;
use crate::author::{self, Manuscript, OfferKind};
use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionResponse, Contents, Definition,
    DefinitionResponse, Hover, MarkupContent, MarkupKind, PrepareRenamePlaceholder, PrepareRenameResult,
    TextDocumentPositionParams, TextEdit,
};

/// As many completions are given at once: of ten thousand records those that what is typed leaves.
const MOST: usize = 200;

/// A question about a place of an open file.
pub struct Question<'q> {
    look: &'q Look,
    desk: &'q Desk,
    open: &'q Open,
    manuscript: Manuscript,
    at: usize,
}

impl<'q> Question<'q> {
    /// The question; none about a file that is not of the content.
    pub fn new(look: &'q Look, desk: &'q Desk, place: &TextDocumentPositionParams) -> Option<Self> {
        let open = desk.get(&place.text_document.uri)?;
        let manuscript = Manuscript::new(open.path.as_ref()?, open.sheet.raw(), &look.headings);
        Some(Self { look, desk, open, manuscript, at: open.sheet.offset(place.position) })
    }

    /// What stands there, in words.
    pub fn hover(&self) -> Option<Hover> {
        let (span, value) = author::explain(&self.look.known(), &self.manuscript, self.at)?;
        let contents = Contents::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value });
        Some(Hover { contents, range: Some(self.open.sheet.range(&span)) })
    }

    /// Where it leads.
    pub fn definition(&self) -> Option<DefinitionResponse> {
        let places = author::leads(&self.look.known(), &self.manuscript, self.at);
        let mut reporter = Reporter::new(self.look, self.desk);
        let locations = places.iter().filter_map(|place| reporter.location(place)).collect();
        Some(DefinitionResponse::Definition(Definition::LocationList(locations)))
    }

    /// What can be written there.
    pub fn completion(&self) -> CompletionResponse {
        let (word, offers) = author::offers(&self.look.known(), &self.manuscript, self.at);
        let typed = self.manuscript.text.get(word.start..self.at).unwrap_or_default();
        let mut fitting = offers.iter().filter(|offer| offer.fits(typed));
        let range = self.open.sheet.range(&word);
        let items: Vec<CompletionItem> = fitting
            .by_ref()
            .take(MOST)
            .enumerate()
            .map(|(at, offer)| {
                let edit = TextEdit { range, new_text: offer.text.clone() };
                CompletionItem {
                    label: offer.text.clone(),
                    kind: Some(kind(offer.kind)),
                    detail: Some(offer.name.clone()).filter(|name| !name.is_empty()),
                    sort_text: Some(format!("{at:04}")),
                    filter_text: Some(offer.sought()),
                    text_edit: Some(edit.into()),
                    ..CompletionItem::default()
                }
            })
            .collect();
        let is_incomplete = fitting.next().is_some();
        CompletionList { is_incomplete, items, ..CompletionList::default() }.into()
    }

    /// The name of a deficiency there, which can be changed.
    pub fn name(&self) -> Option<PrepareRenameResult> {
        let author::Named { span, name, .. } = author::name_at(&self.manuscript, self.at)?;
        let range = self.open.sheet.range(&span);
        Some(PrepareRenamePlaceholder { range, placeholder: name }.into())
    }
}

fn kind(kind: OfferKind) -> CompletionItemKind {
    match kind {
        OfferKind::Key => CompletionItemKind::Property,
        OfferKind::Word => CompletionItemKind::EnumMember,
        OfferKind::Unit => CompletionItemKind::Module,
        OfferKind::Area => CompletionItemKind::Folder,
        OfferKind::Document => CompletionItemKind::File,
        OfferKind::Record => CompletionItemKind::Reference,
        OfferKind::Heading => CompletionItemKind::Text,
    }
}
