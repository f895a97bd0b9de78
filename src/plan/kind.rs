//! What each kind of page decides for itself.
//!
//! Takes what a page is about, gives its content, its title and its place among other pages. Apart from
//! [`super::context`], which has what all kinds share, and below [`super::pages`], which lists them.

use super::context::PageContext;
use crate::model::view::{Link, PageContent};

/// One page of a kind: what is asked of it while its view is built.
pub(crate) struct Kind {
    /// Key of the string that names the kind, which stands above the title.
    pub(crate) name: &'static str,
    /// What it shows.
    pub(crate) content: Of<PageContent>,
    /// Title of the page, without marks; empty where the kind's name says enough.
    pub(crate) title: Of<String>,
    /// File or folder that it is made from, below the content folder, where that is not the file, the
    /// year or the body that it is about.
    pub(crate) source: Of<Option<String>>,
    /// The page above it, below those of its body and its year.
    pub(crate) parent: Of<Option<Link>>,
    /// Path of the page that search engines should know in its place; none where there is none.
    pub(crate) canonical: Of<Option<String>>,
}

/// Something of a page, for the context that it is built on.
type Of<T> = Box<dyn Fn(&PageContext<'_>) -> T>;

impl Kind {
    /// A page of the kind that the string `name` names, without a title of its own.
    pub(crate) fn new(
        name: &'static str,
        content: impl Fn(&PageContext<'_>) -> PageContent + 'static,
    ) -> Self {
        Self {
            name,
            content: Box::new(content),
            title: Box::new(|_| String::new()),
            source: Box::new(|_| None),
            parent: Box::new(|_| None),
            canonical: Box::new(|context| Some(context.path.to_owned())),
        }
    }

    /// A file that no template shows.
    pub(crate) fn file(content: impl Fn(&PageContext<'_>) -> PageContent + 'static) -> Self {
        Self::new("file", content)
    }

    /// The same with a title.
    pub(crate) fn titled(self, title: impl Fn(&PageContext<'_>) -> String + 'static) -> Self {
        Self { title: Box::new(title), ..self }
    }

    /// The same, made from another file or folder.
    pub(crate) fn made_from(self, source: impl Fn(&PageContext<'_>) -> String + 'static) -> Self {
        Self { source: Box::new(move |context| Some(source(context))), ..self }
    }

    /// The same below another page.
    pub(crate) fn below(self, parent: impl Fn(&PageContext<'_>) -> Option<Link> + 'static) -> Self {
        Self { parent: Box::new(parent), ..self }
    }

    /// The same, known to search engines by another path.
    pub(crate) fn known_as(self, canonical: impl Fn(&PageContext<'_>) -> Option<String> + 'static) -> Self {
        Self { canonical: Box::new(canonical), ..self }
    }
}
