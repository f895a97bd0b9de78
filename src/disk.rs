//! Disk: reading, writing, replacing and locking files, and nothing that only looks like one.
//!
//! Takes a path; gives the bytes of the regular file there, or an error that says what else it is. Takes a path and
//! bytes; puts all of them there at once, or leaves what was there. A pipe that nobody writes into is waited for
//! without end, a device such as `/dev/zero` is read without end, and some devices act when they are opened. It stands
//! apart so that all who read and write files are safe from them in the same way.

use std::fmt;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// The error where something is neither a regular file nor a folder. It is inside of an [`io::Error`].
#[derive(Debug)]
pub struct NoFile;

impl NoFile {
    /// Whether an error says that there is no regular file.
    pub fn is(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.is::<Self>())
    }
}

impl fmt::Display for NoFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("no regular file")
    }
}

impl std::error::Error for NoFile {}

impl From<NoFile> for io::Error {
    fn from(error: NoFile) -> Self {
        Self::other(error)
    }
}

/// Opens a regular file to be read. Symbolic links are followed.
///
/// # Errors
/// When it cannot be opened, or is no regular file.
pub fn open(path: &Path) -> io::Result<File> {
    // It is looked at before it is opened, since a device may act then; and again, since it may be another by now.
    regular(&fs::metadata(path)?)?;
    let file = match at_once(OpenOptions::new().read(true)).open(path) {
        // A file that another program has a lease on, as file servers have: who does not wait is refused.
        Err(error) if error.kind() == ErrorKind::WouldBlock => File::open(path)?,
        file => file?,
    };
    regular(&file.metadata()?)?;
    Ok(file)
}

/// Reads a regular file.
///
/// # Errors
/// When it cannot be read, or is no regular file.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = open(path)?;
    let length = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a regular file that holds a text in UTF-8.
///
/// # Errors
/// When it cannot be read, is no regular file, or is no such text.
pub fn read_text(path: &Path) -> io::Result<String> {
    String::from_utf8(read(path)?).map_err(|error| io::Error::new(ErrorKind::InvalidData, error))
}

/// Opens a regular file to be locked. It is made where there is none; what it holds stays.
///
/// # Errors
/// When it cannot be opened, or something else has its name, be it a symbolic link.
pub fn open_lock(path: &Path) -> io::Result<File> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        found => regular(&found?)?,
    }
    let file = at_once(OpenOptions::new().write(true).create(true).truncate(false)).open(path)?;
    regular(&file.metadata()?)?;
    Ok(file)
}

/// Makes a new file in the place of whatever has its name, and nowhere else: of a symbolic link, the link goes and
/// what it leads to stays.
///
/// # Errors
/// When what is there cannot be removed, as a folder, or the file cannot be made.
pub fn create_anew(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    File::create_new(path)
}

/// Puts other bytes in the place of a file at once: whoever reads it gets all of the one or all of the other. Its
/// rights stay as they are.
///
/// # Errors
/// When a file beside it cannot be written, or put in its place.
pub fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let rights = fs::metadata(file)?.permissions();
    let mut new = NamedTempFile::new_in(above(file))?;
    new.write_all(bytes)?;
    new.as_file().set_permissions(rights)?;
    new.as_file().sync_all()?;
    new.persist(file).map_err(|error| error.error)?;
    Ok(())
}

/// Makes a new file at once: there is all of it or none.
///
/// # Errors
/// When a file beside it cannot be written, or anything has its name.
fn create_at_once(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut new = NamedTempFile::new_in(above(file))?;
    new.write_all(bytes)?;
    share_and_sync(new.as_file())?;
    new.persist_noclobber(file).map_err(|error| error.error)?;
    Ok(())
}

/// Puts bytes into a file at once: in the place of what is there, as [`replace`] does, or into a new one.
///
/// # Errors
/// When a file beside it cannot be written, or put in its place.
pub fn write_at_once(file: &Path, bytes: &[u8]) -> io::Result<()> {
    match file.symlink_metadata() {
        Ok(_) => replace(file, bytes),
        Err(_) => create_at_once(file, bytes),
    }
}

/// Gives a temporary file, which only its owner may read, the rights of any other file, and waits until the disk has
/// it.
///
/// # Errors
/// When the system refuses either.
pub fn share_and_sync(file: &File) -> io::Result<()> {
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))?;
    file.sync_all()
}

/// Whether an error says that a file is not there, or that what it would be in is no folder.
pub fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// The folder that a path is in.
pub fn above(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// An error unless this is of a regular file.
fn regular(found: &Metadata) -> io::Result<()> {
    match found.file_type() {
        kind if kind.is_file() => Ok(()),
        kind if kind.is_dir() => Err(ErrorKind::IsADirectory.into()),
        _ => Err(NoFile.into()),
    }
}

/// Lets a file be opened without waiting for anybody: whether the other end of a pipe is open.
fn at_once(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(options, libc::O_NONBLOCK | libc::O_NOCTTY);
    options
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    #[test]
    fn what_is_no_file_is_neither_read_nor_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        assert!(Command::new("mkfifo").arg(path("pipe")).status().unwrap().success());
        let _socket = UnixListener::bind(path("socket")).unwrap();
        symlink("/dev/zero", path("device")).unwrap();
        symlink("pipe", path("link")).unwrap();
        for name in ["pipe", "socket", "device", "link"] {
            assert!(NoFile::is(&read(&path(name)).unwrap_err()), "{name}");
            assert!(NoFile::is(&open_lock(&path(name)).unwrap_err()), "{name}");
        }
        assert_eq!(read(folder.path()).unwrap_err().kind(), ErrorKind::IsADirectory);
        assert_eq!(read(&path("none")).unwrap_err().kind(), ErrorKind::NotFound);
        fs::write(path("file"), b"\xff").unwrap();
        symlink("file", path("to-file")).unwrap();
        assert_eq!(read(&path("to-file")).unwrap(), b"\xff");
        assert_eq!(read_text(&path("file")).unwrap_err().kind(), ErrorKind::InvalidData);
    }

    #[test]
    fn a_file_is_made_anew_where_it_is_and_not_where_a_link_leads() {
        let folder = tempfile::tempdir().unwrap();
        let (kept, link) = (folder.path().join("kept"), folder.path().join("link"));
        fs::write(&kept, "kept").unwrap();
        symlink("kept", &link).unwrap();
        io::Write::write_all(&mut create_anew(&link).unwrap(), b"new").unwrap();
        assert_eq!(fs::read(&kept).unwrap(), b"kept");
        assert_eq!(fs::read(&link).unwrap(), b"new");
        assert!(fs::symlink_metadata(&link).unwrap().is_file());
    }
}
