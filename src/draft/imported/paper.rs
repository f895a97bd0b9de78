//! The paper's own file: front matter, title and text.
//!
//! Takes the structure of a paper, gives the plan, report or review. It stands apart from `record` because its front
//! matter has nothing in common with that of a record.

use super::drafting::{Drafting, text_of};
use super::text::Body;
use crate::draft::head::Head;
use crate::draft::material::File;
use crate::draft::prose;
use crate::draft::words::{line, quoted, yaml};
use crate::front_matter::{ReportBefore, period_word};
use crate::import::facts::{self, Due};
use crate::import::paper::Spot;
use crate::import::{PaperKind, Said, Structure};
use crate::parse;
use std::collections::BTreeSet;

impl Drafting<'_> {
    pub(super) fn paper(&self, structure: &Structure, noted: &mut BTreeSet<String>) -> File {
        let mut head = Head::new(self.kind.word());
        if let Some(kind) = &structure.kind {
            head.cite(&self.place(kind.spot));
        }
        self.dated(structure, &mut head);
        self.about(structure, &mut head);
        if self.kind == PaperKind::Plan {
            self.tasks(structure, &mut head);
        }
        self.closed(structure, &mut head);
        let mut body = Body::new(self, structure);
        body.parts(&structure.parts);
        let text = body.written(noted);
        let lead =
            structure.head.iter().map(|line| format!("{}: {}", self.place(line.spot), line.value.text));
        let lead: Vec<String> = lead.map(|line| prose::comment(&line)).collect();
        let title = self.title(structure);
        let parts = [title, lead.join("\n"), text];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        File {
            path: self.path.clone(),
            text: format!("{}{}\n", head.fenced(), parts.join("\n\n")),
            from: None,
        }
    }

    pub(super) fn title(&self, structure: &Structure) -> String {
        let Some(title) = &structure.title else {
            return format!("# {} {}", self.kind.name(), self.asked.year);
        };
        let words = prose::title(&title.value);
        let place = prose::comment(&self.place(title.spot));
        match structure.is_kind_in_title || self.kind == PaperKind::Review {
            true => format!("# {words}\n\n{place}"),
            false => format!("# {} {}\n\n{place}", self.kind.name(), lower(&words)),
        }
    }

    fn dated(&self, structure: &Structure, head: &mut Head) {
        if let Some(number) = &structure.number {
            head.text("number", number.value.as_str());
            head.cite(&self.place(number.spot));
        }
        if let Some(date) = &structure.date {
            head.bare("date", &date.value.to_string());
            head.cite(&self.place(date.spot));
        }
        if let Some(place) = &structure.place {
            head.text("place", &place.value);
            head.cite(&self.place(place.spot));
        }
    }

    /// The documents that the paper carries out or reports on, and how many deficiencies it speaks of.
    pub(super) fn about(&self, structure: &Structure, head: &mut Head) {
        if let Some((number, spot)) = self.carried_out(structure) {
            let is_plan = number.kind_name() == Some("Kế hoạch");
            match self.kind {
                PaperKind::Report if is_plan => head.text("on", number.as_str()),
                PaperKind::Plan => head.bare("implements", &format!("[{}]", yaml(number.as_str()))),
                PaperKind::Report | PaperKind::Review => return,
            }
            head.cite(&self.place(spot));
        }
        if !structure.deficiencies.is_empty() {
            let mut texts = structure.parts.iter().filter_map(text_of);
            let count = texts.find_map(|(text, spot)| Some((*parse::counts(text).first()?, spot)));
            if let Some((count, spot)) = count {
                head.bare("declares", &count.to_string());
                head.cite(&self.place(spot));
            }
        }
    }

    fn tasks(&self, structure: &Structure, head: &mut Head) {
        let names = |numbers: &[u32]| {
            let known = numbers.iter().filter_map(|number| structure.by_number(*number));
            known.map(|index| yaml(&self.named[index].0)).collect::<Vec<_>>().join(", ")
        };
        let assignments = self.assignments.iter().map(|Said { value, spot }| {
            let of = names(&value.of);
            let of = if of.is_empty() { String::new() } else { format!(", of: [{of}]") };
            let (unit, role) = (yaml(&value.unit), value.role.word());
            let does = quoted(&value.does);
            (format!("{{unit: {unit}, role: {role}{of}, does: {does}}}"), *spot)
        });
        self.listed(head, "assignments", assignments.collect());
        let texts = structure.parts.iter().filter_map(text_of);
        let dues = texts.flat_map(|(text, spot)| facts::dues(text, spot, self.years, &self.units));
        self.listed(head, "reports_due", dues.map(|due| (shown(&due.value), due.spot)).collect());
    }

    fn closed(&self, structure: &Structure, head: &mut Head) {
        if let Some((label, names)) = &structure.recipients {
            let entries: Vec<(String, Spot)> =
                names.iter().map(|name| (quoted(&name.value), name.spot)).collect();
            self.listed(head, "recipients", entries);
            if !names.is_empty() {
                head.cite_first(&format!("{}: {}", self.place(label.spot), line(&label.value.text)));
            }
        }
        let spots = [&structure.authority, &structure.position].into_iter().flatten();
        let spots: Vec<String> = spots.map(|said| self.place(said.spot)).collect();
        let entry = |key: &str, said: &Option<Said<String>>| {
            said.as_ref().map(|said| format!("{key}: {}", quoted(&said.value)))
        };
        let entries = [entry("authority", &structure.authority), entry("position", &structure.position)];
        let entries: Vec<String> = entries.into_iter().flatten().collect();
        if !entries.is_empty() {
            head.bare("signed", &format!("{{{}}}", entries.join(", ")));
            head.cite(&spots.join("; "));
        }
    }

    /// A list with one entry a line, each with its place.
    fn listed(&self, head: &mut Head, key: &str, entries: Vec<(String, Spot)>) {
        if entries.is_empty() {
            return;
        }
        head.list_of(key, entries.iter().map(|(entry, spot)| (entry.as_str(), self.place(*spot))));
    }
}

fn shown(due: &Due) -> String {
    let Due { what, to, every, before, covers } = due;
    let mut entry = format!("{{what: {}", quoted(what));
    to.iter().for_each(|to| entry.push_str(&format!(", to: {}", yaml(to))));
    let period = match before {
        // A report once before a day recurs no more.
        Some(ReportBefore::On(_)) => None,
        Some(ReportBefore::Yearly { .. }) | None => every.and_then(|months| period_word(months.into())),
    };
    period.iter().for_each(|period| entry.push_str(&format!(", every: {period}")));
    match before {
        Some(ReportBefore::On(day)) => entry.push_str(&format!(", before: {day}")),
        Some(ReportBefore::Yearly { month, day }) => {
            entry.push_str(&format!(", before: {month:02}-{day:02}"))
        }
        None => {}
    }
    covers.iter().for_each(|covers| entry.push_str(&format!(", covers: {}", covers.word())));
    entry + "}"
}

/// Words of a title that begin with a small letter behind the kind of the paper.
fn lower(title: &str) -> String {
    const VERBS: [&str; 14] = [
        "Khắc", "Thực", "Kết", "Về", "Tiếp", "Triển", "Kiểm", "Tổ", "Phát", "Đánh", "Tăng", "Nâng", "Công",
        "Sơ",
    ];
    let first = title.split_whitespace().next().unwrap_or_default();
    match VERBS.contains(&first) {
        true => {
            let mut letters = title.chars();
            letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
        }
        false => title.to_owned(),
    }
}

impl PaperKind {
    /// As a title begins.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Plan => "Kế hoạch",
            Self::Report => "Báo cáo",
            Self::Review => "Báo cáo kiểm điểm",
        }
    }
}
