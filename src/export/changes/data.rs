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

/// A record, a paper or an erratum that says something else, or came or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChangedData {
    /// Its kind: `deficiency`, `plan`, `report`, `review` or `erratum`.
    pub kind: String,
    /// Body, by id.
    pub body: String,
    /// Short name of the body.
    pub body_name: String,
    /// Plan year.
    pub year: i16,
    /// Name of the deficiency; of a paper or an erratum its content path.
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
    /// What it is about: a measure, an indicator, an entry, a heading; of an erratum that came or went, what it says.
    pub about: Option<String>,
    /// What it was: a status by its word in front matter, a unit or an area by its name, a day in ISO 8601, anything
    /// else as it is written. There is none where readers of this edition may not see it.
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

/// Declares the kinds of changes: what each is called in data, which is the key of its string, and what its values are.
macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident $name:literal $shape:ident,)*) => {
        /// A kind of change. What is told of a file is in this order.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
        )]
        #[serde(rename_all = "kebab-case")]
        pub enum ChangeKind { $($(#[$doc])* $variant,)* }

        impl ChangeKind {
            /// Its name in data, and the key of its string.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What its values are.
            pub fn shape(self) -> Shape {
                match self { $(Self::$variant => Shape::$shape,)* }
            }
        }
    };
}

/// What the two values of a change are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A file came or went, with the status that it has or had.
    File,
    /// Something in a file came or went: there is one value only.
    Item,
    /// Statuses.
    Status,
    /// Units, by id until they are named.
    Units,
    /// Areas, by id until they are named.
    Areas,
    /// Days in ISO 8601.
    Day,
    /// Whom it is for, by the name of the edition that has it.
    Audience,
    /// Running text, in which words are marked.
    Prose,
    /// Who has to do what, with the ids of units and records.
    Duties,
    /// Anything else, as it is written.
    Text,
}

kinds! {
    /// It is new.
    New "new" File,
    /// It is gone.
    Gone "gone" File,
    /// Another outcome of the verdict.
    Status "status" Status,
    /// Other words of the verdict.
    Verdict "verdict" Prose,
    /// Another wording of the deficiency, or title of the paper.
    Wording "wording" Prose,
    /// It is for other readers.
    Audience "audience" Audience,
    /// Another official number.
    Number "number" Text,
    /// Another day on which a paper was signed, or a year put right.
    Date "date" Day,
    /// Another place from which a paper is dated.
    Place "place" Text,
    /// Another number of deficiencies that a paper states.
    Declares "declares" Text,
    /// Other recipients.
    Recipients "recipients" Text,
    /// Another signature.
    Signed "signed" Text,
    /// Another plan that undertakes it.
    Plan "plan" Text,
    /// Another plan that a report is on.
    On "on" Text,
    /// Other years of a plan.
    Years "years" Text,
    /// Other documents that a plan carries out.
    Implements "implements" Text,
    /// Other assignments of a plan.
    Assignments "assignments" Duties,
    /// Other reports that a plan asks for.
    ReportsDue "reports-due" Duties,
    /// Another year of the review that found it.
    Recognised "recognised" Text,
    /// Another field of work.
    Area "area" Areas,
    /// Another unit leads.
    Lead "lead" Units,
    /// Other units coordinate.
    Coordinate "coordinate" Units,
    /// Other units monitor.
    Monitor "monitor" Units,
    /// Another year in which it is to go on.
    ContinueIn "continue-in" Text,
    /// Other earlier records that its author has it go on from.
    Carries "carries" Text,
    /// Another reason, decision or day for which it was dropped.
    Disposition "disposition" Text,
    /// An erratum puts another file right.
    Corrects "corrects" Text,
    /// Other words that an erratum calls wrong.
    Wrong "wrong" Prose,
    /// Other words that an erratum calls right.
    Right "right" Prose,
    /// An erratum is on somebody else's word.
    By "by" Text,
    /// Other words under a heading, such as that of the causes.
    Section "section" Prose,
    /// Other words of a footnote.
    Footnote "footnote" Prose,
    /// A deadline moved.
    Deadline "deadline" Text,
    /// The deadline that was struck first is not there any more.
    FirstDeadline "first-deadline" Text,
    /// Another unit leads a measure.
    MeasureLead "measure-lead" Units,
    /// Other units coordinate a measure.
    MeasureCoordinate "measure-coordinate" Units,
    /// A measure is claimed done.
    Done "done" Text,
    /// A measure is no longer claimed done.
    Undone "undone" Text,
    /// A measure is new.
    MeasureAdded "measure-added" Item,
    /// A measure has other words.
    MeasureReworded "measure-reworded" Prose,
    /// A measure is gone.
    MeasureRemoved "measure-removed" Item,
    /// An entry of the progress log is new.
    ProgressAdded "progress-added" Item,
    /// An entry of the progress log has other words or another day.
    ProgressReworded "progress-reworded" Prose,
    /// An entry of the progress log is gone.
    ProgressRemoved "progress-removed" Item,
    /// Another number to reach.
    Target "target" Text,
    /// Another number reached.
    Actual "actual" Text,
    /// An indicator has another unit, deadline or remark.
    IndicatorNote "indicator-note" Text,
    /// An indicator is new.
    IndicatorAdded "indicator-added" Item,
    /// An indicator is gone.
    IndicatorRemoved "indicator-removed" Item,
}

impl ChangeKind {
    /// Whether something came or went, so that there is one value only.
    pub fn is_one_sided(self) -> bool {
        matches!(self.shape(), Shape::File | Shape::Item)
    }

    /// Whether what it was and is now are running text, in which words are marked.
    pub fn is_prose(self) -> bool {
        self.shape() == Shape::Prose
    }
}

impl ChangeData {
    /// What it was and what it is, in words for readers.
    pub fn values(&self, strings: &Strings, language: Language) -> [Option<String>; 2] {
        let sides = [(&self.then, self.then_due), (&self.now, self.now_due)];
        sides.map(|(value, due)| {
            let value = value.as_deref()?;
            Some(match (self.what.shape(), due) {
                (Shape::File | Shape::Status, _) => strings.get("status", value).to_owned(),
                (Shape::Audience, _) => strings.get("edition", value).to_owned(),
                (Shape::Day, _) => {
                    value.parse().map_or_else(|_| value.to_owned(), |day| shown(day, language))
                }
                (Shape::Item | Shape::Units | Shape::Areas | Shape::Prose, due)
                | (Shape::Duties | Shape::Text, due) => {
                    let due = due.map(|due| format!(" ({})", shown(due, language)));
                    format!("{value}{}", due.unwrap_or_default())
                }
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
