//! `build --at`: the whole site as its repository stood at a revision or at the end of a day.

use crate::corpus::{Tree, read_tree};
use crate::repository::{Repository, said};
use crate::support::{Run, khacphuc, khacphuc_with};
use proptest::collection::vec;
use proptest::prelude::*;
use std::fs;
use std::path::Path;

const BODY: &str = "---\nkind: body\nname: Ban Thường vụ Tỉnh đoàn\ncode: TĐ\nlevel: province\nform: youth-union\n\
                    units: [{id: vp, name: Văn phòng, code: VP}]\n---\n# Tỉnh đoàn\n";
const PLAN: &str = "---\nkind: plan\nnumber: 12-KH/TĐ\ndate: 2023-02-01\n---\n# Kế hoạch năm 2023\n";
const SETTINGS: &str = "title = \"Khắc phục\"\nlanguage = \"vi\"\n";

/// A home page of a theme that was made before pages could say of which revision they are.
const OLD_HOME: &str = "<!DOCTYPE html>\n<html><head><title>{{ frame.title }}</title></head><body>\
                        <p>{{ frame.as_of.shown }}</p></body></html>\n";

pub(crate) fn record(name: &str, status: &str, words: &str) -> String {
    format!(
        "---\nkind: deficiency\ndeficiency: {name}\nstatus: {status}\nlead: vp\n---\n# Họp chậm {name}\n\n{words}\n\n\
         ## Giải pháp\n\n- Họp đúng lịch (*hoàn thành trong quý II/2023*)\n\n## Ghi chú {{.internal}}\n\nChuyện riêng.\n"
    )
}

/// A repository with one body and two records of 2023.
pub(crate) fn small() -> Repository {
    let repository = Repository::new();
    repository.write("khacphuc.toml", SETTINGS);
    repository.write("content/td/index.md", BODY);
    repository.write("content/td/2023/plan.md", PLAN);
    repository.write("content/td/2023/hop-cham.md", &record("hop-cham", "open", "Họp thường chậm."));
    repository.write("content/td/2023/bao-cao.md", &record("bao-cao", "open", "Báo cáo thường trễ."));
    repository
}

/// Builds without a word, and gives the site.
fn built(folder: &Path, arguments: &[&str]) -> Result<Tree, Run> {
    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("site");
    let call = [&["build", "--out", site.to_str().unwrap()], arguments].concat();
    let run = khacphuc(folder, &call);
    if run.status == 0 { Ok(read_tree(&site)) } else { Err(run) }
}

/// A page without the line that says of which revision it is, and whether it had one.
fn without_line(page: &[u8]) -> (Vec<u8>, bool) {
    let text = String::from_utf8_lossy(page);
    for (begins, ends) in
        [("\n<p data-revision=", "</p>"), ("<p data-revision=", "</p>"), ("Như được biết ngày", "\n\n")]
    {
        if let Some(start) = text.find(begins) {
            let end = start + text[start..].find(ends).unwrap() + ends.len();
            return (format!("{}{}", &text[..start], &text[end..]).into_bytes(), true);
        }
    }
    (page.to_vec(), false)
}

fn cat(repository: &Repository) -> Tree {
    let mut tree = read_tree(&repository.path(""));
    // What git writes when it is asked: nothing of it is the site's.
    tree.retain(|path, _| {
        !path.starts_with(".git/") || path == ".git/index" || path.starts_with(".git/refs/")
    });
    tree
}

// -- which commit --------------------------------------------------------------------------------------------------

/// The home page of a site of the past.
fn home(repository: &Repository, at: &str) -> String {
    String::from_utf8(built(&repository.path(""), &["--at", at]).unwrap_or_else(|run| panic!("{}", run.stderr))["index.html"].clone()).unwrap()
}

fn refused(folder: &Path, at: &str) -> String {
    let Err(run) = built(folder, &["--at", at, "--language", "en"]) else { panic!("{at} is built") };
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    run.stderr
}

/// A day means the last commit by its end, on the line of HEAD: what a branch held back then came with its merge.
#[test]
fn a_day_is_the_last_commit_on_the_line_of_head() {
    let repository = small();
    let first = repository.commit("2023-03-01", "Đầu tiên");
    repository.git(&["checkout", "-q", "-b", "nhanh"]);
    repository.change("khacphuc.toml", "Khắc phục", "Nhánh");
    let branch = repository.commit("2023-04-01", "Ở nhánh");
    repository.git(&["checkout", "-q", "main"]);
    repository.write("content/td/2023/them.md", &record("them", "open", "Thêm."));
    let second = repository.commit("2023-05-01", "Thứ hai");
    repository.git(&["merge", "-q", "--no-ff", "--no-commit", "nhanh"]);
    repository.commit("2023-06-01", "Nhập nhánh");
    for (day, shown, commit) in [
        ("2023-03-01", "01/3/2023", &first),
        ("2023-04-30", "30/4/2023", &first),
        ("2023-05-01", "01/5/2023", &second),
    ] {
        let home = home(&repository, day);
        let line = format!("Như được biết ngày {shown}, theo bản ghi {}", &commit[..7]);
        assert!(home.contains(&line) && home.contains(">Khắc phục</a>"), "{home}");
        assert!(home.contains(&format!("<time datetime=\"{day}\">")), "{home}");
    }
    // A revision means that commit, whatever line it is on, and its day.
    let home = home(&repository, &branch);
    assert!(home.contains(">Nhánh</a>") && home.contains("<time datetime=\"2023-04-01\">"), "{home}");
}

/// The day of the site can be another one than that of which it tells what was known.
#[test]
fn what_was_known_then_can_be_looked_at_from_another_day() {
    let repository = small();
    repository.commit("2023-03-01", "Đầu tiên");
    let site =
        built(&repository.path(""), &["--at", "2023-03-01", "--as-of", "2023-09-01", "--language", "en"]);
    let record = String::from_utf8(
        site.unwrap_or_else(|run| panic!("{}", run.stderr))["td/2023/hop-cham.html"].clone(),
    )
    .unwrap();
    assert!(
        record.contains("As known on 1 March 2023") && record.contains("<time datetime=\"2023-09-01\">"),
        "{record}"
    );
}

/// What is listed is what the pages say.
#[test]
fn a_list_can_be_of_the_past_too() {
    let repository = small();
    repository.commit("2023-03-01", "Đầu tiên");
    repository.git(&["rm", "-q", "-r", "content/td/2023"]);
    repository.commit("2023-04-01", "Bỏ hết");
    let list = |at: &str| {
        khacphuc(
            &repository.path(""),
            &["list", "measures", "--late", "--format", "csv", "--at", at, "--as-of", "2023-12-31"],
        )
    };
    let then = list("2023-03-01");
    assert_eq!((then.status, then.stdout.lines().count()), (0, 3), "{}", then.stdout);
    assert_eq!(list("2023-04-01").status, 3);
}

#[test]
fn what_is_not_there_is_said() {
    let repository = small();
    let folder = repository.path("");
    assert_eq!(
        refused(&folder, "HEAD"),
        "khacphuc: cannot read the git revision HEAD: the repository has no such revision; a day is written like 2023-12-31\n"
    );
    fs::remove_file(repository.path("khacphuc.toml")).unwrap();
    let first = repository.commit("2023-03-01", "Đầu tiên");
    let refused_day = refused(&folder, "2023-02-28");
    assert_eq!(
        refused_day,
        "khacphuc: cannot read the git revision 2023-02-28: there was no commit yet by the end of that day\n"
    );
    let wrong_day = refused(&folder, "2023-02-30");
    assert!(wrong_day.contains("no such day") || wrong_day.contains("28"), "{wrong_day}");
    // Settings that were not there yet are as none, unless the call names them.
    repository.write("khacphuc.toml", "title = \"Nay\"\n");
    repository.git(&["mv", "content", "noi-dung"]);
    repository.commit("2023-04-01", "Đổi chỗ");
    assert!(home(&repository, &first).contains(">Khắc phục</a>"));
    let named = built(&folder, &["--at", &first, "--config", "khacphuc.toml", "--language", "en"]);
    let Err(named) = named else { panic!("the settings were not there yet") };
    assert_eq!(named.stderr, "khacphuc: cannot read khacphuc.toml: it is not there at that revision\n");
    let refused_place = refused(&folder, "HEAD");
    assert_eq!(
        refused_place,
        "khacphuc: cannot read the content folder content: it is not there at that revision\n"
    );
    let outside = tempfile::tempdir().unwrap();
    assert!(
        refused(outside.path(), "HEAD").starts_with("khacphuc: cannot find the git repository of content:")
    );
}

// -- kinds of repositories -----------------------------------------------------------------------------------------

/// A bare repository has no files at all, and gives the same site.
#[test]
fn a_bare_repository_will_do() {
    let repository = small();
    let first = repository.commit("2023-03-01", "Đầu tiên");
    let bare = tempfile::tempdir().unwrap();
    said(bare.path(), &["clone", "-q", "--bare", repository.path("").to_str().unwrap(), "."]);
    let [there, here] = [bare.path(), &repository.path("")]
        .map(|folder| built(folder, &["--at", &first, "--edition", "internal"]));
    let (there, here) = (
        there.unwrap_or_else(|run| panic!("{}", run.stderr)),
        here.unwrap_or_else(|run| panic!("{}", run.stderr)),
    );
    assert!(there == here);
    assert!(
        String::from_utf8_lossy(&here["td/2023/hop-cham.html"]).contains("Đầu tiên"),
        "its history is there"
    );
}

/// A shallow clone knows of its last commits only, and says so.
#[test]
fn a_shallow_clone_says_how_far_it_reaches() {
    let repository = small();
    let first = repository.commit("2023-03-01", "Đầu tiên");
    repository.change("khacphuc.toml", "Khắc phục", "Nay");
    repository.commit("2023-04-01", "Thứ hai");
    let clone = tempfile::tempdir().unwrap();
    let from = format!("file://{}", repository.path("").display());
    said(clone.path(), &["clone", "-q", "--depth", "1", &from, "."]);
    for at in [first.as_str(), "2023-03-15"] {
        let refused = refused(clone.path(), at);
        assert!(refused.contains("this clone is shallow and does not go back to it"), "{refused}");
    }
    assert!(built(clone.path(), &["--at", "2023-04-02"]).is_ok());
}

/// What happened before the history of a clone begins is not told, and that is said, once, wherever it is so.
#[test]
fn a_shallow_clone_says_that_something_may_be_missing() {
    const CUT: &str = "This clone is shallow";
    let repository = small();
    repository.commit("2023-03-01", "Đầu tiên");
    repository.git(&["checkout", "-q", "-b", "nhanh"]);
    repository.change("content/td/2023/bao-cao.md", "status: open", "status: improving");
    repository.commit("2023-03-10", "Ở nhánh");
    repository.change("content/td/2023/bao-cao.md", "status: improving", "status: fixed");
    repository.commit("2023-03-20", "Ở nhánh lần nữa");
    repository.git(&["checkout", "-q", "main"]);
    repository.change("content/td/2023/hop-cham.md", "status: open", "status: improving");
    repository.commit("2023-04-01", "Ở dòng chính");
    repository.git(&["merge", "-q", "--no-ff", "--no-commit", "nhanh"]);
    repository.commit("2023-05-01", "Nhập nhánh");
    repository.change("content/td/2023/hop-cham.md", "status: improving", "status: fixed");
    repository.commit("2023-06-01", "Xong");
    let clone = tempfile::tempdir().unwrap();
    let from = format!("file://{}", repository.path("").display());
    said(clone.path(), &["clone", "-q", "--depth", "3", &from, "."]);
    let (whole, cut) = (repository.path(""), clone.path());
    let out = tempfile::tempdir().unwrap();
    let out = out.path().join("site").display().to_string();
    let build = ["build", "--out", &out, "--language", "en"];
    let internal = [&build[..], &["--edition", "internal"]].concat();
    let at = [&internal[..], &["--at", "HEAD"]].concat();
    let diff = |span: &'static str| vec!["diff", span, "--language", "en"];
    for (folder, call, expected) in [
        (cut, internal.clone(), 1),
        (cut, at, 1),
        (whole.as_path(), internal, 0),
        // It uses nothing of the history.
        (cut, build.to_vec(), 0),
        // All commits between these are there; of the branch that was merged, the first is not.
        (cut, diff("HEAD~1..HEAD"), 0),
        (cut, diff("HEAD~2..HEAD"), 1),
        (whole.as_path(), diff("HEAD~2..HEAD"), 0),
    ] {
        let run = khacphuc(folder, &call);
        assert_eq!((run.status, run.stderr.matches(CUT).count()), (0, expected), "{call:?}: {}", run.stderr);
    }
}

/// A git that fails is no repository without the revision.
#[cfg(unix)]
#[test]
#[expect(clippy::disallowed_methods, reason = "another git is put before the one that there is")]
fn a_git_that_fails_says_why() {
    use std::os::unix::fs::PermissionsExt;
    let repository = small();
    repository.commit("2023-03-01", "Đầu tiên");
    let folder = tempfile::tempdir().unwrap();
    let (git, real) = (folder.path().join("git"), std::env::var("PATH").unwrap());
    let path = format!("{}:{real}", folder.path().display());
    // What fails is asked for last; each of the others is answered by git itself.
    let fails = |words: &str, code: i32| {
        let script = format!(
            "#!/bin/sh\ncase \" $* \" in *\" {words} \"*) echo 'fatal: disk on fire' >&2; exit {code};; esac\n\
             PATH='{real}' exec git \"$@\"\n"
        );
        fs::write(&git, script).unwrap();
        fs::set_permissions(&git, fs::Permissions::from_mode(0o755)).unwrap();
    };
    for (words, call) in [
        ("--end-of-options", &["diff", "HEAD"][..]),
        ("--max-count=1", &["diff", "HEAD"]),
        ("--first-parent", &["diff", "2023-03-01"]),
        ("--name-status", &["diff", "HEAD"]),
        ("merge-base", &["check", "--changed-since", "HEAD"]),
        ("--diff-filter=R", &["check", "--changed-since", "HEAD"]),
    ] {
        for code in [1, 128] {
            fails(words, code);
            let call = [call, &["--language", "en"]].concat();
            let run = khacphuc_with(&[("PATH", &path)], &repository.path(""), &call);
            assert_eq!(run.status, 2, "{call:?} {words}: {}", run.stdout);
            assert!(run.stderr.contains("disk on fire"), "{call:?} {words}: {}", run.stderr);
        }
    }
}

/// What the repository only points to is not made up: it would be missing from the site without a word.
#[test]
fn what_git_keeps_elsewhere_is_refused() {
    let repository = small();
    let other = small();
    other.commit("2023-01-01", "Kho khác");
    repository.commit("2023-03-01", "Đầu tiên");
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0000\nsize 12\n";
    repository.write("anh/ngoai-trang.png", pointer);
    let fine = repository.commit("2023-03-02", "Ngoài trang web");
    repository.write("content/td/2023/anh.png", pointer);
    let large = repository.commit("2023-03-03", "Tệp lớn");
    fs::remove_file(repository.path("content/td/2023/anh.png")).unwrap();
    repository.git(&["submodule", "--quiet", "add", other.path("").to_str().unwrap(), "content/khac"]);
    let submodule = repository.commit("2023-03-04", "Kho con");
    let folder = repository.path("");
    assert!(built(&folder, &["--at", &fine]).is_ok());
    assert!(refused(&folder, &large).ends_with(
        "content/td/2023/anh.png: Git LFS keeps it elsewhere, the repository holds only a pointer to it\n"
    ));
    assert!(
        refused(&folder, &submodule)
            .ends_with("content/khac: it is a submodule: its files are not in this repository\n")
    );
}

/// A build of the past neither uses nor leaves anything of the cache, and the next build of what is there now
/// makes what it would have made.
#[test]
fn a_build_of_the_past_leaves_the_next_one_alone() {
    let repository = small();
    let first = repository.commit("2023-03-01", "Đầu tiên");
    repository.change("content/td/2023/hop-cham.md", "Họp thường chậm.", "Họp nay đúng giờ.");
    let (out, clean) =
        (tempfile::tempdir().unwrap(), built(&repository.path(""), &["--as-of", "2023-06-01"]));
    let site = out.path().join("site");
    let build = |arguments: &[&str]| {
        let call = [&["build", "--out", site.to_str().unwrap()], arguments].concat();
        assert_eq!(khacphuc(&repository.path(""), &call).status, 0);
        read_tree(&site)
    };
    let now = build(&["--as-of", "2023-06-01"]);
    let kept = read_tree(&repository.path(".khacphuc-cache"));
    let then = build(&["--at", &first]);
    assert!(String::from_utf8_lossy(&then["td/2023/hop-cham.html"]).contains("Họp thường chậm."));
    assert!(read_tree(&repository.path(".khacphuc-cache")) == kept);
    assert!(build(&["--as-of", "2023-06-01"]) == now && clean.unwrap_or_default() == now);
}

/// A year is shown as it stood at the revision: rendered before it was frozen, copied from its bag afterwards, with
/// the errata that there were by then. Bags need not be in git.
#[test]
fn a_year_is_copied_once_it_was_frozen() {
    let repository = small();
    repository.write(".gitignore", "/archive/\n");
    let before = repository.commit("2024-01-10", "Trước khi nộp lưu");
    let freeze = ["freeze", "td", "2023", "--as-of", "2023-12-31"];
    let run = khacphuc(&repository.path(""), &freeze);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let frozen = repository.commit("2024-01-20", "Nộp lưu năm 2023");
    repository.change("khacphuc.toml", "Khắc phục", "Tên khác");
    repository.write(
        "content/td/2023/errata/hop-cham.md",
        "---\nkind: erratum\nof: hop-cham\ndate: 2024-03-01\nby: Thông báo số 1\nwrong: Họp thường chậm\n\
         right: Họp chậm hai lần\n---\n# Đính chính\n",
    );
    let corrected = repository.commit("2024-03-01", "Đính chính");
    let page = |at: &str| {
        let site = built(&repository.path(""), &["--at", at, "--as-of", "2024-06-01"]);
        let mut site = site.unwrap_or_else(|run| panic!("{at}: {}", run.stderr));
        let lineage = String::from_utf8(site.remove("td/lineage/hop-cham.html").unwrap()).unwrap();
        (String::from_utf8(site.remove("td/2023/hop-cham.html").unwrap()).unwrap(), lineage)
    };
    let bag = "archive/td-2023-public/data/site/td/2023/hop-cham.html";
    let kept = repository.read(bag).unwrap();
    let (rendered, _) = page(&before);
    assert!(rendered.contains("Như được biết ngày") && rendered != kept, "{rendered}");
    let (copied, lineage) = page(&frozen);
    assert!(copied == kept && !lineage.contains("Họp chậm hai lần"), "{lineage}");
    let (corrected, lineage) = page(&corrected);
    assert!(corrected.contains("Họp chậm hai lần") && lineage.contains("Họp chậm hai lần"), "{corrected}");
    assert!(corrected.contains(">Khắc phục</a>") && lineage.contains(">Tên khác</a>"), "{lineage}");
    fs::rename(repository.path("archive"), repository.path("cat-noi-khac")).unwrap();
    assert!(built(&repository.path(""), &["--at", &before]).is_ok());
    let lacking = refused(&repository.path(""), &frozen);
    assert!(lacking.contains("archive/td-2023-public"), "{lacking}");
    // Bags that are in git are those of the commit.
    fs::remove_file(repository.path(".gitignore")).unwrap();
    fs::rename(repository.path("cat-noi-khac"), repository.path("archive")).unwrap();
    let with_bags = repository.commit("2024-04-01", "Đưa hồ sơ vào kho");
    repository.git(&["rm", "-q", "-r", "archive"]);
    repository.commit("2024-05-01", "Chuyển hồ sơ đi");
    assert!(built(&repository.path(""), &["--at", &with_bags]).is_ok());
}

// -- the law -------------------------------------------------------------------------------------------------------

/// Something that people do to a site between two commits.
#[derive(Debug, Clone)]
enum Edit {
    Judge(usize, usize),
    Reword(usize),
    Rename(usize),
    Remove(usize),
    Add(usize),
    Title(usize),
    ShowChanges(bool),
    Home(bool),
    Strings(usize),
    Theme(bool),
    LineEnds(bool),
    Link(usize),
    Picture(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let some = 0..6usize;
    prop_oneof![
        3 => (some.clone(), some.clone()).prop_map(|(which, status)| Edit::Judge(which, status)),
        3 => some.clone().prop_map(Edit::Reword),
        3 => some.clone().prop_map(Edit::Rename),
        2 => some.clone().prop_map(Edit::Remove),
        2 => some.clone().prop_map(Edit::Add),
        1 => some.clone().prop_map(Edit::Title),
        1 => any::<bool>().prop_map(Edit::ShowChanges),
        1 => any::<bool>().prop_map(Edit::Home),
        1 => some.clone().prop_map(Edit::Strings),
        1 => any::<bool>().prop_map(Edit::Theme),
        1 => any::<bool>().prop_map(Edit::LineEnds),
        1 => some.clone().prop_map(Edit::Link),
        1 => some.prop_map(Edit::Picture),
    ]
}

fn set(repository: &Repository, key: &str, line: &str) {
    let settings = repository.read("khacphuc.toml").unwrap_or_default();
    let others = settings.lines().filter(|line| !line.starts_with(key));
    let (tables, keys): (Vec<&str>, Vec<&str>) = others.partition(|line| line.contains("= {"));
    let lines: Vec<&str> = match line.contains("= {") {
        true => keys.into_iter().chain(tables).chain([line]).collect(),
        false => [line].into_iter().chain(keys).chain(tables).collect(),
    };
    repository.write("khacphuc.toml", &format!("{}\n", lines.join("\n")));
}

fn remove(repository: &Repository, path: &str) {
    let _ = fs::remove_file(repository.path(path));
}

impl Edit {
    fn make(&self, repository: &Repository, n: usize) {
        let folder = repository.path("content/td/2023");
        let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| {
            !file.ends_with("plan.md")
                && !file.is_symlink()
                && file.extension().is_some_and(|end| end == "md")
        });
        files.sort();
        let file = |which: usize| files.get(which % files.len().max(1)).cloned();
        let change = |which: usize, change: &dyn Fn(&str) -> String| {
            let Some(file) = file(which) else { return };
            fs::write(&file, change(&fs::read_to_string(&file).unwrap())).unwrap();
        };
        match self {
            Self::Judge(which, status) => {
                let words = ["open", "not-fixed", "partly-fixed", "improving", "fixed", "open"];
                change(*which, &|text: &str| {
                    let lines = text.lines().map(|line| match line.starts_with("status:") {
                        true => format!("status: {}", words[*status]),
                        false => line.to_owned(),
                    });
                    lines.collect::<Vec<_>>().join("\n") + "\n"
                });
            }
            Self::Reword(which) => change(*which, &|text| text.replace("thường", &format!("thường {n}"))),
            Self::Rename(which) => {
                let Some(file) = file(*which) else { return };
                fs::rename(&file, folder.join(format!("ten-{n}.md"))).unwrap();
            }
            Self::Remove(which) => {
                let Some(file) = file(*which) else { return };
                fs::remove_file(file).unwrap();
            }
            Self::Add(which) => {
                let name = format!("moi-{n}-{which}");
                repository.write(&format!("content/td/2023/{name}.md"), &record(&name, "open", "Mới thấy."));
            }
            Self::Title(which) => set(repository, "title", &format!("title = \"Trang {which}\"")),
            Self::ShowChanges(shown) => {
                let audience = if *shown { "public" } else { "internal" };
                let url = "url = \"https://git.example.vn/td/khac-phuc\", forge = \"gitlab\"";
                set(
                    repository,
                    "repository",
                    &format!("repository = {{ {url}, audience = \"{audience}\" }}"),
                );
            }
            Self::Home(true) => repository.write("templates/home.html", OLD_HOME),
            Self::Home(false) => remove(repository, "templates/home.html"),
            Self::Strings(which) => {
                repository
                    .write("themes/rieng/strings/vi.toml", &format!("[footer]\nas_of = \"tới {which}\"\n"));
            }
            Self::Theme(is_own) => {
                repository.write("themes/rieng/assets/rieng.txt", "riêng\n");
                set(repository, "theme", if *is_own { "theme = \"rieng\"" } else { "theme = \"default\"" });
            }
            Self::LineEnds(true) => repository.write(".gitattributes", "*.md text eol=crlf\n"),
            Self::LineEnds(false) => remove(repository, ".gitattributes"),
            Self::Link(which) => {
                let link = folder.join("lien-ket.md");
                let _ = fs::remove_file(&link);
                let leads = ["plan.md", "../index.md", "../../../khacphuc.toml", "khong-co.md"];
                #[cfg(unix)]
                std::os::unix::fs::symlink(leads[which % leads.len()], link).unwrap();
            }
            Self::Picture(which) => {
                repository.write("content/td/2023/anh.csv", &format!("a,{which}\n"));
                let plan = format!("{PLAN}\n[Bảng](anh.csv)\n");
                repository.write("content/td/2023/plan.md", &plan);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 5, max_shrink_iters: 40, ..ProptestConfig::default() })]

    /// A site at a revision is byte for byte what a checkout of that revision builds for the same day, but for the
    /// line that says so, which every page has. The repository stays as it was.
    #[test]
    fn a_site_of_the_past_is_what_a_checkout_builds(
        script in vec((vec(edit(), 1..5), 1..40usize), 2..5),
        internal in any::<bool>(),
    ) {
        let repository = small();
        let mut commits = vec![("2023-03-01".to_owned(), repository.commit("2023-03-01", "Đầu tiên"))];
        let mut day: jiff::civil::Date = "2023-03-01".parse().unwrap();
        for (step, (edits, days)) in script.iter().enumerate() {
            for (at, edit) in edits.iter().enumerate() {
                edit.make(&repository, step * 10 + at);
            }
            day = day.checked_add(jiff::Span::new().days(i64::try_from(*days).unwrap())).unwrap();
            commits.push((day.to_string(), repository.commit(&day.to_string(), &format!("Lần {step}"))));
        }
        // What is there now is none of this.
        repository.write("khacphuc.toml", "title = [\n");
        repository.write("content/td/2023/hop-cham.md", "Chưa xong");
        let edition = if internal { "internal" } else { "public" };
        let checkout = tempfile::tempdir().unwrap();
        let from = repository.path("");
        said(checkout.path(), &["clone", "-q", from.to_str().unwrap(), "."]);
        let before = cat(&repository);
        for (index, (day, commit)) in commits.iter().enumerate() {
            said(checkout.path(), &["checkout", "-q", "--force", "--detach", commit]);
            let there = built(checkout.path(), &["--edition", edition, "--as-of", day]);
            let at = if index % 2 == 0 { commit } else { day };
            let past = built(&repository.path(""), &["--edition", edition, "--at", at]);
            let (there, past) = match (there, past) {
                (Ok(there), Ok(past)) => (there, past),
                (Err(there), Err(past)) => {
                    prop_assert_eq!(there.stderr, past.stderr);
                    continue;
                }
                (Ok(_), Err(run)) | (Err(run), Ok(_)) => {
                    return Err(TestCaseError::fail(format!("only one of them builds:\n{}", run.stderr)));
                }
            };
            prop_assert_eq!(there.keys().collect::<Vec<_>>(), past.keys().collect::<Vec<_>>());
            // The sums of the pages are beside them, and differ as they do.
            let sums = ".khacphuc-files";
            for (path, page) in past.iter().filter(|(path, _)| *path != sums) {
                let (bare, says) = without_line(page);
                let is_page = path.ends_with(".html") || path.ends_with(".md");
                prop_assert_eq!(says, is_page, "{} says of which revision it is", path);
                if bare != there[path] {
                    let (bare, there) = (String::from_utf8_lossy(&bare), String::from_utf8_lossy(&there[path]));
                    return Err(TestCaseError::fail(format!("{path}:\n{}", crate::support::difference(&there, &bare))));
                }
            }
        }
        prop_assert!(cat(&repository) == before, "the repository was touched");
    }
}
