//! What a volume adds to the pages of the whole site.
//!
//! The front page and the quality page speak of all volumes. Each volume says its part, with addresses
//! as they are seen from those pages, and [`Part::join`] puts the parts together.

use super::address::QUALITY;
use super::desk::Desk;
use super::home::LATE_LISTED;
use super::lists::DUE_NEXT;
use super::state::{is_lost, is_open};
use super::{Plan, Subject, files};
use crate::export::data::table::Table;
use crate::model::document::ContentPath;
use crate::model::view::{BodyFiles, BodySummary, DueView, MeasureRow, RecordRow, WaiverView};
use crate::vietnamese::date::Date;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What one volume, or all of them together, add to the pages of the whole site.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Part {
    /// Bodies, by id.
    pub(super) bodies: BTreeMap<String, BodyPart>,
    /// How many measures are late.
    pub(super) late: usize,
    /// The first of the late measures of the latest plans, then of earlier ones.
    pub(super) late_listed: [Vec<(LateKey, MeasureRow)>; 2],
    /// What is due next.
    pub(super) due: Vec<(Date, String, DueView)>,
    /// What files set aside, by path.
    pub(super) waivers: BTreeMap<ContentPath, Vec<WaiverView>>,
}

/// The latest plan first, in it what is late the longest, by body: the order must not depend on which
/// bodies are one volume.
pub(super) type LateKey = (Reverse<i16>, Option<Date>, String);

/// What one body adds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct BodyPart {
    pub(super) summary: BodySummary,
    /// Its unaccounted deficiencies.
    pub(super) unaccounted: Vec<RecordRow>,
    /// Its open ones.
    pub(super) open: Vec<RecordRow>,
    /// Its files for other programs.
    pub(super) files: BodyFiles,
    /// How many rows it adds to the tables of the whole site.
    pub(super) rows: BTreeMap<Table, usize>,
}

impl Part {
    /// What a volume adds.
    pub(super) fn of(plan: &Plan<'_>) -> Self {
        let front = Desk::new(plan, "index.html");
        let bodies = plan.ledger.bodies.iter().enumerate();
        let bodies = bodies.map(|(index, body)| {
            let rows = |wanted: &dyn Fn(&crate::model::ledger::Record) -> bool| {
                let link = front.body_link(&body.id);
                let rows = front.record_rows(front.pick(Some(&body.id), wanted));
                rows.into_iter().map(|row| RecordRow { body: Some(link.clone()), ..row }).collect()
            };
            let part = BodyPart {
                summary: front.body_summary(index),
                unaccounted: rows(&is_lost),
                open: rows(&is_open),
                files: front.body_files(index),
                rows: files::rows(plan.ledger, body),
            };
            (body.id.clone(), part)
        });
        let late = front.late_measures(None);
        let mut waivers: BTreeMap<ContentPath, Vec<WaiverView>> = BTreeMap::new();
        for (path, waiver) in Desk::new(plan, QUALITY).waivers() {
            waivers.entry(path).or_default().push(waiver);
        }
        Self {
            bodies: bodies.collect(),
            late: late.iter().map(Vec::len).sum(),
            late_listed: late.map(|late| {
                let listed = late.into_iter().take(LATE_LISTED);
                let row = |(owner, measure)| (front.late_key(owner, measure), front.late_row(owner, measure));
                listed.map(row).collect()
            }),
            due: front.due_by_day(None),
            waivers,
        }
    }

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
    pub(super) fn count(&self, list: impl Fn(&BodyPart) -> &Vec<RecordRow>) -> usize {
        self.bodies.values().map(|body| list(body).len()).sum()
    }
}

impl Desk<'_> {
    /// Sums over all bodies, on the front page.
    pub(super) fn site_headline(&self) -> crate::model::view::Headline {
        let part = self.site.part;
        let home = &Subject::Home;
        crate::model::view::Headline {
            unaccounted: self.count(part.count(|body| &body.unaccounted), home, "k-unaccounted"),
            late: self.count(part.late, home, "k-late"),
            open: self.count(part.count(|body| &body.open), home, "k-open"),
            year: None,
        }
    }
}
