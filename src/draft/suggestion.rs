//! Suggestions: records of a year that probably go on from earlier ones, where nobody has said so.
//!
//! Takes a body and a year; gives pairs of a record of that year and one of the plan year before, each with what they
//! have in common and how much that tells. It stands apart from `forward`, which writes: what is suggested here is a
//! guess, and becomes an edge only when a person puts it into the front matter, as `inferred`.

use super::likeness::{Likeness, Wordings};
use super::material::Material;
use super::refusal::Refusal;
use crate::front_matter::{Basis, EdgeKind};
use crate::model::ledger::{Body, Edge, Ledger, Record, RecordId};
use std::collections::BTreeMap;

/// The least score of a pair that is suggested.
const LIKELY: u8 = 50;

/// The least score where nothing asks for an edge: both records have others between the two years, or the earlier one
/// was done with.
const LIKELY_UNASKED: u8 = 75;

/// How much less one record may have in common with another than the one that has most, and still be suggested.
const NEAR_BEST: u8 = 20;

/// A carry edge that is probably missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Path of the later record's file, below the content folder.
    pub path: String,
    /// The earlier record as `from` names it: `2021/chi-tieu-nam`.
    pub from: String,
    /// How the later one goes on from it, as far as the other edges tell.
    pub kind: EdgeKind,
    /// How likely it is, in percent.
    pub score: u8,
    /// What both have in common.
    pub likeness: Likeness,
    /// Whether somebody has inferred the same edge already.
    pub is_inferred: bool,
}

/// The pairs of records of the body `id` that probably belong together: of `year`, and of the plan year before or of
/// the last one of a body that this one succeeds. By path, the likeliest first. Pairs that documents state, and pairs
/// of one name, are left out.
///
/// # Errors
/// When there is no such body, or no plan year to go on from.
pub fn suggest(material: &Material<'_>, id: &str, year: i16) -> Result<Vec<Suggestion>, Refusal> {
    let ledger = material.ledger;
    let body = material.body(id)?;
    let earlier = earlier(ledger, body, year);
    if earlier.is_empty() {
        return Err(Refusal::NoEarlierYear(year));
    }
    let later = ledger.records_of(id, year);
    let of_body = ledger.records().filter(|(_, record)| record.body == id).map(|(id, _)| id);
    let wordings = Wordings::of(material, of_body.chain(earlier.iter().copied()));
    let pairs = later.iter().flat_map(|later| earlier.iter().map(move |earlier| (*later, *earlier)));
    let scored = pairs.filter_map(|(later, earlier)| {
        let score = wordings.score(later, earlier);
        let is_there = edge(ledger, later, earlier).is_some_and(is_inferred);
        (score >= LIKELY || is_there).then_some(Pair { later, earlier, score })
    });
    let chosen = chosen(ledger, &earlier, scored.collect());
    Ok(suggestions(material, &wordings, &chosen))
}

/// Two records, and how likely it is that one goes on from the other.
struct Pair {
    later: RecordId,
    earlier: RecordId,
    score: u8,
}

/// Records of the plan year before, and those of the last plan year of each body that this one succeeds.
fn earlier(ledger: &Ledger, body: &Body, year: i16) -> Vec<RecordId> {
    let succeeded = ledger
        .bodies
        .iter()
        .filter(|other| other.meta.successor.as_ref().is_some_and(|successor| successor.to.value == body.id));
    let bodies = std::iter::once(body).chain(succeeded);
    let years = bodies.filter_map(|body| body.previous_plan_year(year));
    years.flat_map(|year| year.records.iter().copied()).collect()
}

/// The edge from a record back to an earlier one.
fn edge(ledger: &Ledger, later: RecordId, earlier: RecordId) -> Option<&Edge> {
    ledger.record(later).from.iter().find(|edge| edge.from == earlier)
}

/// Whether an edge is one that somebody wrote as a conclusion of his own.
fn is_inferred(edge: &Edge) -> bool {
    match edge.basis {
        Basis::Inferred => true,
        Basis::Stated => false,
    }
}

/// The pairs that are worth a line: those that are nearly the best of one of both, and of records that have edges
/// already only such as have very much in common.
fn chosen(ledger: &Ledger, earlier: &[RecordId], pairs: Vec<Pair>) -> Vec<Pair> {
    let mut best: BTreeMap<RecordId, u8> = BTreeMap::new();
    for pair in &pairs {
        for id in [pair.later, pair.earlier] {
            let score = best.entry(id).or_default();
            *score = pair.score.max(*score);
        }
    }
    let goes_back =
        |later: RecordId| ledger.record(later).from.iter().any(|edge| earlier.contains(&edge.from));
    let goes_on = |pair: &Pair| {
        let year = ledger.record(pair.later).year;
        let mut into = ledger.record(pair.earlier).into.iter().map(|id| ledger.record(*id));
        into.any(|later| later.year == year)
    };
    let is_chosen = |pair: &Pair| match edge(ledger, pair.later, pair.earlier) {
        Some(edge) => is_inferred(edge),
        None => {
            let score = pair.score;
            let is_near_best = |id| score + NEAR_BEST >= best[&id];
            let is_closed = !ledger.record(pair.earlier).status.is_unresolved();
            let is_unasked = is_closed || goes_back(pair.later) && goes_on(pair);
            let least = if is_unasked { LIKELY_UNASKED } else { LIKELY };
            score >= least && (is_near_best(pair.later) || is_near_best(pair.earlier))
        }
    };
    pairs.into_iter().filter(is_chosen).collect()
}

fn suggestions(material: &Material<'_>, wordings: &Wordings<'_>, pairs: &[Pair]) -> Vec<Suggestion> {
    let ledger = material.ledger;
    // The edges that there would be, with those that are there.
    let mut ends: BTreeMap<(RecordId, RecordId), u8> = BTreeMap::new();
    for Pair { later, earlier, score } in pairs {
        ends.insert((*later, *earlier), *score);
        for edge in &ledger.record(*later).from {
            ends.entry((*later, edge.from)).or_insert(100);
        }
        for into in ledger.record(*earlier).into.iter().filter(|id| is_of_year(ledger, **id, *later)) {
            ends.entry((*into, *earlier)).or_insert(100);
        }
    }
    let mut found: Vec<Suggestion> = pairs
        .iter()
        .map(|&Pair { later, earlier, score }| {
            let (record, other) = (ledger.record(later), ledger.record(earlier));
            let there = edge(ledger, later, earlier);
            Suggestion {
                path: material.sources.get(record.document.source).path.clone(),
                from: other.name_in(&record.body),
                kind: there.map_or_else(|| kind(&ends, other, (later, earlier)), |edge| edge.kind),
                score,
                likeness: wordings.likeness(later, earlier),
                is_inferred: there.is_some(),
            }
        })
        .collect();
    found.sort_by(|a, b| (&a.path, b.score, &a.from).cmp(&(&b.path, a.score, &b.from)));
    found
}

fn is_of_year(ledger: &Ledger, id: RecordId, other: RecordId) -> bool {
    let (record, other) = (ledger.record(id), ledger.record(other));
    record.year == other.year && record.body == other.body
}

/// How one record goes on from another, judged by the edges beside theirs: of several that go on from one, the
/// likeliest has less in it and the others are parts; of several that one goes on from, the likeliest goes on and the
/// others were merged into it.
fn kind(ends: &BTreeMap<(RecordId, RecordId), u8>, earlier: &Record, pair: (RecordId, RecordId)) -> EdgeKind {
    if !earlier.status.is_unresolved() {
        return EdgeKind::Reopened;
    }
    let score = ends[&pair];
    let beside = |is_beside: &dyn Fn(&(RecordId, RecordId)) -> bool| {
        let others = ends.iter().filter(|(other, _)| **other != pair && is_beside(other));
        let scores: Vec<u8> = others.map(|(_, score)| *score).collect();
        (!scores.is_empty(), scores.iter().all(|other| *other <= score))
    };
    let (is_one_of_parts, is_first_part) = beside(&|other| other.1 == pair.1);
    let (is_one_of_sources, is_first_source) = beside(&|other| other.0 == pair.0);
    match (is_one_of_parts, is_one_of_sources) {
        (_, true) if !is_first_source => EdgeKind::Merged,
        (true, _) if !is_first_part => EdgeKind::Split,
        (true, _) => EdgeKind::Narrowed,
        (false, true) => EdgeKind::Expanded,
        (false, false) => EdgeKind::Continues,
    }
}
