//! Outline: what files need to know of one another, and which of them are linked together.
//!
//! Takes compiled files; gives a card of each (its title, links, numbers and names), the division of the site
//! into volumes, and what each volume needs from the others. It stands apart because this is all that crosses
//! from one volume to another: an edit that leaves the cards as they are concerns one volume only.
//!
//! A volume is a set of bodies whose deficiencies are carried over from one to another: bodies that succeed one
//! another, or that name each other's plans and records. All files in their folders belong to it. Files in no
//! body's folder are the common volume, which also has the pages of the whole site.

use crate::front_matter::{Meta, record_named};
use crate::model::compiled::Compiled;
use crate::model::document::{Document, Piece};
use crate::model::documents::Documents;
use crate::model::ledger::OfficialId;
use crate::model::marks;
use crate::model::outline::{About, Around, Card, Entry, FEW_BODIES, Meaning, Mention, Named, Outline};
use crate::model::plain::is_plain;
use crate::settings::Audience;
use crate::source::ContentPath;
use crate::source::Located;
use crate::source::link::{Target, read_target};
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Folders of the site that hold pages of all bodies, or files of the theme and data.
pub const SHARED_FOLDERS: [&str; 3] = ["assets", "data", "documents"];

/// The outline of the site: the cards of all its files.
pub fn outline(files: &[Compiled]) -> Outline {
    Outline::new(cards(files))
}

/// The card of each file. The register has none.
pub fn cards(files: &[Compiled]) -> impl Iterator<Item = Arc<Card>> {
    files.iter().filter_map(|file| match file {
        Compiled::Document(document) => Some(Arc::new(card(document))),
        Compiled::Register(_) => None,
    })
}

/// The card of one file: what other files may need to know of it.
pub fn card(document: &Document) -> Card {
    let mut leads = Leads::default();
    for piece in document.all_pieces() {
        match piece {
            Piece::Citation(hole) => {
                *leads.mentions.entry((hole.number.clone(), hole.date)).or_default() += 1;
            }
            Piece::LinkOpen(link) => leads.add(&document.path, &link.target),
            Piece::Image(image) => leads.add(&document.path, &image.target),
            Piece::Html(_) | Piece::LinkClose | Piece::FootnoteRef(_) => {}
        }
    }
    let mut anchors: Vec<String> = marks::heading_ids(&document.sections).into_iter().flatten().collect();
    anchors.sort_unstable();
    Card {
        path: document.path.clone(),
        entry: Arc::new(Entry { title: document.title.value.clone(), kind: document.meta.kind(), anchors }),
        source: document.source,
        audience: document.audience,
        is_plain: is_plain(document),
        waivers: document.waivers.clone(),
        about: about(document),
        mentions: leads.mentions.into_iter().collect(),
        links: leads.links.into_iter().collect(),
        files: leads.files.into_values().collect(),
        aliases: document.aliases.clone(),
    }
}

/// The links and citations of a file, collected from its text.
#[derive(Default)]
struct Leads {
    mentions: BTreeMap<(DocumentNumber, Option<Date>), usize>,
    links: BTreeSet<ContentPath>,
    files: BTreeMap<String, Located<String>>,
}

impl Leads {
    fn add(&mut self, from: &ContentPath, target: &Located<String>) {
        let Target::File { path, .. } = read_target(from.as_str(), &target.value) else { return };
        if !ContentPath::is_markdown(&path) {
            let place = target.place.clone();
            self.files.entry(path.clone()).or_insert_with(|| Located::new(path, place));
            return;
        }
        let path = ContentPath::of_file(&path);
        if top_folder(path.as_str()) != top_folder(from.as_str()) {
            self.links.insert(path);
        }
    }
}

fn about(document: &Document) -> About {
    let path = &document.path;
    let is_in_year = path.year().is_some() && path.as_str().matches('/').count() == 2;
    let text = |text: &Located<String>| text.value.clone();
    match &document.meta {
        Meta::Body(meta) if path.body().is_some() => About::Body {
            name: meta.name.clone(),
            code: meta.code.clone(),
            successor: meta.successor.as_ref().map(|successor| text(&successor.to)),
            internal_units: (meta.units.iter())
                .filter(|unit| unit.audience == Audience::Internal)
                .map(|unit| text(&unit.id))
                .collect(),
        },
        Meta::Deficiency(meta) if is_in_year => {
            let reached = meta.carries.iter().filter_map(|entry| record_named(&entry.from.value)?.0);
            About::Record {
                name: text(&meta.deficiency),
                plan: meta.plan.as_ref().map(text),
                reaches: reached.map(str::to_owned).collect(),
            }
        }
        Meta::Review(_) | Meta::Plan(_) | Meta::Report(_) if is_in_year => {
            let paper = document.meta.paper();
            let (implements, on) = match &document.meta {
                Meta::Plan(plan) => (plan.implements.iter().map(text).collect(), None),
                Meta::Report(report) => (Vec::new(), report.on.as_ref().map(text)),
                _ => (Vec::new(), None),
            };
            About::Paper {
                number: paper.and_then(|paper| Some(paper.number.as_ref()?.value.clone())),
                date: paper.and_then(|paper| Some(paper.date.as_ref()?.value)),
                implements,
                on,
            }
        }
        Meta::Erratum(meta) => meta.target(path).map_or(About::Page, |of| About::Erratum { of }),
        _ => About::Page,
    }
}

fn top_folder(path: &str) -> &str {
    path.split_once('/').map_or("", |(folder, _)| folder)
}

/// Which volume each folder of the content belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volumes {
    /// The volume of each folder, by its name in lower case: some file systems ignore case.
    of_folder: BTreeMap<String, usize>,
    count: usize,
}

impl Volumes {
    /// The volume of what belongs to no body.
    pub const COMMON: usize = 0;

    /// One volume that holds everything.
    pub fn whole() -> Self {
        Self { of_folder: BTreeMap::new(), count: 1 }
    }

    /// The volumes of a site.
    pub fn of(outline: &Outline) -> Self {
        let mut groups = Groups::default();
        SHARED_FOLDERS.iter().for_each(|folder| groups.join("", folder));
        for (body, card) in &outline.bodies {
            if let About::Body { successor: Some(successor), .. } = &card.about {
                groups.join_bodies(outline, body, successor);
            }
        }
        let mut by_number: BTreeMap<&DocumentNumber, Vec<&str>> = BTreeMap::new();
        for card in outline.cards.values() {
            if let (About::Paper { number: Some(number), .. }, Some(body)) = (&card.about, card.path.body()) {
                by_number.entry(number).or_default().push(body);
            }
        }
        for card in outline.cards.values() {
            let Some(body) = card.path.body() else { continue };
            let (named, reaches) = match &card.about {
                About::Record { plan, reaches, .. } => (plan, Some(reaches)),
                About::Paper { on, .. } => (on, None),
                About::Body { .. } | About::Erratum { .. } | About::Page => continue,
            };
            reaches.into_iter().flatten().for_each(|other| groups.join_bodies(outline, body, other));
            let Some(named) = named else { continue };
            match outline.named(named) {
                Some(Named::Paper(path)) => {
                    path.body().into_iter().for_each(|other| groups.join_bodies(outline, body, other));
                }
                Some(Named::Number(number)) => {
                    let others = by_number.get(&number).into_iter().flatten();
                    others.for_each(|other| groups.join_bodies(outline, body, other));
                }
                None => {}
            }
        }
        groups.number(outline.bodies.keys().map(String::as_str))
    }

    /// How many volumes there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The volume that a file of the content belongs to.
    pub fn of_path(&self, path: &str) -> usize {
        let folder = top_folder(path);
        // Nearly every folder is in lower case already, and need not be copied.
        let known = self.of_folder.get(folder).or_else(|| self.of_folder.get(&folder.to_lowercase()));
        known.copied().unwrap_or(Self::COMMON)
    }
}

/// A union-find of folders: each points at another one of its group, the first at itself or at nothing.
#[derive(Default)]
struct Groups {
    parent: BTreeMap<String, String>,
}

impl Groups {
    fn first<'g>(&'g self, folder: &'g str) -> &'g str {
        let mut folder = folder;
        while let Some(parent) = self.parent.get(folder).filter(|parent| *parent != folder) {
            folder = parent;
        }
        folder
    }

    fn join_bodies(&mut self, outline: &Outline, body: &str, other: &str) {
        if body != other && outline.bodies.contains_key(other) {
            self.join(&body.to_lowercase(), &other.to_lowercase());
        }
    }

    fn join(&mut self, a: &str, b: &str) {
        let (a, b) = (self.first(a).to_owned(), self.first(b).to_owned());
        let (least, other) = if a < b { (a, b) } else { (b, a) };
        self.parent.insert(other, least);
    }

    /// Numbers the groups in the order of their first bodies. The empty name stands for the common volume.
    fn number<'b>(&self, bodies: impl Iterator<Item = &'b str>) -> Volumes {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::from([("", Volumes::COMMON)]);
        let folders: BTreeSet<String> = bodies.map(str::to_lowercase).collect();
        let mut of_folder = BTreeMap::new();
        for folder in &folders {
            let next = numbers.len();
            let number = *numbers.entry(self.first(folder)).or_insert(next);
            of_folder.insert(folder.clone(), number);
        }
        Volumes { of_folder, count: numbers.len() }
    }
}

/// What each volume needs to know of the rest of the site, in the order of the volumes.
pub fn arounds(
    volumes: &Volumes,
    outline: &Outline,
    documents: &Documents,
    withheld: &BTreeSet<ContentPath>,
) -> Vec<Around> {
    let mut cards: Vec<Vec<&Card>> = vec![Vec::new(); volumes.count()];
    let mut own: Vec<Around> = vec![Around::default(); volumes.count()];
    for card in outline.cards.values() {
        cards[volumes.of_path(card.path.as_str())].push(card);
        for named in &card.files {
            let files = &mut own[volumes.of_path(&named.value)].files;
            files.entry(named.value.clone()).or_insert_with(|| named.clone());
        }
        for alias in &card.aliases {
            own[volumes.of_path(&alias.value)].moved.push((alias.clone(), card.path.clone()));
        }
    }
    let front_pages =
        outline.front_pages().map(|card| (card.path.clone(), card.entry.title.clone())).collect();
    let site = Surroundings { volumes, outline, documents, withheld, front_pages };
    let volumes = cards.into_par_iter().zip(own).enumerate();
    volumes.map(|(volume, (cards, own))| site.of(volume, &cards, own)).collect()
}

/// The whole site, from which each volume gets what it needs.
struct Surroundings<'s> {
    volumes: &'s Volumes,
    outline: &'s Outline,
    documents: &'s Documents,
    withheld: &'s BTreeSet<ContentPath>,
    /// Pages that the navigation of every page lists beside the bodies, with their titles.
    front_pages: Vec<(ContentPath, String)>,
}

impl Surroundings<'_> {
    /// Adds to `own`, which holds what concerns the volume's own folders, what it needs from elsewhere.
    fn of(&self, volume: usize, cards: &[&Card], own: Around) -> Around {
        let is_common = volume == Volumes::COMMON;
        let mut named: BTreeSet<ContentPath> = cards.iter().flat_map(|card| &card.links).cloned().collect();
        named.extend(own.moved.iter().map(|(_, path)| path.clone()));
        let mut around = Around {
            meanings: self.meanings(cards, &mut named),
            body_count: self.outline.bodies.len(),
            ..own
        };
        self.add_documents(&mut around, cards, &mut named, is_common);
        if is_common {
            named.extend(self.outline.cards.keys().cloned());
        }
        let is_elsewhere = |path: &str| self.volumes.of_path(path) != volume;
        let elsewhere = named.iter().filter(|path| is_elsewhere(path.as_str()));
        let entries =
            elsewhere.filter_map(|path| Some((path.clone(), self.outline.cards.get(path)?.entry.clone())));
        around.entries = entries.collect();
        let issuers = around.documents.iter().filter_map(|document| document.issuer.as_ref());
        let issuers: BTreeSet<&str> = issuers.map(|issuer| issuer.id.as_str()).collect();
        let is_named =
            |id: &str| is_common || self.outline.bodies.len() <= FEW_BODIES || issuers.contains(id);
        let bodies =
            self.outline.bodies.iter().filter(|(id, card)| is_elsewhere(card.path.as_str()) && is_named(id));
        around.bodies = bodies.map(|(id, card)| (id.clone(), card.entry.title.clone())).collect();
        around.front_pages.clone_from(&self.front_pages);
        let withheld = self.withheld.iter();
        let withheld = withheld.filter(|path| !is_elsewhere(path.as_str()) || named.contains(*path));
        around.withheld = withheld.cloned().collect();
        around
    }

    /// What the numbers in the files mean, with documents numbered as in the whole site. Papers that front
    /// matter names by their paths are added to `named`.
    fn meanings(&self, cards: &[&Card], named: &mut BTreeSet<ContentPath>) -> BTreeMap<Mention, Meaning> {
        let mut meanings = BTreeMap::new();
        for card in cards {
            let body: Option<Arc<str>> = card.path.body().map(Arc::from);
            let mut mentions: Vec<Mention> = (card.mentions.iter())
                .map(|((number, date), _)| Mention {
                    body: body.clone(),
                    number: number.clone(),
                    date: *date,
                })
                .collect();
            for text in card.names() {
                match self.outline.named(text) {
                    Some(Named::Paper(path)) => drop(named.insert(path)),
                    Some(Named::Number(number)) => {
                        mentions.push(Mention { body: body.clone(), number, date: None });
                    }
                    None => {}
                }
            }
            for mention in mentions {
                if let Some(meaning) = self.documents.meanings.get(&mention) {
                    meanings.insert(mention, meaning.clone());
                }
            }
        }
        meanings
    }

    /// Adds the documents that a volume mentions, and those that its own papers are, with new numbers.
    fn add_documents(
        &self,
        around: &mut Around,
        cards: &[&Card],
        named: &mut BTreeSet<ContentPath>,
        is_common: bool,
    ) {
        let papers = cards.iter().map(|card| &card.path).chain(named.iter());
        let mut wanted: BTreeSet<OfficialId> =
            papers.filter_map(|path| self.documents.of_paper.get(path)).copied().collect();
        wanted.extend(around.meanings.values().filter_map(|meaning| meaning.document));
        if is_common {
            wanted.extend((0..self.documents.list.len()).map(OfficialId));
        }
        let numbers: BTreeMap<OfficialId, OfficialId> =
            wanted.iter().enumerate().map(|(at, id)| (*id, OfficialId(at))).collect();
        for meaning in around.meanings.values_mut() {
            meaning.document = meaning.document.and_then(|id| numbers.get(&id)).copied();
        }
        let mut documents = Vec::with_capacity(numbers.len());
        for (id, number) in &numbers {
            let document = &self.documents.list[id.0];
            if let Some(paper) = &document.paper {
                around.of_paper.insert(paper.clone(), *number);
                named.insert(paper.clone());
            }
            documents.push(match is_common {
                true => document.clone(),
                false => document.alone(),
            });
        }
        around.documents = documents.into();
    }
}

impl Card {
    /// Papers and documents that front matter names.
    fn names(&self) -> impl Iterator<Item = &String> {
        let (one, several) = match &self.about {
            About::Record { plan, .. } => (plan.as_ref(), [].as_slice()),
            About::Paper { on, implements, .. } => (on.as_ref(), implements.as_slice()),
            About::Body { .. } | About::Erratum { .. } | About::Page => (None, [].as_slice()),
        };
        one.into_iter().chain(several)
    }
}
