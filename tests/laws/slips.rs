//! A mistake is found where it was made, and said once: each of a list of slips, put anywhere into the shipped content.

use crate::cases;
use crate::corpus::{Files, scan_of, settings, shipped_files};
use khacphuc::Engine;
use khacphuc::diagnostic::{Code, Diagnostic};
use khacphuc::language::Language;
use khacphuc::scan::Scan;
use khacphuc::settings::{Edition, Headings};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static SHIPPED: LazyLock<Files> = LazyLock::new(shipped_files);

/// What is reported of the shipped content as it is.
static KNOWN: LazyLock<BTreeMap<Said, usize>> = LazyLock::new(|| count(&reported(&scan_of(&SHIPPED))));

/// What a diagnostic says, wherever it says it.
type Said = (Code, String, String);

fn reported(scan: &Scan) -> Vec<Diagnostic> {
    let settings = settings(Edition::Internal, Language::Vi);
    let engine = Engine::new(scan, &settings).unwrap();
    engine.findings().reported.clone()
}

fn said(found: &Diagnostic, path: &str) -> Said {
    (found.code, path.to_owned(), format!("{:?}", found.args))
}

fn count(found: &[Diagnostic]) -> BTreeMap<Said, usize> {
    let scan = scan_of(&SHIPPED);
    let mut counts = BTreeMap::new();
    for found in found {
        *counts.entry(said(found, &scan.sources.get(found.place.source).path)).or_default() += 1;
    }
    counts
}

/// The lines of a file, and a number by which one of several places is taken.
struct Lines {
    lines: Vec<String>,
    pick: usize,
}

/// Line and column, both counted from 1, the column in characters.
type At = (usize, usize);

impl Lines {
    /// One of the lines of the text, from its first heading on, that are `wanted`; none in a block of code.
    fn body(&self, wanted: impl Fn(&str) -> bool) -> Option<usize> {
        self.body_at(|at| wanted(&self.lines[at]))
    }

    /// The same by its place among the lines.
    fn body_at(&self, wanted: impl Fn(usize) -> bool) -> Option<usize> {
        let first = self.lines.iter().position(|line| line.starts_with("# "))?;
        let mut is_code = false;
        let lines = self.lines.iter().enumerate().skip(first).filter(|(at, line)| {
            is_code ^= line.starts_with("```");
            !is_code && !line.contains('`') && wanted(*at)
        });
        self.one_of(lines.map(|(at, _)| at).collect())
    }

    /// One of the rows of a table of three columns and more, under its header; the last one of it, if so wanted.
    fn row(&self, is_last: bool) -> Option<usize> {
        self.body_at(|at| {
            let line = &self.lines[at];
            let above = self.lines[..at].iter().rev().take_while(|line| line.starts_with('|'));
            let is_under_rule = above.clone().any(|line| line.starts_with("|-"));
            let goes_on = self.lines.get(at + 1).is_some_and(|next| next.starts_with('|'));
            line.starts_with('|') && line.matches('|').count() > 3 && is_under_rule && !(is_last && goes_on)
        })
    }

    /// One of the measures.
    fn measure(&self) -> Option<usize> {
        self.body_at(|at| {
            let heading = self.lines[..at].iter().rfind(|line| line.starts_with('#'));
            item(&self.lines[at]) && heading.is_some_and(|heading| heading == "## Giải pháp")
        })
    }

    /// The line of front matter that begins with a key.
    fn key(&self, key: &str) -> Option<usize> {
        let end = self.lines.iter().skip(1).position(|line| line == "---")? + 1;
        self.lines[..end].iter().position(|line| line.starts_with(key))
    }

    fn one_of(&self, found: Vec<usize>) -> Option<usize> {
        if found.is_empty() { None } else { Some(found[self.pick % found.len()]) }
    }

    /// Puts a line behind another one.
    fn insert(&mut self, behind: usize, line: &str) -> At {
        self.lines.insert(behind + 1, line.to_owned());
        (behind + 2, 1)
    }

    /// Replaces a part of a line, and gives where the new part stands.
    fn replace(&mut self, line: usize, old: &str, new: &str) -> Option<At> {
        let at = self.lines[line].find(old)?;
        let column = self.lines[line][..at].chars().count() + 1;
        self.lines[line].replace_range(at..at + old.len(), new);
        Some((line + 1, column))
    }

    /// Replaces what stands behind a key of front matter.
    fn value(&mut self, key: &str, new: impl Fn(&str) -> String) -> Option<At> {
        let line = self.key(key)?;
        let old = self.lines[line][key.len()..].trim().to_owned();
        self.replace(line, &old, &new(&old)).filter(|_| !old.is_empty() && !old.starts_with(['[', '{']))
    }
}

/// A way to make a mistake: its name, what has to be reported, and what it does to a file where it can.
struct Slip {
    name: &'static str,
    code: Code,
    make: fn(&mut Lines) -> Option<At>,
}

fn heading(line: &str) -> bool {
    line.starts_with("## ") && !line.contains('{')
}

fn known_heading(line: &str) -> bool {
    heading(line) && Headings::default().kind_of(&line[3..]).is_some()
}

fn paragraph(line: &str) -> bool {
    line.len() > 40 && line.starts_with(char::is_alphabetic)
}

fn item(line: &str) -> bool {
    line.starts_with("- ")
}

/// A number of two digits and more in a line, without a letter or a sign beside it.
fn number(line: &str) -> Option<String> {
    let words = line.split([' ', '|', '(', ')']);
    let mut numbers = words
        .filter(|word| word.len() > 1 && word.len() < 5 && word.bytes().all(|byte| byte.is_ascii_digit()));
    numbers.next().map(str::to_owned)
}

/// Adds text at the end of a heading.
fn behind_heading(lines: &mut Lines, text: &str) -> Option<At> {
    let line = lines.body(heading)?;
    let column = lines.lines[line].chars().count() + 2;
    lines.lines[line] += &format!(" {text}");
    Some((line + 1, column))
}

/// Adds text at the end of a measure.
fn behind_measure(lines: &mut Lines, text: &str) -> Option<At> {
    let line = lines.measure()?;
    let column = lines.lines[line].chars().count() + 2;
    lines.lines[line] += &format!(" {text}");
    Some((line + 1, column))
}

/// Gives a decision to drop a deficiency its day, in a record without one.
fn dropped(lines: &mut Lines, day: &str) -> Option<At> {
    let line = lines.key("kind: deficiency").filter(|_| lines.key("disposition:").is_none())?;
    let start = "disposition: {reason: Hết, by: Ban Thường vụ, date: ";
    lines.insert(line, &format!("{start}{day}}}"));
    Some((line + 2, start.chars().count() + 1))
}

/// Puts a paragraph before a heading.
fn before_heading(lines: &mut Lines, text: &str) -> Option<At> {
    let line = lines.body(heading)?;
    lines.lines.splice(line..line, [text.to_owned(), String::new()]);
    Some((line + 1, 1))
}

macro_rules! slips {
    ($($name:literal $code:ident $make:expr;)*) => {
        &[$(Slip { name: $name, code: Code::$code, make: $make },)*]
    };
}

const SLIPS: &[Slip] = slips! {
    // -- front matter --
    "a status that does not exist" UnknownStatus |lines| lines.value("status:", |old| format!("{old}x"));
    "a kind that does not exist" UnknownKind |lines| lines.value("kind:", |_| "planx".to_owned());
    "an audience that does not exist" UnknownValue |lines| {
        let line = lines.key("kind:")?;
        lines.insert(line, "audience: internl");
        Some((line + 2, 11))
    };
    "an area that does not exist" UnknownArea |lines| lines.value("area:", |old| format!("{old}q"));
    "a lead that does not exist" UnknownUnit |lines| lines.value("lead:", |old| format!("{old}q"));
    "a key that does not exist" UnknownKey |lines| {
        let line = lines.key("kind:")?;
        Some(lines.insert(line, "titel: Kế hoạch"))
    };
    "a key twice" DuplicateKey |lines| {
        let line = lines.key("kind:")?;
        let twice = lines.lines[line].clone();
        Some(lines.insert(line, &twice))
    };
    "a year with a letter" InvalidValue |lines| lines.value("continue_in:", |old| old.replacen('0', "O", 1));
    "marks of a merge in front matter" MergeMarks |lines| {
        let line = lines.key("kind:")?;
        Some(lines.insert(line, "<<<<<<< HEAD"))
    };
    "marks of a merge in the text" MergeMarks |lines| {
        let line = lines.body(paragraph)?;
        lines.insert(line, ">>>>>>> nhanh-khac");
        Some((line + 2, 1))
    };
    "a report with the number of a plan" NumberKind |lines| {
        let line = lines.key("kind: report").filter(|_| lines.key("number:").is_none())?;
        lines.insert(line, "number: 999-KH/TĐTN-VP");
        Some((line + 2, 9))
    };

    // -- marks --
    "a mark in Vietnamese" InternalMisspelt |lines| behind_heading(lines, "{.nội bộ}");
    "a mark in round brackets" InternalMisspelt |lines| behind_heading(lines, "(nội bộ)");
    "a mark in square brackets" InternalMisspelt |lines| behind_heading(lines, "[.internal]");
    "a mark without its last brace" InternalMisspelt |lines| behind_heading(lines, "{.internal");
    "a mark without braces" InternalMisspelt |lines| behind_heading(lines, ".internal");
    "a class that is no mark" InternalMisspelt |lines| behind_heading(lines, "{.kin}");
    "a mark on a line of its own" InternalMisspelt |lines| before_heading(lines, "{.internal}");
    "a comment as a mark" InternalMisspelt |lines| before_heading(lines, "<!-- nội bộ -->");
    "a mark behind a paragraph" InternalMisspelt |lines| {
        let line = lines.body(paragraph)?;
        let column = lines.lines[line].chars().count() + 2;
        lines.lines[line] += " {.internal}";
        Some((line + 1, column))
    };

    // -- the outline --
    "a second title" TitleTwice |lines| before_heading(lines, "# Phần hai");
    "a heading with a letter too many" HeadingMisspelt |lines| {
        let line = lines.body(|line| line == "## Phương hướng" || line == "## Đánh giá")?;
        lines.lines[line] += "h";
        Some((line + 1, 1))
    };
    "a heading twice" HeadingTwice |lines| {
        let line = lines.body(known_heading)?;
        let twice = lines.lines[line].clone();
        let end = lines.lines.len();
        lines.lines.extend([String::new(), "### Ghi thêm".to_owned(), String::new(), twice]);
        Some((end + 4, 1))
    };

    // -- tables and lists --
    "a cell too many" RowCells |lines| {
        let line = lines.row(false)?;
        let column = lines.lines[line].chars().count();
        lines.lines[line] += " thừa |";
        Some((line + 1, column + 1))
    };
    "a cell too few" RowCells |lines| {
        let line = lines.row(false)?;
        let cells: Vec<&str> = lines.lines[line].split('|').collect();
        lines.lines[line] = cells[..cells.len() - 2].join("|") + "|";
        Some((line + 1, 1))
    };
    "a row behind an empty line" TableLookAlike |lines| {
        let line = lines.row(true)?;
        lines.lines.splice(line + 1..line + 1, [String::new(), "| Thêm | 5 | 6 |".to_owned()]);
        Some((line + 3, 1))
    };
    "text right below a table" RowCells |lines| {
        let line = lines.row(true)?;
        Some(lines.insert(line, "Số liệu đến hết năm."))
    };
    "an indicator that is an item" IndicatorBullet |lines| {
        let heading = lines.body(|line| matches!(line, "## Chỉ tiêu" | "## Kết quả"))?;
        let item = [String::new(), "- Cuộc tuyên truyền: 252 cuộc".to_owned()];
        lines.lines.splice(heading + 1..heading + 1, item);
        Some((heading + 3, 3))
    };
    "an empty item" EmptyBullet |lines| {
        let line = lines.body(item)?;
        Some(lines.insert(line, "-"))
    };
    "a unit that does not exist" UnknownUnit |lines| behind_measure(lines, "@khongco");
    "a unit apart from its sign" UnitLookAlike |lines| behind_measure(lines, "@ vp");

    // -- words --
    "a letter for a digit in the text" DigitLookAlike |lines| {
        let line = lines.body(|line| paragraph(line) && number(line).is_some())?;
        let old = number(&lines.lines[line])?;
        lines.replace(line, &old, &(old[..1].to_owned() + "O"))
    };
    "a day that does not exist" ImpossibleDate |lines| {
        let line = lines.body(paragraph)?;
        let column = lines.lines[line].chars().count() + 7;
        lines.lines[line] += " Ngày 31/4/2021 còn họp.";
        Some((line + 1, column))
    };
    "a month that does not exist" ImpossibleDate |lines| {
        let line = lines.body(paragraph)?;
        let column = lines.lines[line].chars().count() + 8;
        lines.lines[line] += " Tháng 13/2021 còn họp.";
        Some((line + 1, column))
    };
    "a footnote that is not defined" FootnoteMissing |lines| {
        let line = lines.body(paragraph)?;
        let column = lines.lines[line].chars().count() + 1;
        lines.lines[line] += "[^khong-co]";
        Some((line + 1, column))
    };
    "a footnote that is not used" FootnoteUnused |lines| {
        let end = lines.lines.len();
        lines.lines.extend([String::new(), "[^thua]: Ghi thừa.".to_owned()]);
        Some((end + 2, 1))
    };
    "a link to nothing" BrokenLink |lines| {
        let line = lines.body(paragraph)?;
        let column = lines.lines[line].chars().count() + 2;
        lines.lines[line] += " [đây](khong-co-tep-nay.md)";
        Some((line + 1, column))
    };
    "a verdict that says the opposite" VerdictDiffers |lines| {
        let heading = lines.body(|line| line == "## Đánh giá")?;
        let status = lines.key("status: partly-fixed").or(lines.key("status: not-fixed"))?;
        lines.lines.splice(heading + 1..heading + 1, [String::new(), "Đã khắc phục xong.".to_owned()]);
        Some((status + 1, 9))
    };
    "a citation with another day" CitationDay |lines| {
        let line = lines.body(paragraph)?;
        let column = lines.lines[line].chars().count() + 2;
        lines.lines[line] += " Chỉ thị số 06-CT/TU ngày 21/7/2021.";
        Some((line + 1, column + "Chỉ thị số ".chars().count()))
    };
    "an inferred edge without its reason" ReasonMissing |lines| {
        let basis = lines.key("    basis: inferred")?;
        let reason = lines.lines[basis..].iter().position(|line| line.starts_with("    reason:"))?;
        lines.lines.remove(basis + reason);
        Some((basis + 1, 12))
    };
    "a second deadline" DeadlineTwice |lines| {
        let line = lines.measure().filter(|line| lines.lines[*line].ends_with("*)"))?;
        let at = lines.lines[line].rfind("(*")?;
        let column = lines.lines[line][..at].chars().count() + 3;
        lines.lines[line].insert_str(at, "(*thực hiện thường xuyên*) ");
        Some((line + 1, column))
    };
    "a plan of another kind" PlanForeign |lines| {
        lines.key("kind: deficiency")?;
        lines.value("plan:", |_| "06-CT/TU".to_owned())
    };
    "a report on itself" PlanForeign |lines| lines.value("on:", |_| "tay-ninh/2021/report".to_owned());
    "a report that is due before the plan" DayBeforePlan |lines| {
        let is_due = |line: &String| line.starts_with("  - {what:") && line.contains("before: 20");
        let line = lines.lines.iter().position(is_due).filter(|_| lines.key("kind: plan").is_some())?;
        let (_, rest) = lines.lines[line].split_once("before: ")?;
        let day = rest[..10].to_owned();
        lines.replace(line, &day, "1999-05-10")
    };
    "a decision before the plan" DayBeforePlan |lines| dropped(lines, "1999-12-31");
    "a decision that is yet to come" DispositionAhead |lines| dropped(lines, "2040-12-31");
    "a waiver without its reason" MissingKey |lines| {
        let line = lines.key("kind: deficiency").filter(|_| lines.key("waive:").is_none())?;
        lines.insert(line, "waive: [{finding: late, by: Văn phòng, until: 2040-12-31}]");
        Some((line + 2, 9))
    };
    "a false letter" LookAlike |lines| {
        let line = lines.body(|line| paragraph(line) && line.contains('đ'))?;
        lines.replace(line, "đ", "ð")
    };
};

/// The file with the slip in it, and where it has to be found.
fn slipped(slip: &Slip, text: &str, pick: usize) -> Option<(String, At)> {
    let mut lines = Lines { lines: text.lines().map(str::to_owned).collect(), pick };
    let at = (slip.make)(&mut lines)?;
    Some((lines.lines.join("\n") + "\n", at))
}

/// The files that a slip can be made in.
fn open_to(slip: &Slip, pick: usize) -> Vec<&'static str> {
    let files =
        SHIPPED.iter().filter(|(path, text)| path.ends_with(".md") && slipped(slip, text, pick).is_some());
    files.map(|(path, _)| path.as_str()).collect()
}

/// What is reported with the slip in a file and not without it: code, file, line and column.
fn new_with(path: &str, text: String) -> Vec<(Code, String, At)> {
    let mut changed = SHIPPED.clone();
    changed.insert(path.to_owned(), text);
    let scan = scan_of(&changed);
    let mut known = KNOWN.clone();
    let found = reported(&scan).into_iter().filter_map(|found| {
        let path = &scan.sources.get(found.place.source).path;
        match known.get_mut(&said(&found, path)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                None
            }
            _ => Some((found.code, path.clone(), scan.sources.position(&found.place))),
        }
    });
    found.collect()
}

/// A slip is reported where it is, and nothing else is that was not reported without it.
#[test]
fn a_slip_is_found_where_it_was_made() {
    let mut complaints = Vec::new();
    for slip in SLIPS {
        for draw in 0..cases(2).cases as usize {
            let pick = draw * 7919;
            let files = open_to(slip, pick);
            let Some(path) = files.get(pick % files.len().max(1)) else {
                complaints.push(format!("{}: nowhere to be made", slip.name));
                break;
            };
            let (text, at) = slipped(slip, &SHIPPED[*path], pick).unwrap();
            let (new, expected) = (new_with(path, text), (slip.code, (*path).to_owned(), at));
            if new != [expected.clone()] {
                complaints.push(format!("{}: expected {expected:?}, found {new:?}", slip.name));
            }
        }
    }
    assert!(complaints.is_empty(), "{} complaint(s)\n{}", complaints.len(), complaints.join("\n"));
}
