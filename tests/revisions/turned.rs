//! A verdict that was changed after the year was reported is shown as such on its lineage.

use crate::corpus::{Tree, assert_same, read_tree};
use crate::repository::Repository;
use crate::support::{khacphuc, khacphuc_with};
use crate::then::small;
use khacphuc::export::data::{LedgerData, RecordData};
use std::fs;
use std::path::Path;

const FILE: &str = "content/td/2023/hop-cham.md";
const REPORT: &str = "---\nkind: report\non: 12-KH/TĐ\ndate: 2023-12-30\n---\n# Báo cáo năm 2023\n";

/// A site whose year was reported, with verdicts, before the report's day was over.
fn reported() -> Repository {
    let repository = small();
    repository.commit("2023-03-01", "Đầu tiên");
    repository.change(FILE, "status: open", "status: not-fixed");
    repository.write("content/td/2023/report.md", REPORT);
    repository.commit("2023-12-30", "Báo cáo");
    repository
}

/// Lets everybody see what git knows.
fn show_changes_to_all(repository: &Repository) {
    let shown =
        "[repository]\nurl = \"https://git.example.vn/td\"\nforge = \"gitlab\"\naudience = \"public\"\n";
    repository.write("khacphuc.toml", &format!("{}{shown}", repository.read("khacphuc.toml").unwrap()));
}

/// The site as it is now, built without a cache.
fn site(folder: &Path, edition: &str) -> Tree {
    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("site");
    let call = ["build", "--out", site.to_str().unwrap(), "--edition", edition, "--as-of", "2024-12-31"];
    let _ = fs::remove_dir_all(folder.join(".khacphuc-cache"));
    let run = khacphuc(folder, &call);
    assert_eq!(run.status, 0, "{}", run.stderr);
    read_tree(&site)
}

fn page(site: &Tree) -> String {
    String::from_utf8(site["td/lineage/hop-cham.html"].clone()).unwrap()
}

/// What the page says of changed verdicts, without its marks.
fn said(site: &Tree) -> Vec<String> {
    let page = page(site);
    let lines = page.split("<p>Đổi ngày").skip(1).map(|rest| {
        let line = rest.split("</p>").next().unwrap();
        let mut text = String::from("Đổi ngày");
        let mut is_text = true;
        for letter in line.chars() {
            match letter {
                '<' => is_text = false,
                '>' => is_text = true,
                letter if is_text => text.push(letter),
                _ => {}
            }
        }
        text
    });
    lines.collect()
}

fn record(site: &Tree) -> RecordData {
    let ledger: LedgerData = serde_json::from_slice(&site["data/ledger.json"]).unwrap();
    let mut records = ledger.records.into_iter();
    records.find(|record| record.deficiency == "hop-cham").unwrap()
}

#[test]
fn a_verdict_that_was_changed_after_the_report_says_so() {
    let repository = reported();
    assert_eq!(said(&site(&repository.path(""), "internal")), Vec::<String>::new());
    // Other words, and another name of the file, are no other verdict.
    repository.change(FILE, "Họp thường chậm.", "Họp hay chậm.");
    repository.commit("2024-01-10", "Sửa lời");
    repository.git(&["mv", FILE, "content/td/2023/hop.md"]);
    repository.commit("2024-01-20", "Đổi tên tệp");
    let file = "content/td/2023/hop.md";
    repository.change(file, "status: not-fixed", "status: fixed");
    let fixed = repository.commit("2024-02-12", "Coi như xong");
    repository.change(file, "status: fixed", "status: partly-fixed");
    let partly = repository.commit("2024-03-05", "Xem lại");
    let site = site(&repository.path(""), "internal");
    assert_eq!(
        said(&site),
        [
            format!(
                "Đổi ngày 12/02/2024 (sau báo cáo ngày 30/12/2023): Chưa khắc phục → Đã khắc phục {}",
                &fixed[..7]
            ),
            format!(
                "Đổi ngày 05/3/2024 (sau báo cáo ngày 30/12/2023): Đã khắc phục → Khắc phục một phần {}",
                &partly[..7]
            ),
        ]
    );
    let turned = record(&site).turned;
    let told = |turned: &khacphuc::export::data::TurnedData| {
        (turned.day.to_string(), turned.reported.to_string(), turned.from.word(), turned.to.word())
    };
    let told: Vec<_> = turned.iter().map(told).collect();
    assert_eq!(
        told,
        [
            ("2024-02-12".to_owned(), "2023-12-30".to_owned(), "not-fixed", "fixed"),
            ("2024-03-05".to_owned(), "2023-12-30".to_owned(), "fixed", "partly-fixed"),
        ]
    );
    // At a revision, it is what was known then.
    let out = tempfile::tempdir().unwrap();
    let call =
        ["build", "--at", "2024-02-20", "--edition", "internal", "--out", out.path().to_str().unwrap()];
    assert_eq!(khacphuc(&repository.path(""), &call).status, 0);
    assert_eq!(said(&read_tree(out.path())).len(), 1);
}

/// What a merge decides is a change like any other, and what it only brings together is not.
#[test]
fn a_verdict_can_be_changed_by_a_merge() {
    for (decided, expected) in [(None, 0), (Some("status: fixed"), 1)] {
        let repository = reported();
        repository.git(&["checkout", "-q", "-b", "nhanh"]);
        repository.change(FILE, "lead: vp\n", "lead: vp\narea: chung\n");
        repository.change("content/td/index.md", "units:", "areas: [{id: chung, name: Chung}]\nunits:");
        repository.commit("2023-12-10", "Ở nhánh");
        repository.git(&["checkout", "-q", "main"]);
        repository.change(FILE, "Họp thường chậm.", "Họp hay chậm.");
        repository.commit("2023-12-20", "Ở dòng chính");
        repository.git(&["merge", "-q", "--no-ff", "--no-commit", "nhanh"]);
        if let Some(decided) = decided {
            repository.change(FILE, "status: not-fixed", decided);
        }
        let merge = repository.commit("2024-02-12", "Nhập nhánh");
        let said = said(&site(&repository.path(""), "internal"));
        assert_eq!(said.len(), expected, "{said:?}");
        assert!(said.iter().all(|said| said.ends_with(&merge[..7])), "{said:?}");
    }
}

/// What counts is when the line that is published had it: a branch may hold a verdict, or a report, back.
#[test]
fn a_verdict_counts_from_when_it_was_merged() {
    let repository = small();
    repository.change(FILE, "status: open", "status: not-fixed");
    repository.commit("2023-12-01", "Đánh giá");
    repository.git(&["checkout", "-q", "-b", "nhanh"]);
    repository.change(FILE, "status: not-fixed", "status: fixed");
    repository.commit("2023-12-10", "Ở nhánh, trước báo cáo");
    repository.git(&["checkout", "-q", "main"]);
    repository.write("content/td/2023/report.md", REPORT);
    repository.commit("2023-12-30", "Báo cáo");
    repository.git(&["merge", "-q", "--no-ff", "--no-commit", "nhanh"]);
    let merge = repository.commit("2024-02-12", "Nhập nhánh");
    let [line] = &said(&site(&repository.path(""), "internal"))[..] else { panic!("not one line") };
    assert!(line.starts_with("Đổi ngày 12/02/2024") && line.ends_with(&merge[..7]), "{line}");
    assert!(line.contains("Chưa khắc phục → Đã khắc phục"), "{line}");
    // A report that was held back with its verdicts came with them.
    repository.git(&["checkout", "-q", "-b", "bo-sung"]);
    repository.write("content/td/2023/bo-sung.md", &REPORT.replace("2023-12-30", "2024-03-01"));
    repository.change(FILE, "status: fixed", "status: partly-fixed");
    repository.commit("2024-03-10", "Báo cáo bổ sung");
    repository.git(&["checkout", "-q", "main"]);
    repository.git(&["merge", "-q", "--no-ff", "--no-commit", "bo-sung"]);
    repository.commit("2024-04-01", "Nhập báo cáo bổ sung");
    assert_eq!(said(&site(&repository.path(""), "internal")), Vec::<String>::new());
}

/// A record that is taken out and entered again, in whatever file, has the verdict that it had.
#[test]
fn a_verdict_can_be_changed_by_entering_a_record_again() {
    for (file, at_once) in
        [(FILE, false), ("content/td/2023/hop.md", false), ("content/td/2023/hop.md", true)]
    {
        for (status, expected) in [("not-fixed", 0), ("fixed", 1)] {
            let repository = reported();
            repository.git(&["rm", "-q", FILE]);
            if !at_once {
                repository.commit("2024-01-10", "Bỏ hồ sơ");
            }
            // Nothing of it is as it was, so that git knows it for another file.
            let words = "Nói gì làm nấy thì lâu nay chưa thành nếp.\n".repeat(20);
            let head = format!("---\nkind: deficiency\ndeficiency: hop-cham\nstatus: {status}\n---\n");
            repository.write(file, &format!("{head}# Hội nghị trễ\n\n{words}"));
            let entered = repository.commit("2024-02-12", "Nhập lại");
            let said = said(&site(&repository.path(""), "internal"));
            assert_eq!(said.len(), expected, "{file} {status}: {said:?}");
            let line = format!(
                "Đổi ngày 12/02/2024 (sau báo cáo ngày 30/12/2023): Chưa khắc phục → Đã khắc phục {}",
                &entered[..7]
            );
            assert!(said.iter().all(|said| *said == line), "{said:?}");
        }
    }
}

/// Nor does it matter that git takes its file for that of another record, which was as short.
#[test]
fn a_verdict_can_be_changed_in_the_file_of_another_record() {
    let repository = reported();
    repository.git(&["rm", "-q", FILE]);
    repository.commit("2024-01-10", "Bỏ hồ sơ");
    let other = "content/td/2023/bao-cao.md";
    for status in ["open", "fixed"] {
        repository.change(other, "status: open", &format!("status: {status}"));
        repository.commit("2024-01-20", "Đánh giá hồ sơ khác");
        repository.git(&["checkout", "-q", "-b", status]);
        let words = repository.read(other).unwrap().replace("bao-cao", "hop-cham");
        repository.git(&["rm", "-q", other]);
        let head = words.replace(&format!("status: {status}"), "status: fixed");
        repository.write("content/td/2023/hop.md", &head);
        let entered = repository.commit("2024-02-12", "Nhập lại");
        let renamed = repository.git(&["diff", "--name-status", "--diff-filter=R", "HEAD~1", "HEAD"]);
        assert!(renamed.ends_with("hop.md"), "{renamed}");
        let [line] = &said(&site(&repository.path(""), "internal"))[..] else { panic!("not one line") };
        assert!(line.contains("Chưa khắc phục → Đã khắc phục") && line.ends_with(&entered[..7]), "{line}");
        repository.git(&["checkout", "-q", "main"]);
    }
}

/// What is entered for the first time after the report was told of by none, whatever was removed beside it.
#[test]
fn a_record_that_is_new_has_no_other_verdict() {
    let repository = reported();
    repository.git(&["rm", "-q", "content/td/2023/bao-cao.md"]);
    repository.commit("2024-01-10", "Bỏ hồ sơ khác");
    let words = repository.read(FILE).unwrap().replace("hop-cham", "hop-muon").replace("not-fixed", "fixed");
    repository.write("content/td/2023/hop-muon.md", &words);
    repository.commit("2024-02-12", "Hồ sơ mới");
    let ledger = &site(&repository.path(""), "internal")["data/ledger.json"];
    let ledger: LedgerData = serde_json::from_slice(ledger).unwrap();
    assert!(ledger.records.iter().all(|record| record.turned.is_empty()));
}

/// The content has its history wherever its folder was.
#[test]
fn the_folder_of_the_content_may_be_moved() {
    let repository = reported();
    repository.write("README.md", "Kho hồ sơ\n");
    repository.change(FILE, "status: not-fixed", "status: fixed");
    let fixed = repository.commit("2024-02-12", "Coi như xong");
    repository.git(&["mv", "content", "noi-dung"]);
    repository.change("noi-dung/td/2023/hop-cham.md", "Họp thường chậm.", "Họp hay chậm.");
    repository.commit("2024-03-01", "Chuyển thư mục");
    fs::create_dir(repository.path("ho-so")).unwrap();
    repository.git(&["mv", "noi-dung", "ho-so/noi-dung"]);
    repository.commit("2024-04-01", "Chuyển lần nữa");
    repository.change("ho-so/noi-dung/td/2023/hop-cham.md", "status: fixed", "status: partly-fixed");
    let partly = repository.commit("2024-05-01", "Xem lại");
    let out = tempfile::tempdir().unwrap();
    let call = |more: &[&'static str]| {
        let to = out.path().to_str().unwrap();
        let fixed = ["build", "--content", "ho-so/noi-dung", "--edition", "internal", "--out", to];
        let run = khacphuc(&repository.path(""), &[&fixed[..], more].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        read_tree(out.path())
    };
    for more in [&["--as-of", "2024-12-31"][..], &["--at", "HEAD"]] {
        let site = call(more);
        let said = said(&site);
        assert_eq!(said.len(), 2, "{more:?}: {said:?}");
        assert!(said[0].ends_with(&fixed[..7]) && said[1].ends_with(&partly[..7]), "{said:?}");
        let page = String::from_utf8_lossy(&site["td/2023/hop-cham.html"]).into_owned();
        for subject in ["Đầu tiên", "Báo cáo", "Coi như xong", "Chuyển thư mục", "Chuyển lần nữa", "Xem lại"]
        {
            assert!(page.contains(subject), "{subject} is not in {page}");
        }
    }
}

/// Records that exchange their files keep their verdicts.
#[test]
fn another_file_is_no_other_verdict() {
    let repository = small();
    repository.change(FILE, "status: open", "status: not-fixed");
    repository.change("content/td/2023/bao-cao.md", "status: open", "status: fixed");
    repository.write("content/td/2023/report.md", REPORT);
    repository.commit("2023-12-30", "Báo cáo");
    for (from, to) in [("hop-cham", "tam"), ("bao-cao", "hop-cham"), ("tam", "bao-cao")] {
        let path = |name: &str| format!("content/td/2023/{name}.md");
        repository.git(&["mv", &path(from), &path(to)]);
    }
    repository.commit("2024-02-12", "Đổi tên tệp");
    assert_eq!(said(&site(&repository.path(""), "internal")), Vec::<String>::new());
}

/// Nor does a record become another one that git finds in its file: one took its name, or it is gone.
#[test]
fn another_record_has_not_the_verdict_of_the_one_before() {
    let other = "content/td/2023/bao-cao.md";
    let take = |repository: &Repository| {
        let words = repository.read(other).unwrap().replace("bao-cao", "hop-cham");
        repository.git(&["rm", "-q", other]);
        repository.change(
            FILE,
            "deficiency: hop-cham\nstatus: not-fixed",
            "deficiency: hop-muon\nstatus: open",
        );
        repository.write("content/td/2023/hop.md", &words.replace("status: fixed", "status: improving"));
    };
    let replace = |repository: &Repository| {
        let words = repository.read(FILE).unwrap().replace("hop-cham", "hop-muon");
        repository.git(&["rm", "-q", FILE]);
        repository.write("content/td/2023/hop-muon.md", &words.replace("status: not-fixed", "status: open"));
        repository.git(&["add", "--all"]);
        let renamed = repository.git(&["diff", "--cached", "--name-status", "--diff-filter=R"]);
        assert!(renamed.ends_with("hop-muon.md"), "{renamed}");
    };
    let changes: [&dyn Fn(&Repository); 2] = [&take, &replace];
    for change in changes {
        let repository = small();
        repository.change(FILE, "status: open", "status: not-fixed");
        repository.change(other, "status: open", "status: fixed");
        repository.write("content/td/2023/report.md", REPORT);
        repository.commit("2023-12-30", "Báo cáo");
        change(&repository);
        repository.commit("2024-02-12", "Đổi");
        let ledger = &site(&repository.path(""), "internal")["data/ledger.json"];
        let ledger: LedgerData = serde_json::from_slice(ledger).unwrap();
        assert!(ledger.records.iter().all(|record| record.turned.is_empty()));
    }
}

/// Of a body that was internal meanwhile, the public is told no verdict that it never saw.
#[test]
fn what_was_judged_while_a_body_was_internal_is_not_public() {
    for index in ["content/td/index.md", "content/td/index.markdown"] {
        judged_while_internal(index);
    }
}

fn judged_while_internal(index: &str) {
    let repository = reported();
    fs::rename(repository.path("content/td/index.md"), repository.path(index)).unwrap();
    show_changes_to_all(&repository);
    repository.change(index, "kind: body", "kind: body\naudience: internal");
    repository.commit("2024-01-10", "Giữ riêng");
    repository.change(FILE, "status: not-fixed", "status: fixed");
    repository.commit("2024-02-12", "Coi như xong");
    repository.change(FILE, "status: fixed", "status: not-fixed");
    repository.commit("2024-03-05", "Xem lại");
    repository.change(index, "audience: internal\n", "");
    repository.commit("2024-04-01", "Công khai");
    assert_eq!(said(&site(&repository.path(""), "public")), Vec::<String>::new());
    assert_eq!(said(&site(&repository.path(""), "internal")).len(), 2);
}

/// Nor what was known before a mistake, if the public did not know it.
#[test]
fn a_mistake_makes_nothing_public() {
    let index = "content/td/index.md";
    for file in [FILE, index] {
        let repository = reported();
        show_changes_to_all(&repository);
        repository.change(file, "---\n", "---\naudience: internal\n");
        repository.commit("2024-01-10", "Giữ riêng");
        repository.change(FILE, "status: not-fixed", "status: improving");
        repository.commit("2024-02-12", "Đổi trong nội bộ");
        repository.change(FILE, "status: improving", "status: fixd");
        repository.commit("2024-02-13", "Gõ nhầm");
        repository.change(file, "audience: internal\n", "");
        repository.commit("2024-03-01", "Công khai lại");
        repository.change(FILE, "status: fixd", "status: fixed");
        repository.commit("2024-03-02", "Sửa");
        assert_eq!(said(&site(&repository.path(""), "public")), Vec::<String>::new(), "{file}");
        assert_eq!(said(&site(&repository.path(""), "internal")).len(), 2, "{file}");
    }
}

/// A hook that git calls has variables set that mean another folder; what people set for themselves changes nothing.
#[test]
fn the_surroundings_of_git_have_no_part_in_it() {
    let repository = reported();
    repository.change(FILE, "status: not-fixed", "status: fixed");
    repository.commit("2024-02-12", "Coi như xong");
    let expected = site(&repository.path(""), "internal");
    assert_eq!(said(&expected).len(), 1);
    for (key, value) in [("log.showRoot", "false"), ("core.abbrev", "20"), ("diff.relative", "true")] {
        repository.git(&["config", key, value]);
    }
    let out = tempfile::tempdir().unwrap();
    let call =
        ["build", "--out", out.path().to_str().unwrap(), "--edition", "internal", "--as-of", "2024-12-31"];
    let hook = [("GIT_DIR", ".git"), ("GIT_INDEX_FILE", ".git/index"), ("GIT_PREFIX", "content/")];
    let _ = fs::remove_dir_all(repository.path(".khacphuc-cache"));
    let run = khacphuc_with(&hook, &repository.path(""), &call);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_same(&expected, &read_tree(out.path()));
}

/// Whoever enters a report late enters its verdicts with it: that is no change of what was reported.
#[test]
fn a_report_counts_once_it_is_in_the_record() {
    let repository = small();
    repository.commit("2023-03-01", "Đầu tiên");
    repository.change(FILE, "status: open", "status: not-fixed");
    repository.commit("2024-01-05", "Đánh giá trước khi nhập báo cáo");
    repository.write("content/td/2023/report.md", REPORT);
    repository.change(FILE, "status: not-fixed", "status: partly-fixed");
    repository.commit("2024-01-15", "Nhập báo cáo");
    assert_eq!(said(&site(&repository.path(""), "internal")), Vec::<String>::new());
    repository.change(FILE, "status: partly-fixed", "status: fixed");
    repository.commit("2024-02-12", "Coi như xong");
    assert_eq!(said(&site(&repository.path(""), "internal")).len(), 1);
    // The last report on the plan is the one that counts.
    repository.write("content/td/2023/bo-sung.md", &REPORT.replace("2023-12-30", "2024-06-30"));
    repository.commit("2024-06-30", "Báo cáo bổ sung");
    assert_eq!(said(&site(&repository.path(""), "internal")), Vec::<String>::new());
}

/// A status that a mistake keeps from being known is none: what was known before it still counts.
#[test]
fn a_status_is_never_guessed() {
    let unread = [
        "status: fixd",
        "status:",
        "statsu: fixed",
        "lead: vp",
        "status: [fixed]",
        "status: open\nstatus: improving",
        "status: \"fix",
    ];
    for unread in unread {
        for (then, expected) in [("not-fixed", 0), ("fixed", 1)] {
            let repository = reported();
            repository.change(FILE, "status: not-fixed", unread);
            repository.commit("2024-02-12", "Gõ nhầm");
            repository.change(FILE, unread, &format!("status: {then}"));
            let mended = repository.commit("2024-02-13", "Sửa");
            let said = said(&site(&repository.path(""), "internal"));
            assert_eq!(said.len(), expected, "{unread}, {then}: {said:?}");
            let told = |said: &String| {
                said.starts_with("Đổi ngày 13/02/2024")
                    && said.contains("Chưa khắc phục → Đã khắc phục")
                    && said.ends_with(&mended[..7])
            };
            assert!(said.iter().all(told), "{unread}: {said:?}");
        }
    }
}

/// Also where the mistake was made before the report, and is nowhere near the status.
#[test]
fn what_was_known_before_a_mistake_counts() {
    let repository = small();
    repository.change(FILE, "status: open", "status: not-fixed");
    repository.commit("2023-12-01", "Đánh giá");
    repository.change(FILE, "lead: vp", "lead: \"vp");
    repository.commit("2023-12-10", "Gõ nhầm");
    repository.write("content/td/2023/report.md", REPORT);
    repository.commit("2023-12-30", "Báo cáo");
    repository.change(FILE, "status: not-fixed", "status: fixed");
    repository.commit("2024-02-12", "Vẫn nhầm");
    repository.change(FILE, "lead: \"vp", "lead: vp");
    let mended = repository.commit("2024-02-13", "Sửa");
    let [line] = &said(&site(&repository.path(""), "internal"))[..] else { panic!("not one line") };
    assert!(line.contains("Chưa khắc phục → Đã khắc phục") && line.ends_with(&mended[..7]), "{line}");
}

/// A record is the same when its deficiency is called something else, and when its file is, too.
#[test]
fn another_name_is_no_other_record() {
    for moves in [false, true] {
        for at_once in [false, true] {
            let repository = reported();
            let mut file = "content/td/2023/hop.md";
            // A removed record beside it has no part in it.
            repository.git(&["rm", "-q", "content/td/2023/bao-cao.md"]);
            repository.commit("2024-01-02", "Bỏ hồ sơ khác");
            repository.change(FILE, "deficiency: hop-cham", "deficiency: hop");
            if moves {
                repository.git(&["mv", FILE, file]);
            } else {
                file = FILE;
            }
            if at_once {
                repository.change(file, "status: not-fixed", "status: fixed");
            }
            let renamed = repository.commit("2024-01-10", "Đổi tên");
            let mut expected = vec![("Chưa khắc phục → Đã khắc phục", renamed)];
            if !at_once {
                repository.change(file, "status: not-fixed", "status: fixed");
                expected[0].1 = repository.commit("2024-01-11", "Coi như xong");
            }
            repository.change(file, "status: fixed", "status: improving");
            expected.push(("Đã khắc phục → Có chuyển biến", repository.commit("2024-02-12", "Xem lại")));
            repository.change(file, "deficiency: hop", "deficiency: hop-cham");
            repository.commit("2024-03-05", "Đổi lại tên");
            let said = said(&site(&repository.path(""), "internal"));
            assert_eq!(said.len(), 2, "{moves} {at_once}: {said:?}");
            for (said, (turn, commit)) in said.iter().zip(expected) {
                assert!(said.contains(turn) && said.ends_with(&commit[..7]), "{said}");
            }
        }
    }
}

/// The public sees it where it may see what git knows, and nothing of when the record was internal.
#[test]
fn the_public_sees_it_as_it_sees_changes() {
    let repository = reported();
    repository.change(FILE, "kind: deficiency", "kind: deficiency\naudience: internal");
    repository.commit("2024-01-05", "Giữ riêng");
    repository.change(FILE, "status: not-fixed", "status: improving");
    repository.commit("2024-02-12", "Đổi trong nội bộ");
    repository.change(FILE, "audience: internal\n", "");
    repository.commit("2024-03-01", "Công khai lại");
    repository.change(FILE, "status: improving", "status: fixed");
    repository.commit("2024-04-01", "Coi như xong");
    assert_eq!(said(&site(&repository.path(""), "internal")).len(), 2);
    assert_eq!(said(&site(&repository.path(""), "public")), Vec::<String>::new());
    show_changes_to_all(&repository);
    let public = site(&repository.path(""), "public");
    assert_eq!(said(&public).len(), 1);
    assert!(said(&public)[0].starts_with("Đổi ngày 01/4/2024") && page(&public).contains("/-/commit/"));
}

/// Without git there is no line, and a build over a cache says what a clean one says.
#[test]
fn neither_a_cache_nor_the_lack_of_git_breaks_it() {
    let repository = reported();
    let out = tempfile::tempdir().unwrap();
    let over = |folder: &Path| {
        let out = out.path().join("site");
        let call =
            ["build", "--out", out.to_str().unwrap(), "--edition", "internal", "--as-of", "2024-12-31"];
        assert_eq!(khacphuc(folder, &call).status, 0);
        read_tree(&out)
    };
    over(&repository.path(""));
    repository.change(FILE, "status: not-fixed", "status: fixed");
    // Not committed yet: nobody knows since when.
    assert_eq!(said(&over(&repository.path(""))), Vec::<String>::new());
    repository.commit("2024-02-12", "Coi như xong");
    let cached = over(&repository.path(""));
    assert_eq!(said(&cached).len(), 1);
    assert!(cached == site(&repository.path(""), "internal"));
    fs::remove_dir_all(repository.path(".git")).unwrap();
    assert_eq!(said(&over(&repository.path(""))), Vec::<String>::new());
}
