//! Fields and rows as inputs.
//!
//! Takes what a field takes and holds; gives its HTML. All of it works without script: a list has one place more
//! than it has items, and what is left empty counts for nothing.

use super::figures::{self, Indicators};
use super::sent::{CELLS, path_of};
use super::value::Value;
use super::words;
use super::written::Written;
use crate::diagnostic::Phrase;
use crate::front_matter::labels;
use crate::language::Language;
use crate::model::vocabulary::{self, Choice, Lists};
use crate::table::{Field, Takes};
use crate::vietnamese::letters::escape;

/// What inputs depend on beside their field.
pub(super) struct Inputs<'i> {
    pub(super) language: Language,
    pub(super) lists: &'i Lists,
    /// Keys of fields that have an error.
    pub(super) wrong: Vec<&'i str>,
}

/// Where a field is: its name in the form, and its path in front matter.
#[derive(Clone)]
struct At {
    name: String,
    path: String,
}

impl At {
    fn of(&self, key: &str) -> Self {
        Self { name: path_of(&self.name, key), path: path_of(&self.path, key) }
    }

    fn item(&self, at: usize) -> Self {
        Self { name: format!("{}.{at}", self.name), path: self.path.clone() }
    }
}

impl Inputs<'_> {
    /// A field of front matter; none of its value where it can only be changed as text.
    pub(super) fn field(&self, field: &Field, value: Option<&Value>) -> String {
        let at = At { name: path_of("f", field.key), path: field.key.to_owned() };
        let Some(value) = value else {
            let (name, _) = self.label(&at);
            let note = words::AS_TEXT_ONLY.show(self.language);
            return format!(
                "<div class=\"field\" id=\"{}\"><b>{name}</b><p class=\"hint\">{note}</p></div>",
                at.name
            );
        };
        let mark = format!("<input type=\"hidden\" name=\"has.{}\" value=\"1\">", field.key);
        format!("{mark}{}", self.any(field, value, &at))
    }

    fn any(&self, field: &Field, value: &Value, at: &At) -> String {
        match (&field.takes, field.is_list) {
            (Takes::Table(fields) | Takes::TextOrTable(fields), true) => self.tables(fields, value, at),
            (Takes::Table(fields) | Takes::TextOrTable(fields), false) => {
                self.group(at, &format!("<div class=\"fields\">{}</div>", self.inner(fields, value, at)))
            }
            (Takes::Unit, true) => self.boxes(value, at),
            (takes, true) => self.several(takes, value, at),
            (Takes::Words(known), false) => {
                self.select(&vocabulary::words(&at.path, known, self.language), value, at, field)
            }
            (takes @ Takes::Area, false) => self.select(self.list(takes), value, at, field),
            (takes @ Takes::Unit, false) if !at.path.contains('.') => {
                self.select(self.list(takes), value, at, field)
            }
            (takes, false) => {
                let input = self.input(takes, value.as_text(), at, &at.name);
                let expected = match takes {
                    Takes::Unit => words::ID_OR_NAME.show(self.language),
                    _ => "",
                };
                self.labelled(at, field, expected, &input)
            }
        }
    }

    fn list(&self, takes: &Takes) -> &[Choice] {
        self.lists.get(takes).map_or(&[], |(_, choices)| choices)
    }

    fn inner(&self, fields: &[Field], value: &Value, at: &At) -> String {
        fields.iter().map(|field| self.any(field, value.get(field.key), &at.of(field.key))).collect()
    }

    /// Its name and its hint.
    fn label(&self, at: &At) -> (String, &'static str) {
        let label = labels::label(&at.path, self.language);
        let key = at.path.rsplit('.').next().unwrap_or_default();
        let (name, hint) = label.map_or((key, ""), |label| (label.name, label.hint));
        (escape(name), hint)
    }

    fn labelled(&self, at: &At, field: &Field, expected: &str, input: &str) -> String {
        let (name, _) = self.label(at);
        let required = match field.is_required {
            true => format!(" <span class=\"required\">{}</span>", words::REQUIRED.show(self.language)),
            false => String::new(),
        };
        format!(
            "<div class=\"field\"><label for=\"{0}\">{name}{expected}{required}</label>{input}{1}</div>",
            at.name,
            self.hint(at)
        )
    }

    fn hint(&self, at: &At) -> String {
        match self.label(at).1 {
            "" => String::new(),
            hint => format!("<p class=\"hint\" id=\"{}-hint\">{}</p>", at.name, escape(hint)),
        }
    }

    /// Attributes that every input of a field has.
    fn said(&self, at: &At) -> String {
        let described = match self.label(at).1 {
            "" => String::new(),
            _ => format!(" aria-describedby=\"{}-hint\"", at.name),
        };
        let key = at.path.split('.').next().unwrap_or_default();
        let wrong = if self.wrong.contains(&key) { " aria-invalid=\"true\"" } else { "" };
        format!("{described}{wrong}")
    }

    fn input(&self, takes: &Takes, value: &str, at: &At, id: &str) -> String {
        let list = self.lists.get(takes).map(|(id, _)| format!(" list=\"list-{id}\"")).unwrap_or_default();
        let form = match takes {
            Takes::Form(Phrase::Day) => " inputmode=\"numeric\" placeholder=\"2023-03-31\"",
            Takes::Form(Phrase::DayOrMonthDay) => " placeholder=\"2023-11-05 · 11-05\"",
            Takes::Form(Phrase::Year | Phrase::Number) => " inputmode=\"numeric\"",
            _ => "",
        };
        let (name, said) = (&at.name, self.said(at));
        if value.chars().count() > LONG {
            let value = escape(value);
            return format!("<textarea id=\"{id}\" name=\"{name}\" rows=\"2\"{said}>\n{value}</textarea>");
        }
        format!("<input id=\"{id}\" name=\"{name}\" value=\"{}\"{list}{form}{said}>", escape(value))
    }

    fn select(&self, choices: &[Choice], value: &Value, at: &At, field: &Field) -> String {
        let now = value.as_text();
        let mut options = format!("<option value=\"\">{}</option>", words::NOTHING.show(self.language));
        let known = choices.iter().map(|choice| (choice.text.as_str(), choice.name.as_str()));
        let is_known = now.is_empty() || known.clone().any(|(word, _)| word == now);
        for (word, called) in known.chain((!is_known).then_some((now, ""))) {
            let selected = if word == now { " selected" } else { "" };
            options.push_str(&format!(
                "<option value=\"{0}\"{selected}>{1}</option>",
                escape(word),
                shown(word, called)
            ));
        }
        let select = format!("<select id=\"{0}\" name=\"{0}\"{1}>{options}</select>", at.name, self.said(at));
        self.labelled(at, field, "", &select)
    }

    /// A box for each unit: those that are chosen first, in their order.
    fn boxes(&self, value: &Value, at: &At) -> String {
        let known = self.list(&Takes::Unit);
        let chosen: Vec<&str> = value.items().iter().map(Value::as_text).collect();
        let called =
            |word: &str| known.iter().find(|choice| choice.text == word).map_or("", |choice| &choice.name);
        let others = known.iter().map(|choice| choice.text.as_str()).filter(|word| !chosen.contains(word));
        let all = chosen.iter().copied().chain(others).map(|word| {
            let checked = if chosen.contains(&word) { " checked" } else { "" };
            format!(
                "<label class=\"box\"><input type=\"checkbox\" name=\"{}\" value=\"{}\"{checked}> {}</label>",
                at.name,
                escape(word),
                shown(word, called(word))
            )
        });
        self.group(at, &format!("<div class=\"boxes\">{}</div>", all.collect::<String>()))
    }

    /// A list of texts, with one place more.
    fn several(&self, takes: &Takes, value: &Value, at: &At) -> String {
        let (name, _) = self.label(at);
        let items = value.items().iter().map(Value::as_text).chain([""]).enumerate();
        let items = items.map(|(number, item)| {
            let id = if number == 0 { at.name.clone() } else { format!("{}-{number}", at.name) };
            let input = self.input(takes, item, at, &id);
            format!("<label for=\"{id}\" class=\"vh\">{name} {}</label>{input}", number + 1)
        });
        let items: String = items.collect();
        self.group(at, &format!("<div class=\"several\" data-more>{items}</div>"))
    }

    /// A list of tables, with one more.
    fn tables(&self, fields: &[Field], value: &Value, at: &At) -> String {
        let empty = Value::Table(fields.iter().map(|field| (field.key, Value::empty(field))).collect());
        let count = value.items().len();
        let items = value.items().iter().chain([&empty]).enumerate().map(|(number, item)| {
            let (own, is_new) = (at.item(number), number == count);
            let title = match is_new {
                true => words::ADD.show(self.language).to_owned(),
                false => escape(&summary(item)),
            };
            let gone = match is_new {
                true => String::new(),
                false => format!(
                    "<label class=\"box\"><input type=\"checkbox\" name=\"{}.gone\" value=\"1\"> {}</label>",
                    own.name,
                    words::REMOVE.show(self.language)
                ),
            };
            let inner = self.inner(fields, item, &own);
            format!("<details class=\"item\"><summary>{title}</summary><div class=\"fields\">{inner}</div>{gone}</details>")
        });
        let items: String = items.collect();
        self.group(at, &items)
    }

    fn group(&self, at: &At, inner: &str) -> String {
        let (name, _) = self.label(at);
        let hint = self.hint(at);
        format!(
            "<fieldset class=\"field\" id=\"{}-all\"><legend>{name}</legend>{hint}{inner}</fieldset>",
            at.name
        )
    }

    // -- measures --------------------------------------------------------------------------------------------------

    /// The rows of measures, and one more.
    pub(super) fn rows(&self, written: &[Written]) -> String {
        let rows = written.iter().enumerate().map(|(at, written)| self.row(at, Some(written)));
        let rows: String = rows.chain([self.row(written.len(), None)]).collect();
        format!("<ol class=\"rows\">{rows}</ol>")
    }

    fn row(&self, at: usize, written: Option<&Written>) -> String {
        let language = self.language;
        let name = |part: &str| format!("m.{at}.{part}");
        let row = written.map(|written| written.row.clone()).unwrap_or_default();
        let line = |part: &str, label: words::Words, value: &str, more: &str| {
            let name = name(part);
            format!(
                "<div class=\"part {part}\"><label for=\"{name}\">{}</label>\
                 <input id=\"{name}\" name=\"{name}\" value=\"{}\"{more}></div>",
                label.show(language),
                escape(value)
            )
        };
        let tick = |part: &str, label: words::Words, is_on: bool| {
            let (name, checked) = (name(part), if is_on { " checked" } else { "" });
            format!(
                "<label class=\"box\"><input type=\"checkbox\" name=\"{name}\" value=\"1\"{checked}> {}</label>",
                label.show(language)
            )
        };
        let label = if written.is_some() { words::MEASURE } else { words::NEW_MEASURE };
        let label = format!(
            "{} {}",
            label.show(language),
            if written.is_some() { (at + 1).to_string() } else { String::new() }
        );
        let shown = match written {
            Some(written) if !written.has_plain_words => {
                format!(
                    "<p><b>{label}</b><br>{}</p><p class=\"hint\">{}</p>",
                    escape(&row.words),
                    words::IN_MARKDOWN.show(language)
                )
            }
            Some(_) | None => format!(
                "<label for=\"{0}\">{label}</label><textarea id=\"{0}\" name=\"{0}\" rows=\"2\">\n{1}</textarea>",
                name("words"),
                escape(&row.words)
            ),
        };
        let group = written.and_then(|written| written.group.as_deref());
        let group = group.map(|group| format!("<p class=\"hint\">{}</p>", escape(group))).unwrap_or_default();
        let struck = written.map(|written| written.struck.as_slice()).unwrap_or_default();
        let struck: String = struck.iter().map(|former| format!("<s>{}</s> ", escape(former))).collect();
        let struck = if struck.is_empty() { struck } else { format!("<p class=\"hint\">{struck}</p>") };
        let was = match written {
            Some(_) => {
                format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", name("was"), escape(&row.was))
            }
            None => String::new(),
        };
        let extended = match row.deadline.is_empty() {
            true => String::new(),
            false => line("extended", words::EXTENDED, "", ""),
        };
        let gone = match written.is_some_and(Written::can_go) {
            true => tick("gone", words::REMOVE, false),
            false => String::new(),
        };
        let done = tick("done", words::DONE, row.is_done);
        let deadline = line("deadline", words::DEADLINE, &row.deadline, "");
        let units = line("units", words::UNITS, &row.units.join(", "), " list=\"list-units\"");
        format!(
            "<li class=\"row\">{was}{group}{shown}{struck}<div class=\"parts\">{deadline}{extended}{units}</div>\
             <div class=\"boxes\">{done}{gone}</div></li>"
        )
    }

    // -- indicators ------------------------------------------------------------------------------------------------

    /// The rows of indicators, and one more.
    pub(super) fn figures(&self, indicators: &Indicators) -> String {
        let written = &indicators.written;
        let rows = written
            .iter()
            .enumerate()
            .map(|(at, written)| self.figure(at, Some(&written.row), written.has()));
        let rows: String = rows.chain([self.figure(written.len(), None, indicators.has())]).collect();
        format!("<ol class=\"rows\">{rows}</ol>")
    }

    /// A row, with an input for each column that its table has.
    fn figure(&self, at: usize, row: Option<&figures::Row>, has: [bool; 4]) -> String {
        let language = self.language;
        let label = match row {
            Some(_) => format!("{} {}", words::INDICATOR.show(language), at + 1),
            None => words::NEW_INDICATOR.show(language).to_owned(),
        };
        let labels = [
            &label,
            words::TARGET.show(language),
            words::ACTUAL.show(language),
            words::COUNTED_IN.show(language),
        ];
        let held = |part: usize| row.map_or("", |row| &row.cells[part]);
        let input = |part: usize| {
            let (name, value) = (format!("i.{at}.{}", CELLS[part]), escape(held(part)));
            if !has[part] {
                return String::new();
            }
            format!(
                "<div class=\"part {}\"><label for=\"{name}\">{}</label>\
                 <input id=\"{name}\" name=\"{name}\" value=\"{value}\"></div>",
                CELLS[part], labels[part]
            )
        };
        let hidden = |name: &str, value: &str| {
            format!("<input type=\"hidden\" name=\"i.{at}.{name}\" value=\"{}\">", escape(value))
        };
        let former = row.map(|row| {
            let had: String =
                (0..CELLS.len()).map(|part| hidden(&format!("had.{}", CELLS[part]), held(part))).collect();
            hidden("was", &row.was) + &had
        });
        let gone = row.map(|_| {
            format!(
                "<div class=\"boxes\"><label class=\"box\"><input type=\"checkbox\" name=\"i.{at}.gone\" value=\"1\"> {}</label></div>",
                words::REMOVE.show(language)
            )
        });
        let parts: String = (0..CELLS.len()).map(input).collect();
        format!(
            "<li class=\"row figure\">{}<div class=\"parts\">{parts}</div>{}</li>",
            former.unwrap_or_default(),
            gone.unwrap_or_default()
        )
    }
}

/// A text is shown on several lines from so many letters on.
const LONG: usize = 70;

/// A word and what it is called.
fn shown(word: &str, called: &str) -> String {
    match called {
        "" => escape(word),
        called => format!("{} ({})", escape(called), escape(word)),
    }
}

/// What a table is known by: its first texts.
fn summary(value: &Value) -> String {
    let entries: &[(&str, Value)] = match value {
        Value::Table(entries) => entries,
        Value::Nothing | Value::Text(_) | Value::List(_) => &[],
    };
    let texts = entries.iter().map(|(_, value)| value.as_text()).filter(|text| !text.is_empty());
    texts.take(2).collect::<Vec<_>>().join(" · ")
}
