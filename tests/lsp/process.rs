//! How the server begins and ends, and what it does with what makes no sense.

use crate::client::{Client, Site, place};
use serde_json::{Value, json};

const RECORD: &str = "content/tay-ninh/2021/ma-tuy.md";

#[test]
fn it_ends_as_the_editor_does() {
    let site = Site::shipped();
    assert_eq!(Client::of(&site, &["utf-16"]).leave().code(), Some(0));
    let (status, said) = Client::of(&site, &["utf-16"]).vanish();
    assert_eq!((status.code(), said.as_str()), (Some(1), ""));
}

#[test]
fn nothing_is_answered_before_the_beginning_and_after_the_end() {
    let site = Site::shipped();
    let mut client = Client::start(&site.path(""), &[]);
    let refused = client.ask("textDocument/hover", json!({})).unwrap_err();
    assert_eq!(refused["code"], -32002);
    let refused = client.ask("initialize", json!({ "capabilities": 7 })).unwrap_err();
    assert_eq!(refused["code"], -32602);
    client.ask("initialize", json!({ "capabilities": {} })).unwrap();
    client.ask("shutdown", Value::Null).unwrap();
    let refused = client.ask("textDocument/hover", json!({})).unwrap_err();
    assert_eq!(refused["code"], -32600);
}

#[test]
fn what_makes_no_sense_is_refused_and_the_next_question_answered() {
    let site = Site::shipped();
    let mut client = Client::of(&site, &["utf-16"]);
    let (uri, text) = (site.uri(RECORD), site.read(RECORD));
    client.open(&uri, &text);
    let far = json!({ "textDocument": { "uri": uri }, "position": { "line": 4_000_000_000_u32, "character": 4_000_000_000_u32 } });
    let foreign =
        json!({ "textDocument": { "uri": "untitled:1" }, "position": { "line": 0, "character": 0 } });
    for method in ["hover", "definition", "completion", "prepareRename"] {
        let method = format!("textDocument/{method}");
        assert!(client.ask(&method, json!({ "textDocument": 7 })).is_err(), "{method}");
        assert!(client.ask(&method, Value::Null).is_err(), "{method}");
        assert!(client.ask(&method, far.clone()).is_ok(), "{method}");
        assert_eq!(client.ask(&method, foreign.clone()), Ok(Value::Null), "{method}");
    }
    assert_eq!(client.ask("textDocument/nothing", json!({})).unwrap_err()["code"], -32601);
    let backwards = json!({ "range": { "start": { "line": 9, "character": 9 }, "end": { "line": 0, "character": 0 } }, "text": "x" });
    client.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [backwards] }),
    );
    client.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": "file:///nowhere.md", "version": 2 }, "contentChanges": [] }),
    );
    client.tell("textDocument/didOpen", json!([]));
    client.tell("nothing", json!({}));
    client.change(&uri, 3, &text);
    client.settle(&uri);
    let hover = client.ask("textDocument/hover", place(&uri, &text, "status: ")).unwrap();
    assert!(hover["contents"]["value"].is_string(), "{hover}");
    assert_eq!(client.leave().code(), Some(0));
}

#[test]
fn bytes_that_are_no_message_end_it_with_a_word() {
    let site = Site::shipped();
    for bytes in [
        &b"GET / HTTP/1.1\r\n\r\n"[..],
        b"Content-Length: 9\r\n\r\n{\"a\": \xff\xfe}",
        b"Content-Length: x\r\n\r\n",
        b"Content-Length: 4\r\n\r\nnull",
        b"\x00\x01\x02\r\n",
    ] {
        let mut client = Client::of(&site, &["utf-16"]);
        client.send_bytes(bytes);
        let (status, said) = client.vanish();
        assert_eq!(status.code(), Some(2), "{}", String::from_utf8_lossy(bytes));
        assert!(said.starts_with("khacphuc: ") && said.lines().count() == 1, "{said}");
    }
}

#[test]
fn a_folder_without_content_is_told_of_once() {
    let site = Site::shipped();
    std::fs::remove_dir_all(site.path("content")).unwrap();
    let mut client = Client::of(&site, &["utf-16"]);
    let told = client.wait(|message| message["method"] == "window/showMessage");
    assert!(told["params"]["message"].as_str().unwrap().contains("content"), "{told}");
    // It is there the next time.
    site.write("content/a/index.md", b"---\nkind: body\nname: A\n---\n# A\n");
    client.open(&site.uri("content/a/index.md"), "---\nkind: body\n---\n# A\n");
    let found = client.diagnostics(&site.uri("content/a/index.md"), 1);
    assert_eq!(found[0]["code"], "missing-key");
}
