//! Signatures over a bag, by the keys that people have.
//!
//! Takes the folder of a bag and a key; has `ssh-keygen` sign the tag manifest, which has the sums of the
//! manifests, which have those of all files. Takes a bag and a file of allowed signers (`ssh-keygen(1)`, ALLOWED
//! SIGNERS); says whose signature it is. No key is ever read here.

use super::layout::{SIGNATURE, SIGNED};
use super::store::Store;
use crate::failure::{Cause, Doing, Failure, Reason};
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The most that is read of either, in bytes.
const LONG: u64 = 1 << 16;

/// What signatures are for (`ssh-keygen -n`): one for a bag is good for nothing else.
const NAMESPACE: &str = "khacphuc-bag";

/// What is known of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signed {
    /// There is none.
    No,
    /// It is whole, and nobody said who may sign.
    Whole,
    /// There is one, and no `ssh-keygen` to look at it.
    Unseen,
    /// It is by this signer, who may sign.
    By(String),
    /// It is of something else, or by somebody who may not sign.
    Wrong,
}

/// Has `ssh-keygen` sign the bag in a folder with a key: its file, or the public one where an agent has the key.
///
/// # Errors
/// When `ssh-keygen` is not there or refuses the key.
pub fn sign(folder: &Path, key: &Path) -> Result<(), Failure> {
    let failed = |reason: Reason| Failure::new(Doing::Sign, key, reason);
    let file = folder.join(SIGNED);
    let output = Command::new("ssh-keygen")
        .args(["-q", "-Y", "sign", "-n", NAMESPACE, "-f"])
        .arg(key)
        .arg(&file)
        .stdin(Stdio::inherit())
        .output();
    let Output { status, stderr, .. } = output.map_err(|_| failed(Cause::NoSshKeygen.into()))?;
    match status.success() {
        true => Ok(()),
        false => Err(failed(Reason::system(String::from_utf8_lossy(&stderr).trim()))),
    }
}

/// Looks at the signature of a bag.
///
/// # Errors
/// When a temporary file cannot be written, or somebody has to have signed and `ssh-keygen` cannot be run to tell.
pub(super) fn check(store: &mut Store, allowed: Option<&Path>) -> Result<Signed, Failure> {
    let Some(signature) = store.bytes(SIGNATURE, LONG) else { return Ok(Signed::No) };
    let signed = store.bytes(SIGNED, LONG).unwrap_or_default();
    let folder = tempfile::tempdir().map_err(|error| Failure::new(Doing::MakeFolder, SIGNATURE, error))?;
    let place = folder.path().join("signature");
    fs::write(&place, signature).map_err(|error| Failure::new(Doing::Write, &place, error))?;
    let ask = |arguments: &[&str], allowed: Option<&Path>| -> io::Result<Output> {
        let mut call = Command::new("ssh-keygen");
        call.args(arguments).args(["-n", NAMESPACE, "-s"]).arg(&place);
        if let Some(allowed) = allowed {
            call.arg("-f").arg(allowed);
        }
        let mut child = call.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        if let Some(mut input) = child.stdin.take() {
            // Who does not read all of it has seen enough.
            let _ = input.write_all(&signed);
        }
        child.wait_with_output()
    };
    let Some(allowed) = allowed else {
        return Ok(match ask(&["-Y", "check-novalidate"], None) {
            Err(_) => Signed::Unseen,
            Ok(output) if output.status.success() => Signed::Whole,
            Ok(_) => Signed::Wrong,
        });
    };
    let unasked = |_| Failure::new(Doing::Verify, SIGNATURE, Cause::NoSshKeygen);
    let found = ask(&["-Y", "find-principals"], Some(allowed)).map_err(unasked)?;
    let said = String::from_utf8_lossy(&found.stdout).into_owned();
    let signers = said.lines().filter(|_| found.status.success());
    for signer in signers {
        let verified = ask(&["-Y", "verify", "-I", signer], Some(allowed)).map_err(unasked)?;
        if verified.status.success() {
            return Ok(Signed::By(signer.to_owned()));
        }
    }
    Ok(Signed::Wrong)
}
