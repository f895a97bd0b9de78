//! The archive's page, in the internal edition only: which years are frozen, which can be, and what stands in the
//! way of the others.

use crate::model::ledger::{Body, Ledger, Year};
use crate::model::view::{Day, Link, PageContent};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::index;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use crate::plan::summary::YearPart;
use serde::Serialize;
use std::collections::BTreeMap;

/// Claims the page, in the internal edition only.
pub(crate) fn claim(claims: &mut Claims, _: &Ledger, site: &Site<'_>) {
    if !site.is_public() {
        claims.add_shared(Subject::Archive, "archive.html");
    }
}

pub(crate) fn page() -> Kind {
    Kind::new("archive", |context| PageContent::page("archive.html", context.archive_page()))
}

/// View of the archive's page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ArchivePage {
    /// How long bags are kept, as the settings say it.
    pub keep: Option<String>,
    /// Where bags are kept, as the settings say it.
    pub place: Option<String>,
    /// Bodies with their years.
    pub bodies: Vec<ArchiveBody>,
}

/// A body and its years, the latest first.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ArchiveBody {
    /// The body.
    pub link: Link,
    /// Its id, as `khacphuc freeze` takes it.
    pub id: String,
    /// Its years.
    pub years: Vec<ArchiveYear>,
}

/// A year, and whether it can be frozen.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ArchiveYear {
    /// The year.
    pub link: Link,
    /// The year as `khacphuc freeze` takes it.
    pub year: i16,
    /// The day of which its bags speak, where it is frozen.
    pub frozen: Option<Day>,
    /// Whether nothing stands in the way of freezing it.
    pub ready: bool,
    /// Whether it is not over on the day of the site.
    pub running: bool,
    /// Whether it is a plan year of which there is no report.
    pub unreported: bool,
    /// Number of records that nobody has judged.
    pub unjudged: usize,
    /// Number of findings in its files.
    pub findings: usize,
}

impl PageContext<'_> {
    pub(crate) fn archive_page(&self) -> ArchivePage {
        let archive = &self.site.config.archive;
        let mut findings: BTreeMap<&str, usize> = BTreeMap::new();
        for found in self.site.findings {
            let path = self.site.sources.get(found.place.source).path.as_str();
            if let Some((end, _)) = path.match_indices('/').nth(1) {
                *findings.entry(&path[..=end]).or_default() += 1;
            }
        }
        let mut bodies: Vec<ArchiveBody> = self
            .site
            .summary
            .bodies
            .iter()
            .map(|(id, part)| ArchiveBody {
                link: part.summary.link.clone(),
                id: id.clone(),
                years: part.years.iter().map(|year| self.archive_year(id, year, &findings)).collect(),
            })
            .collect();
        self.plan.collation.sort_by_key(&mut bodies, |body| &body.link.text);
        ArchivePage { keep: archive.keep.clone(), place: archive.place.clone(), bodies }
    }

    /// A year of a body; `findings` are the numbers of findings by the folder of a year.
    fn archive_year(&self, body: &str, part: &YearPart, findings: &BTreeMap<&str, usize>) -> ArchiveYear {
        let YearPart { link, year, running, unreported, unjudged } = part.clone();
        let folder = format!("{body}/{year}/");
        let findings = findings.get(folder.as_str()).copied().unwrap_or_default();
        let frozen = self.site.frozen_years.get(&folder).map(|day| self.day(*day));
        let ready = frozen.is_none() && !running && !unreported && unjudged == 0;
        ArchiveYear { link, year, frozen, ready, running, unreported, unjudged, findings }
    }

    /// What the years of a body have to say about freezing them, the latest first.
    pub(crate) fn archive_years(&self, body: &Body) -> Vec<YearPart> {
        body.years.iter().rev().map(|year| self.year_part(body, year)).collect()
    }

    fn year_part(&self, body: &Body, year: &Year) -> YearPart {
        let mut plans = year.papers.iter().filter(|paper| index::is_plan(self.ledger, **paper));
        let is_reported = |plan| !self.plan.index.reports(plan).is_empty();
        YearPart {
            link: self.year_link(&body.id, year.year),
            year: year.year,
            running: self.is_running(&body.id, year.year),
            unreported: year.is_plan_year && !plans.any(|plan| is_reported(*plan)),
            unjudged: year.records.iter().filter(|id| !self.ledger.record(**id).is_judged()).count(),
        }
    }
}
