//! What is drafted is right: a year that goes on from the last one leaves nothing behind, and a new file leaves
//! nothing open but what `check` names.

use crate::balance::adds_up;
use crate::corpus::{Files, errors, scan_of, settings};
use crate::world::worlds;
use crate::{cases, text};
use khacphuc::diagnostic::Diagnostic;
use khacphuc::draft::{self, File, Material, Refusal};
use khacphuc::language::Language;
use khacphuc::model::ledger::Ledger;
use khacphuc::settings::{Audience, Edition};
use khacphuc::{Engine, Options};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

fn options(edition: Edition) -> Options {
    settings(edition, Language::Vi)
}

/// What an edition of the files says, and what there is to say about it.
fn judged(files: &Files, edition: Edition) -> (Ledger, Vec<Diagnostic>) {
    let (scan, options) = (scan_of(files), options(edition));
    let engine = Engine::new(&scan, &options).unwrap();
    (engine.ledger().unwrap(), engine.findings().reported.clone())
}

/// What is drafted from the files.
fn drafted<T>(files: &Files, draft: impl FnOnce(&Material<'_>) -> T) -> T {
    let (scan, options) = (scan_of(files), options(Edition::Internal));
    let ledger = Engine::new(&scan, &options).unwrap().ledger().unwrap();
    let headings = &options.config.headings;
    draft(&Material { ledger: &ledger, sources: &scan.sources, headings, language: Language::Vi })
}

/// Adds files, none of which may be there.
fn add(files: &mut Files, new: Vec<File>) {
    for File { path, text, .. } in new {
        assert!(files.insert(path.clone(), text).is_none(), "{path} is there");
    }
}

const WORDS: [&str; 14] = [
    "Phòng,",
    "chống",
    "ma",
    "túy",
    "Đoàn",
    "(đợt 1)",
    "R&D",
    "*sao*",
    "[ngoặc]",
    "`mã`",
    "Index",
    "Calendar",
    "<b>",
    "50%",
];

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_year_goes_on_with_all_that_the_last_one_left(
        world in worlds(2, 5), gap in 1..3i16, chosen in any::<Index>(),
    ) {
        let mut files = text::files(&world);
        let body = chosen.get(&world.bodies);
        let Some(last) = body.plan_years().last().map(|year| year.year) else { return Ok(()) };
        let year = body.years.last().map_or(last, |year| year.year).max(last) + gap;
        let before = errors(&judged(&files, Edition::Public).1);
        let (former, _) = judged(&files, Edition::Internal);
        let forward = |files: &Files| drafted(files, |material| draft::forward(material, &body.id, year)).unwrap();
        let new = forward(&files);
        add(&mut files, new);
        prop_assert_eq!(forward(&files), Vec::new(), "a second run");
        let (ledger, found) = judged(&files, Edition::Internal);
        prop_assert_eq!(errors(&found), Vec::<&str>::new());
        // A record that says it goes on where it is not public may keep an older promise there, which the public
        // cannot see kept: the build stops, and says so, as it does when such a record is written by hand.
        if before.is_empty() && !world.records().any(|(_, record)| record.withheld) {
            prop_assert_eq!(errors(&judged(&files, Edition::Public).1), before, "the public edition");
        }
        let balance = ledger.balances.iter().find(|balance| balance.body == body.id && balance.to == year);
        let balance = balance.unwrap();
        prop_assert!(adds_up(balance) && balance.unaccounted == 0 && balance.new == 0, "{:#?}", balance);
        for id in ledger.records_of(&body.id, year) {
            let record = ledger.record(*id);
            let behind = ledger.record(record.from[0].from);
            let old = former.records.iter().find(|old| old.document.path == behind.document.path).unwrap();
            let unfinished = old.measures.iter().filter(|measure| !measure.item.claimed_done);
            let unfinished: Vec<_> = unfinished.map(|measure| (&measure.item.text, &measure.lead)).collect();
            let copied = record.measures.iter().map(|measure| (&measure.item.text, &measure.lead));
            let copied: Vec<_> = copied.collect();
            prop_assert_eq!(copied, unfinished);
            prop_assert!(record.measures.iter().all(|measure| measure.item.deadline.is_none()));
            prop_assert_eq!(record.wording(), old.wording());
            let names = |record: &khacphuc::model::ledger::Record| -> Vec<String> {
                record.indicators.iter().map(|indicator| indicator.row.name.value.clone()).collect()
            };
            prop_assert_eq!(names(record), names(old));
            let is_empty = |row: &khacphuc::model::document::Indicator| row.actual.is_none() && row.target.is_none();
            prop_assert!(record.indicators.iter().all(|indicator| is_empty(&indicator.row)));
        }
    }

    #[test]
    fn a_new_record_leaves_open_what_check_names(words in vec(select(&WORDS[..]), 1..6), world in worlds(1, 3)) {
        let mut files = text::files(&world);
        let title = words.join(" ");
        let year = world.bodies[0].years.last().map_or(2021, |year| year.year) + 1;
        let said = draft::Record {
            body: world.bodies[0].id.clone(), year, title: title.clone(), area: Some("phong-trao".to_owned()),
            lead: None, coordinate: Vec::new(), monitor: Vec::new(), audience: Audience::Public,
        };
        for _ in 0..2 {
            let drafted = drafted(&files, |material| draft::record(material, &said));
            if title.chars().all(|letter| !letter.is_alphanumeric()) {
                prop_assert_eq!(drafted, Err(Refusal::NoTitle));
                return Ok(());
            }
            let file = drafted.unwrap();
            let path = file.path.clone();
            add(&mut files, vec![file]);
            let scan = scan_of(&files);
            let (ledger, found) = judged(&files, Edition::Internal);
            let own = found.iter().filter(|found| scan.sources.get(found.place.source).path == path);
            let own = own.map(|found| found.code.name()).filter(|name| *name != "plan-missing");
            let own: Vec<&str> = own.collect();
            prop_assert_eq!(own, ["measure-missing"]);
            prop_assert_eq!(errors(&found), Vec::<&str>::new());
            let record = ledger.records.iter().find(|record| format!("{}.md", record.path().as_str()) == path);
            prop_assert_eq!(&record.unwrap().document.title.value, &title);
            prop_assert!(record.unwrap().from.is_empty());
        }
    }
}
