//! Laws of the whole, over generated corpora.
//!
//! | module | holds |
//! |---|---|
//! | `world` | what a corpus says, as plain data, and how one is made up |
//! | `strip` | the same corpus with everything internal deleted by hand |
//! | `text` | the corpus as Markdown files |
//! | `account` | the law of carry-over, worked out slowly and apart from the program |
//! | `reading`, `readers` | what a site shows, read from its bytes; each kind of page and file held against that law |
//! | `answers`, `balance`, `begin`, `cms`, `order`, `cycles`, `codec`, `contradictions`, `editions`, `links`, `list`, `mend`, `rebuild`, `reports`, `search`, `slips`, `suggest`, `syntax`, `words`, `writing` | the laws |

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../support/corpus.rs"]
mod corpus;
#[allow(dead_code, reason = "its own command line uses more of it")]
#[path = "../speed/corpus/mod.rs"]
mod generated;
#[allow(dead_code, reason = "the tests of the shipped site use more of it")]
#[path = "../site/html.rs"]
mod html;
#[allow(dead_code, reason = "the tests of the shipped site use more of it")]
#[path = "../site/links.rs"]
mod site_links;

mod account;
mod answers;
mod balance;
mod begin;
mod cms;
mod codec;
mod contradictions;
mod cycles;
mod editions;
mod links;
mod list;
mod mend;
mod order;
mod readers;
mod reading;
mod rebuild;
mod reports;
mod search;
mod slips;
mod strip;
mod suggest;
mod syntax;
mod text;
mod words;
mod world;
mod writing;

use khacphuc::diagnostic::Diagnostic;
use khacphuc::model::compiled::Compiled;
use khacphuc::model::ledger::Ledger;
use khacphuc::outline::{self, Volumes};
use khacphuc::resolve::{self, Moment};
use khacphuc::scan::Scan;
use khacphuc::select::Hidden;
use khacphuc::settings::{Edition, Headings};
use proptest::test_runner::{Config, RngSeed};

/// How many cases a law is tried on, always the same ones: a change is judged by what it changes. `PROPTEST_RNG_SEED`
/// and `PROPTEST_CASES` try others, and more of them.
fn cases(count: u32) -> Config {
    let mut config = Config { failure_persistence: None, max_shrink_iters: 4000, ..Config::default() };
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(2021);
    }
    if config.cases == Config::default().cases && config.cases == 256 {
        config.cases = count;
    }
    config
}

/// Files compiled alone, and their mistakes.
fn compile(scan: &Scan) -> (Vec<Compiled>, Vec<Diagnostic>) {
    let headings = Headings::default();
    let compiled =
        scan.sources.iter().map(|source| khacphuc::parse::parse(source, &source.read().unwrap(), &headings));
    let (files, mistakes): (Vec<_>, Vec<_>) = compiled.unzip();
    (files.into_iter().flatten().collect(), mistakes.into_iter().flatten().collect())
}

/// The ledger of one edition, and all mistakes on the way to it.
fn ledger(scan: &Scan, edition: Edition) -> (Ledger, Vec<Diagnostic>) {
    let (files, mut mistakes) = compile(scan);
    let hidden = Hidden::new(&outline::outline(&files), None, edition);
    let files = hidden.select(&files, edition).files;
    let outline = outline::outline(&files);
    let (documents, found) = resolve::identify(&outline, None);
    mistakes.extend(found);
    let arounds = outline::arounds(&Volumes::whole(), &outline, &documents, &hidden.paths);
    let moment = Moment { as_of: corpus::day(corpus::AS_OF), edition };
    let (ledger, found) = resolve::resolve(&files, &outline, &arounds[Volumes::COMMON], moment);
    mistakes.extend(found);
    (ledger, mistakes)
}
