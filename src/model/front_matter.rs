//! What front matter says, typed. References are still as written: only the whole site can
//! tell whether a unit, a plan or a record of that name exists.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use crate::diagnostic::Code;
use crate::settings::Audience;
use crate::source::{Located, Place};
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::{Date, YearSpan};
use crate::vietnamese::deadline::Recurrence;
use serde::{Deserialize, Serialize};

/// Front matter, by kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Meta {
    /// An organisation.
    Body(Box<BodyMeta>),
    /// The yearly review that recognises deficiencies.
    Review(Box<Paper>),
    /// What is to be done.
    Plan(Box<PlanMeta>),
    /// What was done.
    Report(Box<ReportMeta>),
    /// One deficiency in one plan year.
    Deficiency(Box<RecordMeta>),
    /// An ordinary page.
    Page,
}

impl Meta {
    /// Every kind, as front matter writes it.
    pub const KINDS: [&'static str; 6] = ["body", "review", "plan", "report", "deficiency", "page"];

    /// The kind, as front matter writes it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Body(_) => "body",
            Self::Review(_) => "review",
            Self::Plan(_) => "plan",
            Self::Report(_) => "report",
            Self::Deficiency(_) => "deficiency",
            Self::Page => "page",
        }
    }

    /// Where a record says that it goes on in one that is not public, if it does.
    pub fn withheld(&self) -> Option<&Place> {
        let Self::Deficiency(record) = self else { return None };
        record.withheld.as_ref().filter(|said| said.value).map(|said| &said.place)
    }

    /// What a report says of itself.
    pub fn report(&self) -> Option<&ReportMeta> {
        match self {
            Self::Report(report) => Some(report),
            Self::Body(_) | Self::Review(_) | Self::Plan(_) | Self::Deficiency(_) | Self::Page => None,
        }
    }

    /// Whether a year with such a file is one that was planned for.
    pub fn is_of_plan_year(&self) -> bool {
        match self {
            Self::Plan(_) | Self::Deficiency(_) => true,
            Self::Body(_) | Self::Review(_) | Self::Report(_) | Self::Page => false,
        }
    }

    /// What reviews, plans and reports have in common.
    pub fn paper(&self) -> Option<&Paper> {
        match self {
            Self::Review(paper) => Some(paper),
            Self::Plan(plan) => Some(&plan.paper),
            Self::Report(report) => Some(&report.paper),
            Self::Body(_) | Self::Deficiency(_) | Self::Page => None,
        }
    }
}

/// An organisation whose record is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BodyMeta {
    /// Full official name.
    pub name: String,
    /// Code in document numbers: `TĐTN`.
    pub code: Option<String>,
    /// Level in the hierarchy.
    pub level: Option<BodyLevel>,
    /// Official form of its papers.
    pub form: Option<Form>,
    /// Place that its papers are dated from.
    pub place: Option<String>,
    /// Its departments.
    pub units: Vec<Unit>,
    /// Its fields of work.
    pub areas: Vec<Area>,
    /// The body that goes on with its record.
    pub successor: Option<Successor>,
}

/// Level of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyLevel {
    /// Trung ương.
    Central,
    /// Cấp tỉnh.
    Province,
    /// Cấp huyện.
    District,
    /// Cấp xã.
    Commune,
    /// Anything else.
    Other,
}

/// Official form of a body's papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Nghị định 30/2020/NĐ-CP.
    State,
    /// Hướng dẫn 36-HD/VPTW.
    Party,
    /// Hướng dẫn 29-HD/TWĐTN-VP.
    YouthUnion,
}

/// A department of a body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Unit {
    /// Short name, used in front matter and after `@`.
    pub id: Located<String>,
    /// Full name.
    pub name: String,
    /// Suffix in document numbers: `VP`.
    pub code: Option<String>,
    /// Other names that it goes by.
    pub aliases: Vec<String>,
    /// A remark about it.
    pub note: Option<Note>,
    /// Who may know of it.
    pub audience: Audience,
    /// The unit that took over from it.
    pub successor: Option<Successor>,
}

/// A remark with its own audience.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Note {
    /// The remark.
    pub text: String,
    /// Who may read it.
    pub audience: Audience,
}

/// Who goes on, and since when.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Successor {
    /// Id of the body or unit.
    pub to: Located<String>,
    /// First day.
    pub since: Option<Date>,
}

/// A field of work.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Area {
    /// Short name, used in front matter.
    pub id: Located<String>,
    /// Full name.
    pub name: String,
}

/// What reviews, plans and reports have in common.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Paper {
    /// Official number.
    pub number: Option<Located<DocumentNumber>>,
    /// Day it was signed.
    pub date: Option<Date>,
    /// Place it is dated from.
    pub place: Option<String>,
    /// How many deficiencies its text says there are.
    pub declares: Option<Located<u32>>,
    /// Nơi nhận.
    pub recipients: Vec<String>,
    /// Who signed, without a name.
    pub signed: Option<Signature>,
}

/// A signature block without the person's name.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Signature {
    /// On whose behalf: `TM. BAN THƯỜNG VỤ`.
    pub authority: Option<String>,
    /// Position: `PHÓ BÍ THƯ`.
    pub position: Option<String>,
}

/// A plan's front matter.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PlanMeta {
    /// What it has in common with other papers.
    pub paper: Paper,
    /// The years that it covers.
    pub years: YearSpan,
    /// Documents that it carries out, by number or content path.
    pub implements: Vec<Located<String>>,
    /// Who does what.
    pub assignments: Vec<Assignment>,
    /// Reports that it asks for.
    pub reports_due: Vec<ReportDue>,
}

/// One task of a unit, or of someone outside the body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Assignment {
    /// A unit's id, or the name of someone who is not a unit.
    pub unit: Located<String>,
    /// Part that it plays.
    pub role: Role,
    /// Deficiencies that it answers for; none means the whole plan.
    pub of: Vec<Located<String>>,
    /// What it does, in words.
    pub does: Option<String>,
}

/// Part that a unit plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Chủ trì.
    Lead,
    /// Phối hợp.
    Coordinate,
    /// Theo dõi.
    Monitor,
    /// Tổng hợp.
    Compile,
}

/// A report that a plan asks for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReportDue {
    /// Its name.
    pub what: Located<String>,
    /// Unit that receives it.
    pub to: Option<Located<String>>,
    /// How often.
    pub every: Option<Recurrence>,
    /// Day before which it must be in (exclusive), in every year that it is due.
    pub before: Option<ReportBefore>,
    /// Event after which it is due.
    pub after: Option<String>,
    /// Part of the year that it covers, where that is said.
    pub covers: Option<Covers>,
}

/// Day before which a report must be in. The day itself is too late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportBefore {
    /// Once.
    On(Date),
    /// In every year of the plan.
    Yearly {
        /// Month, from 1.
        month: i8,
        /// Day, from 1.
        day: i8,
    },
}

/// Part of a year that a report covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Covers {
    /// The quarter that ends last before its due day or holds it.
    Quarter,
    /// January to June.
    HalfYear,
    /// The whole year.
    Year,
}

/// A report's front matter.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReportMeta {
    /// What it has in common with other papers.
    pub paper: Paper,
    /// The plan that it reports on, by number or content path.
    pub on: Option<Located<String>>,
}

/// A record's front matter.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecordMeta {
    /// The plan that undertakes it, by number or content path.
    pub plan: Option<Located<String>>,
    /// Whether this edition leaves that plan out. It is then not said, and no other plan is taken
    /// for it.
    pub plan_withheld: bool,
    /// Its name, the same in every year.
    pub deficiency: Located<String>,
    /// The verdict's outcome.
    pub status: Located<Status>,
    /// Year of the review that found it, where it is not the year before the plan.
    pub recognised: Option<i16>,
    /// Field of work.
    pub area: Option<Located<String>>,
    /// Unit that leads.
    pub lead: Option<Located<String>>,
    /// Units that coordinate.
    pub coordinate: Vec<Located<String>>,
    /// Units that monitor.
    pub monitor: Vec<Located<String>>,
    /// Year in which the direction promises to go on.
    pub continue_in: Option<Located<i16>>,
    /// Edges that the author states.
    pub carries: Vec<CarryEntry>,
    /// How a dropped one was disposed of.
    pub disposition: Option<Disposition>,
    /// Whether it goes on in a record that is not public.
    pub withheld: Option<Located<bool>>,
}

/// Where a deficiency stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Not judged yet.
    Open,
    /// Chưa khắc phục.
    NotFixed,
    /// Khắc phục một phần.
    PartlyFixed,
    /// Có chuyển biến.
    Improving,
    /// Đã khắc phục.
    Fixed,
    /// No longer pursued.
    Dropped,
}

impl Status {
    /// Each status with the word that front matter uses.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("open", Self::Open),
        ("not-fixed", Self::NotFixed),
        ("partly-fixed", Self::PartlyFixed),
        ("improving", Self::Improving),
        ("fixed", Self::Fixed),
        ("dropped", Self::Dropped),
    ];

    /// Whether the deficiency still has to be accounted for.
    pub fn is_unresolved(self) -> bool {
        match self {
            Self::Open | Self::NotFixed | Self::PartlyFixed | Self::Improving => true,
            Self::Fixed | Self::Dropped => false,
        }
    }

    /// The word that front matter uses.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, status)| *status == self).map_or("", |(word, _)| word)
    }
}

/// An edge as its author states it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CarryEntry {
    /// `2021/chi-tieu-nam`, or with a body before it.
    pub from: Located<String>,
    /// How it goes on.
    pub kind: EdgeKind,
    /// Where that is known from.
    pub basis: Basis,
    /// Why.
    pub reason: Option<String>,
}

/// How a record goes on from an earlier one.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum EdgeKind {
    /// As the same.
    Continues,
    /// As one part of it.
    Split,
    /// As one of several that became one.
    Merged,
    /// With less in it.
    Narrowed,
    /// With more in it.
    Expanded,
    /// After it had been closed.
    Reopened,
}

impl EdgeKind {
    /// Each kind with the word that front matter uses.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("continues", Self::Continues),
        ("split", Self::Split),
        ("merged", Self::Merged),
        ("narrowed", Self::Narrowed),
        ("expanded", Self::Expanded),
        ("reopened", Self::Reopened),
    ];
}

/// Where an edge is known from.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The documents say so.
    Stated,
    /// Whoever wrote the edge concluded it.
    Inferred,
}

/// How a dropped deficiency was disposed of.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Disposition {
    /// Why it is no longer pursued.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub date: Date,
}

/// A finding that an author has set aside, with reason, by whom and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// Which finding.
    pub finding: Located<Code>,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// Last day on which it holds.
    pub until: Date,
}
