//! Sitemaps: addresses of all pages, for search engines (<https://www.sitemaps.org/protocol.html>).
//!
//! Each body has its own, and an index leads to all of them: so a change in one body is none in the
//! others', and the most that one may hold (50,000 addresses) is far.

use super::Subject;
use super::address::SITEMAP;
use super::desk::Desk;
use crate::vietnamese::letters::escape;

/// Namespace of sitemaps.
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

impl Desk<'_> {
    /// Addresses of the pages beside this sitemap and below.
    pub(super) fn sitemap(&self) -> Vec<u8> {
        let folder = self.path.strip_suffix(SITEMAP).unwrap_or_default();
        let pages = self.plan.jobs.iter().filter(|job| is_listed(&job.subject));
        let pages = pages.filter(|job| self.site.is_common || job.path.starts_with(folder));
        xml("urlset", "url", pages.filter_map(|job| self.whole_address(&job.path)))
    }

    /// Which sitemaps there are.
    pub(super) fn sitemap_index(&self) -> Vec<u8> {
        let own = self.plan.addresses.path(&Subject::CommonSitemap).map(str::to_owned);
        let bodies = self.site.part.bodies.keys().map(|body| format!("{body}/{SITEMAP}"));
        xml(
            "sitemapindex",
            "sitemap",
            own.into_iter().chain(bodies).filter_map(|path| self.whole_address(&path)),
        )
    }
}

/// Whether search engines should know of a page.
fn is_listed(subject: &Subject) -> bool {
    !matches!(
        subject,
        Subject::Moved(_)
            | Subject::NotFound
            | Subject::Sitemap(_)
            | Subject::CommonSitemap
            | Subject::SitemapIndex
            | Subject::FollowUpText { .. }
            | Subject::Dates(_)
            | Subject::UnitDates { .. }
            | Subject::Workbook(_)
            | Subject::Asset(_)
            | Subject::File(_)
    )
}

fn xml(root: &str, entry: &str, addresses: impl Iterator<Item = String>) -> Vec<u8> {
    let mut xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"{NAMESPACE}\">\n");
    for address in addresses {
        xml.push_str(&format!("<{entry}><loc>{}</loc></{entry}>\n", escape(&address)));
    }
    xml.push_str(&format!("</{root}>\n"));
    xml.into_bytes()
}
