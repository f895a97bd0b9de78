//! The table of all records of a body.

use crate::model::ledger::{Ledger, RecordId};
use crate::model::view::{Link, PageContent, RecordRow};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use crate::source::Place;
use serde::Serialize;

/// Claims a page for each body with records.
pub(crate) fn claim(claims: &mut Claims, ledger: &Ledger, _: &Site<'_>) {
    for (body, entry) in ledger.bodies.iter().enumerate() {
        let top = Some(Place::top(entry.document.source));
        if entry.years.iter().any(|year| !year.records.is_empty()) {
            claims.add(Subject::Records(body), format!("{}/records.html", entry.id), top);
        }
    }
}

pub(crate) fn page(body: usize) -> Kind {
    Kind::new("records", move |context| PageContent::page("records.html", context.records_page(body)))
        .titled(move |context| context.ledger.bodies[body].short_name().to_owned())
}

/// View of the table.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RecordsPage {
    /// The body.
    pub body: Link,
    /// Every record, the latest year first.
    pub rows: Vec<RecordRow>,
}

impl PageContext<'_> {
    /// Builds the view of a body: the latest year first, and the most serious first within a year.
    pub(crate) fn records_page(&self, index: usize) -> RecordsPage {
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
