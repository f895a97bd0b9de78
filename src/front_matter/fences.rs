//! Where front matter ends and content starts.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Place, SourceId};
use crate::table::{self, Node};

/// A reader of one of the two languages that front matter may be in.
type Read = fn(&str, usize) -> Result<Node, table::SyntaxError>;

/// Splits a file into its front matter, as a tree, and the byte at which its content starts.
pub(crate) fn split(id: SourceId, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<(Node, usize)> {
    let fences: [(&str, Read); 2] = [("---", table::read_yaml), ("+++", table::read_toml)];
    for (fence, read) in fences {
        let Some(end) = closing(text, fence) else { continue };
        let start = fence.len() + 1;
        let node = tree(read(&text[start..end], start), id, diagnostics)?;
        return Some((node, after_line(text, end)));
    }
    let opened =
        fences.iter().find(|(fence, _)| text.lines().next().is_some_and(|line| line.trim_end() == *fence));
    diagnostics.push(match opened {
        Some((fence, _)) => {
            Diagnostic::new(Code::FrontMatterOpen, Place::new(id, 0..fence.len())).with("found", fence)
        }
        None => Diagnostic::new(Code::FrontMatterMissing, Place::top(id)),
    });
    None
}

/// The byte at which the closing fence of front matter starts. None in a text that begins with no front matter, or
/// with one that does not end.
pub(crate) fn end(text: &str) -> Option<usize> {
    ["---", "+++"].into_iter().find_map(|fence| closing(text, fence))
}

/// The tree of a text that could be read. A mistake in its syntax is reported.
pub(super) fn tree(
    read: Result<Node, table::SyntaxError>,
    id: SourceId,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Node> {
    read.map_err(|error| diagnostics.push(error.report(id))).ok()
}

/// Byte at which the closing fence starts, in a text that begins with the opening one.
fn closing(text: &str, fence: &str) -> Option<usize> {
    let mut at = text.strip_prefix(fence)?.strip_prefix('\n').map(|_| fence.len() + 1)?;
    for line in text[at..].split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some(at);
        }
        at += line.len();
    }
    None
}

fn after_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length + 1)
}
