//! Links of a site, followed as a browser would that reads it from a folder.

use crate::corpus::Tree;
use crate::html::{Html, Tag};
use std::collections::BTreeMap;

/// The files of a site, and its pages taken apart.
pub(crate) struct Pages {
    pub(crate) tree: Tree,
    pub(crate) pages: BTreeMap<String, Html>,
}

impl Pages {
    pub(crate) fn of(tree: Tree) -> Self {
        let paths = tree.keys().filter(|path| path.ends_with(".html"));
        let pages = paths.map(|path| (path.clone(), Html::read(text(&tree, path)))).collect();
        Self { tree, pages }
    }

    /// What is wrong with the links of one page.
    pub(crate) fn broken(&self, path: &str) -> Vec<String> {
        let own = addresses(&self.pages[path]).filter(|(_, address, _)| scheme(address).is_none());
        own.filter_map(|(_, address, _)| follow(self, path, address)).collect()
    }
}

pub(crate) fn text<'t>(tree: &'t Tree, path: &str) -> &'t str {
    std::str::from_utf8(&tree[path]).unwrap()
}

/// Attributes that name another file, and whether the reader has to ask for it.
const ADDRESSES: [(&str, bool); 5] =
    [("href", false), ("src", true), ("poster", true), ("data", true), ("action", true)];

/// Addresses on a page, and whether the browser fetches them by itself.
pub(crate) fn addresses(page: &Html) -> impl Iterator<Item = (&Tag, &str, bool)> {
    page.tags.iter().flat_map(|tag| {
        let of_tag =
            ADDRESSES.iter().filter_map(|(name, asked)| Some((tag.get(name)?, *asked || tag.name == "link")));
        of_tag.map(move |(address, fetched)| (tag, address, fetched))
    })
}

pub(crate) fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    (is_scheme && !scheme.is_empty()).then_some(scheme)
}

/// `%20` as a space.
pub(crate) fn decode(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%').then(|| std::str::from_utf8(after.get(..2)?).ok()).flatten();
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The file that an address leads to from a page; none where it leads out of the site.
pub(crate) fn target(page: &str, address: &str) -> Option<String> {
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    for part in address.split('/') {
        match part {
            "." => {}
            ".." => {
                folders.pop()?;
            }
            part => folders.push(part),
        }
    }
    Some(folders.join("/"))
}

/// What is wrong with an address on a page.
pub(crate) fn follow(site: &Pages, path: &str, address: &str) -> Option<String> {
    let (file, fragment) = match address.split_once('#') {
        Some((file, fragment)) => (file, Some(fragment)),
        None => (address, None),
    };
    // What a table is to show is for its script; the file is the same.
    let file = file.split('?').next().unwrap_or_default();
    let found = match file {
        "" => path.to_owned(),
        file => match target(path, &decode(file)) {
            Some(found) => found,
            None => return Some(format!("{address} leads out of the site")),
        },
    };
    if !site.tree.contains_key(&found) {
        return Some(format!("{address} leads to {found}, which is not there"));
    }
    let fragment = decode(fragment?);
    let page = site.pages.get(&found);
    let is_there = page.is_some_and(|page| page.ids().any(|id| id == fragment));
    (!is_there).then(|| format!("{address} leads to #{fragment} of {found}, which is not there"))
}
