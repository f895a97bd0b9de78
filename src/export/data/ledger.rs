//! The ledger as JSON, and its schema.
//!
//! Takes a ledger, one body at a time; gives the file from the parts of all bodies. The types hold only what
//! is written, and the JSON Schema is made from them, with their comments as its descriptions.

use super::conflict::{self, ConflictData};
use super::document::{self, DocumentData};
use super::erratum::{self, ErratumData};
use super::finding::{self, FindingData};
use super::lineage::{self, LineageData};
use super::paper::{self, PaperData, ReportDueData};
use super::record::{self, RecordData};
use crate::codec::{self, Damaged, Packed};
use crate::export::facts::Facts;
use crate::model::ledger::{Balance, Ledger};
use crate::settings::Edition;
use crate::vietnamese::date::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

/// The ledger of one edition on one day. A public one is drawn up from public documents alone: a year
/// or a document that is not there may exist and not be public.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct LedgerData {
    /// Edition that the data is of.
    pub edition: Edition,
    /// Day on which lateness was judged.
    #[schemars(with = "String", extend("format" = "date"))]
    pub as_of: Date,
    /// One for each deficiency in each plan year, by body, year and name.
    pub records: Vec<RecordData>,
    /// One for each deficiency, by body and name.
    pub lineages: Vec<LineageData>,
    /// One for each two consecutive plan years of a body.
    pub balances: Vec<Balance>,
    /// Reviews, plans and reports of the content, by path.
    pub papers: Vec<PaperData>,
    /// Official documents with a number: of the content, of the register, or only cited.
    pub documents: Vec<DocumentData>,
    /// Reports that plans ask for.
    pub reports_due: Vec<ReportDueData>,
    /// Indicators with two values in one year.
    pub conflicts: Vec<ConflictData>,
    /// Corrections of frozen files, by path.
    pub errata: Vec<ErratumData>,
    /// What the record leaves open. Internal edition only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<Vec<FindingData>>,
}

/// Path of the ledger in a site.
pub const LEDGER: &str = "data/ledger.json";

/// Path of its schema.
pub const SCHEMA: &str = "data/ledger.schema.json";

/// The JSON Schema of [`LedgerData`], made from the type itself.
pub fn schema() -> Vec<u8> {
    to_json(&schemars::schema_for!(LedgerData))
}

fn to_json(value: &impl Serialize) -> Vec<u8> {
    // Plain structs with string keys: serialising them does not fail.
    let mut json = serde_json::to_vec_pretty(value).unwrap_or_default();
    json.push(b'\n');
    json
}

/// What one body adds to the ledger's file: the items of each list as JSON, one a line.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Lists {
    records: Packed,
    lineages: Packed,
    balances: Packed,
    papers: Packed,
    reports_due: Packed,
    conflicts: Packed,
    errata: Packed,
}

/// What the data files contain of one body.
#[derive(Debug)]
pub struct BodyData {
    pub(crate) records: Vec<RecordData>,
    pub(crate) lineages: Vec<LineageData>,
    pub(crate) balances: Vec<Balance>,
    pub(crate) papers: Vec<PaperData>,
    pub(crate) reports_due: Vec<ReportDueData>,
    conflicts: Vec<ConflictData>,
    errata: Vec<ErratumData>,
}

impl BodyData {
    /// What a ledger has on the body `body`.
    pub fn of(ledger: &Ledger, body: &str) -> Self {
        let records = ledger.records.iter().filter(|record| record.body == body);
        let lineages = ledger.lineages.iter().filter(|lineage| lineage.body == body);
        let balances = ledger.balances.iter().filter(|balance| balance.body == body);
        let papers = || ledger.papers.iter().filter(|paper| paper.body == body);
        let conflicts = ledger.conflicts.iter().filter(|conflict| conflict.body == body);
        let pages = ledger.pages.iter().filter(|page| page.path.body() == Some(body));
        Self {
            records: records.map(|record| record::record_data(ledger, record)).collect(),
            lineages: lineages.map(|lineage| lineage::lineage_data(ledger, lineage)).collect(),
            balances: balances.cloned().collect(),
            papers: papers().map(paper::paper_data).collect(),
            reports_due: papers().flat_map(paper::reports_due).collect(),
            conflicts: conflicts.map(conflict::conflict_data).collect(),
            errata: pages.filter_map(|page| erratum::erratum_data(page)).collect(),
        }
    }

    /// What the body adds to the ledger's file.
    pub fn fragment(&self) -> Vec<u8> {
        codec::encode(&Lists {
            records: packed(&self.records),
            lineages: packed(&self.lineages),
            balances: packed(&self.balances),
            papers: packed(&self.papers),
            reports_due: packed(&self.reports_due),
            conflicts: packed(&self.conflicts),
            errata: packed(&self.errata),
        })
    }
}

fn packed<T: Serialize>(list: impl IntoIterator<Item = T>) -> Packed {
    Packed::new(&items(list))
}

/// The items of a list, each with a comma before it.
fn items<T: Serialize>(items: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut json = Vec::new();
    for item in items {
        json.extend_from_slice(b",\n");
        // Writing to memory does not fail, and the types are plain.
        let _ = serde_json::to_writer(&mut json, &item);
    }
    json
}

/// Writes the ledger as JSON, in the form of [`LedgerData`], with one item a line so that two archives
/// compare well. `fragments` are what the bodies add.
///
/// # Errors
/// When a fragment is damaged, or `out` cannot be written.
pub fn write_ledger(facts: Facts<'_>, fragments: &[&[u8]], out: &mut dyn Write) -> io::Result<()> {
    let shares = fragments.iter().map(|fragment| codec::decode(fragment));
    let shares = shares.collect::<Result<Vec<Lists>, Damaged>>()?;
    let (edition, as_of) = (facts.edition.word(), facts.as_of);
    write!(out, "{{\n\"edition\": \"{edition}\",\n\"as_of\": \"{as_of}\"")?;
    let of_shares = |list: fn(&Lists) -> &Packed| shares.iter().map(move |share| list(share).bytes());
    write_list(out, "records", of_shares(|share| &share.records))?;
    write_list(out, "lineages", of_shares(|share| &share.lineages))?;
    write_list(out, "balances", of_shares(|share| &share.balances))?;
    write_list(out, "papers", of_shares(|share| &share.papers))?;
    write_list(out, "documents", [Ok(items(facts.documents.iter().map(document::document_data)))])?;
    write_list(out, "reports_due", of_shares(|share| &share.reports_due))?;
    write_list(out, "conflicts", of_shares(|share| &share.conflicts))?;
    write_list(out, "errata", of_shares(|share| &share.errata))?;
    if facts.edition == Edition::Internal {
        write_list(out, "findings", [Ok(items(finding::findings(facts)))])?;
    }
    out.write_all(b"\n}\n")
}

/// Writes one list, from the items that each body adds to it.
fn write_list(
    out: &mut dyn Write,
    name: &str,
    parts: impl IntoIterator<Item = Result<Vec<u8>, Damaged>>,
) -> io::Result<()> {
    write!(out, ",\n\"{name}\": [")?;
    let mut is_first = true;
    for part in parts {
        let part = part?;
        // The first item of a list has no comma before it.
        out.write_all(part.get(usize::from(is_first)..).unwrap_or_default())?;
        is_first &= part.is_empty();
    }
    out.write_all(b"]")
}
