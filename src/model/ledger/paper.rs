//! Papers: reviews, plans and reports, and the reports that plans ask for.

use super::ids::{OfficialId, PaperRef};
use super::measure::{Indicator, Measure};
use crate::front_matter::ReportDue;
use crate::model::document::Document;
use crate::source::Place;
use crate::vietnamese::date::Date;
use std::sync::Arc;

/// A review, plan or report.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Its file; the kind is in `meta`.
    pub document: Arc<Document>,
    /// Body that it belongs to.
    pub body: String,
    /// Year of its folder.
    pub year: i16,
    /// Measures of a plan that belong to no record. A report has none: what it lists was promised
    /// elsewhere.
    pub measures: Vec<Measure>,
    /// Indicators that belong to no record, one for each name and level.
    pub indicators: Vec<Indicator>,
    /// The plan that it reports on.
    pub on: Option<PaperRef>,
    /// Documents that it carries out.
    pub implements: Vec<PaperRef>,
    /// Reports that it asks for, with their last good days.
    pub reports_due: Vec<DueReport>,
    /// Its official document, where it has a number.
    pub official: Option<OfficialId>,
}

/// A report that a plan asks for.
#[derive(Debug, Clone)]
pub struct DueReport {
    /// As the plan states it.
    pub asked: ReportDue,
    /// Its last good days, in order; empty where it has none.
    pub due: Vec<Date>,
    /// Measures that it covers and that end after its last good day, if there are any.
    pub uncovered: Option<Uncovered>,
}

/// Measures that end after the report that is to cover them.
#[derive(Debug, Clone)]
pub struct Uncovered {
    /// Last good day of the report.
    pub due: Date,
    /// How many there are.
    pub count: usize,
    /// Last good day of the first of them.
    pub first_due: Date,
    /// Place of the first of them.
    pub first: Place,
}
