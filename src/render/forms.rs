//! Official forms: how a body's papers are laid out, by the rules in force on the day of the paper.
//!
//! Takes the theme's `forms.toml`; gives the layout for one form and day. It stands apart from the
//! templates because the rules are data: a later decree is one more entry in the file, and papers signed
//! before it keep their form.

use crate::front_matter::Form;
use crate::vietnamese::date::Date;
use serde::{Deserialize, Serialize};
use toml::Table;

/// The content of `forms.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forms {
    /// Wordings of all forms, which are Vietnamese in every language of the site.
    pub words: Table,
    /// Rules, in any order.
    #[serde(rename = "profile")]
    pub profiles: Vec<Profile>,
}

/// The rules of one decree or guideline for one form.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Whose form it is.
    pub form: Form,
    /// Kind and number of the document that sets the rules: `Nghị định 30/2020/NĐ-CP`.
    pub source: String,
    /// First day on which it is in force.
    pub from: Date,
    /// Margins of the page.
    pub margins: Margins,
    /// Page numbers, from the second page on.
    pub page_number: PageNumber,
    /// The heading at the top right of every paper of the form.
    pub heading: String,
    /// The motto under the heading, if the form has one.
    pub motto: Option<String>,
    /// What stands under the issuer's name: `line`, or the characters themselves.
    pub mark: String,
    /// What stands under the subject: `line`, or the characters themselves.
    pub end: String,
    /// The line with the number, with `{number}`.
    pub number: String,
    /// The same where the number is not known, with `{kind}` and `{code}`.
    pub blank_number: String,
    /// Whether the subject begins with a capital letter.
    pub subject_capital: bool,
    /// Style of the title over the recipients.
    pub recipients_style: RecipientsStyle,
    /// Font sizes.
    pub sizes: Sizes,
}

/// Margins of a page, in millimetres.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Margins {
    /// Top margin.
    pub top: u8,
    /// Right margin.
    pub right: u8,
    /// Bottom margin.
    pub bottom: u8,
    /// Left margin, where papers are bound.
    pub left: u8,
}

/// Where page numbers stand.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageNumber {
    /// The margin that holds it.
    pub place: NumberPlace,
    /// Font size, in points.
    pub size: u8,
}

/// A margin that can hold the page number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberPlace {
    /// Top, centred.
    TopCenter,
    /// Bottom, at the right.
    BottomRight,
}

/// Style of the title over the recipients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecipientsStyle {
    /// Bold italic.
    BoldItalic,
    /// Underlined.
    Underline,
}

/// Font sizes, in points.
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
    /// The line with place and date.
    pub date: u8,
    /// Kind of the paper.
    pub kind: u8,
    /// The subject.
    pub subject: u8,
    /// The text.
    pub text: u8,
    /// The signature.
    pub signature: u8,
    /// The title over the recipients.
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
    /// Whether the rules are younger than the paper: none are known that were in force on its day.
    pub is_younger: bool,
}

impl Forms {
    /// The rules in force on `day`, or the oldest ones where none are known that early. `None` where the
    /// form has no rules.
    pub fn in_force(&self, form: Form, day: Date) -> Option<Layout<'_>> {
        let of_form = || self.profiles.iter().filter(|profile| profile.form == form);
        let in_force = of_form().filter(|profile| profile.from <= day).max_by_key(|profile| profile.from);
        let profile = in_force.or_else(|| of_form().min_by_key(|profile| profile.from))?;
        Some(Layout { profile, is_younger: in_force.is_none() })
    }
}

#[cfg(test)]
mod tests {
    use crate::front_matter::Form;
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
