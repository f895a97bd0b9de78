//! Front matter of a record.

use super::fields::{required_date, year};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Language;
use crate::model::document::{Basis, CarryEntry, ContentPath, Disposition, EdgeKind, RecordMeta, Status};
use crate::source::Located;
use crate::table::Table;

pub(super) fn read(table: &mut Table<'_>, path: &ContentPath) -> Option<RecordMeta> {
    let plan = table.text("plan");
    let deficiency = table.required_text("deficiency").and_then(|name| check_name(name, table));
    let status = table.required_choice("status", Code::UnknownStatus, &Status::WORDS);
    suggest_status(table);
    let plan_year = path.year().unwrap_or(i16::MAX);
    let recognised = year(table, "recognised");
    let recognised = check_year(recognised, |year| year <= plan_year, &format!("≤ {plan_year}"), table);
    let area = table.text("area");
    let lead = table.text("lead");
    let coordinate = table.texts("coordinate");
    let monitor = table.texts("monitor");
    let continue_in = year(table, "continue_in");
    let continue_in = check_year(continue_in, |year| year > plan_year, &format!("> {plan_year}"), table);
    let carries = table.tables("carries", carry);
    let disposition = disposition_of(status.as_ref(), table);
    let withheld = table.flag("withheld");
    // The mistake stops every build; standing in for the status lets the other checks go on.
    let status = status.unwrap_or_else(|| Located::new(Status::Open, table.place()));
    Some(RecordMeta {
        plan,
        plan_withheld: false,
        deficiency: deficiency?,
        status,
        recognised: recognised.map(|recognised| recognised.value),
        area,
        lead,
        coordinate,
        monitor,
        continue_in,
        carries,
        disposition,
        withheld,
    })
}

/// Statuses as the site words them, folded: an author may well write those.
const LABELS: [(&str, &str); 6] = [
    ("dang khac phuc", "open"),
    ("chua khac phuc", "not-fixed"),
    ("khac phuc mot phan", "partly-fixed"),
    ("co chuyen bien", "improving"),
    ("da khac phuc", "fixed"),
    ("thoi theo doi", "dropped"),
];

/// Finds the status that a Vietnamese wording means.
fn suggest_status(table: &mut Table<'_>) {
    let Some(last) = table.diagnostics().last_mut() else { return };
    let found =
        last.args.iter().find(|(name, _)| *name == "found").map(|(_, found)| found.show(Language::Vi));
    if let (Code::UnknownStatus, Some(found)) = (last.code, found) {
        let folded = crate::vietnamese::letters::same_name(&found);
        let meant = LABELS.iter().find(|(label, _)| folded.contains(label));
        last.nearest = meant.map(|(_, word)| (*word).to_owned()).or(last.nearest.take());
    }
}

/// A year that must be before or after the plan's.
fn check_year(
    year: Option<Located<i16>>,
    fits: impl Fn(i16) -> bool,
    expected: &str,
    table: &mut Table<'_>,
) -> Option<Located<i16>> {
    let year = year?;
    if fits(year.value) {
        return Some(year);
    }
    table.diagnostics().push(
        Diagnostic::new(Code::InvalidValue, year.place).with("found", year.value).with("expected", expected),
    );
    None
}

/// What is dropped must say why, by whom and when.
fn disposition_of(status: Option<&Located<Status>>, table: &mut Table<'_>) -> Option<Disposition> {
    let dropped = status.filter(|status| status.value == Status::Dropped);
    if let (Some(status), false) = (dropped, table.is_given("disposition")) {
        table.diagnostics().push(Diagnostic::new(Code::DispositionMissing, status.place.clone()));
    }
    table.table("disposition", disposition)
}

/// A name becomes part of an address and of `from`, so it holds letters, digits and hyphens.
fn check_name(name: Located<String>, table: &mut Table<'_>) -> Option<Located<String>> {
    let fits = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    if !name.value.is_empty() && name.value.chars().all(fits) && !name.value.starts_with('.') {
        return Some(name);
    }
    table.diagnostics().push(
        Diagnostic::new(Code::InvalidValue, name.place)
            .with("found", &name.value)
            .with("expected", "a-z 0-9 -")
            .instead_of("", [crate::vietnamese::letters::slug(&name.value).as_str()]),
    );
    None
}

const BASES: [(&str, Basis); 2] = [("stated", Basis::Stated), ("inferred", Basis::Inferred)];

fn carry(mut table: Table<'_>) -> Option<CarryEntry> {
    let from = table.required_text("from");
    let kind = table.choice("as", Code::UnknownEdge, &EdgeKind::WORDS);
    let basis = table.choice("basis", Code::UnknownValue, &BASES);
    let reason = table.text("reason").map(|reason| reason.value);
    table.finish();
    Some(CarryEntry {
        from: from?,
        kind: kind.map_or(EdgeKind::Continues, |kind| kind.value),
        basis: basis.map_or(Basis::Stated, |basis| basis.value),
        reason,
    })
}

fn disposition(mut table: Table<'_>) -> Option<Disposition> {
    let reason = table.required_text("reason");
    let by = table.required_text("by");
    let date = required_date(&mut table, "date");
    table.finish();
    Some(Disposition { reason: reason?.value, by: by?.value, date: date?.value })
}
