//! Encoding: letters of the time before Unicode.
//!
//! Takes bytes or words; gives them in Unicode, and says from what they were converted. Fonts of the nineties drew
//! Vietnamese letters in the places of Western ones, so that files of Word hold `KhuyÕt ®iÓm` for `Khuyết điểm` to this
//! day. It stands apart because every format may hold such words.
//!
//! | encoding | table |
//! |---|---|
//! | TCVN3, ABC | TCVN 5712:1993, VN3: one byte a letter |
//! | VNI | VNI-Windows: a letter, and its mark behind it |
//! | VPS | Vietnamese Professionals Society: one byte a letter |
//! | Windows-1258 | Microsoft: a letter, and its tone behind it; read by `encoding_rs` |
//!
//! In files of Word the font says which one it is; elsewhere how many common words come of it. A line or a run with a
//! letter that no font of that time had is in Unicode, whatever stands beside it. Where it is not certain, nothing is
//! converted.

use super::unread::Unread;
use crate::vietnamese::letters;
use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1258};
use std::borrow::Cow;
use std::sync::LazyLock;

/// An encoding of the time before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Legacy {
    /// `.VnTime` and other fonts of ABC.
    Tcvn3,
    /// `.VnTimeH`: the same, which draws every letter as a capital.
    Tcvn3Capitals,
    /// `VNI-Times` and others.
    Vni,
    /// `VPS Times` and others.
    Vps,
    /// No font, but a code page.
    Windows1258,
}

impl Legacy {
    /// Those that words may be in where no font says so.
    const GUESSED: [Self; 4] = [Self::Tcvn3, Self::Vni, Self::Vps, Self::Windows1258];

    /// The encoding of the words that a font draws.
    pub(super) fn of_font(font: &str) -> Option<Self> {
        let name = font.to_lowercase();
        match () {
            () if name.starts_with(".vn") && font.ends_with('H') => Some(Self::Tcvn3Capitals),
            () if name.starts_with(".vn") => Some(Self::Tcvn3),
            () if name.starts_with("vni-") => Some(Self::Vni),
            () if name.starts_with("vps") => Some(Self::Vps),
            () => None,
        }
    }

    /// As it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 | Self::Tcvn3Capitals => "TCVN3",
            Self::Vni => "VNI",
            Self::Vps => "VPS",
            Self::Windows1258 => "Windows-1258",
        }
    }

    /// Words that were read as Western ones, as what they are.
    pub(super) fn convert(self, text: &str) -> String {
        match self {
            Self::Tcvn3Capitals => Self::Tcvn3.convert(text).to_uppercase(),
            Self::Tcvn3 => text.chars().map(|letter| of_table(TCVN3, 0xA0, letter)).collect(),
            Self::Vps => text
                .chars()
                .map(|letter| vps_low(letter).unwrap_or_else(|| of_table(VPS, 0x80, letter)))
                .collect(),
            Self::Vni => vni(text),
            Self::Windows1258 => windows_1258(text),
        }
    }
}

/// From A0 to FF; a dot where the encoding has no letter.
const TCVN3: &str = "\
·ĂÂÊÔƠƯĐăâêôơưđẰ·····àảãáạẲằẳẵắẴ\
ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò\
ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ";

/// From 80 to FF.
const VPS: &str = "\
ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ··ỀỂỄỐỒỔỖýỷỵỚỜỞ\
·ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự\
ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ·\
àáâãảạă·èéêẽìí·ĩẴĐòóôõ·Ơụùúủ·ỶẼỳ";

/// Capitals of VPS in the places of control characters.
fn vps_low(letter: char) -> Option<char> {
    Some(match letter {
        '\u{2}' => 'Ạ',
        '\u{3}' => 'Ậ',
        '\u{4}' => 'Ặ',
        '\u{5}' => 'Ẹ',
        '\u{6}' => 'Ệ',
        '\u{10}' => 'Ị',
        '\u{11}' => 'Ọ',
        '\u{12}' => 'Ộ',
        '\u{13}' => 'Ợ',
        '\u{14}' => 'Ụ',
        '\u{15}' => 'Ự',
        '\u{19}' => 'Ỵ',
        '\u{1c}' => 'Ẫ',
        '\u{1d}' => 'Ữ',
        _ => return None,
    })
}

/// The letter in the place of a Western one.
fn of_table(table: &str, first: u8, letter: char) -> char {
    let place = byte(letter).and_then(|byte| byte.checked_sub(first));
    let found = place.and_then(|place| table.chars().nth(usize::from(place)));
    found.filter(|found| *found != '·').unwrap_or(letter)
}

/// Characters of Windows-1252 by byte, from 80 to 9F.
static HIGH: LazyLock<Vec<char>> = LazyLock::new(|| {
    let bytes: Vec<u8> = (0x80..=0x9F).collect();
    WINDOWS_1252.decode_without_bom_handling(&bytes).0.chars().collect()
});

/// The byte that a Western character was read from.
fn byte(letter: char) -> Option<u8> {
    match u32::from(letter) {
        code @ (0..=0x7F | 0xA0..=0xFF) => u8::try_from(code).ok(),
        _ => {
            let at = HIGH.iter().position(|known| *known == letter)?;
            u8::try_from(at + 0x80).ok()
        }
    }
}

/// Marks of VNI behind a vowel, small and capital, and what each adds to it.
const MARKS: [(char, char, &str); 17] = [
    ('ø', 'Ø', "\u{300}"),
    ('ù', 'Ù', "\u{301}"),
    ('û', 'Û', "\u{309}"),
    ('õ', 'Õ', "\u{303}"),
    ('ï', 'Ï', "\u{323}"),
    ('â', 'Â', "\u{302}"),
    ('à', 'À', "\u{302}\u{300}"),
    ('á', 'Á', "\u{302}\u{301}"),
    ('å', 'Å', "\u{302}\u{309}"),
    ('ã', 'Ã', "\u{302}\u{303}"),
    ('ä', 'Ä', "\u{302}\u{323}"),
    ('ê', 'Ê', "\u{306}"),
    ('è', 'È', "\u{306}\u{300}"),
    ('é', 'É', "\u{306}\u{301}"),
    ('ú', 'Ú', "\u{306}\u{309}"),
    ('ü', 'Ü', "\u{306}\u{303}"),
    ('ë', 'Ë', "\u{306}\u{323}"),
];

/// Letters of VNI that stand alone.
const ALONE: [(char, char); 18] = [
    ('ñ', 'đ'),
    ('Ñ', 'Đ'),
    ('ö', 'ư'),
    ('Ö', 'Ư'),
    ('ô', 'ơ'),
    ('Ô', 'Ơ'),
    ('í', 'í'),
    ('Í', 'Í'),
    ('ì', 'ì'),
    ('Ì', 'Ì'),
    ('æ', 'ỉ'),
    ('Æ', 'Ỉ'),
    ('ó', 'ĩ'),
    ('Ó', 'Ĩ'),
    ('ò', 'ị'),
    ('Ò', 'Ị'),
    ('î', 'ỵ'),
    ('Î', 'Ỵ'),
];

fn vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut can_be_marked = false;
    for letter in text.chars() {
        let mark = MARKS.iter().find(|(small, capital, _)| [*small, *capital].contains(&letter));
        let alone = ALONE.iter().find(|(known, _)| *known == letter);
        match (mark, alone) {
            (Some((_, _, mark)), _) if can_be_marked => {
                out.push_str(mark);
                can_be_marked = false;
            }
            (_, Some((_, meant))) => {
                out.push(*meant);
                can_be_marked = "ưƯơƠ".contains(*meant);
            }
            _ => {
                out.push(letter);
                can_be_marked = "aeiouyAEIOUY".contains(letter);
            }
        }
    }
    letters::nfc(&out).into_owned()
}

fn windows_1258(text: &str) -> String {
    let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
    match bytes {
        Some(bytes) => letters::nfc(&WINDOWS_1258.decode_without_bom_handling(&bytes).0).into_owned(),
        None => text.to_owned(),
    }
}

/// Words of every paper, with marks that only one encoding gives.
const COMMON: [&str; 40] = [
    "và",
    "của",
    "các",
    "được",
    "đoàn",
    "năm",
    "thực",
    "hiện",
    "khuyết",
    "điểm",
    "giải",
    "pháp",
    "kế",
    "hoạch",
    "tổ",
    "chức",
    "những",
    "không",
    "là",
    "với",
    "đã",
    "chưa",
    "tỉnh",
    "thường",
    "vụ",
    "về",
    "cán",
    "bộ",
    "nhiệm",
    "đảng",
    "đơn",
    "vị",
    "báo",
    "cáo",
    "quả",
    "công",
    "tác",
    "hạn",
    "chế",
    "khắc",
];

/// How many of the words of a text are common ones.
fn common(text: &str) -> usize {
    let words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    words.filter(|word| COMMON.contains(&word.to_lowercase().as_str())).count()
}

/// So many letters tell which encoding it is.
const TELLING: usize = 40_000;

/// So many common words make it certain.
const CERTAIN: usize = 4;

/// Whether a text has a letter, or the mark of one, that only Unicode has.
pub(super) fn is_unicode(text: &str) -> bool {
    let is_vietnamese = |letter: &char| matches!(letter, '\u{100}'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}');
    text.chars().any(|letter| is_vietnamese(&letter) && byte(letter).is_none())
}

/// The first lines of a text that may be in another encoding, as many as tell which.
fn telling(text: &str) -> String {
    let mut telling = String::new();
    for line in text.lines().filter(|line| !is_unicode(line)) {
        let room = TELLING.saturating_sub(telling.len());
        telling.extend(line.chars().take(room));
        telling.push('\n');
        if telling.len() > TELLING {
            break;
        }
    }
    telling
}

/// The encoding that lines of a text are in, which were read as Western ones; none where they are in Unicode, or in
/// none that is known.
pub(super) fn legacy(text: &str) -> Option<Legacy> {
    let text = telling(text);
    let now = common(&text);
    let all = Legacy::GUESSED.iter().map(|legacy| (common(&legacy.convert(&text)), *legacy));
    let (most, best) = all.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    (most >= CERTAIN && most > 3 * now).then_some(best)
}

/// Whether the words that a font draws are in its encoding. People set words of Unicode in such fonts, too.
pub(super) fn is_drawn_by(legacy: Legacy, text: &str) -> bool {
    let text = telling(text);
    common(&legacy.convert(&text)) >= common(&text)
}

/// The text in bytes, and the encoding that it was converted from.
///
/// # Errors
/// When it is in no encoding that is known.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Option<&'static str>), Unread> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, is_broken) = encoding.decode_without_bom_handling(&bytes[length..]);
        return if is_broken { Err(Unread::Encoding) } else { Ok((text, None)) };
    }
    let (text, is_valid) = match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), true),
        // Files that were put together of others may have lines of both.
        Err(_) => (bytes.split_inclusive(|byte| *byte == b'\n').map(line).collect::<String>().into(), false),
    };
    let Some(legacy) = legacy(&text) else {
        return if is_valid { Ok((text, None)) } else { Err(Unread::Encoding) };
    };
    let lines = text.split_inclusive('\n');
    let lines = lines.map(|line| if is_unicode(line) { line.to_owned() } else { legacy.convert(line) });
    Ok((lines.collect::<String>().into(), Some(legacy.name())))
}

/// A line in UTF-8, or with one byte a letter.
fn line(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(line) => line.into(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Khuyết điểm của tổ chức đoàn: kế hoạch năm chưa được thực hiện, ĐỂ TRỐNG";

    /// Every letter, small and capital.
    fn alphabet() -> String {
        let tones = ["", "\u{300}", "\u{309}", "\u{303}", "\u{301}", "\u{323}"];
        let vowels = "aăâeêioôơuưy".chars().flat_map(|vowel| tones.map(|tone| format!("{vowel}{tone}")));
        let small = letters::nfc(&vowels.collect::<Vec<_>>().join(" ")).into_owned() + " đ";
        format!("{small} {}", small.to_uppercase())
    }

    /// A text as an encoding of one byte a letter has it, read as Western letters.
    fn written(text: &str, table: &str, first: u8) -> String {
        let letter = |letter: char| {
            let place = table.chars().position(|known| known == letter && known != '·')?;
            let byte = u8::try_from(usize::from(first) + place).ok()?;
            WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()
        };
        text.chars().map(|known| letter(known).unwrap_or(known)).collect()
    }

    #[test]
    fn tables_have_every_letter() {
        let small = alphabet().split(" A").next().unwrap_or_default().to_owned();
        let is_missing =
            |table: &'static str| move |letter: &char| !letter.is_ascii() && !table.contains(*letter);
        assert_eq!(small.chars().find(is_missing(TCVN3)), None);
        let low: Vec<char> = ('\0'..' ').filter_map(vps_low).collect();
        let missing = alphabet().chars().filter(is_missing(VPS)).find(|letter| !low.contains(letter));
        assert_eq!(missing, None);
    }

    #[test]
    fn letters_come_back() {
        let small = alphabet().split(" A").next().unwrap_or_default().to_owned();
        assert_eq!(Legacy::Tcvn3.convert(&written(&small, TCVN3, 0xA0)), small);
        let vps = written(&alphabet(), VPS, 0x80);
        assert_eq!(Legacy::Vps.convert(&vps), alphabet());
        let (bytes, _, _) = WINDOWS_1258.encode("Tỉnh");
        assert!(!bytes.is_empty());
        assert_eq!(
            Legacy::Vni.convert("Khuyeát ñieåm cuûa toå chöùc ÑOAØN, kyõ thuaät, naêm tröôùc, ÑEÅ"),
            "Khuyết điểm của tổ chức ĐOÀN, kỹ thuật, năm trước, ĐỂ"
        );
    }

    #[test]
    fn an_encoding_is_known_by_the_words_that_come_of_it() {
        assert_eq!(legacy(TEXT), None);
        assert_eq!(legacy("Plan to put deficiencies right, naïve café"), None);
        assert_eq!(legacy(&written(TEXT, TCVN3, 0xA0)), Some(Legacy::Tcvn3));
        assert_eq!(legacy(&written(TEXT, VPS, 0x80)), Some(Legacy::Vps));
        assert_eq!(
            legacy("Khuyeát ñieåm cuûa toå chöùc ñoaøn: keá hoaïch naêm chöa ñöôïc"),
            Some(Legacy::Vni)
        );
        let windows = b"Khuy\xea\xect \xf0i\xea\xd2m c\xfaa t\xf4\xd2 ch\xfd\xecc \xf0o\xe0n n\xe3m ch\xfda";
        let read = WINDOWS_1252.decode_without_bom_handling(windows).0;
        assert_eq!(legacy(&read), Some(Legacy::Windows1258));
        assert_eq!(decode(b"\xff\xfe").map(|(text, _)| text.into_owned()), Ok(String::new()));
        assert_eq!(decode(b"\x81\x8d\xfe"), Err(Unread::Encoding));
    }
}
