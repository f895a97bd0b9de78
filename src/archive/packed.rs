//! A bag as one file: a `.zip` with the folder of the bag in it.
//!
//! Takes the folder of a bag; gives the same bytes for the same bag, whenever and wherever it is packed: files
//! in the order of their names, without times, and with the same rights. Beside it is its sum, as a `.zip` has
//! bytes that no manifest of the bag speaks of.

use super::layout::MADE;
use super::manifest::Manifest;
use super::store::files;
use super::sums::sums_of;
use crate::disk;
use crate::failure::{Doing, Failure, Reason};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Packs the bag in `folder` as the file `place`, in which it is the folder `name`. The file is there when it is
/// whole; one that is there already gives way.
///
/// # Errors
/// When a file cannot be read or written.
pub fn pack(folder: &Path, name: &str, place: &Path) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::new(Doing::Write, place, error);
    let temporary = || tempfile::Builder::new().prefix(MADE).tempfile_in(disk::above(place));
    let made = temporary().map_err(failed)?;
    let of_zip = |error: zip::result::ZipError| Failure::new(Doing::Write, place, Reason::system(error));
    let mut zip = ZipWriter::new(BufWriter::new(made.as_file()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for path in files(folder)? {
        let file = folder.join(&path);
        let bytes = disk::read(&file).map_err(|error| Failure::new(Doing::Read, &file, error))?;
        // From 4 GiB on, a file needs fields that all readers of today know.
        let options = options.large_file(u32::try_from(bytes.len()).is_err());
        zip.start_file(format!("{name}/{path}"), options).map_err(of_zip)?;
        zip.write_all(&bytes).map_err(failed)?;
    }
    zip.finish().map_err(of_zip)?.flush().map_err(failed)?;
    disk::share_and_sync(made.as_file()).map_err(failed)?;
    made.persist(place).map_err(|error| failed(error.error))?;
    let line = sum_line(place).map_err(failed)?;
    let beside = sum_file(place);
    let write = || {
        let mut said = temporary()?;
        said.write_all(line.as_bytes())?;
        disk::share_and_sync(said.as_file())?;
        said.persist(&beside).map_err(|error| error.error)
    };
    write().map(drop).map_err(|error| Failure::new(Doing::Write, &beside, error))
}

/// The file with the sum of a `.zip`: `tay-ninh-2021-public.zip.sha256`.
pub(super) fn sum_file(zip: &Path) -> PathBuf {
    let mut name = zip.as_os_str().to_owned();
    name.push(".sha256");
    PathBuf::from(name)
}

/// The `.zip` whose sum a file is, by its name.
pub(super) fn zip_of(sum: &Path) -> Option<PathBuf> {
    let name = sum.file_name()?.to_str()?.strip_suffix(".sha256")?;
    (name.ends_with(".zip") && !sum.is_dir()).then(|| sum.with_file_name(name))
}

/// What is in it, as `sha256sum` writes it.
pub(super) fn sum_line(zip: &Path) -> io::Result<String> {
    let name = zip.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let ([sum, _], _) = sums_of(disk::open(zip)?)?;
    Ok([(name, sum)].into_iter().collect::<Manifest>().write())
}
