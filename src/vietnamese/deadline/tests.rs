//! Every form of deadline that is promised to be read, as tables.

use crate::vietnamese::date::Date;
use super::*;

/// `kind start due every×times focus`, with `-` for what there is none of.
fn brief(deadline: &Option<Deadline>) -> String {
    let Some(d) = deadline else { return "none".to_owned() };
    let kind = serde_json::to_string(&d.kind).unwrap();
    let day = |date: Option<Date>| date.map_or("-".to_owned(), |date| date.to_string());
    let mut brief = format!("{} {} {}", kind.trim_matches('"'), day(d.start), day(d.due));
    if let Some(every) = d.every {
        brief += &format!(" {every}");
    }
    if let Some(times) = d.times {
        brief += &format!("x{times}");
    }
    if let Some(focus) = &d.focus {
        brief += &format!(" «{focus}»");
    }
    brief
}

fn check(plan: YearSpan, table: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, expected) in table {
        let read = brief(&Deadline::read(text, plan));
        if read != *expected {
            wrong.push(format!("{text}\n    read     {read}\n    expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

const PLAN: YearSpan = YearSpan { first: 2023, last: 2023 };
const TERM: YearSpan = YearSpan { first: 2013, last: 2015 };

#[test]
fn months_quarters_halves_and_years() {
    check(PLAN, &[
        ("hoàn thành trong tháng 02/2023", "by_month - 2023-02-28"),
        ("trong tháng 2 năm 2023", "by_month - 2023-02-28"),
        ("tháng 02-2023", "by_month - 2023-02-28"),
        ("tháng 02 – 2023", "by_month - 2023-02-28"),
        ("trong tháng 02/2024", "by_month - 2024-02-29"),
        ("T3/2023", "by_month - 2023-03-31"),
        ("3/2023", "by_month - 2023-03-31"),
        ("tháng 3", "by_month - 2023-03-31"),
        ("tháng 3/2023 (dự kiến)", "by_month - 2023-03-31"),
        ("tháng tư năm 2023", "by_month - 2023-04-30"),
        ("cuối tháng 6/2023", "by_month - 2023-06-30"),
        ("đến hết tháng 6/2023", "by_month - 2023-06-30"),
        ("trong quý II/2023", "by_quarter - 2023-06-30"),
        ("quý 2 năm 2023", "by_quarter - 2023-06-30"),
        ("quý II", "by_quarter - 2023-06-30"),
        ("Quí IV - 2023", "by_quarter - 2023-12-31"),
        ("quý II, năm 2023", "by_quarter - 2023-06-30"),
        ("trong quý I năm nay", "by_quarter - 2023-03-31"),
        ("đến hết quý III/2023", "by_quarter - 2023-09-30"),
        ("6 tháng đầu năm 2023", "by_half_year - 2023-06-30"),
        ("sáu tháng đầu năm", "by_half_year - 2023-06-30"),
        ("6 tháng cuối năm", "by_half_year - 2023-12-31"),
        ("trong 06 tháng đầu năm 2023", "by_half_year - 2023-06-30"),
        ("nửa đầu năm 2023", "by_half_year - 2023-06-30"),
        ("9 tháng đầu năm", "by_quarter - 2023-09-30"),
        ("trong năm 2023", "within_year 2023-01-01 2023-12-31"),
        ("trong năm", "within_year 2023-01-01 2023-12-31"),
        ("năm 2023", "within_year 2023-01-01 2023-12-31"),
        ("hết năm 2023", "by_year - 2023-12-31"),
        ("đến hết năm", "by_year - 2023-12-31"),
        ("đến năm 2015", "by_year - 2015-12-31"),
        ("đến cuối năm 2015", "by_year - 2015-12-31"),
        ("cuối năm", "by_year - 2023-12-31"),
        ("vào cuối năm 2023", "by_year - 2023-12-31"),
        ("đầu năm", "by_quarter - 2023-03-31"),
        ("đầu năm 2024", "by_quarter - 2024-03-31"),
        ("từ nay đến hết năm 2023", "by_year - 2023-12-31"),
    ]);
}

#[test]
fn days() {
    check(PLAN, &[
        ("trước ngày 10/5/2023", "before_date - 2023-05-09"),
        ("trước 15/12/2020", "before_date - 2020-12-14"),
        ("trước ngày **10/5/2023**", "before_date - 2023-05-09"),
        ("trước ngày 10 tháng 5 năm 2023", "before_date - 2023-05-09"),
        ("đến trước ngày 10/5/2023", "before_date - 2023-05-09"),
        ("trước ngày 01/01/2023", "before_date - 2022-12-31"),
        ("trước tháng 6/2023", "before_date - 2023-05-31"),
        ("trước quý II/2023", "before_date - 2023-03-31"),
        ("trước năm 2024", "before_date - 2023-12-31"),
        ("trước 17h00 ngày 10/5/2023", "by_date - 2023-05-10"),
        ("trước 17 giờ 30 phút ngày 10/5/2023", "by_date - 2023-05-10"),
        ("chậm nhất ngày 10/5/2023", "by_date - 2023-05-10"),
        ("chậm nhất là ngày 10/5", "by_date - 2023-05-10"),
        ("đến hết ngày 10-5-2023", "by_date - 2023-05-10"),
        ("ngày 10.5.2023", "by_date - 2023-05-10"),
        ("ngày 10/5/2023", "by_date - 2023-05-10"),
        ("hạn chót: 10/5/2023", "by_date - 2023-05-10"),
        ("ngày 10 tháng 5", "by_date - 2023-05-10"),
    ]);
}

#[test]
fn ranges() {
    check(PLAN, &[
        ("từ tháng 3/2023 đến hết năm", "range 2023-03-01 2023-12-31"),
        ("từ tháng 3/2022 đến hết năm", "range 2022-03-01 2022-12-31"),
        ("từ tháng 3 đến tháng 6/2022", "range 2022-03-01 2022-06-30"),
        ("từ ngày 01/3/2023 đến ngày 30/6/2023", "range 2023-03-01 2023-06-30"),
        ("từ ngày 01/3 đến trước ngày 30/6/2023", "range 2023-03-01 2023-06-29"),
        ("từ ngày 01 đến ngày 15/3/2023", "range 2023-03-01 2023-03-15"),
        ("từ 01 đến 15/3/2023", "range 2023-03-01 2023-03-15"),
        ("ngày 01-15/3/2023", "range 2023-03-01 2023-03-15"),
        ("từ quý I đến quý III/2023", "range 2023-01-01 2023-09-30"),
        ("quý I - III/2023", "range 2023-01-01 2023-09-30"),
        ("quý 1-2/2023", "range 2023-01-01 2023-06-30"),
        ("quý I, II/2023", "range 2023-01-01 2023-06-30"),
        ("trong quý I và quý II/2023", "range 2023-01-01 2023-06-30"),
        ("quý I, II, III và IV năm 2023", "range 2023-01-01 2023-12-31"),
        ("tháng 3 - 6/2023", "range 2023-03-01 2023-06-30"),
        ("tháng 3, 4/2023", "range 2023-03-01 2023-04-30"),
        ("tháng 3 và tháng 9/2023", "none"),
        ("giai đoạn 2021 - 2025", "range 2021-01-01 2025-12-31"),
        ("2021–2025", "range 2021-01-01 2025-12-31"),
        ("từ năm 2021 đến năm 2025", "range 2021-01-01 2025-12-31"),
        ("từ đầu năm 2023 đến hết quý II", "range 2023-01-01 2023-06-30"),
        ("từ tháng 3, hoàn thành trước ngày 30/6/2023", "range 2023-03-01 2023-06-29"),
        ("từ tháng 12/2022 đến tháng 02/2023", "range 2022-12-01 2023-02-28"),
        ("từ tháng 11 đến tháng 2/2023", "none"),
        ("kể từ năm 2014", "from_year 2014-01-01 -"),
        ("từ năm 2014", "from_year 2014-01-01 -"),
        ("từ tháng 3/2023 trở đi", "from_year 2023-03-01 -"),
        ("bắt đầu từ quý II", "from_year 2023-04-01 -"),
        ("sau ngày 10/5/2023", "from_year 2023-05-11 -"),
    ]);
}

#[test]
fn rhythms() {
    check(PLAN, &[
        ("hằng tháng", "recurring - - P1M"),
        ("hàng quý", "recurring - - P3M"),
        ("hằng năm", "recurring - - P1Y"),
        ("hằng tuần", "recurring - - P1W"),
        ("định kỳ hằng quý", "recurring - - P3M"),
        ("định kỳ hằng quý, 6 tháng và năm", "recurring - - P3M"),
        ("hằng năm, 6 tháng, quý", "recurring - - P3M"),
        ("định kỳ 6 tháng và cuối năm", "recurring - - P6M"),
        ("6 tháng/lần", "recurring - - P6Mx1"),
        ("định kỳ 2 năm/lần", "recurring - - P2Yx1"),
        ("12 tháng/lần", "recurring - - P1Yx1"),
        ("1 tháng/lần", "recurring - - P1Mx1"),
        ("mỗi tháng/lần", "recurring - - P1Mx1"),
        ("mỗi quý một lần", "recurring - - P3Mx1"),
        ("ba tháng một lần", "recurring - - P3Mx1"),
        ("ít nhất 3 tháng sinh hoạt/lần", "recurring - - P3Mx1"),
        ("ít nhất 01 hoạt động/năm", "recurring - - P1Yx1"),
        ("01 lần/quý", "recurring - - P3Mx1"),
        ("02 cuộc/6 tháng", "recurring - - P6Mx2"),
        ("2 lần mỗi năm", "recurring - - P1Yx2"),
        ("hằng quý 01 hoạt động", "recurring - - P3Mx1"),
        ("hằng năm tổ chức ít nhất 02 lớp", "recurring - - P1Yx2"),
        ("hằng tháng trong năm 2023", "recurring - - P1M"),
        ("hằng tháng trong năm 2024", "none"),
        ("Quý I hằng năm", "recurring 2023-01-01 2023-03-31 P1Y"),
        ("trong quý I hàng năm", "recurring 2023-01-01 2023-03-31 P1Y"),
        ("6 tháng đầu năm hằng năm", "recurring 2023-01-01 2023-06-30 P1Y"),
        ("cuối năm hằng năm", "recurring - 2023-12-31 P1Y"),
        ("trước ngày 05/11 hằng năm", "recurring - 2023-11-04 P1Y"),
        ("hằng năm, trước ngày 05/11", "recurring - 2023-11-04 P1Y"),
        ("hằng năm (trước ngày 05/11)", "recurring - 2023-11-04 P1Y"),
        ("ngày 25 hằng tháng", "recurring - 2023-01-25 P1M"),
        ("trước ngày 25 hằng tháng", "recurring - 2023-01-24 P1M"),
        ("vào cuối mỗi quý", "recurring - 2023-03-31 P3M"),
        ("quý I/2023 hằng năm", "none"),
        ("0 lần/quý", "none"),
    ]);
}

#[test]
fn continuous_and_relative() {
    check(PLAN, &[
        ("thường xuyên", "continuous 2023-01-01 2023-12-31"),
        ("liên tục", "continuous 2023-01-01 2023-12-31"),
        ("thường xuyên, liên tục", "continuous 2023-01-01 2023-12-31"),
        ("thường xuyên trong năm", "continuous 2023-01-01 2023-12-31"),
        ("thường xuyên hằng năm", "continuous 2023-01-01 2023-12-31"),
        ("thường xuyên trong năm 2024", "continuous 2024-01-01 2024-12-31"),
        ("suốt năm 2023", "continuous 2023-01-01 2023-12-31"),
        ("thường xuyên từ tháng 3 đến tháng 6/2023", "continuous 2023-03-01 2023-06-30"),
        ("thường xuyên, từ tháng 3", "continuous 2023-03-01 2023-12-31"),
        ("thường xuyên, lồng ghép trong các đợt kiểm tra", "continuous 2023-01-01 2023-12-31"),
        ("thường xuyên, tập trung dịp Tết", "continuous_focus 2023-01-01 2023-12-31 «dịp Tết»"),
        ("thường xuyên; cao điểm vào Tháng Thanh niên.", "continuous_focus 2023-01-01 2023-12-31 «vào Tháng Thanh niên»"),
        ("thường xuyên, lồng ghép sinh hoạt, tập trung dịp hè", "continuous_focus 2023-01-01 2023-12-31 «dịp hè»"),
        ("thường xuyên, tập trung dịp Tết, quý IV", "continuous_focus 2023-01-01 2023-12-31 «dịp Tết, quý IV»"),
        ("thường xuyên, tập trung dịp Tết, hoàn thành trước ngày 30/6/2023", "none"),
        ("thường xuyên, hoàn thành trong quý II/2023", "none"),
        ("sau khi kết thúc đợt khảo sát", "relative - -"),
        ("trong kỳ họp Thường trực Tỉnh đoàn gần nhất", "relative - -"),
        ("trong vòng 30 ngày kể từ ngày ban hành", "relative - -"),
        ("trong vòng 30 ngày kể từ ngày 01/3/2023", "relative - -"),
        ("chậm nhất 03 ngày trước khi họp", "relative - -"),
        ("chậm nhất 10 ngày làm việc sau khi kết thúc", "relative - -"),
        ("ngay sau Hội nghị", "relative - -"),
        ("sau Đại hội", "relative - -"),
        ("sau mỗi chuyến đi công tác", "relative - -"),
        ("sau kỳ họp HĐND", "relative - -"),
        ("sau mỗi quý", "none"),
        ("khi có hướng dẫn của Trung ương", "relative - -"),
        ("trước khi họp 03 ngày", "relative - -"),
        ("sau khi có ý kiến, hoàn thành trước ngày 30/6/2023", "none"),
        ("sau khi có ý kiến, trong tháng 6/2023", "none"),
        ("sau tháng 13/2023", "none"),
        ("trước mắt", "none"),
        ("sau khi", "none"),
    ]);
}

#[test]
fn english() {
    check(PLAN, &[
        ("by the end of March 2023", "by_month - 2023-03-31"),
        ("by 31 March 2023", "by_date - 2023-03-31"),
        ("by March 31st, 2023", "by_date - 2023-03-31"),
        ("on the 31st of March 2023", "by_date - 2023-03-31"),
        ("before 10 May 2023", "before_date - 2023-05-09"),
        ("in Q2 2023", "by_quarter - 2023-06-30"),
        ("by Q2/2023", "by_quarter - 2023-06-30"),
        ("by the end of the second quarter of 2023", "by_quarter - 2023-06-30"),
        ("first half of 2023", "by_half_year - 2023-06-30"),
        ("H2 2023", "by_half_year - 2023-12-31"),
        ("from March to December 2023", "range 2023-03-01 2023-12-31"),
        ("between March and June 2023", "range 2023-03-01 2023-06-30"),
        ("To be completed by the end of the year", "by_year - 2023-12-31"),
        ("by 2023", "by_year - 2023-12-31"),
        ("during 2023", "within_year 2023-01-01 2023-12-31"),
        ("in 2023", "within_year 2023-01-01 2023-12-31"),
        ("since 2014", "from_year 2014-01-01 -"),
        ("from 2014 onwards", "from_year 2014-01-01 -"),
        ("monthly", "recurring - - P1M"),
        ("quarterly", "recurring - - P3M"),
        ("yearly", "recurring - - P1Y"),
        ("half-yearly", "recurring - - P6M"),
        ("every 6 months", "recurring - - P6M"),
        ("every two years", "recurring - - P2Y"),
        ("once a year", "recurring - - P1Yx1"),
        ("at least once every 6 months", "recurring - - P6Mx1"),
        ("3 times per quarter", "recurring - - P3Mx3"),
        ("before 5 November every year", "recurring - 2023-11-04 P1Y"),
        ("annually, by 30 June", "recurring - 2023-06-30 P1Y"),
        ("continuous", "continuous 2023-01-01 2023-12-31"),
        ("ongoing", "continuous 2023-01-01 2023-12-31"),
        ("throughout the year", "continuous 2023-01-01 2023-12-31"),
        ("ongoing, focusing on Tet", "continuous_focus 2023-01-01 2023-12-31 «Tet»"),
        ("after the congress", "relative - -"),
        ("after 10 May 2023", "from_year 2023-05-11 -"),
        ("within 30 days of issue", "relative - -"),
        ("before 31 February 2023", "none"),
        ("soon", "none"),
    ]);
}

#[test]
fn iso_8601() {
    check(PLAN, &[
        ("2023-05-10", "by_date - 2023-05-10"),
        ("2023-05", "by_month - 2023-05-31"),
        ("2023", "within_year 2023-01-01 2023-12-31"),
        ("2023-03-01/2023-12-31", "range 2023-03-01 2023-12-31"),
        ("2023-03/2023-12", "range 2023-03-01 2023-12-31"),
        ("2023-Q2", "by_quarter - 2023-06-30"),
        ("R/P1M", "recurring - - P1M"),
        ("R/2023-01-31/P3M", "recurring 2023-01-31 - P3M"),
        ("../2023-05-10", "by_date - 2023-05-10"),
        ("../2023", "by_year - 2023-12-31"),
        ("2014/..", "from_year 2014-01-01 -"),
        ("2023-13", "none"),
        ("2023-02-30", "none"),
        ("2023-12-31/2023-01-01", "none"),
        ("R5/P1M", "none"),
        ("P1M", "none"),
    ]);
}

#[test]
fn spelling_does_not_matter() {
    check(PLAN, &[
        ("  Hoàn  thành\u{A0}trong  QUÝ   I / 2023 . ", "by_quarter - 2023-03-31"),
        ("hoa\u{300}n tha\u{300}nh trong quy\u{301} II/2023", "by_quarter - 2023-06-30"),
        ("(hoàn thành trong tháng 02/2023)", "by_month - 2023-02-28"),
        ("Ðến hết năm 2023", "by_year - 2023-12-31"),
        ("thực hiện: hàng quí;", "recurring - - P3M"),
    ]);
}

#[test]
fn the_plan_fills_in_the_year() {
    check(TERM, &[
        ("trong quý I", "by_quarter - 2013-03-31"),
        ("thường xuyên", "continuous 2013-01-01 2015-12-31"),
        ("trong năm", "within_year 2013-01-01 2013-12-31"),
        ("từ năm 2014", "from_year 2014-01-01 -"),
        ("trước ngày 05/11 hằng năm", "recurring - 2013-11-04 P1Y"),
        ("trong suốt năm", "continuous 2013-01-01 2015-12-31"),
        ("hằng quý trong năm 2014", "none"),
    ]);
}

#[test]
fn what_is_not_understood_is_not_guessed() {
    let unreadable = [
        "", " ", ".", "không xác định", "ngày 31/02/2023", "tháng 13/2023", "quý V/2023", "quý 0", "trong tháng",
        "sớm nhất có thể", "đầu tháng 3", "giữa năm 2023", "trong năm học 2022 - 2023", "khóa XII", "01 khuyết điểm",
        "trước ngày 10/5/2023 và trước ngày 01/11/2023", "trừ quý II/2023", "nhiệm kỳ 2017 – 2022", "10/5/23",
        "tháng 3 hoặc tháng 4/2023", "không hoàn thành trong quý I/2023", "các chi đoàn áp thuộc 20 xã biên giới",
        "tháng Giêng", "năm", "9/10", "trước cuối năm", "99999999999999999999", "trong 2 năm", "dịp 26/3",
        "quý II/2023 hoặc khi có kinh phí", "mỗi đơn vị 01 hoạt động", "sau thang 3", "từ năm",
    ];
    for text in unreadable {
        assert_eq!(brief(&Deadline::read(text, PLAN)), "none", "{text}");
    }
}

#[test]
fn lateness() {
    let read = |text| Deadline::read(text, PLAN).unwrap();
    let day = |text: &str| text.parse::<Date>().unwrap();
    let before = read("trước ngày 10/5/2023");
    assert!(!before.is_late(day("2023-05-09")));
    assert!(before.is_late(day("2023-05-10")));
    for never in ["hằng năm", "thường xuyên", "thường xuyên, tập trung dịp hè", "từ năm 2014", "sau khi họp"] {
        assert!(!read(never).can_be_late(), "{never}");
        assert!(!read(never).is_late(Date::MAX), "{never}");
    }
}

#[test]
fn data() {
    let deadline = Deadline::read("ít nhất 01 lần/quý", PLAN).unwrap();
    let json = serde_json::to_string(&deadline).unwrap();
    let expected = r#"{"kind":"recurring","start":null,"due":null,"every":"P3M","times":1,"focus":null}"#;
    assert_eq!(json, expected);
    assert_eq!(serde_json::from_str::<Deadline>(&json).unwrap(), deadline);
    let schema = serde_json::to_string(&schemars::schema_for!(Deadline)).unwrap();
    assert!(schema.contains("continuous_focus") && schema.contains("ISO 8601"));
    for text in ["P1D", "P1W", "P2W", "P1M", "P3M", "P6M", "P1Y", "P2Y"] {
        assert_eq!(text.parse::<Recurrence>().unwrap().to_string(), text);
    }
    for wrong in ["P0M", "P5000Y", "P1", "1M", "P-1M", "PT1H"] {
        assert_eq!(wrong.parse::<Recurrence>(), Err(RecurrenceError), "{wrong}");
    }
}
