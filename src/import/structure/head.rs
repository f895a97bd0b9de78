//! The head of a paper: who issues it, what it calls itself, its number, its place and its day.

use super::parts::{PaperKind, Said, Structure};
use crate::import::marker;
use crate::import::paper::{Block, Kind, Spot, Why, Words};
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::{self, Date};
use crate::vietnamese::letters;
use std::collections::VecDeque;

/// Blocks in which a paper says what it is.
const HEAD: usize = 40;

fn kind_of(words: &str) -> Option<PaperKind> {
    match letters::slug(words).as_str() {
        "ke-hoach" => Some(PaperKind::Plan),
        "bao-cao" => Some(PaperKind::Report),
        "bao-cao-kiem-diem" => Some(PaperKind::Review),
        _ => None,
    }
}

impl Structure {
    /// Takes what stands before the text: everything up to the kind of the paper, and its title.
    pub(super) fn head(&mut self, blocks: &mut VecDeque<Block>) {
        let is_kind = |block: &Block| block.words().is_some_and(|words| kind_of(&words.text).is_some());
        let Some(at) = blocks.iter().take(HEAD).position(is_kind) else {
            self.head_without_kind(blocks);
            return;
        };
        for block in blocks.drain(..=at) {
            let spot = block.spot;
            let words = match block.kind {
                Kind::Text(words) | Kind::Heading(_, words) | Kind::Note(_, words) => vec![words],
                Kind::Table(rows) => rows.into_iter().flatten().filter(|cell| !cell.is_empty()).collect(),
            };
            words.into_iter().for_each(|words| self.head_line(Said { value: words, spot }));
        }
        let is_title = |block: &Block| {
            let words = block.words().filter(|words| words.text.chars().any(char::is_alphanumeric))?;
            marker::read(&words.text).is_none().then(|| words.clone())
        };
        if let Some(words) = blocks.front().and_then(is_title) {
            let spot = blocks.front().map_or(Spot::at(0), |block| block.spot);
            blocks.pop_front();
            if letters::fold(&words.text).starts_with("kiem diem")
                && let Some(kind) = self.kind.as_mut().filter(|kind| kind.value == PaperKind::Report)
            {
                kind.value = PaperKind::Review;
            }
            self.title = Some(Said { value: words, spot });
        }
        self.check_number();
    }

    /// A number whose symbol is of another kind of paper is not this paper's.
    fn check_number(&mut self) {
        let Some(kind) = self.kind.as_ref().map(|kind| kind.value) else { return };
        let fits = |number: &DocumentNumber| match (kind, number.kind_name()) {
            (_, None) => true,
            (PaperKind::Plan, Some(name)) => name == "Kế hoạch",
            (PaperKind::Report | PaperKind::Review, Some(name)) => name == "Báo cáo",
        };
        if let Some(Said { value, spot }) = self.number.take_if(|number| !fits(&number.value)) {
            self.left_over(Why::OtherNumber, value.as_str(), spot);
        }
    }

    /// A paper that has its kind and its title in one line: `Kế hoạch khắc phục khuyết điểm năm 2023`.
    fn head_without_kind(&mut self, blocks: &mut VecDeque<Block>) {
        let kind = |words: &Words| {
            let slug = letters::slug(&words.text);
            let kinds = [
                ("bao-cao-kiem-diem", PaperKind::Review),
                ("bao-cao", PaperKind::Report),
                ("ke-hoach", PaperKind::Plan),
            ];
            kinds.iter().find(|(name, _)| slug.starts_with(name)).map(|(_, kind)| *kind)
        };
        let of =
            |block: &Block| block.words().filter(|words| words.text.chars().count() < 300).and_then(kind);
        let Some(at) = blocks.iter().take(HEAD).position(|block| of(block).is_some()) else { return };
        let kind = blocks.get(at).and_then(of);
        let title = blocks.drain(..=at).collect::<Vec<_>>();
        let last = title.len() - 1;
        for (index, block) in title.into_iter().enumerate() {
            let Some(words) = block.words().cloned() else { continue };
            let said = Said { value: words, spot: block.spot };
            match index == last {
                true => {
                    self.kind = kind.map(|value| Said { value, spot: block.spot });
                    self.is_kind_in_title = true;
                    self.title = Some(said);
                }
                false => self.head_line(said),
            }
        }
        self.check_number();
    }

    fn head_line(&mut self, line: Said<Words>) {
        let (text, spot) = (line.value.text.trim(), line.spot);
        if let Some(value) = kind_of(text) {
            self.kind = Some(Said { value, spot });
        } else if let Some(number) = number(text).filter(|_| self.number.is_none()) {
            self.number = Some(Said { value: number, spot });
        } else if let Some((place, date)) = dated(text).filter(|_| self.date.is_none()) {
            self.place = place.map(|value| Said { value, spot });
            self.date = Some(Said { value: date, spot });
        }
        self.head.push(line);
    }
}

/// `Số: 300-KH/TĐTN-VP`.
fn number(text: &str) -> Option<DocumentNumber> {
    DocumentNumber::parse(text)
}

/// `Tây Ninh, ngày 03 tháng 3 năm 2021`: the place and the day.
fn dated(text: &str) -> Option<(Option<String>, Date)> {
    let at = text.find("ngày")?;
    let date = date::read_printed_date(&text[at..])?;
    let place = text[..at].trim().trim_end_matches(',').trim();
    Some(((!place.is_empty()).then(|| place.to_owned()), date))
}
