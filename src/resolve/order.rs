//! Order: days and words that contradict one another.
//!
//! Takes the complete ledger, gives warnings where a report is older than its plan, a paper is of another year
//! than its folder, an entry of the log lies outside its time, or the words of a verdict say the opposite of the
//! status. It stands apart from `findings` because these are slips of the pen more often than facts: nothing
//! that the site says follows from them.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::moment::Moment;
use crate::diagnostic::{Code, Diagnostic, Remark};
use crate::front_matter::{Meta, ReportBefore, Status};
use crate::model::document::Block;
use crate::model::ledger::{Ledger, Paper, PaperRef, Record};
use crate::settings::SectionKind;
use crate::source::{Located, Place};
use crate::vietnamese::date::{Date, YearSpan};
use crate::vietnamese::letters;
use crate::vietnamese::verdict::Verdict;

/// Reports all contradictions of the ledger.
pub(super) fn report(ledger: &Ledger, moment: Moment, diagnostics: &mut Vec<Diagnostic>) {
    for paper in &ledger.papers {
        year_of_paper(ledger, paper, diagnostics);
        year_of_title(ledger, paper, diagnostics);
        report_and_plan(ledger, paper, diagnostics);
        reports_due(paper, diagnostics);
    }
    for record in &ledger.records {
        progress(record, ledger.plan_years(record), moment, diagnostics);
        verdict(record, diagnostics);
        disposition(ledger, record, moment, diagnostics);
    }
}

/// The day on which a paper was signed.
fn day(paper: &Paper) -> Option<&Located<Date>> {
    paper.document.meta.paper()?.date.as_ref()
}

/// Reports a paper whose day is of a year in which it cannot have been signed, or of another one than its number
/// says. A plan may be signed in the year before its first; a review or a report in the year after.
fn year_of_paper(ledger: &Ledger, paper: &Paper, diagnostics: &mut Vec<Diagnostic>) {
    let Some(signed) = day(paper) else { return };
    let fits = match &paper.document.meta {
        Meta::Plan(plan) => YearSpan { first: plan.years.first - 1, last: plan.years.last },
        Meta::Review(_) | Meta::Report(_) => {
            // A report on a plan of several years is in the folder of the plan.
            let last = years_of(ledger, paper).last.max(paper.year);
            YearSpan { first: paper.year, last: last.saturating_add(1) }
        }
        Meta::Body(_) | Meta::Deficiency(_) | Meta::Erratum(_) | Meta::Page => return,
    };
    let year = signed.value.year();
    if !fits.contains(year) {
        diagnostics.push(
            Diagnostic::new(Code::DayOfOtherYear, signed.place.clone())
                .with_day("found", signed.value)
                .with("year", paper.year),
        );
        return;
    }
    let number = paper.document.meta.paper().and_then(|paper| paper.number.as_ref());
    if let Some(number) = number.filter(|number| number.value.year.is_some_and(|of| of != year)) {
        diagnostics.push(
            Diagnostic::new(Code::DayOfOtherYear, signed.place.clone())
                .with_day("found", signed.value)
                .with("year", number.value.year.unwrap_or(year))
                .and(number.place.clone(), Remark::OtherValue(number.value.to_string())),
        );
    }
}

/// The years that the main plan of a paper's folder covers.
fn years_of(ledger: &Ledger, paper: &Paper) -> YearSpan {
    let body = ledger.body(&paper.body);
    let year = body.and_then(|body| body.years.iter().find(|year| year.year == paper.year));
    year.map_or(YearSpan::single(paper.year), |year| year.span)
}

/// Reports a paper whose title speaks of other years only: `Kế hoạch năm 2021` in the folder of 2022.
fn year_of_title(ledger: &Ledger, paper: &Paper, diagnostics: &mut Vec<Diagnostic>) {
    let span = years_of(ledger, paper);
    let title = &paper.document.title;
    let words = letters::same_name(&title.value);
    // What an earlier review found is planned for, and a report may be written a year late.
    let looks_back = ["kiem diem", "danh gia", "chi ra", "ket luan", "sau "];
    let looks_back = looks_back.iter().any(|word| words.contains(word));
    let (before, after) = match &paper.document.meta {
        Meta::Plan(_) => (i16::from(looks_back), 0),
        Meta::Review(_) | Meta::Report(_) => (1, 1),
        Meta::Body(_) | Meta::Deficiency(_) | Meta::Erratum(_) | Meta::Page => return,
    };
    let fits = |year: i16| (span.first - before..=span.last.saturating_add(after)).contains(&year);
    let years = words.split("nam ").skip(1).map(|rest| {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest[..length].parse::<i16>().ok().filter(|_| length == 4)
    });
    let years: Vec<i16> = years.flatten().collect();
    if let Some(first) = years.first().filter(|_| !years.iter().copied().any(fits)) {
        diagnostics.push(
            Diagnostic::new(Code::TitleYear, title.place.clone())
                .with("found", first)
                .with("year", paper.year),
        );
    }
}

/// Reports a report that is older than the plan that it reports on.
fn report_and_plan(ledger: &Ledger, report: &Paper, diagnostics: &mut Vec<Diagnostic>) {
    let Some(PaperRef::Paper(plan)) = &report.on else { return };
    let (Some(reported), Some(planned)) = (day(report), day(ledger.paper(*plan))) else { return };
    if reported.value < planned.value {
        diagnostics.push(
            Diagnostic::new(Code::ReportBeforePlan, reported.place.clone())
                .with_day("found", reported.value)
                .with_day("plan", planned.value)
                .and(planned.place.clone(), Remark::ThisPlan),
        );
    }
}

/// Reports reports that a plan asks for before it was there.
fn reports_due(plan: &Paper, diagnostics: &mut Vec<Diagnostic>) {
    let Some(meta) = plan.document.meta.plan() else { return };
    for Located { value, place } in meta.reports_due.iter().filter_map(|due| due.before.as_ref()) {
        match value {
            ReportBefore::On(date) => diagnostics.extend(before_plan(*date, place, Some(plan), meta.years)),
            // In its first year a plan may come too late for such a day.
            ReportBefore::Yearly { .. } => {}
        }
    }
}

/// Reports a decision to drop a deficiency that is older than its plan, or that is yet to come.
fn disposition(ledger: &Ledger, record: &Record, moment: Moment, diagnostics: &mut Vec<Diagnostic>) {
    let Some(Located { value, place }) = record.disposition.as_ref().map(|disposition| &disposition.date)
    else {
        return;
    };
    let plan = match &record.plan {
        Some(PaperRef::Paper(plan)) => Some(ledger.paper(*plan)),
        Some(PaperRef::File(_) | PaperRef::Official(_)) | None => None,
    };
    diagnostics.extend(before_plan(*value, place, plan, ledger.plan_years(record)));
    if *value > moment.as_of {
        let ahead = Diagnostic::new(Code::DispositionAhead, place.clone());
        diagnostics.push(ahead.with_day("found", *value).with_day("day", moment.as_of));
    }
}

/// The day on which a plan was signed, or, where it is not known when that was, the first one of its years.
pub(super) fn start_of(plan: Option<&Paper>, years: YearSpan) -> Date {
    plan.and_then(day).map_or(years.start(), |signed| signed.value)
}

/// The diagnostic for a day before the start of a plan.
fn before_plan(date: Date, place: &Place, plan: Option<&Paper>, years: YearSpan) -> Option<Diagnostic> {
    let signed = plan.and_then(day);
    let start = start_of(plan, years);
    let report = Diagnostic::new(Code::DayBeforePlan, place.clone());
    let report = (date < start).then(|| report.with_day("found", date).with_day("plan", start))?;
    Some(match signed {
        Some(signed) => report.and(signed.place.clone(), Remark::ThisPlan),
        None => report,
    })
}

/// Reports entries of the log before the first year of the plan, or after the day on which the site is true.
fn progress(record: &Record, span: YearSpan, moment: Moment, diagnostics: &mut Vec<Diagnostic>) {
    let logs = record.document.blocks().filter_map(|block| match block {
        Block::Log(entries) => Some(entries),
        Block::Prose(_) | Block::Measures(_) | Block::Indicators(_) => None,
    });
    for entry in logs.flatten() {
        let Some(date) = entry.date else { continue };
        let code = match () {
            () if date > moment.as_of => Code::ProgressAhead,
            () if date < span.start() => Code::ProgressBeforePlan,
            () => continue,
        };
        diagnostics.push(
            Diagnostic::new(code, entry.place.clone())
                .with_day("found", date)
                .with_day("day", moment.as_of)
                .with("year", span.first),
        );
    }
}

/// Reports a verdict whose first sentence says the opposite of the status, and nothing else: `Chưa khắc phục xong,
/// nhưng đã khắc phục được một phần` contradicts no status that is between the two.
fn verdict(record: &Record, diagnostics: &mut Vec<Diagnostic>) {
    let Some(meta) = record.document.meta.record() else { return };
    let text = record.document.verdict();
    let sentence = text.trim_start().split(['.', '\n']).next().unwrap_or_default().trim();
    let is_opposite = match (record.status, Verdict::read(sentence)) {
        (_, None) => false,
        (Status::Fixed, Some(said)) => said != Verdict::Fixed,
        (Status::NotFixed | Status::Open, Some(said)) => said == Verdict::Fixed,
        (Status::PartlyFixed | Status::Improving, Some(said)) => match said {
            Verdict::Fixed | Verdict::NotFixed => true,
            Verdict::Partly | Verdict::Improving => false,
        },
        (Status::Dropped, Some(_)) => false,
    };
    if is_opposite {
        let heading =
            record.document.sections.iter().filter(|section| section.kind == Some(SectionKind::Verdict));
        let heading = heading.filter_map(|section| section.heading.as_ref()).next();
        let report = Diagnostic::new(Code::VerdictDiffers, meta.status.place.clone())
            .with("status", record.status.word())
            .with("found", sentence);
        diagnostics.push(match heading {
            Some(heading) => report.and(heading.place.clone(), Remark::ThisVerdict),
            None => report,
        });
    }
}
