//! Markdown, as each of the programs is given it.

use super::model::{Official, Part, Record, Row, Text, Year};
use super::words;

/// The program that a corpus is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Khacphuc,
    Hugo,
    Zola,
}

/// Content path of the file that text stands in, and its footnotes so far.
struct Page<'p> {
    dialect: Dialect,
    path: &'p str,
    notes: Vec<&'p str>,
}

impl Dialect {
    /// Address of a file of the content, as seen from another one.
    fn file(self, from: &str, to: &str) -> String {
        match self {
            Self::Khacphuc => format!("{}.md", relative(from, to)),
            Self::Hugo => format!("/{to}.html"),
            Self::Zola => format!("/{to}/"),
        }
    }

    /// Address of a page of a taxonomy.
    pub(crate) fn term(self, taxonomy: &str, term: &str) -> String {
        match self {
            Self::Zola => format!("/{taxonomy}/{term}/"),
            _ => format!("/{taxonomy}/{term}.html"),
        }
    }
}

/// `../2023/plan`.
fn relative(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let shared = from[..from.len() - 1].iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; from.len() - 1 - shared];
    parts.extend(&to[shared..]);
    parts.join("/")
}

/// The name under which a document has a page where that does not follow from its number alone.
pub(crate) fn document_term(document: &Official) -> String {
    format!("{}-{}", words::slug(&document.number), document.issuer)
}

impl<'p> Page<'p> {
    fn text(&mut self, text: &'p Text) -> String {
        text.iter().map(|part| self.part(part)).collect()
    }

    fn part(&mut self, part: &'p Part) -> String {
        match part {
            Part::Words(words) => words.clone(),
            Part::Cite(document) => self.citation(document),
            Part::Note(note) => {
                self.notes.push(note);
                format!("[^{}]", self.notes.len())
            }
            Part::Link { to, words } => format!("[{words}]({})", self.dialect.file(self.path, to)),
        }
    }

    /// A document number links itself for khacphuc; for the others the link is written out.
    fn citation(&self, document: &Official) -> String {
        let Official { kind, number, date, .. } = document;
        match self.dialect {
            Dialect::Khacphuc => format!("{kind} số {number} ngày {}", date.printed()),
            dialect => {
                let href = dialect.term("documents", &document_term(document));
                format!("{kind} số [{number}]({href}) ngày {}", date.printed())
            }
        }
    }

    fn unit(&self, body: &str, unit: &str) -> String {
        match self.dialect {
            Dialect::Khacphuc => format!(" @{unit}"),
            dialect => {
                let name =
                    words::UNITS.iter().find(|(id, _, _)| *id == unit).map_or(unit, |(_, name, _)| name);
                format!(" [{name}]({})", dialect.term("units", &format!("{body}-{unit}")))
            }
        }
    }

    fn measures(&mut self, out: &mut String, body: &str, record: &'p Record) {
        out.push_str("## Giải pháp\n\n");
        for measure in &record.measures {
            let done = if measure.done { "[x]" } else { "[ ]" };
            out.push_str(&format!("- {done} {}", self.text(&measure.text)));
            out.push_str(&measure.unit.map_or_else(String::new, |unit| self.unit(body, unit)));
            let struck = measure.struck.as_ref().map_or_else(String::new, |struck| format!("~~{struck}~~ "));
            if let Some(deadline) = &measure.deadline {
                out.push_str(&format!(" ({struck}*{deadline}*)"));
            }
            out.push('\n');
        }
        out.push('\n');
    }

    fn footnotes(&self) -> String {
        let notes = self.notes.iter().enumerate();
        notes.map(|(at, note)| format!("\n[^{}]: {note}\n", at + 1)).collect()
    }
}

/// The text of a record, its title too for khacphuc. Internal sections are for khacphuc alone, which leaves them out;
/// Hugo finds measures and indicators in the front matter.
pub(crate) fn record(dialect: Dialect, body: &str, path: &str, record: &Record) -> String {
    let mut page = Page { dialect, path, notes: Vec::new() };
    let mut out = String::with_capacity(5000);
    if dialect == Dialect::Khacphuc {
        out.push_str(&format!("# {}\n\n", record.title));
    }
    out.push_str(&page.text(&record.statement));
    out.push_str(&format!("\n\n## Nguyên nhân\n\n{}\n\n", page.text(&record.causes)));
    if dialect != Dialect::Hugo {
        page.measures(&mut out, body, record);
    }
    out.push_str("## Tiến độ\n\n");
    for (day, text) in &record.log {
        out.push_str(&format!("- {}: {}\n", day.printed(), page.text(text)));
    }
    if dialect != Dialect::Hugo {
        out.push_str(&format!("\n## Chỉ tiêu\n\n{}", table(&record.rows)));
    }
    out.push_str(&format!("\n## Đánh giá\n\n{}\n", page.text(&record.verdict)));
    out.push_str(&format!("\n## Phương hướng\n\n{}\n", page.text(&record.direction)));
    out.push_str(&page.footnotes());
    if let (Dialect::Khacphuc, Some(remark)) = (dialect, &record.remark) {
        out.push_str(&format!("\n## Ghi chú nội bộ {{.internal}}\n\n{}\n", page.text(remark)));
    }
    out
}

fn table(rows: &[Row]) -> String {
    let mut out = "| Nội dung | Mục tiêu | Kết quả | Đơn vị |\n|---|---|---|---|\n".to_owned();
    for Row { name, target, actual, unit } in rows {
        out.push_str(&format!("| {name} | {target} | {actual} | {unit} |\n"));
    }
    out
}

/// The text of a plan.
pub(crate) fn plan(dialect: Dialect, path: &str, body: &str, year: &Year) -> String {
    let mut page = Page { dialect, path, notes: Vec::new() };
    let mut out = title(dialect, &year.plan.subject);
    let [before, purpose, conduct] = &year.plan_text;
    out.push_str(&format!("{}\n\n## Mục đích, yêu cầu\n\n{}\n", page.text(before), page.text(purpose)));
    out.push_str("\n## Khuyết điểm phải khắc phục\n\n");
    for (at, record) in public(year).enumerate() {
        let href = dialect.file(path, &format!("{body}/{}/{}", year.year, record.name));
        out.push_str(&format!("{}. [{}]({href})\n", at + 1, record.title));
    }
    out.push_str(&format!("\n## Tổ chức thực hiện\n\n{}\n", page.text(conduct)));
    out
}

/// The text of a report.
pub(crate) fn report(dialect: Dialect, path: &str, body: &str, year: &Year) -> String {
    let mut page = Page { dialect, path, notes: Vec::new() };
    let mut out = title(dialect, &year.report.subject);
    let [general, faults] = &year.report_text;
    let plan = page.citation(&year.plan);
    out.push_str(&format!("{}\n\nBáo cáo tổng hợp việc thực hiện {plan}.\n", page.text(general)));
    out.push_str("\n## Từng khuyết điểm\n\n| Khuyết điểm | Nhận định | Chủ trì |\n|---|---|---|\n");
    for record in public(year) {
        let href = dialect.file(path, &format!("{body}/{}/{}", year.year, record.name));
        let lead = words::UNITS.iter().find(|(id, _, _)| *id == record.lead).map_or("", |(_, name, _)| name);
        out.push_str(&format!("| [{}]({href}) | {} | {lead} |\n", record.title, record.status.words()));
    }
    if let Some(slip) = &year.slip {
        out.push_str(&format!("\n## Kết quả\n\n{}", table(std::slice::from_ref(slip))));
    }
    out.push_str(&format!("\n## Hạn chế\n\n{}\n", page.text(faults)));
    out
}

/// What a review says.
pub(crate) fn review(dialect: Dialect, year: usize, found: usize) -> String {
    let heading = title(dialect, &format!("Kiểm điểm năm {year}"));
    format!(
        "{heading}Hội nghị kiểm điểm nêu **{found:02}** khuyết điểm phải khắc phục trong năm {}.\n",
        year + 1
    )
}

/// The first heading, which khacphuc reads the title from.
pub(crate) fn title(dialect: Dialect, title: &str) -> String {
    match dialect {
        Dialect::Khacphuc => format!("# {title}\n\n"),
        _ => String::new(),
    }
}

/// Records that everyone may know of. A link to another one would be reported.
pub(crate) fn public(year: &Year) -> impl Iterator<Item = &Record> {
    year.records.iter().filter(|record| !record.internal)
}

/// Documents that a record cites, each once.
pub(crate) fn cited(record: &Record) -> Vec<String> {
    let texts = [&record.statement, &record.causes, &record.verdict];
    cited_in(texts.into_iter().chain(record.measures.iter().map(|measure| &measure.text)))
}

/// Documents that a paper of a year cites, each once.
pub(crate) fn cited_by(year: &Year, kind: &str) -> Vec<String> {
    match kind {
        "plan" => cited_in(&year.plan_text),
        "report" => [vec![document_term(&year.plan)], cited_in(&year.report_text)].concat(),
        _ => Vec::new(),
    }
}

fn cited_in<'t>(texts: impl IntoIterator<Item = &'t Text>) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    for part in texts.into_iter().flatten() {
        if let Part::Cite(document) = part {
            let term = document_term(document);
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
    }
    terms
}

/// Text of a measure in HTML, which Hugo need not read as Markdown.
pub(crate) fn html(text: &Text) -> String {
    let part = |part: &Part| match part {
        Part::Words(words) | Part::Note(words) | Part::Link { words, .. } => words.clone(),
        Part::Cite(document) => {
            let Official { kind, number, date, .. } = document.as_ref();
            let href = Dialect::Hugo.term("documents", &document_term(document));
            format!("{kind} số <a class=\"cite\" href=\"{href}\">{number}</a> ngày {}", date.printed())
        }
    };
    text.iter().map(part).collect()
}
