//! The account of one plan year against a later one, each number with what it counts.

use super::Subject;
use super::desk::Desk;
use super::state::{ancestors, descendants};
use crate::model::document::EdgeKind;
use crate::model::ledger::{Balance, Edge, Ledger, Origin, RecordId};
use crate::model::view::{AccountLine, AccountView, Link, State};

impl Desk<'_> {
    /// The account of `from` against `to`. Between neighbours it is the ledger's balance; where plan
    /// years lie between them, edges are followed through those.
    pub(super) fn account(&self, body: &str, from: i16, to: i16) -> AccountView {
        let balance = self
            .ledger
            .balances
            .iter()
            .find(|balance| balance.body == body && balance.from == from && balance.to == to);
        match balance {
            Some(balance) => self.account_of(balance),
            None => self.long_account(body, from, to),
        }
    }

    /// The account that a balance keeps.
    pub(super) fn account_of(&self, balance: &Balance) -> AccountView {
        let sides = Sides::new(self.ledger, &balance.body, balance.from, balance.to);
        let origin = |origin: Origin| {
            sides.now.iter().copied().filter(move |id| self.ledger.record(*id).origin == origin).collect()
        };
        let out = vec![
            self.line("carried", balance.carried, sides.left_where(|id| sides.is_carried(id))),
            self.line("withheld", balance.withheld, sides.left_where(|id| sides.is_withheld(id))),
            self.line("unaccounted", balance.unaccounted, sides.left_where(|id| sides.is_lost(id))),
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
        self.assemble(
            &balance.body,
            (balance.from, balance.to),
            &sides,
            (out, into),
            &balance.years_without_documents,
        )
    }

    fn long_account(&self, body: &str, from: i16, to: i16) -> AccountView {
        let sides = Sides::new(self.ledger, body, from, to);
        let goes_on =
            |id: &RecordId| descendants(self.ledger, *id).iter().any(|later| sides.now.contains(later));
        let (carried, rest): (Vec<_>, Vec<_>) = sides.left.iter().copied().partition(goes_on);
        let of =
            |fate: State| rest.iter().copied().filter(|id| self.fate(*id, to) == fate).collect::<Vec<_>>();
        let (withheld, closed, lost) = (of(State::Withheld), of(State::Fixed), of(State::Unaccounted));
        let behind =
            |id: &RecordId| ancestors(self.ledger, *id).iter().any(|earlier| sides.left.contains(earlier));
        let (ends, others): (Vec<_>, Vec<_>) = sides.now.iter().copied().partition(behind);
        let out = vec![
            self.line("carried", carried.len(), carried),
            self.line("closed_between", closed.len(), closed),
            self.line("withheld", withheld.len(), withheld),
            self.line("unaccounted", lost.len(), lost),
        ];
        let into =
            vec![self.line("carried_ends", ends.len(), ends), self.line("came_since", others.len(), others)];
        let account = self.assemble(body, (from, to), &sides, (out, into), &[]);
        AccountView { spans: true, ..account }
    }

    /// What became of an unresolved record that the later year `to` does not have, over all that came
    /// from it in between: where part of it was closed and part was lost, the worse is said.
    pub(super) fn fate(&self, id: RecordId, to: i16) -> State {
        let all = std::iter::once(id).chain(descendants(self.ledger, id)).map(|id| self.ledger.record(id));
        let ends = all.filter(|record| {
            record.year < to && record.into.iter().all(|id| self.ledger.record(*id).year > to)
        });
        let fates = ends.map(|record| match () {
            () if record.withheld => State::Withheld,
            () if record.status.is_unresolved() => State::Unaccounted,
            () => State::Fixed,
        });
        fates.min().unwrap_or(State::Unaccounted)
    }

    fn assemble(
        &self,
        body: &str,
        (from, to): (i16, i16),
        sides: &Sides<'_>,
        (out, into): (Vec<AccountLine>, Vec<AccountLine>),
        gap: &[i16],
    ) -> AccountView {
        let left = self.line("left", sides.left.len(), sides.left.clone());
        let carried = out.first().map_or(0, |line| line.n);
        AccountView {
            from: self.year_link(body, from),
            to: self.year_link(body, to),
            id: account_id(from, to),
            rate: rate(carried, left.n),
            left,
            out: out.into_iter().filter(is_worth_a_line).collect(),
            into: into.into_iter().filter(is_worth_a_line).collect(),
            records: self.line("records", sides.now.len(), sides.now.clone()),
            end: self.end_lines(&sides.now),
            gap: gap.to_vec(),
            spans: false,
        }
    }

    /// How records stand at the end of their year: the most serious first.
    fn end_lines(&self, records: &[RecordId]) -> Vec<AccountLine> {
        use crate::model::document::Status;
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

    /// Where the account of `from` against `to` stands: on the page of the later year.
    pub(super) fn account_href(&self, body: usize, from: i16, to: i16, key: &str) -> Option<String> {
        self.href_at(&Subject::Year { body, year: to }, &format!("{}-{key}", account_id(from, to)))
    }
}

/// What was carried and what vanished is always said; the rest only where there is any.
fn is_worth_a_line(line: &AccountLine) -> bool {
    line.n > 0 || matches!(line.key, "carried" | "unaccounted" | "new" | "carried_ends")
}

/// Prefix of the ids of an account's lines.
pub(super) fn account_id(from: i16, to: i16) -> String {
    format!("k-{from}-{to}")
}

/// Share of `part` in `whole`, in hundredths, rounded; none where there is nothing to share.
pub(super) fn rate(part: usize, whole: usize) -> Option<usize> {
    (whole > 0).then(|| (part * 200 + whole) / (whole * 2))
}

/// Two plan years and the edges between them.
struct Sides<'l> {
    ledger: &'l Ledger,
    /// Unresolved records of the earlier year.
    left: Vec<RecordId>,
    /// Records of the later year.
    now: Vec<RecordId>,
}

impl<'l> Sides<'l> {
    fn new(ledger: &'l Ledger, body: &str, from: i16, to: i16) -> Self {
        let left = ledger.records_of(body, from).iter().copied();
        let left = left.filter(|id| ledger.record(*id).status.is_unresolved()).collect();
        Self { ledger, left, now: ledger.records_of(body, to).to_vec() }
    }

    fn edges(&self) -> impl Iterator<Item = (RecordId, &'l Edge)> {
        let ledger = self.ledger;
        let edges =
            self.now.iter().flat_map(move |id| ledger.record(*id).from.iter().map(move |edge| (*id, edge)));
        edges.filter(|(_, edge)| self.left.contains(&edge.from))
    }

    fn left_where(&self, wanted: impl Fn(RecordId) -> bool) -> Vec<RecordId> {
        self.left.iter().copied().filter(|id| wanted(*id)).collect()
    }

    fn is_carried(&self, id: RecordId) -> bool {
        self.edges().any(|(_, edge)| edge.from == id)
    }

    fn is_withheld(&self, id: RecordId) -> bool {
        !self.is_carried(id) && self.ledger.record(id).withheld
    }

    fn is_lost(&self, id: RecordId) -> bool {
        !self.is_carried(id) && !self.ledger.record(id).withheld
    }

    /// Later records that are parts of an earlier one.
    fn split(&self) -> Vec<RecordId> {
        self.now_where(EdgeKind::Split)
    }

    /// Earlier records that went into one together with others.
    fn merged(&self) -> Vec<RecordId> {
        self.left_where(|id| self.edges().any(|(_, edge)| edge.from == id && edge.kind == EdgeKind::Merged))
    }

    fn now_where(&self, kind: EdgeKind) -> Vec<RecordId> {
        let ids = self.now.iter().copied();
        ids.filter(|id| self.edges().any(|(later, edge)| later == *id && edge.kind == kind)).collect()
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
