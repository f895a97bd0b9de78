//! Two versions of a file side by side.

use super::words;
use crate::edit_script::edit_script;
use crate::language::Language;
use crate::source::Text;
use crate::vietnamese::letters::escape;
use similar::DiffTag;

/// What is on the disk, and what somebody is writing: a table with a row for each line.
pub(super) fn side_by_side(now: &str, own: &str, language: Language) -> String {
    let now = Text::new(now).clean.replace('\r', "\n");
    let (old, new): (Vec<&str>, Vec<&str>) = (now.split('\n').collect(), own.split('\n').collect());
    let mut rows = String::new();
    for op in edit_script(&old, &new) {
        let (left, right) = (&old[op.old_range()], &new[op.new_range()]);
        let is_same = op.tag() == DiffTag::Equal;
        for at in 0..left.len().max(right.len()) {
            let cell = |line: Option<&&str>, tag: &str| match line {
                Some(line) if is_same => format!("<td>{}</td>", escape(line)),
                Some(line) => format!("<td><{tag}>{}</{tag}></td>", escape(line)),
                None => "<td></td>".to_owned(),
            };
            rows.push_str(&format!("<tr>{}{}</tr>", cell(left.get(at), "del"), cell(right.get(at), "ins")));
        }
    }
    format!(
        "<section class=\"conflict\"><p class=\"notice bad\" role=\"alert\">{}</p>\
         <div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{}\"><table><thead><tr><th scope=\"col\">{}</th>\
         <th scope=\"col\">{}</th></tr></thead><tbody>{rows}</tbody></table></div></section>",
        words::CONFLICT.show(language),
        words::ON_DISK.show(language),
        words::ON_DISK.show(language),
        words::YOURS.show(language)
    )
}
