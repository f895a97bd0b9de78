//! All records of a body, one row each.

use super::Subject;
use super::desk::Desk;
use crate::model::ledger::RecordId;
use crate::model::view::{RecordRow, RecordsPage};

impl Desk<'_> {
    /// The page of all records of a body: the latest year first, in it the most serious.
    pub(super) fn records_page(&self, index: usize) -> RecordsPage {
        let body = &self.ledger.bodies[index];
        let years = body.years.iter().rev();
        RecordsPage {
            body: self.link(&Subject::Body(index), body.short_name()),
            rows: years.flat_map(|year| self.rows_with_area(&year.records)).collect(),
        }
    }

    fn rows_with_area(&self, records: &[RecordId]) -> Vec<RecordRow> {
        let rows = records.iter().map(|id| {
            let record = self.ledger.record(*id);
            RecordRow { area: self.area_link(&record.body, record.area.as_ref()), ..self.record_row(*id) }
        });
        self.most_serious_first(rows.collect())
    }
}
