//! The same records as a site for Hugo or Zola: front matter, settings, templates.
//!
//! Hugo's site has a page of every kind that khacphuc's has, about as long, and Zola's the records and lists of them.
//! Where the two tasks differ, theirs is the easier one. Nothing is looked for or worked out that can be given: terms
//! of citations stand in the front matter, and for Hugo ([`hugo`](super::hugo)) also when a measure is due, whether a
//! target was met, what a record is to the years before, and who cites a document. There are no drawings, no
//! workbooks, no feed, no marks on what two wordings differ in, and a lineage is the records of one name.

use super::dialect::{self, Dialect};
use super::files::{Files, yaml};
use super::history::CENTRAL;
use super::model::{Body, Carry, Official, Record, Year};
use super::{hugo, words};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::io;
use std::rc::Rc;

/// Options and templates, which say nothing of the records.
static HUGO: Dir = include_dir!("$CARGO_MANIFEST_DIR/tests/speed/hugo");
static ZOLA: Dir = include_dir!("$CARGO_MANIFEST_DIR/tests/speed/zola");

/// A site that is being written: the register is put down at the end.
pub(crate) struct Site {
    dialect: Dialect,
    register: BTreeMap<String, Entry>,
}

/// A document, and the content paths of what cites it.
struct Entry {
    document: Rc<Official>,
    issuer: String,
    cited: Vec<String>,
}

impl Site {
    /// Options, templates, the first page, and what the register begins with.
    pub(crate) fn begin(files: &mut Files, dialect: Dialect, central: &[Rc<Official>]) -> io::Result<Self> {
        theme(files, if dialect == Dialect::Hugo { &HUGO } else { &ZOLA })?;
        files.write(
            "content/_index.md",
            "+++\ntitle = \"Hồ sơ khắc phục\"\n+++\nHồ sơ nhiều năm của nhiều tổ chức.\n",
        )?;
        let mut site = Self { dialect, register: BTreeMap::new() };
        for document in central {
            let name =
                CENTRAL.iter().find(|(id, ..)| *id == document.issuer).map_or("", |(_, name, ..)| name);
            site.register(document, name);
        }
        Ok(site)
    }

    fn register(&mut self, document: &Rc<Official>, issuer: &str) {
        let entry = Entry { document: document.clone(), issuer: issuer.to_owned(), cited: Vec::new() };
        self.register.insert(dialect::document_term(document), entry);
    }

    /// Everything of a body that is public.
    pub(crate) fn body(&mut self, files: &mut Files, body: &Body) -> io::Result<()> {
        let dialect = self.dialect;
        for document in &body.register {
            self.register(document, &body.superior.1);
        }
        for year in &body.years {
            self.register(&year.plan, &issuer(body));
            self.register(&year.report, &issuer(body));
        }
        files.write(&format!("content/{}/_index.md", body.id), &body_head(dialect, body))?;
        if dialect == Dialect::Hugo {
            files.write(&format!("data/bodies/{}.toml", body.id), &hugo::body(body))?;
        }
        for year in &body.years {
            let folder = format!("{}/{}", body.id, year.year);
            files.write(&format!("content/{folder}/_index.md"), &year_head(dialect, body, year))?;
            for record in dialect::public(year) {
                let path = format!("{folder}/{}", record.name);
                self.cite(&path, &dialect::cited(record));
                let text = dialect::record(dialect, &body.id, &path, record);
                let head = record_head(dialect, body, year, record);
                files.write(&format!("content/{path}.md"), &format!("{head}{text}"))?;
            }
            self.papers(files, body, year, &folder)?;
        }
        Ok(())
    }

    fn cite(&mut self, path: &str, terms: &[String]) {
        for term in terms {
            if let Some(entry) = self.register.get_mut(term) {
                entry.cited.push(format!("/{path}"));
            }
        }
    }

    fn papers(&mut self, files: &mut Files, body: &Body, year: &Year, folder: &str) -> io::Result<()> {
        let dialect = self.dialect;
        let plan = dialect::plan(dialect, &format!("{folder}/plan"), &body.id, year);
        let report = dialect::report(dialect, &format!("{folder}/report"), &body.id, year);
        let review = year.found.map(|found| dialect::review(dialect, year.year, found));
        let subject = format!("Kiểm điểm năm {}", year.year);
        let papers = [
            ("plan", Some(plan), &year.plan.subject, Some(&year.plan)),
            ("report", Some(report), &year.report.subject, Some(&year.report)),
            ("review", review, &subject, None),
        ];
        for (kind, text, subject, document) in papers {
            let Some(text) = text else { continue };
            let path = format!("{folder}/{kind}");
            let mut head = Head::new(dialect, subject, if dialect == Dialect::Hugo { kind } else { "paper" });
            head.set("kind", &yaml(kind));
            if dialect == Dialect::Hugo {
                let cites = dialect::cited_by(year, kind);
                head.set("body", &yaml(&body.id));
                head.set("year", &year.year.to_string());
                head.set("cites", &list(&cites));
                head.own.push_str(&document.map_or_else(String::new, |document| hugo::official(document)));
                self.cite(&path, &cites);
            }
            files.write(&format!("content/{path}.md"), &format!("{}{text}", head.end()))?;
        }
        Ok(())
    }

    /// The register, in its place.
    pub(crate) fn end(self, files: &mut Files) -> io::Result<()> {
        for (term, Entry { document, issuer, cited }) in &self.register {
            let Official { number, kind, date, subject, .. } = document.as_ref();
            let lines = [
                ("number", number.as_str()),
                ("kind", kind),
                ("issuer", issuer),
                ("date", &date.iso()),
                ("subject", subject),
            ];
            let mut lines: String =
                lines.iter().map(|(key, words)| format!("{key} = {}\n", yaml(words))).collect();
            if self.dialect == Dialect::Hugo {
                lines.push_str(&format!("cited = {}\n", list(cited)));
            }
            files.add("register", &format!("[{term}]\n{lines}"))?;
        }
        files.join("data/documents.toml", &["register"])
    }
}

fn theme(files: &mut Files, folder: &Dir) -> io::Result<()> {
    for file in folder.files() {
        files.write(&file.path().to_string_lossy(), &String::from_utf8_lossy(file.contents()))?;
    }
    folder.dirs().try_for_each(|folder| theme(files, folder))
}

fn issuer(body: &Body) -> String {
    format!("Ban Thường vụ Tỉnh đoàn {}", body.name)
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

/// A list in TOML.
pub(crate) fn list<S: AsRef<str>>(words: &[S]) -> String {
    let words: Vec<String> = words.iter().map(|word| yaml(word.as_ref())).collect();
    format!("[{}]", words.join(", "))
}

fn body_head(dialect: Dialect, body: &Body) -> String {
    let mut head = Head::new(dialect, &format!("Tỉnh đoàn {}", body.name), "body");
    head.set("body", &yaml(&body.id));
    head.set("name", &yaml(&issuer(body)));
    head.set("code", &yaml(&body.code));
    let successor = body.successor.as_ref().map_or("", |(heir, _)| heir);
    head.set("successor", &yaml(successor));
    section(head, &format!("Hồ sơ khắc phục khuyết điểm của Ban Thường vụ Tỉnh đoàn {}.\n", body.name))
}

fn year_head(dialect: Dialect, body: &Body, year: &Year) -> String {
    let mut head = Head::new(dialect, &format!("Tỉnh đoàn {}, năm {}", body.name, year.year), "year");
    head.set("body", &yaml(&body.id));
    head.set("year", &year.year.to_string());
    section(head, "")
}

/// The file of a section, which has no terms in Zola.
fn section(head: Head, text: &str) -> String {
    let whole = head.end();
    format!("{}{text}", whole.replace("[taxonomies]\n", ""))
}

fn record_head(dialect: Dialect, body: &Body, year: &Year, record: &Record) -> String {
    let mut head = Head::new(dialect, &record.title, "record");
    let latest = body.years.last().is_some_and(|last| last.year == year.year);
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
    head.set("area", &yaml(record.area));
    head.set(
        "area_name",
        &yaml(words::AREAS.iter().find(|(id, _)| *id == record.area).map_or("", |(_, name)| name)),
    );
    head.set("lead", &yaml(record.lead));
    head.set("coordinate", &list(&record.coordinate));
    head.set("monitor", &list(record.monitor.as_slice()));
    head.set("done", &record.measures.iter().filter(|measure| measure.done).count().to_string());
    head.set("count", &record.measures.len().to_string());
    if let Some(year) = record.continue_in {
        head.set("continue_in", &year.to_string());
    }
    if dialect == Dialect::Hugo {
        head.own.push_str(&hugo::record(body, year, record));
    }
    for carry in &record.carries {
        head.carry(carry);
    }
    head.end()
}
