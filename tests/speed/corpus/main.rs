//! The command line of the corpus: `cargo run --profile dist --example corpus -- DIR --records 10000 [--seed 1] [--for hugo]`

#[path = "mod.rs"]
mod corpus;

use corpus::{Dialect, Request};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "corpus DIR --records N [--seed N] [--for khacphuc|hugo|zola]";

fn main() -> ExitCode {
    let outcome =
        read(std::env::args().skip(1)).map_err(io::Error::other).and_then(|request| corpus::make(&request));
    match outcome {
        Ok(summary) => {
            // Nobody reads it: no failure.
            let _ = writeln!(io::stdout(), "{summary}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "corpus: {error}");
            ExitCode::FAILURE
        }
    }
}

fn read(mut words: impl Iterator<Item = String>) -> Result<Request, String> {
    let (mut folder, mut records, mut seed, mut dialect) = (None, None, 1, Dialect::Khacphuc);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value; usage: {USAGE}"));
        let number = |text: String| text.parse::<u64>().map_err(|error| format!("{text}: {error}"));
        match word.as_str() {
            "--records" => records = Some(number(value()?)?),
            "--seed" => seed = number(value()?)?,
            "--for" => dialect = named(&value()?)?,
            _ if word.starts_with('-') || folder.is_some() => return Err(format!("{word}? usage: {USAGE}")),
            _ => folder = Some(PathBuf::from(word)),
        }
    }
    match (folder, records) {
        (Some(folder), Some(records)) => {
            let records = usize::try_from(records).map_err(|error| format!("{records}: {error}"))?;
            Ok(Request { folder, records, seed, dialect })
        }
        _ => Err(format!("usage: {USAGE}")),
    }
}

fn named(name: &str) -> Result<Dialect, String> {
    match name {
        "khacphuc" => Ok(Dialect::Khacphuc),
        "hugo" => Ok(Dialect::Hugo),
        "zola" => Ok(Dialect::Zola),
        _ => Err(format!("no program {name}; usage: {USAGE}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use khacphuc::language::Language;
    use khacphuc::settings::{Config, Edition};
    use khacphuc::{Engine, Options, scan};
    use std::path::Path;

    fn fill(folder: &Path, records: usize, dialect: Dialect) {
        corpus::make(&Request { folder: folder.to_owned(), records, seed: 1, dialect }).unwrap();
    }

    /// FNV-1a over every path and file, in the order of paths.
    fn digest(folder: &Path) -> u64 {
        let mut files: Vec<PathBuf> =
            walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap().into_path()).collect();
        files.retain(|file| file.is_file());
        files.sort();
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for file in files {
            let path = file.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            for byte in path.bytes().chain(std::fs::read(&file).unwrap()) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        hash
    }

    /// Measurements of two days or machines compare only if they are of the same bytes.
    #[test]
    fn the_bytes_never_change() {
        let folder = tempfile::tempdir().unwrap();
        fill(folder.path(), 600, Dialect::Khacphuc);
        assert_eq!(digest(folder.path()), DIGEST, "a changed corpus makes older measurements void");
    }

    const DIGEST: u64 = 2_735_267_164_131_843_785;

    #[test]
    fn a_corpus_can_be_built_and_is_much_like_the_real_thing() {
        let folder = tempfile::tempdir().unwrap();
        fill(folder.path(), 600, Dialect::Khacphuc);
        let scan = scan::scan(&folder.path().join("content")).unwrap();
        let as_of = corpus::prose::AS_OF.iso().parse().unwrap();
        let settings = Options::plain(Config::default(), Edition::Public, Language::Vi, as_of);
        let draft = Engine::new(&scan, &settings).unwrap();
        assert!(!draft.findings().has_errors(), "{:?}", draft.findings().reported);
        let found = draft.findings().reported.len();
        assert!((100..600).contains(&found), "{found} findings");
    }
}
