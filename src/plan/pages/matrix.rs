//! The matrix of a body: all lineages over all years.

use crate::model::ledger::Ledger;
use crate::model::view::{BarsView, Link, MatrixView, PageContent, State};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use crate::source::Place;
use serde::Serialize;
use std::collections::BTreeSet;

/// Claims a page for each body with records.
pub(crate) fn claim(claims: &mut Claims, ledger: &Ledger, _: &Site<'_>) {
    for (body, entry) in ledger.bodies.iter().enumerate() {
        let top = Some(Place::top(entry.document.source));
        if entry.years.iter().any(|year| !year.records.is_empty()) {
            claims.add(Subject::Matrix(body), format!("{}/matrix.html", entry.id), top);
        }
    }
}

/// In the header of every page of the body.
pub(crate) fn tool(context: &PageContext<'_>, subject: &Subject) -> Option<(&'static str, Subject)> {
    Some(("matrix", Subject::Matrix(subject.body(context.ledger)?)))
}

pub(crate) fn page(body: usize) -> Kind {
    Kind::new("matrix", move |context| PageContent::page("matrix.html", context.matrix_page(body)))
        .titled(move |context| context.ledger.bodies[body].short_name().to_owned())
}

/// View of a matrix.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MatrixPage {
    /// The body.
    pub body: Link,
    /// The table.
    pub matrix: MatrixView,
    /// When the deficiencies that each year recognised were closed, as a chart.
    pub cohorts: Option<BarsView>,
    /// Address of the table of all records.
    pub records: Option<String>,
    /// States that occur in it, for the legend.
    pub states: Vec<State>,
    /// Links to comparisons of plan years.
    pub comparisons: Vec<Link>,
}

impl PageContext<'_> {
    fn matrix_page(&self, index: usize) -> MatrixPage {
        let body = &self.ledger.bodies[index];
        let lineages = self.lineages_of(&body.id);
        let matrix = self.matrix(index, &lineages, true);
        let states: BTreeSet<State> = matrix
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .flat_map(|cell| cell.states.iter().copied())
            .collect();
        MatrixPage {
            body: self.link(&Subject::Body(index), body.short_name()),
            matrix,
            cohorts: self.cohorts(index, &lineages),
            records: self.href(&Subject::Records(index)),
            states: states.into_iter().collect(),
            comparisons: self.comparisons(index),
        }
    }
}
