//! Questions at the terminal, for what the call leaves out.
//!
//! Takes what the call gives; gives the answers. Where nobody can be asked, it keeps the names of the flags
//! that are missing. It stands apart so that a test can answer in the place of a person.

use crate::diagnostic::{self, Code, Diagnostic, Phrase};
use crate::language::Language;
use crate::model::vocabulary::{self, Choice};
use crate::source::{Located, Place, SourceId, read_year};
use std::io::{self, BufRead, IsTerminal, Write};

/// A question in Vietnamese and in English.
pub(super) type Question = (&'static str, &'static str);

/// What can be answered, by its id or by a name, and the code of any other answer.
pub(super) struct Choices {
    pub(super) code: Code,
    pub(super) known: Vec<Choice>,
}

/// Whoever can be asked.
type Person<'p> = (Box<dyn BufRead + 'p>, Box<dyn Write + 'p>);

pub(super) struct Asker<'p> {
    person: Option<Person<'p>>,
    language: Language,
    missing: Vec<&'static str>,
}

impl<'p> Asker<'p> {
    /// Asks at the terminal, if there is one.
    pub(super) fn at_terminal(language: Language) -> Self {
        let is_there = io::stdin().is_terminal() && io::stderr().is_terminal();
        let person =
            is_there.then(|| -> Person<'p> { (Box::new(io::stdin().lock()), Box::new(io::stderr())) });
        Self { person, language, missing: Vec::new() }
    }

    /// Flags that are needed, not given, and nobody could be asked for.
    pub(super) fn missing(&self) -> &[&'static str] {
        &self.missing
    }

    /// What `flag` gives, or else the answer.
    pub(super) fn needed(
        &mut self,
        given: Option<String>,
        flag: &'static str,
        question: Question,
        choices: Option<&Choices>,
    ) -> String {
        let answer = given.or_else(|| self.until(question, choices, |answer| !answer.is_empty()));
        answer.unwrap_or_else(|| {
            self.missing.push(flag);
            String::new()
        })
    }

    /// The year that `--year` gives, or else the answer.
    pub(super) fn year(&mut self, given: Option<i16>) -> i16 {
        if let Some(year) = given {
            return year;
        }
        let question = ("Năm", "Year");
        while let Some(answer) = self.until(question, None, |answer| !answer.is_empty()) {
            match read_year(&answer) {
                Some(year) => return year,
                None => self.tell(&Diagnostic::invalid(&nowhere(&answer), Phrase::Year)),
            }
        }
        self.missing.push("--year");
        0
    }

    /// What is given, or else the answer, which may be none. Nothing is asked where there is nothing to
    /// choose from.
    pub(super) fn wanted(
        &mut self,
        given: Option<String>,
        question: Question,
        choices: Option<&Choices>,
    ) -> Option<String> {
        let has_answers = choices.is_none_or(|choices| !choices.known.is_empty());
        let asked = given.or_else(|| self.until(question, choices, |_| true).filter(|_| has_answers));
        asked.filter(|answer| !answer.is_empty())
    }

    /// Whether a question is answered with yes; none where nobody can be asked.
    pub(super) fn agrees(&mut self, question: Question) -> Option<bool> {
        let answer = self.until(question, None, |_| true)?.to_lowercase();
        Some(["c", "có", "co", "y", "yes"].contains(&answer.as_str()))
    }

    /// Asks until an answer will do; none where nobody answers any more.
    fn until(
        &mut self,
        (vi, en): Question,
        choices: Option<&Choices>,
        will_do: impl Fn(&str) -> bool,
    ) -> Option<String> {
        self.person.as_ref()?;
        for Choice { text, name, .. } in choices.iter().flat_map(|choices| &choices.known) {
            self.print(&format!("  {text}  {name}\n"));
        }
        loop {
            self.print(&format!("{}: ", self.language.choose(vi, en)));
            let answer = self.read()?;
            match choices.filter(|_| !answer.is_empty()) {
                Some(Choices { code, known }) => match vocabulary::called(known, &answer) {
                    Some(choice) => return Some(choice.text.clone()),
                    None => self.tell(&vocabulary::unknown(*code, &nowhere(&answer), known)),
                },
                None if will_do(&answer) => return Some(answer),
                None => {}
            }
        }
    }

    fn read(&mut self) -> Option<String> {
        let (input, _) = self.person.as_mut()?;
        let mut line = String::new();
        let is_there = input.read_line(&mut line).is_ok_and(|length| length > 0);
        is_there.then(|| line.trim().to_owned())
    }

    fn tell(&mut self, diagnostic: &Diagnostic) {
        self.print(&format!("{}\n", diagnostic::line(diagnostic, self.language)));
    }

    fn print(&mut self, text: &str) {
        if let Some((_, output)) = &mut self.person {
            // Who cannot be shown a question will not answer it.
            let _ = output.write_all(text.as_bytes()).and_then(|()| output.flush());
        }
    }
}

/// What was typed, and stands in no file.
pub(super) fn nowhere(text: &str) -> Located<String> {
    Located::new(text.to_owned(), Place::top(SourceId::of_path("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of questions, and what was shown, where somebody types `answers`.
    fn ask<T>(answers: &str, questions: impl FnOnce(&mut Asker<'_>) -> T) -> (T, String) {
        let mut shown = Vec::new();
        let person: Person<'_> = (Box::new(answers.as_bytes()), Box::new(&mut shown));
        let mut asker = Asker { person: Some(person), language: Language::En, missing: Vec::new() };
        let came = questions(&mut asker);
        drop(asker);
        (came, String::from_utf8(shown).unwrap())
    }

    fn units() -> Choices {
        let known = vec![Choice::new("vp", "Văn phòng"), Choice::new("bpt", "Ban Phong trào")];
        Choices { code: Code::UnknownUnit, known }
    }

    #[test]
    fn a_name_is_asked_for_until_it_is_known() {
        let question = ("Ban", "Unit");
        let lead = |asker: &mut Asker<'_>| asker.needed(None, "--lead", question, Some(&units()));
        assert_eq!(ask("BAN PHONG TRÀO\n", lead).0, "bpt");
        let (answer, shown) = ask("\nbpp\nbpt\n", lead);
        assert_eq!(answer, "bpt");
        assert!(shown.starts_with("  vp  Văn phòng\n  bpt  Ban Phong trào\nUnit: Unit: "), "{shown}");
        assert!(shown.contains("did you mean `bpt`?"), "{shown}");
    }

    #[test]
    fn what_is_given_is_not_asked_for() {
        let given = |asker: &mut Asker<'_>| asker.needed(Some("x".to_owned()), "--title", ("T", "T"), None);
        assert_eq!(ask("y\n", given), ("x".to_owned(), String::new()));
    }

    #[test]
    fn a_year_is_asked_for_until_it_is_one() {
        let (year, shown) = ask("23\n2023\n", |asker| asker.year(None));
        assert_eq!(year, 2023);
        assert!(shown.contains("a year of four digits"), "{shown}");
    }

    #[test]
    fn what_nobody_answers_is_missing() {
        let questions = |asker: &mut Asker<'_>| {
            asker.year(None);
            asker.needed(None, "--title", ("T", "T"), None);
            assert_eq!(asker.wanted(None, ("Ban", "Unit"), Some(&units())), None);
            asker.missing().to_vec()
        };
        assert_eq!(ask("", questions).0, ["--year", "--title"]);
        let mut nobody = Asker { person: None, language: Language::Vi, missing: Vec::new() };
        assert_eq!(questions(&mut nobody), ["--year", "--title"]);
    }

    #[test]
    fn an_empty_answer_is_none_where_one_is_not_needed() {
        let wanted = |asker: &mut Asker<'_>| asker.wanted(None, ("Ban", "Unit"), Some(&units()));
        assert_eq!(ask("\n", wanted).0, None);
    }
}
