//! The quality page: findings and waivers, in the internal edition only.

use crate::diagnostic::{self, Code, Diagnostic};
use crate::front_matter::Waiver;
use crate::model::document::Document;
use crate::model::ledger::Ledger;
use crate::model::view::{Html, Link, PageContent, WaiverView};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::holes::documents;
use crate::plan::href::relative;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use crate::plan::summary::QUALITY;
use crate::source::ContentPath;
use crate::vietnamese::letters::escape;
use serde::Serialize;
use std::collections::BTreeMap;

/// Claims the page, in the internal edition only.
pub(crate) fn claim(claims: &mut Claims, _: &Ledger, site: &Site<'_>) {
    if !site.is_public() {
        claims.add_shared(Subject::Quality, QUALITY);
    }
}

pub(crate) fn page() -> Kind {
    Kind::new("quality", |context| PageContent::page("quality.html", context.quality_page()))
}

/// View of the quality page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct QualityPage {
    /// Findings by kind.
    pub groups: Vec<FindingGroup>,
    /// Number of findings.
    pub total: usize,
    /// Findings that authors have set aside.
    pub waivers: Vec<WaiverView>,
}

/// Findings of one kind.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FindingGroup {
    /// Code.
    pub code: &'static str,
    /// Weight.
    pub level: crate::diagnostic::Level,
    /// Findings of this code.
    pub findings: Vec<FindingView>,
}

/// One finding.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FindingView {
    /// The message as HTML.
    pub message: Html,
    /// Path of the file: `tay-ninh/2021/ma-tuy.md`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Beginning of that line.
    pub excerpt: String,
    /// Address of the file's page.
    pub href: Option<String>,
}

impl PageContext<'_> {
    pub(crate) fn quality_page(&self) -> QualityPage {
        let mut by_code: BTreeMap<Code, Vec<&Diagnostic>> = BTreeMap::new();
        for finding in self.site.findings {
            by_code.entry(finding.code).or_default().push(finding);
        }
        let mut groups: Vec<FindingGroup> =
            by_code.into_iter().map(|(code, found)| self.finding_group(code, &found)).collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.level));
        QualityPage {
            groups,
            total: self.site.findings.len(),
            waivers: self.site.summary.waivers.values().flatten().cloned().collect(),
        }
    }

    fn finding_group(&self, code: Code, found: &[&Diagnostic]) -> FindingGroup {
        FindingGroup {
            code: code.name(),
            level: found.iter().map(|finding| finding.level).max().unwrap_or_else(|| code.level()),
            findings: found.iter().map(|finding| self.finding(finding)).collect(),
        }
    }

    fn finding(&self, finding: &Diagnostic) -> FindingView {
        let file = self.site.sources.get(finding.place.source).path.clone();
        let lines = self.site.sources.lines(finding.place.source);
        let (line, _) = lines.position(finding.place.start as usize);
        let page = self.plan.path_of_content(&ContentPath::of_file(&file));
        FindingView {
            message: with_code(&diagnostic::message(finding, self.site.language)),
            excerpt: excerpt(lines.line(line)),
            href: page.map(|page| relative(self.path, &page)),
            file,
            line,
        }
    }

    /// Waivers of the volume's files, in the order of their paths.
    pub(crate) fn waivers(&self) -> Vec<(ContentPath, WaiverView)> {
        let waivers = documents(self.ledger).flat_map(|document| {
            document.waivers.iter().map(move |waiver| (document.path.clone(), self.waiver(document, waiver)))
        });
        waivers.collect()
    }

    fn waiver(&self, document: &Document, waiver: &Waiver) -> WaiverView {
        let href = self.content_link(&document.path).href;
        WaiverView {
            code: waiver.finding.value.name().to_owned(),
            file: Link { text: self.file_of(document).to_owned(), href },
            reason: waiver.reason.clone(),
            by: waiver.by.clone(),
            until: self.day(waiver.until),
            expired: waiver.until < self.site.as_of,
        }
    }
}

/// A message as HTML, with quotes between backticks as code.
fn with_code(message: &str) -> String {
    let parts: Vec<&str> = message.split('`').collect();
    let html = parts.iter().enumerate().map(|(at, part)| match (at % 2 == 1, at + 1 == parts.len()) {
        (true, false) => format!("<code>{}</code>", escape(part)),
        // A last backtick that nothing closes is text.
        (true, true) => format!("`{}", escape(part)),
        (false, _) => escape(part),
    });
    html.collect()
}

/// Most characters of a line that are shown.
const LETTERS: usize = 90;

/// The beginning of a line.
fn excerpt(line: &str) -> String {
    let line = line.trim();
    match line.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::with_code;

    #[test]
    fn quotes_are_code() {
        assert_eq!(with_code("không có `a<b`, `c`"), "không có <code>a&lt;b</code>, <code>c</code>");
        assert_eq!(with_code("một ` lẻ"), "một ` lẻ");
        assert_eq!(with_code("<b>"), "&lt;b&gt;");
    }
}
