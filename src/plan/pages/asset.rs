//! Copied files: those of the theme, and those of the content folder that pages link to.

use crate::model::ledger::Ledger;
use crate::model::view::PageContent;
use crate::plan::address::Claims;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
/// Claims a path for each file.
pub(crate) fn claim(claims: &mut Claims, _: &Ledger, site: &Site<'_>) {
    for (path, place) in site.published_files() {
        claims.add_own(Subject::File(path.clone()), path, place);
    }
    for asset in site.assets {
        claims.add(Subject::Asset(asset.clone()), format!("assets/{asset}"), None);
    }
}

/// A file of the theme, by its path below `assets`.
pub(crate) fn asset(path: String) -> Kind {
    Kind::file(move |_| PageContent::Asset { path: path.clone() })
}

/// A file of the content folder, by its path there.
pub(crate) fn file(path: String) -> Kind {
    Kind::file(move |context| PageContent::File {
        from: context.site.files.get(&path).cloned().unwrap_or_default(),
    })
}
