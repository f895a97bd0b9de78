//! Pages as PDF: papers in official form, follow-ups and lineages, where they are asked for.
//!
//! Each is made from the view of its page, so that it holds nothing that the page does not.

use crate::model::ledger::Ledger;
use crate::model::view::PageContent;
use crate::plan::address::Claims;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;

/// Claims a PDF beside each page that has one. The pages have their paths before.
pub(crate) fn claim(claims: &mut Claims, _: &Ledger, site: &Site<'_>) {
    let pages = claims.pages().filter(|(subject, ..)| site.pdf && has_pdf(subject));
    let pdfs = pages.filter_map(|(subject, path, place)| {
        let path = format!("{}.pdf", path.strip_suffix(".html")?);
        Some((Subject::Pdf(Box::new(subject.clone())), path, place.cloned()))
    });
    let pdfs: Vec<_> = pdfs.collect();
    pdfs.into_iter().for_each(|(subject, path, place)| claims.add(subject, path, place));
}

pub(crate) fn page(of: Kind) -> Kind {
    let content = of.content;
    Kind { content: Box::new(move |context| PageContent::Pdf(Box::new(content(context)))), ..of }
}

/// Whether a page is one that people print, sign and keep.
fn has_pdf(subject: &Subject) -> bool {
    matches!(subject, Subject::Form { .. } | Subject::FollowUp { .. } | Subject::Lineage(_))
}
