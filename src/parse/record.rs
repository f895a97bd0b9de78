//! Front matter of a record.

use super::front_matter::{required_date, year};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::{Basis, CarryEntry, Disposition, EdgeKind, RecordMeta, Status};
use crate::source::Located;
use crate::tree::Table;

pub(super) fn read(table: &mut Table<'_>) -> Option<RecordMeta> {
    let plan = table.text("plan");
    let deficiency = table.required_text("deficiency").and_then(|name| check_name(name, table));
    let status = status(table);
    let recognised = year(table, "recognised");
    let area = table.text("area");
    let lead = table.text("lead");
    let coordinate = table.texts("coordinate");
    let monitor = table.texts("monitor");
    let continue_in = year(table, "continue_in");
    let carries = table.tables("carries", carry);
    let disposition = table.table("disposition", disposition);
    let withheld = table.flag("withheld");
    Some(RecordMeta {
        plan,
        deficiency: deficiency?,
        // The mistake stops every build; standing in for the status lets the other checks go on.
        status: status.unwrap_or(Status::Open),
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

/// A missing status is as much a mistake as an unknown one: it is never guessed.
fn status(table: &mut Table<'_>) -> Option<Status> {
    match table.choice("status", Code::UnknownStatus, &Status::WORDS) {
        Some(status) => Some(status.value),
        None if table.has("status") => None,
        None => {
            let missing = Diagnostic::new(Code::MissingKey, table.place())
                .with("key", "status")
                .with("table", "deficiency")
                .instead_of("", Status::WORDS.map(|(word, _)| word));
            table.diagnostics().push(missing);
            None
        }
    }
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
            .instead_of("", [crate::text::slug(&name.value).as_str()]),
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
    Some(Disposition { reason: reason?.value, by: by?.value, date: date? })
}
