//! Findings and waivers: what is reported, and what its authors have set aside for a time.

use crate::config::Config;
use crate::date::{self, Date};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::model::document::{Compiled, Waiver};
use crate::source::SourceId;

/// What a run has to say about the content.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// In the order of files and lines.
    pub reported: Vec<Diagnostic>,
    /// Set aside, each with the waiver that does so.
    pub waived: Vec<(Diagnostic, Waiver)>,
}

impl Findings {
    /// Weighs diagnostics by the settings and takes out what is waived on the day `as_of`.
    /// A waiver that has ended, or that has nothing to waive, is itself reported.
    pub fn new(diagnostics: Vec<Diagnostic>, files: &[Compiled], config: &Config, as_of: Date) -> Self {
        let mut findings = Self::default();
        let mut waivers: Vec<(SourceId, &Waiver, bool)> = waivers(files);
        for found in diagnostics {
            let matching = waivers.iter_mut().find(|(source, waiver, _)| {
                *source == found.place.source && waiver.finding.value == found.code && waiver.until >= as_of
            });
            match matching {
                Some((_, waiver, used)) => {
                    *used = true;
                    findings.waived.push((found, (*waiver).clone()));
                }
                None => findings.reported.push(found),
            }
        }
        let idle = waivers.iter().filter(|(_, _, used)| !used);
        findings.reported.extend(idle.map(|(_, waiver, _)| idle_waiver(waiver, as_of)));
        findings.reported = config.weigh(findings.reported);
        diagnostic::sort(&mut findings.reported);
        findings
    }

    /// Whether anything stops a build.
    pub fn has_errors(&self) -> bool {
        diagnostic::has_errors(&self.reported)
    }
}

fn waivers(files: &[Compiled]) -> Vec<(SourceId, &Waiver, bool)> {
    let documents = files.iter().filter_map(|file| match file {
        Compiled::Document(document) => Some(document),
        Compiled::Register(_) => None,
    });
    documents.flat_map(|document| document.waivers.iter().map(|waiver| (document.source, waiver, false))).collect()
}

fn idle_waiver(waiver: &Waiver, as_of: Date) -> Diagnostic {
    let place = waiver.finding.place.clone();
    let name = waiver.finding.value.name();
    match waiver.until < as_of {
        true => Diagnostic::new(Code::WaiverExpired, place)
            .with("found", name)
            .with("until", date::show_vi(waiver.until)),
        false => Diagnostic::new(Code::WaiverUnused, place).with("found", name),
    }
}
