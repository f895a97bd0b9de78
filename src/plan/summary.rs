//! Summaries: what a volume adds to the pages of the whole site, such as the front page and the quality
//! page.
//!
//! Takes the parts of all volumes; [`Summary::join`] gives their sum. A part has addresses as seen from
//! those pages. Only summaries are kept of all volumes, so that no page needs the ledger of another volume.

use crate::export::data::table::DataTable;
use crate::model::view::{BodyFiles, BodySummary, DueView, Link, MeasureRow, RecordRow, WaiverView};
use crate::source::ContentPath;
use crate::vietnamese::date::Date;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most late measures that the front page lists; each body's page has all of its own.
pub(crate) const LATE_LISTED: usize = 10;

/// Most dues that a page lists.
pub(crate) const DUE_NEXT: usize = 12;

/// Path of the quality page.
pub const QUALITY: &str = "quality.html";

/// What one volume, or all of them together, add to the pages of the whole site.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Bodies, by id.
    pub(crate) bodies: BTreeMap<String, BodyPart>,
    /// Number of late measures.
    pub(crate) late: usize,
    /// The late measures to list, those of the latest plan years before those of earlier ones.
    pub(crate) late_listed: [Vec<(LateKey, MeasureRow)>; 2],
    /// What is due next, with last good day and body.
    pub(crate) due: Vec<(Date, String, DueView)>,
    /// Waivers, by the path of their file.
    pub(crate) waivers: BTreeMap<ContentPath, Vec<WaiverView>>,
}

/// Sort key of late measures: latest plan year, then last good day, then body. The order must not depend on
/// which bodies are in one volume.
pub(crate) type LateKey = (Reverse<i16>, Option<Date>, String);

/// What one body adds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct BodyPart {
    pub(crate) summary: BodySummary,
    /// Its unaccounted deficiencies.
    pub(crate) unaccounted: Vec<RecordRow>,
    /// Its open deficiencies.
    pub(crate) open: Vec<RecordRow>,
    /// Its data files.
    pub(crate) files: BodyFiles,
    /// What its years have to say about freezing them.
    pub(crate) years: Vec<YearPart>,
    /// Number of rows that it adds to each table of the whole site.
    pub(crate) rows: BTreeMap<DataTable, usize>,
}

/// What a year has to say about freezing it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct YearPart {
    /// The year.
    pub(crate) link: Link,
    pub(crate) year: i16,
    /// Whether it is not over.
    pub(crate) running: bool,
    /// Whether it is a plan year of which there is no report.
    pub(crate) unreported: bool,
    /// Number of records that nobody has judged.
    pub(crate) unjudged: usize,
}

impl Summary {
    /// The sum of all parts.
    pub fn join<'p>(parts: impl IntoIterator<Item = &'p Self>) -> Self {
        let mut all = Self::default();
        for part in parts {
            let part = part.clone();
            all.bodies.extend(part.bodies);
            all.late += part.late;
            for (all, listed) in all.late_listed.iter_mut().zip(part.late_listed) {
                all.extend(listed);
            }
            all.due.extend(part.due);
            all.waivers.extend(part.waivers);
        }
        for listed in &mut all.late_listed {
            listed.sort_by(|(a, _), (b, _)| a.cmp(b));
            listed.truncate(LATE_LISTED);
        }
        all.due.sort_by(|(a, of_a, _), (b, of_b, _)| (a, of_a).cmp(&(b, of_b)));
        all.due.truncate(DUE_NEXT);
        all
    }

    /// Number of records in one of the lists, over all bodies.
    pub(crate) fn count(&self, list: impl Fn(&BodyPart) -> &Vec<RecordRow>) -> usize {
        self.bodies.values().map(|body| list(body).len()).sum()
    }
}
