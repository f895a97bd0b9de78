//! What a corpus says, before it is written for one of the programs.

use std::rc::Rc;

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) year: usize,
    pub(crate) month: usize,
    pub(crate) day: usize,
}

impl Day {
    /// `2021-03-03`.
    pub(crate) fn iso(self) -> String {
        format!("{}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `03/3/2021`, as officials write it: a small month has no zero.
    pub(crate) fn printed(self) -> String {
        let month = if self.month < 3 { format!("{:02}", self.month) } else { self.month.to_string() };
        format!("{:02}/{month}/{}", self.day, self.year)
    }
}

/// An official document.
#[derive(Debug, Clone)]
pub(crate) struct Official {
    pub(crate) number: String,
    pub(crate) kind: &'static str,
    /// Id of the issuer.
    pub(crate) issuer: String,
    pub(crate) date: Day,
    pub(crate) subject: String,
}

/// A piece of running text.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    Words(String),
    /// An official document named in the text.
    Cite(Rc<Official>),
    /// A footnote.
    Note(String),
    /// Words that lead to a file of the content, by its path without `.md`.
    Link {
        to: String,
        words: String,
    },
}

/// Running text.
pub(crate) type Text = Vec<Part>;

/// A body and everything of it.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) code: String,
    pub(crate) years: Vec<Year>,
    /// Documents of others that this body cites and that are in the register.
    pub(crate) register: Vec<Rc<Official>>,
    /// The issuer of those documents: id, name.
    pub(crate) superior: (String, String),
    /// The body that takes over, and since when.
    pub(crate) successor: Option<(String, Day)>,
}

/// A plan year.
#[derive(Debug)]
pub(crate) struct Year {
    pub(crate) year: usize,
    pub(crate) plan: Rc<Official>,
    pub(crate) report: Rc<Official>,
    /// How many deficiencies the review of this year found, where there is a plan for the next one.
    pub(crate) found: Option<usize>,
    pub(crate) records: Vec<Record>,
    pub(crate) plan_text: [Text; 3],
    pub(crate) report_text: [Text; 2],
    /// A figure of the report that contradicts the record's.
    pub(crate) slip: Option<Row>,
}

/// How a record stands at the end of its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Open,
    NotFixed,
    PartlyFixed,
    Improving,
    Fixed,
    Dropped,
}

impl Status {
    /// The word for it in front matter.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::NotFixed => "not-fixed",
            Self::PartlyFixed => "partly-fixed",
            Self::Improving => "improving",
            Self::Fixed => "fixed",
            Self::Dropped => "dropped",
        }
    }

    /// The words for it in Vietnamese.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Open => "Đang khắc phục",
            Self::NotFixed => "Chưa khắc phục",
            Self::PartlyFixed => "Khắc phục được một phần",
            Self::Improving => "Có chuyển biến",
            Self::Fixed => "Đã khắc phục",
            Self::Dropped => "Không theo dõi nữa",
        }
    }

    /// Whether something is left to be done.
    pub(crate) fn is_unresolved(self) -> bool {
        !matches!(self, Self::Fixed | Self::Dropped)
    }
}

/// One deficiency in one year.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) status: Status,
    pub(crate) area: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) coordinate: Vec<&'static str>,
    pub(crate) monitor: Option<&'static str>,
    pub(crate) continue_in: Option<usize>,
    pub(crate) carries: Vec<Carry>,
    pub(crate) disposition: Option<(String, Day)>,
    pub(crate) internal: bool,
    pub(crate) statement: Text,
    pub(crate) causes: Text,
    pub(crate) measures: Vec<Measure>,
    pub(crate) log: Vec<(Day, Text)>,
    pub(crate) rows: Vec<Row>,
    pub(crate) verdict: Text,
    pub(crate) direction: Text,
    /// A section for insiders.
    pub(crate) remark: Option<Text>,
}

/// What a record goes on from.
#[derive(Debug, Clone)]
pub(crate) struct Carry {
    /// Content path without `.md`.
    pub(crate) from: String,
    pub(crate) kind: &'static str,
    pub(crate) basis: &'static str,
    pub(crate) reason: String,
}

/// A promise.
#[derive(Debug, Clone)]
pub(crate) struct Measure {
    pub(crate) done: bool,
    pub(crate) text: Text,
    pub(crate) unit: Option<&'static str>,
    /// The deadline that was extended.
    pub(crate) struck: Option<String>,
    pub(crate) deadline: Option<String>,
}

/// A row of an indicator table.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) target: String,
    pub(crate) actual: String,
    pub(crate) unit: &'static str,
}
