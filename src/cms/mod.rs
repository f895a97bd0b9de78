//! CMS: settings by which Decap CMS or Sveltia CMS edits the content in a browser.
//!
//! Takes the linked ledger of the whole site and where the content lies in its repository; gives the page that
//! starts the CMS and its settings, in two parts: a head, which belongs to whoever looks after the site, and
//! collections, which follow the content and are made anew when bodies, years, units or areas change. It stands
//! apart from the command line, which writes files, and from drafts, which are content.
//!
//! A file of the content is in one collection:
//!
//! | collection | holds |
//! |---|---|
//! | `papers-<body>` | the body's own file, and its reviews, plans and reports |
//! | `records-<body>-<year>` | the records of a year; new ones can be added |
//! | `plan-`, `report-`, `review-<body>-<year>` | nothing yet: there the last year gets what it does not have |
//! | `pages-<folder>` | pages |
//! | `register` | the register of documents |
//!
//! Records have a collection for each year because neither program lets its user say which folder a new file goes to.
//! Both keep what front matter says and no field asks for.

mod choices;
mod field;
mod yaml;

pub use choices::ShortForm;

use crate::draft::{self, Material};
use crate::front_matter::register::{self, REGISTER};
use crate::front_matter::{labels, shape, split};
use crate::language::Language;
use crate::model::document::Document;
use crate::model::ledger::{Body, Year};
use crate::model::vocabulary::Lists;
use crate::settings::{Forge, Repository};
use crate::source::{Source, SourceId};
use crate::table::{Field, Node, read_yaml};
use crate::vietnamese::letters;
use std::collections::BTreeSet;
use yaml::Yaml;

/// A CMS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// Decap CMS.
    Decap,
    /// Sveltia CMS, which takes the settings of Decap CMS.
    Sveltia,
}

/// The page that starts the CMS.
pub fn page(program: Program, title: &str, language: Language) -> String {
    let page = match program {
        Program::Decap => include_str!("page/decap.html"),
        Program::Sveltia => include_str!("page/sveltia.html"),
    };
    page.replace("LANGUAGE", language.tag()).replace("TITLE", &letters::escape(title))
}

/// What stands above the collections: somebody has to say there where the CMS finds the repository.
pub fn head(program: Program, repository: Option<&Repository>, folder: &str, language: Language) -> String {
    let who = language.choose(
        "# Phần này là của người quản trị: khacphuc chỉ ghi lần đầu.\n",
        "# This part belongs to whoever looks after the site: khacphuc writes it once.\n",
    );
    let review = language.choose(
        "# Mỗi lần sửa thành một yêu cầu trộn để duyệt: publish_mode: editorial_workflow\n",
        "# For each change to be reviewed as a merge request: publish_mode: editorial_workflow\n",
    );
    // Each knows keys that the other does not.
    let (schema, own) = match program {
        Program::Decap => {
            let local = language.choose(
                "# Sửa thử trên máy này: `BIND_HOST=localhost npx decap-server`, rồi mở trang này ở localhost.\n",
                "# To try it on this machine: `BIND_HOST=localhost npx decap-server`, then this page from localhost.\n",
            );
            ("", format!("{review}{local}local_backend: true\nlocale: {}\n", language.tag()))
        }
        Program::Sveltia => (
            "# yaml-language-server: $schema=https://unpkg.com/@sveltia/cms/schema/sveltia-cms.json\n",
            "output: {omit_empty_optional_fields: true}\n".to_owned(),
        ),
    };
    format!(
        "{schema}{who}{}{own}media_folder: {}\npublic_folder: /media\n\
         slug: {{encoding: ascii, clean_accents: true}}\neditor: {{preview: false}}\nshow_preview_links: false\n",
        backend(repository, language),
        draft::yaml(&below(folder, "media")),
    )
}

fn backend(repository: Option<&Repository>, language: Language) -> String {
    let Some(Repository { url, forge, branch, .. }) = repository else {
        return language
            .choose(
                "# Kho mã nguồn: name là github, gitlab hay gitea; xem tài liệu của CMS.\n",
                "# The repository: name is github, gitlab or gitea; see the documents of the CMS.\n",
            )
            .to_owned()
            + "backend:\n  name: github\n  repo: organisation/repository\n  branch: main\n";
    };
    let (host, project) = split_address(url);
    let (name, api) = match forge {
        Forge::GitHub => ("github", ""),
        Forge::GitLab => ("gitlab", "api/v4"),
        Forge::Gitea => ("gitea", "api/v1"),
    };
    let mut text = format!(
        "backend:\n  name: {name}\n  repo: {}\n  branch: {}\n",
        draft::yaml(project),
        draft::yaml(branch)
    );
    if !api.is_empty() {
        text.push_str(&format!("  base_url: {host}\n  api_root: {host}/{api}\n"));
        text.push_str(language.choose(
            "  # app_id: mã ứng dụng OAuth đăng ký ở kho, với địa chỉ của trang này\n",
            "  # app_id: id of an OAuth application of the forge, with the address of this page\n",
        ));
    }
    if *forge == Forge::GitLab {
        text.push_str("  auth_type: pkce\n");
    }
    text
}

/// `https://host` and `group/project` of a project's address.
fn split_address(url: &str) -> (String, &str) {
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
    let (host, project) = rest.split_once('/').unwrap_or((rest, ""));
    (format!("{scheme}://{host}"), project.trim_matches('/'))
}

/// A path below a folder; an empty one is the top of the repository, or the folder itself.
fn below(folder: &str, path: &str) -> String {
    let parts = [folder, path].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("/")
}

/// The line above the collections, in each language that a site may have had.
pub fn marks() -> [&'static str; 2] {
    [mark(Language::Vi), mark(Language::En)]
}

fn mark(language: Language) -> &'static str {
    language.choose(
        "# ---- Từ đây do `khacphuc init --cms` lập từ nội dung; sửa ở đây sẽ mất khi lập lại ----\n",
        "# ---- From here on made by `khacphuc init --cms`; changes here are lost when it is made anew ----\n",
    )
}

/// The collections, from the line above them on. `folder` is where the content lies in the repository.
pub fn collections(material: &Material<'_>, folder: &str) -> String {
    let maker = Maker { material, folder, language: material.language };
    let root = Yaml::Map(vec![("collections", Yaml::List(maker.collections()))]);
    format!("{}{}", mark(material.language), yaml::written(&root))
}

/// A name that is not taken.
fn free(name: &str, taken: &BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| !taken.contains(name)).unwrap_or_default()
}

/// Fields that have to be written in full before a CMS reads them, each with its file.
pub fn short_forms(material: &Material<'_>) -> Vec<(String, ShortForm)> {
    let mut found = BTreeSet::new();
    let mut add = |id: SourceId, root: &Node, fields: &[Field]| {
        let (path, mut forms) = (material.sources.shown_path(id), Vec::new());
        choices::short_forms(root, fields, "", &mut forms);
        found.extend(forms.into_iter().map(|form| (path.clone(), form)));
    };
    let documents = choices::by_body(material);
    let pages = material.ledger.pages.iter().map(|page| &**page);
    for document in documents.into_values().flatten().chain(pages) {
        let text = material.sources.text(document.source);
        if let Some((root, _)) = split(document.source, &text, &mut Vec::new()) {
            add(document.source, &root, &shape(document.meta.kind()));
        }
    }
    if let Some(source) = register(material)
        && let Ok(root) = read_yaml(&source.text(), 0)
    {
        add(source.id, &root, &register::shape());
    }
    found.into_iter().collect()
}

/// The register, where there is one.
fn register<'m>(material: &Material<'m>) -> Option<&'m Source> {
    material.sources.iter().find(|source| source.path == REGISTER)
}

struct Maker<'m> {
    material: &'m Material<'m>,
    folder: &'m str,
    language: Language,
}

/// What a collection of a folder holds.
struct Holds<'h> {
    name: String,
    label: String,
    folder: String,
    kind: &'h str,
    /// The field by which a file is named.
    named_by: &'static str,
    /// What the text of a new file begins with; none where nothing is added.
    blank: Option<String>,
    summary: &'h str,
}

impl Maker<'_> {
    fn collections(&self) -> Vec<Yaml> {
        let documents = choices::by_body(self.material);
        let mut all = Vec::new();
        for body in &self.material.ledger.bodies {
            let documents = documents.get(body.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            let choices = choices::choices(body, documents, self.material);
            self.of_body(body, &choices, &mut all);
        }
        self.pages(&mut all);
        all.extend(self.register());
        all
    }

    fn kind(&self, kind: &str) -> &'static str {
        labels::word("kind", kind, self.language).unwrap_or_default()
    }

    /// Collections of a body, the latest year first.
    fn of_body(&self, body: &Body, choices: &Lists, all: &mut Vec<Yaml>) {
        let title = &body.document.title.value;
        let last = body.years.last().map(|year| year.year);
        for year in body.years.iter().rev() {
            let is_last = last == Some(year.year);
            if is_last || !year.records.is_empty() {
                let holds = Holds {
                    name: format!("records-{}-{}", body.id, year.year),
                    label: self.language.choose(
                        format!("{title}: khuyết điểm {}", year.year),
                        format!("{title}: deficiencies {}", year.year),
                    ),
                    folder: format!("{}/{}", body.id, year.year),
                    kind: "deficiency",
                    named_by: "deficiency",
                    blank: Some(draft::blank("deficiency", year.year, self.language)),
                    summary: "{{deficiency}}: {{status}}",
                };
                all.push(self.of_folder(&holds, choices));
            }
            if is_last {
                self.missing(body, year, choices, all);
            }
        }
        all.push(self.papers(body, choices));
    }

    /// Where the last year gets a paper that it does not have.
    fn missing(&self, body: &Body, year: &Year, choices: &Lists, all: &mut Vec<Yaml>) {
        let papers = year.papers.iter().map(|id| self.material.ledger.paper(*id).document.meta.kind());
        let there: BTreeSet<&str> = papers.collect();
        for kind in ["plan", "report", "review"].into_iter().filter(|kind| !there.contains(kind)) {
            let holds = Holds {
                name: format!("{kind}-{}-{}", body.id, year.year),
                label: format!(
                    "{}: {} {}",
                    body.document.title.value,
                    self.kind(kind).to_lowercase(),
                    year.year
                ),
                folder: format!("{}/{}", body.id, year.year),
                kind,
                named_by: "kind",
                blank: Some(draft::blank(kind, year.year, self.language)),
                summary: "{{kind}}",
            };
            all.push(self.of_folder(&holds, choices));
        }
    }

    fn of_folder(&self, holds: &Holds<'_>, choices: &Lists) -> Yaml {
        let kind = holds.kind;
        let filter = vec![("field", Yaml::text("kind")), ("value", Yaml::text(kind))];
        let is_added = if holds.blank.is_some() { "true" } else { "false" };
        let mut entries = vec![
            ("name", Yaml::text(&holds.name)),
            ("label", Yaml::text(&holds.label)),
            ("label_singular", Yaml::text(self.kind(kind))),
            ("folder", Yaml::text(below(self.folder, &holds.folder))),
            ("filter", Yaml::Map(filter)),
            ("create", Yaml::Bare(is_added)),
            ("summary", Yaml::text(holds.summary)),
            ("identifier_field", Yaml::text(holds.named_by)),
            ("slug", Yaml::Text(format!("{{{{{}}}}}", holds.named_by))),
        ];
        let blank = holds.blank.clone();
        entries.push(("fields", field::of_kind(kind, &shape(kind), choices, blank, self.language)));
        Yaml::Map(entries)
    }

    /// The body's own file and its papers, the latest year first.
    fn papers(&self, body: &Body, choices: &Lists) -> Yaml {
        let title = &body.document.title.value;
        let mut files = vec![self.file(&body.document, self.kind("body").to_owned(), choices)];
        for year in body.years.iter().rev() {
            for id in &year.papers {
                let document = &self.material.ledger.paper(*id).document;
                let label = format!("{}: {}", year.year, document.title.value);
                files.push(self.file(document, label, choices));
            }
        }
        let label =
            self.language.choose(format!("{title}: tổ chức, văn kiện"), format!("{title}: body and papers"));
        Yaml::Map(vec![
            ("name", Yaml::Text(format!("papers-{}", body.id))),
            ("label", Yaml::Text(label)),
            ("files", Yaml::List(files)),
        ])
    }

    fn file(&self, document: &Document, label: String, choices: &Lists) -> Yaml {
        let (path, kind) = (document.path.as_str(), document.meta.kind());
        let name = path.split_once('/').map_or(path, |(_, rest)| rest).replace('/', "-");
        Yaml::Map(vec![
            ("name", Yaml::Text(name)),
            ("label", Yaml::Text(label)),
            ("file", Yaml::Text(below(self.folder, &self.material.sources.get(document.source).path))),
            ("fields", field::of_kind(kind, &shape(kind), choices, None, self.language)),
        ])
    }

    /// Pages and errata, folder by folder.
    fn pages(&self, all: &mut Vec<Yaml>) {
        // The errata of a year have a folder of their own.
        let pages = self.material.ledger.pages.iter();
        let folders: BTreeSet<(&str, &str)> =
            pages.map(|page| (page.path.folder(), page.meta.kind())).collect();
        let mut names = BTreeSet::new();
        for (folder, kind) in folders {
            let name = ["pages"].into_iter().chain(folder.split('/').filter(|part| !part.is_empty()));
            let name = name.collect::<Vec<_>>().join("-");
            let name = free(&name, &names);
            names.insert(name.clone());
            let label = match kind {
                "page" => self.language.choose("Trang", "Pages"),
                kind => self.kind(kind),
            };
            let holds = Holds {
                name,
                label: if folder.is_empty() { label.to_owned() } else { format!("{label}: {folder}") },
                folder: folder.to_owned(),
                kind,
                named_by: "kind",
                blank: None,
                summary: "{{filename}}",
            };
            all.push(self.of_folder(&holds, &Lists::default()));
        }
    }

    /// The register, where there is one.
    fn register(&self) -> Option<Yaml> {
        register(self.material)?;
        let label = self.language.choose("Sổ văn bản", "Register of documents");
        let fields = field::of_table(&register::shape(), &Lists::default(), self.language);
        let file = Yaml::Map(vec![
            ("name", Yaml::text("documents")),
            ("label", Yaml::text(label)),
            ("file", Yaml::Text(below(self.folder, REGISTER))),
            ("fields", fields),
        ]);
        Some(Yaml::Map(vec![
            ("name", Yaml::text("register")),
            ("label", Yaml::text(label)),
            ("files", Yaml::List(vec![file])),
        ]))
    }
}
