//! Sitemaps: addresses of all pages, for search engines (<https://www.sitemaps.org/protocol.html>).
//!
//! Each body has its own, and an index lists them: a change in one body changes no other sitemap, and the
//! limit of 50,000 addresses is far away.

use crate::model::ledger::Ledger;
use crate::model::view::PageContent;
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use crate::source::Place;
use crate::vietnamese::letters::escape;

/// Claims a sitemap for each body, one for the rest, and their index, where the site's address is known.
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

/// The sitemap of a body, or of what belongs to none.
pub(crate) fn sitemap() -> Kind {
    Kind::file(|context| PageContent::Made { bytes: context.sitemap() })
}

/// The index of sitemaps.
pub(crate) fn index() -> Kind {
    Kind::file(|context| PageContent::Made { bytes: context.sitemap_index() })
}

/// Name of a sitemap: a body's is in its folder, the index at the root.
const SITEMAP: &str = "sitemap.xml";

/// Name of the sitemap of what belongs to no body. It is at the root, because a sitemap may list only what
/// is beside and below it.
const COMMON_SITEMAP: &str = "sitemap-common.xml";

/// Namespace of sitemaps.
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

impl PageContext<'_> {
    /// A sitemap of the pages beside and below its path.
    pub(crate) fn sitemap(&self) -> Vec<u8> {
        let folder = self.path.strip_suffix(SITEMAP).unwrap_or_default();
        let pages = self.plan.jobs.iter().filter(|job| job.subject.is_listed());
        let pages = pages.filter(|job| self.site.is_common || job.path.starts_with(folder));
        xml("urlset", "url", pages.filter_map(|job| self.whole_address(&job.path)))
    }

    /// The index of sitemaps.
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
