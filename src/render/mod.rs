//! Render: turns the view of one page into bytes.
//!
//! Takes a theme once and then views; gives HTML through the theme's templates, official forms, Markdown,
//! workbooks, and pages as PDF. It stands apart from `plan` because it knows nothing but the view: no ledger, no
//! addresses, no clock.

mod forms;
mod markdown;
mod number;
#[cfg(feature = "pdf")]
mod pdf;
pub mod theme;
mod workbook;

use crate::disk;
use crate::failure::{Cause, Doing, Failure, Reason};
use crate::fingerprint::Fingerprint;
use crate::language::Language;
use crate::lock::lock;
use crate::model::strings::Strings;
use crate::model::view::{ErratumView, FormPage, Header, Page, PageContent, RevisionView, View};
use crate::render::forms::{Forms, Layout};
use crate::render::theme::{FORMS, Theme};
use crate::vietnamese::letters::escape_into;
use number::number;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tera::value::Key;
use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

/// Whether the program is built with the feature `pdf`, so that pages can be made as PDF.
pub const HAS_PDF: bool = cfg!(feature = "pdf");

/// A theme with its templates parsed, ready to render pages.
pub struct Renderer {
    tera: Tera,
    theme: Theme,
    theme_key: Fingerprint,
    assets: Vec<String>,
    strings: Strings,
    language: Language,
    forms: Forms,
    headers: Headers,
    #[cfg(feature = "pdf")]
    typesetter: pdf::Typesetter,
}

/// Where a page that is frozen keeps a place for errata, as `base.html` has it.
pub const ERRATA_PLACE: &str = "<!--errata-->";

/// The last header that each thread rendered. Pages of one folder follow one another and have the same
/// header, so it is rendered once for all of them.
struct Headers(Vec<Mutex<Option<(Header, Value)>>>);

impl Headers {
    fn new() -> Self {
        Self((0..=rayon::current_num_threads()).map(|_| Mutex::default()).collect())
    }

    /// The HTML of `header`: that of the last one where they are equal, otherwise what `render` gives.
    fn get(
        &self,
        header: &Header,
        render: impl FnOnce() -> Result<Vec<u8>, Failure>,
    ) -> Result<Value, Failure> {
        let thread = rayon::current_thread_index().map_or(0, |index| index + 1);
        let mut last = lock(&self.0[thread % self.0.len()]);
        if let Some((_, html)) = last.as_ref().filter(|(known, _)| known == header) {
            return Ok(html.clone());
        }
        let html = Value::safe_string(&String::from_utf8_lossy(&render()?));
        *last = Some((header.clone(), html.clone()));
        Ok(html)
    }
}

impl Renderer {
    /// Reads all templates and strings of a theme.
    ///
    /// # Errors
    /// When a template or a file of strings is wrong, with the place in it.
    pub fn new(theme: &Theme, language: Language) -> Result<Self, Failure> {
        let mut tera = Tera::new();
        // For authors of themes, who want to see what a view holds.
        tera.register_filter("json_encode", |value: &Value, _: Kwargs, _: &State| {
            // `serde_json::Value` sorts its keys; Tera's maps have no order.
            let json = serde_json::to_value(value).map(|json| json.to_string());
            json.map_err(|error| tera::Error::message(error.to_string()))
        });
        tera.register_filter("num", move |n: i64, _: Kwargs, _: &State| number(n, language));
        tera.register_filter("fill", move |text: &str, values: Kwargs, _: &State| {
            fill(text, &values, language)
        });
        tera.register_filter("css", |text: &str, _: Kwargs, _: &State| css_string(text));
        let templates = theme.templates()?;
        let raw: Vec<(&str, &str)> = templates.iter().map(|(name, _, text)| (*name, *text)).collect();
        tera.add_raw_templates(raw).map_err(|error| failure(Doing::ReadTemplate, theme, &error))?;
        let (strings, forms) = (theme.strings(language)?, theme.forms()?);
        tera.global_context().insert("t", &strings);
        tera.global_context().insert("official", &forms.words);
        tera.global_context().insert("shapes", &shapes(theme)?);
        let (strings, theme_key, assets) = (Strings(strings), theme.key(), theme.assets());
        let (theme, headers) = (theme.clone(), Headers::new());
        Ok(Self {
            tera,
            theme,
            theme_key,
            assets,
            strings,
            language,
            forms,
            headers,
            #[cfg(feature = "pdf")]
            typesetter: pdf::Typesetter::default(),
        })
    }

    /// Fingerprint of the theme.
    pub fn theme_key(&self) -> Fingerprint {
        self.theme_key
    }

    /// Files of the theme that are copied: paths below its `assets`.
    pub fn assets(&self) -> &[String] {
        &self.assets
    }

    /// Strings of the theme, for files that are made without a template.
    pub fn strings(&self) -> &Strings {
        &self.strings
    }

    /// The bytes of one page, or of one file that is copied.
    ///
    /// # Errors
    /// When the template is missing, or uses a value that its view does not have.
    pub fn render(&self, page: &Page) -> Result<Vec<u8>, Failure> {
        self.make(page, &page.page)
    }

    fn make(&self, page: &Page, content: &PageContent) -> Result<Vec<u8>, Failure> {
        match content {
            PageContent::Page { template, view } => self.page(template, page, view.value(), None),
            PageContent::Form(paper) => {
                self.page("form.html", page, paper.value(), Some(self.layout(paper)?))
            }
            PageContent::Pdf(content) => self
                .typeset(page, content)
                .unwrap_or_else(|| Err(Failure::new(Doing::Typeset, &page.frame.source, Cause::NoPdf))),
            PageContent::Markdown(view) => {
                let words = markdown::Words { strings: &self.strings.0, language: self.language };
                Ok(markdown::follow_up(view, &page.frame, &words)?.into_bytes())
            }
            PageContent::Workbook(view) => workbook::make(view, self.language)
                .map_err(|error| Failure::new(Doing::WriteWorkbook, &view.title, Reason::system(error))),
            PageContent::Asset { path } => self.asset(path),
            PageContent::File { from } => {
                disk::read(from).map_err(|error| Failure::new(Doing::Read, from, error))
            }
            PageContent::Made { bytes } => Ok(bytes.clone()),
        }
    }

    /// A file of the theme, by its path below `assets`: as it is, or rendered where it is a template.
    ///
    /// # Errors
    /// When the template is missing or wrong.
    pub fn asset(&self, path: &str) -> Result<Vec<u8>, Failure> {
        match self.theme.asset(path) {
            Some(bytes) => Ok(bytes.to_vec()),
            None => self.fill_in(&format!("assets/{path}"), &Context::new()),
        }
    }

    /// A page that was frozen, with errata at the place that it keeps for them; every other byte is as it was.
    ///
    /// # Errors
    /// When the template is wrong, or the page keeps no place.
    pub fn with_errata(&self, page: Vec<u8>, errata: &[ErratumView]) -> Result<Vec<u8>, Failure> {
        if errata.is_empty() {
            return Ok(page);
        }
        let place = page.windows(ERRATA_PLACE.len()).position(|window| window == ERRATA_PLACE.as_bytes());
        let lacking = || Failure::new(Doing::Render, &errata[0].of.text, Cause::NoErrataPlace);
        let place = place.ok_or_else(lacking)?;
        let mut context = Context::new();
        context.insert("errata", errata);
        let (before, after) = page.split_at(place + ERRATA_PLACE.len());
        Ok([before, &self.fill_in("errata.html", &context)?, after].concat())
    }

    #[cfg(feature = "pdf")]
    fn typeset(&self, page: &Page, content: &PageContent) -> Option<Result<Vec<u8>, Failure>> {
        let layout = match content {
            PageContent::Pdf(content) => return self.typeset(page, content),
            PageContent::Page { .. } => Ok(None),
            PageContent::Form(paper) => self.layout(paper).map(Some),
            PageContent::Markdown(_) | PageContent::Workbook(_) | PageContent::Asset { .. } => return None,
            PageContent::File { .. } | PageContent::Made { .. } => return None,
        };
        let html = self.make(page, content);
        let make = |(html, layout): (Vec<u8>, _)| {
            self.typesetter.make(&self.theme, &self.strings.0, &html, &page.frame, layout)
        };
        Some(html.and_then(|html| Ok((html, layout?))).and_then(make))
    }

    #[cfg(not(feature = "pdf"))]
    fn typeset(&self, _: &Page, _: &PageContent) -> Option<Result<Vec<u8>, Failure>> {
        None
    }

    fn page(
        &self,
        template: &str,
        page: &Page,
        view: Value,
        layout: Option<Layout<'_>>,
    ) -> Result<Vec<u8>, Failure> {
        let mut context = Context::new();
        context.insert_value("header", self.header(&page.header)?);
        context.insert("frame", &page.frame);
        context.insert_value("page", view);
        if let Some(layout) = layout {
            context.insert("layout", &layout);
        }
        let mut html = self.fill_in(template, &context)?;
        if let Some(revision) = &page.frame.revision {
            html = self.say_revision(revision, html, &context)?;
        }
        Ok(html)
    }

    /// A page that says which revision it is made from. A site's own template may be older than that field.
    fn say_revision(
        &self,
        revision: &RevisionView,
        html: Vec<u8>,
        context: &Context,
    ) -> Result<Vec<u8>, Failure> {
        let said = format!("data-revision=\"{}\"", revision.commit.text);
        let mut text = match String::from_utf8(html) {
            Ok(text) if !text.contains(&said) => text,
            Ok(text) => return Ok(text.into_bytes()),
            Err(other) => return Ok(other.into_bytes()),
        };
        let line = self.fill_in("revision.html", context)?;
        text.insert_str(text.rfind("</body>").unwrap_or(text.len()), &String::from_utf8_lossy(&line));
        Ok(text.into_bytes())
    }

    /// The rules for the layout of a paper.
    fn layout(&self, paper: &FormPage) -> Result<Layout<'_>, Failure> {
        let layout = self.forms.in_force(paper.form, paper.on);
        layout.ok_or_else(|| {
            Failure::new(Doing::LayOut, FORMS, Reason::NoSuchName(format!("{:?}", paper.form)))
        })
    }

    fn header(&self, header: &Header) -> Result<Value, Failure> {
        self.headers.get(header, || {
            let mut context = Context::new();
            context.insert("header", header);
            self.fill_in("header.html", &context)
        })
    }

    fn fill_in(&self, template: &str, context: &Context) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::with_capacity(16 * 1024);
        let rendered = self.tera.render_to(template, context, &mut bytes);
        rendered.map_err(|error| failure(Doing::Render, &self.theme, &error))?;
        Ok(bytes)
    }
}

/// A shape of the theme, such as the sign of a status.
#[derive(Serialize)]
struct Shape {
    key: String,
    /// SVG path data.
    path: String,
}

/// The shapes as a list in the order of their keys: in templates a map has no order.
fn shapes(theme: &Theme) -> Result<Vec<Shape>, Failure> {
    let shapes = theme.shapes()?.into_iter();
    Ok(shapes.filter_map(|(key, path)| Some(Shape { key, path: path.as_str()?.to_owned() })).collect())
}

/// An error of Tera as a failure at the file of the template.
fn failure(doing: Doing, theme: &Theme, error: &tera::Error) -> Failure {
    let shown = error.to_string();
    let name = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report.filename(),
        ErrorKind::TemplateNotFound(name) => name,
        ErrorKind::MissingParent { current, .. } => current,
        // For several errors at once, Tera gives the place of the first one only in its text.
        _ => shown.split_once("--> ").and_then(|(_, at)| at.split(':').next()).unwrap_or_default(),
    };
    let templates = theme.templates().unwrap_or_default();
    let origin = templates.iter().find(|(template, _, _)| *template == name).map(|(_, origin, _)| *origin);
    let path: PathBuf = origin.map_or_else(|| Path::new("templates").join(name), Path::to_owned);
    Failure::new(doing, path, Reason::library(error))
}

/// A text as a CSS string, with its quotes.
fn css_string(text: &str) -> String {
    let mut css = String::from("'");
    for letter in text.chars() {
        match letter {
            '\'' | '\\' | '<' | '\n' | '\r' => css.push_str(&format!("\\{:x} ", u32::from(letter))),
            letter => css.push(letter),
        }
    }
    css + "'"
}

/// Fills values into a string of the theme: `{n} khuyết điểm`. A string may have two wordings, separated by
/// ` | `: the first for `n` = 1, the second for any other number. A value with an `href` becomes a link. A
/// placeholder without a value is an error.
fn fill(text: &str, values: &Kwargs, language: Language) -> TeraResult<Value> {
    let mut filled = String::with_capacity(text.len() + 64);
    let mut rest = choose(text, values);
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or_else(|| {
            tera::Error::message(format!("the string “{text}” has a brace that is not closed"))
        })?;
        escape_into(&mut filled, before);
        let value: Option<&Value> = values.get(name)?;
        let value = value.ok_or_else(|| {
            tera::Error::message(format!("the string “{text}” asks for “{name}”, which is not given"))
        })?;
        show(value, language, &mut filled);
        rest = after;
    }
    escape_into(&mut filled, rest);
    Ok(Value::safe_string(&filled))
}

/// The wording for the number `n`.
fn choose<'t>(text: &'t str, values: &Kwargs) -> &'t str {
    let Some((one, other)) = text.split_once(" | ") else { return text };
    let n: Option<&Value> = values.get("n").ok().flatten();
    let n = n.and_then(|n| n.as_i64().or_else(|| n.as_map()?.get(&Key::Str("n"))?.as_i64()));
    if n == Some(1) { one } else { other }
}

/// A value as HTML: a number, a text, or a count or text with a link.
fn show(value: &Value, language: Language, html: &mut String) {
    if let Some(map) = value.as_map() {
        let inner = map.get(&Key::Str("n")).or_else(|| map.get(&Key::Str("text")));
        let href = map.get(&Key::Str("href")).and_then(Value::as_str);
        if let Some(href) = href {
            html.push_str("<a href=\"");
            escape_into(html, href);
            html.push_str("\">");
        }
        if let Some(inner) = inner {
            show(inner, language, html);
        }
        html.push_str(if href.is_some() { "</a>" } else { "" });
    } else if let Some(n) = value.as_i64() {
        html.push_str(&number(n, language));
    } else if let Some(text) = value.as_str() {
        match value.is_safe() {
            true => html.push_str(text),
            false => escape_into(html, text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn filled(text: &str, context: &Context) -> Result<String, tera::Error> {
        let mut tera = Tera::new();
        tera.register_filter("fill", |text: &str, values: Kwargs, _: &State| {
            fill(text, &values, Language::Vi)
        });
        tera.add_raw_template("t.html", text)?;
        tera.render("t.html", context)
    }

    #[test]
    fn words_stay_inside_a_string_of_css() {
        assert_eq!(css_string("Tỉnh đoàn “A” & B"), "'Tỉnh đoàn “A” & B'");
        assert_eq!(css_string("a'}\\\n</style>"), r"'a\27 }\5c \a \3c /style>'");
    }

    #[test]
    fn strings_take_numbers_words_and_links() {
        let mut context = Context::new();
        context.insert("count", &crate::model::view::Count { n: 1231, href: Some("#k".to_owned()) });
        context.insert("evil", "<b>");
        let html = filled("{{ 'còn {n} ở {where}' | fill(n=count, where=evil) }}", &context);
        assert_eq!(html.unwrap(), "còn <a href=\"#k\">1.231</a> ở &lt;b&gt;");
        let html = filled("{{ 'one thing | {n} things' | fill(n=1) }}", &context);
        assert_eq!(html.unwrap(), "one thing");
        let html = filled("{{ 'one thing | {n} things' | fill(n=2) }}", &context);
        assert_eq!(html.unwrap(), "2 things");
    }

    /// Every word of a group has a shape beside it, and every state a word.
    #[test]
    fn words_and_shapes_belong_together() {
        let theme = Theme::built_in();
        let shapes = theme.shapes().unwrap();
        for language in [Language::Vi, Language::En] {
            let words = Renderer::new(&theme, language).unwrap().fill_in("assets/words.css", &Context::new());
            let words = String::from_utf8(words.unwrap()).unwrap();
            assert!(shapes.iter().all(|(key, path)| {
                words.contains(&format!(".is-{key} {{")) && words.contains(path.as_str().unwrap())
            }));
            let strings = theme.strings(language).unwrap();
            for group in ["status", "state", "onward", "outcome", "measure", "indicator", "change", "edge"] {
                for key in strings[group].as_table().unwrap().keys() {
                    assert!(shapes.contains_key(key), "{group}.{key} has no shape");
                }
            }
            for code in crate::front_matter::Status::WORDS {
                assert!(strings["status"].as_table().unwrap().contains_key(code.0));
            }
            for edge in crate::front_matter::EdgeKind::WORDS {
                assert!(strings["edge"].as_table().unwrap().contains_key(edge.0));
            }
        }
    }

    #[test]
    fn a_wrong_template_is_reported_with_its_place() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("templates")).unwrap();
        fs::write(root.path().join("templates/home.html"), "{% if %}").unwrap();
        let theme = Theme::load(root.path(), "default").unwrap();
        let failure = Renderer::new(&theme, Language::Vi).err().unwrap().show(Language::Vi);
        assert!(failure.contains("templates/home.html") && failure.contains("1:"), "{failure}");
    }

    #[test]
    fn a_missing_value_is_an_error() {
        assert!(filled("{{ 'a {b}' | fill(c=1) }}", &Context::new()).is_err());
    }
}
