//! Makes a corpus of any size: `cargo run --profile dist --example corpus -- DIR --records 10000 [--seed 1] [--for hugo]`
//!
//! The same size and seed give the same bytes on any machine. `--for hugo` and `--for zola` write the same records as
//! a site of theirs, with templates that do comparable work; internal text is left out there, since a public build of
//! khacphuc leaves it out too. Build a corpus with `--as-of 2024-10-31`, the day on which it is true.
//!
//! | module | holds |
//! |---|---|
//! | `random` | SplitMix64 |
//! | `words`, `prose` | the word list, and sentences, deadlines and figures made from it |
//! | `model`, `history` | what a corpus says; what happens to deficiencies over the years |
//! | `dialect` | the text, as Markdown for each program |
//! | `khacphuc`, `others` | front matter, settings and templates |
//! | `hugo` | what Hugo need not work out |
//! | `files` | files, written as they come |

mod dialect;
mod files;
mod history;
mod hugo;
mod khacphuc;
mod model;
mod others;
pub(crate) mod prose;
mod random;
#[rustfmt::skip]
mod words;

pub(crate) use dialect::Dialect;
use files::Files;
use history::Estate;
use std::io;
use std::path::PathBuf;

/// What was asked for.
pub(crate) struct Request {
    /// Folder to fill.
    pub(crate) folder: PathBuf,
    /// Records that there are to be.
    pub(crate) records: usize,
    /// Number of the corpus among those of its size.
    pub(crate) seed: u64,
    /// Program that it is for.
    pub(crate) dialect: Dialect,
}

/// Writes body after body until there are as many records as were asked for.
pub(crate) fn make(request: &Request) -> io::Result<String> {
    let mut files = Files::new(&request.folder)?;
    let central = history::central_documents(request.seed);
    let mut other = match request.dialect {
        Dialect::Khacphuc => {
            khacphuc::begin(&mut files, &central)?;
            None
        }
        dialect => Some(others::Site::begin(&mut files, dialect, &central)?),
    };
    let (mut left, mut index, mut estate) = (request.records, 0, Estate::default());
    while left > 0 {
        let (body, left_behind) = history::body(request.seed, index, left, &central, estate);
        left -= body.years.iter().map(|year| year.records.len()).sum::<usize>();
        match &mut other {
            None => khacphuc::body(&mut files, &body)?,
            Some(site) => site.body(&mut files, &body)?,
        }
        (index, estate) = (index + 1, left_behind);
    }
    match other {
        None => khacphuc::end(&mut files)?,
        Some(site) => site.end(&mut files)?,
    }
    let Files { count, bytes, .. } = files;
    let day = prose::AS_OF.iso();
    Ok(format!("{} records of {index} bodies: {count} files, {bytes} bytes; true on {day}", request.records))
}
