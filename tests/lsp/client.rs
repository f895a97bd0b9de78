//! A client with no code of the server's: it frames messages itself, and waits for each up to a deadline.

use crate::corpus::{AS_OF, root};
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// How long anything may take before the test has failed.
const DEADLINE: Duration = Duration::from_secs(60);

/// A copy of the shipped content in a folder of its own.
pub struct Site(TempDir);

impl Site {
    pub fn shipped() -> Self {
        let site = Self(tempfile::tempdir().unwrap());
        fs::copy(root().join("khacphuc.toml"), site.path("khacphuc.toml")).unwrap();
        for (path, text) in crate::corpus::shipped_files() {
            site.write(&format!("content/{path}"), text.as_bytes());
        }
        site
    }

    pub fn path(&self, below: &str) -> PathBuf {
        // Where the folder of temporary files is a link, editors and the server may name it in two ways.
        fs::canonicalize(self.0.path()).unwrap().join(below)
    }

    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        String::from_utf8(fs::read(self.path(path)).unwrap()).unwrap()
    }

    pub fn uri(&self, path: &str) -> String {
        format!("file://{}", self.path(path).display())
    }

    /// What the command line prints, whatever its exit status.
    pub fn run(&self, call: &[&str]) -> String {
        let program = Command::new(env!("CARGO_BIN_EXE_khacphuc"));
        let output = command(program, self.0.path()).args(call).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }
}

fn command(mut program: Command, folder: &Path) -> Command {
    program.current_dir(folder).env("LC_ALL", "C");
    program
}

/// A conversation with the server.
pub struct Client {
    pub process: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Option<Value>>,
    /// What came while something else was waited for.
    kept: VecDeque<Value>,
    next: i64,
    /// The diagnostics that were told last, by file.
    pub told: BTreeMap<String, Value>,
}

impl Client {
    /// A server that was started and was not spoken to.
    pub fn start(folder: &Path, call: &[&str]) -> Self {
        let program = Command::new(env!("CARGO_BIN_EXE_khacphuc"));
        let mut process = command(program, folder)
            .arg("lsp")
            .args(call)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (send, messages) = channel();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                let _ = send.send(Some(message));
            }
            let _ = send.send(None);
        });
        let input = process.stdin.take();
        Self { process, input, messages, kept: VecDeque::new(), next: 0, told: BTreeMap::new() }
    }

    /// A server that knows a site, for an editor that counts columns in these units.
    pub fn of(site: &Site, columns: &[&str]) -> Self {
        Self::with(site, columns, &["--as-of", AS_OF])
    }

    pub fn with(site: &Site, columns: &[&str], call: &[&str]) -> Self {
        // It is started somewhere else, as some editors do.
        let mut client = Self::start(&std::env::temp_dir(), call);
        let capabilities = json!({ "general": { "positionEncodings": columns } });
        let folders = json!([{ "uri": site.uri(""), "name": "site" }]);
        let asked = json!({
            "processId": null, "rootUri": null, "workspaceFolders": folders, "capabilities": capabilities
        });
        let offered = client.ask("initialize", asked).unwrap();
        let encoding = if columns.contains(&"utf-8") { "utf-8" } else { "utf-16" };
        assert_eq!(offered["capabilities"]["positionEncoding"], encoding);
        client.tell("initialized", json!({}));
        client
    }

    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        // A server that is gone cannot be written to, and the test sees that it is.
        let _ = input.write_all(bytes).and_then(|()| input.flush());
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_bytes(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The answer to a request, or the error.
    pub fn ask(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        let answer = self.wait(|message| message["id"] == id && message.get("method").is_none());
        match answer.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(answer["result"].clone()),
        }
    }

    /// The next message of a kind. Diagnostics that come meanwhile are noted.
    pub fn wait(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.kept.iter().position(&is_wanted) {
            return self.kept.remove(at).unwrap();
        }
        loop {
            let message = self.messages.recv_timeout(DEADLINE).expect("an answer in time");
            let message = message.expect("the server is there");
            if message["method"] == "textDocument/publishDiagnostics" {
                let params = &message["params"];
                self.told.insert(params["uri"].as_str().unwrap().to_owned(), params.clone());
            }
            if is_wanted(&message) {
                return message;
            }
            self.kept.push_back(message);
        }
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        let file = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": file }));
    }

    /// Replaces the whole text.
    pub fn change(&mut self, uri: &str, version: i64, text: &str) {
        let file = json!({ "uri": uri, "version": version });
        self.tell(
            "textDocument/didChange",
            json!({ "textDocument": file, "contentChanges": [{ "text": text }] }),
        );
    }

    /// What is told of a file once it has this version.
    pub fn diagnostics(&mut self, uri: &str, version: i64) -> Vec<Value> {
        let is_it = |params: &Value| params["uri"] == uri && params["version"] == version;
        if !self.told.get(uri).is_some_and(&is_it) {
            self.wait(|message| is_it(&message["params"]));
        }
        self.told[uri]["diagnostics"].as_array().unwrap().clone()
    }

    /// Waits until all that was told so far has been looked at, and what was found been told.
    pub fn settle(&mut self, uri: &str) {
        let top = json!({ "line": 0, "character": 0 });
        let asked = json!({ "textDocument": { "uri": uri }, "position": top, "newName": "x" });
        self.ask("textDocument/rename", asked).unwrap_err();
    }

    /// Asks about a place, which is where `before` ends in the text.
    pub fn at(&mut self, method: &str, uri: &str, text: &str, before: &str) -> Value {
        self.ask(method, place(uri, text, before)).unwrap()
    }

    /// Takes leave as the protocol has it.
    pub fn leave(mut self) -> ExitStatus {
        assert_eq!(self.ask("shutdown", Value::Null), Ok(Value::Null));
        self.tell("exit", Value::Null);
        self.process.wait().unwrap()
    }

    /// Goes away without a word; gives the exit status, and what the server said to the terminal.
    pub fn vanish(mut self) -> (ExitStatus, String) {
        self.input = None;
        let mut said = String::new();
        self.process.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (self.process.wait().unwrap(), said)
    }
}

/// Where `before` ends in a text, counted in units of UTF-16.
pub fn place(uri: &str, text: &str, before: &str) -> Value {
    let at = text.find(before).unwrap_or_else(|| panic!("{before:?} is in the text")) + before.len();
    json!({ "textDocument": { "uri": uri }, "position": position(text, at) })
}

pub fn position(text: &str, at: usize) -> Value {
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    json!({ "line": line, "character": text[start..at].encode_utf16().count() })
}

/// The byte at a position that is counted in units of UTF-16.
fn byte(text: &str, position: &Value) -> usize {
    let line = usize::try_from(position["line"].as_u64().unwrap()).unwrap();
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut left = position["character"].as_u64().unwrap();
    let mut at = start;
    for letter in text[start..].chars() {
        if left == 0 {
            break;
        }
        left -= letter.len_utf16() as u64;
        at += letter.len_utf8();
    }
    at
}

/// A text with the edits of an answer.
pub fn edited(text: &str, edits: &Value) -> String {
    let mut edits: Vec<(usize, usize, &str)> = (edits.as_array().unwrap().iter())
        .map(|edit| {
            let range = &edit["range"];
            (byte(text, &range["start"]), byte(text, &range["end"]), edit["newText"].as_str().unwrap())
        })
        .collect();
    edits.sort_unstable();
    let mut text = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        text.replace_range(start..end, new);
    }
    text
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().ok(),
            Some(_) => {}
            None => break,
        }
    }
    let mut bytes = vec![0; length?];
    output.read_exact(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}
