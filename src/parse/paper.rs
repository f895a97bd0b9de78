//! Front matter of reviews, plans and reports.

use super::fields::{date, read_day};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::{
    Assignment, ContentPath, Covers, Paper, PlanMeta, ReportBefore, ReportDue, ReportMeta, Role, Signature,
};
use crate::source::Located;
use crate::table::Table;
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::{Date, YearSpan};
use crate::vietnamese::deadline::Recurrence;

pub(super) fn read(table: &mut Table<'_>) -> Paper {
    Paper {
        number: number(table, "number"),
        date: date(table, "date"),
        place: table.text("place").map(|place| place.value),
        declares: table.value("declares", "0, 1, 2, …", |text| text.parse().ok()),
        recipients: table.texts("recipients").into_iter().map(|recipient| recipient.value).collect(),
        signed: table.table("signed", signature),
    }
}

/// An official number under `key`.
pub(super) fn number(table: &mut Table<'_>, key: &'static str) -> Option<Located<DocumentNumber>> {
    table.value(key, "300-KH/TĐTN-VP, 94/2010/NĐ-CP, …", DocumentNumber::parse)
}

fn signature(mut table: Table<'_>) -> Option<Signature> {
    let authority = table.text("authority").map(|authority| authority.value);
    let position = table.text("position").map(|position| position.value);
    table.finish();
    Some(Signature { authority, position })
}

pub(super) fn report(table: &mut Table<'_>) -> ReportMeta {
    ReportMeta { on: table.text("on"), paper: read(table) }
}

pub(super) fn plan(table: &mut Table<'_>, path: &ContentPath) -> Option<PlanMeta> {
    let paper = read(table);
    let years = table.value("years", "2021, 2013-2015", |text| text.parse::<YearSpan>().ok());
    let implements = table.texts("implements");
    let assignments = table.tables("assignments", assignment);
    let reports_due = table.tables("reports_due", report_due);
    let folder = path.year()?;
    let years = match years {
        Some(years) if years.value.contains(folder) => years.value,
        Some(years) => {
            table.diagnostics().push(
                Diagnostic::new(Code::InvalidValue, years.place)
                    .with("found", years.value)
                    .with("expected", format!("{folder}-…")),
            );
            YearSpan::single(folder)
        }
        None => YearSpan::single(folder),
    };
    Some(PlanMeta { paper, years, implements, assignments, reports_due })
}

const ROLES: [(&str, Role); 4] = [
    ("lead", Role::Lead),
    ("coordinate", Role::Coordinate),
    ("monitor", Role::Monitor),
    ("compile", Role::Compile),
];

fn assignment(mut table: Table<'_>) -> Option<Assignment> {
    let unit = table.required_text("unit");
    let role = table.required_choice("role", Code::UnknownValue, &ROLES);
    let of = table.texts("of");
    let does = table.text("does").map(|does| does.value);
    table.finish();
    // A role that cannot be read stops every build; standing in for it lets the other checks go on.
    let role = role.map_or(Role::Lead, |role| role.value);
    Some(Assignment { unit: unit?, role, of, does })
}

/// Periods in months; a term of office is five years.
const EVERY: [(&str, u32); 5] = [("month", 1), ("quarter", 3), ("half-year", 6), ("year", 12), ("term", 60)];

const COVERS: [(&str, Covers); 3] =
    [("quarter", Covers::Quarter), ("half-year", Covers::HalfYear), ("year", Covers::Year)];

fn report_due(mut table: Table<'_>) -> Option<ReportDue> {
    let what = table.required_text("what");
    let to = table.text("to");
    let every = table.choice("every", Code::UnknownValue, &EVERY);
    let before = table.value("before", "YYYY-MM-DD, MM-DD", read_before);
    let after = table.text("after").map(|after| after.value);
    let covers = table.choice("covers", Code::UnknownValue, &COVERS).map(|covers| covers.value);
    table.finish();
    Some(ReportDue {
        what: what?,
        to,
        every: every.and_then(|every| Recurrence::months(every.value)),
        before: before.map(|before| before.value),
        after,
        covers,
    })
}

/// `2023-11-01` once, `11-05` in every year.
fn read_before(text: &str) -> Option<ReportBefore> {
    if let Some(date) = read_day(text) {
        return Some(ReportBefore::On(date));
    }
    let (month, day) = text.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // Any year that is not a leap year will do: 29 February does not come every year.
    Date::new(2021, month, day).ok().map(|_| ReportBefore::Yearly { month, day })
}
