//! One document per diagnostic code: the smallest site that shows it, and what the tool says.
//!
//! `tests/mistakes/<code>.md` reads as documentation. `file`, `link` and `pipe` blocks make the site; `output 1` is what
//! `khacphuc check --as-of 2023-12-31 --language vi` says on standard error, with its exit status,
//! and `output en 1` the same in English. A line `args: …` adds arguments, and a line `also: …`
//! names the codes of other diagnostics that the site cannot help showing.

mod support;

use khacphuc::diagnostic::Code;
use khacphuc::language::Language;
use serde_json::Value;
use std::collections::BTreeSet;
use support::{
    Block, Change, Document, Run, assert_none, difference, documents, is_blessing, khacphuc, make_link,
    make_pipe, write_file,
};

const LANGUAGES: [&str; 2] = ["vi", "en"];

/// Documents whose name begins like this show several mistakes at once, and belong to no code.
const COLLECTION: &str = "_";

fn fixtures() -> Vec<Document> {
    let mut fixtures = documents("mistakes");
    // Elsewhere not everyone may make symbolic links, and pipes are not among files.
    let is_of_unix = |block: &Block| block.is("link") || block.is("pipe");
    fixtures.retain(|fixture| cfg!(unix) || !fixture.blocks.iter().any(is_of_unix));
    fixtures
}

fn is_of_one_code(fixture: &&Document) -> bool {
    !fixture.name.starts_with(COLLECTION)
}

/// The block that says what the tool says in a language.
fn output<'d>(fixture: &'d Document, language: &str) -> Option<&'d Block> {
    fixture.blocks.iter().find(|block| is_output(block, language))
}

fn is_output(block: &Block, language: &str) -> bool {
    block.is("output") && (block.info.get(1).is_some_and(|word| word == "en") == (language == "en"))
}

/// The words behind an output's fence.
fn info(language: &str, status: i32) -> String {
    match language {
        "en" => format!("output en {status}"),
        _ => format!("output {status}"),
    }
}

/// What the tool says of a fixture's site.
fn check(fixture: &Document, language: &str) -> Run {
    check_with(fixture, language, &[])
}

/// The same with other arguments.
fn check_with(fixture: &Document, language: &str, others: &[&str]) -> Run {
    let site = tempfile::tempdir().expect("a temporary folder can be made");
    fixture.blocks.iter().filter(|block| block.is("file")).for_each(|block| write_file(site.path(), block));
    fixture.blocks.iter().filter(|block| block.is("link")).for_each(|block| make_link(site.path(), block));
    fixture.blocks.iter().filter(|block| block.is("pipe")).for_each(|block| make_pipe(site.path(), block));
    let mut args: Vec<String> =
        ["check", "--as-of", "2023-12-31", "--language", language].map(str::to_owned).to_vec();
    args.extend(fixture.words("args"));
    args.extend(others.iter().map(|arg| (*arg).to_owned()));
    khacphuc(site.path(), &args)
}

/// `content/tay-ninh/2021/plan.md:3:7` of every excerpt, in order.
fn places(output: &str) -> Vec<&str> {
    let marks = ["--> ", "::: "];
    output
        .lines()
        .filter_map(|line| marks.iter().find_map(|mark| line.trim_start().strip_prefix(mark)))
        .collect()
}

/// Codes of the diagnostics in an output, in order.
fn codes(output: &str) -> Vec<&str> {
    let titles = output
        .lines()
        .filter(|line| !line.starts_with([' ', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']));
    titles.filter_map(|line| line.split_once("]: ")?.0.split_once('[').map(|(_, code)| code)).collect()
}

/// `{name}` that should have been filled.
fn placeholders(text: &str) -> BTreeSet<&str> {
    let inner = text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name);
    inner
        .filter(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
        .collect()
}

/// Compares what a fixture says with what the tool says; where they differ, a complaint and the
/// change that would mend it.
fn compare(fixture: &Document, language: &str) -> Option<(String, Option<Change>)> {
    let name = &fixture.name;
    let run = check(fixture, language);
    if !run.stdout.is_empty() {
        return Some((format!("{name}: nothing is wrong in {language}, it says: {}", run.stdout), None));
    }
    let Some(block) = fixture.blocks.iter().position(|block| is_output(block, language)) else {
        return Some((format!("{name}: no output in {language}"), None));
    };
    let expected = &fixture.blocks[block];
    let (old, new) = (expected.info.join(" "), info(language, run.status));
    if old == new && expected.text == run.stderr {
        return None;
    }
    let complaint = format!("{name}: {old} → {new}\n{}", difference(&expected.text, &run.stderr));
    Some((complaint, Some(Change { block, info: new, text: run.stderr })))
}

#[test]
fn the_tool_says_what_the_fixtures_say() {
    let mut complaints = Vec::new();
    for fixture in &fixtures() {
        let differences = LANGUAGES.into_iter().filter_map(|language| compare(fixture, language));
        let mut changes = Vec::new();
        for (complaint, change) in differences {
            match change {
                Some(change) if is_blessing(fixture) => changes.push(change),
                _ => complaints.push(complaint),
            }
        }
        fixture.bless(&changes);
    }
    assert_none(&complaints);
}

#[test]
fn every_code_has_a_fixture_and_every_fixture_a_code() {
    let fixtures = fixtures();
    let of_one_code = fixtures.iter().filter(is_of_one_code);
    let names: BTreeSet<&str> = of_one_code.map(|fixture| fixture.name.as_str()).collect();
    let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    let missing = codes.difference(&names).map(|code| format!("{code}: no fixture"));
    let orphans = names.difference(&codes).map(|name| format!("{name}: no such code"));
    assert_none(&missing.chain(orphans).collect::<Vec<_>>());
}

#[test]
fn every_fixture_reads_as_documentation() {
    let mut complaints = Vec::new();
    for fixture in fixtures().iter().filter(is_of_one_code) {
        let prose = fixture.prose();
        let mut lines = prose.lines().filter(|line| !line.trim().is_empty());
        if lines.next() != Some(&format!("# {}", fixture.name)) {
            complaints.push(format!("{}: it does not begin with its code as heading", fixture.name));
        }
        if lines.next().is_none_or(|line| line.starts_with("args:") || line.starts_with("also:")) {
            complaints.push(format!("{}: it does not say what it is about", fixture.name));
        }
    }
    assert_none(&complaints);
}

#[test]
fn every_fixture_shows_its_own_code_and_nothing_unannounced() {
    let mut complaints = Vec::new();
    for fixture in fixtures().iter().filter(is_of_one_code) {
        let announced: BTreeSet<String> =
            fixture.words("also").into_iter().chain([fixture.name.clone()]).collect();
        for language in LANGUAGES {
            let shown = output(fixture, language).map_or("", |block| &block.text);
            let shown: BTreeSet<String> = codes(shown).into_iter().map(str::to_owned).collect();
            if shown != announced {
                complaints
                    .push(format!("{} ({language}): announced {announced:?}, shown {shown:?}", fixture.name));
            }
        }
    }
    assert_none(&complaints);
}

#[test]
fn both_languages_say_the_same_of_the_same_places() {
    let mut complaints = Vec::new();
    for fixture in &fixtures() {
        let [Some(vi), Some(en)] = LANGUAGES.map(|language| output(fixture, language)) else { continue };
        if places(&vi.text) != places(&en.text) || codes(&vi.text) != codes(&en.text) {
            complaints.push(format!("{}: places or codes differ", fixture.name));
        }
        if vi.info.last() != en.info.last() {
            complaints.push(format!("{}: exit status differs", fixture.name));
        }
    }
    assert_none(&complaints);
}

#[test]
fn nothing_is_left_unfilled() {
    let mut complaints = Vec::new();
    for fixture in &fixtures() {
        for block in fixture.blocks.iter().filter(|block| block.is("output")) {
            complaints
                .extend(placeholders(&block.text).iter().map(|name| format!("{}: {{{name}}}", fixture.name)));
        }
    }
    assert_none(&complaints);
}

#[test]
fn both_wordings_speak_of_the_same_things() {
    let wording = |code: &Code, language| format!("{} {}", code.message(language), code.help(language));
    let differ = |code: &&Code| {
        placeholders(&wording(code, Language::Vi)) != placeholders(&wording(code, Language::En))
            || code.help(Language::Vi).is_empty() != code.help(Language::En).is_empty()
    };
    let complaints: Vec<String> =
        Code::ALL.iter().filter(differ).map(|code| format!("{code}: wordings differ")).collect();
    assert_none(&complaints);
}

/// Codes that do not begin with `unknown-` and are about a name that is not there all the same.
const NAMING: [&str; 3] = ["body-missing", "broken-fragment", "carry-to-nothing"];

#[test]
fn what_is_not_known_comes_with_what_is() {
    let mut complaints = Vec::new();
    let wanted = [("vi", "có thể dùng: ", "có phải là `"), ("en", "allowed: ", "did you mean `")];
    for fixture in &fixtures() {
        if !fixture.name.starts_with("unknown-") && !NAMING.contains(&fixture.name.as_str()) {
            continue;
        }
        for (language, allowed, nearest) in wanted {
            let shown = output(fixture, language).map_or("", |block| &block.text);
            if !shown.contains(allowed) || !shown.contains(nearest) {
                complaints.push(format!("{} ({language}): no list or no nearest match", fixture.name));
            }
        }
    }
    assert_none(&complaints);
}

#[test]
fn one_run_reports_every_mistake() {
    let fixtures = fixtures();
    let collection = fixtures.iter().find(|fixture| fixture.name == "_all-at-once").expect("it is there");
    let shown = output(collection, "vi").map_or("", |block| &block.text);
    let kinds: BTreeSet<&str> = codes(shown).into_iter().collect();
    let files: BTreeSet<&str> = places(shown).iter().filter_map(|place| place.split(':').next()).collect();
    assert!(kinds.len() >= 12, "{} kinds: {kinds:?}", kinds.len());
    assert!(files.len() >= 5, "{} files: {files:?}", files.len());
}

/// What an author may leave open is named on the page of the quality of the records, in both languages.
#[test]
fn every_finding_has_a_name() {
    let strings = [
        include_str!("../themes/default/strings/vi.toml"),
        include_str!("../themes/default/strings/en.toml"),
    ];
    let nameless = Code::ALL.iter().filter(|code| code.can_be_waived()).filter(|code| {
        let line = format!("\n{} = \"", code.name());
        !strings.iter().all(|strings| strings.contains(&line))
    });
    assert_eq!(nameless.map(|code| code.name()).collect::<Vec<_>>(), [""; 0]);
}

/// Every message comes with what to do: in words, or as the values that are allowed.
#[test]
fn every_mistake_has_a_remedy() {
    let fixtures = fixtures();
    let shows_values = |code: &Code| {
        let fixture = fixtures.iter().find(|fixture| fixture.name == code.name());
        let output = fixture.and_then(|fixture| output(fixture, "en"));
        output.is_some_and(|output| output.text.contains("= help: "))
    };
    let without = Code::ALL.iter().filter(|code| code.help(Language::En).is_empty() && !shows_values(code));
    assert_eq!(without.map(|code| code.name()).collect::<Vec<_>>(), [""; 0]);
}

/// What a report says of one place: code, path, line and column in characters.
type Reported = (String, String, u64, u64);

fn text<'v>(value: &'v Value, at: &str) -> &'v str {
    value.pointer(at).and_then(Value::as_str).expect(at)
}

fn number(value: &Value, at: &str) -> u64 {
    value.pointer(at).and_then(Value::as_u64).expect(at)
}

fn each<'v>(value: &'v Value, at: &str) -> &'v [Value] {
    value.pointer(at).and_then(Value::as_array).expect(at)
}

/// The title of each excerpt with its first place.
fn for_people(output: &str) -> Vec<Reported> {
    let mut found = Vec::new();
    let mut code = None;
    for line in output.lines() {
        let title = codes(line).first().map(|code| (*code).to_owned());
        code = title.or(code);
        let Some(place) = places(line).first().copied().filter(|_| code.is_some()) else { continue };
        let mut parts = place.rsplitn(3, ':');
        let mut next = || parts.next().expect("a place has three parts");
        let (column, line, path) = (next(), next(), next());
        let number = |digits: &str| digits.parse().expect("a number");
        found.push((code.take().expect("it is there"), path.to_owned(), number(line), number(column)));
    }
    found
}

fn unescape_address(uri: &str) -> String {
    percent_encoding::percent_decode_str(uri).decode_utf8().expect("an address is UTF-8").into_owned()
}

/// Every format says the same as the excerpts, each in its own way of counting, and ends the run alike.
#[test]
fn every_format_says_what_the_excerpts_say() {
    let mut complaints = Vec::new();
    for fixture in &fixtures() {
        let run = |format: &str| check_with(fixture, "vi", &["--format", format]);
        let read = |run: &Run| -> Value {
            serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{}: {error}", run.stdout))
        };
        let human = run("human");
        let mut expected = for_people(&human.stderr);
        expected.sort();
        let mut agree = |format: &str, mut found: Vec<Reported>| {
            found.sort();
            if found != expected {
                complaints.push(format!("{}: {format}: {found:?} instead of {expected:?}", fixture.name));
            }
        };
        let runs = ["json", "sarif", "rdjson", "gitlab", "github"].map(run);
        for run in &runs {
            assert_eq!((run.status, run.stderr.as_str()), (human.status, ""), "{}", fixture.name);
        }
        let [json, sarif, rdjson, gitlab, github] = &runs;
        let json = read(json);
        let of_json = |found: &Value| {
            let at = |key| number(found, key);
            let path = text(found, "/at/path").to_owned();
            (text(found, "/code").to_owned(), path, at("/at/start/line"), at("/at/start/column"))
        };
        agree("json", each(&json, "/findings").iter().map(of_json).collect());
        let sarif = read(sarif);
        let of_sarif = |found: &Value| {
            let region = |key: &str| number(found, &format!("/locations/0/physicalLocation/region/{key}"));
            let rules = format!("/runs/0/tool/driver/rules/{}/id", number(found, "/ruleIndex"));
            assert_eq!(text(found, "/ruleId"), text(&sarif, &rules));
            let uri = text(found, "/locations/0/physicalLocation/artifactLocation/uri");
            let code = text(found, "/ruleId").to_owned();
            (code, unescape_address(uri), region("startLine"), region("startColumn"))
        };
        agree("sarif", each(&sarif, "/runs/0/results").iter().map(of_sarif).collect());
        // Columns of rdjson are bytes, which the JSON has beside the characters.
        let rdjson = read(rdjson);
        let columns = each(&json, "/findings").iter().zip(each(&rdjson, "/diagnostics"));
        let of_rdjson = |(own, found): (&Value, &Value)| {
            assert_eq!(number(own, "/at/start/byte"), number(found, "/location/range/start/column"));
            let path = text(found, "/location/path").to_owned();
            let line = number(found, "/location/range/start/line");
            (text(found, "/code/value").to_owned(), path, line, number(own, "/at/start/column"))
        };
        agree("rdjson", columns.map(of_rdjson).collect());
        let gitlab = read(gitlab);
        let columns = each(&json, "/findings").iter().zip(gitlab.as_array().expect("it is a list"));
        let of_gitlab = |(own, found): (&Value, &Value)| {
            let path = text(found, "/location/path").to_owned();
            let line = number(found, "/location/lines/begin");
            (text(found, "/check_name").to_owned(), path, line, number(own, "/at/start/column"))
        };
        agree("gitlab", columns.map(of_gitlab).collect());
        let prints: BTreeSet<&str> =
            each(&json, "/findings").iter().map(|f| text(f, "/fingerprint")).collect();
        assert_eq!(prints.len(), each(&json, "/findings").len(), "{}: fingerprints", fixture.name);
        assert_eq!(github.stdout.lines().count(), expected.len(), "{}: one line each", fixture.name);
    }
    assert_none(&complaints);
}

/// Codes that have exactly one remedy, at least in the form that their document shows.
const MENDED: [&str; 4] = ["digit-look-alike", "look-alike", "not-nfc", "front-matter-syntax"];

/// How often each code is found in each file of a site.
fn found_in(site: &std::path::Path, args: &[String]) -> Vec<(String, String)> {
    let args: Vec<String> = args.iter().cloned().chain(["--format", "json"].map(str::to_owned)).collect();
    let report: Value = serde_json::from_str(&khacphuc(site, &args).stdout).expect("a report");
    let of = |found: &Value| (text(found, "/code").to_owned(), text(found, "/at/path").to_owned());
    each(&report, "/findings").iter().map(of).collect()
}

/// `--fix` mends what has one remedy: that is not found any more, and nothing new is. Where it changes
/// nothing, no byte is touched.
#[test]
fn what_has_one_remedy_is_mended() {
    let mut mended = BTreeSet::new();
    for fixture in &fixtures() {
        let site = tempfile::tempdir().expect("a temporary folder can be made");
        fixture
            .blocks
            .iter()
            .filter(|block| block.is("file"))
            .for_each(|block| write_file(site.path(), block));
        fixture
            .blocks
            .iter()
            .filter(|block| block.is("link"))
            .for_each(|block| make_link(site.path(), block));
        let mut args = ["check", "--as-of", "2023-12-31"].map(str::to_owned).to_vec();
        args.extend(fixture.words("args"));
        let before = found_in(site.path(), &args);
        let fix: Vec<String> = args.iter().cloned().chain(["--fix", "--yes"].map(str::to_owned)).collect();
        let run = khacphuc(site.path(), &fix);
        let after = found_in(site.path(), &args);
        let count = |found: &[(String, String)], one: &(String, String)| {
            found.iter().filter(|other| *other == one).count()
        };
        for one in &after {
            assert!(count(&after, one) <= count(&before, one), "{}: {one:?} is new", fixture.name);
        }
        let is_changed = run.stdout.starts_with("--- a/");
        assert_eq!(is_changed, after.len() < before.len(), "{}: {}", fixture.name, run.stdout);
        mended.extend(before.iter().filter(|one| count(&after, one) == 0).map(|(code, _)| code.clone()));
    }
    let missing: Vec<_> = MENDED.iter().filter(|code| !mended.contains(**code)).collect();
    assert!(missing.is_empty(), "nothing shows that {missing:?} is mended");
}
