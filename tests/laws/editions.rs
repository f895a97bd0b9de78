//! What is internal changes nothing in the public edition, and what is left out makes nothing in it false.

use crate::account::Account;
use crate::corpus::{AS_OF, arg, data, day, differences, errors, scan_of, settings, tree};
use crate::text::files;
use crate::world::{Key, World, worlds};
use crate::{cases, strip};
use khacphuc::Engine;
use khacphuc::diagnostic::Level;
use khacphuc::front_matter::{Basis, EdgeKind, Status};
use khacphuc::language::Language;
use khacphuc::model::ledger::{Onward, Origin, PromiseOutcome};
use khacphuc::settings::Edition;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Looks at what a build of a corpus has.
fn draft<T>(world: &World, edition: Edition, look: impl FnOnce(&Engine<'_>) -> T) -> T {
    let (scan, settings) = (scan_of(&files(world)), settings(edition, Language::Vi));
    look(&Engine::new(&scan, &settings).unwrap())
}

/// Records of which the public edition could not speak truthfully, as the mistakes name them.
fn untrue(draft: &Engine<'_>) -> BTreeSet<String> {
    let reported = draft.findings().reported.iter();
    let found =
        reported.filter(|found| found.level == Level::Error && found.code.name().starts_with("public-"));
    found.map(|found| arg(found, "found")).collect()
}

fn is_stopped_by_its_truth(draft: &Engine<'_>) -> bool {
    !untrue(draft).is_empty()
}

proptest! {
    #![proptest_config(cases(96))]

    /// The public data is that of the content from which everything internal was deleted by hand.
    #[test]
    fn public_data_is_that_of_the_stripped_content(world in worlds(3, 5)) {
        let public = draft(&world, Edition::Public, |draft| (!is_stopped_by_its_truth(draft)).then(|| draft.data().unwrap()));
        if let Some(public) = public {
            let stripped = draft(&strip::public(&world), Edition::Public, |draft| draft.data().unwrap());
            let lines = |json: &[u8]| String::from_utf8_lossy(json).lines().map(str::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(lines(&public), lines(&stripped));
        }
    }

    /// Nothing that is internal stands in the public data.
    #[test]
    fn public_data_has_no_findings(world in worlds(2, 3)) {
        prop_assert!(draft(&world, Edition::Public, data).findings.is_none());
    }

    /// A corpus that is put together as it should be has no mistake.
    #[test]
    fn a_sound_corpus_has_no_mistake(world in worlds(3, 5)) {
        prop_assert_eq!(draft(&world, Edition::Internal, |draft| errors(&draft.findings().reported)), [""; 0]);
    }

    /// What the public edition says of a record is so in the whole, or it says that it cannot tell; otherwise the build is
    /// stopped at that record, and at no other.
    #[test]
    fn a_public_edition_that_would_be_false_is_stopped(world in worlds(2, 5)) {
        let expected: BTreeSet<String> = falsehoods(&world).iter().map(|(_, year, name)| format!("{year}/{name}")).collect();
        prop_assert_eq!(draft(&world, Edition::Public, untrue), expected);
    }
}

proptest! {
    #![proptest_config(cases(500))]

    /// Where an internal record stood between two of one name, the later one goes on from the earlier one in the public
    /// edition. That must not bring an edge to a closed record that does not say `reopened`: no author may write one.
    #[test]
    fn no_closed_record_goes_on_by_leaving_records_out(world in worlds(1, 5)) {
        let left = strip::public(&world);
        let status: BTreeMap<Key, Status> = left.records().map(|(key, record)| (key, record.status)).collect();
        let public = accounts(&world, &left).1.judged();
        let edges = public.iter().flat_map(|(key, judged)| judged.from.iter().map(move |(earlier, edge)| (key, earlier, edge)));
        let wrong = |(_, earlier, (kind, _)): &(&Key, &Key, &(EdgeKind, Basis))| {
            !status[*earlier].is_unresolved() && *kind != EdgeKind::Reopened
        };
        let wrong: Vec<_> = edges.filter(wrong).collect();
        prop_assert!(wrong.is_empty() || is_stopped(&world), "{:?}", wrong);
    }
}

fn is_stopped(world: &World) -> bool {
    draft(world, Edition::Public, |draft| draft.findings().has_errors())
}

proptest! {
    #![proptest_config(cases(6))]

    /// The same holds for the whole site, byte for byte: pages, names of files, the list of what was written.
    #[test]
    fn the_public_site_is_that_of_the_stripped_content(world in worlds(2, 3)) {
        if !draft(&world, Edition::Public, is_stopped_by_its_truth) {
            let public = draft(&world, Edition::Public, tree);
            let stripped = draft(&strip::public(&world), Edition::Public, tree);
            let differences = differences(&stripped, &public);
            prop_assert!(differences.is_empty(), "{}", differences[..differences.len().min(5)].join("\n"));
        }
    }
}

fn accounts<'w>(world: &'w World, left: &'w World) -> (Account<'w>, Account<'w>) {
    let year = day(AS_OF).year();
    (Account::new(world, Edition::Internal, year), Account::new(left, Edition::Public, year))
}

/// Public records of which the public edition would say what is not so.
fn falsehoods(world: &World) -> Vec<Key> {
    let left = strip::public(world);
    let (full, public) = accounts(world, &left);
    let (judged, shown) = (full.judged(), public.judged());
    let status: BTreeMap<Key, Status> = left.records().map(|(key, record)| (key, record.status)).collect();
    let is_false = |key: &&Key| {
        let (judged, shown_here) = (&judged[*key], &shown[*key]);
        // That a successor has taken it over is so, whatever its own body keeps to itself.
        let is_taken_over = (shown_here.onward, judged.onward) == (Onward::TakenOver, Onward::Carried);
        let onward = shown_here.onward != judged.onward
            && !is_taken_over
            && !matches!(shown_here.onward, Onward::Latest | Onward::Withheld);
        let back_from_withheld = (shown_here.origin, judged.origin) == (Origin::Resurfaced, Origin::Carried)
            && shown_here.from.keys().all(|earlier| shown[earlier].onward == Onward::Withheld);
        let origin = shown_here.origin != judged.origin && !back_from_withheld;
        // An internal record reopened it in between: in public it goes on from a closed one without a word.
        let silent = shown_here.from.iter().any(|(earlier, (kind, _))| {
            !status[earlier].is_unresolved()
                && *kind != EdgeKind::Reopened
                && !judged.from.contains_key(earlier)
        });
        onward
            || origin
            || silent
            || is_promise_false(full.promise(key), public.promise(key))
            || full.since(key) != public.since(key)
    };
    shown.keys().filter(is_false).cloned().collect()
}

/// Whether a promise reads as kept or broken, and was not.
fn is_promise_false(full: Option<(i16, PromiseOutcome)>, shown: Option<(i16, PromiseOutcome)>) -> bool {
    let tells = matches!(shown, Some((_, PromiseOutcome::Kept | PromiseOutcome::Broken)));
    tells && full != shown
}
