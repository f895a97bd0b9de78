//! `verify`: what of bags and sites is not as it was made.

use super::terminal::{Exit, complain, fail, say};
use crate::archive::{self, Signed, Subject, Verified};
use crate::disk;
use crate::failure::{Doing, Failure};
use crate::language::Language;
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// Bags, as folders or .zip, the .zip.sha256 beside them, or folders of sites
    #[arg(required = true, value_name = "BAG")]
    places: Vec<PathBuf>,
    /// File of those who may sign (ALLOWED SIGNERS of ssh-keygen); a bag without such a signature is refused
    #[arg(long, value_name = "FILE")]
    allowed_signers: Option<PathBuf>,
}

/// Looks at every bag, and says what is wrong with each.
pub(super) fn verify(args: &VerifyArgs, language: Language) -> Exit {
    // For ssh-keygen, a file that is not there allows nobody: every signature would be called wrong.
    let allowed = args.allowed_signers.as_deref();
    if let Some(file) = allowed
        && let Err(error) = disk::open(file)
    {
        return fail(&Failure::new(Doing::Read, file, error), language);
    }
    let looked = args.places.iter().map(|place| look(place, allowed, language));
    // Of several the worst counts.
    looked
        .max_by_key(|exit| match exit {
            Exit::Fine | Exit::Nothing => 0,
            Exit::Mistakes => 1,
            Exit::Machine => 2,
        })
        .unwrap_or(Exit::Fine)
}

fn look(place: &Path, allowed: Option<&Path>, language: Language) -> Exit {
    let shown = place.display();
    let Verified { subject, flaws, files, signed } = match archive::verify(place, allowed) {
        Ok(verified) => verified,
        Err(failure) => return fail(&failure, language),
    };
    for flaw in &flaws {
        complain(&format!("{shown}: {}\n", flaw.show(language)));
    }
    let signed = match signed {
        Ok(signed) => signed,
        Err(failure) => return fail(&failure, language),
    };
    if !flaws.is_empty() {
        return Exit::Mistakes;
    }
    say(&match subject {
        Subject::Site => language.choose(
            format!("{shown}: trang web còn nguyên, {files} tệp\n"),
            format!("{shown}: a site as it was made, {files} files\n"),
        ),
        Subject::Bag => {
            let signed = signature(&signed, language);
            language.choose(
                format!("{shown}: hồ sơ còn nguyên, {files} tệp; {signed}\n"),
                format!("{shown}: a bag as it was made, {files} files; {signed}\n"),
            )
        }
        Subject::Sum => language.choose(
            format!("{shown}: đúng với tệp .zip bên cạnh\n"),
            format!("{shown}: the sum of the .zip beside it\n"),
        ),
    })
}

fn signature(signed: &Signed, language: Language) -> String {
    match signed {
        Signed::No => language.choose("chưa ký", "not signed").to_owned(),
        Signed::Whole => language
            .choose(
                "có chữ ký còn nguyên, chưa xem của ai (--allowed-signers)",
                "a signature that is whole, nobody asked whose (--allowed-signers)",
            )
            .to_owned(),
        Signed::Unseen => language
            .choose(
                "có chữ ký, chưa xem được vì không có ssh-keygen",
                "a signature, not looked at: no ssh-keygen",
            )
            .to_owned(),
        Signed::By(signer) => language.choose(format!("{signer} ký"), format!("signed by {signer}")),
        Signed::Wrong => language.choose("chữ ký không đúng", "the signature is not right").to_owned(),
    }
}
