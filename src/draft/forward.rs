//! A year that goes on from the last one.
//!
//! Takes a body and a year; gives the plan of that year, where it has none, and a record for each deficiency
//! of the last plan year that was left or was told to go on, unless a record of that year goes on from it
//! already. It stands apart because it decides what is drafted: the deficiencies that a build would report as missing
//! from the new year.

use super::continuation;
use super::fresh;
use super::material::{File, Material};
use super::names::Names;
use super::refusal::Refusal;
use crate::model::ledger::{Body, Ledger, Record, Year};
use crate::settings::Audience;
use crate::vietnamese::date::YearSpan;
use crate::vietnamese::letters;

/// What is still to be written for the body `id` to begin `year`. Nothing where all of it is there.
///
/// # Errors
/// When there is no such body, or no plan year to go on from.
pub fn forward(material: &Material<'_>, id: &str, year: i16) -> Result<Vec<File>, Refusal> {
    let ledger = material.ledger;
    let body = material.body(id)?;
    if let Some(later) = body.next_plan_year(year) {
        return Err(Refusal::LaterYear(later.year));
    }
    let last = body.previous_plan_year(year).ok_or(Refusal::NoEarlierYear(year))?;
    let folder = format!("{id}/{year}");
    let mut names = Names::of(material.sources);
    let begun = body.years.iter().find(|entry| entry.year == year);
    let mut files = Vec::new();
    if begun.is_none_or(|begun| material.plans(begun).next().is_none()) {
        let audience = audience(material, last);
        files.push(fresh::paper(material, "plan", names.file(&folder, "plan"), year, None, audience));
    }
    let span = begun.map_or(YearSpan::single(year), |begun| begun.span);
    let left = last.records.iter().map(|id| ledger.record(*id));
    for record in left.filter(|record| goes_on(ledger, record, body, year)) {
        let path = names.file(&folder, &letters::file_name(&record.name));
        let text = continuation::text(material, record, year, span);
        files.push(File { path, text, from: Some(format!("{}/{}", record.year, record.name)) });
    }
    Ok(files)
}

/// Whether a record is to go on in a year that has nothing yet which goes on from it.
fn goes_on(ledger: &Ledger, record: &Record, body: &Body, year: i16) -> bool {
    let told = record.promise.as_ref().is_some_and(|promise| promise.year <= year);
    let mut into = record.into.iter().map(|id| ledger.record(*id));
    (record.status.is_unresolved() || told) && !into.any(|later| later.body == body.id && later.year == year)
}

/// Who may read the plan: everybody, where everybody may know that there was one in the last plan year.
/// Otherwise the public would see a year in which nothing goes on.
fn audience(material: &Material<'_>, last: &Year) -> Audience {
    let plans: Vec<Audience> = material.plans(last).map(|plan| plan.audience).collect();
    let records = last.records.iter().map(|id| material.ledger.record(*id).document.audience);
    let known = if plans.is_empty() { records.collect() } else { plans };
    if known.contains(&Audience::Public) { Audience::Public } else { Audience::Internal }
}
