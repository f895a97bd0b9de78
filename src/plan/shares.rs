//! Shares: what each body of a volume adds to the files of the whole site, in the formats of `export`.
//! Apart from `summarise`, which adds to pages.

use super::volume::Plan;
use crate::codec::{self, Packed};
use crate::export::data::csv;
use crate::export::data::table::DataTable;
use crate::export::gather::{File, Share, Shares};
use crate::export::{calendar, feed, search};

/// The shares of the bodies of a volume.
pub fn shares(plan: &Plan<'_>) -> Shares {
    let bodies = plan.ledger.bodies.iter().enumerate().map(|(index, body)| {
        let mut share = share(plan, index);
        add_search(&mut share, &body.id, body.short_name(), plan.entries(body));
        (body.id.clone(), share)
    });
    let mut shares: Shares = bodies.collect();
    if plan.is_common() {
        add_search(shares.entry(String::new()).or_default(), "", "", plan.common_entries());
    }
    shares
}

/// The share of one body in the data files. A body without events adds nothing to the calendar, so that no
/// empty calendar is written.
fn share(plan: &Plan<'_>, index: usize) -> Share {
    let body = &plan.ledger.bodies[index];
    let (data, words) = (plan.data(index), plan.words(body));
    let tables = DataTable::ALL.into_iter().filter(|table| *table != DataTable::Documents);
    let tables = tables.map(|table| (File::Table(table), csv::fragment(table, data, words).into()));
    let events = plan.events(index, None);
    let dates = || codec::encode(&Packed::new(&calendar::events(&events, plan.as_of())));
    let calendar = (!events.is_empty()).then(|| (File::Calendar, dates().into()));
    let feed = (File::Feed, feed::fragment(plan.news(index)).into());
    let ledger = (File::Ledger, data.fragment().into());
    [ledger, feed].into_iter().chain(tables).chain(calendar).collect()
}

fn add_search(share: &mut Share, body: &str, name: &str, entries: Vec<search::SearchEntry<'_>>) {
    let search::Share { index, terms, runs } = search::Share::of(name, entries);
    share.insert(File::SearchIndex, index);
    share.insert(File::SearchTerms(String::new()), terms);
    let runs = runs.into_iter().enumerate();
    share.extend(runs.map(|(number, run)| (File::SearchRun(body.to_owned(), number), run)));
}
