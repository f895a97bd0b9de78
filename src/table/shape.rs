//! The shape of a table: its fields, and what each of them takes.
//!
//! Takes no input: it is what [`Table::shape`](super::Table::shape) has from a reader of tables. It stands apart
//! because editors, forms and other programs ask what can be written, and know nothing of how it is read.

use crate::diagnostic::Phrase;

/// A field of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its key.
    pub key: &'static str,
    /// What it takes, or what each of its items is.
    pub takes: Takes,
    /// Whether it is a list. One item may stand without a list around it.
    pub is_list: bool,
    /// Whether its absence is a mistake.
    pub is_required: bool,
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Takes {
    /// Any text.
    Text,
    /// One of some words.
    Words(Vec<&'static str>),
    /// A text in the form that the phrase describes.
    Form(Phrase),
    /// The id of a unit of the body, or the name of somebody outside.
    Unit,
    /// The id of a field of work of the body.
    Area,
    /// The id of a body.
    Body,
    /// The id of an issuer in the register, or of a body.
    Issuer,
    /// A document, by its number or its content path.
    Document,
    /// A record of an earlier year: `2021/ma-tuy`, or `tay-ninh/2021/ma-tuy` in another body.
    Record,
    /// The name of a deficiency of the body, which may be new.
    Deficiency,
    /// A table.
    Table(Vec<Field>),
    /// A text, or a table.
    TextOrTable(Vec<Field>),
}

impl Takes {
    /// The fields of the table that may stand there; none where none can.
    pub fn fields(&self) -> Option<&[Field]> {
        match self {
            Self::Table(fields) | Self::TextOrTable(fields) => Some(fields),
            Self::Text
            | Self::Words(_)
            | Self::Form(_)
            | Self::Unit
            | Self::Area
            | Self::Body
            | Self::Issuer
            | Self::Document
            | Self::Record
            | Self::Deficiency => None,
        }
    }

    pub(super) fn words<T>(choices: &[(&'static str, T)]) -> Self {
        Self::Words(choices.iter().map(|(word, _)| *word).collect())
    }
}
