//! Files that other programs write: python-docx and LibreOffice, where this machine has them.
//!
//! `KHACPHUC_PYTHON` names a Python that has python-docx (`tests/others/requirements.txt`).

use crate::corpus::write_files;
use crate::drafts::site;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The drafts that the program writes of a file, as one text.
fn drafts(file: &Path) -> String {
    let folder = tempfile::tempdir().unwrap();
    write_files(&folder.path().join("content"), &site());
    let run = Command::new(env!("CARGO_BIN_EXE_khacphuc"))
        .args(["import", "--body", "tay-ninh", "--year", "2023", "--language", "vi"])
        .arg(file)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(run.status.success(), "{}: {}", file.display(), String::from_utf8_lossy(&run.stderr));
    let year = folder.path().join("content/tay-ninh/2023");
    let mut paths: Vec<_> = fs::read_dir(year).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

fn hold(file: &Path, expected: &[&str]) {
    let drafts = drafts(file);
    for text in expected {
        assert!(drafts.contains(text), "{}: not there: {text}\nin:\n{drafts}", file.display());
    }
}

/// What every shape of the plan says.
const PLAN: [&str; 4] = [
    "# Kế hoạch khắc phục khuyết điểm năm 2023",
    "# Họp chưa đều",
    "## Giải pháp",
    "Lập lịch họp (*hoàn thành trong quý I/2023*).",
];

fn runs(program: impl AsRef<OsStr>, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    let command = command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

#[test]
fn papers_of_python_docx() {
    let python = std::env::var_os("KHACPHUC_PYTHON").unwrap_or_else(|| "python3".into());
    if !runs(&python, &["-c", "import docx"]) {
        println!("skipped: this machine has no python-docx");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/papers.py");
    assert!(runs(&python, &[script.to_str().unwrap(), folder.path().to_str().unwrap()]));
    for shape in ["typed", "styled", "numbered", "tables", "dressed"] {
        hold(&folder.path().join(format!("{shape}.docx")), &PLAN);
    }
    let tables = [
        "number: \"12-KH/TĐTN-VP\"",
        "date: 2023-03-03",
        "| Huyện A | 2022 | 2 |",
        "- \"Huyện đoàn\"",
        "authority: \"TM. BAN THƯỜNG VỤ\", position: \"BÍ THƯ\"",
    ];
    hold(&folder.path().join("tables.docx"), &tables);
    hold(
        &folder.path().join("dressed.docx"),
        &["chân trang): Dự thảo lần 2", "Trên đây là kế hoạch của năm."],
    );
}

const PAGE: &str = "<html><head><meta charset=\"utf-8\"></head><body><p>KẾ HOẠCH</p>\
    <p>Khắc phục khuyết điểm năm 2023</p><p>I. KHUYẾT ĐIỂM</p><p>- <b>Khuyết điểm 1:</b> Họp chưa đều.</p>\
    <p>II. GIẢI PHÁP THỰC HIỆN</p><p>1. Giải pháp khắc phục khuyết điểm 1</p>\
    <p>- Lập lịch họp (<i>hoàn thành trong quý I/2023</i>).</p>\
    <p>III. SỐ LIỆU</p><table border=\"1\"><tr><td>Nơi</td><td>Số</td></tr><tr><td>Huyện A</td><td>1</td></tr></table>\
    </body></html>";

#[test]
fn papers_of_libreoffice() {
    if !runs("soffice", &["--version"]) {
        println!("skipped: this machine has no LibreOffice");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let page = folder.path().join("plan.html");
    fs::write(&page, PAGE).unwrap();
    hold(&page, &PLAN);
    let out = folder.path().to_str().unwrap();
    let convert = |file: &Path, to: &str| {
        let file = file.to_str().unwrap();
        runs("soffice", &[&profile, "--headless", "--writer", "--convert-to", to, "--outdir", out, file])
    };
    assert!(convert(&page, "docx:MS Word 2007 XML"));
    let docx = folder.path().join("plan.docx");
    let table = "| Huyện A | 1 |";
    hold(&docx, &[&PLAN[..], &[table]].concat());
    for ending in ["odt", "rtf", "doc"] {
        assert!(convert(&docx, ending));
        let (made, kept) = (format!("plan.{ending}"), format!("plan 2.{ending}.{ending}"));
        fs::rename(folder.path().join(made), folder.path().join(&kept)).unwrap();
        hold(&folder.path().join(kept), &[&PLAN[..], &[table]].concat());
    }
}
