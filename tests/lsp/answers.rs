//! What stands at a place, where it leads, and what can be written there.

use crate::client::{Client, Site, place};
use serde_json::Value;

const OLD: &str = "content/tay-ninh/2021/ma-tuy.md";
const NEW: &str = "content/tay-ninh/2023/chi-tieu-nam.md";

fn hover(client: &mut Client, uri: &str, text: &str, before: &str) -> String {
    let answer = client.at("textDocument/hover", uri, text, before);
    answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

/// Where a place leads: files with the line, from 1.
fn leads(client: &mut Client, site: &Site, uri: &str, text: &str, before: &str) -> Vec<String> {
    let answer = client.at("textDocument/definition", uri, text, before);
    let root = site.uri("content/");
    let place = |found: &Value| {
        let file = found["uri"].as_str().unwrap().strip_prefix(&root).unwrap().to_owned();
        format!("{file}:{}", found["range"]["start"]["line"].as_u64().unwrap() + 1)
    };
    answer.as_array().unwrap().iter().map(place).collect()
}

/// What can be written where `before` ends: labels.
fn offers(client: &mut Client, uri: &str, text: &str, before: &str) -> Vec<String> {
    let answer = client.at("textDocument/completion", uri, text, before);
    let items = answer["items"].as_array().unwrap().iter();
    items.map(|item| item["label"].as_str().unwrap().to_owned()).collect()
}

/// A server that has looked at the content with this text in the place of a file.
fn with(site: &Site, path: &str, text: &str) -> (Client, String) {
    let (mut client, uri) = (Client::of(site, &["utf-16"]), site.uri(path));
    client.open(&uri, text);
    client.settle(&uri);
    (client, uri)
}

#[test]
fn a_deadline_is_told_in_days() {
    let site = Site::shipped();
    let text = site.read(NEW).replace("hoàn thành trong tháng 02/2023", "trước ngày 10/5/2023");
    let (mut client, uri) = with(&site, NEW, &text);
    assert_eq!(hover(&mut client, &uri, &text, "trước ngày"), "**Ngày cuối cùng: 09/5/2023**");
    assert_eq!(
        hover(&mut client, &uri, &text, "thực hiện từ tháng"),
        "Ngày bắt đầu: 01/3/2023\n\n**Ngày cuối cùng: 31/12/2023**"
    );
    let told = hover(&mut client, &uri, &text, "thực hiện thường xuyên, tập trung");
    assert!(
        told.starts_with("Thường xuyên\n\n")
            && told.ends_with("Tập trung: dịp Tết và Tháng Công nhân trong năm"),
        "{told}"
    );
    // What was typed a moment ago counts, and not what was found last.
    let text = text.replace("10/5/2023", "11/5/2023");
    client.change(&uri, 2, &text);
    assert_eq!(hover(&mut client, &uri, &text, "trước ngày"), "**Ngày cuối cùng: 10/5/2023**");
    let text = text.replace("trước ngày 11/5/2023", "trước ngày hội");
    client.change(&uri, 3, &text);
    assert_ne!(hover(&mut client, &uri, &text, "trước ngày"), "");
}

#[test]
fn citations_states_and_ids_are_explained() {
    let site = Site::shipped();
    let text = site.read(OLD);
    let (mut client, uri) = with(&site, OLD, &text);
    let cited = hover(&mut client, &uri, &text, "Nghị định số 94/2010");
    assert!(
        cited.starts_with("**Nghị định 94/2010/NĐ-CP**, ngày 09/9/2010\n\nChính phủ\n\nCai nghiện ma túy"),
        "{cited}"
    );
    assert!(hover(&mut client, &uri, &text, "plan: 300").contains("Kế hoạch 300-KH/TĐTN-VP"));
    assert_eq!(hover(&mut client, &uri, &text, "status: "), "**Khắc phục một phần**");
    assert_eq!(hover(&mut client, &uri, &text, "area: "), "**Tuyên truyền, giáo dục**");
    let deficiency = hover(&mut client, &uri, &text, "deficiency: ");
    assert!(
        deficiency.contains("Không thấy nữa") && deficiency.contains("- 2021: Khắc phục một phần"),
        "{deficiency}"
    );
    assert_eq!(hover(&mut client, &uri, &text, "# Tuyên"), "");
    let text = site.read(NEW);
    let uri = site.uri(NEW);
    client.open(&uri, &text);
    assert_eq!(hover(&mut client, &uri, &text, "lead: "), "**Ban Tổ chức – Kiểm tra** (TCKT)");
    let earlier = hover(&mut client, &uri, &text, "from: 2021/doan");
    assert!(earlier.contains("`tay-ninh/2021/doan-ket-tap-hop`"), "{earlier}");
    assert_eq!(hover(&mut client, &uri, &text, "as: merged"), "**Gộp lại**");
}

#[test]
fn things_lead_to_where_they_are() {
    let site = Site::shipped();
    let text = site.read(OLD).replace("sau cai\n", "sau cai @bpt\n");
    let (mut client, uri) = with(&site, OLD, &text);
    let body = site.read("content/tay-ninh/index.md");
    let line = |text: &str, found: &str| text[..text.find(found).unwrap()].matches('\n').count() + 1;
    let register = site.read("content/documents.yaml");
    let plan = site.read("content/tay-ninh/2021/plan.md");
    let plan_title = format!("tay-ninh/2021/plan.md:{}", line(&plan, "\n# ") + 1);
    let mut leads = |before: &str| leads(&mut client, &site, &uri, &text, before);
    assert_eq!(leads("plan: 300-"), [plan_title]);
    assert_eq!(leads("số 94/2010"), [format!("documents.yaml:{}", line(&register, "94/2010/NĐ-CP"))]);
    assert_eq!(leads("area: tuyen"), [format!("tay-ninh/index.md:{}", line(&body, "id: tuyen-truyen"))]);
    assert_eq!(leads("sau cai @b"), [format!("tay-ninh/index.md:{}", line(&body, "id: bpt"))]);
    assert_eq!(leads("# Tuyên"), [""; 0]);
}

#[test]
fn a_record_leads_to_its_lineage_and_to_what_it_is_carried_on_from() {
    let site = Site::shipped();
    let text = site.read(NEW);
    let (mut client, uri) = with(&site, NEW, &text);
    let mut leads_of = |before: &str| leads(&mut client, &site, &uri, &text, before);
    assert_eq!(leads_of("from: 2021/doan"), ["tay-ninh/2021/doan-ket-tap-hop.md:4"]);
    assert_eq!(
        leads_of("deficiency: chi"),
        ["tay-ninh/2021/chi-tieu-nam.md:4", "tay-ninh/2021/doan-ket-tap-hop.md:4"]
    );
    let (plan, text) =
        (site.uri("content/tay-ninh/2023/plan.md"), site.read("content/tay-ninh/2023/plan.md"));
    client.open(&plan, &text);
    assert_eq!(leads(&mut client, &site, &plan, &text, "of: [chi-tieu"), ["tay-ninh/2023/chi-tieu-nam.md:3"]);
}

#[test]
fn front_matter_is_completed_while_it_is_not_finished() {
    let site = Site::shipped();
    let head = "---\nkind: deficiency\ndeficiency: moi\nstatus: \nlead: \nmonitor: [vp, ]\narea: t\nplan: 30\ncarries:\n  - {from: 2021/, as: \nst\n---\n# Mới\n\n## Giải pháp\n\n- Làm @ (*trong 2023*)\n- Theo 30\n\n## \n";
    let (mut client, uri) = with(&site, "content/tay-ninh/2023/moi.md", head);
    let status = ["open", "not-fixed", "partly-fixed", "improving", "fixed", "dropped"];
    let units = ["vp", "tckt", "bpt", "truong-doan", "tt-htshttn"];
    let mut offers = |before: &str| offers(&mut client, &uri, head, before);
    assert_eq!(offers("status: "), status);
    assert_eq!(offers("lead: "), units);
    assert_eq!(offers("monitor: [vp, "), units);
    assert!(offers("area: t").contains(&"tuyen-truyen".to_owned()));
    assert_eq!(offers("plan: 30"), ["300-KH/TĐTN-VP", "301-KH/TĐTN-BPT"]);
    assert!(offers("from: 2021/").contains(&"2021/ma-tuy".to_owned()));
    assert!(offers("as: ").contains(&"merged".to_owned()));
    assert!(offers("\nst").contains(&"status".to_owned()) || offers("\nst").contains(&"monitor".to_owned()));
    assert_eq!(offers("Làm @"), units);
    assert!(offers("Theo 30").contains(&"300-KH/TĐTN-VP".to_owned()));
    assert!(offers("\n## ").contains(&"Giải pháp".to_owned()));
    assert_eq!(offers("# Mới"), [""; 0]);
}

#[test]
fn what_is_looked_for_need_not_have_its_marks() {
    let site = Site::shipped();
    let text = site.read(NEW).replace("lead: tckt", "lead: phong");
    let (mut client, uri) = with(&site, NEW, &text);
    let answer = client.ask("textDocument/completion", place(&uri, &text, "lead: phong")).unwrap();
    let items = answer["items"].as_array().unwrap();
    let found: Vec<&str> = items.iter().map(|item| item["label"].as_str().unwrap()).collect();
    assert_eq!(found, ["vp", "bpt"], "Văn phòng, Ban Phong trào");
    let edit = &items[0]["textEdit"];
    assert_eq!(
        (edit["newText"].as_str(), edit["range"]["start"]["character"].as_u64()),
        (Some("vp"), Some(6))
    );
}
