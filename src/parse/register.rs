//! The register file.

use super::fields::{audience, date};
use super::{body, paper};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::register::{Issuer, Register, RegisterEntry};
use crate::source::{Place, SourceId};
use crate::table::{self, Table};
use crate::vietnamese::date::YearSpan;

pub(super) fn parse(id: SourceId, yaml: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Register> {
    let root = match table::read_yaml(yaml, 0) {
        Ok(root) => root,
        Err(error) => {
            let place = Place::new(id, error.span);
            diagnostics.push(Diagnostic::new(Code::FrontMatterSyntax, place).with("what", error.what));
            return None;
        }
    };
    let mut table = Table::new(id, crate::model::register::REGISTER, root, diagnostics)?;
    let issuers = table.tables("issuers", issuer);
    let entries = table.tables("documents", entry);
    table.finish();
    Some(Register { source: id, issuers, entries })
}

fn issuer(mut table: Table<'_>) -> Option<Issuer> {
    let id = table.required_text("id");
    let name = table.required_text("name");
    let code = table.text("code").map(|code| code.value);
    // Kept for whoever reads the file; nothing is made of it yet.
    let _level = table.text("level");
    let audience = audience(&mut table);
    table.finish();
    Some(Issuer { id: id?, name: name?.value, code, audience })
}

fn entry(mut table: Table<'_>) -> Option<RegisterEntry> {
    if !table.is_given("number") {
        table.missing("number");
    }
    let number = paper::number(&mut table, "number");
    let kind = table.text("kind").map(|kind| kind.value);
    let issuer = table.text("issuer");
    let date = date(&mut table, "date");
    let period = table.value("period", "2021, 2020-2025", |text| text.parse::<YearSpan>().ok());
    let subject = table.text("subject").map(|subject| subject.value);
    let implements = table.texts("implements");
    let reported_by = table.texts("reported_by");
    let note = body::note(&mut table);
    let audience = audience(&mut table);
    table.finish();
    Some(RegisterEntry {
        number: number?,
        kind,
        issuer,
        date,
        period: period.map(|period| period.value),
        subject,
        implements,
        reported_by,
        note,
        audience,
    })
}
