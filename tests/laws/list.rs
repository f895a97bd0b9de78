//! What `list` says is what the site says: its data files, its calendars and its pages, read apart from the
//! program.

use crate::cases;
use crate::corpus::{AS_OF, Tree, data, day, scan_of, settings, shipped, tree};
use crate::text::files;
use crate::world::worlds;
use jiff::ToSpan;
use khacphuc::Engine;
use khacphuc::export::data::{LedgerData, MeasureData};
use khacphuc::export::list::{List, ListData, Names, Question, What};
use khacphuc::language::Language;
use khacphuc::model::strings::Strings;
use khacphuc::render::theme::Theme;
use khacphuc::scan::Scan;
use khacphuc::settings::Edition;
use proptest::prelude::*;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const ALL: [What; 4] = [What::Deficiencies, What::Measures, What::Deadlines, What::Reports];

fn question(what: What) -> Question {
    let (unit, body, year, states) = (None, None, None, Vec::new());
    Question { what, late: false, due_within: None, unit, body, year, states }
}

/// A site as it is built, and what its engine answers.
struct Site<'e> {
    engine: &'e Engine<'e>,
    strings: Strings,
    tree: Tree,
    ledger: LedgerData,
    json: Value,
    /// The unit that each has become, by body and id, as its files say.
    successors: BTreeMap<(String, String), String>,
}

impl<'e> Site<'e> {
    fn of(engine: &'e Engine<'e>) -> Self {
        let theme = Theme::load(crate::corpus::root(), "default").unwrap();
        let ledger = engine.ledger().unwrap();
        let next = |body: &str, unit: &str| {
            let body = ledger.bodies.iter().find(|known| known.id == body).unwrap();
            let unit = body.meta.units.iter().find(|known| known.id.value == unit)?;
            Some(unit.successor.as_ref()?.to.value.clone())
        };
        let mut successors = BTreeMap::new();
        for body in &ledger.bodies {
            for unit in &body.meta.units {
                let mut last = unit.id.value.clone();
                // More steps than units are a circle.
                for _ in 0..body.meta.units.len() {
                    last = next(&body.id, &last).unwrap_or(last);
                }
                successors.insert((body.id.clone(), unit.id.value.clone()), last);
            }
        }
        Self {
            engine,
            strings: Strings(theme.strings(Language::Vi).unwrap()),
            tree: tree(engine),
            ledger: data(engine),
            json: serde_json::from_slice(&engine.data().unwrap()).unwrap(),
            successors,
        }
    }

    fn ask(&self, question: &Question) -> (Names, List) {
        self.engine.list(question, &self.strings).unwrap()
    }

    /// The items of an answer, as another program reads them.
    fn items(&self, question: &Question) -> Vec<Value> {
        let json = self.ask(question).1.to_json();
        let read: ListData = serde_json::from_slice(&json).unwrap();
        assert_eq!(read.as_of, day(AS_OF));
        let mut json: Value = serde_json::from_slice(&json).unwrap();
        serde_json::from_value(json[question.what.name()].take()).unwrap()
    }

    fn present(&self, body: &str, unit: &str) -> String {
        let key = (body.to_owned(), unit.to_owned());
        self.successors.get(&key).cloned().unwrap_or_else(|| unit.to_owned())
    }

    /// Measures with the year and the page of their owner, and whether they are still asked for.
    fn measures(&self) -> Vec<(&str, i16, &str, &MeasureData, bool)> {
        let mut bodies: BTreeSet<&str> =
            self.ledger.records.iter().map(|record| record.body.as_str()).collect();
        bodies.extend(self.ledger.papers.iter().map(|paper| paper.body.as_str()));
        let mut all = Vec::new();
        for body in bodies {
            for record in self.ledger.records.iter().filter(|record| record.body == body) {
                let asked = record.status.word() != "dropped";
                all.extend(record.measures.iter().map(|one| (body, record.year, &*record.page, one, asked)));
            }
            for paper in self.ledger.papers.iter().filter(|paper| paper.body == body) {
                all.extend(paper.measures.iter().map(|one| (body, paper.year, &*paper.page, one, true)));
            }
        }
        all
    }
}

fn strings_of<'v>(item: &'v Value, key: &str) -> Vec<&'v str> {
    match &item[key] {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Everything is listed as the data files have it.
fn whole_lists_are_the_data_files(site: &Site<'_>) {
    let (_, records) = site.ask(&question(What::Deficiencies));
    assert_eq!(records.to_csv(&site.strings), site.tree["data/records.csv"]);
    let (_, measures) = site.ask(&question(What::Measures));
    assert_eq!(measures.to_csv(&site.strings), site.tree["data/measures.csv"]);
    let expected = |list: &str| site.json[list].as_array().unwrap().clone();
    assert_eq!(site.items(&question(What::Deficiencies)), expected("records"));
    assert_eq!(site.items(&question(What::Reports)), expected("reports_due"));
    let listed: Vec<MeasureData> = site
        .items(&question(What::Measures))
        .into_iter()
        .map(|item| serde_json::from_value(item).unwrap())
        .collect();
    let expected: Vec<&MeasureData> = site.measures().into_iter().map(|(_, _, _, one, _)| one).collect();
    assert_eq!(serde_json::to_value(listed).unwrap(), serde_json::to_value(expected).unwrap());
}

/// Calendars are those of the site, byte for byte, for all of it, a body, and a unit.
fn calendars_are_those_of_the_site(site: &Site<'_>) {
    let deadlines = question(What::Deadlines);
    let calendar = |question: &Question| {
        let list = site.ask(question).1;
        (!list.entries.is_empty()).then(|| list.to_calendar(Language::Vi))
    };
    assert_eq!(calendar(&deadlines).as_ref(), site.tree.get("calendar.ics"));
    for (body, (_, units)) in site.ask(&deadlines).0 {
        let of_body = Question { body: Some(body.clone()), ..deadlines.clone() };
        assert_eq!(calendar(&of_body).as_ref(), site.tree.get(&format!("{body}/calendar.ics")));
        for (unit, _) in units {
            let of_unit = Question { unit: Some(unit.clone()), ..of_body.clone() };
            let name = khacphuc::vietnamese::letters::file_name(&unit);
            assert_eq!(calendar(&of_unit).as_ref(), site.tree.get(&format!("{body}/unit/{name}.ics")));
        }
    }
}

/// A list of some is the list of all without the others, for each way to ask for some.
fn filters_leave_what_they_say(site: &Site<'_>) {
    for what in ALL {
        let all = site.items(&question(what));
        let (names, _) = site.ask(&question(what));
        let agree = |asked: Question, fits: &dyn Fn(&Value) -> bool| {
            let expected: Vec<&Value> = all.iter().filter(|item| fits(item)).collect();
            let found = site.items(&asked);
            assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{asked:?}");
        };
        for (body, (_, units)) in &names {
            agree(Question { body: Some(body.clone()), ..question(what) }, &|item| item["body"] == **body);
            for (unit, _) in units {
                let asked = Question { body: Some(body.clone()), unit: Some(unit.clone()), ..question(what) };
                agree(asked, &|item| {
                    let keys = ["lead", "coordinate", "monitor", "unit", "to"];
                    let mut units = keys.iter().flat_map(|key| strings_of(item, key));
                    item["body"] == **body
                        && units.any(|named| site.present(body, named) == site.present(body, unit))
                });
            }
        }
        let years: BTreeSet<i64> = all.iter().filter_map(|item| item["year"].as_i64()).collect();
        for year in years {
            let asked = Question { year: i16::try_from(year).ok(), ..question(what) };
            agree(asked, &|item| item["year"] == year);
        }
        // Every state that is listed can be asked for.
        let states = all.iter().flat_map(|item| ["status", "onward", "state"].map(|key| item[key].as_str()));
        let unknown: BTreeSet<&str> =
            states.flatten().filter(|state| !what.states().contains(state)).collect();
        assert_eq!(unknown, BTreeSet::new(), "{what:?}");
        for state in what.states() {
            let asked = Question { states: vec![(*state).to_owned()], ..question(what) };
            agree(asked, &|item| match what {
                What::Deficiencies => item["status"] == *state || item["onward"] == *state,
                What::Measures | What::Deadlines => item["state"] == *state,
                What::Reports => {
                    let due = strings_of(item, "due");
                    let is_ahead = due.iter().any(|due| *due >= AS_OF);
                    *state
                        == if due.is_empty() {
                            "undated"
                        } else if is_ahead {
                            "ahead"
                        } else {
                            "past"
                        }
                }
            });
        }
    }
}

/// What is late is what the data files call late, unless its deficiency was dropped; and the pages count
/// the same.
fn late_is_what_the_site_calls_late(site: &Site<'_>) {
    let late = |what| site.items(&Question { late: true, ..question(what) });
    let expected: Vec<(&str, &str)> = (site.measures().into_iter())
        .filter(|(_, _, _, measure, asked)| *asked && measure.late)
        .map(|(_, _, page, measure, _)| (page, measure.text.as_str()))
        .collect();
    let measures = late(What::Measures);
    let pairs = |items: &[Value]| -> Vec<(String, String)> {
        let text = |item: &Value, key: &str| item[key].as_str().unwrap().to_owned();
        items.iter().map(|item| (text(item, "page"), text(item, "text"))).collect()
    };
    let listed = pairs(&measures);
    assert_eq!(listed.iter().map(|(a, b)| (&**a, &**b)).collect::<Vec<_>>(), expected);
    let mut deadlines = pairs(&late(What::Deadlines));
    let mut sorted = listed.clone();
    deadlines.sort();
    sorted.sort();
    assert_eq!(deadlines, sorted);
    let of_records: BTreeSet<&str> = (site.ledger.records.iter())
        .filter(|record| record.status.word() != "dropped" && record.measures.iter().any(|one| one.late))
        .map(|record| record.page.as_str())
        .collect();
    let records = late(What::Deficiencies);
    assert_eq!(records.iter().filter_map(|item| item["page"].as_str()).collect::<BTreeSet<_>>(), of_records);
    // The calendar of each year says how many of its measures are late.
    for (path, bytes) in site.tree.iter().filter(|(path, _)| path.ends_with("/calendar.html")) {
        let (body, rest) = path.split_once('/').unwrap();
        let year: i64 = rest.split_once('/').unwrap().0.parse().unwrap();
        let page = String::from_utf8_lossy(bytes);
        let counted = page.split_once("<li class=\"is-late\">").map_or("0", |(_, part)| part);
        let words =
            counted.split("</li>").next().unwrap().split('<').filter_map(|part| part.rsplit('>').next());
        let digits: String = words.flat_map(str::chars).filter(char::is_ascii_digit).collect();
        let listed = measures.iter().filter(|item| item["body"] == *body && item["year"] == year).count();
        assert_eq!(digits.parse(), Ok(listed), "{path}");
    }
}

/// What is due soon is due by the dates of the data files.
fn soon_is_by_the_dates(site: &Site<'_>) {
    let as_of = day(AS_OF);
    for (text, end) in [("0d", as_of), ("30d", as_of + 30.days()), ("1y", as_of + 1.year())] {
        let within = |what| Question { due_within: text.parse().ok(), ..question(what) };
        let fits = |due: &str| due >= AS_OF && *due <= *end.to_string();
        let all = site.items(&question(What::Deadlines));
        let soon: Vec<Value> =
            all.into_iter().filter(|item| item["next"].as_str().is_some_and(fits)).collect();
        assert_eq!(site.items(&within(What::Deadlines)), soon, "{text}");
        let of_measures = soon.iter().filter(|item| item["kind"] == "measure").count();
        assert_eq!(site.items(&within(What::Measures)).len(), of_measures, "{text}");
        let all = site.items(&question(What::Reports));
        let reports: Vec<Value> = all
            .into_iter()
            .filter(|item| strings_of(item, "due").into_iter().find(|due| *due >= AS_OF).is_some_and(fits))
            .collect();
        assert_eq!(site.items(&within(What::Reports)), reports, "{text}");
    }
}

fn agree(scan: &Scan) {
    for edition in [Edition::Public, Edition::Internal] {
        let settings = settings(edition, Language::Vi);
        let engine = Engine::new(scan, &settings).unwrap();
        let site = Site::of(&engine);
        whole_lists_are_the_data_files(&site);
        calendars_are_those_of_the_site(&site);
        filters_leave_what_they_say(&site);
        late_is_what_the_site_calls_late(&site);
        soon_is_by_the_dates(&site);
        lines_fit(&site);
    }
}

/// Lines of a table are as wide as asked at most, whatever is in them.
fn lines_fit(site: &Site<'_>) {
    for what in ALL {
        let list = site.ask(&question(what)).1;
        for width in [60, 80, 100] {
            let table = list.to_table(&site.strings, width);
            assert_eq!(table.lines().count(), list.entries.len() + 1);
            assert!(
                table.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= width),
                "{table}"
            );
        }
    }
}

#[test]
fn a_list_of_the_shipped_content_agrees_with_its_site() {
    agree(&shipped());
}

proptest! {
    #![proptest_config(cases(3))]

    #[test]
    fn a_list_of_any_corpus_agrees_with_its_site(world in worlds(3, 4)) {
        agree(&scan_of(&files(&world)));
    }
}
