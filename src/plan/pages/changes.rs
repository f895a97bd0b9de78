//! The page of what changed in the record between two revisions. It is a page by itself, in the theme of a site, and
//! none of the site's.

use crate::export::changes::{ChangeData, ChangedData, ChangesData, CommitData, RevisionData, Shape, shown};
use crate::language::Language;
use crate::model::strings::Strings;
use crate::model::view::{Day, DiffKind, DiffPart, Frame, Header, Link, Page, PageContent};
use crate::plan::tables::differ::{Wording, merged};
use crate::settings::{Config, Edition};
use crate::source::link;
use crate::vietnamese::date::Date;
use serde::Serialize;

/// View of what changed between two revisions.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChangesPage {
    /// The earlier revision.
    pub from: RevisionSide,
    /// The later revision.
    pub to: RevisionSide,
    /// How many files say something else.
    pub count: usize,
    /// Bodies, by id.
    pub bodies: Vec<ChangedBody>,
    /// Style of the theme, which the page has in it: it is one file.
    pub style: String,
}

/// A revision that was compared.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RevisionSide {
    /// Day of which it tells what was known.
    pub day: Day,
    /// Its commit, abbreviated.
    pub commit: Link,
}

/// A body of which something changed.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChangedBody {
    /// Its short name.
    pub name: String,
    /// Records and papers that say something else, by year.
    pub files: Vec<ChangedFile>,
}

/// A record or paper that says something else.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChangedFile {
    /// Its title, and its page where the site has an address.
    pub link: Link,
    /// Year.
    pub year: i16,
    /// Unit that leads.
    pub lead: Option<String>,
    /// What changed.
    pub changes: Vec<ChangeRow>,
}

/// One thing that changed.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChangeRow {
    /// Its kind: a key of the theme's strings.
    pub key: &'static str,
    /// What it is about, such as a measure, an indicator or a heading.
    pub about: Option<String>,
    /// Whether there is only what it was, or only what it is: something came or went.
    pub is_one_sided: bool,
    /// The status that it was, where it is one.
    pub status_then: Option<String>,
    /// The status that it is.
    pub status_now: Option<String>,
    /// What it was.
    pub then: Option<String>,
    /// What it is.
    pub now: Option<String>,
    /// Both in one, where they are running text, with words marked.
    pub words: Vec<DiffPart>,
    /// Day of the commit that made it.
    pub day: Option<Day>,
    /// That commit.
    pub commit: Option<Link>,
    /// First line of its message.
    pub subject: Option<String>,
}

/// What a page of changes is made from beside them.
#[derive(Debug, Clone, Copy)]
pub struct ChangesContext<'c> {
    /// Settings of the later revision.
    pub config: &'c Config,
    /// Language of labels.
    pub language: Language,
    /// Strings of the theme.
    pub strings: &'c Strings,
    /// Style of the theme.
    pub style: &'c str,
}

/// How many words of what did not change are shown on each side of what did.
const AROUND: usize = 12;

/// How many words are not worth leaving out.
const FEW: usize = 4;

/// Two texts in one, without most of the words that both have.
fn difference(then: &str, now: &str) -> Vec<DiffPart> {
    let mut parts = merged(&Wording::new(then), &Wording::new(now));
    let last = parts.len().saturating_sub(1);
    for (at, part) in parts.iter_mut().enumerate().filter(|(_, part)| part.is == DiffKind::Same) {
        let words: Vec<&str> = part.text.split_inclusive(char::is_whitespace).collect();
        let after = if at == 0 { 0 } else { AROUND };
        let before = if at == last { 0 } else { AROUND };
        // Where both have all words, they differ in spaces.
        if last > 0 && words.len() > after + before + FEW {
            let [start, end] = [&words[..after], &words[words.len() - before..]].map(<[&str]>::concat);
            part.text = format!("{start}…{}{end}", if before == 0 { "" } else { " " });
        }
    }
    parts
}

/// Two texts in one, with marks around the words that only one has: `[-…-]` and `{+…+}`, and without most of those that
/// both have.
pub fn marked(then: &str, now: &str) -> String {
    let parts = difference(then, now).into_iter().map(|part| match part.is {
        DiffKind::Same => part.text,
        DiffKind::Del => format!("[-{}-]", part.text),
        DiffKind::Ins => format!("{{+{}+}}", part.text),
    });
    parts.collect()
}

/// The page of some changes.
pub fn changes_page(context: &ChangesContext<'_>, changes: &ChangesData) -> Page {
    let (config, language) = (context.config, context.language);
    let title = context.strings.get("changes", "title").to_owned();
    Page {
        header: Header {
            site: config.title.clone(),
            root: String::new(),
            bodies: Vec::new(),
            years: Vec::new(),
            tools: Vec::new(),
            site_pages: Vec::new(),
        },
        frame: Frame {
            site: config.title.clone(),
            language: language.tag(),
            title,
            body: None,
            kind: "changes",
            edition: changes.edition.word(),
            public: changes.edition == Edition::Public,
            as_of: context.day(changes.to.day),
            revision: None,
            source: String::new(),
            history: None,
            edit: None,
            pdf: None,
            canonical: None,
            root: String::new(),
            assets: "assets/".to_owned(),
            frozen: false,
            errata: Vec::new(),
            crumbs: Vec::new(),
        },
        page: PageContent::page("changes.html", context.changes_view(changes)),
    }
}

impl ChangesContext<'_> {
    fn changes_view(&self, changes: &ChangesData) -> ChangesPage {
        let side = |side: &RevisionData| RevisionSide {
            day: self.day(side.day),
            commit: self.commit(&side.commit, changes.edition),
        };
        let bodies = changes.changed.chunk_by(|a, b| a.body == b.body).filter_map(|files| {
            let name = files.first()?.body_name.clone();
            Some(ChangedBody {
                name,
                files: files.iter().map(|file| self.file(file, changes.edition)).collect(),
            })
        });
        ChangesPage {
            from: side(&changes.from),
            to: side(&changes.to),
            count: changes.changed.len(),
            bodies: bodies.collect(),
            style: self.style.to_owned(),
        }
    }

    fn file(&self, file: &ChangedData, edition: Edition) -> ChangedFile {
        let page = file.page.as_ref().zip(self.config.url.as_ref());
        let href = page.map(|(page, url)| format!("{url}{}", link::encode(page)));
        ChangedFile {
            link: Link { text: file.title.clone(), href },
            year: file.year,
            lead: file.lead_name.clone().or_else(|| file.lead.clone()),
            changes: file.changes.iter().map(|change| self.row(change, edition)).collect(),
        }
    }

    fn row(&self, change: &ChangeData, edition: Edition) -> ChangeRow {
        let is_status = matches!(change.what.shape(), Shape::Status | Shape::File);
        let status = |value: &Option<String>| value.clone().filter(|_| is_status);
        let words = match (&change.then, &change.now) {
            (Some(then), Some(now)) if change.what.is_prose() => difference(then, now),
            _ => Vec::new(),
        };
        let [then, now] = change.values(self.strings, self.language);
        let commit = change.commit.as_ref();
        ChangeRow {
            key: change.what.name(),
            is_one_sided: change.what.is_one_sided(),
            about: change.about.clone(),
            status_then: status(&change.then),
            status_now: status(&change.now),
            then,
            now,
            words,
            day: commit.map(|commit| self.day(commit.day)),
            commit: commit.map(|commit| self.commit(&commit.id, edition)),
            subject: commit.and_then(|CommitData { subject, .. }| subject.clone()),
        }
    }

    fn commit(&self, id: &str, edition: Edition) -> Link {
        let shown = self.config.shows_changes(edition);
        let repository = self.config.repository.as_ref().filter(|_| shown);
        Link { text: id.to_owned(), href: repository.map(|repository| repository.change(id)) }
    }

    fn day(&self, day: Date) -> Day {
        Day { iso: day.to_string(), shown: shown(day, self.language) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_text_what_is_around_a_change_is_shown() {
        let count = |range: std::ops::RangeInclusive<usize>| {
            range.map(|word| word.to_string()).collect::<Vec<_>>().join(" ")
        };
        let text = count(1..=100);
        let other = text.replace(" 50 ", " năm mươi ").replace(" 90 ", " ");
        let expected = format!(
            "… {} [-50-] {{+năm mươi+}} {} … {} [-90-] {}",
            count(38..=49),
            count(51..=61),
            count(78..=89),
            count(91..=100)
        );
        assert_eq!(marked(&text, &other), expected);
        assert_eq!(marked("một hai ba", "một ba"), "một [-hai-] ba");
        assert_eq!(marked(&text, &text.replace(' ', "  ")), marked(&text, &text));
    }
}
