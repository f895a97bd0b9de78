//! Official forms: how the papers of a body are laid out, by the rules in force on a day.
//!
//! The rules are data, the file `forms.toml` of the theme: a later decree is one more entry there, and
//! papers that were signed before it keep the form that they had.

use crate::model::document::Form;
use crate::vietnamese::date::Date;
use serde::{Deserialize, Serialize};
use toml::Table;

/// `forms.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forms {
    /// Wording of every form, which is Vietnamese in every language of the site.
    pub words: Table,
    /// Rules, in any order.
    #[serde(rename = "profile")]
    pub profiles: Vec<Profile>,
}

/// The rules of one document for one form.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Whose form it is.
    pub form: Form,
    /// Kind and number of the document that sets it: `Nghị định 30/2020/NĐ-CP`.
    pub source: String,
    /// First day on which it is in force.
    pub from: Date,
    /// Margins of the page.
    pub margins: Margins,
    /// Page numbers, from the second page on.
    pub page_number: PageNumber,
    /// What stands at the top right of every paper of the form.
    pub heading: String,
    /// What stands under that, where anything does.
    pub motto: Option<String>,
    /// What stands under the issuer's name: `line`, or the signs themselves.
    pub mark: String,
    /// What stands under the subject: `line`, or the signs themselves.
    pub end: String,
    /// The line with the number, with `{number}`.
    pub number: String,
    /// The same where the number is not known, with `{kind}` and `{code}`.
    pub blank_number: String,
    /// Whether the subject begins with a capital.
    pub subject_capital: bool,
    /// How the words over the recipients are set.
    pub recipients_style: RecipientsStyle,
    /// Sizes of letters.
    pub sizes: Sizes,
}

/// Margins of a page, in millimetres.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Margins {
    /// Above the text.
    pub top: u8,
    /// At its right.
    pub right: u8,
    /// Below it.
    pub bottom: u8,
    /// At its left, where papers are bound.
    pub left: u8,
}

/// Where page numbers stand.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageNumber {
    /// The margin that has it.
    pub place: NumberPlace,
    /// Size, in points.
    pub size: u8,
}

/// A margin that can have the page number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberPlace {
    /// Above the text, in the middle.
    TopCenter,
    /// Below it, at the right.
    BottomRight,
}

/// How the words over the recipients are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecipientsStyle {
    /// Bold and slanted.
    BoldItalic,
    /// Underlined.
    Underline,
}

/// Sizes of letters, in points.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    /// The heading at the top right.
    pub heading: u8,
    /// The motto under it.
    pub motto: u8,
    /// Name of the issuer.
    pub issuer: u8,
    /// The line with the number.
    pub number: u8,
    /// The line with place and day.
    pub date: u8,
    /// Kind of the paper.
    pub kind: u8,
    /// What it is about.
    pub subject: u8,
    /// The text.
    pub text: u8,
    /// Who signs.
    pub signature: u8,
    /// The words over the recipients.
    pub recipients_title: u8,
    /// The recipients.
    pub recipients: u8,
}

/// The rules for one paper.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Layout<'f> {
    /// The rules.
    #[serde(flatten)]
    pub profile: &'f Profile,
    /// Whether they are younger than the paper: none are known that were in force on its day.
    pub is_younger: bool,
}

impl Forms {
    /// The rules in force on a day; the oldest ones where none are known that old.
    pub fn in_force(&self, form: Form, day: Date) -> Option<Layout<'_>> {
        let of_form = || self.profiles.iter().filter(|profile| profile.form == form);
        let in_force = of_form().filter(|profile| profile.from <= day).max_by_key(|profile| profile.from);
        let profile = in_force.or_else(|| of_form().min_by_key(|profile| profile.from))?;
        Some(Layout { profile, is_younger: in_force.is_none() })
    }
}

#[cfg(test)]
mod tests {
    use crate::model::document::Form;
    use crate::render::theme::Theme;
    use crate::vietnamese::date::Date;

    fn source_on(form: Form, day: &str) -> (String, bool) {
        let forms = Theme::built_in().forms().unwrap();
        let layout = forms.in_force(form, day.parse::<Date>().unwrap()).unwrap();
        (layout.profile.source.clone(), layout.is_younger)
    }

    #[test]
    fn a_paper_has_the_form_of_its_day() {
        let table = [
            (Form::State, "2020-03-04", "Thông tư 01/2011/TT-BNV", false),
            (Form::State, "2020-03-05", "Nghị định 30/2020/NĐ-CP", false),
            (Form::State, "2009-01-01", "Thông tư 01/2011/TT-BNV", true),
            (Form::Party, "2023-12-31", "Hướng dẫn 36-HD/VPTW", false),
            (Form::YouthUnion, "2013-12-31", "Hướng dẫn 29-HD/TWĐTN-VP", false),
        ];
        for (form, day, source, is_younger) in table {
            assert_eq!(source_on(form, day), (source.to_owned(), is_younger), "{form:?} {day}");
        }
    }
}
