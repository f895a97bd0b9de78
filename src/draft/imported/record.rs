//! The record of one deficiency.
//!
//! Takes what a paper says under it, gives a file with the status, area, units and year that the words state. What they
//! leave open stays open, and what is unclear goes into the account.

use super::drafting::{Drafting, short, text_of};
use super::text::{Body, Chunk};
use crate::draft::head::Head;
use crate::draft::material::File;
use crate::draft::prose;
use crate::draft::words::line;
use crate::front_matter::{Role, Status};
use crate::import::facts;
use crate::import::paper::{Apart, Spot, Why, Words};
use crate::import::{Deficiency, PaperKind, Part, Structure};
use crate::settings::SectionKind;
use crate::vietnamese::letters;
use crate::vietnamese::verdict::Verdict;
use std::collections::BTreeSet;

impl Drafting<'_> {
    pub(super) fn record(
        &mut self,
        index: usize,
        deficiency: &Deficiency,
        structure: &Structure,
        noted: &mut BTreeSet<String>,
        left: &mut Vec<Apart>,
    ) -> File {
        let name = self.named[index].0.clone();
        let folder = format!("{}/{}", self.asked.body, self.asked.year);
        let path = self.names.file(&folder, &name);
        let mut head = Head::new("deficiency");
        if let Some((plan, place)) = self.plan_of_records(structure) {
            head.text("plan", &plan);
            place.iter().for_each(|place| head.cite(place));
        }
        head.text("deficiency", &name);
        self.judged(deficiency, &mut head, left);
        self.responsible(index, structure, &mut head);
        self.going_on(deficiency, &mut head);
        let wording = &deficiency.wording;
        let title = short(&wording.value.text);
        let label = format!("{}: {}", self.place(deficiency.label.spot), deficiency.label.value.text);
        let mut parts =
            vec![format!("# {}", prose::title(&Words::plain(title.as_str()))), prose::comment(&label)];
        let mut body = Body::new(self, structure);
        let is_whole = line(&wording.value.text).trim_end_matches(['.', ';', ' ']) == title;
        if !is_whole || !wording.value.notes.is_empty() {
            body.push(wording.spot, Chunk::Paragraph(wording.value.clone()));
        } else if wording.spot != deficiency.label.spot {
            parts.push(prose::comment(&self.place(wording.spot)));
        }
        body.parts(&deficiency.parts);
        parts.push(body.written(noted));
        parts.retain(|part| !part.is_empty());
        File { path, text: format!("{}{}\n", head.fenced(), parts.join("\n\n")), from: None }
    }

    /// The plan that undertakes the records, where that is not the only one of the year: the paper itself, or the one
    /// that it reports on.
    fn plan_of_records(&self, structure: &Structure) -> Option<(String, Option<String>)> {
        let first = format!("{}/{}/plan.md", self.asked.body, self.asked.year);
        match self.kind {
            PaperKind::Plan if self.path == first => None,
            PaperKind::Plan => Some((self.path.trim_end_matches(".md").to_owned(), None)),
            PaperKind::Report => {
                let year = self.body.years.iter().find(|year| year.year == self.asked.year);
                let has_plan = year.is_some_and(|year| self.material.plans(year).next().is_some());
                let (number, spot) = self.carried_out(structure).filter(|_| !has_plan)?;
                let is_plan = number.kind_name() == Some("Kế hoạch");
                is_plan.then(|| (number.as_str().to_owned(), Some(self.place(spot))))
            }
            PaperKind::Review => None,
        }
    }

    /// The status that the verdict says; open where there is none, or one that says more than one thing.
    fn judged(&self, deficiency: &Deficiency, head: &mut Head, left: &mut Vec<Apart>) {
        let verdicts: Vec<(&str, Spot)> = under(deficiency, SectionKind::Verdict).collect();
        let mut said: Vec<(Status, Spot)> = Vec::new();
        for (text, spot) in &verdicts {
            let sentences = text.split(['.', ';', '\n']).map(str::trim);
            said.extend(sentences.filter_map(|sentence| Some((status(Verdict::read(sentence)?), *spot))));
        }
        match said.as_slice() {
            [(first, spot), rest @ ..] if rest.iter().all(|(status, _)| status == first) => {
                head.bare("status", first.word());
                head.cite(&self.place(*spot));
            }
            _ => {
                head.bare("status", Status::Open.word());
                let unclear = verdicts.iter().map(|(text, spot)| Apart::new(Why::Verdict, *text, *spot));
                left.extend(unclear);
            }
        }
    }

    /// The field of work, and the units that answer for it.
    fn responsible(&self, index: usize, structure: &Structure, head: &mut Head) {
        let deficiency = &structure.deficiencies[index];
        let is_meant = |numbers: &[u32]| {
            numbers.contains(&deficiency.number) && structure.by_number(deficiency.number) == Some(index)
        };
        if let Some(area) = &deficiency.area
            && let Some(id) = self.area(&area.value.text)
        {
            head.text("area", id);
            head.cite(&self.place(area.spot));
        }
        let of = |wanted: Role| {
            let own =
                self.assignments.iter().filter(|said| said.value.role == wanted && is_meant(&said.value.of));
            let mut units: Vec<(String, String)> =
                own.map(|said| (said.value.unit.clone(), self.place(said.spot))).collect();
            units.dedup_by(|a, b| a.0 == b.0);
            units
        };
        // Two units that lead are for a person to choose from: both stand in the plan.
        if let [(unit, place)] = of(Role::Lead).as_slice() {
            head.text("lead", unit);
            head.cite(place);
        }
        for (key, wanted) in [("coordinate", Role::Coordinate), ("monitor", Role::Monitor)] {
            let units = of(wanted);
            if !units.is_empty() {
                head.list(key, &units.iter().map(|(unit, _)| unit.clone()).collect::<Vec<_>>());
                head.cite(&units.iter().map(|(_, place)| place.as_str()).collect::<Vec<_>>().join("; "));
            }
        }
    }

    fn going_on(&self, deficiency: &Deficiency, head: &mut Head) {
        let mut direction = under(deficiency, SectionKind::Direction);
        let year = direction.find_map(|(text, spot)| Some((facts::goes_on_in(text, self.asked.year)?, spot)));
        if let Some((year, spot)) = year {
            head.bare("continue_in", &year.to_string());
            head.cite(&self.place(spot));
        }
    }

    /// The field of work of this name: the only one that is as good as the same.
    fn area(&self, words: &str) -> Option<&str> {
        let wanted = field(words);
        let areas = self.body.meta.areas.iter();
        let mut near = areas.filter(|area| {
            let known = field(&area.name);
            !wanted.is_empty() && !known.is_empty() && known == wanted
        });
        near.next().filter(|_| near.next().is_none()).map(|area| area.id.value.as_str())
    }
}

/// A field of work without the words that any field begins with: `Trong lĩnh vực công tác tuyên truyền` is
/// `tuyên truyền`.
fn field(words: &str) -> String {
    let slug = letters::slug(words);
    let mut rest = slug.as_str();
    while let Some(behind) =
        ["trong-", "linh-vuc-", "cong-tac-", "ve-"].iter().find_map(|lead| rest.strip_prefix(lead))
    {
        rest = behind;
    }
    rest.to_owned()
}

fn status(verdict: Verdict) -> Status {
    match verdict {
        Verdict::Fixed => Status::Fixed,
        Verdict::Partly => Status::PartlyFixed,
        Verdict::Improving => Status::Improving,
        Verdict::NotFixed => Status::NotFixed,
    }
}

/// What stands under the headings of a kind.
pub(super) fn under(deficiency: &Deficiency, wanted: SectionKind) -> impl Iterator<Item = (&str, Spot)> {
    let mut kind = None;
    deficiency.parts.iter().filter_map(move |part| {
        if let Part::Heading { kind: of, .. } = part {
            kind = *of;
        }
        text_of(part).filter(|_| kind == Some(wanted))
    })
}
