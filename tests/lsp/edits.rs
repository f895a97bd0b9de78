//! Another name for a deficiency in every year, and fixes.

use crate::client::{Client, Site, edited, place};
use crate::corpus::AS_OF;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;

/// How often each thing is found. Which of two figures that contradict each other is told of depends on names.
fn found(site: &Site) -> BTreeMap<String, usize> {
    let report = site.run(&["check", "--format", "json", "--as-of", AS_OF]);
    let report: Value = serde_json::from_str(&report).unwrap();
    let mut counts = BTreeMap::new();
    for found in report["findings"].as_array().unwrap() {
        *counts.entry(found["code"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    counts
}

/// Writes what an answer changes.
fn write(site: &Site, answer: &Value) -> Vec<String> {
    let (root, mut files) = (site.uri(""), Vec::new());
    for (uri, edits) in answer["changes"].as_object().unwrap() {
        let path = uri.strip_prefix(&root).unwrap();
        site.write(path, edited(&site.read(path), edits).as_bytes());
        files.push(path.to_owned());
    }
    files
}

#[test]
fn after_a_rename_there_is_nothing_new_to_be_found() {
    let names = [
        "chi-tieu-nam",
        "ma-tuy",
        "ket-nap-dang",
        "doan-ket-tap-hop",
        "hop-ban-thuong-vu",
        "thu-hoi-von-khoi-nghiep",
    ];
    for name in names {
        let site = Site::shipped();
        let before = found(&site);
        let record = ["2021", "2023"].map(|year| format!("content/tay-ninh/{year}/{name}.md"));
        let record = record.iter().find(|path| site.path(path).is_file()).unwrap();
        let (uri, text) = (site.uri(record), site.read(record));
        let mut client = Client::of(&site, &["utf-16"]);
        client.open(&uri, &text);
        let at = place(&uri, &text, &format!("deficiency: {}", &name[..2]));
        let prepared = client.ask("textDocument/prepareRename", at.clone()).unwrap();
        assert_eq!(prepared["placeholder"], name);
        let mut asked = at;
        asked["newName"] = json!("tên-mới.2");
        let answer = client.ask("textDocument/rename", asked).unwrap();
        let files = write(&site, &answer);
        assert!(files.contains(record), "{files:?}");
        assert_eq!(found(&site), before, "{name}");
        let left = walk(&site).into_iter().filter(|path| {
            let text = site.read(path);
            let head = text.split("\n---").next().unwrap().to_owned();
            head.split(|letter: char| !(letter.is_alphanumeric() || "-_.".contains(letter)))
                .any(|word| word == name)
        });
        // Its name stands nowhere in front matter any more; files keep theirs.
        assert_eq!(left.collect::<Vec<_>>(), [""; 0], "{name}");
        assert_eq!(client.leave().code(), Some(0));
    }
}

/// Markdown files of Tây Ninh.
fn walk(site: &Site) -> Vec<String> {
    let years = ["2020", "2021", "2023"].map(|year| format!("content/tay-ninh/{year}"));
    let files = years.iter().flat_map(|folder| {
        let entries = fs::read_dir(site.path(folder)).unwrap();
        entries.map(move |entry| format!("{folder}/{}", entry.unwrap().file_name().to_string_lossy()))
    });
    files.collect()
}

#[test]
fn a_rename_reaches_files_that_are_open_and_bodies_that_succeed() {
    let site = Site::shipped();
    let next = "content/moi/index.md";
    site.write(next, "---\nkind: body\nname: Tổ chức mới\n---\n# Mới\n".as_bytes());
    let body = site.read("content/tay-ninh/index.md");
    let body = body.replacen("---\n# ", "successor: {body: moi, since: 2024-01-01}\n---\n# ", 1);
    site.write("content/tay-ninh/index.md", body.as_bytes());
    site.write("content/moi/2024/plan.md", "---\nkind: plan\n---\n# Kế hoạch\n".as_bytes());
    let taken = "---\r\nkind: deficiency\r\ndeficiency: chi-tieu-nam\r\nstatus: open\r\ncarries:\r\n  - from: \"tay-ninh/2023/chi-tieu-nam\"\r\n---\r\n# Chỉ tiêu\r\n";
    site.write("content/moi/2024/chi-tieu.md", taken.as_bytes());
    let plan = "content/tay-ninh/2023/plan.md";
    let (uri, text) = (
        site.uri(plan),
        format!(
            "{}\nMột dòng mới.\n",
            site.read(plan).replace("---\nkind: plan", "---\n# 𝔸 chưa lưu\nkind: plan")
        ),
    );
    let mut client = Client::of(&site, &["utf-16"]);
    client.open(&uri, &text);
    let mut asked = place(&uri, &text, "of: [chi-");
    asked["newName"] = json!("x");
    let answer = client.ask("textDocument/rename", asked.clone()).unwrap();
    let changes = answer["changes"].as_object().unwrap();
    let names: Vec<&str> = changes.keys().map(|uri| uri.rsplit("/content/").next().unwrap()).collect();
    let expected = [
        "moi/2024/chi-tieu.md",
        "tay-ninh/2021/chi-tieu-nam.md",
        "tay-ninh/2023/chi-tieu-nam.md",
        "tay-ninh/2023/ket-nap-dang.md",
        "tay-ninh/2023/plan.md",
    ];
    assert_eq!(names, expected);
    let open = edited(&text, &changes[&uri]);
    let (head, body) = text.split_at(text.find("\n---\n").unwrap());
    assert_eq!(
        open,
        head.replace("chi-tieu-nam", "x") + body,
        "the names of files are no names of deficiencies"
    );
    let successor = edited(taken, &changes[&site.uri("content/moi/2024/chi-tieu.md")]);
    assert_eq!(successor, taken.replace("2023/chi-tieu-nam", "2023/x"), "its own deficiency keeps its name");
    for (new, code) in [("ma-tuy", -32803), ("hai từ", -32803), ("", -32803)] {
        asked["newName"] = json!(new);
        assert_eq!(client.ask("textDocument/rename", asked.clone()).unwrap_err()["code"], code, "{new}");
    }
    asked["newName"] = json!("null");
    let answer = client.ask("textDocument/rename", asked).unwrap();
    let record = "content/tay-ninh/2021/chi-tieu-nam.md";
    let renamed = edited(&site.read(record), &answer["changes"][site.uri(record)]);
    assert!(renamed.contains("\ndeficiency: \"null\"\n"), "{renamed}");
}

#[test]
fn a_rename_leaves_out_no_file_that_cannot_be_read() {
    let record = "content/tay-ninh/2021/chi-tieu-nam.md";
    let unread: [(&str, &[u8]); 2] = [
        ("content/tay-ninh/2021/khac.md", b"---\nkind: deficiency\ndeficiency: chi-tieu-nam\n---\n# \xff\n"),
        (
            "content/tay-ninh/2021/ho.md",
            b"---\nkind: deficiency\ndeficiency: chi-tieu-nam\nstatus: [\n---\n# Kh\n",
        ),
    ];
    for (path, bytes) in unread {
        let site = Site::shipped();
        site.write(path, bytes);
        let (uri, text) = (site.uri(record), site.read(record));
        let mut client = Client::of(&site, &["utf-8"]);
        client.open(&uri, &text);
        let mut asked = place(&uri, &text, "deficiency: chi-");
        asked["newName"] = json!("x");
        let refusal = client.ask("textDocument/rename", asked.clone()).unwrap_err();
        let message = refusal["message"].as_str().unwrap();
        assert!(message.contains(path.strip_prefix("content/").unwrap()), "{message}");
    }
}

/// What is wrong with a text, and how it came to be.
type Slip = (&'static str, fn(&str) -> String);

#[test]
fn fixes_are_those_of_check() {
    let slips: [Slip; 5] = [
        ("letters", |text| text.replacen("đ", "ð", 5)),
        ("line ends", |text| text.replace('\n', "\r\n").replacen("Đ", "Ð", 3)),
        ("decomposed", |text| text.replace('à', "a\u{300}").replacen("đ", "ð", 2)),
        ("a byte order mark", |text| format!("\u{feff}{}", text.replacen("đ", "ð", 1))),
        ("a colon", |text| text.replacen("kind: ", "kind:", 1)),
    ];
    for (what, slip) in slips {
        // A file that could not be read hides what is wrong with it, and would be left alone: not so a page.
        let path = if what == "a colon" {
            "content/huong-dan/tim-kiem.md"
        } else {
            "content/tay-ninh/2021/report.md"
        };
        let site = Site::shipped();
        let (uri, clean) = (site.uri(path), site.read(path));
        let text = slip(&clean);
        assert_ne!(text, clean, "{what}");
        let mut client = Client::of(&site, &["utf-16"]);
        // Editors keep the mark to themselves.
        let shown = text.trim_start_matches('\u{feff}');
        client.open(&uri, shown);
        let whole =
            json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9999, "character": 0 } });
        let asked = |only: &[&str]| json!({ "textDocument": { "uri": uri }, "range": whole, "context": { "diagnostics": [], "only": only } });
        let actions = client.ask("textDocument/codeAction", asked(&["source.fixAll"])).unwrap();
        let actions = actions.as_array().unwrap();
        assert_eq!(actions.len(), 1, "{what}");
        let mended = edited(shown, &actions[0]["edit"]["changes"][&uri]);
        let quick = client.ask("textDocument/codeAction", asked(&["quickfix"])).unwrap();
        assert!(!quick.as_array().unwrap().is_empty(), "{what}");
        for action in quick.as_array().unwrap() {
            let once = edited(shown, &action["edit"]["changes"][&uri]);
            assert_ne!(once, shown, "{what}: {}", action["title"]);
        }
        site.write(path, text.as_bytes());
        site.run(&["check", "--fix", "--yes", "--as-of", AS_OF]);
        let fixed = site.read(path);
        assert_eq!(mended, fixed.trim_start_matches('\u{feff}'), "{what}");
        client.change(&uri, 2, &mended);
        client.diagnostics(&uri, 2);
        assert_eq!(client.ask("textDocument/codeAction", asked(&[])).unwrap(), json!([]), "{what}");
    }
}
