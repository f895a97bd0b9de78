//! Every form of figure that is promised to be read, as tables.

use super::*;

/// `value [bound] [..up_to] [/of] [& with] [unit] [?]`
fn brief(figure: &Option<Figure>) -> String {
    let Some(f) = figure else { return "none".to_owned() };
    let mut brief = f.value.to_string();
    match f.bound {
        Bound::Exactly => {}
        Bound::AtLeast => brief.insert_str(0, ">= "),
        Bound::MoreThan => brief.insert_str(0, "> "),
        Bound::AtMost => brief.insert_str(0, "<= "),
        Bound::LessThan => brief.insert_str(0, "< "),
        Bound::About => brief.insert_str(0, "~ "),
    }
    let mut add = |text: Option<String>| brief += &text.map_or(String::new(), |text| format!(" {text}"));
    add(f.up_to.map(|end| format!("..{end}")));
    add(f.of.map(|of| format!("/{of}")));
    add(f.unit.clone());
    add(f.with.as_ref().map(|with| format!("& {} {}", with.value, with.unit.as_deref().unwrap_or_default()).trim_end().to_owned()));
    add(f.doubtful.then(|| "?".to_owned()));
    brief
}

#[test]
fn what_is_meant_as_a_number_and_is_none_is_broken() {
    for text in [
        "1.00 000", "12,5.3%", "1..231", "19.73.2", "1,231,5", "1. 231", "1'231", "9\\10", "9/0", "100%%",
        "ít nhất 2.00 0", "1.00 000 hộ", "1.80 5",
    ] {
        assert!(is_broken(text), "{text}");
    }
    for text in [
        "1.805", "9/10", "12,5%", "15/5/2023", "tháng 6/2023", "2021 - 2025", "quý II", "5S", "7h30", "3-5 buổi/tuần",
        "1. Tổ chức hội nghị", "8/3, 20/10", "8/3, 26/3", "Hoàn thành", "", "2021, 2022", "24/7", "A4", "01 lớp, 35 học viên",
        "13,6 triệu đồng/người/năm", "100", "7.500", "Đạt 90%", "03 ngày", "I.1", "1, 2, 3",
    ] {
        assert!(!is_broken(text), "{text}");
    }
}

#[test]
fn reads() {
    let table = [
        ("1.805", "1805"),
        ("82,48%", "82.48 %"),
        ("82,48 %", "82.48 %"),
        ("5 phần trăm", "5 %"),
        ("100% chi đoàn", "100 %"),
        ("≥ 2.000", ">= 2000"),
        (">=2.000", ">= 2000"),
        ("> 65%", "> 65 %"),
        ("≤ 5", "<= 5"),
        ("< 5", "< 5"),
        ("hơn 19.732", "> 19732"),
        ("trên 65%", "> 65 %"),
        ("dưới 5%", "< 5 %"),
        ("không quá 5 ngày", "<= 5 ngày"),
        ("không dưới 5 ngày", ">= 5 ngày"),
        ("tối đa 3", "<= 3"),
        ("khoảng 200 lượt", "~ 200 lượt"),
        ("gần 2.000", "~ 2000"),
        ("~50", "~ 50"),
        ("trên dưới 20", "~ 20"),
        ("từ 10 thành viên trở lên", ">= 10 thành viên"),
        ("60 ngày trở lên", ">= 60 ngày"),
        ("5 lớp trở xuống", "<= 5 lớp"),
        ("from 10 members or more", ">= 10 members"),
        ("at least 3", ">= 3"),
        ("đạt 3,1% (56/1.805)", "3.1 %"),
        ("được 05 lần", "5 lần"),
        ("9/10", "9 /10"),
        ("94/94", "94 /94"),
        ("01/03 nội dung", "1 /3 nội dung"),
        ("9/10 tổ chức Đoàn – Hội", "9 /10 tổ chức Đoàn – Hội"),
        ("56/1.805 đoàn viên", "56 /1805 đoàn viên"),
        ("9/ 10", "9 /10 ?"),
        ("06 / 117", "6 & 117"),
        ("06 Chi đoàn / 117 đoàn viên", "6 Chi đoàn & 117 đoàn viên"),
        ("1,4 tỷ đồng", "1400000000 VND"),
        ("hơn 1,4 tỉ đồng", "> 1400000000 VND"),
        ("1 tỷ 400 triệu đồng", "1400000000 VND"),
        ("500 nghìn đồng", "500000 VND"),
        ("500 ngàn", "500000"),
        ("2 nghìn tỷ đồng", "2000000000000 VND"),
        ("13.600.000đ", "13600000 VND"),
        ("13.6 triệu đồng", "13600000 VND ?"),
        ("13,6 triệu đồng", "13600000 VND"),
        ("17 đồng chí", "17 đồng chí"),
        ("1.400,5", "1400.5"),
        ("0,5", "0.5"),
        ("1 231", "1231"),
        ("1\u{A0}231 thành viên", "1231 thành viên"),
        ("1,231", "1.231 ?"),
        ("1,234,567", "1234567 ?"),
        ("1,234.5", "1234.5 ?"),
        ("0.125", "0.125 ?"),
        ("-5%", "-5 %"),
        ("5 - 7%", ">= 5 ..7 %"),
        ("5% – 7%", ">= 5 ..7 %"),
        ("từ 5 đến 7 lớp", ">= 5 ..7 lớp"),
        ("5-7 triệu đồng", ">= 5000000 ..7000000 VND"),
        ("khoảng 20 - 30 người", ">= 20 ..30 người"),
        ("tối thiểu 60 ngày trong năm", ">= 60 ngày"),
        ("60 ngày/năm", "60 ngày/năm"),
        ("1.805, đạt tỷ lệ thấp", "1805"),
        ("**94** Đội", "94 Đội"),
        ("120 m²", "120 m²"),
        ("30 tỷ lệ", "30 tỷ lệ"),
        ("2023", "2023"),
    ];
    for (text, expected) in table {
        assert_eq!(brief(&Figure::read(text)), expected, "{text}");
    }
}

#[test]
fn what_is_no_figure() {
    let table = [
        "", "chưa thực hiện", "VIE 01/009", "20/7/2021", "ngày 20/7/2021", "2021-07-20", "300-KH/TĐTN-VP",
        "94/2010/NĐ-CP", "15/QĐ-UBND", "1+2", "2013-2015", "02/2023", "7 - 5%", "9/0", "12, 15", "1.2.3", "17h30",
        "01 Chi đoàn với 06 đoàn viên", "1.40,5", "10:30", "1000000000000000000", "9999999 tỷ tỷ tỷ", "5%%", "/5", "%",
        "từ 5 lớp trở xuống", "ít nhất tối đa 5", "9/10/11", "1.400.50",
    ];
    for text in table {
        assert_eq!(brief(&Figure::read(text)), "none", "{text}");
    }
}

#[test]
fn targets() {
    let table = [
        ("ít nhất 2.000", "1.805", Some(false)),
        ("2.000", "2.000", Some(true)),
        ("2.000", "2.100", Some(true)),
        ("> 65%", "65%", Some(false)),
        ("> 65%", "65,01%", Some(true)),
        ("> 65%", "hơn 65%", Some(true)),
        ("tối đa 5", "5", Some(true)),
        ("tối đa 5", "6", Some(false)),
        ("dưới 5", "5", Some(false)),
        ("dưới 5", "dưới 5", Some(true)),
        ("10", "9/10", Some(false)),
        ("10 tổ chức", "10/10 tổ chức", Some(true)),
        ("5%", "3,1%", Some(false)),
        ("5%", "3,1", None),
        ("5", "3,1%", None),
        ("100%", "94/94", Some(true)),
        ("100%", "93/94 xã", Some(false)),
        ("60 ngày", "60", Some(true)),
        ("60 ngày", "60 Ngày", Some(true)),
        ("60 ngày", "60 lớp", None),
        ("2.000", "hơn 1.900", None),
        ("1.900", "hơn 1.900", Some(true)),
        ("2.000", "khoảng 2.000", None),
        ("2.000", "khoảng 1.000", Some(false)),
        ("5 - 7%", "6%", Some(true)),
        ("5 - 7%", "8%", Some(true)),
        ("5 - 7%", "4%", Some(false)),
        ("5", "4 - 6", None),
        ("10/10", "9/11", None),
        ("1,4 tỷ đồng", "1.400 triệu đồng", Some(true)),
    ];
    for (target, actual, met) in table {
        let read = |text| Figure::read(text).unwrap();
        assert_eq!(meets(&read(target), &read(actual)), met, "{target} : {actual}");
    }
    let complete = |text| Figure::read(text).unwrap().is_complete();
    assert_eq!((complete("94/94"), complete("9/10"), complete("9")), (Some(true), Some(false), None));
}

#[test]
fn shows() {
    let table = [("1.231", "1.231"), ("82,48%", "82,48"), ("1,4 tỷ đồng", "1.400.000.000"), ("0,5", "0,5"), ("-1.231,50", "-1.231,5"), ("05", "5")];
    for (text, shown) in table {
        assert_eq!(show_vi(Figure::read(text).unwrap().value), shown);
    }
}

#[test]
fn data() {
    let json = |text| serde_json::to_value(Figure::read(text).unwrap()).unwrap();
    assert_eq!((json("82,48%")["value"].to_string(), json("9/10")["of"].to_string()), ("82.48".to_owned(), "10".to_owned()));
    for text in ["82,48%", "9/10", "06 / 117", "5 - 7,5%", "123.456.789,012345", "hơn 1,4 tỷ đồng"] {
        let figure = Figure::read(text).unwrap();
        assert_eq!(serde_json::from_value::<Figure>(json(text)).unwrap(), figure);
        assert_eq!(crate::codec::decode::<Figure>(&crate::codec::encode(&figure)).unwrap(), figure);
    }
}
