//! The account: what is in none of the drafts.
//!
//! Takes those parts, gives a file beside the drafts with one line for each.

use super::drafting::Drafting;
use crate::draft::material::File;
use crate::draft::words::line;
use crate::import::paper::Apart;

impl Drafting<'_> {
    pub(super) fn account_line(&self, apart: &Apart) -> String {
        let what = format!("{} ({})", self.place(apart.spot), apart.why.words(self.language()));
        match line(&apart.words.text).as_str() {
            "" => what,
            text => format!("{what}: {text}"),
        }
    }

    /// The file beside the drafts that holds what is in none of them. `check` names it until it is gone, as it names
    /// every file that no page links to.
    pub(super) fn account(&self, left: &[String], encodings: &[&str]) -> File {
        let source = &self.asked.source;
        let head = self.language().choose(
            format!("Trong {source}, những dòng dưới đây chưa ở trong bản thảo nào.\nXử lý xong dòng nào thì xóa dòng ấy; hết thì xóa tệp này.\n"),
            format!("These parts of {source} are in no draft.\nDelete each line that is dealt with, and the file when none is left.\n"),
        );
        let from = encodings.join(", ");
        let converted = match encodings {
            [] => String::new(),
            _ => self
                .language()
                .choose(format!("Đã chuyển mã từ {from}.\n"), format!("It was converted from {from}.\n")),
        };
        let stem = self.path.trim_end_matches(".md");
        let path = self.names.account(stem);
        File { path, text: format!("{head}{converted}\n{}\n", left.join("\n")), from: None }
    }
}
