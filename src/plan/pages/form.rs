//! A paper in the official form of its body, for printing.

use crate::front_matter::{Form, Meta};
use crate::model::ledger::{Ledger, Paper, PaperId};
use crate::model::view::{DayParts, FormPage, MeasureTable, PageContent};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use crate::source::Place;
use crate::vietnamese::date::Date;

/// Claims a page for each paper of a body that states its form.
pub(crate) fn claim(claims: &mut Claims, ledger: &Ledger, _: &Site<'_>) {
    for (index, paper) in ledger.papers.iter().enumerate() {
        let Some(form) = form_of(ledger, paper) else { continue };
        let path = format!("{}.form.html", paper.document.path.as_str());
        let subject = Subject::Form { paper: PaperId(index), form };
        claims.add(subject, path, Some(Place::top(paper.document.source)));
    }
}

pub(crate) fn page(paper: PaperId, form: Form) -> Kind {
    Kind::new("form", move |context| PageContent::Form(Box::new(context.form_page(paper, form))))
        .titled(move |context| context.document_title(&Subject::Paper(paper)).unwrap_or_default())
        .below(move |context| Some(context.paper_link(paper)))
}

/// The form that a paper has a page in. `None` where its body states no form, or where there is nothing to
/// lay out: a review of which only others tell.
pub(crate) fn form_of(ledger: &Ledger, paper: &Paper) -> Option<Form> {
    let form = ledger.body(&paper.body)?.meta.form?;
    let has_text = !paper.document.sections.is_empty();
    (has_text || !matches!(paper.document.meta, Meta::Review(_))).then_some(form)
}

impl PageContext<'_> {
    pub(crate) fn form_page(&self, id: PaperId, form: Form) -> FormPage {
        let paper = self.ledger.paper(id);
        let (document, body) = (&paper.document, self.ledger.body(&paper.body));
        let common = document.meta.paper().cloned().unwrap_or_default();
        let context = self.context(&paper.body, document, &paper.measures, &paper.indicators);
        let records = self.records_about(id);
        let of_kind = |kind: &str| if document.meta.kind() == kind { records } else { &[] };
        FormPage {
            form,
            on: common.date.as_ref().map(|date| date.value).unwrap_or_else(|| last_day(paper.year)),
            paper: self.paper_link(id),
            kind: document.meta.kind(),
            issuer: body.map_or_else(|| paper.body.clone(), |body| body.meta.name.clone()),
            code: body.and_then(|body| body.meta.code.clone()),
            number: common.number.map(|number| number.value.as_str().to_owned()),
            place: common.place.or_else(|| body.and_then(|body| body.meta.place.clone())),
            day: common.date.as_ref().map(|date| day_parts(date.value)),
            year: paper.year,
            title: document.title.value.clone(),
            text: self.whole_text(document, &context).1,
            measures: match of_kind("plan") {
                [] => MeasureTable::default(),
                records => self.measures_by_record(records),
            },
            results: self.record_rows(of_kind("report").iter().copied()),
            recipients: common.recipients,
            signed: common.signed,
        }
    }
}

fn last_day(year: i16) -> Date {
    Date::new(year, 12, 31).unwrap_or(Date::MAX)
}

/// Nghị định 30/2020/NĐ-CP, phụ lục I: a zero before days under 10 and before months 1 and 2.
fn day_parts(date: Date) -> DayParts {
    let zero = if date.month() <= 2 { "0" } else { "" };
    DayParts {
        day: format!("{:02}", date.day()),
        month: format!("{zero}{}", date.month()),
        year: date.year().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_months_have_a_zero_where_the_decree_wants_one() {
        let parts = |text: &str| {
            let DayParts { day, month, year } = day_parts(text.parse().unwrap());
            format!("{day} {month} {year}")
        };
        assert_eq!(parts("2021-03-03"), "03 3 2021");
        assert_eq!(parts("2021-02-12"), "12 02 2021");
        assert_eq!(parts("2021-11-30"), "30 11 2021");
    }
}
