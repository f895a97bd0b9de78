//! Papers of the time before Unicode.

use crate::drafts::{add, imported, judged, site};
use crate::word::{docx, t};

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
    assert_eq!(imported.encoding, Some(encoding), "{text}");
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
    assert!(imported.encoding.is_none() && imported.files[0].text.contains("Nói rõ."));
}
