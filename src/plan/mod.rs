//! Plan: gives every page an address, checks every hole, and builds the view of each page.
//!
//! Takes the ledger of one volume and the [`Site`] that it is built for; gives the list of its files and,
//! for each, a closed view. It stands apart from `render` because everything that can be wrong with a page
//! is found here, before a byte of it is made. [`plan`] runs whole and reads metadata only; [`Plan::view`]
//! builds one view just before its page is rendered, so that memory does not grow with the site.
//!
//! | module | holds |
//! |---|---|
//! | `subject` | what each page is about, as other pages name it |
//! | `site` | what the pages are built for, beside the ledger: edition, day, settings |
//! | `address`, `href` | the path of each page, paths that are claimed twice, relative addresses |
//! | `volume`, `index`, `state` | the plan of a volume; look-ups in the ledger; what is open, late or lost |
//! | `holes` | HTML with its holes filled |
//! | `context`, `frame`, `text` | one page being built: its links, dates, header and text |
//! | `errata` | corrections of what a page shows |
//! | `charts`, `tables` | parts that several pages show |
//! | `kind`, `pages` | what each kind of page decides for itself, one module each |
//! | `owner`, `dues`, `news` | who promises a measure, what is due, and what is new |
//! | `changes` | what changed in the record between two ledgers |
//! | `listing` | what of a volume answers a question |
//! | `summary`, `summarise`, `shares`, `search` | what a volume adds to pages and files of the whole site |

mod address;
mod changes;
mod charts;
mod context;
mod dues;
mod errata;
mod frame;
mod holes;
mod href;
mod index;
mod kind;
mod listing;
mod news;
mod owner;
mod pages;
mod search;
mod shares;
mod site;
mod state;
mod subject;
mod summarise;
mod summary;
mod tables;
mod text;
mod volume;

pub use changes::{Changed, Moved, Reading, Said, Withheld, changes};
pub use listing::list;
pub use pages::{ChangesContext, changes_page, marked};
pub use shares::shares;
pub use site::{FROZEN_FILES, FROZEN_THEME, Site};
pub use subject::{Job, Subject};
pub use summarise::summarise;
pub use summary::{QUALITY, Summary};
pub use volume::Plan;

use crate::diagnostic::{self, Diagnostic};
use crate::model::ledger::Ledger;
use crate::model::view;
use crate::vietnamese::letters::Collation;
use context::PageContext;
use index::Index;
use std::sync::OnceLock;

/// Plans a volume: gives every page its path.
pub fn plan<'a>(ledger: &'a Ledger, site: &Site<'a>) -> Plan<'a> {
    let (addresses, clashes) = pages::addresses(ledger, site);
    let (jobs, index) = (addresses.jobs(), Index::new(ledger));
    let (collation, data) =
        (Collation::vietnamese(), ledger.bodies.iter().map(|_| OnceLock::new()).collect());
    Plan { jobs, ledger, site: *site, addresses, clashes, index, collation, data }
}

impl Plan<'_> {
    /// Paths that are claimed twice, and holes that cannot be filled.
    pub fn check(&self) -> Vec<Diagnostic> {
        let mut diagnostics = self.clashes.clone();
        diagnostics.extend(holes::check(self));
        diagnostic::sort(&mut diagnostics, self.site.sources);
        diagnostics
    }

    /// The closed view of one job.
    pub fn view(&self, job: &Job) -> view::Page {
        let (context, kind) = (PageContext::new(self, &job.path), pages::kind(&job.subject));
        let (tools, site_pages) =
            (pages::tools(&context, &job.subject), pages::site_pages(&context, &job.subject));
        view::Page {
            header: context.header(&job.subject, tools, site_pages),
            frame: context.frame(&job.subject, &kind),
            page: (kind.content)(&context),
        }
    }
}
