//! Papers of the time before Unicode.

use crate::drafts::{add, imported, judged, site};
use crate::word::{docx, p, r, t};

/// `KẾ HOẠCH … Nói rõ kế hoạch của tổ chức đoàn …` in the letters of TCVN3, as Word shows them without the font.
const TCVN3: [&str; 3] = [
    "KÕ ho¹ch",
    "Kh¾c phôc khuyÕt ®iÓm n¨m 2023",
    "Nãi râ kÕ ho¹ch cña tæ chøc ®oµn ®\u{ad}îc thùc hiÖn trong n¨m.",
];

/// The same in VNI.
const VNI: [&str; 3] = [
    "KEÁ HOAÏCH",
    "Khaéc phuïc khuyeát ñieåm naêm 2023",
    "Noùi roõ keá hoaïch cuûa toå chöùc ñoaøn ñöôïc thöïc hieän trong naêm.",
];

fn hold(name: &str, bytes: &[u8], encoding: &str) {
    let mut files = site();
    let imported = imported(&files, name, bytes, 2023).unwrap();
    add(&mut files, &imported);
    let text = &imported.files[0].text;
    assert_eq!(imported.encodings, [encoding], "{text}");
    assert!(text.contains("# Kế hoạch khắc phục khuyết điểm năm 2023"), "{text}");
    assert!(text.contains("Nói rõ kế hoạch của tổ chức đoàn được thực hiện trong năm."), "{text}");
    assert!(judged(&files).1.is_empty());
}

/// A text with one byte a letter.
fn western(lines: [&str; 3]) -> Vec<u8> {
    lines.join("\r\n\r\n").chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect()
}

#[test]
fn texts_in_old_letters() {
    hold("a.txt", &western(TCVN3), "TCVN3");
    hold("a.txt", &western(VNI), "VNI");
    hold("a.txt", TCVN3.join("\n\n").as_bytes(), "TCVN3");
}

#[test]
fn files_of_word_in_old_fonts() {
    for (lines, encoding) in [(TCVN3, "TCVN3"), (VNI, "VNI")] {
        hold("a.docx", &docx(&lines.map(t).concat(), &[]), encoding);
    }
}

#[test]
fn unicode_in_two_bytes() {
    let text = "\u{feff}KẾ HOẠCH\n\nKhắc phục khuyết điểm năm 2023\n\nNói rõ.";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let imported = imported(&site(), "a.txt", &bytes, 2023).unwrap();
    assert!(imported.encodings.is_empty() && imported.files[0].text.contains("Nói rõ."));
}

/// A run in a font.
fn in_font(font: &str, text: &str) -> String {
    format!("<w:r><w:rPr><w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\"/></w:rPr><w:t>{text}</w:t></w:r>")
}

#[test]
fn runs_are_in_the_letters_of_their_font() {
    let old = [in_font(".VnTime", "Häp cña "), in_font(".VnTimeH", "tæ chøc"), in_font("VNI-Times", " ñoaø")];
    let body = [
        t("KẾ HOẠCH"),
        t("Khắc phục khuyết điểm năm 2023"),
        t("Là các tổ chức đoàn của tỉnh được thực hiện kế hoạch năm."),
        p(&[old.concat(), in_font("VNI-Times", "n"), r(" là đúng.")].concat()),
        // Words of Unicode that somebody set in a font of that time.
        p(&in_font(".VnTime", "Điều này đã rõ.")),
        p(&format!("<w:del w:id=\"1\">{}</w:del>", in_font(".VnTime", "KhuyÕt ®iÓm"))),
    ];
    let imported = imported(&site(), "a.docx", &docx(&body.concat(), &[]), 2023).unwrap();
    let text: String = imported.files.iter().map(|file| file.text.as_str()).collect();
    assert_eq!(imported.encodings, ["TCVN3", "VNI"], "{text}");
    for words in ["Họp của TỔ CHỨC đoàn là đúng.", "Điều này đã rõ.", "(track changes)): Khuyết điểm"]
    {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[test]
fn a_style_may_set_the_font() {
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:hAnsi=\".VnTime\"/></w:rPr></w:rPrDefault></w:docDefaults>\
                  <w:style w:type=\"character\" w:styleId=\"Moi\"><w:rPr><w:rFonts w:hAnsi=\"Times New Roman\"/></w:rPr></w:style>";
    let new = "<w:r><w:rPr><w:rStyle w:val=\"Moi\"/></w:rPr><w:t> là hoà</w:t></w:r>";
    let body = [TCVN3.map(t).concat(), p(&[r("§oµn"), new.to_owned()].concat())].concat();
    let imported = imported(&site(), "a.docx", &docx(&body, &[("styles", styles)]), 2023).unwrap();
    let text = &imported.files[0].text;
    assert!(text.contains("kế hoạch của tổ chức đoàn") && text.contains("Đoàn là hoà"), "{text}");
}

#[test]
fn lines_in_unicode_stay_as_they_are() {
    let lines = TCVN3.map(|line| western([line, "", ""]));
    let unicode = "Các tổ chức đoàn của tỉnh được thực hiện kế hoạch năm.\n".as_bytes().to_vec();
    let [kind, title, text] = lines;
    let imported = imported(&site(), "a.txt", &[kind, title, unicode, text].concat(), 2023).unwrap();
    let found = &imported.files[0].text;
    assert_eq!(imported.encodings, ["TCVN3"]);
    for words in ["# Kế hoạch khắc phục khuyết điểm năm 2023", "Các tổ chức đoàn của tỉnh", "Nói rõ kế hoạch"]
    {
        assert!(found.contains(words), "{words}\n{found}");
    }
}

#[test]
fn lines_may_end_as_on_old_computers() {
    let imported = imported(&site(), "a.txt", "KẾ HOẠCH\rNăm 2023\r\rNói rõ.".as_bytes(), 2023).unwrap();
    assert!(imported.files[0].text.contains("<!-- dòng 4 -->\n\nNói rõ."), "{}", imported.files[0].text);
}
