//! Office: papers of other programs, as files of Word, by the LibreOffice of this machine.
//!
//! Takes the path of a file; gives the bytes of a .docx. It stands apart because it is the only place that runs another
//! program to read something.

use crate::failure::{Doing, Failure, Reason};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use url::Url;

/// Endings of the papers that LibreOffice reads for us.
pub(super) const ENDINGS: [&str; 3] = ["doc", "odt", "rtf"];

/// Names of LibreOffice, on the path and where it is installed.
const NAMES: [&str; 4] = [
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
];

/// How often LibreOffice is looked after. It takes seconds; what takes three minutes never ends.
const LOOKS: usize = 3600;

/// The time between two looks.
const PAUSE: Duration = Duration::from_millis(50);

/// A file as .docx; none where this machine has no LibreOffice.
pub(super) fn as_docx(file: &Path) -> Result<Option<Vec<u8>>, Failure> {
    let Some(program) = program() else { return Ok(None) };
    let failed = |error: std::io::Error| Failure::new(Doing::Read, file, error);
    let folder = tempfile::tempdir().map_err(failed)?;
    // Not the canonical path, which begins with `\\?\` on Windows.
    let file = std::path::absolute(file).map_err(failed)?;
    // A profile of its own: another LibreOffice may be open.
    let profile = profile(folder.path())
        .ok_or_else(|| Failure::new(Doing::Read, folder.path(), Reason::system("no address of a file")))?;
    let mut child = Command::new(program)
        .args([&profile, "--headless", "--norestore", "--convert-to", "docx", "--outdir"])
        .arg(folder.path())
        .arg(&file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failed)?;
    let mut looks = 0;
    while child.try_wait().map_err(failed)?.is_none() {
        looks += 1;
        if looks > LOOKS {
            let _ = child.kill();
            let _ = child.wait();
            return Err(Failure::new(Doing::Read, &file, Reason::system("LibreOffice does not end")));
        }
        std::thread::sleep(PAUSE);
    }
    // Only the last ending is another one: `ke-hoach.2023.doc` becomes `ke-hoach.2023.docx`.
    let mut name = file.file_stem().unwrap_or_default().to_owned();
    name.push(".docx");
    std::fs::read(folder.path().join(name)).map(Some).map_err(failed)
}

/// The option that gives LibreOffice a profile in a folder, which is named by its address.
fn profile(folder: &Path) -> Option<String> {
    let address = Url::from_file_path(folder.join("profile")).ok()?;
    Some(format!("-env:UserInstallation={address}"))
}

/// The LibreOffice of this machine.
fn program() -> Option<PathBuf> {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&paths).collect();
    NAMES.iter().map(Path::new).find_map(|name| match name.is_absolute() {
        true => Some(name.to_owned()).filter(|name| name.is_file()),
        false => folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_named_by_its_address() {
        let (folder, address) = if cfg!(windows) {
            ("C:\\Người dùng\\a b%", "file:///C:/Ng%C6%B0%E1%BB%9Di%20d%C3%B9ng/a%20b%25/profile")
        } else {
            ("/Người dùng/a b%", "file:///Ng%C6%B0%E1%BB%9Di%20d%C3%B9ng/a%20b%25/profile")
        };
        assert_eq!(profile(Path::new(folder)), Some(format!("-env:UserInstallation={address}")));
    }
}
