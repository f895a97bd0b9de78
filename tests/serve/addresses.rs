//! What is served, and what never is.

use super::preview::{Preview, RECORD_FILE, RECORD_PAGE, khacphuc, record, site};
use std::fs;
use std::io::Write;

#[test]
fn the_site_is_served_as_it_would_be_built() {
    let preview = Preview::start();
    let args = ["build", "--edition", "internal", "--out", "built"];
    assert!(khacphuc(preview.site.path(), preview.cookies.path(), &args).status().unwrap().success());
    let built = preview.path("built");
    let (mut count, mut edited) = (0, 0);
    for entry in walkdir::WalkDir::new(&built).into_iter().map(Result::unwrap) {
        let path = entry.path().strip_prefix(&built).unwrap().to_str().unwrap();
        if !entry.file_type().is_file() || path.starts_with('.') {
            continue;
        }
        let answer = preview.get(&format!("/{path}"));
        let mut served = answer.body.clone();
        if path.ends_with(".html") {
            let mut text = answer.text();
            let script =
                text.rfind("<script src=\"/.khacphuc/preview.js\"").expect("each page has the script");
            let link = text.find("<link rel=\"stylesheet\" href=\"/.khacphuc/preview.css\">");
            let at = link.unwrap_or(script);
            edited += usize::from(link.is_some());
            let end = at + text[at..].find("</script>").unwrap() + "</script>".len();
            assert!(text[end..].starts_with("</body>"));
            assert!(!text[at..end].contains("</html>"));
            text.replace_range(at..end, "");
            served = text.into_bytes();
        }
        assert!(served == fs::read(entry.path()).unwrap(), "{path}");
        count += 1;
    }
    assert!(count > 15, "{count} files");
    let sources = walkdir::WalkDir::new(preview.path("content")).into_iter().map(Result::unwrap);
    let sources = sources.filter(|file| file.path().extension().is_some_and(|ending| ending == "md")).count();
    assert_eq!(edited, sources, "each file has a page with a link to its form, and no other page has one");
}

#[test]
fn each_file_has_its_type_and_nothing_is_kept() {
    let preview = Preview::start();
    for (address, mime) in [
        ("/", "text/html; charset=utf-8"),
        ("/don-vi/", "text/html; charset=utf-8"),
        ("/assets/style.css", "text/css; charset=utf-8"),
        ("/bang.csv", "text/csv; charset=utf-8"),
        ("/data/ledger.json", "application/json"),
        ("/.khacphuc/preview.js", "text/javascript; charset=utf-8"),
        ("/nothing", "text/html; charset=utf-8"),
    ] {
        let answer = preview.get(address);
        assert_eq!(answer.header("content-type"), mime, "{address}");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
        assert!(!answer.headers.contains_key("access-control-allow-origin"));
    }
}

#[test]
fn a_folder_lacks_its_slash_and_a_wrong_address_its_letter() {
    let preview = Preview::start();
    let folder = preview.get("/don-vi/2023");
    assert_eq!((folder.status, folder.header("location")), (307, "/don-vi/2023/"));
    let nothing = preview.get("/don-vi/2023/hpo.html");
    assert_eq!(nothing.status, 404);
    assert!(nothing.text().contains("<a href=\"/don-vi/2023/hop.html\">"), "{}", nothing.text());
    let odd = preview.get("/%3Cimg%20src=x%3E%22");
    assert_eq!(odd.status, 404);
    assert!(odd.text().contains("&lt;img src=x&gt;&quot;"), "{}", odd.text());
}

/// Ways to spell a path that leads out of the site, to `canary.txt` beside it.
pub const SPELLINGS: &[&str] = &[
    "/../canary.txt",
    "/../../canary.txt",
    "/don-vi/../../canary.txt",
    "/don-vi/2023/../../../../../../../../etc/passwd",
    "/./../canary.txt",
    "//canary.txt",
    "//etc/passwd",
    "///etc/passwd",
    "/etc/passwd",
    "/%2e%2e/canary.txt",
    "/%2e%2e%2fcanary.txt",
    "/..%2fcanary.txt",
    "/..%2Fcanary.txt",
    "/%2e%2e%5ccanary.txt",
    "/..%5ccanary.txt",
    "/..\\canary.txt",
    "/..%255ccanary.txt",
    "/%252e%252e/canary.txt",
    "/%252e%252e%252fcanary.txt",
    "/%c0%ae%c0%ae/canary.txt",
    "/%c0%ae%c0%ae%c0%afcanary.txt",
    "/%e0%80%ae%e0%80%ae/canary.txt",
    "/%uff0e%uff0e/canary.txt",
    "/\u{ff0e}\u{ff0e}/canary.txt",
    "/%EF%BC%8E%EF%BC%8E/canary.txt",
    "/..;/canary.txt",
    "/.../canary.txt",
    "/..../canary.txt",
    "/.. /canary.txt",
    "/..%20/canary.txt",
    "/..%00/canary.txt",
    "/canary.txt%00.html",
    "/%00",
    "/%2fetc%2fpasswd",
    "/%5c%5chost%5cshare",
    "/C:/Windows/win.ini",
    "/c:%5cWindows%5cwin.ini",
    "/file:///etc/passwd",
    "/~/canary.txt",
    "/content/don-vi/2023/hop.md",
    "/don-vi/2023/hop.md",
    "/don-vi/2023/hop.html/../../../../canary.txt",
    "/don-vi/2023/hop.html/",
    "/don-vi/2023/hop.html.",
    "/don-vi/2023/hop.html%20",
    "/don-vi/2023/hop.html::$DATA",
    "/DON-VI/2023/HOP.HTML",
    "/khacphuc.toml",
    "/content/.secret.md",
    "/.secret.html",
    "/.khacphuc",
    "/.khacphuc/",
    "/.khacphuc/../canary.txt",
    "/.khacphuc/events/../../canary.txt",
    "/templates/home.html",
    "/nhap.txt",
    "/%",
    "/%2",
    "/%gg",
    "/%0d%0aX-Injected:%20yes",
];

#[test]
fn nothing_outside_the_site_is_served_however_its_path_is_spelled() {
    const CANARY: &str = "CANARY-7f3a";
    let outer = tempfile::tempdir().unwrap();
    fs::write(outer.path().join("canary.txt"), CANARY).unwrap();
    let site = tempfile::Builder::new().tempdir_in(outer.path()).unwrap();
    for (path, text) in super::preview::SITE {
        super::preview::write(&site.path().join(path), text);
    }
    // Files that are among the sources, but that no page links to.
    fs::write(site.path().join("canary.txt"), CANARY).unwrap();
    fs::write(site.path().join("content/nhap.txt"), CANARY).unwrap();
    fs::write(site.path().join("content/.secret.md"), CANARY).unwrap();
    let preview = Preview::of(site, &[]);
    let long = format!("/{}canary.txt", "../".repeat(10_000));
    let longer = format!("/{}", "a".repeat(1_000_000));
    for address in SPELLINGS.iter().copied().chain([long.as_str(), &longer]) {
        let shown: String = address.chars().take(80).collect();
        for line in [format!("GET {address} HTTP/1.1"), format!("GET http://localhost{address} HTTP/1.1")] {
            let answer = preview.ask(&format!("{line}\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
            // 414: too long to be read at all. 0: not even that was waited for.
            assert!(matches!(answer.status, 400 | 404 | 414 | 431 | 0), "{shown}: {}", answer.status);
            assert!(!answer.text().contains(CANARY) && !answer.text().contains("root:"), "{shown}");
            assert!(!answer.headers.contains_key("x-injected"), "{shown}");
        }
    }
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn only_this_machine_by_its_own_name_is_answered() {
    let preview = Preview::start();
    let ask =
        |line: &str, headers: &str| preview.ask(&format!("{line}\r\n{headers}Connection: close\r\n\r\n"));
    for host in ["localhost", "LocalHost:80", "127.0.0.1", "127.0.0.1:1931", "[::1]:1931"] {
        assert_eq!(ask("GET / HTTP/1.1", &format!("Host: {host}\r\n")).status, 200, "{host}");
    }
    for host in [
        "example.org",
        "localhost.example.org",
        "127.0.0.1.example.org",
        "10.0.0.1",
        "",
        "a b",
        "127.0.0.1@x",
    ] {
        for path in ["/", "/data/ledger.json", "/.khacphuc/events", "/.khacphuc/preview.js"] {
            let answer = ask(&format!("GET {path} HTTP/1.1"), &format!("Host: {host}\r\n"));
            assert_eq!(answer.status, 403, "{host}");
            assert!(!answer.text().contains("Sổ"));
        }
    }
    assert_eq!(ask("GET / HTTP/1.1", "").status, 403);
    assert_eq!(ask("GET / HTTP/1.1", "Host: localhost\r\nHost: example.org\r\n").status, 403);
    assert_eq!(ask("GET http://example.org/ HTTP/1.1", "Host: localhost\r\n").status, 403);
}

/// What a browser adds to a request of a page elsewhere: another port of this machine, another site, a page from
/// the file system or in a sandbox, a site whose name was made to lead here.
pub const FOREIGN: [&str; 13] = [
    "Origin: http://localhost:8080",
    "Origin: http://127.0.0.1:8080",
    "Origin: https://localhost",
    "Origin: http://localhost.example.org",
    "Origin: https://example.org",
    "Origin: null",
    "Origin: http://localhost\r\nOrigin: https://example.org",
    "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script",
    "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image",
    "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe",
    "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty",
    "Sec-Fetch-Site: none\r\nSec-Fetch-Site: cross-site",
    "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: document",
];

#[test]
fn a_page_elsewhere_reads_and_writes_nothing() {
    let preview = Preview::start();
    let ask = |method: &str, path: &str, headers: &str| {
        preview.ask(&format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Connection: close\r\n\r\n"
        ))
    };
    let paths =
        ["/", "/data/ledger.json", "/data/search/index.js", "/.khacphuc/events", "/.khacphuc/preview.js"];
    let before = fs::read(preview.path(RECORD_FILE)).unwrap();
    for headers in FOREIGN {
        for path in paths {
            let answer = ask("GET", path, &format!("{headers}\r\n"));
            assert_eq!(answer.status, 403, "{path}: {headers}");
            assert!(!answer.text().contains("Sổ") && !answer.text().contains("token"), "{path}: {headers}");
        }
        for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
            let preflight =
                "Access-Control-Request-Method: PUT\r\nAccess-Control-Request-Private-Network: true\r\n";
            let answer = ask(method, "/don-vi/2023/hop.html", &format!("{headers}\r\n{preflight}"));
            assert!(matches!(answer.status, 403 | 405), "{method}: {headers}");
            assert!(!answer.headers.keys().any(|name| name.starts_with("access-control-")), "{headers}");
        }
    }
    assert_eq!(fs::read(preview.path(RECORD_FILE)).unwrap(), before);
    let own = "Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n";
    let link = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    for path in paths.into_iter().filter(|path| !path.ends_with("events")) {
        for headers in [own, link, "Sec-Fetch-Site: none\r\n", ""] {
            let answer = ask("GET", path, headers);
            assert_eq!(answer.status, 200, "{path}: {headers}");
            assert!(!answer.headers.keys().any(|name| name.starts_with("access-control-")), "{headers}");
            for (name, value) in [
                ("cross-origin-resource-policy", "same-origin"),
                ("cross-origin-opener-policy", "same-origin"),
                ("content-security-policy", "frame-ancestors 'none'"),
            ] {
                assert_eq!(answer.header(name), value);
            }
        }
    }
}

#[test]
fn a_header_of_megabytes_is_refused() {
    let preview = Preview::start();
    let long = "a".repeat(2 * 1024 * 1024);
    let answer = preview.ask(&format!("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {long}\r\n\r\n"));
    // 0: whoever refuses it need not have read all of it.
    assert!(matches!(answer.status, 431 | 0), "{}", answer.status);
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn browsers_that_never_finish_keep_nobody_waiting() {
    let preview = Preview::start();
    let slow: Vec<_> = (0..400)
        .map(|number| {
            let mut stream = preview.connect();
            let begun = [
                "",
                "GET / HT",
                "GET / HTTP/1.1\r\nHost: local",
                "GET /.khacphuc/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
            ];
            stream.write_all(begun[number % begun.len()].as_bytes()).unwrap();
            stream
        })
        .collect();
    preview.save(RECORD_FILE, record("Họp rất muộn"));
    assert!(preview.page(RECORD_PAGE).contains("Họp rất muộn"));
    drop(slow);
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn a_preview_is_only_looked_at() {
    let preview = Preview::start();
    let before = fs::read(preview.path(RECORD_FILE)).unwrap();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FROB"] {
        let request = format!(
            "{method} /don-vi/2023/hop.html HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx"
        );
        let answer = preview.ask(&request);
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"), "{method}");
    }
    assert_eq!(fs::read(preview.path(RECORD_FILE)).unwrap(), before);
    for path in ["/", "/.khacphuc/events", "/.khacphuc/preview.js"] {
        let answer =
            preview.ask(&format!("HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        assert_eq!((answer.status, answer.body.len()), (200, 0), "{path}");
    }
    let length = preview.get("/").body.len().to_string();
    let head = preview.ask("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert_eq!(head.header("content-length"), length);
}

#[test]
fn the_public_edition_can_be_looked_at_too() {
    let public = Preview::of(site(), &["--edition", "public"]);
    assert_eq!(public.get("/quality.html").status, 404);
    assert_eq!(Preview::start().get("/quality.html").status, 200);
}
