//! How it begins, what it lives through, and how it ends.

use super::preview::{Preview, RECORD_FILE, RECORD_PAGE, khacphuc, record, site};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    entries.map(|entry| (entry.path().to_owned(), std::fs::read(entry.path()).unwrap_or_default())).collect()
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_well_and_it_leaves_nothing_behind() {
    let site = site();
    let before = tree(site.path());
    let mut preview = Preview::of(site, &[]);
    preview.page("/");
    let mut open = preview.events();
    open.next();
    assert_eq!(preview.interrupt(), Some(0));
    assert_eq!(tree(preview.site.path()), before);
    assert_eq!(tree(preview.cookies.path()).len(), 1, "nothing but the folder itself");
}

#[test]
fn a_port_in_use_is_refused_or_passed_over() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let site = site();
    let args = ["serve", "--port", &port];
    let run = khacphuc(site.path(), site.path(), &args).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    let told = String::from_utf8(run.stderr).unwrap();
    let expected = format!("cannot listen on 127.0.0.1:{port}: another program does; choose another --port");
    assert!(told.contains(&expected), "{told}");

    // Whoever has the port, it is not free.
    let _taken = TcpListener::bind(("127.0.0.1", khacphuc::serve::PORT));
    let cookies = tempfile::tempdir().unwrap();
    let mut command = khacphuc(site.path(), cookies.path(), &["serve"]);
    let preview = Preview::running(site, cookies, &mut command);
    assert!(preview.port > khacphuc::serve::PORT);
    assert!(preview.printed().iter().any(|line| line == "Port 1931 is in use by another program."));
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn without_content_there_is_nothing_to_serve() {
    let empty = tempfile::tempdir().unwrap();
    let run = khacphuc(empty.path(), empty.path(), &["serve", "--port", "0"]).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8(run.stderr).unwrap().contains("there is no such folder; `khacphuc init DIR`"));
    assert_eq!(tree(empty.path()).len(), 1);
}

#[test]
fn a_browser_that_leaves_is_no_loss() {
    let preview = Preview::start();
    for round in 0..50 {
        let mut stream = preview.connect();
        let request = match round % 5 {
            0 => "",
            1 => "GET /don-vi/2023/hop.ht",
            2 => "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            3 => "GET /.khacphuc/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
            _ => "\0\r\n\r\n",
        };
        stream.write_all(request.as_bytes()).unwrap();
        if round % 2 == 0 {
            let mut first = [0];
            stream.set_read_timeout(Some(std::time::Duration::from_millis(1))).unwrap();
            let _ = stream.read(&mut first);
        }
    }
    preview.save(RECORD_FILE, record("Họp rất muộn"));
    assert!(preview.page(RECORD_PAGE).contains("Họp rất muộn"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_browser_is_opened() {
    use super::preview::until;
    use std::os::unix::fs::PermissionsExt;
    let (site, programs) = (site(), tempfile::tempdir().unwrap());
    let opener = programs.path().join("xdg-open");
    std::fs::write(&opener, "#!/bin/sh\necho \"$1\" > opened.new && mv opened.new opened\n").unwrap();
    std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).unwrap();
    let cookies = tempfile::tempdir().unwrap();
    let mut command = khacphuc(site.path(), cookies.path(), &["serve", "--port", "0", "--open"]);
    command.env("PATH", format!("{}:/usr/bin:/bin", programs.path().display()));
    let preview = Preview::running(site, cookies, &mut command);
    until("the browser is opened", || preview.path("opened").exists());
    let opened = std::fs::read_to_string(preview.path("opened")).unwrap();
    assert_eq!(opened.trim(), format!("http://127.0.0.1:{}/", preview.port));
}
