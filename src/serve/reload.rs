//! The state of the site as the browser hears it, and the script that listens.
//!
//! Takes the outcome of each refresh; gives server-sent events, and pages with the script in them. Every
//! page carries the token of its state: the script reloads the page when an event has another token, and
//! shows mistakes over it. It stands apart from `http` because what a state is does not depend on how it is
//! sent.

use super::preview::Refreshed;
use crate::language::Language;
use crate::vietnamese::letters::escape;
use serde::Serialize;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;

/// Path of the stream of states.
pub(super) const EVENTS: &str = "/.khacphuc/events";

/// Path of the script.
pub(super) const SCRIPT: &str = "/.khacphuc/preview.js";

/// Text of the script.
pub(super) const SCRIPT_TEXT: &str = include_str!("preview.js");

/// Path of the style of the link to the form.
pub(super) const STYLE: &str = "/.khacphuc/preview.css";

/// Text of the style.
pub(super) const STYLE_TEXT: &str = include_str!("preview.css");

/// The state of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    language: Language,
    /// Differs from one run of the program to the next.
    run: u64,
    /// How often the site has changed; 0 before there was one without mistakes.
    version: u64,
    /// Mistakes that keep the site from being made from the newest sources.
    mistakes: Arc<[String]>,
    /// Pages of this version that could not be rendered.
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
    /// The state before the site is loaded.
    pub(super) fn new(language: Language) -> Self {
        let run = RandomState::new().build_hasher().finish();
        Self { language, run, version: 0, mistakes: Arc::default(), troubles: Arc::default() }
    }

    /// Takes the outcome of a refresh; returns whether the state has changed.
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

    /// Takes a failure to render a page; returns whether it is a new one.
    pub(super) fn trouble(&mut self, what: String) -> bool {
        let is_news = !self.troubles.contains(&what);
        if is_news {
            self.troubles = self.troubles.iter().cloned().chain([what]).collect();
        }
        is_news
    }

    /// Whether there was no site without mistakes yet.
    pub(super) fn is_new(&self) -> bool {
        self.version == 0
    }

    /// Language of messages.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// All mistakes and failures.
    pub(super) fn wrong(&self) -> impl Iterator<Item = &str> {
        self.mistakes.iter().chain(self.troubles.iter()).map(String::as_str)
    }

    /// What tells this state from others of the same page.
    fn token(&self) -> String {
        format!("{:x}-{}", self.run, self.version)
    }

    /// The state as one server-sent event.
    pub(super) fn event(&self) -> String {
        let message = Message { token: self.token(), title: self.title(), mistakes: self.wrong().collect() };
        // JSON escapes line breaks in strings, and this one has none elsewhere: an event is one line.
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

    /// A page with the script in it, and a link to its form where it has one. Only the preview has them, never a
    /// build.
    pub(super) fn inject(&self, html: &[u8], form: Option<&str>) -> Vec<u8> {
        const END: &[u8] = b"</body>";
        let at =
            html.windows(END.len()).rposition(|part| part.eq_ignore_ascii_case(END)).unwrap_or(html.len());
        let link = form.map(|address| {
            let edit = self.language.choose("Sửa trang này", "Edit this page");
            format!(
                "<link rel=\"stylesheet\" href=\"{STYLE}\"><nav id=\"khacphuc-edit\" aria-label=\"{edit}\">\
                 <a href=\"{}\">{edit}</a></nav>",
                escape(address)
            )
        });
        let script = format!("<script src=\"{SCRIPT}\" data-token=\"{}\"></script>", self.token());
        [&html[..at], link.unwrap_or_default().as_bytes(), script.as_bytes(), &html[at..]].concat()
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
        let text = |html: &str| String::from_utf8(state.inject(html.as_bytes(), None)).unwrap();
        assert_eq!(text("a</body>b</BODY></html>"), format!("a</body>b{script}</BODY></html>"));
        assert_eq!(text("no body"), format!("no body{script}"));
    }
}
