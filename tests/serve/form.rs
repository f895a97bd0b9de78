//! The form of a page, sent as a browser without script sends it: what is filled in is what is written, and nothing
//! else is; nobody but the form itself can write; nothing is ever written over.

use super::addresses::{FOREIGN, SPELLINGS};
use super::preview::{Answer, Preview, RECORD, RECORD_FILE, RECORD_PAGE, khacphuc, site, write};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Where the record's form is.
const RECORD_FORM: &str = "/.khacphuc/edit/don-vi/2023/hop.html";

/// A form as it is filled in.
#[derive(Debug, Clone)]
struct Filled {
    action: String,
    fields: Vec<(String, String)>,
}

impl Filled {
    /// The form in a page, as a browser shows it.
    fn of(html: &str) -> Self {
        let own = html.split("<form ").nth(1).expect("a form").split("</form>").next().unwrap();
        let action = attribute(own, "action").unwrap();
        let mut fields = Vec::new();
        let mut select = String::new();
        for tag in own.split('<').skip(1) {
            let (head, rest) = tag.split_once('>').unwrap();
            let name = || unescape(&attribute(head, "name").unwrap_or_default());
            let value = || unescape(&attribute(head, "value").unwrap_or_default());
            match head.split([' ', '\n']).next().unwrap() {
                "input" if head.contains("type=\"checkbox\"") && !head.contains(" checked") => {}
                "input" => fields.push((name(), value())),
                // A browser leaves out the first line break.
                "textarea" => fields.push((name(), unescape(rest.strip_prefix('\n').unwrap_or(rest)))),
                "select" => select = name(),
                "option" if head.ends_with(" selected") => fields.push((select.clone(), value())),
                _ => {}
            }
        }
        Self { action, fields }
    }

    fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// With another value.
    fn set(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// As a browser sends it.
    fn body(&self, deed: &str) -> String {
        let mut body = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &self.fields {
            body.append_pair(name, &value.replace("\r\n", "\n").replace(['\r', '\n'], "\r\n"));
        }
        body.append_pair("do", deed).finish()
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split_once(&format!("{name}=\""))?.1;
    Some(rest.split_once('"')?.0.to_owned())
}

fn unescape(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&amp;", "&")
}

/// What a browser says of a form that it sends from its own page.
const OWN: &str = "Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: navigate\r\n\
                   Content-Type: application/x-www-form-urlencoded\r\n";

fn post(preview: &Preview, address: &str, headers: &str, body: &str) -> Answer {
    preview.ask(&format!(
        "POST {address} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    ))
}

fn open(preview: &Preview) -> Filled {
    Filled::of(&preview.page(RECORD_FORM))
}

fn send(preview: &Preview, form: &Filled, deed: &str) -> Answer {
    post(preview, &form.action, OWN, &form.body(deed))
}

fn record(preview: &Preview) -> String {
    fs::read_to_string(preview.path(RECORD_FILE)).unwrap()
}

/// A page of a frozen year is the one in its bag, and has no form; an erratum beside it has one.
#[test]
fn what_is_frozen_has_no_form() {
    let site = site();
    let erratum =
        "---\nkind: erratum\nof: hop\ndate: 2023-12-31\nby: Ban\nwrong: Chậm\nright: Muộn\n---\n# Sửa chữ\n";
    let folder = tempfile::tempdir().unwrap();
    let frozen = khacphuc(site.path(), folder.path(), &["freeze", "don-vi", "2023"]).output().unwrap();
    assert!(frozen.status.success(), "{}", String::from_utf8_lossy(&frozen.stderr));
    write(&site.path().join("content/don-vi/2023/errata/hop.md"), erratum);
    let preview = Preview::of(site, &[]);
    let page = preview.page(RECORD_PAGE);
    assert!(page.contains("<!--errata--><section") && !page.contains("Edit this page"), "{page}");
    assert!(preview.page("/don-vi/2023/errata/hop.html").contains("Edit this page"));
    assert_eq!(
        preview
            .ask(&format!("GET {RECORD_FORM} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
            .status,
        404
    );
}

#[test]
fn what_is_filled_in_is_written_and_nothing_else() {
    let preview = Preview::start();
    assert!(preview.page(RECORD_PAGE).contains(&format!("<a href=\"{RECORD_FORM}\">Edit this page</a>")));
    let form = open(&preview);
    let saved = send(&preview, &form, "save");
    assert_eq!((saved.status, saved.header("location")), (303, RECORD_PAGE), "{}", saved.text());
    assert_eq!(record(&preview), RECORD);

    let form = form
        .set("f.status", "improving")
        .set("f.recognised", "2021")
        .set("f.coordinate", "vp")
        .set("m.0.done", "1")
        .set("m.0.extended", "quý III/2023")
        .set("m.1.words", "Họp đúng giờ");
    assert_eq!(send(&preview, &form, "save").status, 303);
    let expected = RECORD
        .replace("status: open\n", "status: improving\nrecognised: 2021\n")
        .replace("lead: vp\n", "lead: vp\ncoordinate: [vp]\n")
        .replace("- Ban", "- [x] Ban")
        .replace(
            "(*hoàn thành trong tháng 02/2023*)",
            "(~~hoàn thành trong tháng 02/2023~~ *quý III/2023*)\n- Họp đúng giờ",
        );
    assert_eq!(record(&preview), expected);
    assert!(preview.page(RECORD_PAGE).contains("Họp đúng giờ"));

    let form = open(&preview);
    let text = form.get("text").replace("Lời đầu.", "Lời đầu, sửa lại.");
    assert_eq!(send(&preview, &form.set("text", &text), "save").status, 303);
    assert_eq!(record(&preview), expected.replace("Lời đầu.", "Lời đầu, sửa lại."));
}

#[test]
fn an_indicator_is_a_row_of_a_table() {
    let preview = Preview::start();
    let form = open(&preview).set("i.0.name", "Cuộc họp").set("i.0.target", "12").set("i.0.unit", "cuộc");
    assert_eq!(send(&preview, &form, "save").status, 303);
    let table = "| Indicator | Target | Result | Unit |\n|---|---|---|---|\n| Cuộc họp | 12 |  | cuộc |\n";
    let expected = RECORD.replace("## Giải pháp", &format!("## Targets\n\n{table}\n## Giải pháp"));
    assert_eq!(record(&preview), expected);
    let form = open(&preview).set("i.0.actual", "10").set("m.0.done", "1").set("i.1.name", "Lịch họp");
    assert_eq!(send(&preview, &form, "save").status, 303);
    let expected = expected
        .replace("| 12 |  | cuộc |", "| 12 | 10 | cuộc |\n| Lịch họp |  |  |  |")
        .replace("- Ban", "- [x] Ban");
    assert_eq!(record(&preview), expected);
    assert_eq!(send(&preview, &open(&preview).set("i.1.gone", "1"), "save").status, 303);
    assert_eq!(record(&preview), expected.replace("| Lịch họp |  |  |  |\n", ""));
}

#[test]
fn a_unit_goes_by_its_name() {
    let preview = Preview::start();
    let form = open(&preview).set("m.0.units", "VĂN PHÒNG").set("f.disposition.by", "");
    assert_eq!(send(&preview, &form, "save").status, 303);
    let expected = RECORD.replace("lịch họp (", "lịch họp @vp (");
    assert_eq!(record(&preview), expected);
    let refused = send(&preview, &open(&preview).set("m.0.units", "Văn phòngg tỉnh"), "save");
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("No unit is called “Văn phòngg tỉnh”"), "{}", refused.text());
    let refused = send(&preview, &open(&preview).set("m.0.units", "Văn phòngg"), "save");
    assert!(refused.text().contains("did you mean “Văn phòng”?"), "{}", refused.text());
    assert_eq!(record(&preview), expected);
    // What is typed by an id that is none is told as `check` tells it, with what can be done.
    let checked = send(&preview, &open(&preview).set("m.0.units", "vpp"), "check").text();
    assert!(checked.contains("unknown-unit") && checked.contains("did you mean `vp`?"), "{checked}");
    assert!(checked.contains("<p class=\"hint\">add the unit to `units`"), "{checked}");
}

/// The content of this repository, as a site of its own.
fn real() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::copy(root.join("khacphuc.toml"), site.path().join("khacphuc.toml")).unwrap();
    for entry in walkdir::WalkDir::new(root.join("content")).into_iter().map(Result::unwrap) {
        let below = entry.path().strip_prefix(root).unwrap();
        if entry.file_type().is_file() {
            write(&site.path().join(below), fs::read(entry.path()).unwrap());
        }
    }
    site
}

#[test]
fn every_file_comes_back_from_its_form_as_it_was() {
    let preview = Preview::of(real(), &[]);
    let before = tree(&preview.path("content"));
    let mut rows = 0;
    for (file, text) in
        before.iter().filter(|(file, _)| file.extension().is_some_and(|ending| ending == "md"))
    {
        let page = file.strip_prefix(preview.path("content")).unwrap().with_extension("html");
        let address = format!("/.khacphuc/edit/{}", page.to_str().unwrap());
        let form = Filled::of(&preview.page(&address));
        assert_eq!(form.get("whole"), "", "{address} has fields");
        rows += form.fields.iter().filter(|(name, _)| name.ends_with(".was")).count();
        let saved = send(&preview, &form, "save");
        assert_eq!(saved.status, 303, "{address}: {}", saved.text());
        assert!(fs::read(file).unwrap() == *text, "{address}");
        // Nor does anything change but what is changed.
        let title = form.get("text").lines().find(|line| line.starts_with("# ")).unwrap().to_owned();
        let other = form.clone().set("text", &form.get("text").replacen(&title, &format!("{title} mới"), 1));
        let checked = send(&preview, &other, "check");
        let expected = String::from_utf8(text.clone()).unwrap().replacen(&title, &format!("{title} mới"), 1);
        let checked = send(&preview, &Filled::of(&checked.text()), "anyway");
        assert!(matches!(checked.status, 200 | 303), "{address}: {}", checked.status);
        assert_eq!(fs::read_to_string(file).unwrap(), expected, "{address}");
        write(file, text);
    }
    assert!(rows > 30, "{rows} measures");
    assert!(tree(&preview.path("content")) == before);
}

#[test]
fn line_ends_marks_and_remarks_stay_as_they_are() {
    let odd = "\u{feff}---\r\nkind: deficiency # hồ sơ\r\ndeficiency: 'hop'\nstatus: \"open\"\r\n\r\n# ai\r\nlead: vp\r\n---\r\n\
               # Họp  muộn\r\n\r\nMột\n\nhai.\r\n\r\n## Giải pháp\r\n\r\n* Ban hành lịch họp\t@vp\r\n";
    let preview = Preview::start();
    preview.save(RECORD_FILE, odd);
    let form = open(&preview);
    assert_eq!(send(&preview, &form, "save").status, 303);
    assert_eq!(record(&preview), odd);
    let form = form.set("f.status", "fixed").set("f.area", "hop");
    let text = form.get("text").replace("hai.", "hai.\nba.");
    assert_eq!(send(&preview, &form.set("text", &text), "save").status, 303);
    let expected =
        odd.replace("\"open\"\r\n", "\"fixed\"\r\narea: hop\r\n").replace("hai.\r\n", "hai.\r\nba.\r\n");
    assert_eq!(record(&preview), expected);
}

#[test]
fn what_is_wrong_is_told_and_saved_only_on_purpose() {
    let preview = Preview::start();
    let form = open(&preview).set("f.lead", "vpp").set("f.recognised", "2030");
    let checked = send(&preview, &form, "check");
    assert_eq!(checked.status, 200);
    assert!(
        checked.text().contains("<code>unknown-unit</code>") && checked.text().contains("did you mean `vp`?")
    );
    assert_eq!(record(&preview), RECORD);
    let refused = send(&preview, &Filled::of(&checked.text()), "save");
    assert_eq!(refused.status, 422);
    assert!(
        refused.text().contains("nothing was saved") && refused.text().contains("href=\"#f.recognised\"")
    );
    assert_eq!(record(&preview), RECORD);
    let kept = send(&preview, &Filled::of(&refused.text()), "anyway");
    assert_eq!(kept.status, 200, "{}", kept.text());
    assert!(kept.text().contains("The draft was saved"));
    assert!(record(&preview).contains("lead: vpp\n") && record(&preview).contains("recognised: 2030\n"));
    // The site is as it was, and the form goes on.
    assert!(preview.page(RECORD_PAGE).contains("Họp muộn"));
    let mended = open(&preview).set("f.lead", "vp").set("f.recognised", "");
    assert_eq!(send(&preview, &mended, "save").status, 303);
    assert_eq!(record(&preview), RECORD);
}

#[test]
fn a_change_meanwhile_is_a_conflict_and_is_never_written_over() {
    let preview = Preview::start();
    let form = open(&preview).set("f.status", "fixed");
    let other = RECORD.replace("Lời đầu.", "Lời của người khác.");
    preview.save(RECORD_FILE, &other);
    for deed in ["save", "anyway", "check"] {
        let conflict = send(&preview, &form, deed);
        assert_eq!(conflict.status, 409);
        let text = conflict.text();
        assert!(text.contains("<del>Lời của người khác.</del>") && text.contains("<ins>Lời đầu.</ins>"));
        assert_eq!(record(&preview), other, "{deed}");
    }
    let follow = send(&preview, &form, "follow");
    assert!(follow.text().contains("changed on the disk"), "{}", follow.text());
    let merging = Filled::of(&send(&preview, &form, "save").text());
    assert_eq!(merging.get("text"), RECORD.replace("status: open", "status: fixed"));
    let merged = other.replace("status: open", "status: fixed");
    assert_eq!(send(&preview, &merging.clone().set("text", &merged), "save").status, 303);
    assert_eq!(record(&preview), merged);
    // Whoever has seen neither of the two is told again.
    assert_eq!(send(&preview, &merging, "save").status, 409);
    assert_eq!(record(&preview), merged);
}

#[test]
fn only_the_form_itself_writes() {
    let preview = Preview::start();
    let form = open(&preview).set("f.status", "fixed");
    let (action, body) = (form.action.as_str(), form.body("anyway"));
    let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
    let refused = |headers: &str, body: &str| {
        let answer = post(&preview, action, headers, body);
        assert_eq!(answer.status, 403, "{headers}: {}", answer.text());
        assert!(!answer.headers.keys().any(|name| name.starts_with("access-control-")));
        assert_eq!(record(&preview), RECORD, "{headers}");
    };
    for foreign in FOREIGN {
        refused(&format!("{foreign}\r\n{kind}"), &body);
        // Not even one that has the token.
        refused(&format!("Origin: http://localhost\r\n{foreign}\r\n{kind}"), &body);
    }
    refused(kind, &body);
    refused(&OWN.replace("x-www-form-urlencoded", "json"), &body);
    refused(
        &OWN.replace("Content-Type: application/x-www-form-urlencoded", "Content-Type: text/plain"),
        &body,
    );
    let token = form.get("token").to_owned();
    refused(OWN, &form.clone().set("token", "").body("anyway"));
    refused(OWN, &form.clone().set("token", &token.to_uppercase()).body("anyway"));
    refused(OWN, &form.clone().set("token", &token[1..]).body("anyway"));
    refused(OWN, &format!("{body}&token=x"));
    let other_run = open(&Preview::start());
    assert_ne!(other_run.get("token"), token);
    refused(OWN, &form.clone().set("token", other_run.get("token")).body("anyway"));
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
        let request = format!(
            "{method} {action} HTTP/1.1\r\nHost: localhost\r\n{OWN}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        let answer = preview.ask(&request);
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD, POST"));
    }
    for host in ["example.org", "localhost.example.org"] {
        let request = format!(
            "POST {action} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n{kind}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        assert_eq!(preview.ask(&request).status, 403);
    }
    assert_eq!(record(&preview), RECORD);
    assert_eq!(send(&preview, &form, "save").status, 303);
    assert_ne!(record(&preview), RECORD);
}

#[test]
fn a_page_elsewhere_does_not_get_the_form() {
    let preview = Preview::start();
    for headers in FOREIGN {
        let request = format!(
            "GET {RECORD_FORM} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\nConnection: close\r\n\r\n"
        );
        let answer = preview.ask(&request);
        assert_eq!(answer.status, 403);
        assert!(!answer.text().contains("token"));
    }
    let answer = preview.get(RECORD_FORM);
    let policy = answer.header("content-security-policy");
    for part in ["default-src 'none'", "script-src 'self'", "form-action 'self'", "frame-ancestors 'none'"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
    assert_eq!(answer.header("cache-control"), "no-store");
}

/// All files below a folder, and what they hold.
fn tree(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    entries.map(|entry| (entry.path().to_owned(), fs::read(entry.path()).unwrap_or_default())).collect()
}

#[test]
fn no_file_outside_the_content_is_written() {
    let preview = Preview::start();
    preview.save("canary.txt", "canary");
    let before = tree(preview.site.path());
    let form = open(&preview).set("f.status", "fixed");
    let body = form.body("anyway");
    let odd = [
        "/../canary.txt",
        "/khacphuc.toml",
        "/bang.csv",
        "/nothing.html",
        "/quality.html",
        "/data/ledger.json",
    ];
    for spelling in SPELLINGS.iter().chain(&odd) {
        let address = format!("/.khacphuc/edit{spelling}");
        let answer = post(&preview, &address, OWN, &body);
        assert!(matches!(answer.status, 400 | 403 | 404 | 405), "{address}: {}", answer.status);
        assert_eq!(
            preview.get(&address).status,
            if answer.status == 405 { 400 } else { answer.status },
            "{address}"
        );
    }
    assert!(tree(preview.site.path()) == before);
}

#[cfg(unix)]
#[test]
fn a_file_that_a_link_leads_to_has_no_form() {
    use std::os::unix::fs::symlink;
    let site = site();
    let outside = tempfile::tempdir().unwrap();
    fs::create_dir_all(site.path().join("content/that")).unwrap();
    fs::write(site.path().join("content/that/that.md"), "---\nkind: page\n---\n# Thật\n").unwrap();
    symlink("that", site.path().join("content/lien-ket")).unwrap();
    symlink("that/that.md", site.path().join("content/mot.md")).unwrap();
    let preview = Preview::of(site, &[]);
    for page in ["/lien-ket/that.html", "/mot.html"] {
        assert!(!preview.page(page).contains("khacphuc-edit"), "{page}");
        assert_eq!(preview.get(&format!("/.khacphuc/edit{page}")).status, 404, "{page}");
    }
    // One that gives way to a link after its form was opened is not written through it.
    let form = open(&preview).set("f.status", "fixed");
    let target = outside.path().join("hop.md");
    fs::write(&target, RECORD).unwrap();
    fs::remove_file(preview.path(RECORD_FILE)).unwrap();
    symlink(&target, preview.path(RECORD_FILE)).unwrap();
    assert_eq!(send(&preview, &form, "anyway").status, 404);
    assert_eq!(fs::read_to_string(&target).unwrap(), RECORD);
}

#[test]
fn the_public_edition_has_no_form() {
    let public = Preview::of(site(), &["--edition", "public"]);
    assert!(!public.page(RECORD_PAGE).contains("khacphuc-edit"));
    assert_eq!(public.get(RECORD_FORM).status, 404);
}

#[test]
fn what_has_no_fields_is_changed_as_text() {
    let preview = Preview::start();
    let form = Filled::of(&preview.page(&format!("{RECORD_FORM}?as=text")));
    assert_eq!(form.get("text"), RECORD);
    assert_eq!(send(&preview, &form, "save").status, 303);
    assert_eq!(record(&preview), RECORD);
    let new = RECORD.replace("Lời đầu.", "Lời khác.");
    assert_eq!(send(&preview, &form.set("text", &new), "save").status, 303);
    assert_eq!(record(&preview), new);
    // TOML, and what cannot be read, is shown so by itself.
    let toml = "+++\nkind = \"deficiency\"\ndeficiency = \"hop\"\nstatus = \"open\"\n+++\n# Họp muộn\n";
    for text in [toml, "---\nkind: deficiency\nstatus: [\n---\n# Họp muộn\n"] {
        preview.save(RECORD_FILE, text);
        let form = open(&preview);
        assert_eq!((form.get("text"), form.get("whole")), (text, "1"));
    }
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let run = Command::new("git").arg("-C").arg(folder).args(arguments).output().unwrap();
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

#[cfg(unix)]
#[test]
fn a_save_is_a_commit_where_that_is_asked_for() {
    use std::os::unix::fs::PermissionsExt;
    let site = site();
    git(site.path(), &["init", "-q"]);
    git(
        site.path(),
        &["-c", "user.name=A", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "Đầu"],
    );
    git(site.path(), &["add", "."]);
    git(site.path(), &["-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "Nội dung"]);
    write(&site.path().join("khac.txt"), "x");
    git(site.path(), &["add", "khac.txt"]);
    let preview = Preview::of(site, &["--commit", "Văn phòng <vp@example.vn>"]);
    let log = || git(preview.site.path(), &["log", "--format=%an <%ae> %cn: %s", "-3"]);
    let form = open(&preview);
    assert!(preview.page(RECORD_FORM).contains("Văn phòng &lt;vp@example.vn&gt;"));
    // Nothing is changed, so there is nothing to commit.
    assert_eq!(send(&preview, &form, "save").status, 303);
    assert_eq!(log(), "A <a@b> A: Nội dung\nA <a@b> A: Đầu\n");
    assert_eq!(send(&preview, &form.set("f.status", "improving"), "save").status, 303);
    let own = "Văn phòng <vp@example.vn> Văn phòng";
    assert_eq!(log().lines().next(), Some(format!("{own}: Change don-vi/2023/hop.md").as_str()));
    let form = open(&preview).set("f.status", "fixed").set("message", "Theo báo cáo quý");
    assert_eq!(send(&preview, &form, "save").status, 303);
    assert_eq!(log().lines().next(), Some(format!("{own}: Theo báo cáo quý").as_str()));
    assert_eq!(git(preview.site.path(), &["show", "--format=", "--name-only"]), format!("{RECORD_FILE}\n"));
    assert_eq!(git(preview.site.path(), &["status", "--porcelain"]), "A  khac.txt\n");
    // What a hook says is told; the file is saved all the same.
    let hook = preview.path(".git/hooks/pre-commit");
    write(&hook, "#!/bin/sh\necho 'chưa được' >&2\nexit 1\n");
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    let answer = send(&preview, &open(&preview).set("f.status", "open"), "save");
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("Saved, but not committed") && answer.text().contains("chưa được"));
    assert!(record(&preview).contains("status: open\n"));
    assert_eq!(log().lines().next(), Some(format!("{own}: Theo báo cáo quý").as_str()));
}

#[test]
fn an_author_that_is_none_is_refused() {
    let site = site();
    let run = khacphuc(site.path(), site.path(), &["serve", "--commit", "Văn phòng"]).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8(run.stderr).unwrap().contains("write a name and an address"));
}
