//! Resolve: from files compiled alone to the [`Ledger`], by the law of carry-over.
//!
//! Runs whole every time: it only walks maps of metadata. Order of business, each step using
//! what the ones before it found:
//!
//! 1. `corpus`: which files belong to which body;
//! 2. `records`: records and papers, with units, areas and measures checked;
//! 3. `documents`: which official document each number means;
//! 4. `edges`: what goes on from what, and no cycle among it;
//! 5. `carry`: origin, onward, promises, balances;
//! 6. `lineages`: one deficiency over the years;
//! 7. `reports`: reports that plans ask for, against the measures that they cover;
//! 8. `figures`: indicators, and two values of one;
//! 9. `findings`: what the record leaves open.

mod carry;
mod corpus;
mod documents;
mod edges;
mod figures;
mod findings;
mod lineages;
mod records;
mod reports;

use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::model::document::Compiled;
use crate::model::ledger::Ledger;

/// What the ledger depends on besides the content.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// The day on which lateness is judged.
    pub as_of: Date,
    /// The edition that `files` were selected for; only a public one honours `withheld`.
    pub edition: Edition,
}

/// Links all files of one edition. Every mistake and finding is reported; the ledger is as
/// complete as they allow.
pub fn resolve(files: &[Compiled], moment: Moment) -> (Ledger, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let corpus = corpus::gather(files, &mut diagnostics);
    let mut ledger = records::read(&corpus, moment, &mut diagnostics);
    documents::identify(&corpus, &mut ledger, &mut diagnostics);
    records::reread(&mut ledger, moment);
    edges::connect(&corpus, &mut ledger, &mut diagnostics);
    carry::judge(&mut ledger, moment);
    lineages::follow(&mut ledger, moment);
    reports::cover(&mut ledger);
    figures::merge(&mut ledger, &mut diagnostics);
    findings::report(&ledger, &mut diagnostics);
    (ledger, diagnostics)
}
