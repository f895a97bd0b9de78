//! What is made to be printed: official forms, and what became of what earlier reviews found, as a page and as
//! Markdown.

use crate::corpus::{Files, of_code, read_tree, root, scan_of, settings, shipped_files, tree, write_files};
use crate::html::Html;
use crate::links::{Pages, text};
use crate::{SITES, Site, on_every_page, unless};
use khacphuc::diagnostic::Code;
use khacphuc::export::data::{LedgerData, RecordData};
use khacphuc::front_matter::Status;
use khacphuc::language::Language;
use khacphuc::render::theme::Theme;
use khacphuc::settings::Edition;
use khacphuc::write::{Receipts, Writer};
use khacphuc::{Engine, scan};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::fs;

// -- a site with a body of each form --------------------------------------------------------------------------------

const BODIES: [(&str, &str, &str); 3] = [
    ("xa", "state", "Ủy ban nhân dân xã Đông Hòa"),
    ("dang", "party", "Đảng ủy xã Đông Hòa"),
    ("doan", "youth-union", "Ban Thường vụ Xã đoàn"),
];

fn forms() -> Files {
    let mut files = Files::new();
    for (id, form, name) in BODIES {
        files.insert(
            format!("{id}/index.md"),
            format!("---\nkind: body\nname: {name}\ncode: MA\nform: {form}\nplace: Đông Hòa\nunits: [{{id: vp, name: Văn phòng}}]\n---\n# {name}\n"),
        );
        files.insert(
            format!("{id}/2021/plan.md"),
            "---\nkind: plan\nnumber: 12-KH/MA\ndate: 2021-02-03\nrecipients: [Thường trực, Lưu VT]\nsigned: {authority: TM. Tập thể, position: Trưởng}\n---\n# Kế hoạch khắc phục năm 2021\n\nLời văn[^1].\n\n[^1]: Chú thích.\n".to_owned(),
        );
        files.insert(
            format!("{id}/2021/mot.md"),
            "---\nkind: deficiency\ndeficiency: mot\nstatus: partly-fixed\nlead: vp\n---\n# Họp còn trễ\n\n## Giải pháp\n\n- [x] Việc một (~~hoàn thành trong quý I/2021~~ *hoàn thành trong quý II/2021*)\n- Việc hai (*trước ngày 10/5/2021*)\n".to_owned(),
        );
        files.insert(
            format!("{id}/2021/report.md"),
            "---\nkind: report\non: 12-KH/MA\n---\n# Báo cáo kết quả năm 2021\n\nLời văn.\n".to_owned(),
        );
    }
    files
}

fn built(files: &Files, edition: Edition, language: Language) -> Pages {
    let (scan, settings) = (scan_of(files), settings(edition, language));
    Pages::of(tree(&Engine::new(&scan, &settings).unwrap()))
}

/// The words of all elements of one class.
fn of_class(page: &Html, class: &str) -> Vec<String> {
    let has_class = |at: &usize| {
        let classes = page.tags[*at].get("class").unwrap_or_default();
        classes.split_whitespace().any(|known| known == class)
    };
    (0..page.tags.len()).filter(has_class).map(|at| page.words(at).trim().to_owned()).collect()
}

fn style(page: &Html) -> &str {
    page.named("html").next().and_then(|tag| tag.get("style")).unwrap()
}

/// Each body's papers have its form: margins, the lines at the top, the table, who signs, who gets it. They are in
/// Vietnamese whatever the language of the site.
#[test]
fn a_paper_is_laid_out_in_the_form_of_its_body() {
    let margins = |right: &str| {
        format!(
            "--sheet-top:20mm;--sheet-right:{right}mm;--sheet-bottom:20mm;--sheet-left:30mm;--sheet-number:14pt;--number-top-center:counter(page)"
        )
    };
    let expected = [
        ("xa", "15", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", "Số: 12-KH/MA", "Số:          /BC-MA"),
        ("dang", "15", "ĐẢNG CỘNG SẢN VIỆT NAM", "*", "Số 12-KH/MA", "Số          -BC/MA"),
        ("doan", "20", "ĐOÀN TNCS HỒ CHÍ MINH", "***", "Số: 12-KH/MA", "Số:          -BC/MA"),
    ];
    for (edition, language) in [(Edition::Public, Language::Vi), (Edition::Internal, Language::En)] {
        let site = built(&forms(), edition, language);
        for ((id, right, heading, mark, number, blank), (.., name)) in expected.iter().zip(BODIES) {
            let page = &site.pages[&format!("{id}/2021/plan.form.html")];
            assert_eq!(style(page), margins(right), "{id}");
            assert_eq!(page.named("article").next().and_then(|sheet| sheet.get("lang")), Some("vi"));
            assert_eq!(of_class(page, "name"), [&name.to_uppercase(), *heading]);
            assert_eq!(of_class(page, "mark"), [*mark]);
            assert_eq!(of_class(page, "date"), ["Đông Hòa, ngày 03 tháng 02 năm 2021"]);
            assert_eq!(
                (of_class(page, "kind"), of_class(page, "subject")),
                (vec!["KẾ HOẠCH".to_owned()], vec!["khắc phục năm 2021".to_owned()])
            );
            assert_eq!(of_class(page, "signer"), ["TM. TẬP THỂTRƯỞNG"]);
            assert!(
                of_class(page, "recipients")[0].contains("- ")
                    || of_class(page, "recipients")[0].ends_with("Lưu VT.")
            );
            assert!(of_class(page, "issuer")[0].contains(number), "{:?}", of_class(page, "issuer"));
            let words = of_class(page, "sheet").remove(0);
            for said in [
                "Họp còn trễ",
                "Việc một",
                "hoàn thành trong quý II/2021",
                "Thời hạn",
                "Văn phòng",
                "Chú thích.",
            ] {
                assert!(words.contains(said), "{id}: {said} is not in {words}");
            }
            let report = &site.pages[&format!("{id}/2021/report.form.html")];
            assert!(of_class(report, "issuer")[0].contains(blank), "{:?}", of_class(report, "issuer"));
            assert!(of_class(report, "sheet")[0].contains("Khắc phục một phần"));
            assert!(text(&site.tree, &format!("{id}/2021/plan.html")).contains("href=\"plan.form.html\""));
            assert!(text(&site.tree, &format!("{id}/2021/plan.form.html")).contains("href=\"plan.html\""));
        }
    }
    let motto =
        of_class(&built(&forms(), Edition::Public, Language::Vi).pages["xa/2021/plan.form.html"], "motto");
    assert_eq!(motto, ["Độc lập - Tự do - Hạnh phúc"]);
}

/// Every plan and report of the shipped content has a form, and a review where its text is there.
#[test]
fn every_paper_has_its_form() {
    for site in SITES.iter() {
        for paper in ledger(site).papers {
            let form = paper.page.replace(".html", ".form.html");
            let page =
                site.files.pages.get(&form).unwrap_or_else(|| panic!("{}: there is no {form}", site.name()));
            assert_eq!(of_class(page, "sheet").len(), 1, "{form}");
            assert!(of_class(page, "name").contains(&"ĐOÀN TNCS HỒ CHÍ MINH".to_owned()), "{form}");
        }
    }
}

/// A body that does not say its form has no forms; a paper before a decree has the one before that.
#[test]
fn the_form_is_that_of_the_body_on_the_day() {
    let mut files = forms();
    let plan = files["xa/2021/plan.md"].replace("2021-02-03", "2020-03-04");
    files.insert("xa/2021/plan.md".to_owned(), plan);
    let body = files["dang/index.md"].replace("form: party\n", "");
    files.insert("dang/index.md".to_owned(), body);
    let site = built(&files, Edition::Internal, Language::Vi);
    let number = |path: &str| style(&site.pages[path]).rsplit_once(";--number-").unwrap().1.to_owned();
    assert_eq!(number("xa/2021/plan.form.html"), "bottom-right:counter(page)");
    assert_eq!(number("xa/2021/report.form.html"), "top-center:counter(page)");
    assert!(!site.pages.contains_key("dang/2021/plan.form.html"));
    assert!(!text(&site.tree, "dang/2021/plan.html").contains(".form.html"));
}

/// A site brings its own rules; one without the rules of a form cannot show its papers.
#[test]
fn a_site_has_its_own_forms() {
    let site = tempfile::tempdir().unwrap();
    let own = site.path().join("themes/own");
    fs::create_dir_all(&own).unwrap();
    write_files(&site.path().join("content"), &forms());
    let built_in = fs::read_to_string(root().join("themes/default/forms.toml")).unwrap();
    let build = |toml: &str| {
        fs::write(own.join("forms.toml"), toml).unwrap();
        let (scan, settings) =
            (scan::scan(&site.path().join("content")).unwrap(), settings(Edition::Public, Language::Vi));
        let draft = Engine::new(&scan, &settings).unwrap();
        let out = tempfile::tempdir().unwrap();
        let writer = Writer::open(out.path(), Receipts::default()).unwrap();
        draft.build(&Theme::load(site.path(), "own").unwrap(), writer).map(|_| read_tree(out.path()))
    };
    let later = built_in.replace(
        "from = \"2020-03-05\"\nmargins = {top = 20,",
        "from = \"2020-03-05\"\nmargins = {top = 25,",
    );
    assert!(text(&build(&later).unwrap(), "xa/2021/plan.form.html").contains("--sheet-top:25mm"));
    let without = built_in.replace("form = \"party\"", "form = \"state\"");
    assert!(build(&without).unwrap_err().show(Language::En).contains("forms.toml"));
    let wrong = built_in.replace("mark = \"***\"", "marks = \"***\"");
    let error = build(&wrong).unwrap_err().show(Language::En);
    assert!(error.contains("forms.toml") && error.contains("marks"), "{error}");
}

/// A content file that would stand where a form or a follow-up stands is a clash like any other.
#[test]
fn their_addresses_are_taken() {
    for path in ["xa/2021/plan.form.md", "xa/2021/follow-up.md"] {
        let mut files = forms();
        let plan = files["xa/2021/plan.md"].replace("number: 12-KH/MA\n", "");
        files.insert(path.to_owned(), plan);
        let (scan, settings) = (scan_of(&files), settings(Edition::Internal, Language::Vi));
        let draft = Engine::new(&scan, &settings).unwrap();
        assert_eq!(of_code(&draft.findings().reported, Code::PathClash).len(), 1, "{path}");
    }
}

// -- margins of every page ------------------------------------------------------------------------------------------

/// Every page but a form says, for its margins, whose it is, which edition and day, and where it comes from.
#[test]
fn every_page_says_in_its_margins_what_it_is() {
    on_every_page(|site, path, page| {
        if path.ends_with(".form.html") {
            return unless(!style(page).contains("--print"), "a form has margins of its own");
        }
        let edition = match (site.edition, site.language) {
            (Edition::Public, Language::Vi) => "Bản công khai · tính đến 31/12/2023",
            (Edition::Public, Language::En) => "Public edition · as of 31 December 2023",
            (Edition::Internal, Language::Vi) => "Bản nội bộ · tính đến 31/12/2023",
            (Edition::Internal, Language::En) => "Internal edition · as of 31 December 2023",
        };
        let body = if path.starts_with("tay-ninh/") { "Tỉnh đoàn Tây Ninh" } else { "" };
        [
            unless(style(page).starts_with(&format!("--print-body:'{body}")), style(page)),
            unless(style(page).contains(&format!("--print-day:'{edition}'")), style(page)),
            unless(style(page).contains("--print-source:'"), style(page)),
        ]
        .concat()
    });
}

/// A name cannot leave the string of CSS that it stands in, nor the attribute.
#[test]
fn names_stay_in_their_strings() {
    let mut files = forms();
    let body = files["xa/index.md"].replace("# Ủy ban", "# A'; color: red } \"Ủy ban\" <");
    files.insert("xa/index.md".to_owned(), body);
    let site = built(&files, Edition::Public, Language::Vi);
    let style = style(&site.pages["xa/2021/plan.html"]);
    assert!(style.starts_with(r"--print-body:'A\27 ; color: red } "), "{style}");
    assert_eq!(site.pages["xa/2021/plan.html"].mistakes, [""; 0]);
}

// -- what became of what earlier reviews found ----------------------------------------------------------------------

fn ledger(site: &Site) -> LedgerData {
    serde_json::from_slice(&site.files.tree["data/ledger.json"]).unwrap()
}

/// Words of the cells of a table's body, row by row.
fn rows(page: &Html, table: &str) -> Vec<Vec<String>> {
    let is_in = |tag: usize, wanted: &dyn Fn(usize) -> bool| {
        std::iter::successors(Some(tag), |at| page.tags[*at].parent).any(wanted)
    };
    let body = page.numbers("tr").into_iter().filter(|row| {
        is_in(*row, &|at| page.tags[at].get("id") == Some(table))
            && is_in(*row, &|at| page.tags[at].name == "tbody")
    });
    let cells = |row: usize| {
        let of_row = (0..page.tags.len()).filter(move |at| page.tags[*at].parent == Some(row));
        of_row.map(|cell| page.words(cell).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    body.map(cells).collect()
}

/// What a reader of Markdown finds: cells of the tables' bodies, and the entries of lists under each heading.
#[derive(Default)]
struct Read {
    tables: Vec<Vec<Vec<String>>>,
    sections: Vec<(String, usize)>,
}

fn read(markdown: &str) -> Read {
    let mut read = Read::default();
    let (mut words, mut is_body) = (String::new(), false);
    for event in Parser::new_ext(
        markdown,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES,
    ) {
        match event {
            Event::Start(Tag::Table(_)) => read.tables.push(Vec::new()),
            Event::Start(Tag::TableRow) => read.tables.last_mut().unwrap().push(Vec::new()),
            Event::End(TagEnd::TableHead) => is_body = true,
            Event::End(TagEnd::Table) => is_body = false,
            Event::Start(Tag::TableCell | Tag::Heading { .. }) => words.clear(),
            Event::End(TagEnd::TableCell) if is_body => {
                read.tables.last_mut().unwrap().last_mut().unwrap().push(words.clone());
            }
            Event::End(TagEnd::Heading(_)) => read.sections.push((words.clone(), 0)),
            Event::Start(Tag::Item) => read.sections.last_mut().unwrap().1 += 1,
            Event::Text(text) => words.push_str(&text),
            _ => {}
        }
    }
    read
}

/// The Markdown beside each page has the rows of its tables, and a section for each deficiency.
#[test]
fn the_markdown_has_the_rows_of_the_page() {
    let mut seen = 0;
    for site in SITES.iter() {
        for (path, page) in site.files.pages.iter().filter(|(path, _)| path.ends_with("follow-up.html")) {
            let markdown = text(&site.files.tree, &path.replace(".html", ".md"));
            let read = read(markdown);
            let shown = [rows(page, "k-table"), rows(page, "k-shares")];
            let shown: Vec<_> = shown.into_iter().filter(|rows| !rows.is_empty()).collect();
            assert_eq!(read.tables, shown, "{} {path}\n{markdown}", site.name());
            let titles: Vec<String> = shown[0].iter().map(|row| format!("{}. {}", row[0], row[1])).collect();
            let sections: Vec<&String> =
                read.sections.iter().filter(|(_, items)| *items > 0).map(|(title, _)| title).collect();
            assert_eq!(sections, titles.iter().collect::<Vec<_>>(), "{} {path}", site.name());
            seen += titles.len();
        }
    }
    assert!(seen > 20, "only {seen} deficiencies");
}

/// Its counts are the ledger's: what is carried and lost in the balance, what is late, and every measure once.
#[test]
fn its_counts_are_those_of_the_ledger() {
    for site in SITES.iter() {
        let ledger = ledger(site);
        let of_year = |year: i16| {
            ledger.records.iter().filter(move |record| record.body == "tay-ninh" && record.year == year)
        };
        for year in [2021, 2023] {
            let page = &site.files.pages[&format!("tay-ninh/{year}/follow-up.html")];
            let records: Vec<&RecordData> = of_year(year).collect();
            let lost =
                ledger.balances.iter().filter(|balance| balance.body == "tay-ninh" && balance.to <= year);
            let lost: usize = lost.map(|balance| balance.unaccounted).sum();
            assert_eq!(rows(page, "k-table").len(), records.len() + lost, "{} {year}", site.name());
            let measures = || {
                records.iter().flat_map(|record| record.measures.iter().map(move |measure| (record, measure)))
            };
            let numbers: Vec<usize> =
                rows(page, "k-shares").iter().map(|row| row[1].parse().unwrap()).collect();
            assert_eq!(numbers.iter().sum::<usize>(), measures().count(), "{} {year}", site.name());
            let late = measures()
                .filter(|(record, measure)| measure.late && record.status != Status::Dropped)
                .count();
            assert!(
                late == 0 || numbers.contains(&late),
                "{} {year}: {numbers:?} of which {late} late",
                site.name()
            );
        }
    }
}

/// Done in time, done after an extension, late, running, without a day, no longer asked for: each measure is in
/// one of them.
#[test]
fn measures_are_told_apart() {
    let mut files = forms();
    let measures = "- [x] Kịp (*hoàn thành trong quý I/2021*)\n- [x] Lùi (~~hoàn thành trong quý I/2021~~ *hoàn thành trong quý III/2021*)\n- [x] Không ngày\n- Trễ (*hoàn thành trong quý I/2021*)\n- Còn hạn (*hoàn thành trong tháng 12/2030*)\n- Thường xuyên (*thường xuyên*)\n";
    let record = |name: &str, front: &str, measures: &str| {
        format!(
            "---\nkind: deficiency\ndeficiency: {name}\n{front}\n---\n# Khuyết điểm {name}\n\n## Giải pháp\n\n{measures}"
        )
    };
    files.insert("xa/2021/mot.md".to_owned(), record("mot", "status: improving", measures));
    let dropped = "status: dropped\ndisposition: {reason: Hết, by: Đảng ủy, date: 2021-12-01}";
    files.insert(
        "xa/2021/hai.md".to_owned(),
        record("hai", dropped, "- Thôi (*hoàn thành trong quý I/2021*)\n"),
    );
    let site = built(&files, Edition::Internal, Language::En);
    let page = &site.pages["xa/2021/follow-up.html"];
    let numbers: Vec<String> = rows(page, "k-shares").into_iter().map(|row| row.join(" ")).collect();
    assert_eq!(
        numbers,
        [
            "Done in time 1 14%",
            "Done late, after the deadline was put off 1 14%",
            "Done, with no day to compare 1 14%",
            "Not done, past the deadline 1 14%",
            "Not done, within the deadline 1 14%",
            "Not reported done, with no last day 1 14%",
            "No longer to be done: the deficiency was dropped 1 14%",
        ]
    );
}

/// What a year lost stays on the page of every later year until a plan has it again.
#[test]
fn what_was_lost_stays_until_it_is_back() {
    let mut files = shipped_files();
    let plan = |year: i16| {
        (format!("tay-ninh/{year}/plan.md"), format!("---\nkind: plan\n---\n# Kế hoạch năm {year}\n"))
    };
    files.extend([plan(2024), plan(2025)]);
    files.insert(
        "tay-ninh/2025/ma-tuy.md".to_owned(),
        "---\nkind: deficiency\ndeficiency: ma-tuy\nstatus: open\n---\n# Ma túy\n\n## Giải pháp\n\n- Việc (*hoàn thành trong năm 2025*)\n".to_owned(),
    );
    let site = built(&files, Edition::Public, Language::En);
    let lost = |year: i16| {
        let rows = rows(&site.pages[&format!("tay-ninh/{year}/follow-up.html")], "k-table");
        rows.iter().filter(|row| row[3] == "Unaccounted for").count()
    };
    // Two of 2021 in 2023, with them the three of 2023 in 2024; one of 2021 is back in 2025.
    assert_eq!([lost(2021), lost(2023), lost(2024), lost(2025)], [0, 2, 5, 4]);
    assert!(text(&site.tree, "tay-ninh/2025/follow-up.md").contains("4 deficiencies of still earlier years"));
}
