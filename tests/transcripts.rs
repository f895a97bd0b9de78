//! Sessions at the command line, call by call.
//!
//! `tests/transcripts/*.md` are documents with `console` blocks. A call is a line `$ khacphuc …`;
//! below it stands what it prints, lines of standard error behind `! `, and its exit status. Empty
//! lines and spaces at the end of a line do not matter.
//!
//! ```text
//! $ khacphuc check
//! Không có gì phải sửa.
//! [exit 0]
//! ```
//!
//! Everything in one document happens in one temporary folder, in order. `[..]` stands for anything
//! within a line, and a line `[...]` for any lines at all; times are written `[..]` before they are
//! compared. A `file` block writes a file when its turn comes. Besides `khacphuc` there are:
//!
//! | call | does |
//! |---|---|
//! | `$ LC_ALL=… khacphuc …` | calls with another value in its environment |
//! | `$ cd DIR` | goes to a folder for the calls that follow |
//! | `$ rm PATH` | removes a file or folder |
//! | `$ keep DIR` | remembers every file below a folder, byte by byte |
//! | `$ unchanged DIR` | fails unless they are what was remembered |
//! | `$ head PATH` | prints the first five lines of a file |
//! | `$ git …` | calls git, as somebody whom it knows, and says only whether that went well |

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::{
    Block, Change, Document, Run, assert_none, difference, documents, is_blessing, khacphuc_with, write_file,
};

/// Every file below a folder, by its path in it.
type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// What calls leave behind for the ones that follow.
struct Session {
    root: tempfile::TempDir,
    /// Where calls are made, below the root.
    folder: PathBuf,
    kept: BTreeMap<String, Tree>,
}

/// One call and what is expected of it.
struct Call<'t> {
    command: &'t str,
    expected: String,
}

impl Session {
    fn new() -> Self {
        let root = tempfile::tempdir().expect("a temporary folder can be made");
        Self { root, folder: PathBuf::new(), kept: BTreeMap::new() }
    }

    fn path(&self, below: &str) -> PathBuf {
        self.root.path().join(&self.folder).join(below)
    }

    /// Makes a call, and says what came of it in the words of a transcript.
    fn call(&mut self, command: &str) -> String {
        let mut words = words(command);
        let is_command = |word: &String| !word.contains('=');
        let environment = words.drain(..words.iter().position(is_command).unwrap_or(0)).collect::<Vec<_>>();
        let environment: Vec<_> = environment.iter().filter_map(|word| word.split_once('=')).collect();
        let argument = words.get(1).cloned().unwrap_or_default();
        match words.first().map(String::as_str) {
            Some("khacphuc") => shown(&khacphuc_with(&environment, &self.path(""), &words[1..])),
            Some("cd") => {
                self.folder.push(&argument);
                if self.path("").is_dir() { String::new() } else { status(1) }
            }
            Some("rm") => status(i32::from(!remove(&self.path(&argument)))),
            Some("keep") => {
                let tree = tree(&self.path(&argument));
                let count = tree.len();
                self.kept.insert(argument, tree);
                status(i32::from(count == 0))
            }
            Some("unchanged") => {
                let same = self.kept.get(&argument) == Some(&tree(&self.path(&argument)));
                status(i32::from(!same))
            }
            Some("head") => head(&self.path(&argument)),
            Some("git") => status(i32::from(!git(&self.path(""), &words[1..]))),
            _ => format!("no such call: {command}\n"),
        }
    }

    /// Plays a block; its calls with what came of them.
    fn play<'t>(&mut self, block: &'t Block) -> Vec<(Call<'t>, String)> {
        let calls = calls(&block.text);
        calls
            .into_iter()
            .map(|call| (self.call(call.command), call))
            .map(|(came, call)| (call, came))
            .collect()
    }
}

/// Words of a command line; what stands between double quotes is one word.
fn words(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate().flat_map(|(index, part)| match index % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    parts.collect()
}

fn status(status: i32) -> String {
    format!("[exit {status}]\n")
}

fn shown(run: &Run) -> String {
    let errors: String =
        run.stderr.lines().map(|line| format!("! {line}").trim_end().to_owned() + "\n").collect();
    let mut out = run.stdout.clone();
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    without_times(&format!("{out}{errors}{}", status(run.status)))
}

/// `(0,12 giây)` and `(0.12 s)` as `([..] giây)` and `([..] s)`.
fn without_times(text: &str) -> String {
    let mut shown = String::new();
    for line in text.split_inclusive('\n') {
        let time = line.rsplit_once('(').and_then(|(before, after)| {
            let (number, unit) = after.split_once(' ')?;
            let is_time = number.starts_with(|first: char| first.is_ascii_digit())
                && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b',' || byte == b'.');
            (is_time && (unit.starts_with("giây)") || unit.starts_with("s)")))
                .then(|| format!("{before}([..] {unit}"))
        });
        shown.push_str(&time.unwrap_or_else(|| line.to_owned()));
    }
    shown
}

fn remove(path: &Path) -> bool {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    removed.is_ok()
}

fn head(path: &Path) -> String {
    match fs::read_to_string(path) {
        Ok(text) => text.lines().take(5).map(|line| format!("{line}\n")).collect::<String>() + &status(0),
        Err(_) => status(1),
    }
}

fn git(folder: &Path, arguments: &[String]) -> bool {
    let who = ["-c", "user.name=Ban", "-c", "user.email=ban@example.vn", "-c", "init.defaultBranch=main"];
    let mut git = Command::new("git");
    let output = git.current_dir(folder).args(who).args(arguments).env_remove("GIT_DIR").output();
    output.is_ok_and(|output| output.status.success())
}

fn tree(root: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let bytes = fs::read(&path).expect("a file can be read");
                    let below = path.strip_prefix(root).expect("it is below the folder");
                    tree.insert(below.to_owned(), bytes);
                }
            }
        }
    }
    tree
}

fn calls(text: &str) -> Vec<Call<'_>> {
    let mut calls: Vec<Call<'_>> = Vec::new();
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix("$ "), calls.last_mut()) {
            (Some(command), _) => calls.push(Call { command: command.trim_end(), expected: String::new() }),
            (None, Some(call)) => call.expected.push_str(line),
            (None, None) => {}
        }
    }
    calls
}

/// Whether lines match, with `[...]` for any lines.
fn agree(expected: &[&str], actual: &[&str]) -> bool {
    match expected {
        [] => actual.is_empty(),
        ["[...]", rest @ ..] => (0..=actual.len()).any(|skipped| agree(rest, &actual[skipped..])),
        [line, rest @ ..] => actual
            .split_first()
            .is_some_and(|(first, others)| line_agrees(line, first) && agree(rest, others)),
    }
}

/// Whether one line matches, with `[..]` for anything in it.
fn line_agrees(expected: &str, actual: &str) -> bool {
    let Some((before, after)) = expected.split_once("[..]") else { return expected == actual };
    actual.strip_prefix(before).is_some_and(|rest| {
        let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        ends.into_iter().any(|at| line_agrees(after, &rest[at..]))
    })
}

/// A call as a block has it.
fn written(command: &str, expected: &str) -> String {
    format!("$ {command}\n{expected}")
}

/// Plays one transcript; complaints about it.
fn play(transcript: &Document) -> Vec<String> {
    let mut session = Session::new();
    let mut complaints = Vec::new();
    let mut changes = Vec::new();
    for (number, block) in transcript.blocks.iter().enumerate() {
        if block.is("file") {
            write_file(session.root.path(), block);
        }
        if !block.is("console") {
            continue;
        }
        let mut text = String::new();
        for (call, came) in session.play(block) {
            let expected: Vec<&str> =
                call.expected.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
            let actual: Vec<&str> = came.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
            let fits = agree(&expected, &actual);
            text.push_str(&written(call.command, if fits { &call.expected } else { &came }));
            if !fits {
                let difference = difference(&call.expected, &came);
                complaints.push(format!("{}: $ {}\n{difference}", transcript.name, call.command));
            }
        }
        changes.push(Change { block: number, info: block.info.join(" "), text });
    }
    if is_blessing(transcript) {
        transcript.bless(&changes);
        complaints.clear();
    }
    complaints
}

#[test]
fn the_tool_does_what_the_transcripts_say() {
    let transcripts = documents("transcripts");
    assert!(!transcripts.is_empty());
    assert_none(&transcripts.iter().flat_map(play).collect::<Vec<_>>());
}

#[test]
fn wildcards_match() {
    assert!(line_agrees("a [..] c", "a b c"));
    assert!(line_agrees("[..]", ""));
    assert!(!line_agrees("a [..] c", "a b d"));
    assert!(agree(&["x", "[...]", "z"], &["x", "y", "y", "z"]));
    assert!(agree(&["[...]"], &[]));
    assert!(!agree(&["x"], &["x", "y"]));
}

#[test]
fn times_are_taken_out() {
    assert_eq!(without_times("public: 3 tệp (0,12 giây)\n"), "public: 3 tệp ([..] giây)\n");
    assert_eq!(without_times("public: 3 files (12.00 s)\n"), "public: 3 files ([..] s)\n");
    assert_eq!(without_times("a (b) and (10 x)\n"), "a (b) and (10 x)\n");
}
