//! The shipped content, read as a document: what must come out for Tây Ninh from 2021 to 2023, and for the two other
//! bodies. The figures are those of the five real documents; nothing here follows from what the program does.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/corpus.rs"]
mod corpus;

use corpus::{arg, data, day, of_code, settings, shipped};
use khacphuc::Engine;
use khacphuc::diagnostic::{Code, Diagnostic};
use khacphuc::export::data::{DeadlineData, IndicatorData, LedgerData, RecordData};
use khacphuc::front_matter::{Basis, EdgeKind, Meta, Status};
use khacphuc::language::Language;
use khacphuc::model::ledger::{Balance, Ledger, Onward, Origin, Outcome, Paper, PromiseOutcome};
use khacphuc::scan::Scan;
use khacphuc::settings::Edition;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static CONTENT: LazyLock<Scan> = LazyLock::new(shipped);

fn read<T>(edition: Edition, look: impl FnOnce(&Engine<'_>) -> T) -> T {
    let settings = settings(edition, Language::Vi);
    look(&Engine::new(&CONTENT, &settings).unwrap())
}

fn ledger() -> LedgerData {
    read(Edition::Internal, data)
}

fn found(code: Code) -> Vec<Diagnostic> {
    read(Edition::Internal, |draft| of_code(&draft.findings().reported, code).into_iter().cloned().collect())
}

fn records(ledger: &LedgerData, year: i16) -> Vec<&RecordData> {
    ledger.records.iter().filter(|record| record.body == "tay-ninh" && record.year == year).collect()
}

fn record<'l>(ledger: &'l LedgerData, year: i16, name: &str) -> &'l RecordData {
    records(ledger, year).into_iter().find(|record| record.deficiency == name).unwrap()
}

/// A review, plan or report, by its content path.
fn paper<T>(path: &str, look: impl FnOnce(&Ledger, &Paper) -> T) -> T {
    read(Edition::Internal, |draft| {
        let ledger = draft.ledger().unwrap();
        look(&ledger, ledger.papers.iter().find(|paper| paper.document.path.as_str() == path).unwrap())
    })
}

// -- the content as a whole ----------------------------------------------------------------------------------------

/// Both editions can be built.
#[test]
fn nothing_stops_a_build() {
    for edition in [Edition::Public, Edition::Internal] {
        read(edition, |draft| assert_eq!(corpus::errors(&draft.findings().reported), [""; 0], "{edition:?}"));
    }
}

#[test]
fn three_bodies_and_their_papers() {
    let paths = read(Edition::Public, |draft| {
        draft
            .ledger()
            .unwrap()
            .papers
            .iter()
            .map(|paper| paper.document.path.as_str().to_owned())
            .collect::<Vec<_>>()
    });
    let expected = [
        "binh-duong/2020/plan",
        "kien-giang/2013/plan",
        "tay-ninh/2020/review",
        "tay-ninh/2021/chi-thi-06",
        "tay-ninh/2021/plan",
        "tay-ninh/2021/report",
        "tay-ninh/2023/plan",
    ];
    assert_eq!(paths, expected);
}

// -- from 2021 to 2023 ---------------------------------------------------------------------------------------------

/// Unresolved 4 = carried 2 + unaccounted 2; records of 2023: 3 = 2 carried + 1 split − 1 merged + 1 new. Of 2022
/// there is no document. It is the only balance of the content, and both editions have it.
#[test]
fn the_balance_of_2021_and_2023() {
    let expected = Balance {
        body: "tay-ninh".to_owned(),
        from: 2021,
        to: 2023,
        unresolved: 4,
        carried: 2,
        taken_over: 0,
        withheld: 0,
        unaccounted: 2,
        split_extra: 1,
        merge_absorbed: 1,
        inherited: 0,
        resurfaced: 0,
        reopened: 0,
        new: 1,
        records: 3,
        fixed: 0,
        dropped: 0,
        unresolved_end: 3,
        years_without_documents: vec![2022],
    };
    for edition in [Edition::Public, Edition::Internal] {
        assert_eq!(read(edition, data).balances, std::slice::from_ref(&expected), "{edition:?}");
    }
}

#[test]
fn what_was_found_in_2020_and_how_2021_judged_it() {
    let ledger = ledger();
    let found: Vec<_> = records(&ledger, 2021)
        .into_iter()
        .map(|record| {
            (record.deficiency.as_str(), record.area.as_deref().unwrap(), record.status, record.recognised)
        })
        .collect();
    let expected = [
        ("chi-tieu-nam", "lanh-dao", Status::NotFixed, 2020),
        ("doan-ket-tap-hop", "phong-trao", Status::Improving, 2020),
        ("hop-ban-thuong-vu", "to-chuc", Status::Improving, 2020),
        ("ma-tuy", "tuyen-truyen", Status::PartlyFixed, 2020),
    ];
    assert_eq!(found, expected);
    assert!(records(&ledger, 2021).iter().all(|record| record.plan.as_deref() == Some("300-KH/TĐTN-VP")));
}

#[test]
fn what_2023_has() {
    let ledger = ledger();
    let found: Vec<_> = records(&ledger, 2023)
        .into_iter()
        .map(|record| {
            (record.deficiency.as_str(), record.area.as_deref().unwrap(), record.origin, record.onward)
        })
        .collect();
    let expected = [
        ("chi-tieu-nam", "lanh-dao", Origin::Carried, Onward::Latest),
        ("ket-nap-dang", "to-chuc", Origin::Carried, Onward::Latest),
        ("thu-hoi-von-khoi-nghiep", "phong-trao", Origin::New, Onward::Latest),
    ];
    assert_eq!(found, expected);
    assert!(
        records(&ledger, 2023)
            .iter()
            .all(|record| record.recognised == 2022 && record.status == Status::Open)
    );
}

/// One goes on narrowed, one of its missed targets splits off, another merges into it. No document says so: all three
/// are inferred, and say why.
#[test]
fn three_edges_all_inferred_with_reasons() {
    let ledger = ledger();
    let edges: Vec<_> = records(&ledger, 2023)
        .into_iter()
        .flat_map(|record| record.from.iter().map(|edge| (record.deficiency.as_str(), edge)))
        .collect();
    let shown: Vec<_> = edges
        .iter()
        .map(|(to, edge)| (*to, edge.r#as, edge.year, edge.deficiency.as_str(), edge.basis))
        .collect();
    let expected = [
        ("chi-tieu-nam", EdgeKind::Narrowed, 2021, "chi-tieu-nam", Basis::Inferred),
        ("chi-tieu-nam", EdgeKind::Merged, 2021, "doan-ket-tap-hop", Basis::Inferred),
        ("ket-nap-dang", EdgeKind::Split, 2021, "chi-tieu-nam", Basis::Inferred),
    ];
    assert_eq!(shown, expected);
    assert!(edges.iter().all(|(_, edge)| edge.reason.as_ref().is_some_and(|reason| reason.len() > 40)));
    assert!(edges[1].1.reason.as_ref().is_some_and(|reason| reason.contains("08-ĐA/TU")));
}

/// All four of 2021 were to go on in 2022, of which there is no document, so nobody can check. Two were never heard of
/// again.
#[test]
fn promises_for_2022_and_what_was_never_heard_of_again() {
    let ledger = ledger();
    let kept: Vec<_> = records(&ledger, 2021)
        .into_iter()
        .map(|record| (record.deficiency.as_str(), record.continue_in, record.promise, record.onward))
        .collect();
    let uncheckable = Some(PromiseOutcome::Uncheckable);
    let expected = [
        ("chi-tieu-nam", Some(2022), uncheckable, Onward::Carried),
        ("doan-ket-tap-hop", Some(2022), uncheckable, Onward::Carried),
        ("hop-ban-thuong-vu", Some(2022), uncheckable, Onward::Unaccounted),
        ("ma-tuy", Some(2022), uncheckable, Onward::Unaccounted),
    ];
    assert_eq!(kept, expected);
    let unaccounted = found(Code::Unaccounted);
    let names: Vec<String> = unaccounted.iter().map(|found| arg(found, "found")).collect();
    assert_eq!(names, ["hop-ban-thuong-vu", "ma-tuy"]);
    assert_eq!(found(Code::PromiseUncheckable).len(), 4);
}

/// Years count from 2020, when the deficiency was recognised, also for what split off later.
#[test]
fn lineages_and_years_outstanding() {
    let lineages: Vec<_> = (ledger().lineages.into_iter())
        .map(|lineage| (lineage.id, lineage.records.len(), lineage.outcome, lineage.years_outstanding))
        .collect();
    let expected = [
        ("tay-ninh/chi-tieu-nam".to_owned(), 2, Outcome::Open, 3),
        ("tay-ninh/doan-ket-tap-hop".to_owned(), 1, Outcome::Carried, 3),
        ("tay-ninh/hop-ban-thuong-vu".to_owned(), 1, Outcome::Unaccounted, 3),
        ("tay-ninh/ket-nap-dang".to_owned(), 1, Outcome::Open, 3),
        ("tay-ninh/ma-tuy".to_owned(), 1, Outcome::Unaccounted, 3),
        ("tay-ninh/thu-hoi-von-khoi-nghiep".to_owned(), 1, Outcome::Open, 1),
    ];
    assert_eq!(lineages, expected);
}

// -- measures of 2023 ----------------------------------------------------------------------------------------------

/// A deadline in short: `by_month 2023-02-28`.
fn short(deadline: Option<&DeadlineData>) -> String {
    let Some(deadline) = deadline else { return "undated".to_owned() };
    let kind = serde_json::to_value(deadline.kind).unwrap();
    let day = deadline.due.map_or("-".to_owned(), |due| due.to_string());
    format!("{} {day}", kind.as_str().unwrap_or("unread"))
}

fn deadlines(record: &RecordData) -> Vec<String> {
    record.measures.iter().map(|measure| short(measure.deadline.as_ref())).collect()
}

#[test]
fn sixteen_measures_of_which_fourteen_are_dated() {
    let ledger = ledger();
    let all: Vec<String> = records(&ledger, 2023).into_iter().flat_map(deadlines).collect();
    assert_eq!(all.len(), 16);
    let mut by_kind: BTreeMap<&str, usize> = BTreeMap::new();
    for deadline in &all {
        *by_kind.entry(deadline.split(' ').next().unwrap()).or_default() += 1;
    }
    let expected = [
        ("by_month", 3),
        ("by_quarter", 3),
        ("continuous", 3),
        ("continuous_focus", 1),
        ("range", 2),
        ("undated", 2),
        ("within_year", 2),
    ];
    assert_eq!(by_kind.into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(found(Code::DeadlineMissing).iter().filter(|found| arg(found, "year") == "2023").count(), 2);
}

#[test]
fn each_measure_of_2023_is_due_when_the_plan_says() {
    let ledger = ledger();
    let of = |name| deadlines(record(&ledger, 2023, name));
    assert_eq!(
        of("chi-tieu-nam"),
        [
            "by_month 2023-02-28",
            "range 2023-12-31",
            "by_quarter 2023-06-30",
            "continuous_focus 2023-12-31",
            "continuous 2023-12-31",
        ]
    );
    assert_eq!(
        of("ket-nap-dang"),
        [
            "by_quarter 2023-03-31",
            "continuous 2023-12-31",
            "continuous 2023-12-31",
            "range 2023-12-31",
            "undated",
            "undated",
        ]
    );
    assert_eq!(
        of("thu-hoi-von-khoi-nghiep"),
        [
            "within_year 2023-12-31",
            "within_year 2023-12-31",
            "by_month 2023-02-28",
            "by_month 2023-02-28",
            "by_quarter 2023-03-31",
        ]
    );
}

#[test]
fn who_leads_coordinates_and_monitors() {
    let ledger = ledger();
    let roles = |name| {
        let record = record(&ledger, 2023, name);
        (record.lead.clone().unwrap(), record.coordinate.join(" "), record.monitor.join(" "))
    };
    let owned =
        |lead: &str, coordinate: &str, monitor: &str| (lead.into(), coordinate.into(), monitor.into());
    assert_eq!(roles("chi-tieu-nam"), owned("tckt", "bpt", "vp"));
    assert_eq!(roles("ket-nap-dang"), owned("tckt", "bpt", ""));
    assert_eq!(roles("thu-hoi-von-khoi-nghiep"), owned("bpt", "", ""));
    let measures = records(&ledger, 2023).into_iter().flat_map(|record| {
        record.measures.iter().map(move |measure| (measure.lead.as_ref() == record.lead.as_ref(), measure))
    });
    assert!(measures.into_iter().all(|(is_led_by_the_records_lead, _)| is_led_by_the_records_lead));
}

/// On the last day of 2023 the six that were due by a month or a quarter are late, since nobody claims them done. What
/// runs to that very day is not late on it.
#[test]
fn six_measures_are_late_on_the_last_day() {
    let ledger = ledger();
    let late: Vec<String> = records(&ledger, 2023)
        .into_iter()
        .flat_map(|record| &record.measures)
        .filter(|measure| measure.late)
        .map(|measure| short(measure.deadline.as_ref()))
        .collect();
    assert_eq!(late.len(), 6, "{late:?}");
    assert!(
        late.iter().all(|deadline| deadline.starts_with("by_month") || deadline.starts_with("by_quarter"))
    );
    let measures = records(&ledger, 2021).into_iter().flat_map(|record| &record.measures).collect::<Vec<_>>();
    assert!(measures.iter().all(|measure| measure.claimed_done && !measure.late));
}

// -- reports due ---------------------------------------------------------------------------------------------------

/// The year report is due before 01/11/2023 while eight measures run to 31/12; the half-year report before 10/5, while
/// one measure runs to 30/6. The tool finds both.
#[test]
fn reports_due_before_the_deadlines_that_they_cover() {
    let too_early: Vec<_> = found(Code::ReportTooEarly)
        .iter()
        .map(|found| [arg(found, "found"), arg(found, "due"), arg(found, "count")])
        .collect();
    assert_eq!(too_early, [["Báo cáo 6 tháng", "09/5/2023", "1"], ["Báo cáo năm", "31/10/2023", "8"]]);
}

#[test]
fn reports_that_plans_ask_for() {
    let due: Vec<_> = (ledger().reports_due.into_iter())
        .map(|report| {
            let days: Vec<String> = report.due.iter().map(ToString::to_string).collect();
            let every = report.every.unwrap_or_else(|| "-".to_owned());
            format!(
                "{}/{} {every} {} → {}",
                report.body,
                report.year,
                days.join(","),
                report.to.unwrap_or_default()
            )
        })
        .collect();
    let expected = [
        "binh-duong/2020 -  → ",
        "kien-giang/2013 P1Y  → ",
        "kien-giang/2013 - 2015-12-31 → ",
        "tay-ninh/2021 P1Y 2021-11-04 → tckt",
        "tay-ninh/2021 P1M  → ",
        "tay-ninh/2023 P1M  → ",
        "tay-ninh/2023 P3M  → ",
        "tay-ninh/2023 - 2023-05-09 → vp",
        "tay-ninh/2023 - 2023-10-31 → vp",
    ];
    assert_eq!(due, expected);
}

// -- figures -------------------------------------------------------------------------------------------------------

/// The report of 2021 gives four pairs of figures twice, with different values. The tool finds all four and no other,
/// and in both editions.
#[test]
fn exactly_four_pairs_of_figures_contradict_each_other() {
    let expected = [
        ("Chi hội công nhân thành lập mới trên địa bàn dân cư", "17 / 137", "18 / 139"),
        ("Tổ chức Đoàn thành lập mới trong doanh nghiệp ngoài nhà nước", "05 / 117", "06 / 117"),
        ("Chi hội thành lập mới trong doanh nghiệp ngoài nhà nước", "02 / 65", "01 / 60"),
        ("Đoàn viên ưu tú là công nhân được giới thiệu cho Đảng và được kết nạp", "56 / 20", "53 / 17"),
    ];
    for edition in [Edition::Public, Edition::Internal] {
        let conflicts = read(edition, data).conflicts;
        assert!(
            conflicts.iter().all(|conflict| (conflict.body.as_str(), conflict.year) == ("tay-ninh", 2021))
        );
        let mut found: Vec<_> = conflicts
            .iter()
            .map(|conflict| (conflict.name.as_str(), conflict.first.as_str(), conflict.second.as_str()))
            .collect();
        found.sort_unstable();
        let mut expected = expected;
        expected.sort_unstable();
        assert_eq!(found, expected, "{edition:?}");
    }
    assert_eq!(found(Code::IndicatorConflict).len(), 4);
}

/// What is the same in both places, 01 branch with 06 members, is no contradiction.
#[test]
fn equal_figures_are_no_contradiction() {
    let ledger = ledger();
    let same = |name| {
        let row = indicator(&record(&ledger, 2021, name).indicators, "Chi đoàn công nhân thành lập mới");
        row.actual.as_ref().unwrap().raw.clone()
    };
    assert_eq!(same("chi-tieu-nam"), same("doan-ket-tap-hop"));
}

fn indicator<'i>(indicators: &'i [IndicatorData], name: &str) -> &'i IndicatorData {
    indicators
        .iter()
        .find(|indicator| indicator.name.starts_with(name))
        .unwrap_or_else(|| panic!("no {name}"))
}

/// `target → actual: met`, as printed.
fn told(indicator: &IndicatorData) -> String {
    let raw = |figure: &Option<khacphuc::export::data::FigureData>| {
        figure.as_ref().map_or("-".to_owned(), |f| f.raw.clone())
    };
    let met = indicator.met.map_or("open", |met| if met { "met" } else { "missed" });
    format!("{} → {}: {met}", raw(&indicator.target), raw(&indicator.actual))
}

/// The targets of 2021 that were met and missed, and those that the report leaves open.
#[test]
fn targets_of_2021() {
    let ledger = ledger();
    let rows = &record(&ledger, 2021, "chi-tieu-nam").indicators;
    let table = [
        ("Chỉ tiêu năm 2021", "11 → 9/11: missed"),
        ("Nội dung đạt trong chỉ tiêu giới thiệu", "3 → 01/03: missed"),
        ("Đoàn viên ưu tú giới thiệu cho Đảng", "ít nhất 2.000 → 1.805: missed"),
        ("Tỷ lệ công nhân", "5% → 3,1%: missed"),
        ("Tỷ lệ kết nạp Đảng", "10% → 35,7%: met"),
        ("Nội dung đạt trong chỉ tiêu thành lập", "2 → 01/02: missed"),
        ("Chi đoàn hoặc chi hội công nhân mới", "ít nhất 02 → -: open"),
        ("Tổ chức Đoàn hoặc Hội mới", "1 → -: open"),
        ("Tỷ lệ tổ chức Hội", "20% → -: open"),
    ];
    for (name, expected) in table {
        assert_eq!(told(indicator(rows, name)), expected, "{name}");
    }
    let rows = &record(&ledger, 2023, "chi-tieu-nam").indicators;
    assert_eq!(rows.iter().map(told).collect::<Vec<_>>(), ["10 → 9/10: missed"]);
}

/// Every figure of the two other records of 2021 with numbers, as printed.
#[test]
fn results_of_2021() {
    let ledger = ledger();
    let actuals = |name| -> Vec<String> {
        let rows = record(&ledger, 2021, name).indicators.iter();
        rows.filter_map(|row| row.actual.as_ref().map(|actual| actual.raw.clone())).collect()
    };
    let drugs = [
        "100%",
        "94",
        "1.231",
        "252",
        "hơn 19.732",
        "64",
        "hơn 8.162",
        "4.350",
        "94/94",
        "154",
        "103",
        "117",
        "23",
        "1.723",
        "32",
        "13.6 triệu đồng",
        "12",
    ];
    assert_eq!(actuals("ma-tuy"), drugs);
    let gathering = [
        "82,48%",
        "1",
        "46",
        "1.900",
        "hơn 1,4 tỷ đồng",
        "18 / 139",
        "01 / 06",
        "06 / 117",
        "01 / 60",
        "53 / 17",
    ];
    assert_eq!(actuals("doan-ket-tap-hop"), gathering);
    assert_eq!(actuals("hop-ban-thuong-vu"), ["05 lần"]);
}

/// `13.6 triệu đồng` is the one doubtful number; it is read as what it means.
#[test]
fn one_doubtful_number() {
    let doubtful = found(Code::DoubtfulNumber);
    assert_eq!(doubtful.iter().map(|found| arg(found, "found")).collect::<Vec<_>>(), ["13.6 triệu đồng"]);
    let ledger = ledger();
    let row = indicator(&record(&ledger, 2021, "ma-tuy").indicators, "Kinh phí quà tặng");
    let value =
        row.actual.as_ref().and_then(|actual| actual.figure.as_ref()).map(|figure| figure.value.to_string());
    assert_eq!(value.as_deref(), Some("13600000"));
}

/// 04, 04, 04 and 03 deficiencies are declared, and they are all there.
#[test]
fn declared_counts_are_right() {
    let declared: Vec<_> = read(Edition::Internal, |draft| {
        let ledger = draft.ledger().unwrap();
        let papers = ledger.papers.iter();
        papers
            .filter_map(|paper| paper.document.meta.paper()?.declares.as_ref().map(|count| count.value))
            .collect()
    });
    assert_eq!(declared, [4, 4, 4, 3]);
    assert!(found(Code::DeclaredCount).is_empty());
}

// -- documents -----------------------------------------------------------------------------------------------------

/// The 24 documents that the five cite: number, issuer, day.
const DOCUMENTS: [(&str, &str, &str); 24] = [
    ("02-KL/TWĐTN-CNĐT", "Ban Thường vụ Trung ương Đoàn", "2018-07-02"),
    ("03-CT/TWĐTN-BTC", "Ban Bí thư Trung ương Đoàn", "2021-07-21"),
    ("06-CT/TU", "Ban Thường vụ Tỉnh ủy Tây Ninh", "2021-07-20"),
    ("08-ĐA/TU", "Ban Thường vụ Tỉnh ủy Tây Ninh", "2020-03-27"),
    ("13-HD/TĐTN-TCKT", "Ban Thường vụ Tỉnh đoàn Tây Ninh", "2019-01-17"),
    ("138-KH/TĐTN-TCKT", "Ban Thường vụ Tỉnh đoàn Tây Ninh", "2019-05-23"),
    ("16-HD/TĐTN-TCKT", "Ban Thường vụ Tỉnh đoàn Tây Ninh", "2019-02-27"),
    ("194-KH/TĐTN-VP", "Ban Thường vụ Tỉnh đoàn Bình Dương", "2019-08-12"),
    ("21-KH/UBH", "Ban Thư ký Ủy ban Hội tỉnh", "2021-03-05"),
    ("227-KH/TĐTN-TCKT", "Ban Thường vụ Tỉnh đoàn Bình Dương", "2020-01-07"),
    ("229-KH/TWĐTN-BKT", "Ban Bí thư Trung ương Đoàn", "2020-02-24"),
    ("231-KH/TĐTN-TCKT", "Ban Thường vụ Tỉnh đoàn Bình Dương", "2020-01-31"),
    ("280-KH/TĐTN-TCKT", "Ban Thường vụ Tỉnh đoàn Tây Ninh", "2020-12-04"),
    ("289-QĐ/TW", "Ban Bí thư Trung ương Đảng", "2010-02-08"),
    ("2961-CV/TĐTN-TCKT", "Ban Thường vụ Tỉnh đoàn Tây Ninh", "2021-06-15"),
    ("2973-CV/TĐTN-BPT", "Ban Thường vụ Tỉnh đoàn Tây Ninh", "2021-06-21"),
    ("300-KH/TĐTN-VP", "Ban Thường vụ Tỉnh đoàn Tây Ninh", "2021-03-03"),
    ("301-KH/TĐTN-BPT", "Ban Thường vụ Tỉnh đoàn Tây Ninh", "2021-03-03"),
    ("322-KH/TĐTN-TCKT", "Ban Thường vụ Tỉnh đoàn Tây Ninh", "2021-04-23"),
    ("3277-CV/TĐTN-TCKT", "Ban Thường vụ Tỉnh đoàn Tây Ninh", "2021-10-29"),
    ("349-KH/TĐTN-TCKT", "Ban Thường vụ Tỉnh đoàn Tây Ninh", "2021-08-04"),
    ("355-KH/TĐTN-BPT", "Ban Thường vụ Tỉnh đoàn Tây Ninh", "2021-08-12"),
    ("363-KH/TĐTN-BPT", "Ban Thường vụ Tỉnh đoàn Tây Ninh", "2021-09-23"),
    ("94/2010/NĐ-CP", "Chính phủ", "2010-09-09"),
];

/// One of the 24 is internal.
const INTERNAL_DOCUMENT: &str = "2961-CV/TĐTN-TCKT";

/// All are identified by issuer and day, and every one is cited. There is no other number in the content.
#[test]
fn twenty_four_documents_are_known_and_cited() {
    let mut documents = ledger().documents;
    documents.sort_by(|a, b| a.number.cmp(&b.number));
    let found: Vec<_> = documents
        .iter()
        .map(|document| (document.number.as_str(), document.issuer.as_deref().unwrap_or("?"), document.date))
        .collect();
    let expected = DOCUMENTS.map(|(number, issuer, date)| (number, issuer, Some(day(date))));
    assert_eq!(found, expected);
    let uncited: Vec<_> = documents.iter().filter(|document| document.cited_by.is_empty()).collect();
    assert!(uncited.is_empty() && documents.iter().all(|document| document.declared), "{uncited:?}");
    assert!(found_none([Code::DocumentUndeclared, Code::DocumentAmbiguous]));
}

fn found_none(codes: [Code; 2]) -> bool {
    codes.into_iter().all(|code| found(code).is_empty())
}

#[test]
fn one_of_them_is_internal() {
    let numbers: Vec<String> =
        (read(Edition::Public, data).documents.into_iter()).map(|found| found.number).collect();
    assert_eq!(numbers.len(), 23);
    assert!(!numbers.iter().any(|number| number == INTERNAL_DOCUMENT));
}

/// `08-ĐA/TU` is cited by the records of both years: it is how work on young workers moved from one to the other.
#[test]
fn a_scheme_of_2020_runs_through_both_years() {
    let ledger = ledger();
    let citing =
        ledger.records.iter().filter(|record| record.cites.iter().any(|number| number == "08-ĐA/TU"));
    let citing: Vec<_> = citing.map(|record| (record.year, record.deficiency.as_str())).collect();
    assert_eq!(citing, [(2021, "doan-ket-tap-hop"), (2023, "chi-tieu-nam")]);
}

// -- the other plans -----------------------------------------------------------------------------------------------

/// `level: target, rhythm or last good day`.
fn row(indicator: &IndicatorData) -> String {
    let target = indicator.target.as_ref().map_or("-", |target| target.raw.as_str());
    let deadline = indicator.deadline.as_ref();
    let when = deadline.map(|deadline| match (&deadline.every, deadline.due, deadline.start) {
        (Some(every), ..) => every.clone(),
        (None, Some(due), _) => due.to_string(),
        (None, None, start) => start.map_or("?".to_owned(), |start| format!("{start}/..")),
    });
    format!("{}: {target}, {}", indicator.level.as_deref().unwrap_or("-"), when.as_deref().unwrap_or("-"))
}

fn indicators_of(page: &str) -> Vec<String> {
    let papers = ledger().papers;
    papers.iter().find(|paper| paper.page == page).unwrap().indicators.iter().map(row).collect()
}

/// Nine targets at three levels, and six more in the tasks, each with its rhythm.
#[test]
fn targets_of_the_directive_plan() {
    let expected = [
        "Cấp tỉnh: ít nhất 01 lớp, P1Y",
        "Cấp tỉnh: -, P2Y",
        "Cấp tỉnh: ít nhất 60 ngày, P1Y",
        "Cấp tỉnh: -, 2021-12-31",
        "Cấp tỉnh: ít nhất 01 cuộc, P1Y",
        "Cấp huyện: ít nhất 01 lớp, P1Y",
        "Cấp huyện: ít nhất 01 hoạt động, P1Y",
        "Cấp cơ sở: -, P1Y",
        "Cấp cơ sở: ít nhất 01 lần, P3M",
        "Cấp cơ sở: 100%, 2022-12-31",
        "Cấp cơ sở: -, P1M",
        "Cấp cơ sở: -, P1M",
        "Cấp cơ sở: -, P3M",
        "Cấp cơ sở: 01 hoạt động, P3M",
        "Cấp tỉnh: -, P1Y",
    ];
    assert_eq!(indicators_of("tay-ninh/2021/chi-thi-06.html"), expected);
}

/// The directive plan has nine groups of measures: 4 + 2 + 7, 3 + 3 + 6, 5 + 3 + 2.
#[test]
fn measures_of_the_directive_plan() {
    let groups = paper("tay-ninh/2021/chi-thi-06", |_, paper| {
        let mut groups: Vec<(String, usize)> = Vec::new();
        for measure in &paper.measures {
            let group = measure.item.group.clone().unwrap_or_default();
            match groups.last_mut() {
                Some((last, count)) if *last == group => *count += 1,
                _ => groups.push((group, 1)),
            }
        }
        groups.into_iter().map(|(_, count)| count).collect::<Vec<_>>()
    });
    assert_eq!(groups, [4, 2, 7, 3, 3, 6, 5, 3, 2]);
}

/// It carries out the directive of the provincial committee, and belongs to no deficiency.
#[test]
fn the_directive_plan_implements_its_directive() {
    paper("tay-ninh/2021/chi-thi-06", |ledger, paper| {
        let Meta::Plan(plan) = &paper.document.meta else { panic!("it is a plan") };
        assert_eq!(
            plan.implements.iter().map(|number| number.value.as_str()).collect::<Vec<_>>(),
            ["06-CT/TU"]
        );
        let directive =
            ledger.documents.iter().find(|document| document.number.as_str() == "06-CT/TU").unwrap();
        assert_eq!(directive.implemented_by.len(), 1);
    });
}

/// Kiên Giang's plan of 2013 runs to 2015, and has no list of deficiencies.
#[test]
fn targets_of_2013_to_2015() {
    let expected =
        ["-: 80%, 2015-12-31", "-: 95%, 2015-12-31", "-: trên 65%, 2015-12-31", "-: -, 2014-01-01/.."];
    assert_eq!(indicators_of("kien-giang/2013/plan.html"), expected);
    paper("kien-giang/2013/plan", |ledger, paper| {
        let Meta::Plan(plan) = &paper.document.meta else { panic!("it is a plan") };
        assert_eq!((plan.years.first, plan.years.last), (2013, 2015));
        assert!(ledger.records.iter().all(|record| record.body == "tay-ninh"));
    });
}

/// Bình Dương's inspection plan: seven measures, of which two have a day and two hang on an event.
#[test]
fn measures_of_the_inspection_plan() {
    let papers = ledger().papers;
    let plan = papers.iter().find(|paper| paper.page == "binh-duong/2020/plan.html").unwrap();
    let deadlines: Vec<String> =
        plan.measures.iter().map(|measure| short(measure.deadline.as_ref())).collect();
    let expected = [
        "relative -",
        "undated",
        "undated",
        "undated",
        "before_date 2020-12-14",
        "before_date 2020-05-30",
        "relative -",
    ];
    assert_eq!(deadlines, expected);
    assert_eq!(plan.indicators.iter().map(row).collect::<Vec<_>>(), ["-: tối thiểu 60 ngày, 2020-12-14"]);
}

/// Every recipient of the five documents that is not a person.
#[test]
fn recipients_are_kept() {
    let count = |path| paper(path, |_, paper| paper.document.meta.paper().unwrap().recipients.len());
    assert_eq!(count("tay-ninh/2023/plan"), 10);
    assert_eq!(count("tay-ninh/2021/report"), 4);
    assert_eq!(count("kien-giang/2013/plan"), 5);
    assert_eq!(count("tay-ninh/2021/chi-thi-06"), 9);
    assert_eq!(count("binh-duong/2020/plan"), 6);
}

/// No signature names a person; two of the five plans and reports are signed by the deputy secretary.
#[test]
fn signatures_have_authority_and_position() {
    let signed = |path| {
        paper(path, |_, paper| {
            let signed = paper.document.meta.paper().unwrap().signed.clone().unwrap();
            (signed.authority.unwrap_or_default(), signed.position.unwrap_or_default())
        })
    };
    let board = "TM. BAN THƯỜNG VỤ TỈNH ĐOÀN";
    for (path, position) in [
        ("tay-ninh/2023/plan", "PHÓ BÍ THƯ"),
        ("tay-ninh/2021/report", "PHÓ BÍ THƯ"),
        ("tay-ninh/2021/chi-thi-06", "PHÓ BÍ THƯ"),
        ("kien-giang/2013/plan", "BÍ THƯ"),
        ("binh-duong/2020/plan", ""),
    ] {
        assert_eq!(signed(path), (board.to_owned(), position.to_owned()), "{path}");
    }
}

/// Who does what under the plan of 2023.
#[test]
fn assignments_of_2023() {
    let assigned = paper("tay-ninh/2023/plan", |_, paper| {
        let Meta::Plan(plan) = &paper.document.meta else { panic!("it is a plan") };
        let of = |names: &[khacphuc::source::Located<String>]| {
            names.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join(" ")
        };
        plan.assignments
            .iter()
            .map(|task| format!("{} {:?} {}", task.unit.value, task.role, of(&task.of)))
            .collect::<Vec<_>>()
    });
    let expected = [
        "tckt Lead chi-tieu-nam ket-nap-dang",
        "bpt Coordinate chi-tieu-nam ket-nap-dang",
        "vp Monitor chi-tieu-nam",
        "bpt Lead thu-hoi-von-khoi-nghiep",
        "vp Compile ",
    ];
    assert_eq!(assigned, expected);
}
