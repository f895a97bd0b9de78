//! What a volume adds to the pages of the whole site.
//!
//! The front page and the quality page speak of all volumes. Each volume says its part, with addresses
//! as they are seen from those pages, and [`Summary::join`] puts the parts together.

use crate::export::data::table::DataTable;
use crate::model::document::ContentPath;
use crate::model::view::{BodyFiles, BodySummary, DueView, MeasureRow, RecordRow, WaiverView};
use crate::vietnamese::date::Date;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many late measures the front page lists; each body's page has all of its own.
pub(crate) const LATE_LISTED: usize = 10;

/// How many things that are due next are worth listing.
pub(crate) const DUE_NEXT: usize = 12;

/// Path of the quality page.
pub const QUALITY: &str = "quality.html";

/// What one volume, or all of them together, add to the pages of the whole site.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Bodies, by id.
    pub(crate) bodies: BTreeMap<String, BodyPart>,
    /// How many measures are late.
    pub(crate) late: usize,
    /// The first of the late measures of the latest plans, then of earlier ones.
    pub(crate) late_listed: [Vec<(LateKey, MeasureRow)>; 2],
    /// What is due next.
    pub(crate) due: Vec<(Date, String, DueView)>,
    /// What files set aside, by path.
    pub(crate) waivers: BTreeMap<ContentPath, Vec<WaiverView>>,
}

/// The latest plan first, in it what is late the longest, by body: the order must not depend on which
/// bodies are one volume.
pub(crate) type LateKey = (Reverse<i16>, Option<Date>, String);

/// What one body adds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct BodyPart {
    pub(crate) summary: BodySummary,
    /// Its unaccounted deficiencies.
    pub(crate) unaccounted: Vec<RecordRow>,
    /// Its open ones.
    pub(crate) open: Vec<RecordRow>,
    /// Its files for other programs.
    pub(crate) files: BodyFiles,
    /// How many rows it adds to the tables of the whole site.
    pub(crate) rows: BTreeMap<DataTable, usize>,
}

impl Summary {
    /// All parts as one.
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

    /// How many records there are of one list.
    pub(crate) fn count(&self, list: impl Fn(&BodyPart) -> &Vec<RecordRow>) -> usize {
        self.bodies.values().map(|body| list(body).len()).sum()
    }
}
