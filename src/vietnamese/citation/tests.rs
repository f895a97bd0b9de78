//! Every form of document number that is promised to be read, as tables.

use crate::vietnamese::date::read_printed_date;
use super::*;

fn parse(text: &str) -> DocumentNumber {
    DocumentNumber::parse(text).unwrap_or_else(|| panic!("{text}"))
}

#[test]
fn parts() {
    let table = [
        ("300-KH/TĐTN-VP", 300, None, "KH", "TĐTN", Some("VP")),
        ("94/2010/NĐ-CP", 94, Some(2010), "NĐ", "CP", None),
        ("08-ĐA/TU", 8, None, "ĐA", "TU", None),
        ("15/QĐ-UBND", 15, None, "QĐ", "UBND", None),
        ("21-KH/UBH", 21, None, "KH", "UBH", None),
        ("36-HD/VPTW", 36, None, "HD", "VPTW", None),
        ("01/2023/QĐ-UBND", 1, Some(2023), "QĐ", "UBND", None),
        ("2973-CV/TĐTN-BPT", 2973, None, "CV", "TĐTN", Some("BPT")),
        ("45/2019/QH14", 45, Some(2019), "", "QH14", None),
        ("01/2015/PL-UBTVQH13", 1, Some(2015), "PL", "UBTVQH13", None),
        ("09/2008/TTLT-BTC-BNV", 9, Some(2008), "TTLT", "BTC-BNV", None),
        ("1234/BNV-CCVC", 1234, None, "CV", "BNV", Some("CCVC")),
        ("45/KH-UBND-VX", 45, None, "KH", "UBND", Some("VX")),
        ("12-BC/TWĐTN-TNCN&ĐT", 12, None, "BC", "TWĐTN", Some("TNCN&ĐT")),
        ("1400/QĐ-TTg", 1400, None, "QĐ", "TTg", None),
    ];
    for (text, sequence, year, kind, issuer, drafter) in table {
        let number = parse(text);
        assert_eq!(number.as_str(), text);
        assert_eq!((number.sequence, number.year), (sequence, year), "{text}");
        let codes = (number.kind.as_str(), number.issuer_code.as_str(), number.drafter.as_deref());
        assert_eq!(codes, (kind, issuer, drafter), "{text}");
    }
}

#[test]
fn normalises() {
    let table = [
        ("300 – KH / TĐTN – VP", "300-KH/TĐTN-VP"),
        ("Số: 300-KH/TĐTN-VP", "300-KH/TĐTN-VP"),
        ("84 QĐ/TWĐTN", "84-QĐ/TWĐTN"),
        ("367 - QĐ/TWĐTN-VP", "367-QĐ/TWĐTN-VP"),
        ("15/QÐ-UBND", "15/QĐ-UBND"),
        ("300-КН/TĐTN", "300-KH/TĐTN"),
        ("12-CT/TU\u{31B}", "12-CT/TƯ"),
    ];
    for (text, normal) in table {
        assert_eq!(parse(text).as_str(), normal);
    }
    assert_eq!(parse("8-ĐA/TU"), parse("08-ĐA/TU"));
    assert_ne!(parse("8-ĐA/TU"), parse("8-ĐA/TU-VP"));
}

#[test]
fn kinds() {
    assert_eq!(parse("300-KH/TĐTN-VP").kind_name(), Some("Kế hoạch"));
    assert_eq!(parse("94/2010/NĐ-CP").kind_name(), Some("Nghị định"));
    assert_eq!(parse("1234/BNV-CCVC").kind_name(), Some("Công văn"));
    assert_eq!(parse("05-TTr/TĐTN").kind_name(), Some("Tờ trình"));
    assert_eq!(parse("05-QyĐ/TĐTN").kind_name(), Some("Quy định"));
    assert_eq!(parse("45/2019/QH14").kind_name(), None);
}

#[test]
fn never_a_number() {
    let table = [
        "9/10", "94/94", "01/03 nội dung", "20/7/2021", "VIE 01/009", "1+2", "Số:   KH/TĐTN", "COVID-19/SARS",
        "https://example.vn/300-KH/TĐTN-VP", "xem www.example.vn/a?so=300-KH/TĐTN-VP", "300-KH/TĐTN-VP@example.vn",
        "../2021/300-KH/TĐTN-VP", "300-KH/TĐTN-VP.md", "300-KH/TĐTN-VP/5", "A300-KH/TĐTN", "5/TP-HCM", "24/7-ABC",
        "300-Kế/Hoạch", "1.300-KH/TĐTN", "123456-KH/TĐTN", "9/10 Đoàn – Hội", "2013-2015", "10-A/B", "60 ngày/năm",
        "01-KH/TĐTN-2021",
    ];
    for text in table {
        assert_eq!(citations(text), [], "{text}");
    }
}

#[test]
fn in_running_text() {
    let date = read_printed_date;
    let table = [
        ("kế hoạch số 300-KH/TĐTN-VP ngày 03/3/2021 của", vec![("300-KH/TĐTN-VP", date("03/3/2021"))]),
        ("Đề án 08-ĐA/TU, ngày 27/3/2020 của", vec![("08-ĐA/TU", date("27/3/2020"))]),
        ("Theo Kế hoạch 300-KH/TĐTN, ngày 05/5/2021 tổ chức hội nghị", vec![("300-KH/TĐTN", None)]),
        ("(94/2010/NĐ-CP, ngày 09 tháng 9 năm 2010)", vec![("94/2010/NĐ-CP", date("09/9/2010"))]),
        ("300-KH/TĐTN-VP (03/3/2021)", vec![("300-KH/TĐTN-VP", date("03/3/2021"))]),
        ("**300-KH/TĐTN-VP**, ngày 03/3/2021", vec![("300-KH/TĐTN-VP", date("03/3/2021"))]),
        ("theo 300-KH/TĐTN-VP.", vec![("300-KH/TĐTN-VP", None)]),
        ("Công văn số 1234/BNV-CCVC về", vec![("1234/BNV-CCVC", None)]),
        ("Quyết định số 1836 QĐ/TWĐTN ngày 23/6/2006", vec![("1836-QĐ/TWĐTN", date("23/6/2006"))]),
        (
            "Theo đó, ngày 21/6/2021 Ban Thường vụ đã ban hành Công văn số 2973-CV/TĐTN-BPT về việc; ngày 12/8/2021 đã \
             ban hành Kế hoạch số 355-KH/TĐTN-BPT và Kế hoạch số 363-KH/TĐTN-BPT, ngày 23/9/2021",
            vec![
                ("2973-CV/TĐTN-BPT", date("21/6/2021")),
                ("355-KH/TĐTN-BPT", date("12/8/2021")),
                ("363-KH/TĐTN-BPT", date("23/9/2021")),
            ],
        ),
        (
            "Chỉ thị 06-CT/TU, ngày 20/7/2021 của Tỉnh ủy và đã ban hành Kế hoạch 12-KH/TĐTN",
            vec![("06-CT/TU", date("20/7/2021")), ("12-KH/TĐTN", None)],
        ),
        ("Sau Hội nghị ngày 12/8/2021 đã ban hành Kế hoạch 12-KH/TĐTN", vec![("12-KH/TĐTN", None)]),
    ];
    for (text, expected) in table {
        let found = citations(text);
        let brief: Vec<_> = found.iter().map(|c| (c.number.as_str(), c.date)).collect();
        assert_eq!(brief, expected, "{text}");
        for citation in &found {
            assert_eq!(DocumentNumber::parse(&text[citation.range.clone()]).as_ref(), Some(&citation.number));
        }
    }
}

#[test]
fn look_alikes() {
    let table = [
        ("15/QĐ-UBND", false), ("15/QÐ-UBND", true), ("15/QD-UBND", true), ("08-DA/TU", false), ("300-КН/TĐTN", true),
        ("300-KH/TDTN", true),
    ];
    for (text, odd) in table {
        assert_eq!(citations(text).first().map(|citation| citation.look_alike), Some(odd), "{text}");
    }
}

#[test]
fn data() {
    let number = parse("300-KH/TĐTN-VP");
    let json = serde_json::to_string(&number).unwrap();
    assert_eq!(json, "\"300-KH/TĐTN-VP\"");
    assert_eq!(serde_json::from_str::<DocumentNumber>(&json).unwrap(), number);
    assert!(serde_json::from_str::<DocumentNumber>("\"x\"").is_err());
}

#[test]
fn stays_quick_on_hostile_text() {
    let text = "1-KH/TU,".repeat(50_000);
    assert_eq!(citations(&text).len(), 50_000);
    assert_eq!(citations(&"1-".repeat(200_000)).len(), 0);
}
