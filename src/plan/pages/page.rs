//! Ordinary pages, which show a file as it is.

use crate::model::ledger::Ledger;
use crate::model::view::{Html, NavLink, PageContent, TextView};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use crate::plan::tables::measures::TableContext;
use serde::Serialize;

/// Claims a page for each file of kind `page`; `index.md` is shown by the front page.
pub(crate) fn claim(claims: &mut Claims, ledger: &Ledger, _: &Site<'_>) {
    for (index, page) in ledger.pages.iter().enumerate().filter(|(_, page)| page.path.as_str() != "index") {
        claims.add_content(Subject::Text(index), page);
    }
}

/// An ordinary page, by its index in the ledger.
pub(crate) fn page(page: usize) -> Kind {
    Kind::new("page", move |context| PageContent::page("page.html", context.text_page(page)))
        .titled(move |context| context.document_title(&Subject::Text(page)).unwrap_or_default())
        .below(move |context| {
            let path = &context.ledger.pages[page].path;
            let index = format!("{}/index", path.folder());
            let subject = context.plan.addresses.of_content(&index).filter(|_| path.as_str() != index)?;
            Some(context.link(subject, context.document_title(subject)?))
        })
}

/// View of an ordinary page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TextPage {
    /// Title as HTML.
    pub title: Html,
    /// Its text.
    pub text: TextView,
    /// Links to the pages of its folder, including itself.
    pub siblings: Vec<NavLink>,
}

impl PageContext<'_> {
    pub(super) fn text_page(&self, index: usize) -> TextPage {
        let document = &self.ledger.pages[index];
        let (title, text) = self.whole_text(document, &TableContext::default());
        TextPage { title, text, siblings: self.siblings(index) }
    }

    /// Links to the pages of a folder: the index first, the others by path.
    fn siblings(&self, index: usize) -> Vec<NavLink> {
        let pages = &self.ledger.pages;
        let folder = pages[index].path.folder();
        let mut same = self.plan.index.pages_in(folder).to_vec();
        if folder.is_empty() || same.len() < 2 {
            return Vec::new();
        }
        same.sort_by_key(|page| (pages[*page].path.name() != "index", *page));
        let links = same.into_iter().filter_map(|page| {
            Some(NavLink {
                text: pages[page].title.value.clone(),
                is_key: false,
                href: self.href(&Subject::Text(page))?,
                current: (page == index).then_some("page"),
            })
        });
        links.collect()
    }
}
