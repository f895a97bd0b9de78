//! The architecture: which module may import which, held against the source.
//!
//! [`LAYERS`] is the whole of it. A module imports from the layers above its own line only, and of those
//! only what its line names; no import goes back, so there is no circle among modules. Nor is there one
//! among the files of a folder: what two of them share lies in a third below both, and `mod.rs`, which
//! opens the folder, is imported by none of them. Tests may look anywhere.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A module of `src/`, and the modules that it imports from.
type Module = (&'static str, &'static [&'static str]);

/// Layers from the ground up. Modules of one layer do not know one another.
const LAYERS: &[&[Module]] = &[
    &[
        ("vietnamese", &[]),
        ("language", &[]),
        ("disk", &[]),
        ("lock", &[]),
        ("codec", &[]),
        ("fingerprint", &[]),
        ("edit_script", &[]),
    ],
    &[("failure", &["codec", "disk", "language"])],
    &[("source", &["disk", "failure", "lock", "vietnamese"])],
    &[("diagnostic", &["language", "source", "vietnamese"])],
    &[("table", &["diagnostic", "source", "vietnamese"])],
    &[("settings", &["diagnostic", "language", "source", "table", "vietnamese"])],
    &[("front_matter", &["diagnostic", "language", "settings", "source", "table", "vietnamese"])],
    &[(
        "model",
        &[
            "codec",
            "diagnostic",
            "fingerprint",
            "front_matter",
            "language",
            "settings",
            "source",
            "table",
            "vietnamese",
        ],
    )],
    &[
        ("archive", &["disk", "failure", "front_matter", "language", "lock", "settings", "vietnamese"]),
        ("scan", &["diagnostic", "failure", "front_matter", "source"]),
        ("parse", &["diagnostic", "front_matter", "model", "settings", "source", "vietnamese"]),
        ("outline", &["front_matter", "model", "settings", "source", "vietnamese"]),
        ("select", &["diagnostic", "front_matter", "model", "settings", "source", "vietnamese"]),
        ("resolve", &["diagnostic", "front_matter", "model", "settings", "source", "vietnamese"]),
        (
            "export",
            &[
                "codec",
                "diagnostic",
                "fingerprint",
                "front_matter",
                "language",
                "model",
                "settings",
                "source",
                "vietnamese",
            ],
        ),
        (
            "render",
            &["disk", "failure", "fingerprint", "front_matter", "language", "lock", "model", "vietnamese"],
        ),
        ("serve", &["failure", "language", "lock", "source", "vietnamese"]),
        ("import", &["front_matter", "language", "settings", "vietnamese"]),
    ],
    &[
        ("write", &["archive", "disk", "failure", "lock"]),
        (
            "draft",
            &[
                "diagnostic",
                "front_matter",
                "import",
                "language",
                "model",
                "parse",
                "settings",
                "source",
                "vietnamese",
            ],
        ),
        (
            "author",
            &[
                "diagnostic",
                "front_matter",
                "language",
                "model",
                "parse",
                "settings",
                "source",
                "table",
                "vietnamese",
            ],
        ),
    ],
    &[(
        "lsp",
        &["author", "diagnostic", "failure", "language", "lock", "model", "settings", "source", "vietnamese"],
    )],
    &[(
        "plan",
        &[
            "codec",
            "diagnostic",
            "edit_script",
            "export",
            "front_matter",
            "language",
            "model",
            "settings",
            "source",
            "vietnamese",
        ],
    )],
    &[(
        "cms",
        &[
            "diagnostic",
            "draft",
            "front_matter",
            "language",
            "model",
            "settings",
            "source",
            "table",
            "vietnamese",
        ],
    )],
    &[(
        "form",
        &[
            "diagnostic",
            "edit_script",
            "front_matter",
            "language",
            "model",
            "parse",
            "settings",
            "source",
            "table",
            "vietnamese",
        ],
    )],
    &[(
        "build",
        &[
            "archive",
            "codec",
            "diagnostic",
            "disk",
            "export",
            "failure",
            "fingerprint",
            "front_matter",
            "language",
            "lock",
            "model",
            "outline",
            "parse",
            "plan",
            "render",
            "resolve",
            "scan",
            "select",
            "settings",
            "source",
            "vietnamese",
            "write",
        ],
    )],
    &[(
        "cli",
        &[
            "archive",
            "build",
            "cms",
            "diagnostic",
            "disk",
            "draft",
            "export",
            "failure",
            "fingerprint",
            "form",
            "import",
            "language",
            "lock",
            "lsp",
            "model",
            "plan",
            "render",
            "scan",
            "serve",
            "settings",
            "source",
            "vietnamese",
            "write",
        ],
    )],
];

/// A module by its path: `["plan", "pages", "year"]`.
type Name = Vec<String>;

/// An import: what it names, and where it stands.
struct Import {
    name: Name,
    line: usize,
}

/// The files of `src/` as modules, with what each imports.
struct Source {
    files: BTreeMap<Name, PathBuf>,
    imports: BTreeMap<Name, Vec<Import>>,
}

impl Source {
    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = BTreeMap::new();
        for entry in walkdir::WalkDir::new(&root) {
            let path = entry.unwrap().into_path();
            if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
                let mut name: Name = path
                    .strip_prefix(&root)
                    .unwrap()
                    .with_extension("")
                    .iter()
                    .map(|part| part.to_string_lossy().into_owned())
                    .collect();
                name.pop_if(|last| last == "mod");
                files.insert(name, path);
            }
        }
        let imports = files
            .iter()
            .map(|(name, path)| (name.clone(), imports(name, &fs::read_to_string(path).unwrap())));
        Self { imports: imports.collect(), files }
    }

    /// The file that an import leads to: its longest beginning that is a module.
    fn target(&self, import: &Import) -> Option<Name> {
        (1..=import.name.len())
            .rev()
            .map(|length| import.name[..length].to_vec())
            .find(|name| self.files.contains_key(name))
    }

    fn place(&self, name: &Name, line: usize) -> String {
        let path = self.files[name].strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
        format!("{}:{line}", path.display())
    }
}

/// What the text of a module imports, without its tests.
fn imports(module: &Name, text: &str) -> Vec<Import> {
    let text = text.split("#[cfg(test)]").next().unwrap();
    let code: Vec<&str> =
        text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line }).collect();
    let code = code.join("\n");
    let mut found = Vec::new();
    let parent = &module[..module.len().saturating_sub(1)];
    for (mark, base) in [("crate::", &[][..]), ("use super::", parent)] {
        for (at, _) in code.match_indices(mark) {
            let is_inside = mark != "crate::" && !code[..at].ends_with('\n') && !code[..at].ends_with("pub ");
            let is_word = code[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
            if is_inside || is_word {
                continue;
            }
            let line = code[..at].matches('\n').count() + 1;
            let mut names = Vec::new();
            tree(&code[at + mark.len()..], base.to_vec(), &mut names);
            found.extend(names.into_iter().map(|name| Import { name, line }));
        }
    }
    found
}

/// Names of a tree of imports, `a::{b, c::d}`; returns what follows it.
fn tree<'t>(mut text: &'t str, mut name: Name, names: &mut Vec<Name>) -> &'t str {
    loop {
        text = text.trim_start();
        if let Some(mut inner) = text.strip_prefix('{') {
            loop {
                inner = inner.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
                match inner.strip_prefix('}') {
                    Some(rest) => return rest,
                    None => inner = tree(inner, name.clone(), names),
                }
                assert!(!inner.is_empty(), "a tree of imports that does not end");
            }
        }
        let end = text
            .find(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '*')
            .unwrap_or(text.len());
        match &text[..end] {
            "self" | "*" => {}
            "super" => drop(name.pop()),
            part => name.push(part.to_owned()),
        }
        text = &text[end..];
        match text.strip_prefix("::") {
            Some(rest) if !rest.starts_with('<') => text = rest,
            _ => break,
        }
    }
    names.push(name);
    let other_name = text
        .trim_start()
        .strip_prefix("as ")
        .map(|rest| rest.trim_start_matches(|l: char| l.is_alphanumeric() || l == '_'));
    other_name.unwrap_or(text)
}

#[test]
fn each_module_imports_what_its_layer_allows() {
    let source = Source::read();
    let height = |wanted: &str| LAYERS.iter().position(|layer| layer.iter().any(|(name, _)| *name == wanted));
    let allowed: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().flatten().copied().collect();
    let mut wrong = Vec::new();
    let mut idle: BTreeSet<(&str, &str)> =
        allowed.iter().flat_map(|(name, others)| others.iter().map(|other| (*name, *other))).collect();
    for (name, others) in &allowed {
        let lower = others.iter().filter(|other| height(other) >= height(name));
        wrong.extend(lower.map(|other| format!("tests/architecture.rs: `{other}` is not below `{name}`")));
    }
    for (name, imports) in
        source.imports.iter().filter(|(name, _)| !matches!(name[0].as_str(), "lib" | "main"))
    {
        let own = name[0].as_str();
        let Some(others) = allowed.get(own) else {
            wrong.push(format!("{}: `{own}` is in no layer", source.place(name, 1)));
            continue;
        };
        for import in imports {
            let Some(target) =
                source.target(import).map(|target| target[0].clone()).filter(|target| target != own)
            else {
                continue;
            };
            idle.retain(|pair| *pair != (own, target.as_str()));
            if !others.contains(&target.as_str()) {
                wrong.push(format!(
                    "{}: `{own}` may not import from `{target}`",
                    source.place(name, import.line)
                ));
            }
        }
    }
    wrong.extend(
        idle.iter()
            .map(|(name, other)| format!("tests/architecture.rs: `{name}` does not import from `{other}`")),
    );
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_files_of_a_folder_import_one_another_in_no_circle() {
    let source = Source::read();
    let mut arrows: BTreeMap<Name, Vec<(Name, usize)>> = BTreeMap::new();
    for (name, imports) in &source.imports {
        let of_folder = imports.iter().filter_map(|import| Some((source.target(import)?, import.line)));
        let own = arrows.entry(name.clone()).or_default();
        own.extend(of_folder.filter(|(target, _)| target[0] == name[0] && target != name));
        // A folder's `mod.rs` opens all that is in it.
        if let Some(above) = (name.len() > 1).then(|| name[..name.len() - 1].to_vec()) {
            arrows.entry(above).or_default().push((name.clone(), 1));
        }
    }
    // What nobody imports that is left can be in no circle; nor what then is imported by nobody.
    loop {
        let targets: BTreeSet<Name> = arrows.values().flatten().map(|(target, _)| target.clone()).collect();
        let before = arrows.len();
        arrows.retain(|name, own| !own.is_empty() && targets.contains(name));
        let left: BTreeSet<Name> = arrows.keys().cloned().collect();
        arrows.values_mut().for_each(|own| own.retain(|(target, _)| left.contains(target)));
        if arrows.len() == before {
            break;
        }
    }
    let circle = arrows.iter().flat_map(|(name, own)| {
        own.iter()
            .map(|(target, line)| format!("{}: imports `{}`", source.place(name, *line), target.join("::")))
    });
    let mut circle: Vec<String> = circle.collect();
    circle.dedup();
    assert!(circle.is_empty(), "these are in a circle:\n{}\n", circle.join("\n"));
}

#[test]
fn the_readme_names_every_module() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let table = readme
        .lines()
        .skip_while(|line| !line.starts_with("| module"))
        .take_while(|line| line.starts_with('|'));
    let cells = table.filter_map(|line| line.split('|').nth(1));
    let named: BTreeSet<String> =
        cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).map(str::to_owned).collect();
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let there: BTreeSet<String> = entries
        .map(|entry| {
            let entry = entry.unwrap();
            let end = if entry.file_type().unwrap().is_dir() { "/" } else { "" };
            format!("{}{end}", entry.file_name().to_string_lossy())
        })
        .collect();
    assert_eq!(named, there, "the table of modules in README.md, and the listing of src/");
}

#[test]
fn what_is_public_and_who_is_late_is_decided_case_by_case() {
    let source = Source::read();
    let strict = |text: &str| text.contains("#![deny(clippy::wildcard_enum_match_arm");
    let strip = ["select".to_owned(), "strip".to_owned()];
    let mut wrong = Vec::new();
    for (name, path) in &source.files {
        let text = fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap().lines().enumerate();
        for (at, line) in code.filter(|(_, line)| !line.trim_start().starts_with("//")) {
            // No lint has these two: a case that is new would be as the others, a field public.
            let is_wrong =
                (strict(&text) && line.contains("matches!(")) || (*name == strip && line.contains(".."));
            if is_wrong {
                wrong.push(source.place(name, at + 1));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "`matches!` where somebody is judged, or `..` where words are let out:\n{}",
        wrong.join("\n")
    );
    assert!(source.files.contains_key(&strip[..]));
}
