//! The report on a site, for people: mistakes and findings. Apart because `build` and `check` give the same one.

use super::site::Opened;
use super::terminal::{Exit, complain};
use crate::diagnostic::{self, Diagnostic, Level};
use crate::language::Language;
use crate::model::findings::Findings;
use crate::settings::leaves_open;
use crate::source::Sources;
use crate::source::walk::Walk;
use std::io::{self, IsTerminal};

/// What there is to say about a site: mistakes in the settings, and what was found in the content.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) settings: Vec<Diagnostic>,
    pub(super) content: Vec<Diagnostic>,
}

impl Report {
    /// Everything but what only follows from a mistake in the settings.
    pub(super) fn of(opened: &Opened, findings: &Findings) -> Self {
        let mut settings = opened.config_mistakes.clone();
        diagnostic::sort(&mut settings, &opened.config_source);
        let stands = |found: &&Diagnostic| !settings.iter().any(|mistake| leaves_open(mistake, found));
        let content = findings.reported.iter().filter(stands).cloned().collect();
        Self { settings, content }
    }

    /// Each with the sources that it points into.
    pub(super) fn all<'t>(&'t self, opened: &'t Opened) -> Vec<(&'t Diagnostic, &'t Sources)> {
        let settings = self.settings.iter().map(|found| (found, &opened.config_source));
        settings.chain(self.content.iter().map(|found| (found, &opened.scan.sources))).collect()
    }

    /// Leaves what `kept` says, in the order of [`Self::all`].
    pub(super) fn keep(&mut self, kept: &[bool]) {
        let mut kept = kept.iter();
        let mut is_kept = |_: &Diagnostic| kept.next().copied().unwrap_or_default();
        self.settings.retain(&mut is_kept);
        self.content.retain(is_kept);
    }

    /// How a run ends that finds this.
    pub(super) fn exit(&self) -> Exit {
        match diagnostic::has_errors(&self.settings) || diagnostic::has_errors(&self.content) {
            true => Exit::Mistakes,
            false => Exit::Fine,
        }
    }

    /// Prints mistakes and findings with their count: in the order of files, or where there are many, what
    /// stops a build at the end.
    pub(super) fn show(&self, opened: &Opened) {
        let language = opened.language;
        let colour = io::stderr().is_terminal();
        let everything = || self.settings.iter().chain(&self.content);
        let are_many = diagnostic::are_many(everything().count());
        let is_early = |found: &Diagnostic| are_many && found.level < Level::Error;
        let (early, late): (Vec<_>, Vec<_>) = self.content.iter().cloned().partition(is_early);
        let render = |found: &[Diagnostic], sources| diagnostic::render(found, sources, language, colour);
        complain(&render(&early, &opened.scan.sources));
        complain(&render(&self.settings, &opened.config_source));
        complain(&render(&late, &opened.scan.sources));
        let table = diagnostic::table(everything(), language);
        let summary = diagnostic::summary(everything(), language);
        if !summary.is_empty() {
            complain(&format!("{table}{summary}\n"));
        }
    }
}

/// Says once that git does not know all, where a clone is shallow: what is missing would seem not to have happened.
pub(super) fn tell_of_cut(walk: &Walk, language: Language) {
    if walk.is_cut {
        let (vi, en) = (
            "Bản sao này thiếu lịch sử (shallow): những lần sửa trước chỗ thiếu, kể cả đánh giá đổi sau báo cáo, \
             không có ở đây. `git fetch --unshallow` lấy cho đủ.\n",
            "This clone is shallow: what was changed before its history begins, verdicts changed after a report \
             among it, is not told. `git fetch --unshallow` brings the rest.\n",
        );
        complain(language.choose(vi, en));
    }
}

/// Shows the report on a site.
pub(super) fn report(opened: &Opened, findings: &Findings) -> Exit {
    let report = Report::of(opened, findings);
    report.show(opened);
    report.exit()
}
