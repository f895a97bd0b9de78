//! Frozen years, from freezing to a correction years later, and what is done to bags meanwhile.
//!
//! Each test makes a small site of its own and calls the program as people do.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod bags;
mod faults;
mod years;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

/// Bytes of files by their paths below a folder.
type Tree = BTreeMap<String, Vec<u8>>;

/// A site of one body and three years.
struct Site(TempDir);

/// How a call ended.
struct Run {
    status: i32,
    stdout: String,
    stderr: String,
}

impl Site {
    fn new() -> Self {
        let site = Self(tempfile::tempdir().unwrap());
        site.write(
            "content/dong/index.md",
            "---\nkind: body\nname: Ban Thường vụ Đông\nform: state\nunits: [{id: vp, name: Văn phòng}]\n---\n# Tổ chức Đông\n",
        );
        for year in 2021..=2023 {
            let plan = format!("---\nkind: plan\ndate: {year}-03-03\n---\n# Kế hoạch năm {year}\n");
            site.write(&format!("content/dong/{year}/plan.md"), &plan);
            site.write(&format!("content/dong/{year}/mot.md"), &record("mot", year, "Chưa làm tốt."));
        }
        site.write(
            "content/dong/2021/hai.md",
            &record("hai", 2021, "Xem [ảnh](../anh.txt) và [sau](../2022/mot.md)."),
        );
        site.write("content/dong/anh.txt", "chữ");
        site
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        String::from_utf8(fs::read(self.path(path)).unwrap()).unwrap()
    }

    fn start(&self, arguments: &[&str]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_khacphuc"))
            .args(["--language", "en"])
            .args(arguments)
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    fn call(&self, arguments: &[&str]) -> Run {
        let Output { status, stdout, stderr } = self.start(arguments).wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { status: status.code().unwrap_or(-1), stdout: text(stdout), stderr: text(stderr) }
    }

    /// A call that has to be good.
    #[track_caller]
    fn good(&self, arguments: &[&str]) -> String {
        let run = self.call(arguments);
        assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
        run.stdout
    }

    /// Freezes a year of the body.
    #[track_caller]
    fn freeze(&self, year: &str, more: &[&str]) {
        self.good(&[&["freeze", "dong", year, "--as-of", "2023-12-31"], more].concat());
    }

    /// Builds the site of an edition, and gives its files.
    #[track_caller]
    fn build(&self, edition: &str) -> Tree {
        self.good(&["build", "--edition", edition, "--as-of", "2024-06-30", "--out", edition]);
        tree(&self.path(edition))
    }
}

fn record(name: &str, year: i32, words: &str) -> String {
    format!(
        "---\nkind: deficiency\ndeficiency: {name}\nstatus: open\nlead: vp\n---\n# Việc {name}\n\n{words}\n\n## Giải pháp\n\n\
         - Làm (*trong tháng 02/{year}*)\n\n## Ghi chú {{.internal}}\n\nLời riêng.\n"
    )
}

fn tree(folder: &Path) -> Tree {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let path = |file: &Path| file.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
    files.map(|file| (path(file.path()), fs::read(file.path()).unwrap())).collect()
}

/// What lies below a folder of a tree, with paths from there.
fn below(tree: &Tree, folder: &str) -> Tree {
    let own =
        tree.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(folder)?.to_owned(), bytes.clone())));
    own.collect()
}
