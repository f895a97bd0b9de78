//! The page of an official document, with all that cite it, and the list of all official documents.

use crate::front_matter::register::REGISTER;
use crate::model::ledger::{Ledger, OfficialId, PaperRef};
use crate::model::view::{Day, DocumentLink, Link, PageContent};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use crate::source::ContentPath;
use serde::Serialize;
use std::collections::BTreeMap;

/// Claims a page for each document, and one for the list.
pub(crate) fn claim(claims: &mut Claims, ledger: &Ledger, _: &Site<'_>) {
    claims.add_shared(Subject::Documents, "documents/index.html");
    for (index, document) in ledger.documents.iter().enumerate() {
        claims.add_shared(Subject::Official(OfficialId(index)), format!("documents/{}.html", document.page));
    }
}

pub(crate) fn document(document: OfficialId) -> Kind {
    Kind::new("document", move |context| PageContent::page("document.html", context.official_page(document)))
        .titled(move |context| context.ledger.documents[document.0].number.as_str().to_owned())
        .made_from(move |context| {
            let paper = context.ledger.documents[document.0].paper.as_ref();
            paper.and_then(|path| context.site.file_at(path)).unwrap_or(REGISTER).to_owned()
        })
}

/// The list of all official documents.
pub(crate) fn documents() -> Kind {
    Kind::new("documents", |context| PageContent::page("documents.html", context.documents_page()))
        .made_from(|_| REGISTER.to_owned())
}

/// View of an official document.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OfficialPage {
    /// Number.
    pub number: String,
    /// Kind in words.
    pub kind: Option<String>,
    /// Who issued it.
    pub issuer: Option<Link>,
    /// Day it was signed.
    pub day: Option<Day>,
    /// Years that it covers.
    pub period: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Its text, where the content has it.
    pub paper: Option<Link>,
    /// Whether the register or the content has it; otherwise it is only cited.
    pub declared: bool,
    /// Documents that it carries out.
    pub implements: Vec<Link>,
    /// Documents that carry it out.
    pub implemented_by: Vec<Link>,
    /// Reports on it.
    pub reported_by: Vec<Link>,
    /// Files that cite it.
    pub cited_by: Vec<CitingView>,
}

/// View of the list of official documents.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DocumentsPage {
    /// Documents by issuer.
    pub groups: Vec<DocumentGroup>,
    /// How many there are.
    pub total: usize,
}

/// A file that cites a document.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CitingView {
    /// Title and page.
    pub link: Link,
    /// Kind of file: a key of the theme's strings.
    pub kind: &'static str,
    /// Its body.
    pub body: Option<Link>,
    /// Year of its folder.
    pub year: Option<i16>,
    /// Number of citations.
    pub times: usize,
}

/// Documents of one issuer.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DocumentGroup {
    /// The issuer; none where it is unknown.
    pub issuer: Option<Link>,
    /// Its documents, the latest first.
    pub documents: Vec<DocumentLink>,
}

impl PageContext<'_> {
    pub(crate) fn official_page(&self, id: OfficialId) -> OfficialPage {
        let document = &self.ledger.documents[id.0];
        let entry = self.document_entry(id);
        let links =
            |references: &[PaperRef]| references.iter().map(|reference| self.named_ref(reference)).collect();
        OfficialPage {
            number: entry.link.text,
            kind: entry.kind,
            issuer: entry.issuer,
            day: entry.day,
            period: document.period.map(|period| period.to_string()),
            subject: entry.subject,
            note: document.note.clone(),
            paper: document.paper.as_ref().map(|path| self.content_link(path)),
            declared: document.declared,
            implements: links(&document.implements),
            implemented_by: links(&document.implemented_by),
            reported_by: links(&document.reported_by),
            cited_by: document.cited_by.iter().map(|(path, times)| self.citing(path, *times)).collect(),
        }
    }

    /// A document by number and subject, where a link by number alone would say little.
    fn named_ref(&self, reference: &PaperRef) -> Link {
        let link = self.paper_ref(reference);
        match reference {
            PaperRef::Official(id) if self.ledger.documents[id.0].paper.is_none() => {
                match &self.ledger.documents[id.0].subject {
                    Some(subject) => Link { text: format!("{}: {subject}", link.text), ..link },
                    None => link,
                }
            }
            _ => link,
        }
    }

    fn citing(&self, path: &ContentPath, times: usize) -> CitingView {
        let body = path.body().map(|body| self.body_link(body)).filter(|body| body.href.is_some());
        CitingView {
            link: self.content_link(path),
            kind: self.plan.kind_of_content(path),
            body,
            year: path.year(),
            times,
        }
    }

    pub(crate) fn documents_page(&self) -> DocumentsPage {
        let mut by_issuer: BTreeMap<Option<String>, (Option<Link>, Vec<OfficialId>)> = BTreeMap::new();
        for (index, document) in self.ledger.documents.iter().enumerate() {
            let id = OfficialId(index);
            let key = document.issuer.as_ref().map(|issuer| issuer.id.clone());
            by_issuer.entry(key).or_insert_with(|| (self.document_entry(id).issuer, Vec::new())).1.push(id);
        }
        let mut groups: Vec<DocumentGroup> = (by_issuer.into_values())
            .map(|(issuer, ids)| DocumentGroup { issuer, documents: self.newest_first(ids) })
            .collect();
        groups.sort_by(|a, b| {
            let name = |group: &DocumentGroup| {
                group.issuer.as_ref().map_or(String::new(), |issuer| issuer.text.clone())
            };
            let unknown = a.issuer.is_none().cmp(&b.issuer.is_none());
            unknown.then_with(|| self.plan.collation.compare(&name(a), &name(b)))
        });
        DocumentsPage { groups, total: self.ledger.documents.len() }
    }

    fn newest_first(&self, mut ids: Vec<OfficialId>) -> Vec<DocumentLink> {
        ids.sort_by_key(|id| (std::cmp::Reverse(self.ledger.documents[id.0].date), *id));
        ids.into_iter().map(|id| self.document_entry(id)).collect()
    }
}
