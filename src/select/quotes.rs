//! Quotes: errata that quote what a public edition leaves out.
//!
//! Takes the files of a volume and what is left of them; gives an error for each public erratum with words that stand
//! in the file which it corrects, and there in internal sections or footnotes alone. It stands apart from `strip`
//! because whether an erratum can be public depends on another file, and on the text of that as it is written.

use crate::diagnostic::{Code, Diagnostic};
use crate::front_matter::{ErratumMeta, Meta};
use crate::model::compiled::Compiled;
use crate::model::document::{Document, Footnote};
use crate::model::paragraphs;
use crate::settings::Audience;
use crate::source::{ContentPath, Place, Sources, Span};
use crate::vietnamese::letters::fold;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
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
        let target: ContentPath = erratum.target(&document.path)?;
        let sides = Sides::of(whole.get(&target)?, left.get(&target)?, sources)?;
        let quoted = sides.quoted_by(document, erratum, sources)?;
        Some(Diagnostic::new(Code::InternalQuoted, quoted).with("found", &erratum.of.value))
    });
    quoting.collect()
}

fn documents(files: &[Compiled]) -> impl Iterator<Item = &Arc<Document>> {
    files.iter().filter_map(|file| match file {
        Compiled::Document(document) => Some(document),
        Compiled::Register(_) => None,
    })
}

/// How many words in a row are a quote, wherever they stand. What an erratum calls wrong is one with fewer words, too.
const QUOTE: usize = 5;

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
        let head = whole.title.place.span().start.min(text.len());
        let (mut internal, mut public) =
            (String::new(), without_comments(text.get(..head).unwrap_or_default()));
        let mut at = head;
        for span in inside {
            // Paragraphs that were not beside one another do not become one.
            public.push_str("\n\n");
            internal.push_str("\n\n");
            public.push_str(text.get(at..span.start).unwrap_or_default());
            internal.push_str(text.get(span.start.max(at)..span.end).unwrap_or_default());
            at = at.max(span.end);
        }
        public.push_str("\n\n");
        public.push_str(text.get(at..).unwrap_or_default());
        (!internal.is_empty()).then(|| Self { internal: words(&internal), public: words(&public) })
    }

    /// Where an erratum quotes internal words, if it does.
    fn quoted_by(&self, document: &Document, erratum: &ErratumMeta, sources: &Sources) -> Option<Place> {
        let ErratumMeta { of: _, date: _, by, wrong, right } = erratum;
        let wrong_words = words(&wrong.value);
        if self.are_internal(&wrong_words) || self.has_quote(&wrong_words) {
            return Some(wrong.place.clone());
        }
        let quoting = [right, by].into_iter().find(|said| self.has_quote(&words(&said.value)));
        if let Some(quoting) = quoting {
            return Some(quoting.place.clone());
        }
        let text = sources.text(document.source);
        let prose = text.get(document.title.place.span().start..).unwrap_or_default();
        self.has_quote(&words(prose)).then(|| document.title.place.clone())
    }

    /// Whether words stand in what is internal, and nowhere else.
    fn are_internal(&self, words: &str) -> bool {
        words.len() > 1 && self.internal.contains(words) && !self.public.contains(words)
    }

    /// Whether [`QUOTE`] words in a row do.
    fn has_quote(&self, words: &str) -> bool {
        let spaces: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
        spaces.windows(QUOTE + 1).any(|run| self.are_internal(&words[run[0]..=run[QUOTE]]))
    }
}

/// Front matter without its comments, which nobody is shown.
fn without_comments(head: &str) -> String {
    let lines = head.lines().map(|line| match line.trim_start().starts_with('#') {
        true => "",
        false => line.split_once(" #").map_or(line, |(before, _)| before),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The words of Markdown, as they are compared: without marks, diacritics or capitals, each with a space before it
/// and one behind the last.
fn words(markdown: &str) -> String {
    let mut made = String::with_capacity(markdown.len() * 2);
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    // A footnote's number is no word of the text.
    let is_number = |event: &Event<'_>| {
        matches!(
            event,
            Event::FootnoteReference(_)
                | Event::Start(Tag::FootnoteDefinition(_))
                | Event::End(TagEnd::FootnoteDefinition)
        )
    };
    let events = events.filter(|event| !is_number(event));
    html::push_html(&mut made, events);
    let folded = fold(&paragraphs::of_html(&made).join(" "));
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

    const RECORD: &str = "---\nkind: deficiency\ndeficiency: a\nstatus: open # thiếu cả xe\n---\n# Một\n\n\
        ## Nguyên nhân {.internal}\n\nĐội *thiếu* [người](b.md) trực.\n\nThiếu cả xe.[^x]\n\n<!-- -->Kho chứa<br>hàng <b>đã</b> bị dột nát nhiều nơi.\n\n### Sâu hơn\n\n\
        | Đội | Số |\n|---|---|\n| Ba | 17 |\n\n## Giải pháp\n\n- Tuyển người trực (*trước 30/6/2021*)\n\n\
        [^x]: Cũ\n    lắm.\n\nHết.\n";

    /// Whether a public erratum of [`RECORD`] may say so.
    fn may_say(title: &str, wrong: &str, right: &str) -> bool {
        let erratum = format!(
            "---\nkind: erratum\nof: a\ndate: 2024-01-01\nby: VP\nwrong: \"{wrong}\"\nright: \"{right}\"\n---\n# {title}\n"
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
        let internal = [
            "Đội thiếu người trực.",
            "thiếu cả xe",
            "doi thieu",
            "Nguyên nhân",
            "17",
            "Cũ lắm",
            "Sâu hơn",
            "hàng đã bị dột",
            "Nay: kho chứa hàng đã bị dột (trang 2)",
        ];
        for wrong in internal {
            assert!(!may_say("X", wrong, "Khác"), "{wrong}");
        }
        let public = [
            "người trực",
            "Tuyển người trực (trước 30/6/2021)",
            "Hết",
            "Không có ở đâu",
            "tuyển",
            "Cũ l",
            "2021",
            "…",
        ];
        for wrong in public {
            assert!(may_say("X", wrong, "Khác"), "{wrong}");
        }
    }

    /// What is right may be a number that internal text has, too; a sentence of it is a quote, wherever it stands.
    #[test]
    fn a_public_correction_is_no_quote_by_chance() {
        assert!(may_say("X", "Hết", "17"));
        assert!(may_say("Thiếu cả xe", "Hết", "đã bị dột nát"));
        assert!(!may_say("X", "Hết", "Kho chứa hàng đã bị dột nát"));
        assert!(!may_say("Vì kho chứa hàng đã bị dột", "Hết", "Khác"));
    }
}
