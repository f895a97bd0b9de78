//! No circle of edges goes unreported, and none is reported that is not there.
//!
//! The graphs are arbitrary: edges may lead into the future, to the record itself, and across bodies that name each
//! other their successor.

use crate::corpus::{AS_OF, Files, data, day, of_code, scan_of, settings};
use crate::{cases, ledger};
use khacphuc::Engine;
use khacphuc::diagnostic::Code;
use khacphuc::language::Language;
use khacphuc::model::ledger::Ledger;
use khacphuc::settings::Edition;
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeSet;
use std::fmt;

/// Body, year, name.
type Node = (usize, i16, usize);

#[derive(Clone)]
struct Graph {
    /// The successor of each body.
    heirs: Vec<Option<usize>>,
    nodes: Vec<Node>,
    /// Which nodes are internal.
    internal: BTreeSet<usize>,
    /// From the later record to the one that it carries on from, as their authors see it.
    edges: BTreeSet<(usize, usize)>,
}

const BODIES: [&str; 3] = ["dong", "nam", "tay"];

fn graphs() -> impl Strategy<Value = Graph> {
    let heirs = vec(proptest::option::of(0..3usize), 1..=3);
    let nodes = btree_set((0..3usize, 2015..2019i16, 0..3usize), 1..14);
    (heirs, nodes, vec((any::<Index>(), any::<Index>()), 0..16), vec(any::<Index>(), 0..3)).prop_map(
        |(heirs, nodes, edges, internal)| {
            let count = heirs.len();
            let nodes: Vec<Node> = nodes.into_iter().filter(|(body, ..)| *body < count).collect();
            let at = |chosen: Index| chosen.index(nodes.len().max(1));
            let edges =
                edges.into_iter().filter(|_| !nodes.is_empty()).map(|(a, b)| (at(a), at(b))).collect();
            let internal = internal.into_iter().map(at).collect();
            Graph {
                heirs: heirs.into_iter().map(|heir| heir.filter(|heir| *heir < count)).collect(),
                nodes,
                internal,
                edges,
            }
        },
    )
}

impl Graph {
    fn files(&self) -> Files {
        let mut files = Files::new();
        for (body, heir) in self.heirs.iter().enumerate() {
            let heir = heir.map_or(String::new(), |heir| format!("successor: {{body: {}}}\n", BODIES[heir]));
            files.insert(
                format!("{}/index.md", BODIES[body]),
                format!("---\nkind: body\nname: B\n{heir}---\n# B\n"),
            );
        }
        for (index, (body, year, name)) in self.nodes.iter().enumerate() {
            let carries: Vec<String> =
                self.edges.iter().filter(|(from, _)| *from == index).map(|(_, to)| self.entry(*to)).collect();
            let audience = if self.internal.contains(&index) { "audience: internal\n" } else { "" };
            let text = format!(
                "---\nkind: deficiency\ndeficiency: k{name}\nstatus: open\n{audience}carries: [{}]\n---\n# K\n",
                carries.join(", ")
            );
            files.insert(format!("{}/{year}/r{name}.md", BODIES[*body]), text);
        }
        files
    }

    fn entry(&self, to: usize) -> String {
        let (body, year, name) = self.nodes[to];
        format!("{{from: {}/{year}/k{name}}}", BODIES[body])
    }

    /// The edges that follow from names: each record to the latest one before it.
    fn implied(&self) -> BTreeSet<(usize, usize)> {
        let before = |later: &Node| {
            let namesakes = self.nodes.iter().enumerate();
            let namesakes =
                namesakes.filter(|(_, node)| node.0 == later.0 && node.2 == later.2 && node.1 < later.1);
            namesakes.max_by_key(|(_, node)| node.1).map(|(index, _)| index)
        };
        self.nodes.iter().enumerate().filter_map(|(index, node)| Some((index, before(node)?))).collect()
    }
}

impl fmt::Debug for Graph {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.files().iter().try_for_each(|(path, text)| writeln!(formatter, "==> content/{path}\n{text}"))
    }
}

/// Whether anything can be reached from itself: the closure of the edges, taken step by step.
fn has_circle(nodes: usize, edges: &BTreeSet<(usize, usize)>) -> bool {
    let mut reached = edges.clone();
    for _ in 0..nodes {
        let further = reached.iter().flat_map(|(from, middle)| {
            edges.iter().filter(move |(start, _)| start == middle).map(move |(_, to)| (*from, *to))
        });
        let further: BTreeSet<_> = further.collect();
        reached.extend(further);
    }
    reached.iter().any(|(from, to)| from == to)
}

/// The edges that the ledger keeps.
fn kept(ledger: &Ledger) -> BTreeSet<(usize, usize)> {
    let edges =
        ledger.records().flat_map(|(id, record)| record.from.iter().map(move |edge| (id.0, edge.from.0)));
    edges.collect()
}

proptest! {
    #![proptest_config(cases(300))]

    /// A circle among the edges that authors state is reported as one, and nothing else is.
    #[test]
    fn a_stated_circle_is_reported_and_no_other(graph in graphs()) {
        let (_, found) = ledger(&scan_of(&graph.files()), Edition::Internal);
        let reported = !of_code(&found, Code::CarryCycle).is_empty();
        prop_assert_eq!(reported, has_circle(graph.nodes.len(), &graph.edges));
    }

    /// A circle that the edges of names help to close is a mistake as well: one of its edges leads into the future.
    #[test]
    fn a_circle_through_namesakes_is_a_mistake(graph in graphs()) {
        let (_, found) = ledger(&scan_of(&graph.files()), Edition::Internal);
        let all = graph.edges.union(&graph.implied()).copied().collect();
        if has_circle(graph.nodes.len(), &all) {
            let codes = [Code::CarryCycle, Code::CarryToFuture];
            prop_assert!(found.iter().any(|found| codes.contains(&found.code)));
        }
    }

    /// Where the ledger itself still holds a circle, it has been reported.
    #[test]
    fn the_ledger_holds_no_circle_in_silence(graph in graphs()) {
        let (ledger, found) = ledger(&scan_of(&graph.files()), Edition::Internal);
        if of_code(&found, Code::CarryCycle).is_empty() {
            prop_assert!(!has_circle(graph.nodes.len(), &kept(&ledger)));
        }
    }

    /// Whatever the circles, every edition comes to an end and its balances add up.
    #[test]
    fn circles_do_no_harm(graph in graphs()) {
        let scan = scan_of(&graph.files());
        for edition in [Edition::Internal, Edition::Public] {
            let settings = settings(edition, Language::Vi);
            let read = data(&Engine::new(&scan, &settings).unwrap());
            for balance in &read.balances {
                let went = balance.carried + balance.taken_over + balance.withheld + balance.unaccounted;
                prop_assert_eq!(balance.unresolved, went);
                let came = balance.carried + balance.split_extra + balance.inherited + balance.resurfaced;
                prop_assert_eq!(balance.records + balance.merge_absorbed, came + balance.reopened + balance.new);
            }
            prop_assert!(read.lineages.iter().all(|lineage| lineage.years_outstanding <= day(AS_OF).year()));
        }
    }
}
