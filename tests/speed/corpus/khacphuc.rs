//! The corpus as khacphuc reads it.

use super::dialect::{self, Dialect};
use super::files::{Files, yaml};
use super::history::CENTRAL;
use super::model::{Body, Official, Record, Year};
use super::words;
use std::io;
use std::rc::Rc;

/// The site's own files, and the beginning of the register. What bodies cite is added to the register body by body:
/// issuers stand before documents in it, so the two are kept apart until the end.
pub(crate) fn begin(files: &mut Files, central: &[Rc<Official>]) -> io::Result<()> {
    files.write(
        "khacphuc.toml",
        "title = \"Khắc phục khuyết điểm\"\nlanguage = \"vi\"\ntheme = \"default\"\n",
    )?;
    files.write(
        "content/index.md",
        "---\nkind: page\n---\n# Hồ sơ khắc phục\n\nHồ sơ nhiều năm của nhiều tổ chức.\n",
    )?;
    files.write(
        "content/huong-dan/index.md",
        "---\nkind: page\n---\n# Hướng dẫn\n\nMỗi khuyết điểm là một tệp.\n",
    )?;
    files.add("issuers", "issuers:\n")?;
    for (id, name, code, level) in CENTRAL {
        files.add("issuers", &format!("  - {{id: {id}, name: {name}, code: {code}, level: {level}}}\n"))?;
    }
    files.add("documents", "\ndocuments:\n")?;
    register(files, central)
}

fn register(files: &mut Files, documents: &[Rc<Official>]) -> io::Result<()> {
    for Official { number, kind, issuer, date, subject } in documents.iter().map(Rc::as_ref) {
        let date = date.iso();
        let entry = format!(
            "  - number: {number}\n    kind: {kind}\n    issuer: {issuer}\n    date: {date}\n    subject: {}\n",
            yaml(subject)
        );
        files.add("documents", &entry)?;
    }
    Ok(())
}

/// The register, put together.
pub(crate) fn end(files: &mut Files) -> io::Result<()> {
    files.join("content/documents.yaml", &["issuers", "documents"])
}

/// Everything of a body.
pub(crate) fn body(files: &mut Files, body: &Body) -> io::Result<()> {
    let (id, name) = &body.superior;
    files.add(
        "issuers",
        &format!("  - {{id: {id}, name: {}, code: TU, level: party-province}}\n", yaml(name)),
    )?;
    register(files, &body.register)?;
    files.write(&format!("content/{}/index.md", body.id), &index(body))?;
    for year in &body.years {
        let folder = format!("{}/{}", body.id, year.year);
        for record in &year.records {
            let path = format!("{folder}/{}", record.name);
            let text = dialect::record(Dialect::Khacphuc, &body.id, &path, record);
            files
                .write(&format!("content/{path}.md"), &format!("{}{text}", record_head(record, &body.id)))?;
        }
        papers(files, body, year, &folder)?;
    }
    Ok(())
}

fn papers(files: &mut Files, body: &Body, year: &Year, folder: &str) -> io::Result<()> {
    let path = format!("{folder}/plan");
    let text = dialect::plan(Dialect::Khacphuc, &path, &body.id, year);
    files.write(&format!("content/{path}.md"), &format!("{}{text}", plan_head(year)))?;
    let path = format!("{folder}/report");
    let text = dialect::report(Dialect::Khacphuc, &path, &body.id, year);
    files.write(&format!("content/{path}.md"), &format!("{}{text}", report_head(year, folder)))?;
    if let Some(found) = year.found {
        let text = dialect::review(Dialect::Khacphuc, year.year, found);
        files.write(
            &format!("content/{folder}/review.md"),
            &format!("---\nkind: review\ndeclares: {found}\n---\n{text}"),
        )?;
    }
    Ok(())
}

fn index(body: &Body) -> String {
    let Body { name, code, successor, .. } = body;
    let mut out = format!(
        "---\nkind: body\nname: Ban Thường vụ Tỉnh đoàn {name}\ncode: {code}\nlevel: province\nform: youth-union\nunits:\n"
    );
    for (id, name, code) in words::UNITS {
        // The last one is what the second one was called before.
        let heir = if id == "xdd" { ", successor: {unit: tckt, since: 2018-01-01}" } else { "" };
        out.push_str(&format!("  - {{id: {id}, name: {}, code: {code}{heir}}}\n", yaml(name)));
    }
    out.push_str("areas:\n");
    for (id, name) in words::AREAS {
        out.push_str(&format!("  - {{id: {id}, name: {}}}\n", yaml(name)));
    }
    if let Some((heir, since)) = successor {
        out.push_str(&format!("successor: {{body: {heir}, since: {}}}\n", since.iso()));
    }
    out.push_str(&format!(
        "---\n# Tỉnh đoàn {name}\n\nHồ sơ khắc phục khuyết điểm của Ban Thường vụ Tỉnh đoàn {name}.\n"
    ));
    out
}

fn record_head(record: &Record, body: &str) -> String {
    let Record { name, status, area, lead, coordinate, monitor, continue_in, carries, disposition, .. } =
        record;
    let mut out = format!(
        "---\nkind: deficiency\ndeficiency: {name}\nstatus: {}\narea: {area}\nlead: {lead}\n",
        status.word()
    );
    if !coordinate.is_empty() {
        out.push_str(&format!("coordinate: [{}]\n", coordinate.join(", ")));
    }
    out.push_str(&monitor.map_or_else(String::new, |unit| format!("monitor: [{unit}]\n")));
    out.push_str(&continue_in.map_or_else(String::new, |year| format!("continue_in: {year}\n")));
    if !carries.is_empty() {
        out.push_str("carries:\n");
    }
    for carry in carries {
        // Within a body the path begins with the year.
        let from = carry.from.strip_prefix(&format!("{body}/")).unwrap_or(&carry.from);
        let (kind, basis, reason) = (carry.kind, carry.basis, yaml(&carry.reason));
        out.push_str(&format!("  - {{from: {from}, as: {kind}, basis: {basis}, reason: {reason}}}\n"));
    }
    if let Some((reason, day)) = disposition {
        out.push_str(&format!(
            "disposition: {{reason: {}, by: Ban Thường vụ, date: {}}}\n",
            yaml(reason),
            day.iso()
        ));
    }
    if record.internal {
        out.push_str("audience: internal\n");
    }
    out.push_str("---\n");
    out
}

fn plan_head(year: &Year) -> String {
    let mut out = format!("---\nkind: plan\nnumber: {}\ndate: {}\n", year.plan.number, year.plan.date.iso());
    out.push_str(&format!("declares: {}\nassignments:\n", year.records.len()));
    for (unit, _, _) in &words::UNITS[..6] {
        let led =
            year.records.iter().filter(|record| record.lead == *unit).map(|record| record.name.as_str());
        let led: Vec<&str> = led.collect();
        if !led.is_empty() {
            out.push_str(&format!("  - {{unit: {unit}, role: lead, of: [{}]}}\n", led.join(", ")));
        }
    }
    out.push_str(
        "  - {unit: vp, role: compile, does: \"Tổng hợp báo cáo trình phiên họp Ban Thường vụ\"}\n\
         reports_due:\n\
         \x20 - {what: Báo cáo tiến độ của các ban, to: vp, every: quarter}\n\
         \x20 - {what: Báo cáo kết quả thực hiện, to: vp, before: 12-20}\n\
         recipients: [Thường trực Tỉnh ủy, \"Các huyện, thị, thành đoàn\", \"Lưu VT\"]\n\
         signed: {authority: TM. BAN THƯỜNG VỤ TỈNH ĐOÀN, position: PHÓ BÍ THƯ}\n---\n",
    );
    out
}

fn report_head(year: &Year, folder: &str) -> String {
    let (number, date) = (&year.report.number, year.report.date.iso());
    format!(
        "---\nkind: report\non: {folder}/plan\nnumber: {number}\ndate: {date}\ndeclares: {}\nrecipients: [Lưu VT]\n\
         signed: {{authority: TM. BAN THƯỜNG VỤ TỈNH ĐOÀN, position: PHÓ BÍ THƯ}}\n---\n",
        year.records.len()
    )
}
