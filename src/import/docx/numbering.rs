//! Numbering: the numbers that Word draws before paragraphs.

use super::xml::{Next, walk};
use crate::import::unread::Unread;
use std::collections::BTreeMap;

/// One level of a list.
#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    /// `%1.%2.`
    text: String,
    start: u32,
    /// Whether the numbers of levels above are in digits here, whatever they are there.
    is_in_digits: bool,
}

/// Levels by number.
type Levels = BTreeMap<u8, Level>;

/// Lists with their counters.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: BTreeMap<String, Levels>,
    /// The list of each numbering.
    list_of: BTreeMap<String, String>,
    /// Levels of a numbering that begin anew.
    restarts: BTreeMap<String, BTreeMap<u8, u32>>,
    counters: BTreeMap<String, BTreeMap<u8, u32>>,
}

impl Numbering {
    pub(super) fn read(xml: &str) -> Result<Self, Unread> {
        let mut numbering = Self::default();
        let (mut list, mut number) = (None::<String>, None::<String>);
        let mut level = 0;
        walk(xml, |next| match next {
            Next::Open(name, attributes) => {
                let value = || attributes.get("val").unwrap_or_default().to_owned();
                match name.as_str() {
                    "abstractNum" => list = attributes.get("abstractNumId").map(str::to_owned),
                    "num" => number = attributes.get("numId").map(str::to_owned),
                    "lvl" | "lvlOverride" => {
                        level =
                            attributes.get("ilvl").and_then(|level| level.parse().ok()).unwrap_or_default();
                    }
                    "abstractNumId" => {
                        let number = number.clone().unwrap_or_default();
                        numbering.list_of.insert(number, value());
                    }
                    "startOverride" => {
                        let number = number.clone().unwrap_or_default();
                        let start = value().parse().unwrap_or(1);
                        numbering.restarts.entry(number).or_default().insert(level, start);
                    }
                    "numFmt" | "lvlText" | "start" | "isLgl" => {
                        let Some(list) = &list else { return };
                        let levels = numbering.lists.entry(list.clone()).or_default();
                        let new = || Level { start: 1, ..Level::default() };
                        let level = levels.entry(level).or_insert_with(new);
                        match name.as_str() {
                            "numFmt" => level.format = value(),
                            "lvlText" => level.text = value(),
                            "isLgl" => level.is_in_digits = attributes.is_on(),
                            _ => level.start = value().parse().unwrap_or(1),
                        }
                    }
                    _ => {}
                }
            }
            Next::Close(name) if name == "abstractNum" => list = None,
            Next::Close(name) if name == "num" => number = None,
            Next::Close(_) | Next::Text(_) => {}
        })?;
        Ok(numbering)
    }

    /// What is drawn before the next paragraph of a numbering at a level, with a space behind it.
    pub(super) fn next(&mut self, number: &str, level: u8) -> Option<String> {
        let list = self.list_of.get(number)?;
        let levels = self.lists.get(list)?;
        let own = levels.get(&level)?;
        if own.format == "bullet" {
            return Some("- ".to_owned());
        }
        if own.format == "none" {
            return None;
        }
        let counters = self.counters.entry(list.clone()).or_default();
        if let Some(restarts) = self.restarts.remove(number) {
            counters.extend(restarts.into_iter().map(|(level, start)| (level, start.saturating_sub(1))));
        }
        let counter = counters.entry(level).or_insert(own.start.saturating_sub(1));
        *counter = counter.saturating_add(1);
        counters.retain(|other, _| *other <= level);
        let mut drawn = own.text.clone();
        for other in 0..=level.min(8) {
            let sign = format!("%{}", other + 1);
            if drawn.contains(&sign) {
                let format = levels.get(&other).filter(|_| !own.is_in_digits);
                let format = format.map_or("decimal", |level| level.format.as_str());
                let count = counters.get(&other).copied().or(levels.get(&other).map(|level| level.start));
                drawn = drawn.replace(&sign, &shown(count.unwrap_or(1), format));
            }
        }
        (!drawn.trim().is_empty()).then(|| format!("{} ", drawn.trim()))
    }
}

fn shown(count: u32, format: &str) -> String {
    match format {
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        "lowerLetter" => letter(count).to_string(),
        "upperLetter" => letter(count).to_ascii_uppercase().to_string(),
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}

fn letter(count: u32) -> char {
    let at = u8::try_from(count.saturating_sub(1) % 26).unwrap_or_default();
    char::from(b'a' + at)
}

fn roman(count: u32) -> String {
    const SIGNS: [(u32, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut rest = count.min(399);
    let mut drawn = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            drawn.push_str(sign);
            rest -= value;
        }
    }
    drawn
}
