//! Charts: numbers as lengths, heights and positions.
//!
//! Takes rows and counts; gives drawings whose sizes are numbers, which the theme turns into SVG and CSS.
//! It stands apart from the pages because several of them show the same chart.

pub(crate) mod bars;
pub(crate) mod cohort;
pub(crate) mod curve;
pub(crate) mod flow;
pub(crate) mod timeline;
