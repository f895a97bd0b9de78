//! Figures: printed numbers such as `1.805`, `82,48%`, `≥ 2.000`, `hơn 1,4 tỷ đồng`, `9/10`, `06 / 117`.
//!
//! Takes the text of a cell; gives the number with its bound and unit, none where it is no figure, and tells
//! whether an actual figure meets a target. It stands apart because numbers in text have rules of their own.
//!
//! A cell is read as a whole: words of bound and remark, one number (a ratio, a pair or a range at most), its
//! unit, and remarks in parentheses or behind a comma. Anything else before the number, such as the `VIE` of a
//! project code, makes it no figure. Nothing is rounded.

mod exact;
mod meets;
mod number;
mod read;
mod value;
#[rustfmt::skip]
mod words;

pub use self::meets::{meets, rate_differs};
pub use self::number::show_vi;
pub use self::read::is_broken;
pub use self::value::{Bound, Companion, Figure};

impl Figure {
    /// Reads a cell or phrase, or `None` if it holds no number, or one that is not a figure: a date, a year
    /// span, a project code, a document number.
    pub fn read(text: &str) -> Option<Figure> {
        read::figure(text)
    }
}

#[cfg(test)]
#[rustfmt::skip]
mod tests;
