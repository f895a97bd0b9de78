//! The comparison of two plan years of a body: what became of each deficiency and, between neighbouring
//! years, what changed word by word.

use crate::front_matter::Status;
use crate::model::ledger::{Indicator, Ledger, Measure, Record, RecordId};
use crate::model::view::{AccountView, DiffKind, DiffPart, DiffView, Link, PageContent, Reading, State};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::state::{comparable_years, pairs, state, state_by};
use crate::plan::subject::Subject;
use crate::plan::tables::between::{Became, Between, Row};
use crate::plan::tables::differ::{Wording, diff, match_up, merged, whole};
use crate::plan::tables::lists::basis;
use crate::source::Place;
use crate::vietnamese::letters::same_name;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Claims a page for any two plan years of a body with records that are not too far apart.
pub(crate) fn claim(claims: &mut Claims, ledger: &Ledger, _: &Site<'_>) {
    for (body, entry) in ledger.bodies.iter().enumerate() {
        let top = Some(Place::top(entry.document.source));
        for (from, to) in pairs(&comparable_years(ledger, body)) {
            let path = format!("{}/compare/{from}-{to}.html", entry.id);
            claims.add(Subject::Compare { body, from, to }, path, top.clone());
        }
    }
}

/// In the header: the comparison of the latest two years, or the comparison that the page is.
pub(crate) fn tool(context: &PageContext<'_>, subject: &Subject) -> Option<(&'static str, Subject)> {
    let body = subject.body(context.ledger)?;
    let about = match (subject, comparable_years(context.ledger, body).as_slice()) {
        (Subject::Compare { .. }, _) => subject.clone(),
        (_, [.., from, to]) => Subject::Compare { body, from: *from, to: *to },
        _ => return None,
    };
    Some(("compare", about))
}

pub(crate) fn page(body: usize, from: i16, to: i16) -> Kind {
    Kind::new("compare", move |context| {
        PageContent::page("compare.html", context.compare_page(body, from, to))
    })
    .titled(move |context| {
        let body = &context.ledger.bodies[body].id;
        format!("{} → {}", context.year_label(body, from), context.year_label(body, to))
    })
}

/// View of a comparison.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ComparePage {
    /// The body.
    pub body: Link,
    /// Earlier year.
    pub from: Link,
    /// Later year.
    pub to: Link,
    /// The account.
    pub account: AccountView,
    /// What became of each deficiency; between neighbouring years, only of those that one of them lacks.
    pub fates: Vec<FateGroup>,
    /// Between neighbouring years: the deficiencies that both have.
    pub rows: Vec<ComparedRow>,
    /// Between distant years: links to the comparisons of neighbours from one to the other.
    pub steps: Vec<Link>,
    /// Links to other comparisons with either year.
    pub others: Vec<Link>,
}

/// One deficiency in two neighbouring plan years, word by word.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ComparedRow {
    /// The earlier record.
    pub then: ComparedSide,
    /// The later record.
    pub now: ComparedSide,
    /// How the later one goes on from the earlier one, where an edge joins them directly.
    pub edge: Option<ComparedEdge>,
    /// State of the later record.
    pub state: State,
    /// The two wordings.
    pub wording: DiffView,
    /// Measures.
    pub measures: Vec<ComparedMeasure>,
    /// Number of measures by change.
    pub measure_counts: MeasureCounts,
    /// Indicators.
    pub indicators: Vec<ComparedIndicator>,
    /// Whether the same unit leads, under any name.
    pub same_lead: Option<bool>,
}

/// One record of a comparison.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ComparedSide {
    /// Title and page.
    pub link: Link,
    /// Verdict.
    pub status: Status,
    /// Unit that leads.
    pub lead: Option<Link>,
    /// How many measures it has.
    pub measures: usize,
}

/// The edge of a comparison.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ComparedEdge {
    /// Whether documents state it: a key of the theme's strings.
    pub basis: &'static str,
    /// Why.
    pub reason: Option<String>,
}

/// Deficiencies of which the same became.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FateGroup {
    /// Their line of the account: a key of the theme's strings.
    pub key: &'static str,
    /// The deficiencies.
    pub rows: Vec<FateRow>,
}

/// What became of one deficiency between two plan years.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FateRow {
    /// Its lineage: that of the later year, if that has it.
    pub lineage: Link,
    /// Its lineage in the earlier year, if that is another one.
    pub was: Option<Link>,
    /// Verdict of the earlier record.
    pub then: Option<FateSide>,
    /// Verdict of the later record.
    pub now: Option<FateSide>,
}

/// Verdict of one record.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FateSide {
    /// The verdict.
    pub status: Status,
    /// The record's page.
    pub href: Option<String>,
}

/// How a measure changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum MeasureChange {
    /// Same text, same deadline.
    Copied,
    /// Same text, another deadline.
    Kept,
    /// Similar text.
    Changed,
    /// Only in the later year.
    Added,
    /// Only in the earlier year.
    Dropped,
}

/// One measure in two years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ComparedMeasure {
    /// How it changed.
    pub change: MeasureChange,
    /// Its text, with changes marked.
    pub text: Vec<DiffPart>,
    /// Earlier deadline.
    pub then: Option<String>,
    /// Later deadline.
    pub now: Option<String>,
    /// Whether it was claimed done in the earlier year.
    pub was_done: bool,
}

/// Number of measures by change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub(crate) struct MeasureCounts {
    /// Same text, same deadline.
    pub copied: usize,
    /// Same text, another deadline.
    pub kept: usize,
    /// Similar text.
    pub changed: usize,
    /// Only in the later year.
    pub added: usize,
    /// Only in the earlier year.
    pub dropped: usize,
}

/// One indicator in two years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ComparedIndicator {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: Option<String>,
    /// Level that it is set for.
    pub level: Option<String>,
    /// Earlier target and actual value.
    pub then: Option<Reading>,
    /// Later target and actual value.
    pub now: Option<Reading>,
}

impl PageContext<'_> {
    /// Builds the view of two plan years. Only neighbours are compared word by word: over a longer time
    /// hardly any wording is left, and each step between has its own page.
    pub(crate) fn compare_page(&self, index: usize, from: i16, to: i16) -> ComparePage {
        let body = &self.ledger.bodies[index];
        let years = comparable_years(self.ledger, index);
        let way: Vec<i16> = years.into_iter().filter(|year| (from..=to).contains(year)).collect();
        let between = Between::new(self.ledger, &body.id, from, to);
        let mut page = ComparePage {
            body: self.link(&Subject::Body(index), body.short_name()),
            from: self.year_link(&body.id, from),
            to: self.year_link(&body.id, to),
            account: self.account(&body.id, from, to, &between),
            rows: Vec::new(),
            fates: Vec::new(),
            steps: Vec::new(),
            others: self.comparison_links(index, |pair| {
                pair != (from, to) && [pair.0, pair.1].iter().any(|year| [from, to].contains(year))
            }),
        };
        let mut rows = between.rows;
        if way.len() == 2 {
            let both = rows.extract_if(.., |row| row.then.is_some() && row.now.is_some());
            page.rows = both.filter_map(|row| Some(self.compared(row.then?, row.now?))).collect();
        } else {
            page.steps = self.comparison_links(index, |(a, b)| way.windows(2).any(|step| step == [a, b]));
            page.steps.reverse();
        }
        page.fates = self.fates(&rows);
        page
    }

    /// What became of each deficiency, by line of the account.
    fn fates(&self, rows: &[Row]) -> Vec<FateGroup> {
        let mut groups: BTreeMap<Became, Vec<FateRow>> = BTreeMap::new();
        for row in rows {
            groups.entry(row.became).or_default().extend(self.fate_row(row.then, row.now));
        }
        groups.into_iter().map(|(became, rows)| FateGroup { key: became.key(), rows }).collect()
    }

    fn fate_row(&self, then: Option<RecordId>, now: Option<RecordId>) -> Option<FateRow> {
        let lineage = |id: RecordId| self.ledger.record(id).lineage;
        let latest = lineage(now.or(then)?);
        let side = |id: RecordId| FateSide {
            status: self.ledger.record(id).status,
            href: self.href(&Subject::Record(id)),
        };
        Some(FateRow {
            lineage: self.lineage_link(latest),
            was: then.map(lineage).filter(|earlier| *earlier != latest).map(|id| self.lineage_link(id)),
            then: then.map(side),
            now: now.map(side),
        })
    }

    fn compared(&self, then: RecordId, now: RecordId) -> ComparedRow {
        let (old, new) = (self.ledger.record(then), self.ledger.record(now));
        let edge = new.from.iter().find(|edge| edge.from == then);
        let measures = compare_measures(&old.measures, &new.measures);
        ComparedRow {
            then: self.compared_side(then),
            now: self.compared_side(now),
            edge: edge.map(|edge| ComparedEdge { basis: basis(new, edge), reason: edge.reason.clone() }),
            state: edge.map_or_else(|| state(self.ledger, new), |edge| state_by(self.ledger, edge, new)),
            wording: diff(&old.wording(), &new.wording()),
            measure_counts: count(&measures),
            measures,
            indicators: compare_indicators(old, new),
            same_lead: self.same_lead(old, new),
        }
    }

    fn compared_side(&self, id: RecordId) -> ComparedSide {
        let record = self.ledger.record(id);
        ComparedSide {
            link: self.record_link(id),
            status: record.status,
            lead: record.lead.as_ref().map(|lead| self.unit_link(&record.body, lead)),
            measures: record.measures.len(),
        }
    }

    /// Whether the same unit leads, under any name; `None` where either record has none.
    fn same_lead(&self, old: &Record, new: &Record) -> Option<bool> {
        let present = self.ledger.body(&new.body)?.present_units();
        let (old, new) = (old.lead.as_ref()?, new.lead.as_ref()?);
        Some(present.of(old) == present.of(new))
    }
}

/// Indicators of two records: first those that both have, then the others, the earlier record's first.
fn compare_indicators(old: &Record, new: &Record) -> Vec<ComparedIndicator> {
    let mut compared: BTreeMap<IndicatorKey, ComparedIndicator> = BTreeMap::new();
    let mut order: Vec<IndicatorKey> = Vec::new();
    let sides = old.indicators.iter().map(|old| (old, false));
    for (indicator, is_new) in sides.chain(new.indicators.iter().map(|new| (new, true))) {
        let key = indicator_key(indicator);
        let entry = compared.entry(key.clone()).or_insert_with(|| {
            order.push(key);
            ComparedIndicator {
                name: indicator.row.name.value.clone(),
                unit: indicator.row.unit.clone(),
                level: indicator.row.level.clone(),
                then: None,
                now: None,
            }
        });
        let side = if is_new { &mut entry.now } else { &mut entry.then };
        *side = Some(reading(indicator, None));
    }
    // What both years have comes first, because only that can be compared.
    let mut rows: Vec<ComparedIndicator> = order.iter().filter_map(|key| compared.remove(key)).collect();
    rows.sort_by_key(|row| row.then.is_none() || row.now.is_none());
    rows
}

/// What identifies an indicator over the years: name and level.
pub(crate) type IndicatorKey = (String, Option<String>);

/// Name and level of an indicator, without regard to spaces, case and marks.
pub(crate) fn indicator_key(indicator: &Indicator) -> IndicatorKey {
    (same_name(&indicator.row.name.value), indicator.row.level.as_deref().map(same_name))
}

/// Target and actual value of an indicator, with the page that states them.
pub(crate) fn reading(indicator: &Indicator, href: Option<String>) -> Reading {
    let cell = |cell: &Option<crate::model::document::Cell>| cell.as_ref().map(|cell| cell.raw.value.clone());
    Reading {
        target: cell(&indicator.row.target),
        actual: cell(&indicator.row.actual),
        met: indicator.met,
        href,
    }
}

/// How each measure changed: those of the later year in their order, then those that were dropped.
fn compare_measures(then: &[Measure], now: &[Measure]) -> Vec<ComparedMeasure> {
    let (olds, news) = (wordings(then), wordings(now));
    let is_whole = |i: usize, j: usize| deadline(&then[i]) == deadline(&now[j]);
    let pairs = match_up(&olds, &news, is_whole);
    let mut rows: Vec<ComparedMeasure> = Vec::new();
    let partners: BTreeMap<usize, usize> = pairs.iter().map(|(earlier, later)| (*later, *earlier)).collect();
    let kept: BTreeSet<usize> = partners.values().copied().collect();
    for (index, measure) in now.iter().enumerate() {
        rows.push(match partners.get(&index) {
            Some(&earlier) => paired((&then[earlier], &olds[earlier]), (measure, &news[index])),
            None => ComparedMeasure {
                change: MeasureChange::Added,
                text: mark(&measure.item.text, DiffKind::Ins),
                then: None,
                now: deadline(measure),
                was_done: false,
            },
        });
    }
    let dropped = then.iter().enumerate().filter(|(index, _)| !kept.contains(index));
    rows.extend(dropped.map(|(_, measure)| ComparedMeasure {
        change: MeasureChange::Dropped,
        text: mark(&measure.item.text, DiffKind::Del),
        then: deadline(measure),
        now: None,
        was_done: measure.item.claimed_done,
    }));
    rows.sort_by_key(|row| row.change);
    rows
}

fn wordings(measures: &[Measure]) -> Vec<Wording<'_>> {
    measures.iter().map(|measure| Wording::new(&measure.item.text)).collect()
}

fn paired((then, old): (&Measure, &Wording<'_>), (now, new): (&Measure, &Wording<'_>)) -> ComparedMeasure {
    let (before, after) = (deadline(then), deadline(now));
    let (change, text) = match old.is_same(new) {
        true if before == after => (MeasureChange::Copied, whole(&now.item.text)),
        true => (MeasureChange::Kept, whole(&now.item.text)),
        false => (MeasureChange::Changed, merged(old, new)),
    };
    ComparedMeasure { change, text, then: before, now: after, was_done: then.item.claimed_done }
}

fn deadline(measure: &Measure) -> Option<String> {
    measure.item.deadline.as_ref().map(|deadline| deadline.raw.value.clone())
}

fn mark(text: &str, is: DiffKind) -> Vec<DiffPart> {
    whole(text).into_iter().map(|part| DiffPart { is, ..part }).collect()
}

fn count(measures: &[ComparedMeasure]) -> MeasureCounts {
    let of = |change: MeasureChange| measures.iter().filter(|measure| measure.change == change).count();
    MeasureCounts {
        copied: of(MeasureChange::Copied),
        kept: of(MeasureChange::Kept),
        changed: of(MeasureChange::Changed),
        added: of(MeasureChange::Added),
        dropped: of(MeasureChange::Dropped),
    }
}
