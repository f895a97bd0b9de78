//! Plain YAML: tables, lists and scalars, without anchors, tags and merges. Nearly all front matter is plain.
//!
//! Takes such a text, gives its tree; none where the text is not plain, or wrong, and is left to serde-saphyr.
//! It stands apart because it is three times as fast: it uses the events of serde-saphyr's parser without
//! serde. A property test below checks that both give the same tree.

use super::node::{DEEPEST, Node, NodeValue, shift};
use serde_saphyr::granit_parser::{Event, Options, Parser, ScalarStyle, Span, StrInput};
use std::borrow::Cow;

/// The tree of YAML that begins at byte `offset` of its file; none where it is not plain.
pub(super) fn read(yaml: &str, offset: usize) -> Option<Node> {
    let parser = Parser::new_from_str_with_options(yaml, Options::default());
    Reader { parser, offset }.document()
}

struct Reader<'y> {
    parser: Parser<'y, StrInput<'y>>,
    offset: usize,
}

impl<'y> Reader<'y> {
    fn next(&mut self) -> Option<(Event<'y>, Span)> {
        self.parser.next()?.ok()
    }

    fn document(mut self) -> Option<Node> {
        let (Event::StreamStart, _) = self.next()? else { return None };
        let (Event::DocumentStart(false, None), _) = self.next()? else { return None };
        let first = self.next()?;
        let root = self.node(first, 0)?;
        let (Event::DocumentEnd, _) = self.next()? else { return None };
        let (Event::StreamEnd, _) = self.next()? else { return None };
        Some(root)
    }

    fn node(&mut self, (event, span): (Event<'y>, Span), depth: usize) -> Option<Node> {
        let value = match event {
            Event::Scalar(text, style, 0, None) => scalar(text, style)?,
            Event::SequenceStart(_, 0, None) if depth < DEEPEST => self.list(depth + 1)?,
            Event::MappingStart(_, 0, None) if depth < DEEPEST => self.table(depth + 1)?,
            _ => return None,
        };
        Some(Node { value, span: shift(span.byte_range()?, self.offset) })
    }

    fn list(&mut self, depth: usize) -> Option<NodeValue> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Some(NodeValue::List(items)),
                first => items.push(self.node(first, depth)?),
            }
        }
    }

    fn table(&mut self, depth: usize) -> Option<NodeValue> {
        let mut entries = Vec::new();
        loop {
            let key = match self.next()? {
                (Event::MappingEnd, _) => return Some(NodeValue::Table(entries)),
                first => self.node(first, depth)?,
            };
            // Numbers as keys, and merges (`<<`), have special rules, which serde-saphyr knows.
            let is_name =
                matches!(&key.value, NodeValue::Scalar(name) if name.starts_with(char::is_alphabetic));
            let first = self.next().filter(|_| is_name)?;
            entries.push((key, self.node(first, depth)?));
        }
    }
}

/// A scalar; none where it may be an infinite number or NaN, which serde-saphyr refuses.
fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Option<NodeValue> {
    if style != ScalarStyle::Plain {
        return Some(NodeValue::Scalar(text.into_owned()));
    }
    if text.is_empty() || text == "~" || text.eq_ignore_ascii_case("null") {
        return Some(NodeValue::Null);
    }
    let is_number = text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first));
    let has_letter = text.contains(['e', 'E', 'n', 'N']) && !text.contains(['/', ' ']);
    let may_be_infinite = is_number && (text.len() > 300 || has_letter);
    (!may_be_infinite).then(|| NodeValue::Scalar(text.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::yaml::read_any;
    use proptest::prelude::*;

    /// What front matter is made of, and what only looks like it.
    const PARTS: &[&str] = &[
        "kind",
        "status: open",
        "a: ",
        "b:\n",
        "- ",
        "  - ",
        "  ",
        "    ",
        "\n",
        "\n\n",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ": ",
        "null",
        "~",
        "Null",
        "true",
        "no",
        "08",
        "1.50",
        "1e999",
        ".inf",
        "-.NaN",
        "0x1F",
        "1_000",
        "-",
        "2021-03-03",
        "300-KH/TĐTN-VP",
        "'một'",
        "\"hai\\n\"",
        "\"",
        "'",
        "|\n  ba\n",
        ">-\n  bốn\n  năm\n",
        "# ghi chú\n",
        " #",
        "&x ",
        "*x",
        "!!str ",
        "!t ",
        "<<: ",
        "? ",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "@",
        "`",
        "\t",
        "đoàn",
        "năm: 2021\n",
        "carries:\n  - {from: 2021/a, as: split}\n",
        "1: x\n",
        "true: x\n",
        "x: y: z",
        "\u{a0}",
        "\u{2028}",
        "🙂",
    ];

    fn yaml() -> impl Strategy<Value = String> {
        proptest::collection::vec(proptest::sample::select(PARTS), 0..14).prop_map(|parts| parts.concat())
    }

    /// Whether it was read here, and as serde-saphyr reads it.
    fn agrees(yaml: &str) -> Result<bool, TestCaseError> {
        let Some(here) = read(yaml, 4) else { return Ok(false) };
        let there = read_any(yaml, 4).map_err(|error| TestCaseError::fail(format!("{yaml:?}: {error:?}")))?;
        prop_assert_eq!(format!("{:#?}", here), format!("{:#?}", there), "{:?}", yaml);
        Ok(true)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4000) })]

        #[test]
        fn it_is_read_as_serde_saphyr_reads_it(yaml in yaml()) {
            agrees(&yaml)?;
        }
    }

    /// A register has as many entries as there are documents.
    #[test]
    fn length_is_no_mistake() {
        let long = "- a\n".repeat(300_000);
        assert!(read(&long, 0).is_some());
        // What is not plain is read the other way.
        assert!(read_any(&format!("- &x a\n- *x\n{long}"), 0).is_ok());
    }

    #[test]
    fn front_matter_is_plain() {
        let plain = "kind: deficiency # là gì\nstatus: open\nunits:\n  - {id: vp, name: Văn phòng}\n\
                     note: >\n  hai\n  dòng\nempty:\nnumber: 08\nfinding: \"x\"\nx: 1\nx: 2\n";
        assert!(agrees(plain).unwrap());
    }
}
