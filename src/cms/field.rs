//! Fields: how a CMS asks for what a field of front matter takes.
//!
//! Takes the shape of front matter, told by its readers, and the choices of a body; gives the fields of a
//! collection. It stands apart from the collections, which know where files are.

use super::yaml::Yaml;
use crate::diagnostic::Phrase;
use crate::front_matter::labels;
use crate::language::Language;
use crate::model::vocabulary::{self, Choice, Lists};
use crate::table::{Field, Takes};

/// The fields of a kind of file, `kind` first, then what is required. What hardly any file says comes last.
pub(super) fn of_kind(
    kind: &str,
    fields: &[Field],
    choices: &Lists,
    blank: Option<String>,
    language: Language,
) -> Yaml {
    let maker = Maker { choices, language };
    let fixed =
        vec![("name", Yaml::text("kind")), ("widget", Yaml::text("hidden")), ("default", Yaml::text(kind))];
    let mut all = vec![Yaml::Shared(format!("kind-{kind}"), fixed)];
    let is_rare = |field: &&Field| ["audience", "waive", "aliases"].contains(&field.key);
    let (rare, mut usual): (Vec<&Field>, Vec<&Field>) = fields.iter().partition(is_rare);
    usual.sort_by_key(|field| !field.is_required);
    all.extend(usual.into_iter().map(|field| maker.field(field, "", true)));
    all.push(text(blank, language));
    all.extend(rare.into_iter().map(|field| maker.field(field, "", true)));
    Yaml::List(all)
}

/// The fields of a file that has no text of its own.
pub(super) fn of_table(fields: &[Field], choices: &Lists, language: Language) -> Yaml {
    let maker = Maker { choices, language };
    Yaml::List(fields.iter().map(|field| maker.field(field, "", true)).collect())
}

/// The Markdown under the front matter. It is edited as it is written: what a rich editor makes of it again would
/// lose headings' attributes and the form of deadlines.
fn text(blank: Option<String>, language: Language) -> Yaml {
    let (label, hint) = language.choose(
        ("Nội dung", "Viết bằng Markdown. Dòng đầu là tiêu đề, sau dấu # và một dấu cách."),
        ("Text", "In Markdown. Its first line is the title, after # and a space."),
    );
    let mut entries = vec![
        ("name", Yaml::text("body")),
        ("label", Yaml::text(label)),
        ("hint", Yaml::text(hint)),
        ("widget", Yaml::text("text")),
    ];
    entries.extend(blank.map(|blank| ("default", Yaml::Text(blank))));
    Yaml::Shared("text".to_owned(), entries)
}

struct Maker<'c> {
    choices: &'c Lists,
    language: Language,
}

impl Maker<'_> {
    /// A field. Within a table that may be absent, nothing can be required: a CMS asks for what is required whether
    /// the table is there or not.
    fn field(&self, field: &Field, above: &str, may_require: bool) -> Yaml {
        let path = format!("{above}{}", field.key);
        let label = labels::label(&path, self.language);
        let mut entries = vec![
            ("name", Yaml::text(field.key)),
            ("label", Yaml::text(label.map_or(field.key, |label| label.name))),
        ];
        let hint = label.map(|label| label.hint).filter(|hint| !hint.is_empty());
        entries.extend(hint.map(|hint| ("hint", Yaml::text(hint))));
        if !(field.is_required && may_require) {
            entries.push(("required", Yaml::Bare("false")));
        }
        entries.extend(self.widget(field, &path));
        Yaml::Shared(path.replace('.', "-"), entries)
    }

    fn widget(&self, field: &Field, path: &str) -> Vec<(&'static str, Yaml)> {
        let is_list = field.is_list;
        match &field.takes {
            Takes::Unit | Takes::Area | Takes::Body | Takes::Record => {
                let choices = self.choices.get(&field.takes).map_or(&[][..], |(_, choices)| choices);
                // What is chosen from the content; written where there is nothing to choose from, which no CMS takes.
                if choices.is_empty() { self.typed(field, path) } else { select(choices, is_list) }
            }
            Takes::Words(words) if words[..] == ["true", "false"] => vec![("widget", Yaml::text("boolean"))],
            Takes::Words(words) => select(&vocabulary::words(path, words, self.language), is_list),
            Takes::Table(fields) | Takes::TextOrTable(fields) => {
                let widget = if is_list { "list" } else { "object" };
                let above = format!("{path}.");
                let fields = fields.iter().map(|field| self.field(field, &above, is_list)).collect();
                vec![
                    ("widget", Yaml::text(widget)),
                    ("collapsed", Yaml::Bare("true")),
                    ("fields", Yaml::List(fields)),
                ]
            }
            Takes::Text | Takes::Form(_) | Takes::Issuer | Takes::Document | Takes::Deficiency => {
                self.typed(field, path)
            }
        }
    }

    /// What somebody writes. A list is no text with commas: there are commas in names.
    fn typed(&self, field: &Field, path: &str) -> Vec<(&'static str, Yaml)> {
        let one = scalar(&field.takes, path, self.language);
        if !field.is_list {
            return one;
        }
        let label = labels::label(path, self.language).map_or(field.key, |label| label.name);
        let mut item = vec![("name", Yaml::text("item")), ("label", Yaml::text(label))];
        item.extend(one);
        vec![("widget", Yaml::text("list")), ("field", Yaml::Map(item))]
    }
}

fn select(choices: &[Choice], is_list: bool) -> Vec<(&'static str, Yaml)> {
    let options = choices.iter().map(|choice| {
        // Several records may have one title.
        let label = match choice.text.contains('/') && !choice.name.is_empty() {
            true => format!("{}: {}", choice.text, choice.name),
            false => choice.shown().to_owned(),
        };
        Yaml::Map(vec![("label", Yaml::Text(label)), ("value", Yaml::text(&choice.text))])
    });
    let mut entries = vec![("widget", Yaml::text("select"))];
    if is_list {
        entries.push(("multiple", Yaml::Bare("true")));
    }
    entries.push(("options", Yaml::List(options.collect())));
    entries
}

/// A field that somebody writes into.
fn scalar(takes: &Takes, path: &str, language: Language) -> Vec<(&'static str, Yaml)> {
    let is_long = ["reason", "text", "does"].iter().any(|key| path.rsplit('.').next() == Some(key));
    let widget = |name: &str| vec![("widget", Yaml::text(name))];
    match takes {
        Takes::Form(Phrase::Day) => vec![
            ("widget", Yaml::text("datetime")),
            ("format", Yaml::text("YYYY-MM-DD")),
            ("time_format", Yaml::Bare("false")),
        ],
        Takes::Form(Phrase::Year | Phrase::Number) => {
            vec![("widget", Yaml::text("number")), ("value_type", Yaml::text("int"))]
        }
        Takes::Deficiency => {
            let mistake = language.choose("chỉ gồm chữ, số, gạch nối", "letters, digits and hyphens only");
            let pattern = Yaml::List(vec![Yaml::text("^[^\\s/.][^\\s/]*$"), Yaml::text(mistake)]);
            vec![("widget", Yaml::text("string")), ("pattern", pattern)]
        }
        Takes::Text if is_long => widget("text"),
        _ => widget("string"),
    }
}
