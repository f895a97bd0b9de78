//! Documents that are tests: Markdown in which fenced blocks are files, calls, and what must come
//! of them.
//!
//! A block stands between `~~~~ <info>` and `~~~~`. `BLESS=1` writes what the tool really says into
//! the blocks that expect something, `BLESS=late` into those of the document `late.md` alone; read
//! the difference before you commit it.

#![allow(dead_code, reason = "each of the tests uses a part of it")]

use similar::TextDiff;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const FENCE: &str = "~~~~";

/// A test document.
pub struct Document {
    /// File name without `.md`.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Its fenced blocks in order.
    pub blocks: Vec<Block>,
    path: PathBuf,
}

/// A fenced block.
pub struct Block {
    /// The words behind the opening fence.
    pub info: Vec<String>,
    /// What is between the fences.
    pub text: String,
    /// Bytes of the opening fence's line, without its end.
    opening: Range<usize>,
    /// Bytes of `text`.
    inner: Range<usize>,
}

impl Block {
    /// Whether the first word behind the fence is `word`.
    pub fn is(&self, word: &str) -> bool {
        self.info.first().is_some_and(|first| first == word)
    }
}

/// What a block is to say instead.
pub struct Change {
    /// Number of the block.
    pub block: usize,
    /// The words behind its fence.
    pub info: String,
    /// What is to be between the fences.
    pub text: String,
}

impl Document {
    fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).expect("a test document can be read");
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let blocks = blocks(&text);
        Self { name, text, blocks, path }
    }

    /// The text outside the blocks.
    pub fn prose(&self) -> String {
        let mut prose = String::new();
        let mut at = 0;
        for block in &self.blocks {
            prose.push_str(&self.text[at..block.opening.start]);
            at = block.inner.end + FENCE.len();
        }
        prose.push_str(self.text.get(at..).unwrap_or_default());
        prose
    }

    /// Values of the lines `key: …` outside the blocks, word by word.
    pub fn words(&self, key: &str) -> Vec<String> {
        let prose = self.prose();
        let values = prose.lines().filter_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
        values.flat_map(str::split_whitespace).map(str::to_owned).collect()
    }

    /// Rewrites blocks of the document's file.
    pub fn bless(&self, changes: &[Change]) {
        let mut text = self.text.clone();
        for change in changes.iter().rev() {
            let block = &self.blocks[change.block];
            text.replace_range(block.inner.clone(), &change.text);
            text.replace_range(block.opening.clone(), &format!("{FENCE} {}", change.info));
        }
        if text != self.text {
            fs::write(&self.path, text).expect("a test document can be written");
        }
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<(Range<usize>, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        match open.take() {
            None if words.starts_with(FENCE) => open = Some((at..at + words.len(), at + line.len())),
            None => {}
            Some((opening, start)) if words == FENCE => {
                let info =
                    text[opening.clone()][FENCE.len()..].split_whitespace().map(str::to_owned).collect();
                blocks.push(Block { info, text: text[start..at].to_owned(), opening, inner: start..at });
            }
            Some(unfinished) => open = Some(unfinished),
        }
        at += line.len();
    }
    assert!(open.is_none(), "a block is not closed: {}", &text[open.unwrap_or_default().0]);
    blocks
}

/// Every document in the folder `folder` of `tests`, in the order of names.
pub fn documents(folder: &str) -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let entries = fs::read_dir(&folder).expect("the folder of test documents is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    paths.into_iter().map(Document::read).collect()
}

/// Makes a symbolic link below `root` of each `link` block, whose text is where it leads.
pub fn make_link(root: &Path, block: &Block) {
    let path = root.join(block.info.get(1).expect("a link block names its link"));
    let folder = path.parent().expect("a link is in a folder");
    fs::create_dir_all(folder).expect("a folder can be made");
    #[cfg(unix)]
    std::os::unix::fs::symlink(block.text.trim_end(), path).expect("a link can be made");
}

/// Makes a pipe below `root` of each `pipe` block, whose text is empty.
pub fn make_pipe(root: &Path, block: &Block) {
    let path = root.join(block.info.get(1).expect("a pipe block names its pipe"));
    fs::create_dir_all(path.parent().expect("a pipe is in a folder")).expect("a folder can be made");
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(made.expect("there is a program that makes pipes").success());
}

/// Writes a `file` block below `root`. With `bytes` among its info, `\xNN` stands for one byte.
pub fn write_file(root: &Path, block: &Block) {
    let path = root.join(block.info.get(1).expect("a file block names its file"));
    let is_bytes = block.info.iter().skip(2).any(|word| word == "bytes");
    let bytes = if is_bytes { unescape(&block.text) } else { block.text.clone().into_bytes() };
    let folder = path.parent().expect("a file is in a folder");
    fs::create_dir_all(folder).expect("a folder can be made");
    fs::write(path, bytes).expect("a file can be written");
}

fn unescape(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(digits, 16).expect("two hexadecimal digits follow \\x"));
        bytes.extend(rest.as_bytes());
    }
    bytes
}

/// How a call of the tool ended.
pub struct Run {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// The tool, for which the locale of the machine asks for no language.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_khacphuc"));
    command.env("LC_ALL", "C.UTF-8");
    command
}

/// Calls the tool in the folder `dir`.
pub fn khacphuc(dir: &Path, args: &[impl AsRef<str>]) -> Run {
    khacphuc_with(&[], dir, args)
}

/// Calls the tool in the folder `dir`, with these values in its environment.
pub fn khacphuc_with(environment: &[(&str, &str)], dir: &Path, args: &[impl AsRef<str>]) -> Run {
    let output = command()
        .envs(environment.iter().copied())
        .args(args.iter().map(AsRef::as_ref))
        .current_dir(dir)
        .stdin(Stdio::null())
        .output()
        .expect("the tool can be started");
    Run {
        status: output.status.code().expect("the tool ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

/// Whether what a document expects is to be rewritten rather than compared.
#[expect(clippy::disallowed_methods, reason = "nothing of it reaches the output of a build")]
pub fn is_blessing(document: &Document) -> bool {
    std::env::var("BLESS").is_ok_and(|value| value == "1" || value == document.name)
}

/// Lines that differ, `-` expected and `+` what came.
pub fn difference(expected: &str, actual: &str) -> String {
    TextDiff::from_lines(expected, actual)
        .unified_diff()
        .context_radius(2)
        .header("expected", "actual")
        .to_string()
}

/// Fails with all complaints at once.
#[track_caller]
pub fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "{} complaint(s):\n\n{}", complaints.len(), complaints.join("\n\n"));
}
