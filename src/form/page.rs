//! The form as a page.
//!
//! Takes a file as a form, what is found in it, and the page that it makes; gives HTML that needs no script, and
//! the parts of it that a script exchanges while somebody types. It has nothing of the theme, which may be what is
//! wrong.

use super::conflict;
use super::filled::Form;
use super::inputs::Inputs;
use super::sent::{BASE, DEED, MESSAGE, TEXT, WHOLE};
use super::value::Value;
use super::words;
use crate::diagnostic::{self, Diagnostic, Level};
use crate::front_matter::{self, Status, labels};
use crate::language::Language;
use crate::model::vocabulary::{Choice, Lists};
use crate::source::Sources;
use crate::table::Field;
use crate::vietnamese::letters::escape;
use serde::Serialize;
use std::collections::BTreeSet;

/// Where the form is, as the server has it.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Address that the form is sent to.
    pub action: String,
    /// Address of the page.
    pub back: String,
    /// What proves that the form is from here.
    pub token: String,
    /// Address of the script.
    pub script: &'static str,
    /// Address of the style.
    pub style: &'static str,
}

/// Something to tell before the form.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Whether something was not done that was asked for.
    pub is_bad: bool,
    /// What to tell.
    pub text: String,
}

/// All that the page shows.
pub struct Page<'p> {
    /// Language of labels and messages.
    pub language: Language,
    /// Where it is.
    pub frame: &'p Frame,
    /// Path of the file, as an author would type it.
    pub path: String,
    /// The file as a form.
    pub form: &'p Form,
    /// The text of the file on the disk.
    pub base: &'p str,
    /// What the site offers.
    pub lists: &'p Lists,
    /// What is found in the file.
    pub found: &'p [&'p Diagnostic],
    /// What is found in other files because of it.
    pub elsewhere: &'p [&'p Diagnostic],
    /// The files that it was found in.
    pub sources: &'p Sources,
    /// The page that the text makes, or the one before.
    pub made: Option<&'p str>,
    /// Whether that page is the one before, as the text makes none.
    pub is_old: bool,
    /// What to tell.
    pub notices: &'p [Notice],
    /// In whose name a save is committed, if it is.
    pub author: Option<&'p str>,
    /// The text that is on the disk now, where that is another than the form was made from.
    pub conflict: Option<&'p str>,
    /// What the author says of the change.
    pub message: &'p str,
}

/// What changes while somebody types.
#[derive(Debug, Serialize)]
pub struct Live {
    /// What is found.
    found: String,
    /// How much that is.
    count: String,
    /// Keys of fields that have an error.
    wrong: Vec<String>,
    /// The page that the text makes.
    page: Option<String>,
    /// The Markdown with the rows as they are filled in.
    text: String,
    /// The rows of measures as the Markdown has them.
    rows: Option<String>,
    /// Those of indicators.
    figures: Option<String>,
}

impl Page<'_> {
    /// The page.
    pub fn html(&self) -> String {
        let language = self.language;
        let (title, path) = (words::EDIT.show(language), escape(&self.path));
        let frame = self.frame;
        let notices: String = self.notices.iter().map(notice).collect();
        let conflict = self.conflict.map(|now| conflict::side_by_side(now, &self.form.text, language));
        let lists: String = self.lists.all().map(datalist).collect();
        let made = self.made.map(|page| preview(page, &frame.back)).unwrap_or_default();
        format!(
            "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title} · {path}</title>\n\
             <link rel=\"icon\" href=\"data:,\">\n\
             <link rel=\"stylesheet\" href=\"{style}\">\n<script src=\"{script}\" defer></script>\n</head>\n<body>\n\
             <header><h1>{title}</h1><p><code>{path}</code></p><p><a href=\"{back}\">{leave}</a> {other}</p></header>\n\
             <main>{notices}{conflict}<form method=\"post\" action=\"{action}\" accept-charset=\"utf-8\" \
             autocomplete=\"off\">\
             <input type=\"hidden\" name=\"token\" value=\"{token}\">\
             <input type=\"hidden\" name=\"{BASE}\" value=\"{base}\">\
             <div class=\"sides\"><div class=\"own\">{own}</div>\
             <aside aria-label=\"{beside}\"><section><h2>{findings}</h2><div id=\"found\" aria-live=\"polite\">{found}</div></section>\
             <section><h2>{looks}</h2><p class=\"hint\" id=\"old\"{hidden}>{old}</p>\
             <iframe id=\"made\" title=\"{looks}\" sandbox=\"allow-same-origin allow-popups allow-popups-to-escape-sandbox\" \
             data-back=\"{back}\" srcdoc=\"{made}\"></iframe></section></aside></div>\
             <div class=\"deeds\">{deeds}</div></form>{lists}</main>\n</body>\n</html>\n",
            tag = language.tag(),
            style = frame.style,
            script = frame.script,
            back = escape(&frame.back),
            leave = words::LEAVE.show(language),
            other = self.other_way(),
            conflict = conflict.unwrap_or_default(),
            action = escape(&frame.action),
            token = escape(&frame.token),
            base = escape(&serde_json::to_string(self.base).unwrap_or_default()),
            own = self.own(),
            beside = words::BESIDE.show(language),
            findings = words::FINDINGS.show(language),
            found = self.findings(),
            looks = words::LOOKS.show(language),
            hidden = if self.is_old { "" } else { " hidden" },
            old = words::OLD.show(language),
            made = escape(&made),
            deeds = self.deeds(),
        )
    }

    /// What changes while somebody types.
    pub fn live(&self) -> Live {
        let measures = self.form.measures.as_ref();
        let notices: String = self.notices.iter().map(notice).collect();
        Live {
            found: format!("{notices}{}", self.findings()),
            count: self.count(),
            wrong: self.wrong().into_iter().map(str::to_owned).collect(),
            page: self.made.filter(|_| !self.is_old).map(|page| preview(page, &self.frame.back)),
            text: self.form.text.clone(),
            rows: measures.map(|measures| self.inputs().rows(&measures.written)),
            figures: self.form.indicators.as_ref().map(|indicators| self.inputs().figures(indicators)),
        }
    }

    fn wrong(&self) -> Vec<&str> {
        let errors = self.found.iter().filter(|found| found.level == Level::Error);
        let fields: BTreeSet<&str> = errors.filter_map(|found| self.form.field_at(&found.place)).collect();
        fields.into_iter().collect()
    }

    fn inputs(&self) -> Inputs<'_> {
        Inputs { language: self.language, lists: self.lists, wrong: self.wrong() }
    }

    /// A link to the whole file as text, or back to the fields.
    fn other_way(&self) -> String {
        let (language, action) = (self.language, escape(&self.frame.action));
        match self.form.head {
            Some(_) => format!("<a href=\"{action}?as=text\">{}</a>", words::AS_TEXT.show(language)),
            None => format!("<a href=\"{action}\">{}</a>", words::AS_FIELDS.show(language)),
        }
    }

    /// Fields, rows and Markdown.
    fn own(&self) -> String {
        let (language, inputs) = (self.language, self.inputs());
        let text = escape(&self.form.text);
        let Some(head) = &self.form.head else {
            return format!(
                "<input type=\"hidden\" name=\"{WHOLE}\" value=\"1\"><section><h2><label for=\"{TEXT}\">{}</label></h2>\
                 <textarea id=\"{TEXT}\" name=\"{TEXT}\" rows=\"30\" spellcheck=\"false\" data-first=\"1\">\n{text}</textarea></section>",
                words::WHOLE_FILE.show(language)
            );
        };
        let common = front_matter::shape("page");
        let is_dropped = head.text("status") == Status::Dropped.word();
        let is_seldom = |field: &Field| match field.key {
            "disposition" => !is_dropped,
            "withheld" => true,
            key => common.iter().any(|field| field.key == key),
        };
        let (seldom, often): (Vec<_>, Vec<_>) = head.fields.iter().partition(|(field, _)| is_seldom(field));
        let show = |fields: Vec<&(Field, Option<Value>)>| -> String {
            fields.into_iter().map(|(field, value)| inputs.field(field, value.as_ref())).collect()
        };
        let is_used = seldom.iter().any(|(_, value)| value.as_ref().is_none_or(|value| !value.is_nothing()));
        let open = if is_used { " open" } else { "" };
        let kind = labels::word("kind", head.kind, language).unwrap_or(head.kind);
        let measures = self.form.measures.as_ref();
        let is_promising = matches!(head.kind, "plan" | "deficiency");
        let section = |id: &str, name: words::Words, hint: words::Words, rows: String| {
            format!(
                "<section><h2>{}</h2><p class=\"hint\">{}</p><div id=\"{id}\" data-rows>{rows}</div></section>",
                name.show(language),
                hint.show(language)
            )
        };
        let rows = measures.filter(|measures| is_promising || !measures.written.is_empty()).map(|measures| {
            section("rows", words::MEASURES, words::MEASURES_HINT, inputs.rows(&measures.written))
        });
        let indicators = self.form.indicators.as_ref();
        let indicators = indicators.filter(|indicators| is_promising || !indicators.written.is_empty());
        let figures = indicators.map(|indicators| {
            section("figures", words::INDICATORS, words::INDICATORS_HINT, inputs.figures(indicators))
        });
        let rows = rows.unwrap_or_default() + &figures.unwrap_or_default();
        format!(
            "<section><h2>{}</h2><div class=\"fields\">{}</div></section>{rows}\
             <section><h2><label for=\"{TEXT}\">{}</label></h2>\
             <textarea id=\"{TEXT}\" name=\"{TEXT}\" rows=\"24\" data-first=\"{}\">\n{text}</textarea></section>\
             <section><details{open}><summary>{}</summary><div class=\"fields\">{}</div></details></section>",
            escape(kind),
            show(often),
            words::MARKDOWN.show(language),
            self.form.lines_before + 1,
            words::SELDOM.show(language),
            show(seldom),
        )
    }

    /// What is found, each with a link to its place.
    fn findings(&self) -> String {
        let language = self.language;
        let own: String = self.found.iter().map(|found| self.finding(found)).collect();
        let elsewhere: String = self
            .elsewhere
            .iter()
            .map(|found| {
                let (line, _) = self.sources.position(&found.place);
                let path = format!("{}:{line}", self.sources.shown_path(found.place.source));
                item(found, &format!("<code>{}</code>", escape(&path)), language)
            })
            .collect();
        let elsewhere = match elsewhere.is_empty() {
            true => elsewhere,
            false => format!("<p>{}</p><ul>{elsewhere}</ul>", words::ELSEWHERE.show(language)),
        };
        match own.is_empty() {
            true => format!("<p>{}</p>{elsewhere}", words::NOTHING_FOUND.show(language)),
            false => format!("<ul>{own}</ul>{elsewhere}"),
        }
    }

    fn finding(&self, found: &Diagnostic) -> String {
        let (line, column) = self.sources.position(&found.place);
        let target = match self.form.field_at(&found.place) {
            Some(key) => format!("f.{key}"),
            None => TEXT.to_owned(),
        };
        let shown = self.language.choose("dòng", "line");
        let link = format!(
            "<a href=\"#{}\" data-line=\"{line}\" data-column=\"{column}\">{shown} {line}</a>",
            escape(&target)
        );
        item(found, &link, self.language)
    }

    /// How much is found.
    fn count(&self) -> String {
        let all = || self.found.iter().chain(self.elsewhere);
        let errors = all().filter(|found| found.level == Level::Error).count();
        let others = all().count() - errors;
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        self.language.choose(
            format!("{errors} lỗi, {others} cảnh báo"),
            format!("{errors} error{}, {others} warning{}", plural(errors), plural(others)),
        )
    }

    fn deeds(&self) -> String {
        let language = self.language;
        let button = |deed: &str, class: &str, label: words::Words| {
            format!(
                "<button name=\"{DEED}\" value=\"{deed}\" class=\"{class}\">{}</button>",
                label.show(language)
            )
        };
        let has_errors = self.found.iter().chain(self.elsewhere).any(|found| found.level == Level::Error);
        let anyway = match has_errors {
            true => button("anyway", "bad", words::ANYWAY),
            false => String::new(),
        };
        let message = self.author.map(|author| {
            format!(
                "<div class=\"field\"><label for=\"{MESSAGE}\">{}</label>\
                 <input id=\"{MESSAGE}\" name=\"{MESSAGE}\" value=\"{}\"></div>\
                 <p class=\"hint\">{} {}</p>",
                words::WHY.show(language),
                escape(self.message),
                words::IN_THE_NAME.show(language),
                escape(author)
            )
        });
        let count = format!("<a id=\"count\" href=\"#found\">{}</a>", self.count());
        // Whoever presses Enter in a field presses the first button.
        format!(
            "{}<div class=\"buttons\">{}{}<span id=\"anyway\">{anyway}</span>{count}</div>",
            message.unwrap_or_default(),
            button("check", "", words::CHECK),
            button("save", "main", words::SAVE)
        )
    }
}

/// A page for a frame of the form: its links lead where they lead from the page, and into a tab of their own.
fn preview(page: &str, back: &str) -> String {
    let base = format!("<base href=\"{}\" target=\"_blank\">", escape(back));
    match page.find("<head>") {
        Some(at) => {
            let at = at + "<head>".len();
            format!("{}{base}{}", &page[..at], &page[at..])
        }
        None => format!("{base}{page}"),
    }
}

fn item(found: &Diagnostic, link: &str, language: Language) -> String {
    let (class, level) = match found.level {
        Level::Error => ("error", language.choose("Lỗi", "Error")),
        Level::Warning | Level::Allow => ("warning", language.choose("Cảnh báo", "Warning")),
    };
    let message = escape(&diagnostic::line(found, language));
    let help = diagnostic::help(found, language);
    let help = help.map(|help| format!("<p class=\"hint\">{}</p>", escape(&help))).unwrap_or_default();
    let code = found.code.name();
    format!("<li class=\"{class}\"><b>{level}</b>, {link}: {message} <code>{code}</code>{help}</li>")
}

fn notice(notice: &Notice) -> String {
    let (class, role) = if notice.is_bad { ("bad", "alert") } else { ("good", "status") };
    format!("<p class=\"notice {class}\" role=\"{role}\">{}</p>", escape(&notice.text))
}

fn datalist((id, choices): (&str, &[Choice])) -> String {
    let option = |choice: &Choice| {
        format!("<option value=\"{}\">{}</option>", escape(&choice.text), escape(&choice.name))
    };
    format!("<datalist id=\"list-{id}\">{}</datalist>", choices.iter().map(option).collect::<String>())
}
