//! What is told of open files is what `check` says of the same texts.

use crate::client::{Client, Site};
use crate::corpus::AS_OF;
use serde_json::{Value, json};

const RECORD: &str = "content/tay-ninh/2021/ma-tuy.md";

/// What the command line finds in a file: code, words, and where, with columns in bytes.
fn checked(site: &Site, path: &str, language: &str) -> Vec<Value> {
    let report = site.run(&["check", "--format", "json", "--as-of", AS_OF, "--language", language]);
    let report: Value = serde_json::from_str(&report).unwrap();
    let in_file = report["findings"].as_array().unwrap().iter().filter(|found| found["at"]["path"] == path);
    let place = |at: &Value| {
        let place = |at: &Value| json!({ "line": at["line"].as_u64().unwrap() - 1, "character": at["byte"].as_u64().unwrap() - 1 });
        json!({ "start": place(&at["start"]), "end": place(&at["end"]) })
    };
    let entry = |found: &Value| {
        let help = found["help"].as_array().unwrap().iter();
        let words: Vec<&str> =
            std::iter::once(&found["message"]).chain(help).map(|text| text.as_str().unwrap()).collect();
        let level = if found["level"] == "error" { 1 } else { 2 };
        let others = found["others"].as_array().unwrap().iter();
        let others: Vec<Value> = others.map(|other| json!([other["message"], place(&other["at"])])).collect();
        json!([found["code"], level, words.join("\n"), place(&found["at"]), others])
    };
    in_file.map(entry).collect()
}

/// What the editor was told, in the same form.
fn told(found: &[Value]) -> Vec<Value> {
    let entry = |found: &Value| {
        let others = found["relatedInformation"].as_array().cloned().unwrap_or_default();
        let others: Vec<Value> =
            others.iter().map(|other| json!([other["message"], other["location"]["range"]])).collect();
        json!([found["code"], found["severity"], found["message"], found["range"], others])
    };
    found.iter().map(entry).collect()
}

#[test]
fn what_is_told_as_one_types_is_what_check_says_once_it_is_saved() {
    let now = Site::shipped().read(RECORD);
    let texts = [
        now.clone(),
        now.replace("status: partly-fixed", "status: partly-fixd"),
        now.replace("status: partly-fixed\n", "").replace("tháng 02/2021", "tháng 13/2021"),
        now.replace("đ", "ð"),
        now.replace("kind:", "kind"),
        now.replace("deficiency: ma-tuy", "deficiency: ma-túy-khác"),
        now.replace("300-KH/TĐTN-VP", "301-KH/TĐTN-VP"),
        now.replace("# ", "# \u{1d538} "),
        now.replacen("---", "", 1),
        String::new(),
    ];
    for language in ["vi", "en"] {
        let site = Site::shipped();
        let mut client =
            Client::with(&site, &["utf-8", "utf-16"], &["--as-of", AS_OF, "--language", language]);
        let uri = site.uri(RECORD);
        client.open(&uri, "");
        for (version, text) in texts.iter().enumerate() {
            let version = i64::try_from(version).unwrap() + 2;
            client.change(&uri, version, text);
            let found = told(&client.diagnostics(&uri, version));
            site.write(RECORD, text.as_bytes());
            assert_eq!(found, checked(&site, RECORD, language), "{text}");
            site.write(RECORD, now.as_bytes());
        }
        assert_eq!(client.leave().code(), Some(0));
    }
}

#[test]
fn columns_are_counted_in_utf_16_unless_agreed_otherwise() {
    let site = Site::shipped();
    let (uri, text) = (site.uri(RECORD), site.read(RECORD));
    // Two units of UTF-16, and a letter that is two as the editor has it and one once it is composed.
    let text = text.replace("## Giải pháp", "## Giải pháp\n\n\u{1d538} đoa\u{300}n ð");
    let mut client = Client::of(&site, &["utf-16"]);
    client.open(&uri, &text);
    let found = client.diagnostics(&uri, 1);
    let look_alike = found.iter().find(|found| found["code"] == "look-alike").unwrap();
    assert_eq!(look_alike["range"]["start"]["character"], 9);
    assert_eq!(look_alike["range"]["end"]["character"], 10);
}

#[test]
fn another_file_is_told_of_where_it_stops_a_build_and_not_any_more_once_it_does_not() {
    let site = Site::shipped();
    let body = "content/tay-ninh/index.md";
    let record = "content/tay-ninh/2023/chi-tieu-nam.md";
    let (uri, text, record) = (site.uri(body), site.read(body), site.uri(record));
    let mut client = Client::of(&site, &["utf-16"]);
    let codes = |client: &mut Client| -> Vec<Value> {
        client.settle(&uri);
        let found = client.told.get(&record).map(|told| told["diagnostics"].as_array().unwrap().clone());
        found.unwrap_or_default().iter().map(|found| found["code"].clone()).collect()
    };
    client.open(&uri, &text.replace("id: bpt", "id: pbt"));
    assert_eq!(codes(&mut client), ["unknown-unit"], "and not what is late in a file that nobody has open");
    client.change(&uri, 2, &text);
    assert_eq!(codes(&mut client), [""; 0]);
    // A file that is closed is as it is on the disk.
    client.change(&uri, 3, "");
    client.settle(&uri);
    assert_ne!(client.told[&uri]["diagnostics"], json!([]));
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    client.settle(&uri);
    assert_eq!(client.told[&uri]["diagnostics"], json!([]));
}
