//! Balances in data files: two consecutive plan years of a body. Their JSON is the ledger's own type.

use super::cell::{CellValue, Columns, SEPARATOR, number, text};
use crate::model::ledger::Balance;

/// Columns of the table, with the cell of each in a row.
pub(super) fn columns<'w>() -> Columns<'w, &'w Balance> {
    vec![
        ("body", |words, _| words.body()),
        ("from", |_, balance| number(balance.from)),
        ("to", |_, balance| number(balance.to)),
        ("unresolved", |_, balance| number(balance.unresolved)),
        ("carried", |_, balance| number(balance.carried)),
        ("taken_over", |_, balance| number(balance.taken_over)),
        ("withheld", |_, balance| number(balance.withheld)),
        ("unaccounted", |_, balance| number(balance.unaccounted)),
        ("split_extra", |_, balance| number(balance.split_extra)),
        ("merge_absorbed", |_, balance| number(balance.merge_absorbed)),
        ("inherited", |_, balance| number(balance.inherited)),
        ("resurfaced", |_, balance| number(balance.resurfaced)),
        ("reopened", |_, balance| number(balance.reopened)),
        ("new", |_, balance| number(balance.new)),
        ("records", |_, balance| number(balance.records)),
        ("fixed", |_, balance| number(balance.fixed)),
        ("dropped", |_, balance| number(balance.dropped)),
        ("unresolved_end", |_, balance| number(balance.unresolved_end)),
        ("years_without_documents", |_, balance| years(&balance.years_without_documents)),
    ]
}

fn years<'v>(years: &[i16]) -> CellValue<'v> {
    let years: Vec<String> = years.iter().map(i16::to_string).collect();
    if years.is_empty() { CellValue::Empty } else { text(years.join(SEPARATOR)) }
}
