//! Sitemaps: addresses of all pages, for search engines (<https://www.sitemaps.org/protocol.html>).
//!
//! Each body has its own, and an index leads to all of them: so a change in one body is none in the
//! others', and the most that one may hold (50,000 addresses) is far.

use crate::model::ledger::Ledger;
use crate::model::view::PageContent;
use crate::plan::address::Claims;
use crate::plan::desk::Desk;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use crate::source::Place;
use crate::vietnamese::letters::escape;

/// A sitemap for each body, one for the rest, and their index, where the address of the site is known.
pub(crate) fn claim(claims: &mut Claims, ledger: &Ledger, site: &Site<'_>) {
    if site.config.url.is_none() {
        return;
    }
    for (body, entry) in ledger.bodies.iter().enumerate() {
        let top = Some(Place::top(entry.document.source));
        claims.add(Subject::Sitemap(body), format!("{}/{SITEMAP}", entry.id), top);
    }
    claims.add_shared(Subject::CommonSitemap, COMMON_SITEMAP);
    claims.add_shared(Subject::SitemapIndex, SITEMAP);
}

/// Addresses of the pages of a body, or of the whole site.
pub(crate) struct Sitemap;

impl Kind for Sitemap {
    fn name(&self) -> &'static str {
        "file"
    }

    fn title(&self, _: &Desk<'_>) -> String {
        String::new()
    }

    fn content(&self, desk: &Desk<'_>) -> PageContent {
        PageContent::Made { bytes: desk.sitemap() }
    }
}

/// Which sitemaps there are.
pub(crate) struct Index;

impl Kind for Index {
    fn name(&self) -> &'static str {
        "file"
    }

    fn title(&self, _: &Desk<'_>) -> String {
        String::new()
    }

    fn content(&self, desk: &Desk<'_>) -> PageContent {
        PageContent::Made { bytes: desk.sitemap_index() }
    }
}

/// Name of a sitemap: a body's in its folder, the index of all of them at the top.
const SITEMAP: &str = "sitemap.xml";

/// The sitemap of what belongs to no body. Sitemaps list what is beside and below them.
const COMMON_SITEMAP: &str = "sitemap-common.xml";

/// Namespace of sitemaps.
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

impl Desk<'_> {
    /// Addresses of the pages beside this sitemap and below.
    pub(crate) fn sitemap(&self) -> Vec<u8> {
        let folder = self.path.strip_suffix(SITEMAP).unwrap_or_default();
        let pages = self.plan.jobs.iter().filter(|job| job.subject.is_listed());
        let pages = pages.filter(|job| self.site.is_common || job.path.starts_with(folder));
        xml("urlset", "url", pages.filter_map(|job| self.whole_address(&job.path)))
    }

    /// Which sitemaps there are.
    pub(crate) fn sitemap_index(&self) -> Vec<u8> {
        let own = self.plan.addresses.path(&Subject::CommonSitemap).map(str::to_owned);
        let bodies = self.site.summary.bodies.keys().map(|body| format!("{body}/{SITEMAP}"));
        xml(
            "sitemapindex",
            "sitemap",
            own.into_iter().chain(bodies).filter_map(|path| self.whole_address(&path)),
        )
    }
}

fn xml(root: &str, entry: &str, addresses: impl Iterator<Item = String>) -> Vec<u8> {
    let mut xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"{NAMESPACE}\">\n");
    for address in addresses {
        xml.push_str(&format!("<{entry}><loc>{}</loc></{entry}>\n", escape(&address)));
    }
    xml.push_str(&format!("</{root}>\n"));
    xml.into_bytes()
}
