//! `diff`: what changed in the record between two revisions, and who changed it when.

use crate::repository::Repository;
use crate::support::khacphuc;
use crate::then::{record, small};
use khacphuc::export::changes::{ChangeData, ChangeKind, ChangedData, ChangesData};
use proptest::collection::vec;
use proptest::prelude::*;
use std::fs;

const FILE: &str = "content/td/2023/hop-cham.md";

fn diff(repository: &Repository, span: &str, more: &[&str]) -> ChangesData {
    let run = khacphuc(&repository.path(""), &[&["diff", span, "--format", "json"], more].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

/// The changes of the one file that has any, each with the subject of its commit.
fn told(changes: &ChangesData) -> Vec<(ChangeKind, Option<&str>, Option<&str>, &str)> {
    let [changed] = changes.changed.as_slice() else { panic!("not one file: {changes:?}") };
    let commit = |change: &ChangeData| change.commit.clone().unwrap().subject;
    assert!(changed.changes.iter().all(|change| commit(change).is_some()));
    let words = changed.changes.iter();
    words
        .map(|change| (change.what, change.then.as_deref(), change.now.as_deref(), subject(change)))
        .collect()
}

fn subject(change: &ChangeData) -> &str {
    change.commit.as_ref().and_then(|commit| commit.subject.as_deref()).unwrap()
}

const INTERNAL: &[&str] = &["--edition", "internal"];

/// Each change has the commit that made it what it is, whatever came before and after, and however often the file
/// was given another name meanwhile.
#[test]
fn each_change_has_the_commit_that_made_it() {
    let repository = small();
    let first = repository.commit("2023-03-01", "Đầu tiên");
    repository.change(FILE, "status: open", "status: not-fixed");
    repository.commit("2023-04-01", "Chưa được");
    repository.change(FILE, "status: not-fixed", "status: fixed");
    repository.change(FILE, "thường chậm", "nay đã đúng giờ");
    repository.commit("2023-05-01", "Đã xong");
    repository.git(&["mv", FILE, "content/td/2023/hop.md"]);
    repository.commit("2023-06-01", "Đổi tên tệp");
    let file = "content/td/2023/hop.md";
    repository.change(file, "trong quý II/2023", "trong quý III/2023");
    repository.commit("2023-07-01", "Dời hạn");
    repository.change(file, "- Họp đúng lịch", "- [x] Họp đúng lịch");
    repository.change(file, "## Ghi chú", "- Nhắc trước\n\n## Kết quả\n\n| Chỉ tiêu | Mục tiêu | Kết quả |\n|---|---|---|\n| Cuộc họp | 10 | 8 |\n\n## Ghi chú");
    repository.commit("2023-08-01", "Báo xong");
    repository.change(file, "| 8 |", "| 9 |");
    repository.change(file, "lead: vp", "lead: tc");
    repository.change("content/td/index.md", "code: VP}", "code: VP}, {id: tc, name: Ban Tổ chức, code: TC}");
    repository.commit("2023-09-01", "Đổi người");
    let changes = diff(&repository, &format!("{first}..HEAD"), INTERNAL);
    assert_eq!(
        told(&changes),
        [
            (ChangeKind::Status, Some("open"), Some("fixed"), "Đã xong"),
            (
                ChangeKind::Wording,
                Some("Họp chậm hop-cham\nHọp thường chậm."),
                Some("Họp chậm hop-cham\nHọp nay đã đúng giờ."),
                "Đã xong"
            ),
            (ChangeKind::Lead, Some("Văn phòng"), Some("Ban Tổ chức"), "Đổi người"),
            (
                ChangeKind::Deadline,
                Some("hoàn thành trong quý II/2023"),
                Some("hoàn thành trong quý III/2023"),
                "Dời hạn"
            ),
            (ChangeKind::Done, None, None, "Báo xong"),
            (ChangeKind::MeasureAdded, None, None, "Báo xong"),
            (ChangeKind::IndicatorAdded, None, Some("10"), "Báo xong"),
        ]
    );
    let changed = &changes.changed[0];
    assert_eq!((changed.lead.as_deref(), changed.lead_name.as_deref()), (Some("tc"), Some("Ban Tổ chức")));
    assert_eq!(changed.changes[3].now_due.unwrap().to_string(), "2023-09-30");
    let day = |change: &ChangeData| change.commit.as_ref().unwrap().day.to_string();
    assert_eq!(
        changed.changes.iter().map(day).collect::<Vec<_>>()[..4],
        ["2023-05-01", "2023-05-01", "2023-09-01", "2023-07-01"]
    );
    // Days do as well as revisions; from the middle on, only what came after is told.
    assert_eq!(
        told(&diff(&repository, "2023-08-15", INTERNAL)),
        [
            (ChangeKind::Lead, Some("Văn phòng"), Some("Ban Tổ chức"), "Đổi người"),
            (ChangeKind::Actual, Some("8"), Some("9"), "Đổi người"),
        ]
    );
    assert!(
        diff(&repository, "2023-05-15..2023-06-15", INTERNAL).changed.is_empty(),
        "a file by another name"
    );
}

/// What two branches did to one file belongs to each of them, not to the merge, nor to whichever was later. A merge is
/// named for what it decides itself: what none of them says.
/// A status that a mistake hid was none, whatever stands in for it.
#[test]
fn a_status_that_a_mistake_hid_made_nothing() {
    let repository = small();
    repository.change(FILE, "status: open", "status: fixed");
    let first = repository.commit("2023-03-01", "Đã xong");
    repository.change(FILE, "status: fixed", "status: opne");
    repository.commit("2023-04-01", "Gõ nhầm");
    repository.change(FILE, "status: opne", "status: open");
    repository.commit("2023-05-01", "Mở lại");
    let changes = diff(&repository, &format!("{first}..HEAD"), INTERNAL);
    assert_eq!(told(&changes), [(ChangeKind::Status, Some("fixed"), Some("open"), "Mở lại")]);
}

#[test]
fn branches_keep_what_they_did() {
    for (decided, by) in [("fixed", "Ở nhánh"), ("partly-fixed", "Nhập nhánh")] {
        let repository = small();
        let first = repository.commit("2023-03-01", "Đầu tiên");
        repository.git(&["checkout", "-q", "-b", "nhanh"]);
        repository.change(FILE, "status: open", "status: fixed");
        repository.commit("2023-04-01", "Ở nhánh");
        repository.git(&["checkout", "-q", "main"]);
        repository.change(FILE, "Họp đúng lịch", "Họp đúng lịch đã định");
        repository.commit("2023-05-01", "Ở dòng chính");
        repository.git(&["merge", "-q", "--no-ff", "--no-commit", "nhanh"]);
        repository.change(FILE, "status: fixed", &format!("status: {decided}"));
        repository.commit("2023-06-01", "Nhập nhánh");
        let changes = diff(&repository, &first, INTERNAL);
        let told = told(&changes);
        assert_eq!((told[0].0, told[0].2, told[0].3), (ChangeKind::Status, Some(decided), by));
        assert_eq!((told[1].0, told[1].3), (ChangeKind::MeasureReworded, "Ở dòng chính"));
    }
}

/// A deadline that is written otherwise has not moved, measures of the same words are told apart by their deadlines, and
/// a struck deadline that is taken out is told.
#[test]
fn a_measure_is_known_by_its_words_and_its_deadline() {
    let repository = small();
    let quarter = |n: &str| format!("- [x] Họp (*trong quý {n}/2023*)\n");
    let [one, two, three] = ["I", "II", "III"].map(quarter);
    repository.change(FILE, "- Họp đúng lịch", &format!("{one}{two}{three}- Họp đúng lịch"));
    repository.change(FILE, "(*hoàn thành trong", "(~~trong tháng 02/2023~~ *hoàn thành trong");
    let first = repository.commit("2023-03-01", "Đầu tiên");
    repository.change(FILE, &format!("{one}{two}"), &two);
    repository.change(FILE, "trong quý III/2023", "đến hết  tháng 9/2023");
    repository.commit("2023-04-01", "Bỏ một việc");
    let told = |changes: &ChangesData| -> Vec<_> {
        changes.changed.iter().flat_map(|changed| &changed.changes).map(|change| change.what).collect()
    };
    let changes = diff(&repository, &first, INTERNAL);
    assert_eq!(told(&changes), [ChangeKind::MeasureRemoved], "{changes:?}");
    assert_eq!(changes.changed[0].changes[0].then.as_deref(), Some("trong quý I/2023"));
    let second = repository.git(&["rev-parse", "HEAD"]);
    repository.change(FILE, "~~trong tháng 02/2023~~ ", "");
    repository.change(FILE, "status: open", "status: open\ncontinue_in: 2024");
    repository.commit("2023-05-01", "Bỏ thời hạn đầu");
    let changes = diff(&repository, &second, INTERNAL);
    assert_eq!(told(&changes), [ChangeKind::ContinueIn, ChangeKind::FirstDeadline], "{changes:?}");
}

/// Where two records exchange their files, neither is told of what the other one was.
#[test]
fn a_file_that_held_another_record_tells_nothing_of_this_one() {
    let repository = small();
    repository.change(FILE, "status: open", "status: fixed");
    let first = repository.commit("2023-03-01", "Đầu tiên");
    repository.change("content/td/2023/bao-cao.md", "status: open", "status: not-fixed");
    repository.commit("2023-04-01", "Đánh giá");
    for (from, to) in [("hop-cham", "tam"), ("bao-cao", "hop-cham"), ("tam", "bao-cao")] {
        let path = |name: &str| format!("content/td/2023/{name}.md");
        repository.git(&["mv", &path(from), &path(to)]);
    }
    repository.commit("2023-05-01", "Đổi tên tệp");
    let changes = diff(&repository, &first, INTERNAL);
    let [changed] = changes.changed.as_slice() else { panic!("{changes:?}") };
    let [change] = changed.changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((change.what, changed.name.as_str()), (ChangeKind::Status, "bao-cao"));
    assert!(change.commit.as_ref().is_none_or(|commit| commit.day.to_string() == "2023-04-01"), "{change:?}");
}

#[test]
fn records_and_papers_come_and_go() {
    let repository = small();
    let first = repository.commit("2023-03-01", "Đầu tiên");
    repository.git(&["rm", "-q", "content/td/2023/bao-cao.md"]);
    repository
        .write("content/td/2023/report.md", "---\nkind: report\non: 12-KH/TĐ\n---\n# Báo cáo năm 2023\n");
    repository.git(&["mv", "content/td/2023/plan.md", "content/td/2023/ke-hoach.md"]);
    repository.commit("2023-04-01", "Năm xong");
    let of = |span: &str| {
        let changes = diff(&repository, span, &[]).changed.into_iter();
        let one = |changed: khacphuc::export::changes::ChangedData| {
            let [change] = changed.changes.as_slice() else { panic!("{changed:?}") };
            (changed.kind, changed.title, change.what, change.commit.is_some(), changed.page.is_some())
        };
        changes.map(one).collect::<Vec<_>>()
    };
    let (gone, report) = ("Họp chậm bao-cao".to_owned(), "Báo cáo năm 2023".to_owned());
    assert_eq!(
        of(&first),
        [
            ("deficiency".to_owned(), gone.clone(), ChangeKind::Gone, true, false),
            ("report".to_owned(), report.clone(), ChangeKind::New, true, true),
        ]
    );
    // The other way round nobody made it: there is no commit between.
    assert_eq!(
        of(&format!("HEAD..{first}")),
        [
            ("deficiency".to_owned(), gone, ChangeKind::New, false, true),
            ("report".to_owned(), report, ChangeKind::Gone, false, false),
        ]
    );
}

/// The page is one file with everything in it, and shows which words changed.
#[test]
fn the_page_opens_anywhere() {
    let repository = small();
    repository.commit("2023-03-01", "Đầu tiên");
    repository.change(FILE, "Họp thường chậm.", "Họp <b>đôi khi</b> chậm.");
    repository.commit("2023-04-01", "Chuyện riêng");
    let page = |edition: &str| {
        let run = khacphuc(
            &repository.path(""),
            &["diff", "2023-03-01", "--edition", edition, "--out", "thay-doi.html"],
        );
        assert_eq!(
            (run.status, run.stdout.as_str()),
            (0, "thay-doi.html: 1 hồ sơ và văn kiện có thay đổi\n")
        );
        repository.read("thay-doi.html").unwrap()
    };
    let public = page("public");
    for outside in ["href=", "src=", "@import", "url(\"http"] {
        assert!(!public.contains(outside), "{outside}: {public}");
    }
    assert!(
        public.contains("<del>thường</del> <ins>đôi khi</ins> chậm.") && public.contains("01/4/2023"),
        "{public}"
    );
    assert!(!public.contains("Chuyện riêng") && page("internal").contains("Chuyện riêng"));
    // It is written over an earlier one, and over nothing else.
    repository.write("thay-doi.html", "của người khác");
    let run = khacphuc(&repository.path(""), &["diff", "2023-03-01", "--out", "thay-doi.html"]);
    assert_eq!((run.status, repository.read("thay-doi.html").as_deref()), (2, Some("của người khác")));
}

type Told<'t> = (ChangeKind, Option<&'t str>, Option<&'t str>, Option<&'t str>);

fn told_of(change: &ChangeData) -> Told<'_> {
    (change.what, change.about.as_deref(), change.then.as_deref(), change.now.as_deref())
}

/// What is told of each file: its kind and name, and of each change what it is about, was and is.
fn all(changes: &ChangesData) -> Vec<(&str, &str, Vec<Told<'_>>)> {
    fn file(changed: &ChangedData) -> (&str, &str, Vec<Told<'_>>) {
        (&changed.kind, &changed.name, changed.changes.iter().map(told_of).collect())
    }
    changes.changed.iter().map(file).collect()
}

/// Whatever a record says is compared, and has its commit.
#[test]
fn nothing_that_a_record_says_is_left_out() {
    use ChangeKind as Is;
    let repository = small();
    let body = "content/td/index.md";
    let units = "code: VP}, {id: tc, name: Ban Tổ chức, code: TC}";
    repository.change(body, "code: VP}", units);
    repository.change(
        body,
        "units:",
        "areas: [{id: chung, name: Việc chung}, {id: hop, name: Hội họp}]\nunits:",
    );
    repository.change(FILE, "lead: vp\n", "lead: vp\narea: chung\n");
    let more = "## Nguyên nhân\n\nDo chưa có **lịch**.\n\n## Tiến độ\n\n- 12/3/2023: Họp thử\n- 20/3/2023: Nhắc\n\n## Ghi chú";
    repository.change(FILE, "## Ghi chú", more);
    let first = repository.commit("2023-04-01", "Đầu tiên");
    repository.change(
        FILE,
        "area: chung\n",
        "area: hop\ncoordinate: [tc]\nmonitor: [vp, tc]\nrecognised: 2021\n",
    );
    repository.change(FILE, "Do chưa có **lịch**.", "Do chưa có lịch chung.[^1]");
    repository.change(FILE, "- 20/3/2023: Nhắc\n", "- 02/4/2023: Đã có lịch\n");
    repository.change(FILE, "- Họp đúng lịch (", "- Họp đúng lịch @tc (");
    repository.change(FILE, "## Ghi chú", "## Phương hướng\n\nLàm tiếp.\n\n[^1]: Lịch năm.\n\n## Ghi chú");
    let second = repository.commit("2023-05-01", "Sửa nhiều chỗ");
    let changes = diff(&repository, &first, INTERNAL);
    assert_eq!(
        all(&changes),
        [(
            "deficiency",
            "hop-cham",
            vec![
                (Is::Recognised, None, Some("2022"), Some("2021")),
                (Is::Area, None, Some("Việc chung"), Some("Hội họp")),
                (Is::Coordinate, None, None, Some("Ban Tổ chức")),
                (Is::Monitor, None, None, Some("Văn phòng, Ban Tổ chức")),
                (Is::Section, Some("Nguyên nhân"), Some("Do chưa có lịch."), Some("Do chưa có lịch chung.")),
                (Is::Section, Some("Phương hướng"), None, Some("Làm tiếp.")),
                (Is::Footnote, Some("1"), None, Some("Lịch năm.")),
                (Is::MeasureLead, Some("Họp đúng lịch"), None, Some("Ban Tổ chức")),
                (Is::ProgressAdded, Some("02/4/2023: Đã có lịch"), None, None),
                (Is::ProgressRemoved, Some("20/3/2023: Nhắc"), None, None),
            ]
        )]
    );
    let commits = changes.changed[0].changes.iter().map(|change| change.commit.as_ref().unwrap().id.as_str());
    assert!(commits.into_iter().all(|id| second.starts_with(id)));
    repository.change(
        FILE,
        "status: open",
        "status: dropped\ndisposition: {reason: Hết việc, by: Ban Thường vụ, date: 2023-05-30}",
    );
    repository.commit("2023-06-01", "Thôi");
    let kinds = |changes: &ChangesData| -> Vec<_> {
        changes.changed.iter().flat_map(|changed| &changed.changes).map(|change| change.what).collect()
    };
    assert_eq!(kinds(&diff(&repository, &second, INTERNAL)), [Is::Status, Is::Disposition]);
    let run = khacphuc(&repository.path(""), &["diff", &first, "--language", "en"]);
    assert!(
        run.stdout.contains("  other words under “Nguyên nhân”: Do chưa có lịch {+chung+}."),
        "{}",
        run.stdout
    );
}

/// So is what a paper says, and what an erratum does.
#[test]
fn papers_and_errata_are_compared() {
    use ChangeKind as Is;
    let repository = small();
    let plan = "content/td/2023/plan.md";
    repository.change(
        plan,
        "date: 2023-02-01",
        "date: 2023-02-01\nrecipients: [Lưu VT]\nimplements: [06-CT/TU]",
    );
    let first = repository.commit("2023-03-01", "Đầu tiên");
    repository.change(plan, "12-KH/TĐ", "13-KH/TĐ");
    repository.change(plan, "2023-02-01", "2023-02-10");
    repository.change(plan, "[Lưu VT]", "[Lưu VT, Các ban]");
    repository.change(plan, "[06-CT/TU]", "[06-CT/TU]\nyears: 2023-2024\ndeclares: 2\nassignments: [{unit: vp, role: lead, of: [hop-cham]}]\nreports_due: [{what: Báo cáo năm, every: year, before: 11-05}]");
    repository.commit("2023-04-01", "Sửa kế hoạch");
    assert_eq!(
        all(&diff(&repository, &first, INTERNAL)),
        [(
            "plan",
            "td/2023/plan",
            vec![
                (Is::Number, None, Some("12-KH/TĐ"), Some("13-KH/TĐ")),
                (Is::Date, None, Some("2023-02-01"), Some("2023-02-10")),
                (Is::Declares, None, None, Some("2")),
                (Is::Recipients, None, Some("Lưu VT"), Some("Lưu VT; Các ban")),
                (Is::Years, None, Some("2023"), Some("2023–2024")),
                (Is::Assignments, None, None, Some("vp lead hop-cham")),
                (Is::ReportsDue, None, None, Some("Báo cáo năm (year, 11-05)")),
            ]
        )]
    );
    let run = khacphuc(&repository.path(""), &["diff", &first, "--edition", "internal", "--language", "en"]);
    assert!(run.stdout.contains("  another date: 1 February 2023 → 10 February 2023\n"), "{}", run.stdout);
    // The public is not told how many deficiencies a plan says that there are, nor who has which.
    let public = diff(&repository, &first, &[]);
    let told = all(&public);
    assert!(told[0].2.iter().all(|told| told.0 != Is::Declares), "{told:?}");
    assert!(told[0].2.contains(&(Is::Assignments, None, None, None)), "{told:?}");

    // What a report lists is promised by the plan or the record, and is text of the report.
    let report = "content/td/2023/report.md";
    repository.write(report, "---\nkind: report\ndate: 2023-12-30\n---\n# Báo cáo\n\n## Giải pháp\n\n- Đã họp (*trong quý II/2023*)\n");
    let reported = repository.commit("2023-12-30", "Báo cáo");
    repository.change(report, "- Đã họp", "- Đã họp đủ");
    repository.commit("2023-12-31", "Sửa báo cáo");
    let words = [Some("Đã họp\ntrong quý II/2023"), Some("Đã họp đủ\ntrong quý II/2023")];
    assert_eq!(
        all(&diff(&repository, &reported, &[])),
        [("report", "td/2023/report", vec![(Is::Section, Some("Giải pháp"), words[0], words[1])])]
    );

    let run = khacphuc(&repository.path(""), &["freeze", "td", "2023", "--as-of", "2023-12-31"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let second = repository.commit("2024-01-20", "Nộp lưu");
    let erratum = "content/td/2023/errata/hop-cham.md";
    repository.write(
        erratum,
        "---\nkind: erratum\nof: hop-cham\ndate: 2024-03-01\nby: Thông báo số 1\nwrong: thường chậm\n\
         right: chậm hai lần\n---\n# Đính chính\n",
    );
    let third = repository.commit("2024-03-01", "Đính chính");
    repository.change(erratum, "chậm hai lần", "chậm ba lần");
    repository.change(erratum, "date: 2024-03-01", "date: 2024-03-05");
    let fourth = repository.commit("2024-03-05", "Đính chính lại");
    repository.git(&["rm", "-q", erratum]);
    repository.commit("2024-03-06", "Bỏ đính chính");
    let file = |changes| ("erratum", "td/2023/errata/hop-cham", changes);
    let about = "thường chậm → chậm hai lần";
    assert_eq!(
        all(&diff(&repository, &format!("{second}..{third}"), &[])),
        [file(vec![(Is::New, Some(about), None, None)])]
    );
    assert_eq!(
        all(&diff(&repository, &format!("{third}..{fourth}"), &[])),
        [file(vec![
            (Is::Date, None, Some("2024-03-01"), Some("2024-03-05")),
            (Is::Right, None, Some("chậm hai lần"), Some("chậm ba lần")),
        ])]
    );
    assert_eq!(
        all(&diff(&repository, &format!("{third}..HEAD"), &[])),
        [file(vec![(Is::Gone, Some(about), None, None)])]
    );
    let public = diff(&repository, &format!("{second}..{third}"), &[]);
    assert!(public.changed[0].changes[0].commit.as_ref().is_some_and(|commit| third.starts_with(&commit.id)));
}

/// A body whose folder has another name has the same records, of which only what is otherwise is told, with the commit.
#[test]
fn a_body_may_have_its_folder_renamed() {
    use ChangeKind as Is;
    let repository = small();
    let report = "---\nkind: report\non: td/2023/plan\n---\n# Báo cáo năm 2023\n";
    repository.write("content/td/2023/report.md", report);
    let first = repository.commit("2023-03-01", "Đầu tiên");
    repository.change(FILE, "status: open", "status: not-fixed");
    repository.commit("2023-04-01", "Đánh giá");
    repository.git(&["mv", "content/td", "content/tinh-doan"]);
    repository.change("content/tinh-doan/2023/report.md", "on: td/", "on: tinh-doan/");
    let moved = repository.commit("2023-05-01", "Đổi tên thư mục");
    repository.change("content/tinh-doan/2023/hop-cham.md", "lead: vp\n", "");
    repository.commit("2023-06-01", "Bỏ đơn vị");
    let span = [first.as_str(), "HEAD"].join("..");
    for edition in ["public", "internal"] {
        let changes = diff(&repository, &span, &["--edition", edition]);
        let expected = vec![
            (Is::Status, None, Some("open"), Some("not-fixed")),
            (Is::Lead, None, Some("Văn phòng"), None),
        ];
        assert_eq!(all(&changes), [("deficiency", "hop-cham", expected)], "{edition}");
        let changed = &changes.changed[0];
        assert_eq!(
            (changed.body.as_str(), changed.page.as_deref()),
            ("tinh-doan", Some("tinh-doan/2023/hop-cham.html"))
        );
        let days = changed.changes.iter().map(|change| change.commit.as_ref().unwrap().day.to_string());
        assert_eq!(days.collect::<Vec<_>>(), ["2023-04-01", "2023-06-01"]);
        // The other way round, too.
        let back = diff(&repository, &format!("HEAD..{first}"), &["--edition", edition]);
        assert_eq!((back.changed.len(), back.changed[0].body.as_str()), (1, "td"), "{back:?}");
    }
    // What is internal by now under the new name is not told of under the old one.
    repository.change("content/tinh-doan/index.md", "kind:", "audience: internal\nkind:");
    repository.git(&["rm", "-q", "content/tinh-doan/2023/bao-cao.md"]);
    repository.commit("2023-07-01", "Giữ kín");
    for span in [first.clone(), moved.clone(), format!("HEAD..{first}"), format!("HEAD..{moved}")] {
        assert!(diff(&repository, &span, &[]).changed.is_empty(), "{span}");
    }
}

/// The schema is that of any two moments, and needs neither of them, nor a repository.
#[test]
fn the_schema_needs_no_moments() {
    let folder = tempfile::tempdir().unwrap();
    let schema = khacphuc(folder.path(), &["diff", "--format", "schema"]);
    assert_eq!((schema.status, schema.stderr.as_str()), (0, ""));
    let schema: serde_json::Value = serde_json::from_str(&schema.stdout).unwrap();
    let kinds = schema["$defs"]["ChangeKind"]["oneOf"].as_array().unwrap();
    let named = |name: &str| kinds.iter().any(|kind| kind["const"] == name);
    assert!(named("progress-added") && named("reports-due"), "{schema}");
}

// -- laws ----------------------------------------------------------------------------------------------------------

/// What is done to a file in words that only insiders read.
fn inside(repository: &Repository, edit: usize, n: usize) {
    let section = |words: &str| {
        let text = repository.read(FILE).unwrap();
        repository.write(FILE, &format!("{text}\n## Riêng {n} {{.internal}}\n\n{words}\n"));
    };
    match edit {
        0 => section("Lời riêng."),
        1 => section("### Giải pháp\n\n- [x] Việc riêng (*hoàn thành trong quý IV/2023*)"),
        2 => section("| Chỉ tiêu | Mục tiêu | Kết quả |\n|---|---|---|\n| Riêng | 1 | 2 |"),
        3 => {
            let words = record(&format!("rieng-{n}"), "open", "Chỉ để riêng.")
                .replace("kind:", "audience: internal\nkind:");
            repository.write(&format!("content/td/2023/rieng-{n}.md"), &words);
        }
        4 => {
            let paths =
                fs::read_dir(repository.path("content/td/2023")).unwrap().map(|entry| entry.unwrap().path());
            let inside =
                |path: &std::path::PathBuf| path.file_name().unwrap().to_string_lossy().starts_with("rieng-");
            paths.filter(inside).for_each(|path| {
                let text = fs::read_to_string(&path).unwrap();
                fs::write(&path, text.replace("status: open", "status: fixed").replace("quý II", "quý I"))
                    .unwrap();
            });
        }
        5 => section("### Tiến độ\n\n- 12/4/2023: Việc riêng."),
        6 => section(&format!("### Nguyên nhân\n\nLời riêng.[^rieng-{n}]\n\n[^rieng-{n}]: Lời riêng.")),
        _ => {
            let text = repository.read(FILE).unwrap();
            repository.write(FILE, &text.replace("Chuyện riêng.", &format!("Chuyện riêng {n}.")));
        }
    }
}

/// What was public and is internal by now is neither gone nor to be told of: a record, a section, a unit, a body.
#[test]
fn the_public_is_told_nothing_of_what_is_internal_by_now() {
    type Hide = fn(&Repository);
    let hides: [(&str, Hide); 11] = [
        ("trễ kín", |repository| {
            repository.change("content/td/2023/bao-cao.md", "kind:", "audience: internal\nkind:");
        }),
        ("Họp đúng lịch", |repository| {
            repository.change(FILE, "## Giải pháp", "## Giải pháp {.internal}")
        }),
        ("Ban Kín", |repository| {
            repository.change(FILE, "lead: tc", "lead: vp");
            repository.change("content/td/index.md", "{id: tc,", "{id: tc, audience: internal,");
        }),
        ("Tỉnh đoàn", |repository| {
            repository.change("content/td/index.md", "kind:", "audience: internal\nkind:");
        }),
        // A cause goes among what is internal, under another heading.
        ("Nguyên nhân", |repository| repository.change(FILE, "## Nguyên nhân", "## Riêng {.internal}")),
        ("một buổi", |repository| repository.change(FILE, "## Tiến độ", "## Tiến độ {.internal}")),
        // So does an entry, as plain words.
        ("một buổi", |repository| {
            repository.change(FILE, "- 12/3/2023: Họp thử một buổi\n", "");
            repository.change(FILE, "Chuyện riêng.", "Ngày 12/3 (họp thử một buổi).");
        }),
        ("bao-cao", |repository| {
            repository.change("content/td/2023/bao-cao.md", "kind:", "audience: internal\nkind:");
            repository.change("content/td/2023/plan.md", "of: [bao-cao]", "of: [bao-cao, hop-cham]");
        }),
        // Short items and cells go among what is internal under another heading, one of them in other words.
        ("kinh phí", |repository| {
            repository.change(FILE, "## Lý do", "## Riêng {.internal}");
            repository.change(FILE, "- Người ốm\n", "- Người nghỉ ốm\n");
        }),
        ("Đội một", |repository| repository.change(FILE, "## Bố trí", "## Riêng {.internal}")),
        // A unit that goes on to coordinate has not ceased to.
        ("Ban Kín", |repository| {
            repository.change("content/td/index.md", "{id: tc,", "{id: tc, audience: internal,");
        }),
    ];
    for (inside, hide) in hides {
        let repository = small();
        repository.change("content/td/index.md", "code: VP}", "code: VP}, {id: tc, name: Ban Kín, code: TC}");
        repository.change(FILE, "lead: vp", "lead: tc\ncoordinate: [vp, tc]");
        let more = "## Nguyên nhân\n\nDo ít người biết kín tiếng.\n\n## Tiến độ\n\n- 12/3/2023: Họp thử một buổi\n\n\
                    ## Lý do\n\n- Thiếu kinh phí\n- Người ốm\n\n\
                    ## Bố trí\n\n| Đội | Số người |\n|---|---|\n| Đội một | 17 |\n\n## Ghi chú";
        repository.change(FILE, "## Ghi chú", more);
        repository.change("content/td/2023/bao-cao.md", "thường trễ", "thường trễ kín");
        let assigned = "date: 2023-02-01\nassignments: [{unit: vp, role: lead, of: [bao-cao]}]";
        repository.change("content/td/2023/plan.md", "date: 2023-02-01", assigned);
        repository.commit("2023-03-01", "Đầu tiên");
        hide(&repository);
        repository.commit("2023-03-01", "Giữ kín");
        for span in ["HEAD~1..HEAD", "HEAD..HEAD~1"] {
            let changes = diff(&repository, span, &[]);
            let said = format!("{changes:?}");
            assert!(!said.contains(inside), "{span}: {said}");
            let told = changes.changed.iter().flat_map(|changed| &changed.changes);
            let told: Vec<_> = told.map(|change| (change.what, &change.then, &change.now)).collect();
            let is_bare = |told: &(ChangeKind, &Option<String>, &Option<String>)| {
                let kinds = [ChangeKind::Lead, ChangeKind::Assignments];
                kinds.contains(&told.0) && (told.1, told.2) == (&None, &None)
            };
            assert!(told.iter().all(is_bare), "{span}: {told:?}");
        }
    }
}

/// A renamed body has the same records also where its index has the other ending of Markdown files.
#[test]
fn the_index_of_a_body_may_have_any_ending() {
    let repository = small();
    repository.git(&["add", "."]);
    repository.git(&["mv", "content/td/index.md", "content/td/index.markdown"]);
    repository.commit("2023-03-01", "Đầu tiên");
    repository.git(&["mv", "content/td", "content/tinh-doan"]);
    repository.commit("2023-04-01", "Đổi tên thư mục");
    assert_eq!(all(&diff(&repository, "HEAD~1..HEAD", INTERNAL)), []);
}

/// A record that became an internal one of another name in another file is not gone, in however many commits it did.
#[test]
fn a_record_that_became_an_internal_one_is_not_gone() {
    let repository = small();
    repository.commit("2023-03-01", "Đầu tiên");
    let file = "content/td/2023/rieng.md";
    repository.git(&["mv", FILE, file]);
    repository.change(file, "deficiency: hop-cham", "audience: internal\ndeficiency: rieng");
    repository.commit("2023-04-01", "Giữ kín");
    for span in ["HEAD~1..HEAD", "HEAD..HEAD~1"] {
        assert_eq!(all(&diff(&repository, span, &[])), [], "{span}");
    }
    repository.write(
        file,
        "---\nkind: deficiency\ndeficiency: rieng\nstatus: open\naudience: internal\n---\n# Khác\n",
    );
    repository.commit("2023-05-01", "Viết lại");
    assert_eq!(all(&diff(&repository, "HEAD~2..HEAD", &[])), []);
}

/// What an erratum quotes of the file that it corrects is as internal as it is there, also where the
/// erratum is there no more.
#[test]
fn an_erratum_does_not_tell_internal_words_of_what_it_corrects() {
    use ChangeKind as Is;
    const ERRATUM: &str = "content/td/2023/errata/sai.md";
    let hide = |repository: &Repository| {
        repository.change(FILE, "## Nguyên nhân", "## Nguyên nhân {.internal}");
    };
    let edit = |repository: &Repository| {
        repository.change(ERRATUM, "wrong: Trưởng phòng vắng", "wrong: thường chậm");
        repository.change(ERRATUM, "right: Phó phòng vắng", "right: luôn chậm");
    };
    let remove = |repository: &Repository| {
        repository.git(&["rm", "-q", ERRATUM]);
    };
    let hide_file = |repository: &Repository| repository.change(FILE, "kind:", "audience: internal\nkind:");
    type Step<'s> = &'s dyn Fn(&Repository);
    let cases: [(&[Step<'_>], &[Is]); 3] = [
        (&[&hide, &edit], &[Is::Wrong, Is::Right]),
        (&[&hide, &remove], &[Is::Gone]),
        (&[&hide_file, &remove], &[]),
    ];
    for (number, (steps, kinds)) in cases.into_iter().enumerate() {
        let repository = small();
        repository.change(FILE, "## Giải pháp", "## Nguyên nhân\n\nTrưởng phòng vắng họp.\n\n## Giải pháp");
        repository.write(
            ERRATUM,
            "---\nkind: erratum\nof: hop-cham\ndate: 2024-03-01\nby: Thông báo số 1\nwrong: Trưởng phòng vắng\n\
             right: Phó phòng vắng\n---\n# Đính chính: Trưởng phòng vắng\n",
        );
        repository.commit("2024-03-01", "Đầu tiên");
        steps.iter().for_each(|step| step(&repository));
        repository.commit("2024-04-01", "Giữ kín");
        for span in ["HEAD~1..HEAD", "HEAD..HEAD~1"] {
            let changes = diff(&repository, span, &[]);
            let of_erratum = changes.changed.iter().filter(|changed| changed.kind == "erratum");
            let of_erratum: Vec<&ChangedData> = of_erratum.collect();
            let told: Vec<Told<'_>> =
                of_erratum.iter().flat_map(|changed| &changed.changes).map(told_of).collect();
            // The other way round, the erratum is new.
            let expected: Vec<Told<'_>> = kinds
                .iter()
                .map(|kind| match (span, kind) {
                    ("HEAD..HEAD~1", Is::Gone) => Is::New,
                    _ => *kind,
                })
                .map(|kind| (kind, None, None, None))
                .collect();
            assert_eq!(told, expected, "{number} {span}");
            if kinds.contains(&Is::Gone) {
                assert!(
                    !format!("{changes:?}").contains("Trưởng phòng vắng"),
                    "{number} {span}: {changes:?}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 6, max_shrink_iters: 20, ..ProptestConfig::default() })]

    /// What only insiders read leaves no trace in what the public is told of changes: not in what is told, and not in
    /// which commit made it.
    #[test]
    fn the_public_is_told_nothing_of_what_is_internal(edits in vec(0..8usize, 1..6), at in 0..8usize) {
        let repository = small();
        repository.commit("2023-03-01", "Đầu tiên");
        for (n, edit) in edits.iter().enumerate() {
            inside(&repository, *edit, n);
            repository.commit(&format!("2023-04-{:02}", n + 1), "Riêng");
        }
        for format in ["human", "json"] {
            let run = khacphuc(&repository.path(""), &["diff", "2023-03-01", "--format", format]);
            prop_assert_eq!(run.status, 0, "{}", run.stderr);
            prop_assert!(!run.stdout.to_lowercase().contains("riêng"), "{}", run.stdout);
        }
        prop_assert!(diff(&repository, "2023-03-01", &[]).changed.is_empty());
        // Nor is a public change told of by a commit that made it among insiders first.
        let text = repository.read(FILE).unwrap();
        let mark = "\n## Thêm {.internal}\n\n### Giải pháp\n\n- Việc được công khai sau\n";
        repository.write(FILE, &format!("{text}{mark}"));
        repository.commit("2023-05-01", "Giữ riêng");
        repository.change(FILE, "## Thêm {.internal}", "## Thêm");
        repository.commit("2023-06-01", "Công khai");
        inside(&repository, at, 9);
        repository.commit("2023-07-01", "Riêng");
        let changes = diff(&repository, "2023-03-01", &[]);
        let [changed] = changes.changed.as_slice() else { panic!("{changes:?}") };
        let days: Vec<_> = changed.changes.iter().map(|change| {
            (change.what, change.commit.as_ref().map(|commit| (commit.day.to_string(), commit.subject.clone())))
        }).collect();
        prop_assert_eq!(days, [(ChangeKind::MeasureAdded, Some(("2023-06-01".to_owned(), None)))]);
    }
}
