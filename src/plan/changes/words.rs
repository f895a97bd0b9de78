//! Words: what is read of HTML with holes.
//!
//! Takes pieces of a document; gives their text, a line for each block. It stands apart because what a file says and what
//! of it is internal have to be read alike.

use crate::model::document::Piece;
use crate::model::paragraphs;
use crate::vietnamese::letters::escape_into;

/// The words of HTML with holes. A space that breaks no line is one like any other: programs write it as they like.
pub(super) fn words(pieces: &[Piece]) -> String {
    let mut html = String::new();
    for piece in pieces {
        match piece {
            Piece::Html(part) => html.push_str(part),
            Piece::Citation(hole) => escape_into(&mut html, &hole.shown),
            Piece::Image(hole) => escape_into(&mut html, &hole.alt),
            Piece::LinkOpen(_) | Piece::LinkClose | Piece::FootnoteRef(_) => {}
        }
    }
    paragraphs::of_html(&html).join("\n").replace('\u{a0}', " ")
}
