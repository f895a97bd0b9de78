//! Past: files as they were at commits, as an edition lets them out.
//!
//! Takes what git knows of a file at a commit; gives the documents before and after it. It stands apart because both
//! who looks for changed verdicts and who compares two revisions need it, and neither may see what was internal then.

use crate::failure::Failure;
use crate::model::compiled::Compiled;
use crate::model::document::Document;
use crate::parse;
use crate::select::Hidden;
use crate::settings::{Audience, Edition, Headings};
use crate::source::walk::{Texts, Touch, Walk};
use crate::source::{ContentPath, Source};
use std::sync::Arc;

/// What is needed to read a file as it was.
#[derive(Debug, Clone, Copy)]
pub(super) struct PastReader<'r> {
    pub(super) headings: &'r Headings,
    pub(super) hidden: &'r Hidden,
    pub(super) edition: Edition,
}

/// A file before and after a commit that touches it; none where the edition has nothing of it.
#[derive(Debug)]
pub(super) struct Sides {
    /// In each of its parents.
    pub(super) before: Vec<Option<Arc<Document>>>,
    pub(super) after: Option<Arc<Document>>,
}

impl PastReader<'_> {
    /// The documents before and after a commit.
    pub(super) fn sides(&self, touch: &Touch, texts: &Texts) -> Sides {
        let document = |(path, text): (&Option<String>, &Option<Vec<u8>>)| {
            self.document(path.as_deref()?, text.as_deref()?)
        };
        Sides {
            before: touch.before.iter().zip(&texts.before).map(document).collect(),
            after: document((&touch.after, &texts.after)),
        }
    }

    fn document(&self, path: &str, bytes: &[u8]) -> Option<Arc<Document>> {
        let compiled = compiled(path, bytes, self.headings)?;
        match self.hidden.select(&[compiled], self.edition).files.pop()? {
            Compiled::Document(document) => Some(document),
            Compiled::Register(_) => None,
        }
    }

    /// Whether the edition had the body of a file at each commit, and in its parents: of a body that was internal then,
    /// or had no index, it had nothing.
    ///
    /// # Errors
    /// When git cannot be run.
    pub(super) fn had_body(&self, walk: &Walk, touches: &[&Touch]) -> Result<Vec<bool>, Failure> {
        if self.edition == Edition::Internal {
            return Ok(vec![true; touches.len()]);
        }
        let of_bodies = touches.iter().flat_map(|touch| {
            ContentPath::ENDINGS.map(|ending| {
                touch.of_others(|path| Some(format!("{}/index{ending}", path.split_once('/')?.0)))
            })
        });
        let of_bodies: Vec<Touch> = of_bodies.collect();
        let texts = walk.texts(&of_bodies.iter().collect::<Vec<_>>())?;
        let is_public = |text: &Vec<u8>| {
            matches!(
                compiled("index.md", text, self.headings),
                Some(Compiled::Document(document)) if document.audience == Audience::Public
            )
        };
        let had = touches.iter().zip(texts.chunks(ContentPath::ENDINGS.len())).map(|(touch, endings)| {
            let paths = touch.before.iter().chain([&touch.after]).enumerate();
            let mut sides = paths.filter(|(_, path)| path.is_some());
            sides.all(|(side, _)| {
                let texts = endings.iter().map(|texts| texts.before.iter().chain([&texts.after]).nth(side));
                let mut index = texts.flatten().flatten().peekable();
                index.peek().is_some() && index.all(is_public)
            })
        });
        Ok(had.collect())
    }
}

fn compiled(path: &str, bytes: &[u8], headings: &Headings) -> Option<Compiled> {
    let source = Source::new(path, std::str::from_utf8(bytes).ok()?);
    parse::parse(&source, &source.read().ok()?, headings).0
}
