//! The account of one plan year against a later one: numbers, each with the records that it counts.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use crate::front_matter::EdgeKind;
use crate::model::ledger::{Balance, Ledger, Onward, Origin, RecordId};
use crate::model::view::{AccountLine, AccountView, Link};
use crate::plan::context::PageContext;
use crate::plan::subject::Subject;
use crate::plan::tables::between::{Became, Between};
use std::collections::BTreeSet;

impl PageContext<'_> {
    /// The account of `from` against `to`. For neighbouring plan years it is the ledger's balance;
    /// otherwise it counts what became of the records over the plan years between them.
    pub(crate) fn account(&self, body: &str, from: i16, to: i16, between: &Between) -> AccountView {
        let balances = self.plan.index.balances(body).iter();
        match balances.copied().find(|balance| balance.from == from && balance.to == to) {
            Some(balance) => self.account_of(balance),
            None => self.long_account(body, from, to, between),
        }
    }

    /// The account of a balance.
    pub(crate) fn account_of(&self, balance: &Balance) -> AccountView {
        let sides = Sides::new(self.ledger, &balance.body, balance.from, balance.to);
        let origin = |origin: Origin| {
            sides.now.iter().copied().filter(move |id| self.ledger.record(*id).origin == origin).collect()
        };
        let out = vec![
            self.line("carried", balance.carried, sides.carried()),
            self.line("taken_over", balance.taken_over, sides.became(&[Onward::TakenOver])),
            self.line("withheld", balance.withheld, sides.became(&[Onward::Withheld])),
            self.line(
                "unaccounted",
                balance.unaccounted,
                sides.became(&[Onward::Unaccounted, Onward::Resurfaced]),
            ),
        ];
        let into = vec![
            self.line("carried", balance.carried, Vec::new()),
            self.line("split_extra", balance.split_extra, sides.split()),
            AccountLine {
                minus: true,
                ..self.line("merge_absorbed", balance.merge_absorbed, sides.merged())
            },
            self.line("inherited", balance.inherited, origin(Origin::Inherited)),
            self.line("resurfaced", balance.resurfaced, origin(Origin::Resurfaced)),
            self.line("reopened", balance.reopened, origin(Origin::Reopened)),
            self.line("new", balance.new, origin(Origin::New)),
        ];
        self.assemble(&sides, out, into, &balance.years_without_documents)
    }

    fn long_account(&self, body: &str, from: i16, to: i16, between: &Between) -> AccountView {
        let sides = Sides::new(self.ledger, body, from, to);
        let of = |judged: &[(RecordId, Became)], wanted: Became| -> Vec<RecordId> {
            judged.iter().filter(|(_, became)| *became == wanted).map(|(id, _)| *id).collect()
        };
        let out = [
            Became::Carried,
            Became::Resurfaced,
            Became::Reopened,
            Became::ClosedBetween,
            Became::Elsewhere,
            Became::Withheld,
            Became::Unaccounted,
        ];
        let into = [
            (Became::Carried, "carried_ends"),
            (Became::Resurfaced, "interrupted_ends"),
            (Became::Reopened, "reopened_since_ends"),
            (Became::CameSince, "came_since"),
        ];
        let line = |key: &'static str, records: Vec<RecordId>| self.line(key, records.len(), records);
        let out = out.map(|became| line(became.key(), of(&between.left, became)));
        let into = into.map(|(became, key)| line(key, of(&between.now, became)));
        let account = self.assemble(&sides, out.into(), into.into(), &[]);
        AccountView { spans: true, ..account }
    }

    fn assemble(
        &self,
        sides: &Sides<'_>,
        out: Vec<AccountLine>,
        into: Vec<AccountLine>,
        gap: &[i16],
    ) -> AccountView {
        let Sides { body, from, to, .. } = *sides;
        let left = self.line("left", sides.left.len(), sides.left.clone());
        let of = |key: &str| out.iter().find(|line| line.key == key).map_or(0, |line| line.n);
        // What another body has taken over, or what is not public, is not this account's to follow.
        let followed = left.n - of("withheld") - of("taken_over") - of("elsewhere");
        AccountView {
            from: self.year_link(body, from),
            to: self.year_link(body, to),
            id: account_id(from, to),
            rate: rate(of("carried"), followed),
            rate_of: followed,
            running: self.is_running(body, to),
            left,
            out: out.into_iter().filter(is_worth_a_line).collect(),
            into: into.into_iter().filter(is_worth_a_line).collect(),
            records: self.line("records", sides.now.len(), sides.now.clone()),
            end: self.end_lines(&sides.now),
            gap: gap.to_vec(),
            spans: false,
        }
    }

    /// The records by status at the end of their year, the most serious first.
    fn end_lines(&self, records: &[RecordId]) -> Vec<AccountLine> {
        use crate::front_matter::Status;
        let with = |wanted: &dyn Fn(Status) -> bool| -> Vec<RecordId> {
            records.iter().copied().filter(|id| wanted(self.ledger.record(*id).status)).collect()
        };
        let lines = [
            ("unresolved_end", with(&Status::is_unresolved)),
            ("fixed", with(&|status| status == Status::Fixed)),
            ("dropped", with(&|status| status == Status::Dropped)),
        ];
        let lines = lines.into_iter().map(|(key, records)| self.line(key, records.len(), records));
        lines.filter(|line| line.n > 0).collect()
    }

    fn line(&self, key: &'static str, n: usize, records: Vec<RecordId>) -> AccountLine {
        let records = records.into_iter().map(|id| self.record_link(id)).collect::<Vec<Link>>();
        AccountLine { key, minus: false, n, records }
    }

    /// Address of a line in the account of `from` against `to`, on the page of the later year.
    pub(crate) fn account_href(&self, body: usize, from: i16, to: i16, key: &str) -> Option<String> {
        self.href_at(&Subject::Year { body, year: to }, &format!("{}-{key}", account_id(from, to)))
    }
}

/// Carried and unaccounted records always have a line; the others only where there are any.
fn is_worth_a_line(line: &AccountLine) -> bool {
    line.n > 0 || ["carried", "unaccounted", "new", "carried_ends"].contains(&line.key)
}

/// Prefix of the ids of an account's lines.
pub(crate) fn account_id(from: i16, to: i16) -> String {
    format!("k-{from}-{to}")
}

/// Share of `part` in `whole`, in hundredths, rounded; `None` where `whole` is zero.
pub(crate) fn rate(part: usize, whole: usize) -> Option<usize> {
    (whole > 0).then(|| (part * 200 + whole) / (whole * 2))
}

/// Two plan years of a body, and the edges between them.
struct Sides<'l> {
    ledger: &'l Ledger,
    body: &'l str,
    from: i16,
    to: i16,
    /// Unresolved records of the earlier year.
    left: Vec<RecordId>,
    /// Records of the later year.
    now: Vec<RecordId>,
    /// Edges from an unresolved record of the earlier year to a record of the later one.
    edges: Vec<(RecordId, RecordId, EdgeKind)>,
}

impl<'l> Sides<'l> {
    fn new(ledger: &'l Ledger, body: &'l str, from: i16, to: i16) -> Self {
        let left = ledger.records_of(body, from).iter().copied();
        let left: Vec<RecordId> = left.filter(|id| ledger.record(*id).status.is_unresolved()).collect();
        let now = ledger.records_of(body, to).to_vec();
        let is_left: BTreeSet<RecordId> = left.iter().copied().collect();
        let edges = now.iter().flat_map(|later| {
            let edges = ledger.record(*later).from.iter().filter(|edge| is_left.contains(&edge.from));
            edges.map(|edge| (edge.from, *later, edge.kind))
        });
        let edges = edges.collect();
        Self { ledger, body, from, to, left, now, edges }
    }

    /// Earlier records that a later one goes on from.
    fn carried(&self) -> Vec<RecordId> {
        self.left_in(self.edges.iter().map(|(earlier, ..)| *earlier).collect())
    }

    /// Earlier records with this outcome.
    fn became(&self, any_of: &[Onward]) -> Vec<RecordId> {
        let ids = self.left.iter().copied();
        ids.filter(|id| any_of.contains(&self.ledger.record(*id).onward)).collect()
    }

    /// Later records that are one part of an earlier one.
    fn split(&self) -> Vec<RecordId> {
        let parts = self.edges.iter().filter(|(.., kind)| *kind == EdgeKind::Split);
        let parts: BTreeSet<RecordId> = parts.map(|(_, later, _)| *later).collect();
        self.now.iter().copied().filter(|id| parts.contains(id)).collect()
    }

    /// Earlier records that were merged with others.
    fn merged(&self) -> Vec<RecordId> {
        let merged = self.edges.iter().filter(|(.., kind)| *kind == EdgeKind::Merged);
        self.left_in(merged.map(|(earlier, ..)| *earlier).collect())
    }

    fn left_in(&self, wanted: BTreeSet<RecordId>) -> Vec<RecordId> {
        self.left.iter().copied().filter(|id| wanted.contains(id)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::rate;

    #[test]
    fn rates_are_rounded() {
        assert_eq!(rate(2, 4), Some(50));
        assert_eq!(rate(1, 3), Some(33));
        assert_eq!(rate(2, 3), Some(67));
        assert_eq!(rate(0, 3), Some(0));
        assert_eq!(rate(0, 0), None);
    }
}
