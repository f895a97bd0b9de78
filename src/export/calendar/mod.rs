//! Calendars: dates and how they recur, as iCalendar (RFC 5545), which Outlook, Thunderbird and phones
//! read.
//!
//! Takes events; gives the bytes of a calendar. It is written here rather than taken from a crate:
//! `icalendar` brings a second library of dates and a source of random numbers, reads the clock for what it
//! is not told, and holds a whole calendar in memory.

mod day;
mod rule;

pub use rule::RecurrenceRule;

use crate::vietnamese::date::Date;
use day::digits;
use std::borrow::Cow;
use std::io::{self, Write};

/// Something that is to be done by the end of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Id of the event, the same in every build: a calendar program replaces an event when it reads the id
    /// again.
    pub uid: String,
    /// How often its date has been changed.
    pub sequence: usize,
    /// Its date; the first one where it recurs.
    pub day: Date,
    /// How it recurs.
    pub rule: Option<RecurrenceRule>,
    /// What is to be done, in one line.
    pub summary: String,
    /// Everything else, line by line.
    pub description: String,
    /// Its kind, in words.
    pub category: String,
    /// Address of its page, where the site's address is known.
    pub url: Option<String>,
}

/// Path of the calendar of a whole site.
pub const CALENDAR: &str = "calendar.ics";

/// Most octets of a line, without the line break (RFC 5545, 3.1).
const LINE: usize = 75;

/// Writes a calendar from events in the bytes that [`events`] gives.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    name: &str,
    language: &str,
    out: &mut dyn Write,
    events: impl IntoIterator<Item = impl AsRef<[u8]>>,
) -> io::Result<()> {
    let mut head = Lines::default();
    head.line("BEGIN", "VCALENDAR");
    head.line("VERSION", "2.0");
    head.line("PRODID", "-//khacphuc//khacphuc//EN");
    head.line("CALSCALE", "GREGORIAN");
    head.line("METHOD", "PUBLISH");
    head.text(&format!("NAME;LANGUAGE={language}"), name);
    head.text("X-WR-CALNAME", name);
    head.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    out.write_all(head.0.as_bytes())?;
    events.into_iter().try_for_each(|events| out.write_all(events.as_ref()))?;
    out.write_all(b"END:VCALENDAR\r\n")
}

/// Events in the bytes of a calendar file. `as_of` is the day of the site.
pub fn events(events: &[Event], as_of: Date) -> Vec<u8> {
    let mut lines = Lines::default();
    events.iter().for_each(|event| lines.event(event, as_of));
    lines.0.into_bytes()
}

/// Content lines, folded.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn event(&mut self, event: &Event, as_of: Date) {
        self.line("BEGIN", "VEVENT");
        self.line("UID", &event.uid);
        self.line("DTSTAMP", &format!("{}T000000Z", digits(as_of)));
        if event.sequence > 0 {
            self.line("SEQUENCE", &event.sequence.to_string());
        }
        self.line("DTSTART;VALUE=DATE", &digits(event.day));
        if let Ok(next) = event.day.tomorrow() {
            self.line("DTEND;VALUE=DATE", &digits(next));
        }
        if let Some(rule) = &event.rule {
            self.line("RRULE", &rule.to_string());
        }
        self.text("SUMMARY", &event.summary);
        self.text("DESCRIPTION", &event.description);
        self.text("CATEGORIES", &event.category);
        if let Some(url) = &event.url {
            self.line("URL", url);
        }
        // A deadline does not make anybody busy on its day.
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    fn text(&mut self, name: &str, text: &str) {
        self.line(name, &escape(text));
    }

    /// Writes one line, folded where it is too long, and never within a character.
    fn line(&mut self, name: &str, value: &str) {
        self.0.push_str(name);
        self.0.push(':');
        let (mut rest, mut room) = (value, LINE.saturating_sub(name.len() + 1));
        while rest.len() > room {
            let (fits, more) = rest.split_at(rest.floor_char_boundary(room));
            self.0.push_str(fits);
            self.0.push_str("\r\n ");
            (rest, room) = (more, LINE - 1);
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }
}

/// A text as a value (RFC 5545, 3.3.11), without the characters that a text may not have.
fn escape(text: &str) -> Cow<'_, str> {
    let is_plain = |letter: char| !matches!(letter, '\\' | ';' | ',') && !letter.is_control();
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn event(summary: &str) -> Event {
        Event {
            uid: "a@b".to_owned(),
            sequence: 0,
            day: date(2023, 5, 9),
            rule: None,
            summary: summary.to_owned(),
            description: String::new(),
            category: "Giải pháp".to_owned(),
            url: None,
        }
    }

    fn written(event: &Event) -> String {
        String::from_utf8(events(std::slice::from_ref(event), date(2023, 1, 2))).unwrap()
    }

    #[test]
    fn an_event_is_a_day() {
        let text = written(&event("Nộp báo cáo"));
        assert!(text.contains("DTSTART;VALUE=DATE:20230509\r\nDTEND;VALUE=DATE:20230510\r\n"));
        assert!(text.contains("DTSTAMP:20230102T000000Z\r\n"));
        assert!(!text.contains("VALARM") && !text.contains("SEQUENCE"));
    }

    #[test]
    fn long_lines_are_folded_between_letters() {
        for length in 60..90 {
            let summary = "ế".repeat(length);
            let text = written(&event(&summary));
            assert!(text.lines().all(|line| line.len() <= LINE), "{text}");
            assert!(text.split("\r\n").all(|line| !line.contains('\n')));
            assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{summary}\r\n")));
        }
    }

    #[test]
    fn marks_of_the_format_stand_for_themselves() {
        let text = written(&event("a, b; c\\d\ne\r\u{7}"));
        assert!(text.contains("SUMMARY:a\\, b\\; c\\\\d\\ne\r\n"), "{text}");
    }
}
