//! Resolve: from the files of a volume to its [`Ledger`], by the law of carry-over.
//!
//! What the numbers of documents mean is found for the whole site at once ([`identify`]), and what a
//! volume has to know of it is its [`Around`]. Then each volume runs whole: it only walks maps of
//! metadata. Order of business, each step using what the ones before it found:
//!
//! 1. `corpus`: which files belong to which body;
//! 2. `records`: records and papers, with units, areas and measures checked;
//! 3. `relations`: what they name, and which official document each citation means;
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
mod moment;
mod records;
mod relations;
mod reports;

pub use documents::identify;
pub use moment::Moment;

use crate::diagnostic::Diagnostic;
use crate::model::compiled::Compiled;
use crate::model::ledger::Ledger;
use crate::model::outline::{Around, Outline};

/// Links all files of one volume in one edition. Every mistake and finding is reported; the ledger is
/// as complete as they allow. The outline of the site is there for what a mistake was meant to be.
pub fn resolve(
    files: &[Compiled],
    outline: &Outline,
    around: &Around,
    moment: Moment,
) -> (Ledger, Vec<Diagnostic>) {
    let (ledger, mut diagnostics) = link(files, outline, around, moment);
    findings::report(&ledger, &mut diagnostics);
    (ledger, diagnostics)
}

/// The ledger alone, for who knows already what there is to say about it.
pub fn ledger(files: &[Compiled], outline: &Outline, around: &Around, moment: Moment) -> Ledger {
    link(files, outline, around, moment).0
}

fn link(files: &[Compiled], outline: &Outline, around: &Around, moment: Moment) -> (Ledger, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let corpus = corpus::gather(files, outline, &mut diagnostics);
    let mut ledger = records::read(&corpus, moment, &mut diagnostics);
    relations::relate(outline, around, &mut ledger, &mut diagnostics);
    records::reread(&mut ledger, moment);
    edges::connect(&corpus, &mut ledger, &mut diagnostics);
    carry::judge(&mut ledger, moment);
    lineages::follow(&mut ledger, moment);
    reports::cover(&mut ledger);
    figures::merge(&mut ledger, &mut diagnostics);
    (ledger, diagnostics)
}
