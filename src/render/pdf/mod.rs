//! PDF: a page as a document for the archive, PDF/A-2a and PDF/UA-1, typeset by Typst.
//!
//! Takes the HTML that a template made of a view, so that both say the same in the same order, and the theme's Typst
//! files; gives the bytes. It stands apart because only this module knows Typst, which is there only where the program
//! is built with the feature `pdf`.

mod press;
mod tree;

use crate::failure::{Doing, Failure, Reason};
use crate::model::view::Frame;
use crate::render::forms::Layout;
use crate::render::theme::Theme;
use crate::vietnamese::date::Date;
use press::{Job, Press};
use serde::Serialize;
use serde_json::Value;
use std::sync::OnceLock;
use toml::Table;
use tree::Sheet;

/// Everything that the theme's Typst files may read of one page: `page.json`.
#[derive(Serialize)]
struct Data<'d> {
    frame: Value,
    /// The rules of its official form, if it has one.
    layout: Option<Layout<'d>>,
    #[serde(flatten)]
    sheet: Sheet,
}

/// What typesets the pages of a theme. It is set up by the first of them.
#[derive(Default)]
pub(super) struct Typesetter(OnceLock<Press>);

impl Typesetter {
    /// A page as PDF. `html` is the page, `layout` the rules of its official form, if it has one.
    ///
    /// # Errors
    /// When the theme's Typst files are wrong, or the page cannot be typeset with them.
    pub(super) fn make(
        &self,
        theme: &Theme,
        strings: &Table,
        html: &[u8],
        frame: &Frame,
        layout: Option<Layout<'_>>,
    ) -> Result<Vec<u8>, Failure> {
        let press = self.0.get_or_init(|| Press::new(theme, strings));
        let main = if layout.is_some() { "typst/form.typ" } else { "typst/page.typ" };
        let sheet = tree::read(&String::from_utf8_lossy(html), &|letter, words| press.show(letter, words));
        // Two editions of a page are two documents, and so is the page on another day.
        let name = [frame.source.as_str(), &sheet.title, frame.edition, &frame.as_of.iso].join("\n");
        let failed = |why: Reason| Failure::new(Doing::Typeset, &frame.source, why);
        let data = serde_json::to_value(frame).and_then(|mut frame| {
            press.show_all(&mut frame);
            serde_json::to_vec(&Data { frame, layout, sheet })
        });
        let data = data.map_err(|error| failed(Reason::library(error)))?;
        let day = frame.as_of.iso.parse::<Date>().ok();
        press.print(Job { main, data, name, day }).map_err(failed)
    }
}
