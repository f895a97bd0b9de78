//! A preview of a small site, and a browser of few words.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The site: a body with a plan and a record, and a page.
pub const SITE: &[(&str, &str)] = &[
    ("khacphuc.toml", "title = \"Sổ\"\n"),
    (
        "content/don-vi/index.md",
        "---\nkind: body\nname: Đơn vị\ncode: ĐV\nlevel: other\nform: state\nunits:\n  - {id: vp, name: Văn phòng, code: VP}\nareas:\n  - {id: hop, name: Hội họp}\n---\n# Đơn vị\n",
    ),
    (
        "content/don-vi/2023/plan.md",
        "---\nkind: plan\nnumber: 01-KH/ĐV-VP\ndate: 2023-01-15\n---\n# Kế hoạch năm 2023\n",
    ),
    ("content/don-vi/2023/hop.md", RECORD),
    ("content/gioi-thieu.md", "---\nkind: page\n---\n# Giới thiệu\n\n[Tệp](bang.csv)\n"),
    ("content/bang.csv", "a,b\n"),
];

/// The record.
pub const RECORD: &str = "---\nkind: deficiency\ndeficiency: hop\nstatus: open\narea: hop\nlead: vp\n---\n# Họp muộn\n\nLời đầu.\n\n## Giải pháp\n\n- Ban hành lịch họp (*hoàn thành trong tháng 02/2023*)\n";

/// Where the record is, and its page.
pub const RECORD_FILE: &str = "content/don-vi/2023/hop.md";
/// The record's own page.
pub const RECORD_PAGE: &str = "/don-vi/2023/hop.html";
/// A page that lists the record.
pub const LISTING: &str = "/don-vi/2023/";

/// The record under another heading.
pub fn record(heading: &str) -> String {
    RECORD.replace("Họp muộn", heading)
}

/// A folder with the site in it.
pub fn site() -> TempDir {
    let site = tempfile::tempdir().unwrap();
    for (path, text) in SITE {
        write(&site.path().join(path), text);
    }
    site
}

/// Writes a file, in a folder that is made if need be.
pub fn write(path: &Path, text: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The tool in a folder, with cookies of its own, in English and on one day.
pub fn khacphuc(folder: &Path, cookies: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_khacphuc"));
    command.args(args).args(["--language", "en", "--as-of", "2023-12-31"]);
    command.current_dir(folder).env("TMPDIR", cookies).env("TMP", cookies).stdin(Stdio::null());
    command
}

/// How long anything may take, on a machine that has much else to do.
const DEADLINE: Duration = Duration::from_secs(60);

/// Waits until something is the case.
#[track_caller]
#[expect(clippy::disallowed_methods, reason = "to give up some time")]
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < DEADLINE, "not within {DEADLINE:?}: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// A preview that runs.
pub struct Preview {
    pub site: TempDir,
    pub cookies: TempDir,
    pub child: Child,
    pub port: u16,
    printed: Arc<Mutex<Vec<String>>>,
}

impl Preview {
    /// Of the small site.
    pub fn start() -> Self {
        Self::of(site(), &[])
    }

    /// Of a site, under more arguments.
    pub fn of(site: TempDir, args: &[&str]) -> Self {
        let cookies = tempfile::tempdir().unwrap();
        let port = if args.contains(&"--port") { &[][..] } else { &["--port", "0"] };
        let args = [&["serve"], port, args].concat();
        let mut command = khacphuc(site.path(), cookies.path(), &args);
        Self::running(site, cookies, &mut command)
    }

    /// What `command` begins to serve.
    pub fn running(site: TempDir, cookies: TempDir, command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let printed: Arc<Mutex<Vec<String>>> = Arc::default();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let keep = Arc::clone(&printed);
        thread::spawn(move || lines.map_while(Result::ok).for_each(|line| keep.lock().unwrap().push(line)));
        let mut preview = Self { site, cookies, child, port: 0, printed };
        until("it says where it serves", || {
            assert!(preview.child.try_wait().unwrap().is_none(), "it ended");
            preview.port = preview.printed().iter().find_map(|line| port(line)).unwrap_or(0);
            preview.port != 0
        });
        preview
    }

    /// Lines that were printed.
    pub fn printed(&self) -> Vec<String> {
        self.printed.lock().unwrap().clone()
    }

    /// A path in the site's folder.
    pub fn path(&self, below: &str) -> PathBuf {
        self.site.path().join(below)
    }

    /// Saves a file of the site.
    pub fn save(&self, below: &str, text: impl AsRef<[u8]>) {
        write(&self.path(below), text);
    }

    /// What there is at an address.
    pub fn get(&self, address: &str) -> Answer {
        self.ask(&format!("GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
    }

    /// The text of a page.
    #[track_caller]
    pub fn page(&self, address: &str) -> String {
        let answer = self.get(address);
        assert_eq!(answer.status, 200, "{address}: {}", answer.text());
        answer.text()
    }

    /// The answer to a request, as it is written.
    pub fn ask(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        // Who refuses a request need not have read all of it.
        let _ = stream.write_all(request.as_bytes());
        Answer::read(stream)
    }

    /// A connection of one's own.
    pub fn connect(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.port)).unwrap()
    }

    /// What a page would be told.
    pub fn events(&self) -> Events {
        let mut stream = self.connect();
        // HTTP/1.0 has no chunks.
        stream.write_all(b"GET /.khacphuc/events HTTP/1.0\r\nHost: localhost\r\n\r\n").unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        Events { lines: BufReader::new(stream).lines() }
    }

    /// Interrupts it, as Ctrl-C does; its exit status.
    pub fn interrupt(&mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        until("it ends", || self.child.try_wait().unwrap().is_some());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn port(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("http://127.0.0.1:")?;
    rest.split_once('/')?.0.parse().ok()
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    fn read(mut stream: TcpStream) -> Self {
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        let mut bytes = Vec::new();
        // A connection that is reset has told what it has to tell.
        let _ = stream.read_to_end(&mut bytes);
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.lines();
        let status =
            lines.next().and_then(|line| line.split(' ').nth(1)).map_or(0, |code| code.parse().unwrap());
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
        Self { status, headers, body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// States of the site, one after the other.
pub struct Events {
    lines: std::io::Lines<BufReader<TcpStream>>,
}

/// One of them.
#[derive(Debug, serde::Deserialize)]
pub struct State {
    pub token: String,
    pub title: String,
    pub mistakes: Vec<String>,
}

impl Events {
    /// The next state.
    pub fn next(&mut self) -> State {
        let mut data =
            self.lines.by_ref().map(Result::unwrap).filter_map(|line| {
                line.strip_prefix("data: ").map(|json| serde_json::from_str(json).unwrap())
            });
        data.next().expect("the preview goes on")
    }

    /// The first state from here on that is so.
    pub fn until(&mut self, is_so: impl Fn(&State) -> bool) -> State {
        loop {
            let state = self.next();
            if is_so(&state) {
                return state;
            }
        }
    }
}
