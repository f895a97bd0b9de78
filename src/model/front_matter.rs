//! Front matter, typed, by kind of file.
//!
//! Parsing makes it from YAML or TOML. References to units, plans and records are still as written, because
//! only the whole site can tell whether they exist; the resolved ones are in the ledger.

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
    /// Every kind, as front matter spells it.
    pub const KINDS: [&'static str; 6] = ["body", "review", "plan", "report", "deficiency", "page"];

    /// The kind, as front matter spells it.
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

    /// Where a record says `withheld: true`, if it does.
    pub fn withheld(&self) -> Option<&Place> {
        let Self::Deficiency(record) = self else { return None };
        record.withheld.as_ref().filter(|said| said.value).map(|said| &said.place)
    }

    /// The front matter of a report, if it is one.
    pub fn report(&self) -> Option<&ReportMeta> {
        match self {
            Self::Report(report) => Some(report),
            Self::Body(_) | Self::Review(_) | Self::Plan(_) | Self::Deficiency(_) | Self::Page => None,
        }
    }

    /// Whether the year of such a file is a plan year: it is a plan or a record.
    pub fn is_of_plan_year(&self) -> bool {
        match self {
            Self::Plan(_) | Self::Deficiency(_) => true,
            Self::Body(_) | Self::Review(_) | Self::Report(_) | Self::Page => false,
        }
    }

    /// What reviews, plans and reports have in common, if it is one of them.
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
    /// Official name in full.
    pub name: String,
    /// Its code in document numbers: `TĐTN`.
    pub code: Option<String>,
    /// Level in the hierarchy.
    pub level: Option<BodyLevel>,
    /// Official form that its papers take.
    pub form: Option<Form>,
    /// Place from which its papers are dated.
    pub place: Option<String>,
    /// Its departments.
    pub units: Vec<Unit>,
    /// Its fields of work.
    pub areas: Vec<Area>,
    /// The body that takes over its record.
    pub successor: Option<Successor>,
}

/// Level of a body in the hierarchy.
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

/// Official form of a body's papers, by the document that sets it.
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
    /// Id, used in front matter and after `@`.
    pub id: Located<String>,
    /// Full name.
    pub name: String,
    /// Its suffix in document numbers: `VP`.
    pub code: Option<String>,
    /// Other names of it.
    pub aliases: Vec<String>,
    /// A remark about it.
    pub note: Option<Note>,
    /// Who may see it.
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

/// A successor.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Successor {
    /// Id of the body or unit.
    pub to: Located<String>,
    /// First day on which it has taken over.
    pub since: Option<Date>,
}

/// A field of work.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Area {
    /// Id, used in front matter.
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
    /// Place from which it is dated.
    pub place: Option<String>,
    /// Number of deficiencies that its text states.
    pub declares: Option<Located<u32>>,
    /// Recipients (Nơi nhận).
    pub recipients: Vec<String>,
    /// The signature, without the person's name.
    pub signed: Option<Signature>,
}

/// A signature block, without the person's name.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Signature {
    /// On whose behalf: `TM. BAN THƯỜNG VỤ`.
    pub authority: Option<String>,
    /// Position: `PHÓ BÍ THƯ`.
    pub position: Option<String>,
}

/// Front matter of a plan.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PlanMeta {
    /// What all papers have.
    pub paper: Paper,
    /// The years that it covers.
    pub years: YearSpan,
    /// Documents that it carries out, by number or content path.
    pub implements: Vec<Located<String>>,
    /// Assignments of units.
    pub assignments: Vec<Assignment>,
    /// Reports that it asks for.
    pub reports_due: Vec<ReportDue>,
}

/// A task of a unit, or of someone outside the body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Assignment {
    /// Id of a unit, or the name of someone who is not one.
    pub unit: Located<String>,
    /// Its role.
    pub role: Role,
    /// Names of the deficiencies that it answers for; empty for the whole plan.
    pub of: Vec<Located<String>>,
    /// The task in words.
    pub does: Option<String>,
}

/// Role of a unit.
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
    /// Day before which it is due (exclusive), in every year in which it is due.
    pub before: Option<ReportBefore>,
    /// Event after which it is due.
    pub after: Option<String>,
    /// Part of the year that it covers, where that is stated.
    pub covers: Option<Covers>,
}

/// Day before which a report is due. On the day itself it is late.
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
    /// The quarter of its last good day.
    Quarter,
    /// January to June.
    HalfYear,
    /// The whole year.
    Year,
}

/// Front matter of a report.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReportMeta {
    /// What all papers have.
    pub paper: Paper,
    /// The plan that it reports on, by number or content path.
    pub on: Option<Located<String>>,
}

/// Front matter of a record.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecordMeta {
    /// The plan that undertakes it, by number or content path.
    pub plan: Option<Located<String>>,
    /// Whether this edition leaves that plan out. The record then has no plan, and no other one is assumed.
    pub plan_withheld: bool,
    /// Its name, the same in every year.
    pub deficiency: Located<String>,
    /// Outcome of the verdict.
    pub status: Located<Status>,
    /// Year of the review that found it; none where it is the year before the plan.
    pub recognised: Option<i16>,
    /// Field of work.
    pub area: Option<Located<String>>,
    /// Unit that leads.
    pub lead: Option<Located<String>>,
    /// Units that coordinate.
    pub coordinate: Vec<Located<String>>,
    /// Units that monitor.
    pub monitor: Vec<Located<String>>,
    /// Year in which it is promised to continue.
    pub continue_in: Option<Located<i16>>,
    /// Carry edges that the author states.
    pub carries: Vec<CarryEntry>,
    /// Why, by whom and when it was dropped.
    pub disposition: Option<Disposition>,
    /// Whether it continues in a record that is not public.
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

/// A carry edge as its author states it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CarryEntry {
    /// The earlier record: `2021/chi-tieu-nam`, or `kien-giang/2024/tu-tuong` in another body.
    pub from: Located<String>,
    /// How the record goes on from it.
    pub kind: EdgeKind,
    /// Whether documents state it.
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

/// Why a deficiency was dropped, by whom and when.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Disposition {
    /// Why it is no longer pursued.
    pub reason: String,
    /// Who decided that.
    pub by: String,
    /// Date of the decision.
    pub date: Date,
}

/// A finding that an author has set aside, with reason, by whom and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// Code of the finding.
    pub finding: Located<Code>,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// Last day on which it holds.
    pub until: Date,
}
