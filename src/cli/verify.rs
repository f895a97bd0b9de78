//! `verify`: what of bags and sites is not as it was made.

use super::terminal::{Exit, complain, say};
use crate::archive::{self, Signed, Verified};
use crate::failure::Failure;
use crate::language::Language;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// Bags, as folders or .zip, or folders of sites
    #[arg(required = true, value_name = "BAG")]
    places: Vec<PathBuf>,
    /// File of those who may sign (ALLOWED SIGNERS of ssh-keygen); a bag without such a signature is refused
    #[arg(long, value_name = "FILE")]
    allowed_signers: Option<PathBuf>,
}

/// Looks at every bag, and says what is wrong with each.
pub(super) fn verify(args: &VerifyArgs, language: Language) -> Result<Exit, Failure> {
    let mut exit = Exit::Fine;
    for place in &args.places {
        let shown = place.display();
        let Verified { flaws, files, signed } = archive::verify(place, args.allowed_signers.as_deref())?;
        for flaw in &flaws {
            complain(&format!("{shown}: {}\n", flaw.show(language)));
        }
        if !flaws.is_empty() {
            exit = Exit::Mistakes;
            continue;
        }
        let signed = signature(&signed, language);
        say(&language.choose(
            format!("{shown}: nguyên vẹn, {files} tệp; {signed}\n"),
            format!("{shown}: as it was made, {files} files; {signed}\n"),
        ));
    }
    Ok(exit)
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
