//! Symbol: signs that fonts of signs draw in the places of other letters.

/// Signs of Wingdings that stand in papers: boxes, ticks, bullets and arrows.
const WINGDINGS: [(u32, char); 19] = [
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '☐'),
    (0x71, '☐'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x9F, '•'),
    (0xA7, '▪'),
    (0xA8, '☐'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE8, '➔'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
    (0x4A, '☺'),
];

/// Signs of Symbol that are no letters.
const SYMBOL: [(u32, char); 14] = [
    (0xA3, '≤'),
    (0xA5, '∞'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAE, '→'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBB, '≈'),
    (0xDE, '⇒'),
];

/// Greek letters of Symbol, from `A` and from `a`.
const CAPITALS: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

/// The letter or sign that a font draws for a number; none where that is not known.
pub(super) fn drawn(font: &str, number: u32) -> Option<char> {
    // Signs of fonts have numbers that stand for nothing else.
    let Some(place) = number.checked_sub(0xF000).filter(|place| *place <= 0xFF) else {
        return char::from_u32(number).filter(|letter| !letter.is_control());
    };
    let of = |table: &[(u32, char)]| table.iter().find(|(known, _)| *known == place).map(|(_, sign)| *sign);
    let nth = |letters: &str, first: u8| letters.chars().nth(place.checked_sub(first.into())? as usize);
    match font.to_lowercase().as_str() {
        "wingdings" => of(&WINGDINGS),
        "symbol" if (0x20..0x40).contains(&place) => char::from_u32(place),
        "symbol" => of(&SYMBOL)
            .or_else(|| nth(SMALL, b'a').filter(|_| place >= 0x61))
            .or_else(|| nth(CAPITALS, b'A').filter(|_| place < 0x5B)),
        _ => None,
    }
}

#[test]
fn signs_are_told_by_their_font() {
    assert_eq!(drawn("Wingdings", 0xF0FE), Some('☑'));
    assert_eq!(drawn("Symbol", 0xF0B3), Some('≥'));
    assert_eq!(drawn("Symbol", 0xF061), Some('α'));
    assert_eq!(drawn("Symbol", 0xF05A), Some('Ζ'));
    assert_eq!(drawn("Wingdings", 0xF0A8), Some('☐'));
    assert_eq!(drawn("Khac", 0xF0A8), None);
    assert_eq!(drawn("Khac", 0x2022), Some('•'));
}
