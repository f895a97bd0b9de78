//! Front matter of a body.

use super::fields::{audience, date};
use crate::diagnostic::Code;
use crate::model::document::{Area, BodyLevel, BodyMeta, Form, Note, Successor, Unit};
use crate::table::{Node, NodeValue, Table};

const LEVELS: [(&str, BodyLevel); 5] = [
    ("central", BodyLevel::Central),
    ("province", BodyLevel::Province),
    ("district", BodyLevel::District),
    ("commune", BodyLevel::Commune),
    ("other", BodyLevel::Other),
];

const FORMS: [(&str, Form); 3] =
    [("state", Form::State), ("party", Form::Party), ("youth-union", Form::YouthUnion)];

pub(super) fn read(table: &mut Table<'_>) -> Option<BodyMeta> {
    let name = table.required_text("name");
    let body = BodyMeta {
        name: String::new(),
        code: table.text("code").map(|code| code.value),
        level: table.choice("level", Code::UnknownValue, &LEVELS).map(|level| level.value),
        form: table.choice("form", Code::UnknownValue, &FORMS).map(|form| form.value),
        place: table.text("place").map(|place| place.value),
        units: table.tables("units", unit),
        areas: table.tables("areas", area),
        successor: table.table("successor", |table| successor(table, "body")),
    };
    Some(BodyMeta { name: name?.value, ..body })
}

fn unit(mut table: Table<'_>) -> Option<Unit> {
    let id = table.required_text("id");
    let name = table.required_text("name");
    let code = table.text("code").map(|code| code.value);
    let aliases = table.texts("aliases").into_iter().map(|alias| alias.value).collect();
    let note = note(&mut table);
    let audience = audience(&mut table);
    let successor = table.table("successor", |table| successor(table, "unit"));
    table.finish();
    Some(Unit { id: id?, name: name?.value, code, aliases, note, audience, successor })
}

fn area(mut table: Table<'_>) -> Option<Area> {
    let id = table.required_text("id");
    let name = table.required_text("name");
    table.finish();
    Some(Area { id: id?, name: name?.value })
}

fn successor(mut table: Table<'_>, key: &'static str) -> Option<Successor> {
    let to = table.required_text(key);
    let since = date(&mut table, "since");
    table.finish();
    Some(Successor { to: to?, since })
}

/// `note`: a text, or `{text, audience}`.
pub(super) fn note(table: &mut Table<'_>) -> Option<Note> {
    match table.node("note")? {
        node @ Node { value: NodeValue::Table(_), .. } => table.nested("note", node, |mut table| {
            let text = table.required_text("text");
            let audience = audience(&mut table);
            table.finish();
            Some(Note { text: text?.value, audience })
        }),
        node => {
            let text = table.as_text("note", node)?;
            Some(Note { text: text.value, audience: Default::default() })
        }
    }
}
