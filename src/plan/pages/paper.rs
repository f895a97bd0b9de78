//! The page of a review, plan or report: its text, its deficiencies and measures, who does what.

use super::form::form_of;
use crate::front_matter::Signature;
use crate::front_matter::{Assignment, Meta, PlanMeta, ReportBefore};
use crate::model::ledger::{Ledger, Paper, PaperId, PaperRef, RecordId};
use crate::model::view::{
    AssignmentView, Day, DocumentLink, Html, Link, MeasureTable, PageContent, RecordFacts, RecordRow,
    ReportDueView, TextView, TimelineView, UncoveredView,
};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use crate::plan::tables::lists::{facts, record_facts};
use crate::vietnamese::date::Date;
use serde::Serialize;

/// Claims a page for each paper.
pub(crate) fn claim(claims: &mut Claims, ledger: &Ledger, _: &Site<'_>) {
    for (index, paper) in ledger.papers.iter().enumerate() {
        claims.add_content(Subject::Paper(PaperId(index)), &paper.document);
    }
}

pub(crate) fn page(paper: PaperId) -> Kind {
    Kind::new("paper", move |context| PageContent::page("paper.html", context.paper_page(paper)))
        .titled(move |context| context.document_title(&Subject::Paper(paper)).unwrap_or_default())
}

/// View of a paper.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PaperPage {
    /// Title as HTML.
    pub title: Html,
    /// `review`, `plan` or `report`.
    pub kind: &'static str,
    /// Official number, with a link to its document's page.
    pub number: Option<Link>,
    /// Day it was signed.
    pub day: Option<Day>,
    /// Place from which it is dated.
    pub place: Option<String>,
    /// Years that a plan covers.
    pub years: Option<String>,
    /// The body.
    pub body: Link,
    /// The plan that a report reports on.
    pub on: Option<Link>,
    /// Reports on it.
    pub reports: Vec<Link>,
    /// Number of deficiencies that its text states; internal edition only.
    pub declares: Option<u32>,
    /// Records of the plan, of the plan reported on, or of what the review found.
    pub records: Vec<RecordRow>,
    /// Measures of those, by deficiency.
    pub measures: MeasureTable,
    /// Measures with a date, on a time line.
    pub timeline: Option<TimelineView>,
    /// Claims and sums over its own measures and those of the records.
    pub facts: RecordFacts,
    /// Its text; its own measures and indicators are in their sections.
    pub text: TextView,
    /// Assignments.
    pub assignments: Vec<AssignmentView>,
    /// Reports that it asks for.
    pub reports_due: Vec<ReportDueView>,
    /// Documents that it carries out.
    pub implements: Vec<DocumentLink>,
    /// Other documents that it cites.
    pub cites: Vec<DocumentLink>,
    /// Recipients (Nơi nhận).
    pub recipients: Vec<String>,
    /// The signature, without the person's name.
    pub signed: Option<Signature>,
    /// Address of the page in the official form of the body.
    pub form: Option<String>,
}

impl PageContext<'_> {
    pub(crate) fn paper_page(&self, id: PaperId) -> PaperPage {
        let paper = self.ledger.paper(id);
        let document = &paper.document;
        let common = document.meta.paper();
        let plan = paper.document.meta.plan();
        let records = self.records_about(id);
        let context = self.context(&paper.body, document, &paper.measures, &paper.indicators);
        let (title, text) = self.whole_text(document, &context);
        PaperPage {
            title,
            kind: document.meta.kind(),
            number: self.number(paper),
            day: common.and_then(|common| common.date.as_ref()).map(|date| self.day(date.value)),
            place: common.and_then(|common| common.place.clone()),
            years: plan.map(|plan| plan.years.to_string()),
            body: self.body_link(&paper.body),
            on: paper.on.as_ref().map(|on| self.paper_ref(on)),
            reports: self.plan.index.reports(id).iter().map(|report| self.paper_link(*report)).collect(),
            declares: common.and_then(|common| common.declares.as_ref()).map(|declares| declares.value),
            measures: self.measures_by_record(if plan.is_some() { records } else { &[] }),
            timeline: plan.and_then(|plan| self.timeline(paper, plan.years, records)),
            facts: self.paper_facts(paper, records),
            records: self.record_rows(records.iter().copied()),
            text,
            assignments: plan.map(|plan| self.assignments(paper, plan)).unwrap_or_default(),
            reports_due: self.reports_due(id, false),
            implements: self.implements(paper),
            cites: self.other_cites(paper),
            recipients: common.map(|common| common.recipients.clone()).unwrap_or_default(),
            signed: common.and_then(|common| common.signed.clone()),
            form: form_of(self.ledger, paper).and_then(|form| self.href(&Subject::Form { paper: id, form })),
        }
    }

    fn number(&self, paper: &Paper) -> Option<Link> {
        let number = paper.document.meta.paper()?.number.as_ref()?;
        Some(match paper.official {
            Some(id) => self.official_link(id),
            None => Link { text: number.value.as_str().to_owned(), href: None },
        })
    }

    /// Records that a paper is about: those of a plan, of the plan reported on, or of what a review found.
    pub(crate) fn records_about(&self, id: PaperId) -> &[RecordId] {
        let paper = self.ledger.paper(id);
        let index = &self.plan.index;
        match &paper.document.meta {
            Meta::Plan(_) => index.undertaken(id),
            Meta::Report(_) => {
                let plan = paper.on.as_ref().and_then(|on| self.ledger.paper_of(on));
                plan.map(|plan| index.undertaken(plan)).unwrap_or_default()
            }
            Meta::Review(_) => index.raised(&paper.body, paper.year),
            Meta::Body(_) | Meta::Deficiency(_) | Meta::Erratum(_) | Meta::Page => &[],
        }
    }

    fn paper_facts(&self, paper: &Paper, records: &[RecordId]) -> RecordFacts {
        let of_records = records.iter().map(|id| record_facts(self.ledger.record(*id)));
        of_records.fold(facts(paper.measures.iter()), |sum, facts| RecordFacts {
            measures: sum.measures + facts.measures,
            claimed: sum.claimed + facts.claimed,
            late: sum.late + facts.late,
            undated: sum.undated + facts.undated,
            ..sum
        })
    }

    fn assignments(&self, paper: &Paper, plan: &PlanMeta) -> Vec<AssignmentView> {
        plan.assignments.iter().map(|assignment| self.assignment(paper, assignment)).collect()
    }

    /// An assignment; deficiencies are named by their titles.
    pub(crate) fn assignment(&self, paper: &Paper, assignment: &Assignment) -> AssignmentView {
        let records = self.ledger.records_of(&paper.body, paper.year);
        let of = assignment.of.iter().filter_map(|name| {
            let id = records.iter().find(|id| self.ledger.record(**id).name == name.value)?;
            Some(self.record_link(*id))
        });
        AssignmentView {
            unit: self.unit_link(&paper.body, &assignment.unit.value),
            role: assignment.role,
            of: of.collect(),
            does: assignment.does.clone(),
        }
    }

    /// Reports that a plan asks for. `named` is for lists about several plans.
    pub(crate) fn reports_due(&self, id: PaperId, named: bool) -> Vec<ReportDueView> {
        let paper = self.ledger.paper(id);
        let views = paper.reports_due.iter().map(|report| {
            let asked = &report.asked;
            let before = asked.before.as_ref().map(|before| before.value);
            ReportDueView {
                what: asked.what.value.clone(),
                plan: named.then(|| self.paper_link(id)),
                to: asked.to.as_ref().map(|to| self.unit_link(&paper.body, &to.value)),
                every: asked.every.map(recurrence_key),
                before: match before {
                    Some(ReportBefore::On(date)) => Some(self.day(date)),
                    _ => None,
                },
                before_yearly: match before {
                    Some(ReportBefore::Yearly { month, day }) => Some(self.day_of_year(month, day)),
                    _ => None,
                },
                after: asked.after.clone(),
                due: report.due.iter().map(|due| self.day(*due)).collect(),
                uncovered: report.uncovered.as_ref().map(|uncovered| UncoveredView {
                    n: uncovered.count,
                    due: self.day(uncovered.due),
                    first_due: self.day(uncovered.first_due),
                }),
            }
        });
        views.collect()
    }

    /// A date without its year, as the language writes it.
    fn day_of_year(&self, month: i8, day: i8) -> String {
        // A leap year has every date.
        let shown = Date::new(2000, month, day).map(|date| self.day(date).shown).unwrap_or_default();
        shown.trim_end_matches("2000").trim_end_matches(['/', ' ']).to_owned()
    }

    fn implements(&self, paper: &Paper) -> Vec<DocumentLink> {
        paper.implements.iter().map(|reference| self.reference_entry(reference)).collect()
    }

    /// A document in a list, from the content or not.
    fn reference_entry(&self, reference: &PaperRef) -> DocumentLink {
        let official = match reference {
            PaperRef::Official(id) => Some(*id),
            PaperRef::Paper(id) => self.ledger.paper(*id).official,
            PaperRef::File(path) => self.site.around.of_paper.get(path).copied(),
        };
        match (official, reference) {
            (Some(id), _) => self.document_entry(id),
            (None, reference) => DocumentLink {
                link: self.paper_ref(reference),
                kind: None,
                issuer: None,
                day: None,
                subject: None,
                declared: true,
            },
        }
    }

    /// Documents that a paper cites, without those that it carries out.
    fn other_cites(&self, paper: &Paper) -> Vec<DocumentLink> {
        let implemented = self.implements(paper);
        let cited = self.cites([&paper.document.path]).into_iter();
        cited.filter(|cited| implemented.iter().all(|other| other.link != cited.link)).collect()
    }
}

/// Key of the string that names a recurrence.
fn recurrence_key(every: crate::vietnamese::deadline::Recurrence) -> &'static str {
    match every.in_months() {
        1 => "month",
        3 => "quarter",
        6 => "half_year",
        12 => "year",
        60 => "term",
        _ => "other",
    }
}
