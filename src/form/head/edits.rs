//! What is changed where it stands: values, items of lists, and the lines of entries that come and go.

use super::fresh::flow;
use super::layout::{Writer, entry};
use crate::edit_script::edit_script;
use crate::form::value::Value;
use crate::source::Span;
use crate::table::{Field, Node, NodeValue, Takes};
use similar::DiffOp;

/// Parts of a text and what is to stand there.
pub(super) type Edits = Vec<(Span, String)>;

impl Writer<'_> {
    /// Changes fields of a table. `fields` are all that it can have, in their order.
    pub(super) fn table(
        &self,
        node: &Node,
        entries: &[(Node, Node)],
        fields: &[Field],
        wanted: &[(&Field, &Value)],
        edits: &mut Edits,
    ) -> Option<()> {
        let found = |field: &Field| entry(entries, field.key);
        let is_same = |(field, value): &&(&Field, &Value)| {
            Value::of(found(field).map(|(_, node)| node), field).as_ref() == Some(*value)
        };
        let changed: Vec<_> = wanted.iter().filter(|pair| !is_same(pair)).copied().collect();
        let is_moved = |(field, value): &(&Field, &Value)| found(field).is_none() || value.is_nothing();
        if self.is_flow(node) && changed.iter().any(is_moved) {
            edits.push((node.span.start..self.end(node), self.flow_table(entries, fields, &changed)));
            return Some(());
        }
        let gone: Vec<&str> =
            changed.iter().filter(|(_, value)| value.is_nothing()).map(|(field, _)| field.key).collect();
        for (field, value) in changed {
            match (found(field), value.is_nothing()) {
                (Some(entry), true) => edits.push((self.removal(entry, entries), String::new())),
                (Some((_, node)), false) => self.node(node, field, value, edits)?,
                (None, true) => {}
                (None, false) => {
                    let order = |key: &str| fields.iter().position(|field| field.key == key);
                    let own = order(field.key);
                    let is_above = |(key, _): &&(Node, Node)| {
                        let key = key.text();
                        !gone.contains(&key) && (key == "kind" || order(key).is_some_and(|at| Some(at) < own))
                    };
                    let above = entries.iter().rfind(is_above).or(entries.last())?;
                    let at = self.line_end(self.entry_end(above));
                    edits.push((at..at, self.fresh_entry(field, value, &self.indent(&above.0))));
                }
            }
        }
        Some(())
    }

    /// The bytes that go with an entry: its lines, or what stands before the next entry where an item of a list
    /// begins on its line.
    fn removal(&self, found: &(Node, Node), entries: &[(Node, Node)]) -> Span {
        let start = self.line_start(found.0.span.start);
        let is_alone = self.text[start..found.0.span.start].trim().is_empty();
        let next = entries.iter().find(|(key, _)| key.span.start > found.0.span.start);
        match (is_alone, next) {
            (false, Some((key, _))) => found.0.span.start..key.span.start,
            _ => self.lines(found),
        }
    }

    fn node(&self, node: &Node, field: &Field, wanted: &Value, edits: &mut Edits) -> Option<()> {
        match (&node.value, wanted) {
            (NodeValue::List(items), Value::List(wanted)) if field.is_list => {
                self.list(node, items, &field.takes, wanted, edits)
            }
            (_, Value::List(wanted)) => match wanted.as_slice() {
                [only] => self.one(node, &field.takes, only, edits),
                _ => None,
            },
            _ => self.one(node, &field.takes, wanted, edits),
        }
    }

    fn one(&self, node: &Node, takes: &Takes, wanted: &Value, edits: &mut Edits) -> Option<()> {
        match (&node.value, takes, wanted) {
            (
                NodeValue::Table(entries),
                Takes::Table(fields) | Takes::TextOrTable(fields),
                Value::Table(values),
            ) => {
                let pair = |(key, value)| Some((fields.iter().find(|field| field.key == key)?, value));
                let pairs: Vec<_> = values.iter().filter_map(|(key, value)| pair((*key, value))).collect();
                self.table(node, entries, fields, &pairs, edits)
            }
            (NodeValue::Scalar(_), _, Value::Text(_) | Value::Table(_)) => {
                let former = &self.text[node.span.clone()];
                let new = flow(wanted, takes, former, self.is_in_flow(node));
                edits.push((node.span.start..self.end(node), new));
                Some(())
            }
            _ => None,
        }
    }

    /// Whether a scalar stands between brackets, as far as its line tells: what is quoted too often is read as well.
    fn is_in_flow(&self, node: &Node) -> bool {
        let before = &self.text[self.line_start(node.span.start)..node.span.start];
        let after = &self.text[self.end(node)..self.line_end(node.span.end)];
        before.contains(['[', '{']) || after.trim_start().starts_with([',', ']', '}'])
    }

    /// Changes items of a list: those that differ where they stand, as many as there were and are.
    fn list(
        &self,
        node: &Node,
        items: &[Node],
        takes: &Takes,
        wanted: &[Value],
        edits: &mut Edits,
    ) -> Option<()> {
        let known: Vec<Value> = items.iter().map(|item| Value::one(item, takes)).collect::<Option<_>>()?;
        for op in edit_script(&known, wanted) {
            if matches!(op, DiffOp::Equal { .. }) {
                continue;
            }
            let (old, new) = (op.old_range(), op.new_range());
            let both = old.len().min(new.len());
            for (item, value) in items[old.clone()].iter().zip(&wanted[new.clone()]) {
                self.one(item, takes, value, edits)?;
            }
            let (gone, come) = (old.start + both..old.end, &wanted[new.start + both..new.end]);
            if !gone.is_empty() {
                edits.push((self.items_removal(node, items, gone), String::new()));
            }
            if !come.is_empty() {
                edits.push(self.items_insertion(node, items, old.start + both, come, takes)?);
            }
        }
        Some(())
    }

    fn items_removal(&self, node: &Node, items: &[Node], gone: Span) -> Span {
        let (first, last) = (&items[gone.start], &items[gone.end - 1]);
        match (self.is_flow(node), items.get(gone.end), gone.start.checked_sub(1)) {
            (false, _, _) => self.line_start(first.span.start)..self.line_end(self.end(last)),
            (true, Some(next), _) => first.span.start..next.span.start,
            (true, None, Some(before)) => self.end(&items[before])..self.end(last),
            (true, None, None) => first.span.start..self.end(last),
        }
    }

    /// Items that come before the item `at`.
    fn items_insertion(
        &self,
        node: &Node,
        items: &[Node],
        at: usize,
        come: &[Value],
        takes: &Takes,
    ) -> Option<(Span, String)> {
        let before = at.checked_sub(1).map(|before| &items[before]);
        if self.is_flow(node) {
            let new: Vec<String> = come.iter().map(|value| flow(value, takes, "", true)).collect();
            return Some(match before.or(items.first()) {
                None => (node.span.start + 1..node.span.start + 1, new.join(", ")),
                Some(beside) => {
                    // Items that have lines of their own go on having them.
                    let start = self.line_start(beside.span.start);
                    let blank = &self.text[start..beside.span.start];
                    let between = if blank.trim().is_empty() && start > node.span.start {
                        format!(",\n{blank}")
                    } else {
                        ", ".to_owned()
                    };
                    match before {
                        Some(before) => {
                            let at = self.end(before);
                            (at..at, new.iter().map(|new| format!("{between}{new}")).collect())
                        }
                        None => {
                            let at = beside.span.start;
                            (at..at, new.iter().map(|new| format!("{new}{between}")).collect())
                        }
                    }
                }
            });
        }
        let beside = before.or(items.first())?;
        let start = self.line_start(beside.span.start);
        let lead = &self.text[start..beside.span.start];
        let is_short = self.is_flow(beside) || matches!(beside.value, NodeValue::Scalar(_));
        let new: Option<String> = come
            .iter()
            .map(|value| match is_short {
                true => Some(format!("{lead}{}\n", flow(value, takes, "", self.is_flow(beside)))),
                false => self.fresh_item(lead, value, takes),
            })
            .collect();
        let at = if before.is_some() { self.line_end(self.end(beside)) } else { start };
        Some((at..at, new?))
    }
}
