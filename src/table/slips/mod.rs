//! Slips: what an author did wrong in a text that its parser does not take.
//!
//! Takes such a text, gives the first mistake in it with its place; none where it is of a kind not known here. It
//! stands apart from the readers, since a parser says where it could go on no longer, which is often lines below
//! the quotation mark or bracket that was forgotten, and says so in words for programmers.

mod scan;
mod toml;
mod yaml;

use super::node::SyntaxError;
use crate::diagnostic::Slip;

/// The first slip in a text that is not YAML.
pub(super) fn in_yaml(text: &str) -> Option<SyntaxError> {
    yaml::first(text)
}

/// The first slip in a text that is not TOML.
pub(super) fn in_toml(text: &str) -> Option<SyntaxError> {
    toml::first(text)
}

/// The error at a byte of a text where nothing better is known.
pub(super) fn unknown(at: usize) -> SyntaxError {
    SyntaxError::slip(Slip::Other, at..at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Arg, Code, Diagnostic, Phrase};
    use crate::language::Language;
    use crate::source::SourceId;
    use proptest::prelude::*;

    fn told(error: SyntaxError) -> Diagnostic {
        error.report(SourceId(0))
    }

    /// What authors write, right and wrong.
    const PARTS: &[&str] = &[
        "kind: page\n",
        "a: ",
        "a:b\n",
        "- ",
        "  ",
        "\t",
        "\n",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ": ",
        "= ",
        "\"",
        "'",
        "\\",
        "\\n",
        "@x",
        "*x",
        "|\n",
        "# x\n",
        "đơn vị",
        "2023-02-30",
        "08",
        "true",
        "<<<<<<< HEAD\n",
        "[x]\n",
        "x = 1\n",
        "\"\"\"\n",
        "🙂",
        "\u{a0}",
        "\u{2028}",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4000) })]

        /// Whatever a text is, a slip is in it, between characters.
        #[test]
        fn a_slip_is_in_its_text(parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..16)) {
            let text = parts.concat();
            for found in [in_yaml(&text), in_toml(&text)].into_iter().flatten() {
                let span = told(found).place.span();
                prop_assert!(text.get(span.clone()).is_some(), "{:?} in {:?}", span, text);
            }
        }
    }

    /// What is found in a text that is right would be told in the place of what is wrong further down.
    #[test]
    fn nothing_is_found_in_what_is_right() {
        let yaml = "kind: plan # là gì\nnumber: 300-KH/TĐTN-VP\nplace: 'TP. \"Tây Ninh\": đó'\nnote: >\n  hai: dòng\n  \"nữa\n\
                    text: một câu\n  đi tiếp\nempty:\nunits:\n  - {id: vp, name: Văn phòng, aliases: [VP, \"Văn, phòng\"]}\n\
                    \x20 - id: tckt\n    name: Ban Tổ chức\nareas:\n- {id: a,\n   name: Một}\n- id: b\n  name: Hai\n\
                    reports_due: [{what: Báo cáo, before: 11-05}]\nurl: https://a.example/b#c\nat: 12:30\n";
        assert!(crate::table::read_yaml(yaml, 0).is_ok());
        let toml = "title = \"Khắc phục\" # là gì\nlanguage = 'vi'\non = 2021-03-03\nn = 12\nyes = true\n[headings]\n\
                    measures = [\"Biện pháp\", # một\n  'Hai']\n[repository]\nurl = \"https://a.example/#b\"\ntitle = \"x\"\n";
        assert!(crate::table::read_toml(toml, 0).is_ok());
        assert_eq!([in_yaml(yaml), in_toml(toml)].map(|found| found.map(told)), [None, None]);
    }

    /// No library is quoted: what is not known here has words of its own.
    #[test]
    fn what_is_not_known_is_told_in_our_words() {
        let told = told(crate::table::read_yaml("kind: page\n<<: 1\n", 0).unwrap_err());
        assert_eq!(told.code, Code::FrontMatterSyntax);
        assert!(told.args.contains(&("what", Arg::Phrase(Phrase::Slip(Slip::Other)))), "{told:?}");
        assert!(!Slip::Other.remedy(Language::Vi).is_empty());
    }
}
