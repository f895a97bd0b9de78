//! The days of what is to be done, as calendars get them.

use crate::corpus::{self, Files, scan_of};
use khacphuc::settings::Edition;
use std::collections::BTreeMap;

const BODY: &str = "---\nkind: body\nname: Ban Thường vụ\nunits: [{id: vp, name: Văn phòng}, {id: bpt, name: Ban Phong trào}]\n---\n# Tổ chức\n";

/// The files of a body with one deficiency of 2023, and its measures.
fn with_measures(measures: &str) -> Files {
    let record = format!(
        "---\nkind: deficiency\ndeficiency: mot\nstatus: open\nlead: bpt\n---\n# Một\n\n## Giải pháp\n\n{measures}"
    );
    let plan =
        "---\nkind: plan\nreports_due: [{what: Báo cáo năm, to: vp, before: 2023-11-01}]\n---\n# Kế hoạch\n";
    let files = [("dong/index.md", BODY), ("dong/2023/plan.md", plan), ("dong/2023/mot.md", &record)];
    files.map(|(path, text)| (path.to_owned(), text.to_owned())).into()
}

/// Events of a file by what is to be done: its lines by their names.
fn events(files: &Files, path: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let site = corpus::site(&scan_of(files), Edition::Internal);
    let Some(bytes) = site.get(path) else { return BTreeMap::new() };
    let text = String::from_utf8(bytes.clone()).unwrap().replace("\r\n ", "");
    let events = text.split("BEGIN:VEVENT\r\n").skip(1).map(|event| {
        let lines = event.lines().filter_map(|line| line.split_once(':'));
        let lines: BTreeMap<String, String> =
            lines.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        (lines["SUMMARY"].clone(), lines)
    });
    events.collect()
}

fn uid(files: &Files, summary: &str) -> String {
    events(files, "calendar.ics")[summary]["UID"].clone()
}

/// “Before the 10th” is due on the 9th.
#[test]
fn a_day_before_which_is_the_day_before() {
    let files =
        with_measures("- Việc một (*trước ngày 10/5/2023*)\n- Việc hai (*chậm nhất ngày 10/5/2023*)\n");
    let events = events(&files, "dong/calendar.ics");
    assert_eq!(events["Việc một"]["DTSTART;VALUE=DATE"], "20230509");
    assert_eq!(events["Việc hai"]["DTSTART;VALUE=DATE"], "20230510");
    assert_eq!(events["Báo cáo năm"]["DTSTART;VALUE=DATE"], "20231031");
}

/// An event is the same one wherever its measure stands, and after its deadline has been extended.
#[test]
fn ids_follow_the_promise_and_not_its_place() {
    let before = with_measures("- Việc một (*trong quý I/2023*)\n");
    let after = with_measures("- Việc mới\n- Việc một (~~trong quý I/2023~~ *trong quý II/2023*)\n");
    assert_eq!(uid(&before, "Việc một"), uid(&after, "Việc một"));
    let event = &events(&after, "calendar.ics")["Việc một"];
    assert_eq!((event["DTSTART;VALUE=DATE"].as_str(), event["SEQUENCE"].as_str()), ("20230630", "1"));
    let twice = with_measures("- Việc một (*trong quý I/2023*)\n- Việc một (*trong quý II/2023*)\n");
    let site = corpus::site(&scan_of(&twice), Edition::Internal);
    let text = String::from_utf8(site["calendar.ics"].clone()).unwrap();
    let ids: std::collections::BTreeSet<&str> = text.lines().filter(|line| line.starts_with("UID")).collect();
    assert_eq!(ids.len(), 3);
}

/// Who has nothing to do by some day has no calendar, since there is none without events.
#[test]
fn calendars_are_of_those_who_have_dates() {
    let dated = with_measures("- Việc một (*trong quý I/2023*)\n- Việc hai @vp (*thường xuyên*)\n");
    assert_eq!(events(&dated, "dong/unit/bpt.ics").into_keys().collect::<Vec<_>>(), ["Việc một"]);
    assert_eq!(events(&dated, "dong/unit/vp.ics").into_keys().collect::<Vec<_>>(), ["Báo cáo năm"]);
    let mut done = with_measures("- [x] Việc một (*trong quý I/2023*)\n- Việc hai (*thường xuyên*)\n");
    done.insert("dong/2023/plan.md".to_owned(), "---\nkind: plan\n---\n# Kế hoạch\n".to_owned());
    let site = corpus::site(&scan_of(&done), Edition::Internal);
    let calendars: Vec<&String> = site.keys().filter(|path| path.ends_with(".ics")).collect();
    assert!(calendars.is_empty(), "{calendars:?}");
}
