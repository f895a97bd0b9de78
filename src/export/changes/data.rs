//! Changes as data: the types that JSON has, and what every format of them shares.

use crate::language::Language;
use crate::model::strings::Strings;
use crate::settings::Edition;
use crate::vietnamese::date::{Date, show_vi};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What changed in the record between two revisions. A public one is drawn up from public documents alone.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ChangesData {
    /// Edition that was compared.
    pub edition: Edition,
    /// The earlier revision.
    pub from: RevisionData,
    /// The later revision.
    pub to: RevisionData,
    /// Files that say something else, by body, year and name.
    pub changed: Vec<ChangedData>,
}

/// A revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RevisionData {
    /// Its commit, abbreviated.
    pub commit: String,
    /// Day of which it tells what was known.
    #[schemars(with = "String", extend("format" = "date"))]
    pub day: Date,
}

/// A record or a paper that says something else, or came or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangedData {
    /// Its kind: `deficiency`, `plan`, `report` or `review`.
    pub kind: String,
    /// Body, by id.
    pub body: String,
    /// Short name of the body.
    pub body_name: String,
    /// Plan year.
    pub year: i16,
    /// Name of the deficiency; of a paper its content path.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Unit that leads, by id.
    pub lead: Option<String>,
    /// Name of that unit.
    pub lead_name: Option<String>,
    /// Its page in the site of the later revision, where it is still there.
    pub page: Option<String>,
    /// What changed.
    pub changes: Vec<ChangeData>,
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangeData {
    /// What it is.
    pub what: ChangeKind,
    /// The measure or indicator that it is about.
    pub about: Option<String>,
    /// What it was: a status by its word in front matter, a unit by its name, anything else as it is written.
    pub then: Option<String>,
    /// What it is now.
    pub now: Option<String>,
    /// Last good day of the deadline that it was.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub then_due: Option<Date>,
    /// Last good day of the deadline that it is now.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub now_due: Option<Date>,
    /// The commit that made it what it is now, where one between the two revisions did.
    pub commit: Option<CommitData>,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CommitData {
    /// Its hash, abbreviated.
    pub id: String,
    /// Its day.
    #[schemars(with = "String", extend("format" = "date"))]
    pub day: Date,
    /// First line of its message, where readers of this edition may see it.
    pub subject: Option<String>,
}

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It is new.
    New,
    /// It is gone.
    Gone,
    /// Another outcome of the verdict.
    Status,
    /// Other words of the verdict.
    Verdict,
    /// Another wording of the deficiency, or title of the paper.
    Wording,
    /// Another unit leads.
    Lead,
    /// Another year in which it is to go on.
    ContinueIn,
    /// A deadline moved.
    Deadline,
    /// The deadline that was struck first is not there any more.
    FirstDeadline,
    /// Another unit leads a measure.
    MeasureLead,
    /// A measure is claimed done.
    Done,
    /// A measure is no longer claimed done.
    Undone,
    /// A measure is new.
    MeasureAdded,
    /// A measure has other words.
    MeasureReworded,
    /// A measure is gone.
    MeasureRemoved,
    /// Another number to reach.
    Target,
    /// Another number reached.
    Actual,
    /// An indicator is new.
    IndicatorAdded,
    /// An indicator is gone.
    IndicatorRemoved,
}

impl ChangeKind {
    /// Its name in data, and the key of its string.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::Status => "status",
            Self::Verdict => "verdict",
            Self::Wording => "wording",
            Self::Lead => "lead",
            Self::ContinueIn => "continue-in",
            Self::Deadline => "deadline",
            Self::FirstDeadline => "first-deadline",
            Self::MeasureLead => "measure-lead",
            Self::Done => "done",
            Self::Undone => "undone",
            Self::MeasureAdded => "measure-added",
            Self::MeasureReworded => "measure-reworded",
            Self::MeasureRemoved => "measure-removed",
            Self::Target => "target",
            Self::Actual => "actual",
            Self::IndicatorAdded => "indicator-added",
            Self::IndicatorRemoved => "indicator-removed",
        }
    }

    /// Whether what it was and is now are statuses.
    pub fn is_status(self) -> bool {
        matches!(self, Self::Status | Self::New | Self::Gone)
    }

    /// Whether what it was and is now are units.
    pub fn is_unit(self) -> bool {
        matches!(self, Self::Lead | Self::MeasureLead)
    }

    /// Whether something came or went, so that there is one value only.
    pub fn is_one_sided(self) -> bool {
        match self {
            Self::New | Self::Gone | Self::MeasureAdded | Self::MeasureRemoved => true,
            Self::IndicatorAdded | Self::IndicatorRemoved => true,
            Self::Status | Self::Verdict | Self::Wording | Self::Lead | Self::Deadline | Self::Done => false,
            Self::Undone | Self::MeasureReworded | Self::Target | Self::Actual => false,
            Self::ContinueIn | Self::FirstDeadline | Self::MeasureLead => false,
        }
    }

    /// Whether what it was and is now are running text, in which words are marked.
    pub fn is_prose(self) -> bool {
        match self {
            Self::Verdict | Self::Wording | Self::MeasureReworded => true,
            Self::New
            | Self::Gone
            | Self::Status
            | Self::Lead
            | Self::Deadline
            | Self::Done
            | Self::Undone => false,
            Self::MeasureAdded | Self::MeasureRemoved | Self::Target | Self::Actual => false,
            Self::ContinueIn | Self::FirstDeadline | Self::MeasureLead => false,
            Self::IndicatorAdded | Self::IndicatorRemoved => false,
        }
    }
}

impl ChangeData {
    /// What it was and what it is, in words for readers.
    pub fn values(&self, strings: &Strings, language: Language) -> [Option<String>; 2] {
        let sides = [(&self.then, self.then_due), (&self.now, self.now_due)];
        sides.map(|(value, due)| {
            let value = value.as_deref()?;
            Some(match (self.what.is_status(), due) {
                (true, _) => strings.get("status", value).to_owned(),
                (_, Some(due)) => format!("{value} ({})", shown(due, language)),
                (_, None) => value.to_owned(),
            })
        })
    }
}

/// A day as readers of a language write it.
pub fn shown(day: Date, language: Language) -> String {
    match language {
        Language::Vi => show_vi(day),
        Language::En => day.strftime("%-d %B %Y").to_string(),
    }
}
