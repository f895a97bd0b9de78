//! Files of Word, written by hand: the parts of WordprocessingML that offices use.

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A file with these paragraphs and tables as its text, and other parts by name.
pub fn docx(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"{NAMESPACE}\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{body}</w:body></w:document>"
    );
    let names: Vec<String> = others.iter().map(|(name, _)| format!("{name}.xml")).collect();
    let others: Vec<(&str, &str)> =
        names.iter().zip(others).map(|(name, (_, inner))| (name.as_str(), *inner)).collect();
    parts(&document, &others)
}

/// A file with this main part, if any, and other parts by their names in its folder.
pub fn parts(document: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        let name = name.strip_prefix("../").map_or_else(|| format!("word/{name}"), str::to_owned);
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    if !document.is_empty() {
        part("document.xml", document);
    }
    for (name, inner) in others {
        part(name, &format!("<w:root xmlns:w=\"{NAMESPACE}\">{inner}</w:root>"));
    }
    zip.finish().unwrap().into_inner()
}

/// A paragraph of runs.
pub fn p(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

/// A paragraph with properties.
pub fn pp(properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
}

/// A run.
pub fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A run in italics.
pub fn i(text: &str) -> String {
    format!("<w:r><w:rPr><w:i/></w:rPr><w:t>{text}</w:t></w:r>")
}

/// A run in bold.
pub fn b(text: &str) -> String {
    format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>")
}

/// A paragraph of plain text.
pub fn t(text: &str) -> String {
    p(&r(text))
}

/// A table of rows of cells, which are XML.
pub fn table(rows: &[&[String]]) -> String {
    let cell = |cell: &String| format!("<w:tc>{cell}</w:tc>");
    let row = |row: &&[String]| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}
