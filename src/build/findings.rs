//! Findings and waivers: what is reported, and what its authors have set aside for a time.

use super::consequences;
use super::item::Item;
use crate::diagnostic::{Code, Diagnostic};
use crate::front_matter::Waiver;
use crate::model::findings::Findings;
use crate::settings::Config;
use crate::source::{SourceId, Sources};
use crate::vietnamese::date::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Weighs diagnostics by the options and takes out what is waived on the day `as_of`.
/// A waiver that has ended, or that has nothing to waive, is itself reported.
pub fn weigh(
    diagnostics: Vec<Diagnostic>,
    files: &[Arc<Item>],
    sources: &Sources,
    config: &Config,
    as_of: Date,
) -> Findings {
    let diagnostics = consequences::left_out(diagnostics, files, sources);
    let mut findings = Findings::default();
    let mut waivers = waivers(files);
    for found in diagnostics {
        let of_file = waivers.get_mut(&found.place.source).into_iter().flatten();
        let matching = of_file
            .into_iter()
            .find(|(waiver, _)| waiver.finding.value == found.code && waiver.until >= as_of);
        match matching {
            Some((waiver, used)) => {
                *used = true;
                findings.waived.push((found, (*waiver).clone()));
            }
            None => findings.reported.push(found),
        }
    }
    // Of one that lacks something, that is told already.
    let idle = waivers.values().flatten().filter(|(waiver, used)| !used && waiver.is_whole());
    findings.reported.extend(idle.map(|(waiver, _)| idle_waiver(waiver, as_of)));
    findings.reported = config.weigh(findings.reported);
    findings.sort(sources);
    findings
}

/// The waivers of each file, and whether anything was waived by them.
fn waivers(files: &[Arc<Item>]) -> BTreeMap<SourceId, Vec<(&Waiver, bool)>> {
    let cards = files.iter().filter_map(|file| file.card.as_ref());
    let cards = cards.filter(|card| !card.waivers.is_empty());
    cards.map(|card| (card.source, card.waivers.iter().map(|waiver| (waiver, false)).collect())).collect()
}

fn idle_waiver(waiver: &Waiver, as_of: Date) -> Diagnostic {
    let place = waiver.finding.place.clone();
    let name = waiver.finding.value.name();
    match waiver.until < as_of {
        true => {
            Diagnostic::new(Code::WaiverExpired, place).with("found", name).with_day("until", waiver.until)
        }
        false => Diagnostic::new(Code::WaiverUnused, place).with("found", name),
    }
}
