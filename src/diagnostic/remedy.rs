//! Remedies: what mends a mistake, where there is exactly one way to do it.
//!
//! Takes a diagnostic; gives the text to be put in its place. It stands apart from the hints of `show`,
//! which may be guesses: what was meant by a misspelt status only its author can say, while an `ð` can stand for
//! one letter only.

use super::catalogue::Code;
use super::phrase::Phrase;
use super::report::{Arg, Diagnostic};
use super::slip::Slip;
use crate::source::Place;
use crate::vietnamese::letters;

/// A text in the place of another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// What is replaced, in the clean text of its file.
    pub place: Place,
    /// What stands there instead.
    pub text: String,
}

/// What mends a diagnostic, if there is one way only. `text` is the clean text of its file. A file in
/// decomposed form (`not-nfc`) is mended as a whole, and not by a remedy.
pub fn remedy(diagnostic: &Diagnostic, text: &str) -> Option<Remedy> {
    let Diagnostic { code, place, nearest, .. } = diagnostic;
    let there = text.get(place.span())?;
    let of = |name| match diagnostic.args.iter().find(|(known, _)| *known == name)? {
        (_, Arg::Text(text)) => Some(text.as_str()),
        (_, Arg::Day(_) | Arg::Phrase(_)) => None,
    };
    let phrase = |phrase| diagnostic.args.iter().any(|(_, arg)| *arg == Arg::Phrase(phrase));
    let (found, instead) = match code {
        Code::LookAlike | Code::DigitLookAlike => (of("found")?, of("meant")?.to_owned()),
        // A day that is written as officials write it, or with a letter for a digit.
        Code::InvalidValue if phrase(Phrase::Day) => (of("found")?, nearest.clone()?),
        Code::FrontMatterSyntax if phrase(Phrase::Slip(Slip::NoSpace)) => (":", ": ".to_owned()),
        _ => return None,
    };
    let is_sound = there == found && letters::nfc(&instead) == instead;
    is_sound.then(|| Remedy { place: place.clone(), text: instead })
}
