//! Former paths: a page at each that leads to where the page is now.

use crate::model::ledger::Ledger;
use crate::model::view::{Link, PageContent};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use serde::Serialize;

/// Claims a page at each former path of a content file.
pub(crate) fn claim(claims: &mut Claims, _: &Ledger, site: &Site<'_>) {
    for (index, (alias, _)) in site.around.moved.iter().enumerate() {
        claims.add_own(Subject::Moved(index), alias.value.clone(), alias.place.clone());
    }
}

/// The page at a former path, by its index among those.
pub(crate) fn page(index: usize) -> Kind {
    Kind::new("moved", move |context| PageContent::page("moved.html", context.moved_page(index)))
        .titled(move |context| context.content_link(&context.site.around.moved[index].1).text)
        .made_from(move |context| {
            let (alias, _) = &context.site.around.moved[index];
            context.site.sources.get(alias.place.source).path.clone()
        })
        .known_as(move |context| Some(context.site.around.moved[index].1.page()))
}

/// View of a page at a former path.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MovedPage {
    /// The page that took its place.
    pub to: Link,
}

impl PageContext<'_> {
    pub(crate) fn moved_page(&self, index: usize) -> MovedPage {
        MovedPage { to: self.content_link(&self.site.around.moved[index].1) }
    }
}
