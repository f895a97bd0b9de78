//! Likeness: what two records have in common.
//!
//! Takes the records of a body; gives for two of them a score and what it rests on: their words, the indicators and
//! documents that they share, their area and units. It stands apart because it compares, and `suggestion` decides.

use super::material::Material;
use crate::front_matter;
use crate::model::ledger::{Ledger, LineageId, Measure, OfficialId, Record, RecordId};
use crate::vietnamese::letters;
use std::collections::{BTreeMap, BTreeSet};

/// What two records have in common.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Likeness {
    /// Runs of words that few other records have, as the later one writes them.
    pub words: Vec<String>,
    /// Names of indicators, as the later one writes them.
    pub indicators: Vec<String>,
    /// Names of indicators of the earlier one whose target was missed, and of which the later one speaks.
    pub missed: Vec<String>,
    /// Numbers of documents that both cite.
    pub documents: Vec<String>,
    /// How many measures are the same word for word.
    pub measures: usize,
    /// Id of their area.
    pub area: Option<String>,
    /// Ids of units that both name.
    pub units: Vec<String>,
}

/// How likely each kind of likeness makes it, where it is complete. Signs are taken as independent of each other.
const BY_WORDS: f64 = 0.75;
const BY_TITLE: f64 = 0.6;
const BY_INDICATORS: f64 = 0.4;
const BY_MISSED: f64 = 0.5;
const BY_DOCUMENTS: f64 = 0.4;
const BY_MEASURES: f64 = 0.7;
const BY_AREA: f64 = 0.1;
const BY_UNITS: f64 = 0.1;

/// The cosine of two wordings of one thing, as two people write them; few are nearer.
const SAME_WORDS: f64 = 0.4;

/// How many runs of words, indicators and documents are shown.
const SHOWN: usize = 3;

/// Syllables of the longest run that is shown.
const LONGEST_RUN: usize = 8;

/// The words of records, weighed by how few deficiencies have them.
pub(super) struct Wordings<'m> {
    ledger: &'m Ledger,
    /// How much each term tells: nothing, where every deficiency has it.
    weights: Vec<f64>,
    records: BTreeMap<RecordId, Wording<'m>>,
    /// How long the list of terms of each record is, as a vector.
    lengths: BTreeMap<RecordId, f64>,
    /// How many deficiencies cite each document.
    citing: BTreeMap<OfficialId, usize>,
}

/// Index of a term: of two syllables in a row, folded. Most words of Vietnamese have two.
type Term = usize;

/// All terms.
#[derive(Default)]
struct Terms(BTreeMap<String, Term>);

struct Wording<'m> {
    record: &'m Record,
    /// Title and text.
    syllables: Vec<String>,
    /// The term that each syllable begins; one less.
    run: Vec<Term>,
    /// Each of them with how often it is there.
    terms: BTreeMap<Term, usize>,
    /// Those of the title.
    title: BTreeSet<Term>,
    /// Those of the name of each indicator.
    indicators: Vec<BTreeSet<Term>>,
    documents: BTreeSet<OfficialId>,
}

impl<'m> Wordings<'m> {
    /// The wordings of these records.
    pub(super) fn of(material: &Material<'m>, ids: impl Iterator<Item = RecordId>) -> Self {
        let ledger = material.ledger;
        let mut terms = Terms::default();
        let records: BTreeMap<RecordId, Wording<'m>> =
            ids.map(|id| (id, Wording::of(material, ledger.record(id), &mut terms))).collect();
        // A deficiency counts once, however many years it has been there.
        let mut having: Vec<BTreeSet<LineageId>> = vec![BTreeSet::new(); terms.0.len()];
        let mut citing: BTreeMap<OfficialId, BTreeSet<LineageId>> = BTreeMap::new();
        for Wording { record, terms, documents, .. } in records.values() {
            for term in terms.keys() {
                having[*term].insert(record.lineage);
            }
            for document in documents {
                citing.entry(*document).or_default().insert(record.lineage);
            }
        }
        let lineages: BTreeSet<LineageId> = records.values().map(|wording| wording.record.lineage).collect();
        let weight =
            |having: &BTreeSet<LineageId>| (count(lineages.len() + 1) / count(having.len().max(1))).ln();
        let weights = having.iter().map(weight).collect();
        let citing = citing.into_iter().map(|(document, citing)| (document, citing.len())).collect();
        let mut wordings = Self { ledger, weights, records, lengths: BTreeMap::new(), citing };
        wordings.lengths =
            wordings.records.iter().map(|(id, known)| (*id, wordings.length(&known.terms))).collect();
        wordings
    }

    /// How likely what two records have in common makes it that the later goes on from the earlier, in percent.
    pub(super) fn score(&self, later: RecordId, earlier: RecordId) -> u8 {
        let (Some(a), Some(b)) = (self.records.get(&later), self.records.get(&earlier)) else { return 0 };
        let words = (self.cosine((later, a), (earlier, b)) / SAME_WORDS).min(1.0);
        // What one calls a deficiency, the other may have spoken of: a part of it, or one of several.
        let title = self.contained(&a.title, &b.terms).max(self.contained(&b.title, &a.terms));
        // Of a document that many records cite, it says little that two of them do.
        let by_document = |id: &OfficialId| 1.0 / (count(self.citing[id]) - 1.0).max(1.0);
        let documents = a.documents.intersection(&b.documents).map(by_document).fold(0.0, f64::max);
        let measures = count(same_measures(a.record, b.record)) / count(a.record.measures.len().max(1));
        let whole = |is_there: bool| if is_there { 1.0 } else { 0.0 };
        let signs = [
            (BY_WORDS, words),
            (BY_TITLE, title),
            (BY_INDICATORS, whole(self.common_indicators(a, b).next().is_some())),
            (BY_MISSED, whole(self.missed_indicators(b, a).next().is_some())),
            (BY_DOCUMENTS, documents),
            (BY_MEASURES, measures),
            (BY_AREA, whole(common_area(a.record, b.record).is_some())),
            (BY_UNITS, whole(!common_units(a.record, b.record).is_empty())),
        ];
        percent(1.0 - signs.iter().map(|(weight, likeness)| 1.0 - weight * likeness).product::<f64>())
    }

    /// What they have in common.
    pub(super) fn likeness(&self, later: RecordId, earlier: RecordId) -> Likeness {
        let (Some(a), Some(b)) = (self.records.get(&later), self.records.get(&earlier)) else {
            return Likeness::default();
        };
        let documents = a.documents.intersection(&b.documents);
        let numbers = documents.map(|id| self.ledger.documents[id.0].number.to_string());
        Likeness {
            words: self.runs(a, b),
            indicators: self.common_indicators(a, b).take(SHOWN).collect(),
            missed: self.missed_indicators(b, a).take(SHOWN).collect(),
            documents: numbers.take(SHOWN).collect(),
            measures: same_measures(a.record, b.record),
            area: common_area(a.record, b.record),
            units: common_units(a.record, b.record),
        }
    }

    /// The cosine of the angle between the terms of two records: 1 where they are the same, 0 where nothing is.
    fn cosine(&self, (first, a): (RecordId, &Wording<'_>), (second, b): (RecordId, &Wording<'_>)) -> f64 {
        let common = a.terms.iter().filter_map(|(term, times)| Some((*term, *times, *b.terms.get(term)?)));
        let product: f64 =
            common.map(|(term, own, other)| self.value(term, own) * self.value(term, other)).sum();
        let lengths = self.lengths[&first] * self.lengths[&second];
        if lengths > 0.0 { product / lengths } else { 0.0 }
    }

    /// How much a term tells that is in a text so often.
    fn value(&self, term: Term, times: usize) -> f64 {
        self.weights[term] * (1.0 + count(times).ln())
    }

    fn length(&self, terms: &BTreeMap<Term, usize>) -> f64 {
        terms.iter().map(|(term, times)| self.value(*term, *times).powi(2)).sum::<f64>().sqrt()
    }

    /// How much terms tell together.
    fn weight<'t>(&self, terms: impl Iterator<Item = &'t Term>) -> f64 {
        terms.map(|term| self.weights[*term]).sum()
    }

    /// How much of what a few terms tell is among others, from 0 for less than half of it to 1 for all.
    fn contained(&self, terms: &BTreeSet<Term>, others: &BTreeMap<Term, usize>) -> f64 {
        let all = self.weight(terms.iter());
        let common = self.weight(terms.iter().filter(|term| others.contains_key(*term)));
        if all > 0.0 { (2.0 * common / all - 1.0).max(0.0) } else { 0.0 }
    }

    /// Names of the indicators of one that the other has too, or nearly: two fifths of what they tell is in both.
    fn common_indicators(&self, a: &Wording<'_>, b: &Wording<'_>) -> impl Iterator<Item = String> {
        let is_near = |own: &BTreeSet<Term>, other: &BTreeSet<Term>| {
            let common = self.weight(own.intersection(other));
            common > 0.0 && 5.0 * common >= self.weight(own.iter()) + self.weight(other.iter())
        };
        let names = a.record.indicators.iter().zip(&a.indicators);
        names
            .filter(move |(_, own)| b.indicators.iter().any(|other| is_near(own, other)))
            .map(|(indicator, _)| indicator.row.name.value.clone())
    }

    /// Names of the indicators of which the target was missed, and which another record speaks of: they became
    /// deficiencies of their own.
    fn missed_indicators(&self, a: &Wording<'_>, b: &Wording<'_>) -> impl Iterator<Item = String> {
        let is_spoken_of = |name: &BTreeSet<Term>| self.contained(name, &b.terms) > 0.0;
        let names = a.record.indicators.iter().zip(&a.indicators);
        let missed = names.filter(move |(row, name)| row.met == Some(false) && is_spoken_of(name));
        missed.map(|(indicator, _)| indicator.row.name.value.clone())
    }

    /// The runs of syllables that both have and that tell most, as the first one writes them.
    fn runs(&self, a: &Wording<'_>, b: &Wording<'_>) -> Vec<String> {
        let mut runs: Vec<(f64, &[String])> = Vec::new();
        let mut at = 0;
        while at < a.run.len() {
            let common =
                a.run[at..].iter().take(LONGEST_RUN - 1).take_while(|term| b.terms.contains_key(term));
            let length = common.count();
            if length >= 2 {
                runs.push((self.weight(a.run[at..at + length].iter()), &a.syllables[at..=at + length]));
            }
            at += length.max(1);
        }
        // A sort that keeps the order of the text where nothing tells them apart.
        runs.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let mut shown: Vec<String> = Vec::new();
        for (_, run) in runs {
            let run = run.join(" ");
            if shown.len() < SHOWN && !shown.iter().any(|other| other.contains(&run) || run.contains(other)) {
                shown.push(run);
            }
        }
        shown
    }
}

impl<'m> Wording<'m> {
    fn of(material: &Material<'m>, record: &'m Record, terms: &mut Terms) -> Self {
        let document = &*record.document;
        let text = material.sources.text(document.source);
        let start =
            front_matter::split(document.source, &text, &mut Vec::new()).map_or(0, |(_, start)| start);
        let syllables = syllables(&text[start..]);
        let run = terms.run(&syllables);
        let mut counts = BTreeMap::new();
        run.iter().for_each(|term| *counts.entry(*term).or_default() += 1);
        let mut of = |text: &str| terms.run(&self::syllables(text)).into_iter().collect::<BTreeSet<Term>>();
        Self {
            record,
            title: of(&document.title.value),
            indicators: record.indicators.iter().map(|indicator| of(&indicator.row.name.value)).collect(),
            documents: material.ledger.cites.get(&document.path).cloned().unwrap_or_default(),
            terms: counts,
            run,
            syllables,
        }
    }
}

impl Terms {
    /// The terms of a run of syllables.
    fn run(&mut self, syllables: &[String]) -> Vec<Term> {
        let folded: Vec<String> = syllables.iter().map(|syllable| letters::fold(syllable)).collect();
        let pairs = folded.windows(2).map(|pair| pair.join(" "));
        pairs
            .map(|pair| {
                let next = self.0.len();
                *self.0.entry(pair).or_insert(next)
            })
            .collect()
    }
}

/// The syllables of a text, in lower case. Numbers tell nothing: two years have different ones.
fn syllables(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| word.contains(char::is_alphabetic)).map(str::to_lowercase).collect()
}

fn common_area(a: &Record, b: &Record) -> Option<String> {
    a.area.clone().filter(|area| b.area.as_ref() == Some(area))
}

fn common_units(a: &Record, b: &Record) -> Vec<String> {
    units(a).intersection(&units(b)).map(|unit| (*unit).clone()).collect()
}

/// How many measures of a record another one has word for word.
fn same_measures(record: &Record, other: &Record) -> usize {
    let name = |measure: &Measure| letters::same_name(&measure.item.text);
    let others: BTreeSet<String> = other.measures.iter().map(name).collect();
    record.measures.iter().filter(|measure| others.contains(&name(measure))).count()
}

/// Every unit that a record or one of its measures names.
fn units(record: &Record) -> BTreeSet<&String> {
    let of_measures =
        record.measures.iter().flat_map(|measure| measure.lead.iter().chain(&measure.coordinate));
    record.lead.iter().chain(&record.coordinate).chain(of_measures).collect()
}

/// A count as a number that can be divided; exact up to 2³².
fn count(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A share of one in percent; casts of numbers stay within their type.
fn percent(share: f64) -> u8 {
    (share * 100.0).round() as u8
}
