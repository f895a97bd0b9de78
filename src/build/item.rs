//! One file of the content, compiled alone, as it is held in memory and in the cache.

use crate::codec::{self, Packed};
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Fingerprint;
use crate::front_matter::register::Register;
use crate::model::compiled::Compiled;
use crate::model::outline::Card;
use crate::outline;
use crate::source::{Source, SourceId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One file of the content, compiled alone.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Item {
    /// Path of its source.
    pub path: String,
    /// Its source.
    pub source: SourceId,
    /// Hash of its bytes, and of what else it was compiled by.
    pub key: Fingerprint,
    /// What it lets other files know; none of the register, and of a file that could not be read.
    pub card: Option<Arc<Card>>,
    /// The register of documents, if it is that.
    pub register: Option<Arc<Register>>,
    /// Its mistakes.
    pub diagnostics: Vec<Diagnostic>,
    /// The document, packed, if there is one and it is not put away.
    pub(super) packed: Option<Packed>,
}

impl Item {
    pub(super) fn new(
        source: &Source,
        key: Fingerprint,
        compiled: Option<&Compiled>,
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        let document = match compiled {
            Some(Compiled::Document(document)) => Some(document),
            _ => None,
        };
        let register = match compiled {
            Some(Compiled::Register(register)) => Some(register.clone()),
            _ => None,
        };
        Self {
            path: source.path.clone(),
            source: source.id,
            key,
            card: document.map(|document| Arc::new(outline::card(document))),
            register,
            diagnostics,
            packed: document.map(|document| Packed::new(&codec::encode(document.as_ref()))),
        }
    }

    /// The file as it was compiled, unless it is put away.
    pub(super) fn compiled(&self) -> Option<Compiled> {
        let document = || unpacked(self.packed.as_ref()?);
        self.register.clone().map(Compiled::Register).or_else(document)
    }

    /// The document, packed, if there is one and it is not put away.
    pub fn packed(&self) -> Option<&Packed> {
        self.packed.as_ref()
    }

    /// Puts the document away, which is elsewhere now. One that a public edition may have to strip
    /// before anything else is done stays at hand.
    pub fn put_away(&mut self) {
        self.packed.take_if(|_| self.card.as_ref().is_some_and(|card| card.is_plain));
    }

    /// Whether the file could be read.
    pub fn is_read(&self) -> bool {
        self.card.is_some() || self.register.is_some()
    }
}

pub(super) fn unpacked(packed: &Packed) -> Option<Compiled> {
    Some(Compiled::Document(Arc::new(codec::decode(&packed.bytes().ok()?).ok()?)))
}
