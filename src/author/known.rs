//! What is known while a file is being written: the content, its headings, and the language of answers. Apart because
//! every question to `author` needs it.

use crate::language::Language;
use crate::model::strings::Strings;
use crate::model::whole::Whole;
use crate::settings::Headings;

/// What is known while a file is being written.
#[derive(Debug, Clone, Copy)]
pub struct Known<'k> {
    /// The whole content, as it was when it was last looked at.
    pub whole: &'k Whole,
    /// The vocabulary of headings.
    pub headings: &'k Headings,
    /// Labels, in the language of messages.
    pub strings: &'k Strings,
    /// The language of messages.
    pub language: Language,
}
