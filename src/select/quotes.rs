//! Quotes: errata that quote what a public edition leaves out.
//!
//! Takes the files of a volume and what is left of them; gives an error for each public erratum whose words stand in
//! the file that it corrects, and there in internal sections or footnotes alone. It stands apart from `strip` because
//! whether an erratum can be public depends on another file, and on the text of that as it is written.

use crate::diagnostic::{Code, Diagnostic};
use crate::front_matter::{ErratumMeta, Meta};
use crate::model::compiled::Compiled;
use crate::model::document::{Document, Footnote};
use crate::settings::Audience;
use crate::source::{ContentPath, Located, Sources, Span};
use crate::vietnamese::letters::fold;
use pulldown_cmark::{Event, Options, Parser};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The errata of a public edition that quote what it leaves out of `files`.
pub fn internal_quotes(files: &[Compiled], public: &[Compiled], sources: &Sources) -> Vec<Diagnostic> {
    let errata = documents(public).filter_map(|document| match &document.meta {
        Meta::Erratum(erratum) => Some((document, &**erratum)),
        Meta::Body(_) | Meta::Review(_) | Meta::Plan(_) | Meta::Report(_) | Meta::Deficiency(_) => None,
        Meta::Page => None,
    });
    let mut errata = errata.peekable();
    if errata.peek().is_none() {
        return Vec::new();
    }
    let by_path = |files| documents(files).map(|document| (&document.path, document)).collect();
    let (whole, left): (BTreeMap<_, _>, BTreeMap<_, _>) = (by_path(files), by_path(public));
    let quoting = errata.filter_map(|(document, erratum)| {
        let ErratumMeta { of: _, date: _, by: _, wrong, right } = erratum;
        let target: ContentPath = erratum.target(&document.path)?;
        let sides = Sides::of(whole.get(&target)?, left.get(&target)?, sources)?;
        let quoted = [wrong, right].into_iter().find(|words| sides.are_internal(words))?;
        Some(Diagnostic::new(Code::InternalQuoted, quoted.place.clone()).with("found", &erratum.of.value))
    });
    quoting.collect()
}

fn documents(files: &[Compiled]) -> impl Iterator<Item = &Arc<Document>> {
    files.iter().filter_map(|file| match file {
        Compiled::Document(document) => Some(document),
        Compiled::Register(_) => None,
    })
}

/// The words of a file, divided by who may read them.
struct Sides {
    internal: String,
    public: String,
}

impl Sides {
    /// The words of a file of which something is left out; none where nothing is.
    fn of(whole: &Document, left: &Document, sources: &Sources) -> Option<Self> {
        let text = sources.text(whole.source);
        let starts = whole.sections.iter().map(|section| match &section.heading {
            Some(heading) => heading.place.span().start,
            None => 0,
        });
        let ends = starts.clone().skip(1).chain([text.len()]);
        let sections = whole.sections.iter().zip(starts.zip(ends));
        let sections = sections.filter(|(section, _)| section.audience == Audience::Internal);
        let is_left = |footnote: &&Footnote| left.footnotes.iter().any(|left| left.label == footnote.label);
        let footnotes = whole.footnotes.iter().filter(|footnote| !is_left(footnote));
        let mut inside: Vec<Span> = sections
            .map(|(_, (start, end))| start..end)
            .chain(footnotes.map(|footnote| footnote.place.span()))
            .collect();
        inside.sort_by_key(|span| span.start);
        let (mut internal, mut public, mut at) = (String::new(), String::new(), 0);
        for span in inside {
            public.push_str(text.get(at..span.start).unwrap_or_default());
            internal.push_str(text.get(span.start.max(at)..span.end).unwrap_or_default());
            // Paragraphs that were not beside one another do not become one.
            public.push_str("\n\n");
            internal.push_str("\n\n");
            at = at.max(span.end);
        }
        public.push_str(text.get(at..).unwrap_or_default());
        (!internal.is_empty()).then(|| Self { internal: words(&internal), public: words(&public) })
    }

    /// Whether words stand in what is internal, and nowhere else.
    fn are_internal(&self, quoted: &Located<String>) -> bool {
        let quoted = words(&quoted.value);
        quoted.len() > 1 && self.internal.contains(&quoted) && !self.public.contains(&quoted)
    }
}

/// The words of Markdown, as they are compared: without marks, diacritics or capitals, each with a space before it
/// and one behind the last.
fn words(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
        match event {
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                text.push_str(&words);
            }
            Event::InlineMath(words) | Event::DisplayMath(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak | Event::Rule | Event::End(_) => text.push(' '),
            Event::Start(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }
    let folded = fold(&text);
    let mut words = String::with_capacity(folded.len() + 1);
    words.push(' ');
    for word in folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words.push_str(word);
        words.push(' ');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;
    use crate::select::Hidden;
    use crate::settings::{Edition, Headings};
    use crate::source::Source;

    const RECORD: &str = "---\nkind: deficiency\ndeficiency: a\nstatus: open\n---\n# Một\n\n\
        ## Nguyên nhân {.internal}\n\nĐội *thiếu* [người](b.md) trực.\n\nThiếu cả xe.[^x]\n\n### Sâu hơn\n\n\
        | Đội | Số |\n|---|---|\n| Ba | 17 |\n\n## Giải pháp\n\n- Tuyển người trực (*trước 30/6/2021*)\n\n\
        [^x]: Cũ\n    lắm.\n\nHết.\n";

    /// Whether the words may be quoted by a public erratum of [`RECORD`].
    fn may_be_quoted(wrong: &str) -> bool {
        let erratum = format!(
            "---\nkind: erratum\nof: a\ndate: 2024-01-01\nby: VP\nwrong: \"{wrong}\"\nright: Khác\n---\n# X\n"
        );
        let files = [("b/2021/a.md", RECORD), ("b/2021/errata/x.md", &erratum)];
        let files: Vec<Source> = files.iter().map(|(path, text)| Source::new(path, text)).collect();
        let headings = Headings::default();
        let compile = |source: &Source| parse::parse(source, &source.read().unwrap(), &headings).0.unwrap();
        let compiled: Vec<Compiled> = files.iter().map(compile).collect();
        let public = Hidden::default().select(&compiled, Edition::Public).files;
        internal_quotes(&compiled, &public, &Sources::new(String::new(), files)).is_empty()
    }

    #[test]
    fn what_stands_in_internal_parts_alone_is_not_quoted_in_public() {
        for internal in
            ["Đội thiếu người trực.", "thiếu cả xe", "doi thieu", "Nguyên nhân", "17", "Cũ lắm", "Sâu hơn"]
        {
            assert!(!may_be_quoted(internal), "{internal}");
        }
        for public in [
            "người trực",
            "Tuyển người trực (trước 30/6/2021)",
            "Hết",
            "Không có ở đâu",
            "tuyển",
            "Cũ l",
            "…",
        ] {
            assert!(may_be_quoted(public), "{public}");
        }
    }
}
