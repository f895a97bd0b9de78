//! What holds of the settings, whatever the content: a CMS asks for all that front matter takes, and finds every
//! file, with all that it says.

use crate::cases;
use crate::corpus::{Files, scan_of, settings, shipped_files};
use crate::text::files;
use crate::world::worlds;
use khacphuc::Engine;
use khacphuc::cms::{Program, collections, head};
use khacphuc::draft::Material;
use khacphuc::front_matter::register::{self, REGISTER};
use khacphuc::front_matter::{Meta, shape};
use khacphuc::language::Language;
use khacphuc::settings::{Edition, Forge, Repository};
use khacphuc::table::{Field, Node, NodeValue, Takes, read_toml, read_yaml};
use proptest::prelude::*;
use serde_json::Value;

/// The settings for some content, as data.
fn made(files: &Files, language: Language) -> Value {
    let (scan, options) = (scan_of(files), settings(Edition::Internal, language));
    let ledger = Engine::new(&scan, &options).unwrap().ledger().unwrap();
    let headings = &options.config.headings;
    let material = Material { ledger: &ledger, sources: &scan.sources, headings, language };
    let text = head(Program::Decap, None, "content", language) + &collections(&material, "content");
    // Aliases are many on purpose.
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! { enforce_alias_anchor_ratio: false },
        alias_limits: serde_saphyr::alias_limits! { max_alias_expansions_per_anchor: usize::MAX },
    };
    serde_saphyr::from_str_with_options(&text, options).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The fields of each collection that a file of a kind is in.
fn homes<'s>(settings: &'s Value, path: &str, kind: &str) -> Vec<&'s [Value]> {
    let path = format!("content/{path}");
    let folder = path.rsplit_once('/').unwrap().0;
    let mut homes = Vec::new();
    for collection in list(&settings["collections"]) {
        let holds = collection["folder"] == folder && collection["filter"]["value"] == kind;
        homes.extend(holds.then(|| list(&collection["fields"])));
        let files = list(&collection["files"]).iter().filter(|file| file["file"] == path);
        homes.extend(files.map(|file| list(&file["fields"])));
    }
    homes
}

/// Fields with these names, all the way down; `kind` and the text are a file's own.
fn check_shape(asked: &[Value], shape: &[Field], above: &str, mistakes: &mut Vec<String>) {
    let mut names: Vec<&str> = asked.iter().filter_map(|field| field["name"].as_str()).collect();
    names.retain(|name| !(above.is_empty() && ["kind", "body"].contains(name)));
    if names.len() != shape.len() {
        mistakes.push(format!("{above}: {names:?}"));
    }
    for field in shape {
        let Some(found) = asked.iter().find(|asked| asked["name"] == field.key) else {
            mistakes.push(format!("{above}{}", field.key));
            continue;
        };
        if let Takes::Table(inner) | Takes::TextOrTable(inner) = &field.takes {
            check_shape(list(&found["fields"]), inner, &format!("{above}{}.", field.key), mistakes);
        }
    }
}

/// The fields of each kind are those of its shape, in all collections of the kind.
fn check_asked(files: &Files, settings: &Value) {
    let mut mistakes = Vec::new();
    for (path, text) in files {
        let kind = kind(path, text);
        let shape = if path == REGISTER { register::shape() } else { shape(&kind) };
        homes(settings, path, &kind).iter().for_each(|asked| check_shape(asked, &shape, "", &mut mistakes));
    }
    assert!(mistakes.is_empty(), "{mistakes:?}");
}

/// Front matter, or the whole register.
fn said(path: &str, text: &str) -> Node {
    match text.split_once('\n') {
        _ if path == REGISTER => read_yaml(text, 0),
        Some(("+++", rest)) => read_toml(rest.split("+++\n").next().unwrap(), 0),
        _ => read_yaml(text.split("---\n").nth(1).unwrap(), 0),
    }
    .unwrap_or_else(|error| panic!("{path}: {error:?}"))
}

/// The kind that a file says; the register says none.
fn kind(path: &str, text: &str) -> String {
    let NodeValue::Table(entries) = said(path, text).value else { panic!("{path}: no table") };
    let kind = entries.iter().find_map(|(key, value)| match (&key.value, &value.value) {
        (NodeValue::Scalar(key), NodeValue::Scalar(kind)) if key == "kind" => Some(kind.clone()),
        _ => None,
    });
    kind.unwrap_or_default()
}

/// What a file says that no field asks for, and words that a field does not offer.
fn check_said(said: &Node, asked: &[Value], above: &str, mistakes: &mut Vec<String>) {
    let NodeValue::Table(entries) = &said.value else { return };
    for (key, value) in entries {
        let NodeValue::Scalar(key) = &key.value else { panic!("a key that is no word") };
        let path = format!("{above}{key}");
        let Some(field) = asked.iter().find(|field| field["name"] == **key) else {
            mistakes.push(path);
            continue;
        };
        let items = match &value.value {
            NodeValue::List(items) => items.iter().collect(),
            _ => vec![value],
        };
        for item in items {
            check_said(item, list(&field["fields"]), &format!("{path}."), mistakes);
            if let (NodeValue::Scalar(word), "select") =
                (&item.value, field["widget"].as_str().unwrap_or_default())
                && list(&field["options"]).iter().all(|option| option["value"] != **word)
            {
                mistakes.push(format!("{path}: {word}"));
            }
        }
    }
}

/// Each file is in one collection, which has all that it says.
fn check_files(files: &Files, settings: &Value) {
    for (path, text) in files {
        let homes = homes(settings, path, &kind(path, text));
        assert_eq!(homes.len(), 1, "{path}");
        let mut mistakes = Vec::new();
        homes.iter().for_each(|asked| check_said(&said(path, text), asked, "", &mut mistakes));
        assert!(mistakes.is_empty(), "{path}: {mistakes:?}");
    }
}

/// No two collections have one name, nor two files of a collection.
fn check_names(settings: &Value) {
    let collections = list(&settings["collections"]);
    let files = collections.iter().map(|collection| list(&collection["files"]));
    for items in files.chain([collections]) {
        let mut names: Vec<&str> = items.iter().map(|item| item["name"].as_str().unwrap()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), items.len(), "{names:?}");
    }
}

#[test]
fn the_shipped_content_can_be_edited_in_a_cms() {
    let mut files = shipped_files();
    // No year of it is frozen, and an erratum of one that is not is still one.
    let erratum =
        "---\nkind: erratum\nof: ma-tuy\ndate: 2026-11-30\nby: Ban\nwrong: a\nright: b\n---\n# Đính chính\n";
    files.insert("tay-ninh/2021/errata/ma-tuy.md".to_owned(), erratum.to_owned());
    assert!(Meta::KINDS.iter().all(|named| files.iter().any(|(path, text)| kind(path, text) == *named)));
    for language in [Language::Vi, Language::En] {
        let settings = made(&files, language);
        check_asked(&files, &settings);
        check_files(&files, &settings);
        check_names(&settings);
    }
}

proptest! {
    #![proptest_config(cases(16))]

    /// Bodies that merge, years apart, words for units that are none.
    #[test]
    fn any_content_can_be_edited_in_a_cms(world in worlds(3, 5)) {
        let files = files(&world);
        let settings = made(&files, Language::Vi);
        check_asked(&files, &settings);
        check_files(&files, &settings);
        check_names(&settings);
    }
}

#[test]
fn the_forge_of_the_settings_is_where_the_cms_looks() {
    let repository = |forge| Repository {
        url: "https://git.example:8443/nhom/con/ho-so/".to_owned(),
        forge,
        branch: "main".to_owned(),
        folder: "content".to_owned(),
        audience: Default::default(),
    };
    for (forge, name, api) in [
        (Forge::GitLab, "gitlab", Some("https://git.example:8443/api/v4")),
        (Forge::Gitea, "gitea", Some("https://git.example:8443/api/v1")),
        (Forge::GitHub, "github", None),
    ] {
        for program in [Program::Decap, Program::Sveltia] {
            let text = head(program, Some(&repository(forge)), "a b", Language::Vi);
            let head: Value = serde_saphyr::from_str(&text).unwrap();
            let backend = &head["backend"];
            assert_eq!((&backend["name"], &backend["repo"]), (&name.into(), &"nhom/con/ho-so".into()));
            assert_eq!(backend["api_root"].as_str(), api);
            assert_eq!(head["media_folder"], "a b/media");
        }
    }
}
