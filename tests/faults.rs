//! What a build leaves behind when it is not alone, or when it is killed: a site that is whole, or that the next build
//! makes whole.
//!
//! `KHACPHUC_KILLS` sets how many builds are killed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use khacphuc::write::Claim;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// Bytes of files by their paths below a folder.
type Tree = BTreeMap<String, Vec<u8>>;

/// A small site of one's own, whose text can be changed.
struct Site {
    folder: TempDir,
}

const BODY: &str =
    "---\nkind: body\nname: Ban Thường vụ\nunits: [{id: vp, name: Văn phòng}]\n---\n# Đơn vị\n";

impl Site {
    /// A site of some records, each with this sentence.
    fn new(sentence: &str) -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap() };
        site.write("dong/index.md", BODY);
        for year in 2021..=2023 {
            site.write(
                &format!("dong/{year}/plan.md"),
                &format!("---\nkind: plan\n---\n# Kế hoạch năm {year}\n"),
            );
        }
        site.say(sentence);
        site
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Writes all records anew with this sentence.
    fn say(&self, sentence: &str) {
        for year in 2021..=2023 {
            for name in ["mot", "hai", "ba", "bon"] {
                let text = format!(
                    "---\nkind: deficiency\ndeficiency: {name}\nstatus: open\n---\n# Việc {name}\n\n{sentence}\n\n## Giải pháp\n\n- Làm (*trong tháng 02/{year}*)\n"
                );
                self.write(&format!("dong/{year}/{name}.md"), &text);
            }
        }
    }

    fn out(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A build, started.
    fn start(&self, out: &str, more: &[&str]) -> Child {
        self.call("build", &[&["--out", out], more].concat())
    }

    /// A call of the program, started.
    fn call(&self, command: &str, more: &[&str]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_khacphuc"))
            .args([command, "--as-of", "2023-12-31", "--language", "en"])
            .args(more)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// A build to its end, which has to be good.
    fn build(&self, out: &str) {
        good(&self.start(out, &[]).wait_with_output().unwrap());
    }

    /// What the site is when it is built where nothing was before.
    fn clean(&self) -> Tree {
        let clean = Site { folder: tempfile::tempdir().unwrap() };
        copy(&self.folder.path().join("content"), &clean.folder.path().join("content"));
        clean.build("public");
        tree(&clean.out("public"))
    }
}

fn copy(from: &Path, to: &Path) {
    for (path, bytes) in tree(from) {
        let path = to.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn tree(folder: &Path) -> Tree {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let path = |file: &Path| file.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
    files.map(|file| (path(file.path()), fs::read(file.path()).unwrap())).collect()
}

#[track_caller]
fn good(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Of many builds at once into one folder, each waits for its turn, and all are good.
#[test]
fn builds_at_once_into_one_folder() {
    let site = Site::new("Một.");
    let builds: Vec<Child> = (0..6).map(|_| site.start("public", &[])).collect();
    let ended: Vec<Output> = builds.into_iter().map(|build| build.wait_with_output().unwrap()).collect();
    ended.iter().for_each(good);
    assert_eq!(tree(&site.out("public")), site.clean());
}

/// Builds at once into folders of their own share what they keep for the next, and none is the worse for it.
#[test]
fn builds_at_once_into_many_folders() {
    let site = Site::new("Một.");
    for round in 0..3 {
        site.say(&format!("Lần {round}."));
        let builds: Vec<Child> = (0..4).map(|number| site.start(&format!("out-{number}"), &[])).collect();
        builds.into_iter().for_each(|build| good(&build.wait_with_output().unwrap()));
        let clean = site.clean();
        for number in 0..4 {
            assert_eq!(tree(&site.out(&format!("out-{number}"))), clean);
        }
    }
}

/// A build says that it waits, and publishes what was saved meanwhile; one that was told not to wait gives up.
#[test]
fn a_build_waits_or_gives_up() {
    let site = Site::new("Một.");
    let claim = Claim::take(&site.out("public")).unwrap().unwrap();
    let refused = site.start("public", &["--no-wait"]).wait_with_output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(said, "khacphuc: cannot write the site into public: another build is writing into it\n");
    let mut waiting = site.start("public", &[]);
    let mut line = String::new();
    let mut words = std::io::BufReader::new(waiting.stderr.take().unwrap());
    std::io::BufRead::read_line(&mut words, &mut line).unwrap();
    assert_eq!(line, "Another build is writing into public; waiting for it.\n");
    assert!(waiting.try_wait().unwrap().is_none());
    site.say("Hai.");
    drop(claim);
    std::io::copy(&mut words, &mut std::io::sink()).unwrap();
    assert!(waiting.wait().unwrap().success());
    assert_eq!(tree(&site.out("public")), site.clean());
}

/// A build that mistakes stopped leaves no folder behind, and one into a folder that cannot be made says so.
#[test]
fn nothing_is_made_for_nothing() {
    let site = Site::new("Một.");
    site.write("dong/2023/nam.md", "---\nkind: deficiency\ndeficiency: nam\nstatus: x\n---\n# Năm\n");
    assert_eq!(site.start("public", &[]).wait_with_output().unwrap().status.code(), Some(1));
    assert!(!site.out("public").exists());
    fs::write(site.out("file"), "").unwrap();
    let failed = site.start("file", &[]).wait_with_output().unwrap();
    assert_eq!(failed.status.code(), Some(2));
    assert_eq!(fs::read(site.out("file")).unwrap(), b"");
}

/// Numbers that look drawn, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % below.max(1)
    }
}

#[expect(clippy::disallowed_methods, reason = "nothing of it reaches the output of a build")]
fn kills() -> u64 {
    std::env::var("KHACPHUC_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(16)
}

/// Builds are killed at any moment, most of them while files are put into their places. Each file is the old or the new
/// one as a whole, the list of files names all that are there, and the next build makes the site what it has to be.
#[test]
#[expect(clippy::print_stderr, reason = "how many kills hit the switch is worth knowing")]
fn a_build_that_is_killed_is_made_good_by_the_next() {
    let site = Site::new("Một.");
    let mut dice = Dice(2021);
    site.build("public");
    let mut mixed = 0;
    for round in 0..kills() {
        let old = tree(&site.out("public"));
        // Every page differs, or one record does.
        match round % 2 {
            0 => site.say(&format!("Lần thứ {round}.")),
            _ => site.write("dong/2022/them.md", &format!("---\nkind: deficiency\ndeficiency: them-{round}\nstatus: open\n---\n# Thêm {round}\n\n## Giải pháp\n\n- Làm (*trong năm 2022*)\n")),
        }
        let new = site.clean();
        let mut build = site.start("public", &[]);
        kill(&mut build, &site.out("public"), &mut dice, round % 4 != 3);
        let left = tree(&site.out("public"));
        // With sums, or while files are moved into place without them.
        let listed = std::str::from_utf8(&left[".khacphuc-files"]).unwrap().lines();
        let listed: BTreeSet<&str> =
            listed.map(|line| line.split_once("  ").map_or(line, |(_, path)| path)).collect();
        for (path, bytes) in left.iter().filter(|(path, _)| !path.starts_with(".khacphuc-")) {
            let is_known = old.get(path) == Some(bytes) || new.get(path) == Some(bytes);
            assert!(is_known, "round {round}: {path} is neither old nor new");
            assert!(listed.contains(path.as_str()), "round {round}: {path} is not listed");
        }
        let is = |whole: &Tree| {
            whole.iter().all(|(path, bytes)| path.starts_with(".khacphuc-") || left.get(path) == Some(bytes))
        };
        mixed += u64::from(!is(&old) && !is(&new));
        site.build("public");
        assert_eq!(tree(&site.out("public")), new, "round {round}");
    }
    eprintln!("{} builds killed, {mixed} of them between the first file moved and the last", kills());
}

/// Microseconds in which a build is over.
const LONGER: u64 = 600_000;

/// Kills a build at any moment, or soon after it began to put files into their places.
fn kill(build: &mut Child, out: &Path, dice: &mut Dice, is_at_switch: bool) {
    if is_at_switch {
        let list = || fs::metadata(out.join(".khacphuc-files")).and_then(|found| found.modified()).ok();
        let before = list();
        while list() == before && build.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_micros(50));
        }
        std::thread::sleep(Duration::from_micros(dice.roll(6000)));
    } else {
        std::thread::sleep(Duration::from_micros(dice.roll(LONGER)));
    }
    let _ = build.kill();
    build.wait().unwrap();
}

/// An output that is a device or a file is refused, and stays what it was.
#[cfg(unix)]
#[test]
fn an_output_that_is_no_folder_is_refused() {
    let site = Site::new("Một.");
    for out in ["/dev/null", "/dev/full", "/dev/zero"] {
        let ended = site.start(out, &[]).wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(2), "{out}");
        assert!(!fs::metadata(out).unwrap().is_dir());
    }
}

/// How long a call may take that has nothing to wait for.
#[cfg(unix)]
const PATIENCE: Duration = Duration::from_secs(20);

/// Exit status and words of a call, which has to end by itself.
#[cfg(unix)]
#[track_caller]
fn ended(mut call: Child) -> (Option<i32>, String) {
    let mut waited = Duration::ZERO;
    while call.try_wait().unwrap().is_none() {
        if waited > PATIENCE {
            call.kill().unwrap();
            panic!("it waits, or reads without end");
        }
        std::thread::sleep(Duration::from_millis(20));
        waited += Duration::from_millis(20);
    }
    let output = call.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// A name of what is no file, and what puts one at a path.
#[cfg(unix)]
type NoFile = (&'static str, fn(&Path));

/// A pipe that nobody writes into, a link to a device that never ends, a socket.
#[cfg(unix)]
fn no_files() -> [NoFile; 3] {
    let pipe: fn(&Path) = |path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    let device: fn(&Path) = |path| std::os::unix::fs::symlink("/dev/zero", path).unwrap();
    let socket: fn(&Path) = |path| drop(std::os::unix::net::UnixListener::bind(path).unwrap());
    [("pipe", pipe), ("device", device), ("socket", socket)]
}

/// Where a pipe, a device or a socket is in the place of something that is read, no call hangs: it is named.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_named_and_not_waited_for() {
    for (kind, make) in no_files() {
        for (path, is_of_output) in [
            ("khacphuc.toml", false),
            ("content/dong/2023/ong.md", false),
            ("content/dong/2023/ong.csv", false),
            ("content/documents.yaml", false),
            ("templates/home.html", false),
            ("public/.khacphuc-files", true),
            ("public/.khacphuc-lock", true),
            ("public/index.html", true),
        ] {
            let site = Site::new("Một.");
            let place = site.out(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            make(&place);
            let calls: &[&str] = if is_of_output { &["build"] } else { &["build", "check"] };
            for call in calls {
                let (status, said) = ended(site.call(call, &[]));
                assert!(matches!(status, Some(1 | 2)), "{kind} {path} {call}: {status:?} {said}");
                assert!(said.contains(path), "{kind} {path} {call}: {said}");
            }
            assert!(!site.out("public/dong").exists(), "{kind} {path}: something was published");
        }
    }
}

/// What is kept for the next build is only a help: where a pipe is in its place, the site is built without it.
#[cfg(unix)]
#[test]
fn what_is_kept_and_is_no_file_is_as_if_it_were_not_there() {
    for (kind, make) in no_files() {
        let site = Site::new("Một.");
        site.build("public");
        let kept = tree(&site.out(".khacphuc-cache"));
        assert!(kept.len() > 5, "{kept:?}");
        for path in kept.keys() {
            let place = site.out(".khacphuc-cache").join(path);
            fs::remove_file(&place).unwrap();
            make(&place);
        }
        assert_eq!(ended(site.call("build", &["--out", "public"])).0, Some(0), "{kind}");
        assert_eq!(tree(&site.out("public")), site.clean());
    }
}

/// The list of files is made anew where it is: what a link in its place leads to stays.
#[cfg(unix)]
#[test]
fn the_list_of_files_is_not_written_through_links() {
    for list in [".khacphuc-files", ".khacphuc-files.new"] {
        let site = Site::new("Một.");
        site.build("public");
        fs::write(site.out("kept"), "index.html\n").unwrap();
        let place = site.out("public").join(list);
        let _ = fs::remove_file(&place);
        std::os::unix::fs::symlink("../kept", &place).unwrap();
        site.say("Hai.");
        let _ = ended(site.call("build", &[]));
        assert_eq!(fs::read_to_string(site.out("kept")).unwrap(), "index.html\n", "{list}");
    }
}

/// What `init` writes is new: a link that leads to nothing is in the way, and makes nothing where it leads to.
#[cfg(unix)]
#[test]
fn init_writes_through_no_link() {
    for (file, more) in [
        ("khacphuc.toml", &[][..]),
        (".gitlab-ci.yml", &["--ci", "gitlab"]),
        ("admin/config.yml", &["--cms", "decap"]),
        ("admin/index.html", &["--cms", "decap"]),
    ] {
        let site = tempfile::tempdir().unwrap();
        let place = site.path().join("site").join(file);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        let target = site.path().join("made");
        std::os::unix::fs::symlink(&target, &place).unwrap();
        let mut call = Command::new(env!("CARGO_BIN_EXE_khacphuc"));
        let call = call.current_dir(site.path()).args(["init", "site"]).args(more).output().unwrap();
        assert_eq!(call.status.code(), Some(2), "{file}: {call:?}");
        assert!(!target.exists(), "{file}");
    }
}

/// A folder that cannot be written to, though its owner or root may write anywhere, as long as this is held.
#[cfg(target_os = "linux")]
struct Closed(PathBuf, &'static str);

#[cfg(target_os = "linux")]
impl Closed {
    /// Closes a folder in the first way that this machine allows.
    fn close(folder: &Path) -> Option<Self> {
        let calls = [("chattr", vec!["+i"]), ("mount", vec!["--bind", "-o", "ro"])];
        for (program, args) in calls {
            let folders = if program == "mount" { vec![folder, folder] } else { vec![folder] };
            let ended = Command::new(program).args(args).args(folders).output();
            let closed =
                ended.is_ok_and(|ended| ended.status.success()).then(|| Self(folder.into(), program));
            if closed.is_some() && fs::write(folder.join("probe"), "").is_err() {
                return closed;
            }
            let _ = fs::remove_file(folder.join("probe"));
        }
        None
    }
}

#[cfg(target_os = "linux")]
impl Drop for Closed {
    fn drop(&mut self) {
        let (program, args) = if self.1 == "mount" { ("umount", vec![]) } else { ("chattr", vec!["-i"]) };
        Command::new(program).args(args).arg(&self.0).status().unwrap();
    }
}

/// A build that has to write into a folder which it cannot write to says so before it moves the first file: the site is
/// the old one as a whole, and not half of each.
#[cfg(target_os = "linux")]
#[test]
#[expect(clippy::print_stderr, reason = "a machine that closes no folder to this test has not tried it")]
fn a_folder_that_cannot_be_written_to_leaves_the_last_site() {
    let site = Site::new("Một.");
    site.build("public");
    let published = || {
        let mut tree = tree(&site.out("public"));
        tree.remove(".khacphuc-lock");
        tree
    };
    let old = published();
    for (folder, is_said) in [("public/dong/2022", true), ("public/dong/2023", false)] {
        match is_said {
            true => site.say("Hai."),
            false => fs::remove_file(site.out("content/dong/2023/bon.md")).unwrap(),
        }
        let Some(closed) = Closed::close(&site.out(folder)) else {
            return eprintln!("SKIPPED: neither chattr nor mount closes a folder here");
        };
        let (status, said) = ended(site.start("public", &[]));
        assert_eq!(status, Some(2), "{said}");
        assert!(said.contains(folder), "{said}");
        drop(closed);
        assert!(published() == old, "{folder}: the site is not what it was");
    }
    site.build("public");
    assert_eq!(tree(&site.out("public")), site.clean());
}

/// Names that differ only in case, or only in how their letters are composed, would be one file on some systems: the
/// build says so, and what was published stays.
#[test]
fn names_that_differ_in_case_or_composition_are_refused() {
    for (name, twin) in [("mot", "Mot"), ("\u{111}o\u{e0}n", "\u{111}oa\u{300}n")] {
        let site = Site::new("Một.");
        let record = |name: &str| format!("---\nkind: page\n---\n# Trang {name}\n");
        site.write(&format!("trang/{name}.md"), &record("một"));
        site.build("public");
        let before = tree(&site.out("public"));
        site.write(&format!("trang/{twin}.md"), &record("hai"));
        let folder = site.folder.path().join("content/trang");
        if fs::read_dir(folder).unwrap().count() == 1 {
            // This file system takes them for one name itself.
            continue;
        }
        let ended = site.start("public", &[]).wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(1), "{name}: {}", String::from_utf8_lossy(&ended.stderr));
        assert!(String::from_utf8_lossy(&ended.stderr).contains("[path-clash]"), "{name}");
        assert_eq!(tree(&site.out("public")), before);
    }
}

/// The clock may jump: files from the future or from long ago are published as they are, after every edit.
#[test]
fn a_clock_that_jumps_hides_no_edit() {
    let site = Site::new("Một.");
    let day = Duration::from_secs(24 * 60 * 60);
    let now = SystemTime::UNIX_EPOCH + 20_000 * day;
    site.build("public");
    for (round, time) in [now + 20_000 * day, SystemTime::UNIX_EPOCH + day, now].into_iter().enumerate() {
        // As long as the sentence before, so that only what is in it tells.
        site.say(["Hai.", "Bốn.", "Tám."][round]);
        for folder in ["content", "public"] {
            for path in tree(&site.out(folder)).keys() {
                let file = fs::File::options().write(true).open(site.out(folder).join(path)).unwrap();
                file.set_modified(time).unwrap();
            }
        }
        site.build("public");
        assert_eq!(tree(&site.out("public")), site.clean(), "round {round}");
    }
}
