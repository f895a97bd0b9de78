//! The same records as a site for Hugo or Zola: front matter, settings, templates.
//!
//! Hugo is given the easier task where the two differ: addresses without a folder per page, no feeds and no sitemap,
//! and lists that link to records where khacphuc repeats what they say.

use super::dialect::{self, Dialect};
use super::files::{Files, yaml};
use super::history::CENTRAL;
use super::model::{Body, Carry, Official, Record, Year};
use super::words;
use std::io;
use std::rc::Rc;

/// Files of a program's site that say nothing of the records.
type Theme = &'static [(&'static str, &'static str)];

const HUGO: Theme = &[
    ("hugo.toml", include_str!("../hugo/hugo.toml")),
    ("without-terms.toml", include_str!("../hugo/without-terms.toml")),
    ("layouts/baseof.html", include_str!("../hugo/layouts/baseof.html")),
    ("layouts/home.html", include_str!("../hugo/layouts/home.html")),
    ("layouts/page.html", include_str!("../hugo/layouts/page.html")),
    ("layouts/section.html", include_str!("../hugo/layouts/section.html")),
    ("layouts/taxonomy.html", include_str!("../hugo/layouts/taxonomy.html")),
    ("layouts/term.html", include_str!("../hugo/layouts/term.html")),
    ("layouts/_partials/row.html", include_str!("../hugo/layouts/_partials/row.html")),
    ("layouts/_partials/unit.html", include_str!("../hugo/layouts/_partials/unit.html")),
];

const ZOLA: Theme = &[
    ("config.toml", include_str!("../zola/config.toml")),
    ("templates/base.html", include_str!("../zola/templates/base.html")),
    ("templates/index.html", include_str!("../zola/templates/index.html")),
    ("templates/body.html", include_str!("../zola/templates/body.html")),
    ("templates/year.html", include_str!("../zola/templates/year.html")),
    ("templates/page.html", include_str!("../zola/templates/page.html")),
    ("templates/record.html", include_str!("../zola/templates/record.html")),
    ("templates/macros.html", include_str!("../zola/templates/macros.html")),
    ("templates/taxonomy_list.html", include_str!("../zola/templates/taxonomy_list.html")),
    ("templates/taxonomy_single.html", include_str!("../zola/templates/taxonomy_single.html")),
];

/// Settings, templates, and what the register begins with.
pub(crate) fn begin(files: &mut Files, dialect: Dialect, central: &[Rc<Official>]) -> io::Result<()> {
    for (path, text) in if dialect == Dialect::Hugo { HUGO } else { ZOLA } {
        files.write(path, text)?;
    }
    files.write(
        "content/_index.md",
        "+++\ntitle = \"Hồ sơ khắc phục\"\n+++\nHồ sơ nhiều năm của nhiều tổ chức.\n",
    )?;
    files.add("register", "")?;
    for document in central {
        let name = CENTRAL.iter().find(|(id, ..)| *id == document.issuer).map_or("", |(_, name, ..)| name);
        register(files, document, name)?;
    }
    Ok(())
}

fn register(files: &mut Files, document: &Official, issuer: &str) -> io::Result<()> {
    let Official { number, kind, date, subject, .. } = document;
    let term = dialect::document_term(document);
    let lines = [
        ("number", number.as_str()),
        ("kind", kind),
        ("issuer", issuer),
        ("date", &date.iso()),
        ("subject", subject),
    ];
    let lines: String = lines.iter().map(|(key, words)| format!("{key} = {}\n", yaml(words))).collect();
    files.add("register", &format!("[{term}]\n{lines}"))
}

/// The register, in its place.
pub(crate) fn end(files: &mut Files, _: Dialect) -> io::Result<()> {
    files.join("data/documents.toml", &["register"])
}

/// Everything of a body that is public.
pub(crate) fn body(files: &mut Files, dialect: Dialect, body: &Body) -> io::Result<()> {
    for document in &body.register {
        register(files, document, &body.superior.1)?;
    }
    files.write(&format!("content/{}/_index.md", body.id), &body_head(dialect, body))?;
    let last = body.years.last().map_or(0, |year| year.year);
    for year in &body.years {
        let folder = format!("{}/{}", body.id, year.year);
        files.write(&format!("content/{folder}/_index.md"), &year_head(dialect, body, year))?;
        for record in dialect::public(year) {
            let path = format!("{folder}/{}", record.name);
            let text = dialect::record(dialect, &body.id, &path, record);
            let head = record_head(dialect, body, year, record, year.year == last);
            files.write(&format!("content/{path}.md"), &format!("{head}{text}"))?;
        }
        papers(files, dialect, body, year, &folder)?;
    }
    Ok(())
}

fn papers(files: &mut Files, dialect: Dialect, body: &Body, year: &Year, folder: &str) -> io::Result<()> {
    register(files, &year.plan, &format!("Tỉnh đoàn {}", body.name))?;
    register(files, &year.report, &format!("Tỉnh đoàn {}", body.name))?;
    let plan = dialect::plan(dialect, &format!("{folder}/plan"), &body.id, year);
    let report = dialect::report(dialect, &format!("{folder}/report"), &body.id, year);
    let review = year.found.map(|found| dialect::review(dialect, year.year, found));
    let texts = [("plan", Some(plan), &year.plan.subject), ("report", Some(report), &year.report.subject)];
    let subject = format!("Kiểm điểm năm {}", year.year);
    for (kind, text, subject) in texts.into_iter().chain([("review", review, &subject)]) {
        if let Some(text) = text {
            let mut head = Head::new(dialect, subject, "paper");
            head.set("kind", &yaml(kind));
            files.write(&format!("content/{folder}/{kind}.md"), &format!("{}{text}", head.end()))?;
        }
    }
    Ok(())
}

/// Front matter in TOML, which both programs read.
struct Head {
    dialect: Dialect,
    top: String,
    terms: String,
    own: String,
}

impl Head {
    fn new(dialect: Dialect, title: &str, kind: &str) -> Self {
        let top = match dialect {
            Dialect::Hugo => format!("title = {}\ntype = \"{kind}\"\n", yaml(title)),
            _ if kind == "paper" => format!("title = {}\n", yaml(title)),
            _ => format!("title = {}\ntemplate = \"{kind}.html\"\n", yaml(title)),
        };
        Self { dialect, top, terms: String::new(), own: String::new() }
    }

    /// Terms of a taxonomy.
    fn terms(&mut self, taxonomy: &str, terms: &[String]) {
        self.terms.push_str(&format!("{taxonomy} = {}\n", list(terms)));
    }

    /// Something that only our templates know.
    fn set(&mut self, key: &str, value: &str) {
        self.own.push_str(&format!("{key} = {value}\n"));
    }

    fn carry(&mut self, carry: &Carry) {
        let Carry { from, kind, basis, reason } = carry;
        let table = if self.dialect == Dialect::Hugo { "params" } else { "extra" };
        let path = if self.dialect == Dialect::Hugo { format!("/{from}") } else { format!("{from}.md") };
        self.own.push_str(&format!(
            "[[{table}.carries]]\nfrom = \"{path}\"\nas = \"{kind}\"\nbasis = \"{basis}\"\nreason = {}\n",
            yaml(reason)
        ));
    }

    fn end(self) -> String {
        let Self { dialect, top, terms, own } = self;
        match dialect {
            Dialect::Hugo => format!("+++\n{top}{terms}[params]\n{own}+++\n"),
            _ => format!("+++\n{top}[taxonomies]\n{terms}[extra]\n{own}+++\n"),
        }
    }
}

fn list(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| yaml(word)).collect();
    format!("[{}]", words.join(", "))
}

fn body_head(dialect: Dialect, body: &Body) -> String {
    let mut head = Head::new(dialect, &format!("Tỉnh đoàn {}", body.name), "body");
    head.set("name", &yaml(&format!("Ban Thường vụ Tỉnh đoàn {}", body.name)));
    head.set("code", &yaml(&body.code));
    let successor = body.successor.as_ref().map_or("", |(heir, _)| heir);
    head.set("successor", &yaml(successor));
    section(head, &format!("Hồ sơ khắc phục khuyết điểm của Ban Thường vụ Tỉnh đoàn {}.\n", body.name))
}

fn year_head(dialect: Dialect, body: &Body, year: &Year) -> String {
    let mut head = Head::new(dialect, &format!("Tỉnh đoàn {}, năm {}", body.name, year.year), "year");
    head.set("year", &year.year.to_string());
    section(head, "")
}

/// The file of a section, which has no terms in Zola.
fn section(head: Head, text: &str) -> String {
    let whole = head.end();
    format!("{}{text}", whole.replace("[taxonomies]\n", ""))
}

fn record_head(dialect: Dialect, body: &Body, year: &Year, record: &Record, latest: bool) -> String {
    let mut head = Head::new(dialect, &record.title, "record");
    let own = |id: &str| format!("{}-{id}", body.id);
    let units = record.coordinate.iter().chain(&record.monitor).chain([&record.lead]);
    let mut units: Vec<String> = units.map(|unit| own(unit)).collect();
    units.sort();
    units.dedup();
    head.terms("lineages", &[own(&record.name)]);
    head.terms("units", &units);
    head.terms("areas", &[own(record.area)]);
    head.terms("documents", &dialect::cited(record));
    head.set("body", &yaml(&body.id));
    head.set("year", &year.year.to_string());
    head.set("name", &yaml(&record.name));
    head.set("lineage", &yaml(&own(&record.name)));
    head.set("status", &yaml(record.status.word()));
    head.set("words", &yaml(record.status.words()));
    head.set("open", &(latest && record.status.is_unresolved()).to_string());
    head.set("area", &yaml(&own(record.area)));
    head.set(
        "area_name",
        &yaml(words::AREAS.iter().find(|(id, _)| *id == record.area).map_or("", |(_, name)| name)),
    );
    head.set("lead", &yaml(record.lead));
    head.set(
        "coordinate",
        &list(&record.coordinate.iter().map(|unit| (*unit).to_owned()).collect::<Vec<_>>()),
    );
    head.set("monitor", &list(&record.monitor.iter().map(|unit| (*unit).to_owned()).collect::<Vec<_>>()));
    head.set("done", &record.measures.iter().filter(|measure| measure.done).count().to_string());
    head.set("measures", &record.measures.len().to_string());
    if let Some(year) = record.continue_in {
        head.set("continue_in", &year.to_string());
    }
    for carry in &record.carries {
        head.carry(carry);
    }
    head.end()
}
