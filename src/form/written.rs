//! A measure where it is written: the row that it is, and what is changed so that it is another one.
//!
//! Takes a measure as the parser reads it and its text; gives a row, and edits of the text. Apart from the list of rows
//! because it looks at one item of a list.

use super::value::Value;
use crate::model::document::Measure;
use crate::source::Span;
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
    pub(super) parts: Parts,
}

/// Bytes of what a measure is written with.
pub(super) struct Parts {
    pub(super) item: Span,
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

/// A measure in its text; none where it is not written as a list item.
pub(super) fn written(text: &str, measure: &Measure, all: &[Arc<Measure>]) -> Option<Written> {
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
    pub(super) fn edits(&self, text: &str, row: &Row) -> Option<Vec<(Span, String)>> {
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
