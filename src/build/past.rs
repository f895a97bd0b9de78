//! Past: files as they were at commits, as an edition lets them out.
//!
//! Takes what git knows of a file at a commit; gives what it was before and after it. It stands apart because both who
//! looks for changed verdicts and who compares two revisions need it, and neither may see what was internal then.

use crate::diagnostic::{Arg, Code, Diagnostic, Level};
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

/// A file before and after a commit that touches it.
#[derive(Debug)]
pub(super) struct Sides {
    /// In each of its parents.
    pub(super) before: Vec<Past>,
    pub(super) after: Past,
}

/// What a file was.
#[derive(Debug)]
pub(super) enum Past {
    /// It was not there, or is no document.
    Nothing,
    /// It could not be understood.
    Unreadable,
    /// The edition has nothing of it.
    Withheld,
    /// A document.
    Document {
        document: Arc<Document>,
        /// Whether a mistake keeps its status from being known. That of the document then only stands in for it.
        hides_status: bool,
    },
}

impl Past {
    /// The document, where the edition has one.
    pub(super) fn document(&self) -> Option<&Arc<Document>> {
        match self {
            Self::Document { document, hides_status: _ } => Some(document),
            Self::Nothing | Self::Unreadable | Self::Withheld => None,
        }
    }
}

impl PastReader<'_> {
    /// What a file was before and after a commit.
    pub(super) fn sides(&self, touch: &Touch, texts: &Texts) -> Sides {
        let past = |(path, text): (&Option<String>, &Option<Vec<u8>>)| match (path, text) {
            (Some(path), Some(text)) => self.past(path, text),
            (None, _) | (_, None) => Past::Nothing,
        };
        Sides {
            before: touch.before.iter().zip(&texts.before).map(past).collect(),
            after: past((&touch.after, &texts.after)),
        }
    }

    fn past(&self, path: &str, bytes: &[u8]) -> Past {
        let (Some(compiled), diagnostics) = compiled(path, bytes, self.headings) else {
            return Past::Unreadable;
        };
        match self.hidden.select(&[compiled], self.edition).files.pop() {
            Some(Compiled::Document(document)) => {
                Past::Document { document, hides_status: diagnostics.iter().any(hides_status) }
            }
            Some(Compiled::Register(_)) => Past::Nothing,
            None => Past::Withheld,
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
                compiled("index.md", text, self.headings).0,
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

fn compiled(path: &str, bytes: &[u8], headings: &Headings) -> (Option<Compiled>, Vec<Diagnostic>) {
    let Ok(text) = std::str::from_utf8(bytes) else { return (None, Vec::new()) };
    let source = Source::new(path, text);
    source.read().map_or_else(|_| (None, Vec::new()), |raw| parse::parse(&source, &raw, headings))
}

/// Whether a mistake keeps a status from being known: it is unknown, missing, misspelt, no word, or there twice.
fn hides_status(mistake: &Diagnostic) -> bool {
    const KEY: &str = "status";
    let mut args = mistake.args.iter();
    let is_about = mistake.code == Code::UnknownStatus
        || mistake.nearest.as_deref() == Some(KEY)
        || args.any(|(_, arg)| matches!(arg, Arg::Text(text) if text == KEY));
    is_about && mistake.level == Level::Error
}
