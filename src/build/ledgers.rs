//! Ledgers that are at hand.
//!
//! Takes the ledger of a volume when it was linked, gives it to whoever asks next. A build needs each
//! ledger once, and holds one at a time; a preview keeps all that it ever needed. It stands apart because
//! this is all that the two differ in.

use crate::lock::lock;
use crate::model::compiled::Compiled;
use crate::model::ledger::Ledger;
use std::sync::{Mutex, OnceLock};

/// Ledgers that are at hand.
#[derive(Debug)]
pub enum Ledgers {
    /// The one that was linked last: whoever edited one file needs it again at once.
    Last(Mutex<Option<(usize, Box<Ledger>)>>),
    /// All, by volume, as soon as they were linked.
    All(Vec<OnceLock<Linked>>),
}

/// A volume, linked.
#[derive(Debug, Default)]
pub struct Linked {
    /// Its files in the edition, of which the ledger shares the documents: when one of them is saved, the
    /// others need not be unpacked again.
    pub files: Vec<Compiled>,
    /// Its ledger.
    pub ledger: Ledger,
}

impl Ledgers {
    /// Ledgers of a build.
    pub(super) fn last() -> Self {
        Self::Last(Mutex::default())
    }

    /// Ledgers of a preview with `count` volumes.
    pub(super) fn all(count: usize) -> Self {
        Self::All((0..count).map(|_| OnceLock::new()).collect())
    }

    /// Leaves a ledger that was linked, in case that it is needed next.
    pub(super) fn offer(&self, number: usize, ledger: Ledger) {
        if let Self::Last(last) = self {
            *lock(last) = Some((number, Box::new(ledger)));
        }
    }

    /// Looks at the ledger of a volume, which `link` links where it is not at hand.
    pub(super) fn with<T, E>(
        &self,
        number: usize,
        link: impl FnOnce() -> Result<Linked, E>,
        look: impl FnOnce(&Ledger) -> T,
    ) -> Result<T, E> {
        match self {
            Self::Last(last) => {
                let at_hand = lock(last).take_if(|(of, _)| *of == number);
                let ledger = at_hand.map_or_else(|| Ok(link()?.ledger), |(_, ledger)| Ok(*ledger))?;
                Ok(look(&ledger))
            }
            Self::All(all) => {
                let linked = match all[number].get() {
                    Some(linked) => linked,
                    None => {
                        let linked = link()?;
                        all[number].get_or_init(|| linked)
                    }
                };
                Ok(look(&linked.ledger))
            }
        }
    }

    /// The files of a volume that was linked.
    pub(super) fn files(&self, number: usize) -> Option<&[Compiled]> {
        match self {
            Self::Last(_) => None,
            Self::All(all) => Some(&all[number].get()?.files),
        }
    }

    /// Puts a volume that was linked again in the place of what it was.
    pub(super) fn replace(&mut self, number: usize, linked: Linked) {
        if let Self::All(all) = self {
            let former = std::mem::replace(&mut all[number], OnceLock::from(linked));
            // To take a ledger apart takes as long as to show a page, and nobody waits for it.
            rayon::spawn(move || drop(former));
        }
    }
}
