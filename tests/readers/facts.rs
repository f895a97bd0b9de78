//! The facts of five real documents, copied from `facts/records.yaml`: each expression is read as its fields say.

use khacphuc::vietnamese::citation::{DocumentNumber, citations};
use khacphuc::vietnamese::date::{Date, YearSpan, read_printed_date};
use khacphuc::vietnamese::deadline::{Deadline, DeadlineKind};
use khacphuc::vietnamese::figure::{Bound, Figure, meets};

fn day(text: &str) -> Option<Date> {
    (text != "-").then(|| text.parse().expect("a day of the table"))
}

const PLAN_2023: YearSpan = YearSpan { first: 2023, last: 2023 };
const PLAN_2013: YearSpan = YearSpan { first: 2013, last: 2015 };
const DIRECTIVE: YearSpan = YearSpan { first: 2021, last: 2021 };
const PLAN_2020: YearSpan = YearSpan { first: 2020, last: 2020 };

/// Plan, expression, kind, start, last good day, rhythm, times.
type Expression = (YearSpan, &'static str, DeadlineKind, &'static str, &'static str, &'static str, u32);

#[rustfmt::skip]
const EXPRESSIONS: &[Expression] = {
    use DeadlineKind::*;
    &[
        (PLAN_2023, "hoàn thành trong tháng 02/2023", ByMonth, "-", "2023-02-28", "-", 0),
        (PLAN_2023, "thực hiện từ tháng 3/2023 đến hết năm", Range, "2023-03-01", "2023-12-31", "-", 0),
        (PLAN_2023, "hoàn thành trong quý II/2023", ByQuarter, "-", "2023-06-30", "-", 0),
        (PLAN_2023, "thực hiện thường xuyên, tập trung dịp Tết và Tháng Công nhân trong năm", ContinuousFocus, "2023-01-01", "2023-12-31", "-", 0),
        (PLAN_2023, "thực hiện thường xuyên", Continuous, "2023-01-01", "2023-12-31", "-", 0),
        (PLAN_2023, "hoàn thành trong quý I/2023", ByQuarter, "-", "2023-03-31", "-", 0),
        (PLAN_2023, "thực hiện thường xuyên, lồng ghép trong các đợt kiểm tra, giám sát", Continuous, "2023-01-01", "2023-12-31", "-", 0),
        (PLAN_2023, "thực hiện trong năm 2023", WithinYear, "2023-01-01", "2023-12-31", "-", 0),
        (PLAN_2023, "định kỳ hằng tháng", Recurring, "-", "-", "P1M", 0),
        (PLAN_2023, "định kỳ hằng quý, 6 tháng và năm", Recurring, "-", "-", "P3M", 0),
        (PLAN_2023, "định kỳ 6 tháng và cuối năm", Recurring, "-", "-", "P6M", 0),
        (PLAN_2023, "trước ngày 10/5/2023", BeforeDate, "-", "2023-05-09", "-", 0),
        (PLAN_2023, "trước ngày 01/11/2023", BeforeDate, "-", "2023-10-31", "-", 0),
        (PLAN_2013, "đến năm 2015", ByYear, "-", "2015-12-31", "-", 0),
        (PLAN_2013, "đến cuối năm 2015", ByYear, "-", "2015-12-31", "-", 0),
        (PLAN_2013, "kể từ năm 2014", FromYear, "2014-01-01", "-", "-", 0),
        (PLAN_2013, "hàng năm", Recurring, "-", "-", "P1Y", 0),
        (DIRECTIVE, "Thực hiện hằng năm", Recurring, "-", "-", "P1Y", 0),
        (DIRECTIVE, "Thực hiện định kỳ 2 năm/lần", Recurring, "-", "-", "P2Y", 1),
        (DIRECTIVE, "Thực hiện thường xuyên", Continuous, "2021-01-01", "2021-12-31", "-", 0),
        (DIRECTIVE, "Thực hiện ít nhất 01 hoạt động/năm", Recurring, "-", "-", "P1Y", 1),
        (DIRECTIVE, "Quý I hằng năm", Recurring, "2021-01-01", "2021-03-31", "P1Y", 0),
        (DIRECTIVE, "Thực hiện ít nhất 01 lần/quý", Recurring, "-", "-", "P3M", 1),
        (DIRECTIVE, "đến năm 2022", ByYear, "-", "2022-12-31", "-", 0),
        (DIRECTIVE, "1 tháng/lần", Recurring, "-", "-", "P1M", 1),
        (DIRECTIVE, "mỗi tháng/lần", Recurring, "-", "-", "P1M", 1),
        (DIRECTIVE, "ít nhất 3 tháng sinh hoạt/lần", Recurring, "-", "-", "P3M", 1),
        (DIRECTIVE, "hằng quý 01 hoạt động", Recurring, "-", "-", "P3M", 1),
        (DIRECTIVE, "trước ngày 05/11 hằng năm", Recurring, "-", "2021-11-04", "P1Y", 0),
        (PLAN_2020, "trong kỳ họp Thường trực Tỉnh đoàn gần nhất", Relative, "-", "-", "-", 0),
        (PLAN_2020, "Hoàn thành trước 15/12/2020", BeforeDate, "-", "2020-12-14", "-", 0),
        (PLAN_2020, "trước ngày 31/5/2020", BeforeDate, "-", "2020-05-30", "-", 0),
        (PLAN_2020, "sau khi kết thúc đợt khảo sát", Relative, "-", "-", "-", 0),
    ]
};

#[test]
fn every_expression() {
    for &(plan, text, kind, start, due, every, times) in EXPRESSIONS {
        let read = Deadline::read(text, plan).unwrap_or_else(|| panic!("unread: {text}"));
        assert_eq!((read.kind, read.start, read.due), (kind, day(start), day(due)), "{text}");
        assert_eq!(read.every.map_or("-".to_owned(), |every| every.to_string()), every, "{text}");
        assert_eq!(read.times.unwrap_or(0), times, "{text}");
    }
    let focus = Deadline::read(EXPRESSIONS[3].1, PLAN_2023).unwrap().focus;
    assert_eq!(focus.as_deref(), Some("dịp Tết và Tháng Công nhân trong năm"));
}

/// As printed: value, bound, denominator, companion, unit. 0 and "" for none.
type Number = (&'static str, f64, Bound, u32, u32, &'static str);

#[rustfmt::skip]
const NUMBERS: &[Number] = {
    use Bound::*;
    &[
        // Targets.
        ("ít nhất 2.000", 2000.0, AtLeast, 0, 0, ""),
        ("ít nhất 02", 2.0, AtLeast, 0, 0, ""),
        ("ít nhất 01", 1.0, AtLeast, 0, 0, ""),
        ("tối thiểu 5 thành viên", 5.0, AtLeast, 0, 0, "thành viên"),
        ("từ 10 thành viên trở lên", 10.0, AtLeast, 0, 0, "thành viên"),
        ("chậm nhất 03 ngày trước khi họp", 3.0, AtLeast, 0, 0, "ngày trước khi họp"),
        ("60 ngày", 60.0, Exactly, 0, 0, "ngày"),
        ("tối thiểu 60 ngày trong năm", 60.0, AtLeast, 0, 0, "ngày"),
        ("ít nhất 01 lớp", 1.0, AtLeast, 0, 0, "lớp"),
        ("ít nhất 01 cuộc", 1.0, AtLeast, 0, 0, "cuộc"),
        ("5%", 5.0, Exactly, 0, 0, "%"),
        ("> 65%", 65.0, MoreThan, 0, 0, "%"),
        // Actuals.
        ("9/10", 9.0, Exactly, 10, 0, ""),
        ("9/11", 9.0, Exactly, 11, 0, ""),
        ("01/03 nội dung", 1.0, Exactly, 3, 0, "nội dung"),
        ("01/02 nội dung", 1.0, Exactly, 2, 0, "nội dung"),
        ("1.805", 1805.0, Exactly, 0, 0, ""),
        ("90%", 90.0, Exactly, 0, 0, "%"),
        ("3,1%", 3.1, Exactly, 0, 0, "%"),
        ("35,7%", 35.7, Exactly, 0, 0, "%"),
        ("100%", 100.0, Exactly, 0, 0, "%"),
        ("94", 94.0, Exactly, 0, 0, ""),
        ("1.231", 1231.0, Exactly, 0, 0, ""),
        ("hơn 19.732", 19732.0, MoreThan, 0, 0, ""),
        ("hơn 8.162 lượt", 8162.0, MoreThan, 0, 0, "lượt"),
        ("4.350", 4350.0, Exactly, 0, 0, ""),
        ("94/94", 94.0, Exactly, 94, 0, ""),
        ("1.723", 1723.0, Exactly, 0, 0, ""),
        ("13.6 triệu đồng", 13_600_000.0, Exactly, 0, 0, "VND"),
        ("05 lần", 5.0, Exactly, 0, 0, "lần"),
        ("82,48%", 82.48, Exactly, 0, 0, "%"),
        ("1.900 lượt", 1900.0, Exactly, 0, 0, "lượt"),
        ("hơn 1,4 tỷ đồng", 1_400_000_000.0, MoreThan, 0, 0, "VND"),
        ("01 / 06", 1.0, Exactly, 0, 6, ""),
        ("06 / 117", 6.0, Exactly, 0, 117, ""),
        ("01 / 60", 1.0, Exactly, 0, 60, ""),
    ]
};

#[test]
fn every_number() {
    for &(text, value, bound, of, with, unit) in NUMBERS {
        let read = Figure::read(text).unwrap_or_else(|| panic!("unread: {text}"));
        let printed: f64 = read.value.to_string().parse().unwrap();
        assert_eq!((printed, read.bound), (value, bound), "{text}");
        assert_eq!(read.of.unwrap_or_default(), of.into(), "{text}");
        assert_eq!(read.with.map(|with| with.value).unwrap_or_default(), with.into(), "{text}");
        assert_eq!(read.unit.as_deref().unwrap_or(""), unit, "{text}");
        assert_eq!(read.doubtful, text == "13.6 triệu đồng", "{text}");
    }
    assert_eq!(Figure::read("VIE 01/009"), None);
}

#[test]
fn targets_met_and_missed() {
    let table = [
        ("11", "9/11", false),
        ("ít nhất 2.000", "1.805", false),
        ("5%", "3,1%", false),
        ("10%", "35,7%", true),
        ("10", "9/10", false),
    ];
    for (target, actual, met) in table {
        let read = |text| Figure::read(text).unwrap();
        assert_eq!(meets(&read(target), &read(actual)), Some(met), "{target} : {actual}");
    }
}

/// Number, kind, date as printed.
const DOCUMENTS: &[(&str, &str, &str)] = &[
    ("08-ĐA/TU", "Đề án", "27/3/2020"),
    ("349-KH/TĐTN-TCKT", "Kế hoạch", "04/8/2021"),
    ("03-CT/TWĐTN-BTC", "Chỉ thị", "21/7/2021"),
    ("300-KH/TĐTN-VP", "Kế hoạch", "03/3/2021"),
    ("301-KH/TĐTN-BPT", "Kế hoạch", "03/3/2021"),
    ("2973-CV/TĐTN-BPT", "Công văn", "21/6/2021"),
    ("355-KH/TĐTN-BPT", "Kế hoạch", "12/8/2021"),
    ("363-KH/TĐTN-BPT", "Kế hoạch", "23/9/2021"),
    ("21-KH/UBH", "Kế hoạch", "05/3/2021"),
    ("322-KH/TĐTN-TCKT", "Kế hoạch", "23/4/2021"),
    ("3277-CV/TĐTN-TCKT", "Công văn", "29/10/2021"),
    ("94/2010/NĐ-CP", "Nghị định", "09/9/2010"),
    ("280-KH/TĐTN-TCKT", "Kế hoạch", "04/12/2020"),
    ("2961-CV/TĐTN-TCKT", "Công văn", "15/6/2021"),
    ("06-CT/TU", "Chỉ thị", "20/7/2021"),
    ("138-KH/TĐTN-TCKT", "Kế hoạch", "23/5/2019"),
    ("289-QĐ/TW", "Quyết định", "08/02/2010"),
    ("13-HD/TĐTN-TCKT", "Hướng dẫn", "17/01/2019"),
    ("16-HD/TĐTN-TCKT", "Hướng dẫn", "27/02/2019"),
    ("229-KH/TWĐTN-BKT", "Kế hoạch", "24/02/2020"),
    ("231-KH/TĐTN-TCKT", "Kế hoạch", "31/01/2020"),
    ("227-KH/TĐTN-TCKT", "Kế hoạch", "07/01/2020"),
    ("194-KH/TĐTN-VP", "Kế hoạch", "12/8/2019"),
    ("02-KL/TWĐTN-CNĐT", "Kết luận", "02/7/2018"),
];

#[test]
fn every_document() {
    for &(number, kind, printed) in DOCUMENTS {
        let read = DocumentNumber::parse(number).unwrap_or_else(|| panic!("unread: {number}"));
        assert_eq!((read.as_str(), read.kind_name()), (number, Some(kind)));
        let text = format!("{kind} số {number}, ngày {printed} của");
        let found = citations(&text);
        assert_eq!(found.len(), 1);
        assert_eq!((&found[0].number, found[0].date), (&read, read_printed_date(printed)));
        assert!(!found[0].look_alike);
        assert_eq!(khacphuc::vietnamese::date::show_vi(found[0].date.unwrap()), printed);
    }
}

#[test]
fn what_only_looks_like_a_number() {
    let text =
        "9/10, 01/03, 01/02, 9/11, 94/94, VIE 01/009, 1+2, 1 + 1, Số:       KH/TĐTN, 20/7/2021, 2017 - 2022";
    assert_eq!(citations(text), []);
}
