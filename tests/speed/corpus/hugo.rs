//! What Hugo need not work out: it stands in the front matter of records, and in a file of data for each body.

use super::files::yaml;
use super::model::{Body, Measure, Official, Record, Row, Status, Year};
use super::others::list;
use super::prose::AS_OF;
use super::{dialect, words};
use khacphuc::vietnamese::date::YearSpan;
use khacphuc::vietnamese::deadline::{Deadline, DeadlineKind};
use khacphuc::vietnamese::figure::{Figure, meets};
use std::collections::BTreeMap;

/// Front matter of a plan or report: what stands at the head of the paper.
pub(crate) fn official(document: &Official) -> String {
    let Official { number, date, .. } = document;
    format!(
        "number = {}\ndate_of = \"{}\"\nday = {}\nmonth = {}\nterm = \"{}\"\n",
        yaml(number),
        date.printed(),
        date.day,
        date.month,
        dialect::document_term(document)
    )
}

/// Front matter of a record: its place among the years, its measures and its indicators.
pub(crate) fn record(body: &Body, year: &Year, record: &Record) -> String {
    let measures: Vec<Promise> =
        record.measures.iter().map(|measure| Promise::new(measure, record, year.year)).collect();
    let late = measures.iter().filter(|measure| measure.state == "late").count();
    let place = Place::new(body, year, record);
    let mut out = format!(
        "unresolved = {}\nlate = {late}\nstate = {}\nraised = {}\nage = {}\n",
        record.status.is_unresolved(),
        yaml(place.state(record)),
        place.first - 1,
        year.year + 1 - place.first,
    );
    if let Some(onward) = place.onward(record) {
        out.push_str(&format!("onward = {}\n", yaml(onward)));
    }
    for (key, year) in [("previous", place.previous), ("next", place.next)] {
        out.push_str(
            &year.map_or_else(String::new, |year| {
                format!("{key} = \"/{}/{year}/{}\"\n", body.id, record.name)
            }),
        );
    }
    out.extend(measures.iter().map(Promise::toml));
    out.extend(record.rows.iter().map(indicator));
    out
}

/// Where a record stands among those of its name.
struct Place {
    /// The first year without a gap.
    first: usize,
    /// The year before, if it has a record of the name.
    previous: Option<usize>,
    next: Option<usize>,
    is_first_year: bool,
    is_last_year: bool,
    was_there: bool,
}

impl Place {
    fn new(body: &Body, year: &Year, record: &Record) -> Self {
        let at = body.years.iter().position(|other| other.year == year.year).unwrap_or(0);
        let has = |year: &&Year| dialect::public(year).any(|other| other.name == record.name);
        let unbroken = body.years[..at].iter().rev().take_while(has).last();
        Self {
            first: unbroken.map_or(year.year, |year| year.year),
            previous: body.years[..at].last().filter(has).map(|year| year.year),
            next: body.years.get(at + 1).filter(has).map(|year| year.year),
            is_first_year: at == 0,
            is_last_year: at + 1 == body.years.len(),
            was_there: body.years[..at].iter().any(|year| has(&year)),
        }
    }

    /// What the record is to the years before, as khacphuc words it.
    fn state(&self, record: &Record) -> &'static str {
        match record.carries.first().map(|carry| carry.kind) {
            Some("split") => "Tách ra",
            Some("merged") => "Gộp lại",
            Some("narrowed") => "Thu hẹp",
            Some("expanded") => "Mở rộng",
            Some("reopened") => "Tái diễn",
            Some(_) => "Chuyển tiếp",
            None if self.previous.is_some() => "Chuyển tiếp",
            None if self.is_first_year => "Kỳ đầu có hồ sơ",
            None if self.was_there => "Xuất hiện lại",
            None => "Mới",
        }
    }

    fn onward(&self, record: &Record) -> Option<&'static str> {
        let unresolved = record.status.is_unresolved() && !self.is_last_year;
        unresolved.then_some(if self.next.is_some() { "Sau đó chuyển tiếp" } else { "Không thấy" })
    }
}

/// A measure, and how it stands on the day of the corpus.
struct Promise<'m> {
    measure: &'m Measure,
    lead: &'m str,
    deadline: Option<Deadline>,
    state: &'static str,
    words: &'static str,
}

impl<'m> Promise<'m> {
    fn new(measure: &'m Measure, record: &'m Record, year: usize) -> Self {
        let span = YearSpan::single(i16::try_from(year).unwrap_or(i16::MAX));
        let deadline = measure.deadline.as_ref().and_then(|text| Deadline::read(text, span));
        let (state, words) = state(measure, deadline.as_ref(), record.status);
        Self { measure, lead: measure.unit.unwrap_or(record.lead), deadline, state, words }
    }

    fn toml(&self) -> String {
        let Self { measure, lead, deadline, state, words } = self;
        let mut out = format!(
            "[[params.measures]]\ntext = {}\nlead = \"{lead}\"\nstate = \"{state}\"\nwords = \"{words}\"\ndone = {}\n",
            yaml(&dialect::html(&measure.text)),
            measure.done
        );
        for (key, text) in [("deadline", &measure.deadline), ("struck", &measure.struck)] {
            out.push_str(&text.as_ref().map_or_else(String::new, |text| format!("{key} = {}\n", yaml(text))));
        }
        if let Some(due) = deadline.as_ref().and_then(|deadline| deadline.due) {
            out.push_str(&format!("day = \"{due}\"\n"));
        }
        if let Some(every) = deadline.as_ref().and_then(|deadline| deadline.every) {
            out.push_str(&format!("every = {}\n", every.in_months()));
        }
        out
    }
}

/// The state of a measure, and khacphuc's words for it.
fn state(measure: &Measure, deadline: Option<&Deadline>, status: Status) -> (&'static str, &'static str) {
    let is_over = |deadline: &Deadline| deadline.due.is_some_and(|due| due.to_string() < AS_OF.iso());
    match deadline.map(|deadline| deadline.kind) {
        _ if measure.done => ("done", "Báo hoàn thành"),
        None => ("undated", "Không có thời hạn"),
        Some(DeadlineKind::Recurring) => ("recurring", "Định kỳ"),
        Some(DeadlineKind::Continuous | DeadlineKind::ContinuousFocus) => ("continuous", "Thường xuyên"),
        Some(DeadlineKind::FromYear) => ("from-year", "Không có ngày kết thúc"),
        Some(DeadlineKind::Relative) => ("relative", "Theo sự kiện"),
        Some(_) if deadline.is_some_and(is_over) && status != Status::Dropped => ("late", "Quá hạn"),
        Some(_) => ("running", "Trong hạn"),
    }
}

fn indicator(row: &Row) -> String {
    let Row { name, target, actual, unit } = row;
    let (goal, value) = (Figure::read(target), Figure::read(actual));
    let met = match goal.as_ref().zip(value.as_ref()).and_then(|(goal, value)| meets(goal, value)) {
        Some(true) => "Đạt",
        Some(false) => "Chưa đạt",
        None => "",
    };
    let number = |figure: Option<Figure>| figure.map_or_else(String::new, |figure| figure.value.to_string());
    format!(
        "[[params.indicators]]\nname = {}\ntarget = {}\nactual = {}\nunit = {}\nmet = \"{met}\"\ngoal = \"{}\"\n\
         value = \"{}\"\n",
        yaml(name),
        yaml(target),
        yaml(actual),
        yaml(unit),
        number(goal),
        number(value)
    )
}

/// What the pages of a body that no file is behind are made from: its years, and its lineages.
pub(crate) fn body(body: &Body) -> String {
    let reviewed: Vec<String> =
        body.years.iter().filter(|year| year.found.is_some()).map(|year| year.year.to_string()).collect();
    let years: Vec<String> = body.years.iter().map(|year| year.year.to_string()).collect();
    let mut out = format!(
        "title = {}\nyears = [{}]\nreviewed = [{}]\nunits = {}\nareas = {}\n",
        yaml(&format!("Tỉnh đoàn {}", body.name)),
        years.join(", "),
        reviewed.join(", "),
        list(&words::UNITS.map(|(id, _, _)| id)),
        list(&words::AREAS.map(|(id, _)| id)),
    );
    let mut lineages: BTreeMap<&str, Vec<(usize, &Record)>> = BTreeMap::new();
    for year in &body.years {
        for record in dialect::public(year) {
            lineages.entry(&record.name).or_default().push((year.year, record));
        }
    }
    for (name, records) in lineages {
        let years: Vec<String> = records.iter().map(|(year, _)| year.to_string()).collect();
        if let Some((_, last)) = records.last() {
            out.push_str(&format!(
                "[[lineages]]\nname = \"{name}\"\ntitle = {}\narea = \"{}\"\nyears = [{}]\n",
                yaml(&last.title),
                last.area,
                years.join(", ")
            ));
        }
    }
    out
}
