//! Measures as rows, and a list of measures with some rows changed.
//!
//! Takes Markdown; gives each measure with its words, whether it is done, its units and its deadline, as the parser
//! reads them; and the Markdown with some of them changed where they stand. What is changed is read again, and
//! counts only where each row is then what it should be.

use super::head::replaced;
use super::value::Value;
use crate::language::Language;
use crate::model::compiled::Compiled;
use crate::model::document::{Document, Measure, Section};
use crate::parse;
use crate::settings::{Headings, SectionKind};
use crate::source::{Source, Span};
use std::sync::Arc;

/// What a row shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// The item as it is written: what the row is known by. Empty of a row that is new.
    pub(super) was: String,
    /// Its words, as Markdown.
    pub(super) words: String,
    /// Whether it is said to be done.
    pub(super) is_done: bool,
    /// Units that it names.
    pub(super) units: Vec<String>,
    /// Its deadline, as it is printed.
    pub(super) deadline: String,
    /// A new deadline: the one that holds is struck.
    pub(super) extended: String,
    /// Whether it is to go.
    pub(super) is_gone: bool,
}

/// A measure where it is written.
pub(super) struct Written {
    /// What its row shows.
    pub(super) row: Row,
    /// The heading or the words that it is under.
    pub(super) group: Option<String>,
    /// Deadlines that were struck.
    pub(super) struck: Vec<String>,
    /// Whether its words can be changed here: they stand in one piece before units and deadline.
    pub(super) has_plain_words: bool,
    parts: Parts,
}

/// Bytes of what a measure is written with.
struct Parts {
    item: Span,
    tick: Option<Span>,
    words: Span,
    units: Vec<Span>,
    deadline: Option<Span>,
    /// An open deadline, `*…*`, which is still to be set.
    opened: Option<Span>,
    renewal: Option<Span>,
    /// The end of its own words, units and deadline.
    end: usize,
    /// Whether others stand inside it.
    has_inner: bool,
}

/// Front matter before Markdown, which measures do not depend on.
pub(super) const HEAD: &str = "---\nkind: page\n---\n";

/// What a text compiles to.
pub(super) fn document(text: &str, headings: &Headings) -> Option<Arc<Document>> {
    let source = Source::new("form.md", text);
    let compiled = source.read().ok().and_then(|raw| parse::parse(&source, &raw, headings).0);
    match compiled {
        Some(Compiled::Document(document)) => Some(document),
        Some(Compiled::Register(_)) | None => None,
    }
}

/// Where a first list or table of a kind goes, and with what around it: under the heading of that kind, or in a section
/// of its own.
pub(super) fn first(
    document: &Document,
    text: &str,
    kind: SectionKind,
    block: &str,
    language: Language,
) -> (Span, String) {
    let of_kind = |wanted: &dyn Fn(SectionKind) -> bool| {
        let mut sections = document.sections.iter();
        let heading = |section: &'_ Section| section.heading.as_ref().map(|heading| heading.place.span());
        sections.find(|section| section.kind.is_some_and(wanted)).and_then(heading)
    };
    if let Some(heading) = of_kind(&|known| known == kind) {
        let at = heading.start + text[heading].trim_end().len();
        let rest = text[at..].trim_start_matches('\n');
        let is_close = !rest.is_empty() && !text[at..].starts_with("\n\n");
        let after = if rest.is_empty() || is_close { "\n" } else { "" };
        return (at..at, format!("\n\n{block}{after}"));
    }
    let heading = kind.heading(language);
    match of_kind(&|known| known != kind) {
        Some(next) => (next.start..next.start, format!("## {heading}\n\n{block}\n\n")),
        None => {
            let at = text.trim_end().len().max(HEAD.len());
            let gap = if at > HEAD.len() { "\n\n" } else { "\n" };
            let end = if text[at..].contains('\n') { "" } else { "\n" };
            (at..at, format!("{gap}## {heading}\n\n{block}{end}"))
        }
    }
}

/// A text and its measures.
pub(super) struct Measures {
    /// The Markdown after [`HEAD`].
    text: String,
    document: Option<Arc<Document>>,
    /// Language of a heading that is written anew.
    language: Language,
    pub(super) written: Vec<Written>,
}

/// Why rows cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stuck {
    /// The Markdown no longer has it as it was.
    Gone(String),
    /// It could not be changed so that it is read as it should be.
    Otherwise(String),
}

impl Measures {
    /// The measures of a Markdown text.
    pub(super) fn of(markdown: &str, headings: &Headings, language: Language) -> Self {
        let text = format!("{HEAD}{markdown}");
        let document = document(&text, headings);
        let all: Vec<Arc<Measure>> =
            document.iter().flat_map(|document| document.measures().cloned()).collect();
        let written = all.iter().filter_map(|measure| written(&text, measure, &all)).collect();
        Self { text, document, language, written }
    }

    /// The Markdown with rows changed. Rows that are known by the same text are told apart by their order.
    pub(super) fn changed(&self, rows: &[Row], headings: &Headings) -> Result<String, Stuck> {
        let mut edits: Vec<(Span, String)> = Vec::new();
        let mut expected: Vec<Option<Row>> =
            self.written.iter().map(|known| Some(known.row.clone())).collect();
        let mut seen: Vec<&str> = Vec::new();
        let (mut new, mut changed) = (Vec::new(), None);
        for row in rows {
            if row.was.is_empty() {
                new.extend((!row.is_gone && !row.words.is_empty()).then_some(row));
                continue;
            }
            let nth = seen.iter().filter(|was| **was == row.was).count();
            seen.push(&row.was);
            let place =
                self.written.iter().enumerate().filter(|(_, known)| known.row.was == row.was).nth(nth);
            let Some((at, known)) = place else {
                if self.is_untouched(row, headings) {
                    continue;
                }
                return Err(Stuck::Gone(row.was.clone()));
            };
            // Words that the row does not have are left.
            let words = if known.has_plain_words { &row.words } else { &known.row.words };
            let row = Row { words: words.clone(), ..row.clone() };
            if known.row != row {
                edits.extend(
                    known.edits(&self.text, &row).ok_or_else(|| Stuck::Otherwise(row.words.clone()))?,
                );
                changed.get_or_insert_with(|| row.words.clone());
                expected[at] = (!row.is_gone).then_some(row);
            }
        }
        let added = new.iter().map(|row| line(row));
        if let Some(edit) = self.insertion(&added.collect::<Vec<_>>()) {
            edits.push(edit);
        }
        if edits.is_empty() {
            return Ok(self.text[HEAD.len()..].to_owned());
        }
        let first_new = new.first().map(|row| row.words.clone());
        let culprit = Stuck::Otherwise(changed.or(first_new).unwrap_or_default());
        let Some(text) = replaced(&self.text, edits) else { return Err(culprit) };
        let markdown = &text[HEAD.len()..];
        let now = Self::of(markdown, headings, self.language);
        let expected: Vec<Row> = expected.into_iter().flatten().chain(new.into_iter().cloned()).collect();
        match is_as_expected(&now.written, &expected) {
            true => Ok(markdown.to_owned()),
            false => Err(culprit),
        }
    }

    /// Whether a row says what its measure said when the row was made: what is written in its place then counts.
    fn is_untouched(&self, row: &Row, headings: &Headings) -> bool {
        let former = Self::of(&format!("## Giải pháp\n\n{}\n", row.was), headings, self.language);
        former.written.first().is_some_and(|former| former.row == *row)
    }

    /// New items behind the last measure, or in a section of their own.
    fn insertion(&self, lines: &[String]) -> Option<(Span, String)> {
        if lines.is_empty() {
            return None;
        }
        let last = self.written.last().map(|last| &last.parts);
        if let Some(last) = last {
            let start = self.text[..last.item.start].rfind('\n').map_or(0, |end| end + 1);
            let lead = &self.text[start..last.item.start];
            let bullet = self.text[last.item.clone()].chars().next().filter(|sign| "-*+".contains(*sign));
            let bullet = bullet.unwrap_or('-');
            let end = last.item.start + self.text[last.item.clone()].trim_end().len();
            let before = self.text[..start].trim_end_matches([' ', '\t']);
            // Items with a blank line between them go on so.
            let gap = if before.ends_with("\n\n") && self.written.len() > 1 { "\n\n" } else { "\n" };
            let lines = lines.iter().map(|line| format!("{gap}{lead}{bullet} {line}"));
            return Some((end..end, lines.collect()));
        }
        let list: Vec<String> = lines.iter().map(|line| format!("- {line}")).collect();
        let list = list.join("\n");
        let document = self.document.as_ref()?;
        Some(first(document, &self.text, SectionKind::Measures, &list, self.language))
    }
}

/// Whether measures are what their rows should be; new ones may stand anywhere after the others of their list.
fn is_as_expected(written: &[Written], expected: &[Row]) -> bool {
    let is = |known: &Row, row: &Row| {
        let deadline = if row.extended.is_empty() { &row.deadline } else { &row.extended };
        known.words == row.words
            && known.is_done == row.is_done
            && known.units == row.units
            && known.deadline == *deadline
    };
    written.len() == expected.len() && written.iter().zip(expected).all(|(known, row)| is(&known.row, row))
}

/// A new item, without its bullet.
pub(super) fn line(row: &Row) -> String {
    let tick = if row.is_done { "[x] " } else { "" };
    let units: String = row.units.iter().map(|unit| format!(" @{unit}")).collect();
    let due = if row.extended.is_empty() { &row.deadline } else { &row.extended };
    let due = if due.is_empty() { String::new() } else { format!(" (*{due}*)") };
    format!("{tick}{}{units}{due}", row.words)
}

/// A measure in its text; none where it is not written as a list item.
fn written(text: &str, measure: &Measure, all: &[Arc<Measure>]) -> Option<Written> {
    let item = measure.items.last()?.span();
    let source = text.get(item.clone())?.trim_end();
    let own = item.start..item.start + source.len();
    let bullet = source.find([' ', '\t']).map_or(source.len(), |at| at + 1);
    let mut start = own.start + bullet;
    start += text[start..own.end].len() - text[start..own.end].trim_start_matches([' ', '\t']).len();
    let is_tick = |text: &str| ["[ ]", "[x]", "[X]"].iter().any(|tick| text.starts_with(tick));
    let tick = is_tick(&text[start..own.end]).then(|| start..start + 3);
    if let Some(tick) = &tick {
        start = tick.end;
        start += text[start..own.end].len() - text[start..own.end].trim_start_matches([' ', '\t']).len();
    }
    let units: Vec<Span> =
        measure.lead.iter().chain(&measure.coordinate).map(|unit| unit.place.span()).collect();
    let current = measure.deadline.as_ref().map(|deadline| deadline.raw.place.span());
    let struck: Vec<Span> = measure.extensions.iter().map(|former| former.raw.place.span()).collect();
    let renewal = measure.renewal.as_ref().map(|place| place.span());
    let opened =
        (measure.deadline.is_none() && renewal.is_none()).then(|| open_deadline(text, start..own.end));
    let opened = opened.flatten();
    let dates = current.iter().chain(&struck).chain(&opened);
    // The parenthesis around all dates.
    let open = dates.clone().map(|date| date.start).min().and_then(|first| text[start..first].rfind('('));
    let open = open.map(|at| start + at);
    let close =
        dates.map(|date| date.end).max().and_then(|last| Some(last + text[last..own.end].find(')')? + 1));
    // Without dates, the words end where a deadline can be added.
    let end = close
        .or(renewal.as_ref().map(|place| place.end))
        .unwrap_or_else(|| start + text[start..own.end].find('\n').unwrap_or(own.end - start));
    let end = end.clamp(start, own.end);
    let tail = units.iter().map(|unit| unit.start).chain(open).filter(|at| (start..=end).contains(at)).min();
    let tail = tail.unwrap_or(end);
    let words = start..start + text[start..tail].trim_end().len();
    // Behind the words there is nothing but units and the parenthesis.
    let mut rest = text[words.end..end].to_owned();
    let mut known: Vec<Span> = units.clone();
    known.extend(open.zip(close).map(|(open, close)| open..close));
    known.sort_by_key(|part| std::cmp::Reverse(part.start));
    for part in known.iter().filter(|part| part.start >= words.end && part.end <= end) {
        rest.replace_range(part.start - words.end..part.end - words.end, "");
    }
    let has_plain_words = rest.trim_matches([' ', ',', '.', ';']).is_empty()
        && !text[words.clone()].contains('\n')
        && units.iter().all(|unit| unit.start >= words.end);
    let units_named = measure.lead.iter().chain(&measure.coordinate).map(|unit| unit.value.clone());
    let has_inner = all
        .iter()
        .any(|other| other.place != measure.place && other.items.iter().any(|around| around.span() == item));
    Some(Written {
        row: Row {
            was: source.to_owned(),
            words: text[words.clone()].to_owned(),
            is_done: measure.claimed_done,
            units: units_named.collect(),
            deadline: measure.deadline.as_ref().map(|due| one_line(&due.raw.value)).unwrap_or_default(),
            extended: String::new(),
            is_gone: false,
        },
        group: measure.group.clone(),
        struck: measure.extensions.iter().map(|former| former.raw.value.clone()).collect(),
        has_plain_words,
        parts: Parts { item, tick, words, units, deadline: current, opened, renewal, end, has_inner },
    })
}

/// A text as a field of one line gives it back.
fn one_line(text: &str) -> String {
    Value::text(text).as_text().to_owned()
}

/// Where a deadline is still to be set, in a part of a text.
fn open_deadline(text: &str, own: Span) -> Option<Span> {
    ["*…*", "*...*", "_…_", "_..._"].iter().find_map(|open| {
        let at = own.start + text[own.clone()].rfind(open)?;
        Some(at..at + open.len())
    })
}

impl Written {
    /// Whether the row can go: nothing else goes with it.
    pub(super) fn can_go(&self) -> bool {
        !self.parts.has_inner
    }

    /// What is to be changed so that the measure is what a row says; none where that cannot be done.
    fn edits(&self, text: &str, row: &Row) -> Option<Vec<(Span, String)>> {
        let (known, parts) = (&self.row, &self.parts);
        if row.is_gone {
            return self.can_go().then(|| vec![(lines(text, &parts.item), String::new())]);
        }
        let mut edits = Vec::new();
        if known.is_done != row.is_done {
            let mark = if row.is_done { "[x]" } else { "[ ]" };
            edits.push(match &parts.tick {
                Some(tick) => (tick.clone(), mark.to_owned()),
                None => (parts.words.start..parts.words.start, format!("{mark} ")),
            });
        }
        if known.words != row.words {
            let can_change = self.has_plain_words && !row.words.is_empty();
            edits.push(can_change.then(|| (parts.words.clone(), row.words.clone()))?);
        }
        if known.units != row.units {
            edits.extend(self.unit_edits(text, &row.units));
        }
        // A new deadline is written over the whole of the one that it takes the place of.
        if !row.extended.is_empty() && (known.deadline.is_empty() || known.deadline != row.deadline) {
            let due = Row { deadline: row.extended.clone(), extended: String::new(), ..row.clone() };
            return match known.deadline.is_empty() {
                true => self.edits(text, &due),
                false => None,
            };
        }
        if known.deadline != row.deadline {
            edits.push(self.deadline_edit(text, &row.deadline)?);
        }
        if !row.extended.is_empty() {
            let (renewal, due) = (parts.renewal.clone()?, parts.deadline.clone()?);
            let struck = text.get(due)?.trim();
            edits.push((renewal, format!("~~{struck}~~ *{}*", row.extended)));
        }
        Some(edits)
    }

    fn unit_edits(&self, text: &str, units: &[String]) -> Vec<(Span, String)> {
        let parts = &self.parts;
        if units.len() == parts.units.len() {
            let both = parts.units.iter().zip(&self.row.units).zip(units);
            let changed = both.filter(|((_, known), unit)| known != unit);
            return changed.map(|((place, _), unit)| (place.clone(), format!("@{unit}"))).collect();
        }
        let without = |place: &Span| {
            let before = text[..place.start].trim_end_matches([' ', ',']).len();
            before.max(parts.words.end)..place.end
        };
        let mut edits: Vec<(Span, String)> = Vec::new();
        let (kept, more) = (units.len().min(parts.units.len()), units.len() > parts.units.len());
        for ((place, known), unit) in parts.units.iter().zip(&self.row.units).zip(units) {
            if known != unit {
                edits.push((place.clone(), format!("@{unit}")));
            }
        }
        edits.extend(parts.units[kept..].iter().map(|place| (without(place), String::new())));
        if more {
            let at = parts.units.last().map_or(parts.words.end, |last| last.end);
            let new = units[kept..].iter().map(|unit| format!(" @{unit}")).collect();
            edits.push((at..at, new));
        }
        edits
    }

    fn deadline_edit(&self, text: &str, deadline: &str) -> Option<(Span, String)> {
        let parts = &self.parts;
        match (&parts.deadline, deadline.is_empty()) {
            (Some(due), false) => Some((due.clone(), deadline.to_owned())),
            (Some(due), true) => {
                // With a struck deadline before it, there is one that was promised: it cannot be taken back.
                let open = text[..due.start].rfind('(').filter(|_| self.struck.is_empty())?;
                let start = text[..open].trim_end_matches(' ').len();
                let close = due.end + text[due.end..parts.end].find(')')? + 1;
                Some((start..close, String::new()))
            }
            (None, false) => match &parts.renewal {
                Some(renewal) if self.struck.is_empty() => {
                    Some((renewal.clone(), format!(" (*{deadline}*)")))
                }
                Some(renewal) => Some((renewal.clone(), format!(" *{deadline}*"))),
                None => Some((parts.opened.clone()?, format!("*{deadline}*"))),
            },
            (None, true) => None,
        }
    }
}

/// The lines of an item, with the blank line that set it apart.
fn lines(text: &str, item: &Span) -> Span {
    let start = text[..item.start].rfind('\n').map_or(0, |end| end + 1);
    let end = item.start + text[item.clone()].trim_end().len();
    let end = text[end..].find('\n').map_or(text.len(), |length| end + length + 1);
    let has_blanks = text[..start].ends_with("\n\n") && text[end..].starts_with('\n');
    start..end + usize::from(has_blanks)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Tên\n\nLời đầu.\n\n## Giải pháp\n\n- Một việc (*hoàn thành trong tháng 02/2021*)\n\
        - [ ] Hai  *việc* @tckt, @vp (~~quý I/2021~~ *quý II/2021*).\n* [x] Ba @bpt\n  - một phần\n\n## Kết quả\n\nTốt.\n";

    fn measures(text: &str) -> Measures {
        Measures::of(text, &Headings::default(), Language::Vi)
    }

    fn rows(text: &str) -> Vec<Row> {
        measures(text).written.into_iter().map(|written| written.row).collect()
    }

    /// What becomes of a part of the text when a row is changed.
    fn becomes(at: usize, change: impl Fn(&mut Row), from: &str, to: &str) {
        let mut rows = rows(TEXT);
        change(&mut rows[at]);
        assert!(TEXT.contains(from), "{from}");
        let changed = measures(TEXT).changed(&rows, &Headings::default());
        assert_eq!(changed, Ok(TEXT.replacen(from, to, 1)), "{to}");
    }

    #[test]
    fn a_row_is_what_the_parser_reads() {
        let shown: Vec<_> = rows(TEXT)
            .into_iter()
            .map(|row| (row.words, row.is_done, row.units.join(" "), row.deadline))
            .collect();
        let row = |words: &str, done, units: &str, due: &str| {
            (words.to_owned(), done, units.to_owned(), due.to_owned())
        };
        assert_eq!(
            shown,
            [
                row("Một việc", false, "", "hoàn thành trong tháng 02/2021"),
                row("Hai  *việc*", false, "tckt vp", "quý II/2021"),
                row("Ba", true, "bpt", ""),
            ]
        );
        assert_eq!(measures(TEXT).changed(&rows(TEXT), &Headings::default()), Ok(TEXT.to_owned()));
    }

    #[test]
    fn a_row_changes_its_part_of_the_text_only() {
        becomes(0, |row| row.words = "Việc khác".to_owned(), "Một việc", "Việc khác");
        becomes(0, |row| row.is_done = true, "- Một", "- [x] Một");
        becomes(1, |row| row.is_done = true, "[ ]", "[x]");
        becomes(2, |row| row.is_done = false, "[x]", "[ ]");
        becomes(
            0,
            |row| row.deadline = "quý I/2021".to_owned(),
            "hoàn thành trong tháng 02/2021",
            "quý I/2021",
        );
        becomes(0, |row| row.deadline.clear(), " (*hoàn thành trong tháng 02/2021*)", "");
        becomes(2, |row| row.deadline = "năm 2021".to_owned(), "@bpt", "@bpt (*năm 2021*)");
        becomes(0, |row| row.units.push("vp".to_owned()), "Một việc", "Một việc @vp");
        becomes(1, |row| row.units[1] = "bpt".to_owned(), "@vp", "@bpt");
        becomes(1, |row| row.units.truncate(1), ", @vp", "");
        becomes(1, |row| row.units.clear(), " @tckt, @vp", "");
        becomes(
            0,
            |row| row.extended = "quý II/2021".to_owned(),
            "*hoàn thành trong tháng 02/2021*",
            "~~hoàn thành trong tháng 02/2021~~ *quý II/2021*",
        );
        becomes(1, |row| row.extended = "năm 2021".to_owned(), "*quý II/2021*", "~~quý II/2021~~ *năm 2021*");
        becomes(0, |row| row.is_gone = true, "- Một việc (*hoàn thành trong tháng 02/2021*)\n", "");
    }

    #[test]
    fn an_open_deadline_is_filled_in() {
        let text = "## Giải pháp\n\n- Một (~~quý I/2021~~ *…*)\n- Hai (*…*)\n";
        let mut rows = rows(text);
        assert_eq!(rows.iter().map(|row| row.words.as_str()).collect::<Vec<_>>(), ["Một", "Hai"]);
        rows.iter_mut().for_each(|row| row.deadline = "quý II/2021".to_owned());
        let changed = measures(text).changed(&rows, &Headings::default());
        assert_eq!(changed, Ok(text.replace('…', "quý II/2021")));
    }

    #[test]
    fn a_row_that_nobody_touched_gives_way_to_the_markdown() {
        let (before, after) =
            ("## Giải pháp\n\n- Một @vp (*năm 2021*)\n- Hai\n", "## Giải pháp\n\n- Sớm một\n- Hai\n");
        let mut rows = rows(before);
        assert_eq!(measures(after).changed(&rows, &Headings::default()), Ok(after.to_owned()));
        rows[0].words = "Muộn".to_owned();
        assert!(matches!(measures(after).changed(&rows, &Headings::default()), Err(Stuck::Gone(_))));
    }

    fn added(text: &str) -> Result<String, Stuck> {
        let new = Row {
            words: "Mới".to_owned(),
            units: vec!["vp".to_owned()],
            deadline: "năm 2021".to_owned(),
            ..Row::default()
        };
        measures(text).changed(&[rows(text), vec![new]].concat(), &Headings::default())
    }

    #[test]
    fn a_new_row_is_the_last_item_of_its_section() {
        let line = "Mới @vp (*năm 2021*)";
        for (text, expected) in [
            (
                "## Giải pháp\n\n- Một\n- Hai\n\n## Kết quả\n",
                format!("## Giải pháp\n\n- Một\n- Hai\n- {line}\n\n## Kết quả\n"),
            ),
            ("## Giải pháp\n\n* Một\n\n* Hai\n", format!("## Giải pháp\n\n* Một\n\n* Hai\n\n* {line}\n")),
            (
                "# A\n\n## Giải pháp\n\n## Kết quả\n",
                format!("# A\n\n## Giải pháp\n\n- {line}\n\n## Kết quả\n"),
            ),
            ("# A\n\n## Giải pháp", format!("# A\n\n## Giải pháp\n\n- {line}\n")),
            ("# A\n\n## Kết quả\n\nTốt\n", format!("# A\n\n## Giải pháp\n\n- {line}\n\n## Kết quả\n\nTốt\n")),
            ("# A\n\nLời.\n", format!("# A\n\nLời.\n\n## Giải pháp\n\n- {line}\n")),
        ] {
            assert_eq!(added(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_would_be_read_otherwise_is_refused() {
        let mut rows = rows(TEXT);
        rows[0].words = "Một @vp việc".to_owned();
        assert!(matches!(measures(TEXT).changed(&rows, &Headings::default()), Err(Stuck::Otherwise(_))));
        rows[0].was = "- Việc đã sửa".to_owned();
        assert_eq!(
            measures(TEXT).changed(&rows, &Headings::default()),
            Err(Stuck::Gone("- Việc đã sửa".to_owned()))
        );
    }

    // -- a law -----------------------------------------------------------------------------------------------------

    use proptest::prelude::*;
    use proptest::sample::select;

    const ITEMS: &[&str] = &[
        "- Một việc",
        "* [ ] Hai *việc*, theo 300-KH/TĐTN-VP",
        "1. [x] Ba @vp (*hoàn thành trong quý I/2021*)",
        "- Bốn (việc lớn) @vp, @tckt (*trong tháng 3/2021*).",
        "-   Năm (~~quý I/2021~~ *quý II/2021*)",
        "- Sáu (~~quý I/2021~~ *…*) @bpt",
        "- Bảy\n  - một phần\n  - hai phần",
        "- Tám:\n  - [x] việc con (*năm 2021*)\n  - [ ] việc con nữa",
        "- Chín dòng một\n  dòng hai (*quý III/2021*)",
        "- Mười\n\n  đoạn hai (*năm 2021*)",
        "- @vp Mười một (*thường xuyên*)",
        "- Mười hai `(*mã*)`",
        "+ **Mười ba** (*…*)",
    ];

    /// A change of a row, and whether it can be asked of any row.
    fn change() -> impl Strategy<Value = (Row, usize)> {
        let words = select(&["", "Việc khác", "Việc *khác*, theo 08-ĐA/TU", "việc (nhỏ)"][..]);
        let due = select(&["", "hoàn thành trong quý IV/2021", "trước ngày 10/5/2021"][..]);
        let units = select(&["", "vp", "tckt", "vp tckt", "bpt vp tckt"][..]);
        (words, due, units, any::<bool>(), 0..5usize).prop_map(|(words, due, units, is_done, part)| {
            let row = Row {
                words: words.to_owned(),
                deadline: due.to_owned(),
                units: units.split_whitespace().map(str::to_owned).collect(),
                is_done,
                ..Row::default()
            };
            (row, part)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

        /// A row that is changed in one part: either there is a text that is read so, which differs in the lines of that
        /// item only, or it is refused; and never for a row of the usual form.
        #[test]
        fn a_changed_row_changes_its_own_lines(
            items in proptest::collection::vec(select(ITEMS), 1..5),
            is_loose in any::<bool>(),
            (new, part) in change(),
            at in any::<proptest::sample::Index>(),
        ) {
            let list = items.join(if is_loose { "\n\n" } else { "\n" });
            let text = format!("# Tên\n\n## Giải pháp\n\n{list}\n\n## Kết quả\n\n- Tốt\n");
            let known = measures(&text);
            let mut rows: Vec<Row> = known.written.iter().map(|known| known.row.clone()).collect();
            let at = at.index(rows.len());
            let written = &known.written[at];
            let row = &mut rows[at];
            match part {
                0 => row.words = new.words,
                1 => row.deadline = new.deadline,
                2 => row.units = new.units,
                3 => row.is_done = new.is_done,
                _ => row.extended = new.deadline,
            }
            let row = rows[at].clone();
            let is_usual = written.has_plain_words && !row.words.is_empty() && written.struck.is_empty()
                && written.can_go() && !written.row.was.contains('\n');
            match known.changed(&rows, &Headings::default()) {
                Err(why) => prop_assert!(!is_usual, "{why:?}: {row:?}\n{text}"),
                Ok(changed) => {
                    let now = self::rows(&changed);
                    prop_assert_eq!(now.len(), rows.len());
                    let item = &written.parts.item;
                    let start = text.len() + HEAD.len() - known.text.len();
                    let (first, last) = (item.start - HEAD.len() + start, item.end - HEAD.len() + start);
                    let before = &text[..text[..first].rfind('\n').map_or(0, |end| end + 1)];
                    let after = text[..last].trim_end().len();
                    prop_assert!(changed.starts_with(before), "{changed}");
                    prop_assert!(changed.ends_with(&text[after..]), "{changed}");
                    let others = |rows: &[Row]| -> Vec<String> {
                        let others = rows.iter().enumerate().filter(|(other, _)| *other != at);
                        others.map(|(_, row)| format!("{:?}", Row { was: String::new(), ..row.clone() })).collect()
                    };
                    prop_assert_eq!(others(&now), others(&rows));
                }
            }
        }
    }
}
