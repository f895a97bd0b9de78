//! What the browser is told, and the script that listens.
//!
//! Every page carries the token of the state that it belongs to. The script hears of states through
//! server-sent events: it loads the page again when the token is another one, and lays mistakes over it.

use super::preview::Refreshed;
use crate::language::Language;
use serde::Serialize;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;

/// Where the browser hears of states.
pub(super) const EVENTS: &str = "/.khacphuc/events";

/// Where the script is.
pub(super) const SCRIPT: &str = "/.khacphuc/preview.js";

/// The script.
pub(super) const SCRIPT_TEXT: &str = include_str!("preview.js");

/// How the site is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    language: Language,
    /// Differs from one run of the program to the next.
    run: u64,
    /// How often the site has become another one; 0 before there was a good one.
    version: u64,
    /// Why the site is not of the newest sources.
    mistakes: Arc<[String]>,
    /// Pages of this version that could not be shown.
    troubles: Arc<[String]>,
}

/// A state as the script reads it.
#[derive(Serialize)]
struct Message<'s> {
    token: String,
    title: &'s str,
    mistakes: Vec<&'s str>,
}

impl State {
    /// Before the site is loaded.
    pub(super) fn new(language: Language) -> Self {
        let run = RandomState::new().build_hasher().finish();
        Self { language, run, version: 0, mistakes: Arc::default(), troubles: Arc::default() }
    }

    /// Takes in what came of a refresh; says whether the state is another one.
    pub(super) fn take(&mut self, refreshed: Refreshed, language: Language) -> bool {
        let before = self.clone();
        self.language = language;
        match refreshed {
            Refreshed::Same => self.mistakes = Arc::default(),
            Refreshed::Fresh => {
                self.version += 1;
                self.mistakes = Arc::default();
                self.troubles = Arc::default();
            }
            Refreshed::Wrong(mistakes) => self.mistakes = mistakes.into(),
        }
        *self != before
    }

    /// Takes in that a page could not be shown; says whether that is news.
    pub(super) fn trouble(&mut self, what: String) -> bool {
        let is_news = !self.troubles.contains(&what);
        if is_news {
            self.troubles = self.troubles.iter().cloned().chain([what]).collect();
        }
        is_news
    }

    /// Whether there was no good site yet.
    pub(super) fn is_new(&self) -> bool {
        self.version == 0
    }

    /// Language of what is said.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// All that is wrong.
    pub(super) fn wrong(&self) -> impl Iterator<Item = &str> {
        self.mistakes.iter().chain(self.troubles.iter()).map(String::as_str)
    }

    /// What this state is told by.
    fn token(&self) -> String {
        format!("{:x}-{}", self.run, self.version)
    }

    /// The state as one server-sent event.
    pub(super) fn event(&self) -> String {
        let message = Message { token: self.token(), title: self.title(), mistakes: self.wrong().collect() };
        // JSON has no line break outside its strings, and none inside them either.
        let json = serde_json::to_string(&message).unwrap_or_default();
        format!("data: {json}\n\n")
    }

    /// Heading over what is wrong.
    pub(super) fn title(&self) -> &'static str {
        match self.is_new() {
            true => self.language.choose("Chưa dựng được trang nào", "There is no page yet"),
            false => self
                .language
                .choose("Chưa dựng lại được; đây là trang trước đó", "Not rebuilt; this is the page before"),
        }
    }

    /// A page with the script in it. Only what is sent has it, never what is built.
    pub(super) fn inject(&self, html: &[u8]) -> Vec<u8> {
        const END: &[u8] = b"</body>";
        let at =
            html.windows(END.len()).rposition(|part| part.eq_ignore_ascii_case(END)).unwrap_or(html.len());
        let script = format!("<script src=\"{SCRIPT}\" data-token=\"{}\"></script>", self.token());
        [&html[..at], script.as_bytes(), &html[at..]].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Refreshed {
        Refreshed::Wrong(vec![text.to_owned()])
    }

    #[test]
    fn a_page_is_loaded_again_only_when_the_site_is_another_one() {
        let mut state = State::new(Language::En);
        assert!(state.take(Refreshed::Fresh, Language::En));
        let token = state.token();
        assert!(!state.take(Refreshed::Same, Language::En));
        assert!(
            state.take(wrong("a"), Language::En)
                && !state.take(wrong("a"), Language::En)
                && state.take(wrong("b"), Language::En)
        );
        assert_eq!((state.token(), state.wrong().collect()), (token.clone(), vec!["b"]));
        assert!(state.take(Refreshed::Same, Language::En));
        assert_eq!((state.token(), state.wrong().count()), (token.clone(), 0));
        assert!(state.take(Refreshed::Fresh, Language::En));
        assert_ne!(state.token(), token);
    }

    #[test]
    fn a_page_that_cannot_be_shown_is_told_of_until_the_site_is_another_one() {
        let mut state = State::new(Language::En);
        state.take(Refreshed::Fresh, Language::En);
        assert!(state.trouble("a".to_owned()) && !state.trouble("a".to_owned()));
        state.take(Refreshed::Same, Language::En);
        assert_eq!(state.wrong().collect::<Vec<_>>(), ["a"]);
        state.take(Refreshed::Fresh, Language::En);
        assert_eq!(state.wrong().count(), 0);
    }

    #[test]
    fn an_event_is_one_line_whatever_it_says() {
        let mut state = State::new(Language::Vi);
        state.take(wrong("one\ntwo\r\n\ndata: </script>\u{2028}"), Language::En);
        let event = state.event();
        assert_eq!(event.trim_end().lines().count(), 1, "{event}");
        assert!(event.ends_with("\n\n"));
    }

    #[test]
    fn the_script_stands_at_the_end_of_the_last_body() {
        let state = State::new(Language::En);
        let script = format!("<script src=\"{SCRIPT}\" data-token=\"{}\"></script>", state.token());
        let text = |html: &str| String::from_utf8(state.inject(html.as_bytes())).unwrap();
        assert_eq!(text("a</body>b</BODY></html>"), format!("a</body>b{script}</BODY></html>"));
        assert_eq!(text("no body"), format!("no body{script}"));
    }
}
