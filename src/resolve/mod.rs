//! Resolve: links the files of a volume, and judges what became of each deficiency.
//!
//! Takes the compiled files of one volume, the outline of the site, and the volume's [`Around`]; gives its
//! [`Ledger`], with mistakes and findings. It stands apart from parsing because it compares files with
//! one another, and from planning because it knows no pages. What the numbers of documents mean is found for the
//! whole site beforehand ([`identify`]). The steps, each using the results of those before it:
//!
//! 1. `corpus`: which files belong to which body;
//! 2. `records`: records and papers, with units, areas and measures checked;
//! 3. `relations`: the plans and documents that they name, and which document each citation means;
//! 4. `edges`: which record continues which earlier one, without cycles;
//! 5. `carry`: where each record comes from, what became of it, promises kept, the balance of each year;
//! 6. `lineages`: one deficiency over the years;
//! 7. `reports`: reports that plans ask for, against the measures that they cover;
//!    `turned`: statuses that were changed after the reports that there are;
//! 8. `figures`: indicators, and those with two values that differ;
//! 9. `findings`: what the records leave open; `order`: days and words that contradict one another.

mod carry;
mod corpus;
mod documents;
mod edges;
mod figures;
mod findings;
mod lineages;
mod moment;
mod order;
mod records;
mod relations;
mod reports;
mod turned;

pub use documents::identify;
pub use moment::Moment;

use crate::diagnostic::Diagnostic;
use crate::model::compiled::Compiled;
use crate::model::ledger::Ledger;
use crate::model::outline::{Around, Outline};

/// Links all files of one volume in one edition. Every mistake and finding is reported; the ledger is as
/// complete as they allow. The outline of the site serves to suggest what was meant by a mistake.
pub fn resolve(
    files: &[Compiled],
    outline: &Outline,
    around: &Around,
    moment: Moment,
) -> (Ledger, Vec<Diagnostic>) {
    let (ledger, mut diagnostics) = link(files, outline, around, moment);
    findings::report(&ledger, &mut diagnostics);
    order::report(&ledger, moment, &mut diagnostics);
    (ledger, diagnostics)
}

/// What papers declare against the records that the `public` edition has, which may be fewer than `everything`
/// has.
pub fn declared_in_public(everything: &Ledger, public: &Ledger) -> Vec<Diagnostic> {
    findings::declared_in_public(everything, public)
}

/// The ledger alone, for a caller that already has the diagnostics.
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
    turned::mark(&mut ledger, &around.turned);
    figures::merge(&mut ledger, &mut diagnostics);
    (ledger, diagnostics)
}
