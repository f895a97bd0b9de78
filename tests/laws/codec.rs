//! What is kept comes back as it was, and damaged bytes are no worse than none.

use crate::corpus::{scan_of, shipped};
use crate::text::files;
use crate::world::worlds;
use crate::{cases, compile, ledger};
use khacphuc::codec::{Damaged, Packed, decode, encode};
use khacphuc::diagnostic::Diagnostic;
use khacphuc::model::compiled::Compiled;
use khacphuc::scan::Scan;
use khacphuc::settings::Edition;
use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::LazyLock;

/// Every file of a corpus, and everything that is wrong with it, kept and taken out again.
fn come_back(scan: &Scan) -> Result<(), TestCaseError> {
    for file in compile(scan).0 {
        let back = decode::<Compiled>(&Packed::new(&encode(&file)).bytes().unwrap());
        prop_assert_eq!(format!("{:?}", back), format!("{:?}", Ok::<_, Damaged>(file)));
    }
    let (_, mistakes) = ledger(scan, Edition::Internal);
    prop_assert_eq!(decode::<Vec<Diagnostic>>(&encode(&mistakes)), Ok(mistakes));
    Ok(())
}

/// The shipped files and findings, as they are kept.
static KEPT: LazyLock<(Vec<Vec<u8>>, Vec<u8>)> = LazyLock::new(|| {
    let files = compile(&shipped()).0.iter().map(encode).collect();
    (files, encode(&ledger(&shipped(), Edition::Internal).1))
});

/// Some bytes changed, and the end cut off.
fn damage(bytes: &[u8], changes: &[(Index, u8)], end: Index) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, change) in changes {
        let at = at.index(bytes.len());
        bytes[at] ^= change;
    }
    bytes.truncate(end.index(bytes.len()) + 1);
    bytes
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn what_is_kept_comes_back(world in worlds(3, 5)) {
        come_back(&scan_of(&files(&world)))?;
    }

    #[test]
    fn less_than_all_of_it_is_nothing(world in worlds(1, 2), end: Index) {
        for file in compile(&scan_of(&files(&world))).0 {
            let bytes = encode(&file);
            prop_assert!(decode::<Compiled>(&bytes[..end.index(bytes.len())]).is_err());
        }
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn damaged_bytes_are_no_worse_than_none(
        changes in proptest::collection::vec((any::<Index>(), 1..=u8::MAX), 0..4),
        which: Index,
        end: Index,
        noise in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let (files, mistakes) = &*KEPT;
        let _ = decode::<Compiled>(&damage(&files[which.index(files.len())], &changes, end));
        let _ = decode::<Vec<Diagnostic>>(&damage(mistakes, &changes, end));
        let _ = (decode::<Compiled>(&noise), decode::<Vec<Diagnostic>>(&noise));
        let packed = encode(&Packed::new(&files[which.index(files.len())]));
        let _ = decode::<Packed>(&damage(&packed, &changes, end)).map(|packed| packed.bytes());
    }
}

#[test]
fn the_shipped_content_comes_back() {
    come_back(&shipped()).unwrap();
}

/// All of the content is held at once, so what it is compiled to must not be much longer.
#[test]
fn what_is_kept_is_short() {
    let written: usize = shipped().sources.iter().map(|source| source.text().len()).sum();
    let kept: usize = KEPT.0.iter().map(Vec::len).sum();
    assert!(kept < 2 * written, "{kept} bytes are kept of {written}");
}
