//! A corpus as Markdown files, the way a department would write them.

use crate::corpus::Files;
use crate::world::{Body, Carry, Entry, Indicator, Measure, Paper, Record, Section, World, Year};
use khacphuc::front_matter::{Basis, EdgeKind, Status};
use khacphuc::vietnamese::date::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Content paths that can be linked to, each with the number of its first section for insiders.
type Targets = BTreeMap<String, Option<usize>>;

/// A form of deadline, and the last good day of what can be late: month and day of the plan's first year.
/// `Y` stands for that year.
pub(crate) const DEADLINES: [(&str, Option<(i8, i8)>); 18] = [
    ("hoàn thành trong tháng 02/Y", Some((2, 28))),
    ("trong tháng 9", Some((9, 30))),
    ("hoàn thành trong quý II/Y", Some((6, 30))),
    ("6 tháng đầu năm Y", Some((6, 30))),
    ("đến hết năm Y", Some((12, 31))),
    ("chậm nhất ngày 10/5/Y", Some((5, 10))),
    ("trước ngày 10/5/Y", Some((5, 9))),
    ("thực hiện từ tháng 3/Y đến hết năm", Some((12, 31))),
    ("thực hiện trong năm Y", Some((12, 31))),
    ("hằng quý", None),
    ("Quý I hằng năm", None),
    ("thực hiện thường xuyên", None),
    ("thực hiện thường xuyên, tập trung dịp Tết", None),
    ("kể từ năm Y", None),
    ("sau khi kết thúc đợt khảo sát", None),
    ("Y-06-30", Some((6, 30))),
    ("by 31 March Y", Some((3, 31))),
    ("khoảng giữa mùa gặt tới", None),
];

/// The last good day of a form of deadline, in a plan for years from `first` on, whose folder is that of
/// `year`. A month alone is one of the first year; February may have 29 days.
pub(crate) fn last_good_day(form: usize, year: i16, first: i16) -> Option<Date> {
    let (words, due) = DEADLINES[form];
    let (month, date) = due?;
    let year = if words == "trong tháng 9" { first } else { year };
    let is_leap = Date::new(year, 2, 29).is_ok();
    let date = if is_leap && (month, date) == (2, 28) { 29 } else { date };
    Some(Date::new(year, month, date).unwrap())
}

pub(crate) const FIGURES: [&str; 9] = [
    "10",
    "9/10",
    "1.805",
    "ít nhất 2.000",
    "82,48%",
    "06 / 117",
    "13.6 triệu đồng",
    "hơn 1,4 tỷ đồng",
    "chưa có",
];

const INDICATORS: [&str; 3] = ["Chi đoàn mới", "Đoàn viên ưu tú", "Buổi sinh hoạt"];

/// What measures say.
pub(crate) const MEASURES: [&str; 6] = [
    "Củng cố đội tình nguyện",
    "Lập kế hoạch phối hợp",
    "Kiểm tra việc giới thiệu",
    "Rút gọn bảng điểm",
    "Gặp chủ doanh nghiệp",
    "Mở lớp tập huấn",
];

const HEADINGS: [&str; 4] = ["Nguyên nhân", "Bối cảnh", "Phương hướng", "Tiến độ"];

/// Bodies whose papers have a page in official form.
const FORMS: [(&str, &str); 2] = [("dong", "youth-union"), ("nam", "party")];

/// Id of every internal heading, which links may name.
const INSIDE: &str = "noi-bo";

pub(crate) fn files(world: &World) -> Files {
    let paths = targets(world);
    let mut files = Files::new();
    for body in &world.bodies {
        files.insert(format!("{}/index.md", body.id), index(body));
        for year in &body.years {
            let folder = format!("{}/{}", body.id, year.year);
            for paper in &year.papers {
                files.insert(format!("{folder}/{}.md", paper.kind), paper_text(paper, year, &folder, &paths));
            }
            for record in &year.records {
                files.insert(
                    format!("{folder}/{}.md", record.file),
                    record_text(record, body, year, &folder, &paths),
                );
            }
        }
    }
    for page in &world.pages {
        let mut head = Head::new("page");
        head.audience(page.internal);
        let text = format!(
            "{}# Trang {}\n\nLời dẫn.\n{}",
            head.yaml(),
            page.name,
            sections(&page.sections, "trang", &paths)
        );
        files.insert(format!("trang/{}.md", page.name), text);
    }
    if !world.entries.is_empty() {
        files.insert("documents.yaml".to_owned(), register(&world.entries));
    }
    files
}

fn targets(world: &World) -> Targets {
    let mut targets: Targets = world.paths().into_iter().map(|path| (path, None)).collect();
    let mut add = |path: String, sections: &[Section]| {
        targets.insert(path, sections.iter().position(|section| section.internal));
    };
    for page in &world.pages {
        add(format!("trang/{}", page.name), &page.sections);
    }
    for body in &world.bodies {
        for year in &body.years {
            let folder = format!("{}/{}", body.id, year.year);
            year.papers.iter().for_each(|paper| add(format!("{folder}/{}", paper.kind), &paper.sections));
            year.records.iter().for_each(|record| add(format!("{folder}/{}", record.file), &record.sections));
        }
    }
    targets
}

// -- front matter --------------------------------------------------------------------------------------------------

enum Value {
    Text(String),
    Bare(String),
    List(Vec<Value>),
    Table(Vec<(&'static str, Value)>),
}

fn text(words: impl Into<String>) -> Value {
    Value::Text(words.into())
}

impl Value {
    fn show(&self, equals: &str) -> String {
        match self {
            Self::Text(words) => format!("\"{words}\""),
            Self::Bare(word) => word.clone(),
            Self::List(items) => {
                format!("[{}]", items.iter().map(|item| item.show(equals)).collect::<Vec<_>>().join(", "))
            }
            Self::Table(pairs) => {
                let pairs = pairs.iter().map(|(key, value)| format!("{key}{equals}{}", value.show(equals)));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

struct Head(Vec<(&'static str, Value)>);

impl Head {
    fn new(kind: &str) -> Self {
        Self(vec![("kind", text(kind))])
    }

    fn add(&mut self, key: &'static str, value: Option<Value>) {
        self.0.extend(value.map(|value| (key, value)));
    }

    fn audience(&mut self, internal: bool) {
        self.add("audience", internal.then(|| text("internal")));
    }

    fn lines(&self, equals: &str) -> String {
        self.0.iter().map(|(key, value)| format!("{key}{equals}{}\n", value.show(equals))).collect()
    }

    fn yaml(&self) -> String {
        format!("---\n{}---\n", self.lines(": "))
    }

    fn toml(&self) -> String {
        format!("+++\n{}+++\n", self.lines(" = "))
    }
}

fn year_value(year: i16) -> Value {
    Value::Bare(year.to_string())
}

fn texts(words: &[String]) -> Option<Value> {
    (!words.is_empty()).then(|| Value::List(words.iter().map(text).collect()))
}

fn note(internal: bool) -> Value {
    let words = if internal { "Chỉ để trong nhà" } else { "Ai cũng đọc được" };
    let audience = if internal { "internal" } else { "public" };
    Value::Table(vec![("text", text(words)), ("audience", text(audience))])
}

fn index(body: &Body) -> String {
    let mut head = Head::new("body");
    head.audience(body.internal);
    head.add("name", Some(text(format!("Ban Thường vụ {}", body.id))));
    head.add("code", Some(text("TĐTN")));
    head.add("form", FORMS.iter().find(|(id, _)| *id == body.id).map(|(_, form)| text(*form)));
    let units = body.units.iter().map(|unit| {
        let mut pairs = vec![("id", text(&unit.id)), ("name", text(format!("Ban {}", unit.id)))];
        pairs.extend(unit.note.map(|internal| ("note", note(internal))));
        pairs.extend(unit.internal.then(|| ("audience", text("internal"))));
        let heir = unit.successor.as_ref().map(|heir| Value::Table(vec![("unit", text(heir))]));
        pairs.extend(heir.map(|heir| ("successor", heir)));
        Value::Table(pairs)
    });
    head.add("units", Some(Value::List(units.collect())));
    let area = Value::Table(vec![("id", text("phong-trao")), ("name", text("Phong trào"))]);
    head.add("areas", Some(Value::List(vec![area])));
    head.add("successor", body.successor.as_ref().map(|heir| Value::Table(vec![("body", text(heir))])));
    format!("{}# Tổ chức {}\n\nGiới thiệu.\n", head.yaml(), body.id)
}

fn register(entries: &[Entry]) -> String {
    let entries = entries.iter().map(|entry| {
        let mut pairs = vec![("number", text(&entry.number)), ("issuer", text(&entry.issuer))];
        pairs.push(("subject", text(format!("Về việc {}", entry.number))));
        pairs.extend(entry.implements.as_ref().map(|number| ("implements", Value::List(vec![text(number)]))));
        pairs.extend(entry.note.map(|internal| ("note", note(internal))));
        pairs.extend(entry.internal.then(|| ("audience", text("internal"))));
        Value::Table(pairs)
    });
    format!("documents: {}\n", Value::List(entries.collect()).show(": "))
}

// -- papers and records --------------------------------------------------------------------------------------------

fn paper_text(paper: &Paper, year: &Year, folder: &str, paths: &Targets) -> String {
    let mut head = Head::new(paper.kind);
    head.audience(paper.internal);
    head.add("number", paper.number.as_ref().map(text));
    head.add("declares", paper.declares.map(|count| Value::Bare(count.to_string())));
    match paper.kind {
        "plan" => {
            head.add("years", Some(text(format!("{}-{}", paper.first, paper.last))));
            head.add("implements", paper.refers_to.as_ref().map(|number| Value::List(vec![text(number)])));
            head.add("assignments", assignments(paper));
            head.add("reports_due", paper.asks_for_report.then(|| Value::List(vec![report_due(paper)])));
        }
        "report" => head.add("on", paper.refers_to.as_ref().map(text)),
        _ => {}
    }
    let title = format!("# Văn kiện {} năm {}\n\nLời văn.\n", paper.kind, year.year);
    let measures = measures(&paper.measures, year.year);
    format!("{}{title}{measures}{}", head.yaml(), sections(&paper.sections, folder, paths))
}

fn report_due(paper: &Paper) -> Value {
    let mut pairs = vec![("what", text("Báo cáo năm")), ("before", text("11-05"))];
    pairs.extend(paper.due_to.as_ref().map(|unit| ("to", text(unit))));
    Value::Table(pairs)
}

fn assignments(paper: &Paper) -> Option<Value> {
    let tasks = paper.assignments.iter().map(|task| {
        let mut pairs = vec![("unit", text(&task.unit)), ("role", text("lead"))];
        pairs.extend(texts(&task.of).map(|of| ("of", of)));
        Value::Table(pairs)
    });
    (!paper.assignments.is_empty()).then(|| Value::List(tasks.collect()))
}

fn record_text(record: &Record, body: &Body, year: &Year, folder: &str, paths: &Targets) -> String {
    let head = record_head(record, body);
    let head = if record.toml { head.toml() } else { head.yaml() };
    let title = format!("# Khuyết điểm {} năm {}\n\nChưa làm tốt việc này.\n", record.name, year.year);
    let measures = measures(&record.measures, year.year);
    let indicators = indicators(&record.indicators);
    let verdict = if record.verdict { "\n## Đánh giá\n\nCòn phải cố gắng.\n" } else { "" };
    format!("{head}{title}{measures}{indicators}{verdict}{}", sections(&record.sections, folder, paths))
}

fn record_head(record: &Record, body: &Body) -> Head {
    let mut head = Head::new("deficiency");
    head.audience(record.internal);
    head.add("deficiency", Some(text(&record.name)));
    head.add("status", Some(text(record.status.word())));
    head.add("area", Some(text("phong-trao")));
    head.add("recognised", record.recognised.map(year_value));
    head.add("continue_in", record.continue_in.map(year_value));
    head.add("withheld", record.withheld.then(|| Value::Bare("true".to_owned())));
    head.add("plan", record.plan.as_ref().map(text));
    head.add("lead", record.lead.as_ref().map(text));
    head.add("coordinate", texts(&record.coordinate));
    let carries = record.carries.iter().map(|carry| carry_value(carry, body)).collect::<Vec<_>>();
    head.add("carries", (!carries.is_empty()).then_some(Value::List(carries)));
    let disposition = || {
        Value::Table(vec![
            ("reason", text("Hết lý do")),
            ("by", text("Ban Thường vụ")),
            ("date", text("2020-01-31")),
        ])
    };
    head.add("disposition", (record.status == Status::Dropped).then(disposition));
    head
}

fn carry_value(carry: &Carry, body: &Body) -> Value {
    let (from, year, name) = &carry.from;
    let from = if *from == body.id { format!("{year}/{name}") } else { format!("{from}/{year}/{name}") };
    let kind = EdgeKind::WORDS.iter().find(|(_, kind)| *kind == carry.kind).unwrap().0;
    let basis = if carry.basis == Basis::Stated { "stated" } else { "inferred" };
    let reason = text("Cùng một việc");
    Value::Table(vec![("from", text(from)), ("as", text(kind)), ("basis", text(basis)), ("reason", reason)])
}

fn measures(measures: &[Measure], year: i16) -> String {
    if measures.is_empty() {
        return String::new();
    }
    let items = measures.iter().map(|measure| {
        let done = if measure.done { "x" } else { " " };
        let unit = measure.unit.as_ref().map_or(String::new(), |unit| format!(" @{unit}"));
        format!("- [{done}] {}{unit}{}\n", MEASURES[measure.words], deadline(measure, year))
    });
    format!("\n## Giải pháp\n\n{}", items.collect::<String>())
}

/// `(~~old~~ *new*)`.
fn deadline(measure: &Measure, year: i16) -> String {
    let form = |index: &usize| DEADLINES[*index].0.replace('Y', &year.to_string());
    let Some((last, struck)) = measure.deadlines.split_last() else { return String::new() };
    let struck: String = struck.iter().map(|index| format!("~~{}~~ ", form(index))).collect();
    format!(" ({struck}*{}*)", form(last))
}

fn indicators(indicators: &[Indicator]) -> String {
    if indicators.is_empty() {
        return String::new();
    }
    let cell = |figure: Option<usize>| figure.map_or("", |index| FIGURES[index]);
    let rows = indicators
        .iter()
        .map(|row| format!("| {} | {} | {} |\n", INDICATORS[row.name], cell(row.target), cell(row.actual)));
    format!("\n## Kết quả\n\n| Nội dung | Mục tiêu | Kết quả |\n|---|---|---|\n{}", rows.collect::<String>())
}

/// Sections of prose, and after them what their footnotes say.
fn sections(sections: &[Section], folder: &str, paths: &Targets) -> String {
    let mut text = String::new();
    for (index, section) in sections.iter().enumerate() {
        let mark = if section.internal { format!(" {{#{INSIDE}-{index} .internal}}") } else { String::new() };
        text.push_str(&format!(
            "\n## {}{mark}\n\n{}\n",
            HEADINGS[section.heading],
            prose(section, folder, paths)
        ));
    }
    text.push_str("\n## Chú thích\n");
    let noted: BTreeSet<usize> =
        sections.iter().filter(|section| section.footnote).map(|section| section.heading).collect();
    for heading in noted {
        text.push_str(&format!("\n[^n{heading}]: Chú thích về {}.\n", HEADINGS[heading]));
    }
    text
}

fn prose(section: &Section, folder: &str, paths: &Targets) -> String {
    let mut words = "- 12/5/2023: đã làm một việc".to_owned();
    if let Some(number) = &section.cites {
        words.push_str(&format!(" theo Kế hoạch số {number}"));
    }
    if let Some((path, inside)) = &section.link {
        let up = "../".repeat(folder.matches('/').count() + 1);
        match paths.get(path) {
            Some(Some(at)) if *inside => {
                words.push_str(&format!(", xem [chỗ này]({up}{path}.md#{INSIDE}-{at})"))
            }
            Some(_) => words.push_str(&format!(", xem [chỗ này]({up}{path}.md)")),
            None => words.push_str(", xem chỗ này"),
        }
    }
    // Sections under one heading have one footnote together.
    if section.footnote {
        words.push_str(&format!("[^n{}]", section.heading));
    }
    words
}
