//! Charts: numbers as lengths, heights and places, for the drawings of pages.
//!
//! Takes rows and counts, gives drawings whose every size is a number; the theme turns them into SVG and
//! CSS. Apart from the pages because several pages show the same drawing.

pub(crate) mod bars;
pub(crate) mod cohort;
pub(crate) mod curve;
pub(crate) mod flow;
pub(crate) mod timeline;
