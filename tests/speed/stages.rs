//! What each stage costs: `cargo bench --bench stages`, or with `-- render` for some of them.
//!
//! Stages up to the rendered page run on a corpus of 1,000 records, the writer on 20,000 files of 20 KB in 2,000
//! folders beside the floor, which writes the same bytes and does nothing else. All of it is in the folder for
//! temporary files: `TMPDIR=/dev/shm cargo bench --bench stages` leaves the disk out.

#[expect(dead_code, reason = "corpora for other programs are not measured here")]
#[path = "corpus/mod.rs"]
mod corpus;

use divan::Bencher;
use divan::counter::ItemsCount;
use khacphuc::front_matter::register::Register;
use khacphuc::language::Language;
use khacphuc::model::compiled::Compiled;
use khacphuc::model::ledger::Ledger;
use khacphuc::model::outline::{Around, Outline};
use khacphuc::model::strings::Strings;
use khacphuc::outline::{self, Volumes};
use khacphuc::plan::{self, Job, Plan, Site, Subject, Summary};
use khacphuc::render::Renderer;
use khacphuc::render::theme::Theme;
use khacphuc::resolve::{self, Moment};
use khacphuc::scan::{self, Scan};
use khacphuc::select::{Hidden, Selection};
use khacphuc::settings::{Config, Edition};
use khacphuc::source::Source;
use khacphuc::vietnamese::date::Date;
use khacphuc::{Options, parse};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

const RECORDS: usize = 1000;

/// The corpus; the folder is gone when the benchmarks are over.
static ROOT: OnceLock<PathBuf> = OnceLock::new();

static WORLD: LazyLock<World> = LazyLock::new(World::load);

static PLAN: LazyLock<Plan<'static>> = LazyLock::new(|| WORLD.plan());

/// The corpus after each stage, all of it as one volume.
struct World {
    settings: Options,
    scan: Scan,
    files: Vec<Compiled>,
    selection: Selection,
    outline: Outline,
    around: Around,
    frozen_years: BTreeMap<String, Date>,
    ledger: Ledger,
    summary: Summary,
    strings: Strings,
    theme: Theme,
}

impl World {
    fn load() -> Self {
        let as_of = corpus::prose::AS_OF.iso().parse().expect("the day of the corpus is a day");
        let settings = Options::plain(Config::default(), Edition::Public, Language::Vi, as_of);
        let scan = scan();
        let files = parse(&scan, &settings);
        let selection = select(&files);
        let outline = outline::outline(&selection.files);
        let around = around(&outline, &selection.files);
        let ledger = resolve(&selection, &outline, &around, &settings);
        let (summary, theme) = (Summary::default(), Theme::built_in());
        let renderer = Renderer::new(&theme, settings.language).expect("the built-in theme is right");
        let strings = renderer.strings().clone();
        let frozen_years = BTreeMap::new();
        Self {
            settings,
            scan,
            files,
            selection,
            outline,
            around,
            frozen_years,
            ledger,
            summary,
            strings,
            theme,
        }
    }

    fn plan(&self) -> Plan<'_> {
        let site = Site {
            config: &self.settings.config,
            language: self.settings.language,
            edition: self.settings.edition,
            as_of: self.settings.as_of,
            revision: None,
            around: &self.around,
            outline: &self.outline,
            is_common: true,
            pdf: false,
            summary: &self.summary,
            strings: &self.strings,
            files: &self.scan.assets,
            provenance: &self.scan.provenance,
            assets: &[],
            frozen: None,
            frozen_years: &self.frozen_years,
            findings: &[],
            sources: &self.scan.sources,
        };
        plan::plan(&self.ledger, &site)
    }
}

fn scan() -> Scan {
    let root = ROOT.get().expect("the corpus was made first");
    scan::scan(&root.join("content")).expect("the corpus can be read")
}

fn parse(scan: &Scan, settings: &Options) -> Vec<Compiled> {
    let headings = &settings.config.headings;
    let parse = |source: &Source| {
        let raw = source.read().expect("a file of the corpus can be read");
        parse::parse(source, &raw, headings).0
    };
    scan.sources.iter().filter_map(parse).collect()
}

fn select(files: &[Compiled]) -> Selection {
    let outline = outline::outline(files);
    Hidden::new(&outline, register(files), Edition::Public).select(files, Edition::Public)
}

fn register(files: &[Compiled]) -> Option<&Register> {
    files.iter().find_map(|file| match file {
        Compiled::Register(register) => Some(register.as_ref()),
        Compiled::Document(_) => None,
    })
}

/// What is known of the whole site outside its one volume: the documents that it cites.
fn around(outline: &Outline, files: &[Compiled]) -> Around {
    let (documents, _) = resolve::identify(outline, register(files));
    let mut arounds = outline::arounds(&Volumes::whole(), outline, &documents, &Hidden::default().paths);
    arounds.remove(Volumes::COMMON)
}

fn resolve(selection: &Selection, outline: &Outline, around: &Around, settings: &Options) -> Ledger {
    let moment = Moment { as_of: settings.as_of, edition: settings.edition };
    resolve::resolve(&selection.files, outline, around, moment).0
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (root, dialect) = (folder.path().join("corpus"), corpus::Dialect::Khacphuc);
    corpus::make(&corpus::Request { folder: root.clone(), records: RECORDS, seed: 1, dialect })
        .expect("the corpus can be made");
    ROOT.get_or_init(|| root);
    divan::main();
}

/// Stages that see the whole content.
#[divan::bench_group(sample_count = 20)]
mod whole {
    use super::*;

    #[divan::bench(name = "1 scan")]
    fn scan() -> Scan {
        super::scan()
    }

    #[divan::bench(name = "2 parse, one thread")]
    fn parse(bencher: Bencher<'_, '_>) {
        let World { scan, settings, .. } = &*WORLD;
        let files = ItemsCount::new(scan.sources.iter().count());
        bencher.counter(files).bench(|| super::parse(scan, settings));
    }

    #[divan::bench(name = "3 outline, select")]
    fn select() -> Selection {
        super::select(&WORLD.files)
    }

    #[divan::bench(name = "4 outline, cite")]
    fn outline() -> Around {
        let files = &WORLD.selection.files;
        super::around(&outline::outline(files), files)
    }

    #[divan::bench(name = "5 resolve")]
    fn resolve() -> Ledger {
        let World { selection, outline, around, settings, .. } = &*WORLD;
        super::resolve(selection, outline, around, settings)
    }

    #[divan::bench(name = "6 plan")]
    fn plan() -> Plan<'static> {
        WORLD.plan()
    }
}

/// The kinds of pages that most of a site consists of, or that are large.
const KINDS: [&str; 10] =
    ["record", "lineage", "paper", "year", "unit", "area", "compare", "official", "matrix", "body"];

fn kind(job: &Job) -> &'static str {
    match job.subject {
        Subject::Record(_) => "record",
        Subject::Lineage(_) => "lineage",
        Subject::Paper(_) => "paper",
        Subject::Year { .. } => "year",
        Subject::Unit { .. } => "unit",
        Subject::Area { .. } => "area",
        Subject::Compare { .. } => "compare",
        Subject::Official(_) => "official",
        Subject::Matrix(_) => "matrix",
        Subject::Body(_) => "body",
        _ => "other",
    }
}

/// Some pages of a kind, from all over the site.
fn pages(wanted: &str) -> Vec<&'static Job> {
    const SAMPLE: usize = 10;
    let all: Vec<&Job> = PLAN.jobs.iter().filter(|job| kind(job) == wanted).collect();
    all.iter().step_by(all.len().div_ceil(SAMPLE).max(1)).copied().collect()
}

/// Up to ten pages of a kind, one after the other.
#[divan::bench_group(sample_count = 20)]
mod page {
    use super::*;

    #[divan::bench(args = KINDS)]
    fn view(bencher: Bencher<'_, '_>, kind: &str) {
        let jobs = pages(kind);
        let pages = ItemsCount::new(jobs.len());
        bencher.counter(pages).bench(|| jobs.iter().map(|job| PLAN.view(job)).collect::<Vec<_>>());
    }

    #[divan::bench(args = KINDS)]
    fn render(bencher: Bencher<'_, '_>, kind: &str) {
        let renderer = Renderer::new(&WORLD.theme, Language::Vi).expect("the built-in theme is right");
        let views: Vec<_> = pages(kind).into_iter().map(|job| PLAN.view(job)).collect();
        let render = |view| renderer.render(view).expect("a page can be rendered");
        let pages = ItemsCount::new(views.len());
        bencher.counter(pages).bench(|| views.iter().map(render).collect::<Vec<_>>());
    }
}

/// Putting files into a folder.
mod write {
    use super::*;
    use khacphuc::write::{ContentHash, Receipts, Writer, Written};
    use rayon::prelude::*;
    use tempfile::TempDir;

    const FILES: usize = 20_000;
    const PAGE: &[u8] = &[b'x'; 20_000];

    static PATHS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let path = |file| format!("{}/{}/{}/{}.html", file / 500, file / 50 % 10, file / 10, file % 10);
        (0..FILES).map(path).collect()
    });

    fn folder() -> TempDir {
        tempfile::tempdir().expect("a folder can be made")
    }

    fn write(out: &Path, receipts: Receipts) -> (Written, Receipts) {
        let writer = Writer::open(out, receipts).expect("the folder can be opened");
        let content = ContentHash::of(PAGE);
        let put = |path: &String| match writer.keep(path, content) {
            Ok(true) => Ok(()),
            _ => writer.put(path, PAGE).map(|_| ()),
        };
        PATHS.par_iter().try_for_each(put).expect("files can be written");
        writer.finish().expect("files can be moved")
    }

    /// The same bytes, written straight to their places.
    #[divan::bench(name = "1 floor", sample_count = 5, sample_size = 1)]
    fn floor(bencher: Bencher<'_, '_>) {
        bencher.counter(ItemsCount::new(FILES)).with_inputs(folder).bench_values(|out| {
            let folders = PATHS.chunk_by(|a, b| Path::new(a).parent() == Path::new(b).parent());
            let folders = folders.filter_map(|files| Path::new(&files[0]).parent());
            folders
                .for_each(|folder| std::fs::create_dir_all(out.path().join(folder)).expect("a new folder"));
            let write = |path: &String| std::fs::write(out.path().join(path), PAGE);
            PATHS.par_iter().try_for_each(write).expect("files can be written");
            out
        });
    }

    #[divan::bench(name = "2 cold", sample_count = 5, sample_size = 1)]
    fn cold(bencher: Bencher<'_, '_>) {
        bencher.counter(ItemsCount::new(FILES)).with_inputs(folder).bench_values(|out| {
            write(out.path(), Receipts::default());
            out
        });
    }

    #[divan::bench(name = "3 unchanged, compared", sample_count = 5, sample_size = 1)]
    fn compared(bencher: Bencher<'_, '_>) {
        let out = folder();
        write(out.path(), Receipts::default());
        bencher.counter(ItemsCount::new(FILES)).bench(|| write(out.path(), Receipts::default()));
    }

    #[divan::bench(name = "4 unchanged, kept", sample_count = 5, sample_size = 1)]
    fn kept(bencher: Bencher<'_, '_>) {
        let out = folder();
        let (_, receipts) = write(out.path(), Receipts::default());
        let receipts = || receipts.clone();
        bencher
            .counter(ItemsCount::new(FILES))
            .with_inputs(receipts)
            .bench_values(|receipts| write(out.path(), receipts));
    }
}

/// A whole build, from the folder to the site.
mod build {
    use super::*;
    use khacphuc::Engine;
    use khacphuc::write::{Receipts, Writer, Written};

    fn build(out: &Path) -> Written {
        let World { settings, theme, .. } = &*WORLD;
        let scan = scan();
        let writer = Writer::open(out, Receipts::default()).expect("the folder can be opened");
        let draft = Engine::new(&scan, settings).expect("the corpus can be read");
        draft.build(theme, writer).expect("the corpus can be built").0
    }

    #[divan::bench(name = "1 cold", sample_count = 3, sample_size = 1)]
    fn cold(bencher: Bencher<'_, '_>) {
        let folder = || tempfile::tempdir().expect("a folder can be made");
        bencher.with_inputs(folder).bench_values(|out| {
            build(out.path());
            out
        });
    }

    #[divan::bench(name = "2 unchanged", sample_count = 3, sample_size = 1)]
    fn unchanged(bencher: Bencher<'_, '_>) {
        let out = tempfile::tempdir().expect("a folder can be made");
        build(out.path());
        bencher.bench(|| build(out.path()));
    }
}
