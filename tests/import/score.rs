//! Facts recovered, missed and invented, counted against what people found in the samples.
//!
//! `../shared/facts/records.yaml` lists what the samples say, with the place of each. Only what a draft holds as data is
//! counted as recovered: a number that stands in prose is missed.

use crate::drafts::{add, beside, imported, judged, site};
use khacphuc::front_matter::{ReportBefore, Role};
use khacphuc::model::ledger::{Ledger, Measure, Paper, Record};
use khacphuc::vietnamese::deadline::Deadline;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

/// Counts by kind of fact.
#[derive(Default)]
struct Score {
    kinds: BTreeMap<&'static str, [usize; 3]>,
    notes: Vec<String>,
}

impl Score {
    fn recovered(&mut self, kind: &'static str, is: bool, what: impl ToString) {
        self.kinds.entry(kind).or_default()[usize::from(!is)] += 1;
        if !is {
            self.notes.push(format!("missed {kind}: {}", what.to_string()));
        }
    }

    fn invented(&mut self, kind: &'static str, count: usize, what: impl ToString) {
        self.kinds.entry(kind).or_default()[2] += count;
        if count > 0 {
            self.notes.push(format!("invented {kind}: {}", what.to_string()));
        }
    }

    fn total(&self) -> [usize; 3] {
        self.kinds.values().fold([0; 3], |sum, counts| [0, 1, 2].map(|at| sum[at] + counts[at]))
    }

    fn print(&self, name: &str) {
        let [recovered, missed, invented] = self.total();
        println!("{name}: {recovered} recovered, {missed} missed, {invented} invented");
        for (kind, [recovered, missed, invented]) in &self.kinds {
            println!("  {kind}: {recovered}, {missed}, {invented}");
        }
        self.notes.iter().for_each(|note| println!("  {note}"));
    }
}

fn facts() -> Option<Value> {
    let text = fs::read_to_string(beside("facts/records.yaml")?).unwrap();
    Some(serde_saphyr::from_str(&text).unwrap())
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn of_paper<'v>(facts: &'v Value, key: &str, paper: &'v str) -> impl Iterator<Item = &'v Value> {
    list(facts, key).iter().filter(move |fact| fact["doc"] == paper)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The drafts of a sample: what they say, and their texts.
fn drafted(name: &str, year: i16) -> Option<(Ledger, String)> {
    let path = beside(&format!("samples/{name}.txt"))?;
    let mut files = site();
    let imported = imported(&files, &format!("{name}.txt"), &fs::read(path).unwrap(), year).unwrap();
    add(&mut files, &imported);
    let texts: Vec<&str> = imported.files.iter().map(|file| file.text.as_str()).collect();
    Some((judged(&files).0, texts.join("\n")))
}

fn paper(ledger: &Ledger) -> &Paper {
    &ledger.papers[0]
}

/// Whether a deadline is of the kind and on the days that people read.
fn is_same(read: Option<&Deadline>, fact: &Value) -> bool {
    let Some(read) = read else { return text(&fact["type"]) == "undated" };
    let kind = serde_json::to_value(read.kind).unwrap();
    let day = |day: Option<jiff::civil::Date>, key: &str| {
        fact[key].is_null() || day.is_some_and(|day| day.to_string() == text(&fact[key]))
    };
    kind == fact["type"] && day(read.start, "start") && day(read.due, "due") && day(read.due, "last_ok")
}

fn read(measure: &Measure) -> Option<&Deadline> {
    measure.item.deadline.as_ref().and_then(|deadline| deadline.read.as_ref())
}

fn citations(score: &mut Score, facts: &Value, paper: &str, ledger: &Ledger, drafts: &str) {
    let mut cited = 0;
    for fact in list(facts, "cited_documents") {
        let times = list(fact, "cited_by").iter().any(|by| text(by).starts_with(paper));
        if times {
            let number = text(&fact["num"]);
            let found = ledger.documents.iter().any(|document| document.number.as_str() == number);
            cited += usize::from(found);
            score.recovered("documents cited", found, number);
        }
    }
    // The page of the body cites documents of its own.
    let own = ledger.documents.iter().filter(|document| drafts.contains(document.number.as_str())).count();
    score.invented("documents cited", own.saturating_sub(cited), "documents");
}

/// Recipients, signature and footnotes.
fn around(score: &mut Score, facts: &Value, id: &str, ledger: &Ledger, drafts: &str) {
    let fact = list(facts, "documents").iter().find(|document| document["id"] == id).unwrap();
    let meta = paper(ledger).document.meta.paper().unwrap();
    let recipients = list(fact, "recipients").len();
    for at in 0..recipients {
        score.recovered("recipients", at < meta.recipients.len(), &fact["recipients"][at]);
    }
    score.invented("recipients", meta.recipients.len().saturating_sub(recipients), "recipients");
    let signed = meta.signed.as_ref();
    let of = |key: &str| text(&fact["signature"][key]).to_owned();
    score.recovered(
        "signature",
        signed.and_then(|signed| signed.authority.clone()) == Some(of("authority")),
        "authority",
    );
    score.recovered(
        "signature",
        signed.and_then(|signed| signed.position.clone()) == Some(of("position")),
        "position",
    );
    score.invented(
        "number, day",
        [meta.number.is_some(), meta.date.is_some()].iter().filter(|is| **is).count(),
        "number",
    );
    let notes = of_paper(facts, "footnotes", id).count();
    let written = drafts.lines().filter(|line| line.starts_with("[^")).count();
    for at in 0..notes {
        score.recovered("footnotes", at < written, at);
    }
    score.invented("footnotes", written.saturating_sub(notes), "footnotes");
}

/// The record of the deficiency at a line of the source.
fn record_at<'l>(ledger: &'l Ledger, files: &str, line: u64) -> Option<&'l Record> {
    let mark = format!("<!-- dòng {line}: ");
    let file = files.split("\n---\n# ").find(|file| file.contains(&mark) && file.contains("huyết điểm"));
    ledger
        .records
        .iter()
        .find(|record| file.is_some_and(|file| file.starts_with(record.document.title.value.as_str())))
}

#[test]
fn the_plan_of_2023() {
    let (Some(facts), Some((ledger, drafts))) = (facts(), drafted("plan-2023", 2023)) else {
        println!("skipped: the samples and facts are not on this machine");
        return;
    };
    let mut score = Score::default();
    let deficiencies: Vec<&Value> =
        list(&facts, "deficiencies").iter().filter(|fact| fact["plan"] == "S0").collect();
    let mut records: BTreeMap<&str, &Record> = BTreeMap::new();
    for fact in &deficiencies {
        let record = record_at(&ledger, &drafts, fact["src"][1].as_u64().unwrap());
        score.recovered("deficiencies", record.is_some(), &fact["id"]);
        let recognised = record.is_some_and(|record| fact["recognised_year"] == record.recognised);
        score.recovered("year recognised", recognised, &fact["id"]);
        score.recovered("field of work", record.is_some_and(|record| record.area.is_some()), &fact["id"]);
        records.extend(record.map(|record| (text(&fact["id"]), record)));
    }
    score.invented("deficiencies", ledger.records.len() - records.len(), "records");
    for group in of_paper(&facts, "measure_groups", "S0") {
        let record = records.get(text(&group["for"]));
        let measures = record.map_or(&[][..], |record| &record.measures);
        for (at, fact) in list(group, "measures").iter().enumerate() {
            score.recovered("measures", at < measures.len(), &fact["id"]);
            let same = measures.get(at).is_some_and(|measure| is_same(read(measure), &fact["deadline"]));
            score.recovered("deadlines", same, &fact["deadline"]);
            for number in list(fact, "cites") {
                let cited = measures.get(at).is_some_and(|measure| measure.item.text.contains(text(number)));
                score.recovered("documents of measures", cited, number);
            }
        }
        score.invented(
            "measures",
            measures.len().saturating_sub(list(group, "measures").len()),
            &group["id"],
        );
        let units = |key: &str| list(group, key).iter().map(text).map(str::to_owned).collect::<Vec<_>>();
        let record = record.unwrap();
        score.recovered(
            "units of records",
            record.lead.iter().cloned().collect::<Vec<_>>() == units("lead"),
            "lead",
        );
        score.recovered("units of records", record.coordinate == units("coordinate"), "coordinate");
        score.recovered("units of records", record.monitor == units("monitor"), "monitor");
    }
    let plan = paper(&ledger).document.meta.plan().unwrap();
    let count = list(&facts, "S0_assignments").len();
    for fact in list(&facts, "S0_assignments") {
        let monitors = text(&fact["does"]) == "monitor";
        let found = plan.assignments.iter().any(|own| {
            own.unit.value == text(&fact["unit"]) && is_role(own.role, text(&fact["role"]), monitors)
        });
        score.recovered("assignments", found, fact);
    }
    score.invented("assignments", plan.assignments.len().saturating_sub(count), "assignments");
    let says = text(&facts["declared_counts"][0]["says"]);
    let declares =
        plan.paper.declares.as_ref().is_some_and(|count| says.starts_with(&format!("{:02}", count.value)));
    score.recovered("count stated", declares, says);
    schedules(&mut score, &facts, "S0", &ledger);
    citations(&mut score, &facts, "S0", &ledger, &drafts);
    around(&mut score, &facts, "S0", &ledger, &drafts);
    score.print("plan-2023");
    assert_eq!(score.total()[2], 0, "nothing is invented");
}

fn is_role(role: Role, fact: &str, monitors: bool) -> bool {
    match role {
        Role::Lead => fact == "lead",
        Role::Coordinate => fact == "coordinate" && !monitors,
        Role::Monitor => monitors || fact == "monitor",
        Role::Compile => fact == "compile",
    }
}

fn schedules(score: &mut Score, facts: &Value, id: &str, ledger: &Ledger) {
    let dues = &paper(ledger).document.meta.plan().unwrap().reports_due;
    let mut known = 0;
    for fact in of_paper(facts, "report_schedules", id) {
        let deadline = &fact["deadline"];
        let rule = format!("{} {}", text(&fact["rule"]), text(&deadline["rule"]));
        let found = dues.iter().any(|due| match due.before.as_ref().map(|before| before.value) {
            Some(ReportBefore::On(day)) => day.to_string() == text(&deadline["before"]),
            Some(ReportBefore::Yearly { .. }) => rule.contains("yearly, before"),
            None => {
                let months = due.every.as_ref().map(|every| every.in_months());
                months == Some(3) && rule.contains("quarterly")
                    || months == Some(1) && rule.contains("monthly")
            }
        });
        known += usize::from(found);
        score.recovered("reports due", found, &fact["what"]);
    }
    score.invented("reports due", dues.len().saturating_sub(known), "reports");
}

#[test]
fn the_report_of_2021() {
    let (Some(facts), Some((ledger, drafts))) = (facts(), drafted("report-2021", 2021)) else {
        println!("skipped: the samples and facts are not on this machine");
        return;
    };
    let mut score = Score::default();
    let mut records: BTreeMap<&str, &Record> = BTreeMap::new();
    for fact in list(&facts, "deficiencies").iter().filter(|fact| fact["report"] == "S1") {
        let record = record_at(&ledger, &drafts, fact["src"][1].as_u64().unwrap());
        score.recovered("deficiencies", record.is_some(), &fact["id"]);
        let recognised = record.is_some_and(|record| fact["recognised_year"] == record.recognised);
        score.recovered("year recognised", recognised, &fact["id"]);
        records.extend(record.map(|record| (text(&fact["id"]), record)));
    }
    score.invented("deficiencies", ledger.records.len() - records.len(), "records");
    for fact in list(&facts, "report_entries") {
        let id = text(&fact["deficiency"]);
        let Some(record) = records.get(id) else { continue };
        let solutions = list(fact, "solutions_done").len();
        for at in 0..solutions {
            let done = record.measures.get(at).is_some_and(|measure| measure.item.claimed_done);
            score.recovered("solutions done", done, format!("{id} {at}"));
        }
        score.invented("solutions done", record.measures.len().saturating_sub(solutions), id);
        let status = record.status.word();
        let meant = match text(&fact["evaluation"]["status"]) {
            "partly" => "partly-fixed",
            "improving" => "improving",
            _ => "not-fixed",
        };
        score.recovered("verdicts", status == meant, format!("{id}: {}", fact["evaluation"]["raw"]));
        score.invented("verdicts", usize::from(status != meant && status != "open"), id);
        let goes_on =
            record.promise.as_ref().is_some_and(|promise| fact["direction"]["continue_in"] == promise.year);
        score.recovered("directions", goes_on, id);
        for figure in list(fact, "targets_results") {
            score.recovered("figures as data", false, &figure["name"]);
        }
        score.invented("figures as data", record.indicators.len(), id);
    }
    let declares = paper(&ledger).document.meta.paper().unwrap().declares.as_ref().map(|count| count.value);
    score.recovered("count stated", declares == Some(4), "04");
    score.recovered("plan reported on", paper(&ledger).on.is_some(), "300-KH/TĐTN-VP");
    citations(&mut score, &facts, "S1", &ledger, &drafts);
    around(&mut score, &facts, "S1", &ledger, &drafts);
    score.print("report-2021");
    assert_eq!(score.total()[2], 0, "nothing is invented");
}

#[test]
fn the_plan_of_the_directive() {
    let (Some(facts), Some((ledger, drafts))) = (facts(), drafted("plan-directive-06", 2021)) else {
        println!("skipped: the samples and facts are not on this machine");
        return;
    };
    let mut score = Score::default();
    let plan = paper(&ledger);
    score.invented("deficiencies", ledger.records.len(), "records");
    let targets = list(&facts, "S3_targets");
    for (at, fact) in targets.iter().enumerate() {
        let row = plan.indicators.get(at).map(|indicator| &indicator.row);
        score.recovered("targets", row.is_some(), &fact["id"]);
        let deadline = row.and_then(|row| row.deadline.as_ref()).and_then(|deadline| deadline.read.as_ref());
        let kind = deadline.map(|deadline| serde_json::to_value(deadline.kind).unwrap());
        score.recovered(
            "rhythms of targets",
            kind.as_ref() == Some(&fact["deadline"]["type"]),
            &fact["deadline"],
        );
        if let Some(min) = fact["target"]["min"].as_u64() {
            let figure = row.and_then(|row| row.target.as_ref()).and_then(|cell| cell.figure.as_ref());
            let is_min = figure.is_some_and(|figure| figure.value.to_string() == min.to_string());
            score.recovered("goals", is_min, &fact["id"]);
        } else {
            score.invented("goals", usize::from(row.is_some_and(|row| row.target.is_some())), &fact["id"]);
        }
    }
    score.invented("targets", plan.indicators.len().saturating_sub(targets.len()), "targets");
    for fact in list(&facts, "S3_targets_in_body") {
        score.recovered("targets in prose", false, &fact["text"]);
    }
    let mut measures: BTreeMap<String, usize> = BTreeMap::new();
    for measure in &plan.measures {
        let group = measure.item.group.clone().unwrap_or_default();
        let number = group.rsplit(" – ").next().and_then(|heading| heading.split_whitespace().next());
        *measures.entry(number.unwrap_or_default().trim_end_matches('.').to_owned()).or_default() += 1;
    }
    for fact in list(&facts, "S3_tasks") {
        let number = text(&fact["id"]).trim_start_matches("S3-");
        let meant = usize::try_from(fact["measures"].as_u64().unwrap()).unwrap();
        let found = measures.remove(number).unwrap_or_default();
        for at in 0..meant {
            score.recovered("measures", at < found, format!("{number}: {at}"));
        }
        score.invented("measures", found.saturating_sub(meant), number);
    }
    score.invented("measures", measures.values().sum(), format!("{measures:?}"));
    let meta = plan.document.meta.plan().unwrap();
    for fact in list(&facts, "S3_assignments") {
        let found = meta.assignments.iter().any(|own| own.unit.value == text(&fact["unit"]));
        score.recovered("assignments", found, fact);
    }
    let implements = meta.implements.iter().any(|number| number.value == "06-CT/TU");
    score.recovered("carried out", implements, "06-CT/TU");
    schedules(&mut score, &facts, "S3", &ledger);
    citations(&mut score, &facts, "S3", &ledger, &drafts);
    around(&mut score, &facts, "S3", &ledger, &drafts);
    score.print("plan-directive-06");
    assert_eq!(score.total()[2], 0, "nothing is invented");
}
