//! Manifests: sums by path, a line each, as BagIt (RFC 8493, section 2.1.3) and `sha256sum` write them.

use super::sums::Algorithm;
use std::collections::BTreeMap;

/// Sums by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest(BTreeMap<String, String>);

/// What is wrong with the text of a manifest: the line, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadLine(pub usize);

impl Manifest {
    /// Reads a manifest. Only what [`Manifest::write`] would write is taken, so that no bit of it can change
    /// without a word.
    ///
    /// # Errors
    /// At the first line that is wrong.
    pub fn read(text: &str, algorithm: Algorithm) -> Result<Self, BadLine> {
        let mut sums = BTreeMap::new();
        let mut last: Option<String> = None;
        for (at, line) in text.split_inclusive('\n').enumerate() {
            let bad = BadLine(at + 1);
            let line = line.strip_suffix('\n').ok_or(bad)?;
            let (sum, path) = line.split_once("  ").ok_or(bad)?;
            let is_sum = sum.len() == algorithm.digits()
                && sum.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
            let path = decode(path).filter(|path| is_sum && is_inside(path)).ok_or(bad)?;
            if last.as_ref().is_some_and(|last| *last >= path) {
                return Err(bad);
            }
            last = Some(path.clone());
            sums.insert(path, sum.to_owned());
        }
        Ok(Self(sums))
    }

    /// The text of the manifest, in the order of the paths.
    pub fn write(&self) -> String {
        self.0.iter().map(|(path, sum)| format!("{sum}  {}\n", encode(path))).collect()
    }

    /// The sum of a path.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// All paths with their sums, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, sum)| (path.as_str(), sum.as_str()))
    }
}

impl FromIterator<(String, String)> for Manifest {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(sums: I) -> Self {
        Self(sums.into_iter().collect())
    }
}

/// Whether a path stays in the folder that it is below.
pub(super) fn is_inside(path: &str) -> bool {
    // Elsewhere a name may have one.
    !(cfg!(windows) && path.contains('\\')) && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// Line ends and percent signs are the only letters that BagIt encodes.
fn encode(path: &str) -> String {
    path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D")
}

fn decode(path: &str) -> Option<String> {
    let mut parts = path.split('%');
    let mut decoded = parts.next()?.to_owned();
    for part in parts {
        let (code, rest) = part.split_at_checked(2)?;
        decoded.push(match code {
            "25" => '%',
            "0A" => '\n',
            "0D" => '\r',
            _ => return None,
        });
        decoded.push_str(rest);
    }
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use super::super::sums::sum;
    use super::*;

    #[test]
    fn what_was_written_is_read_and_nothing_else() {
        let paths = ["data/a b.html", "data/100%.csv", "data/hai\ndòng", "data/Tây Ninh/một.md"];
        let manifest: Manifest =
            paths.iter().map(|path| ((*path).to_owned(), sum(Algorithm::Sha256, b"x"))).collect();
        let text = manifest.write();
        assert_eq!(Manifest::read(&text, Algorithm::Sha256).unwrap(), manifest);
        let first = text.lines().next().unwrap();
        for wrong in [
            text.trim_end().to_owned(),
            text.to_uppercase(),
            text.replace("  ", " "),
            text.replace("data/a", "data/../a"),
            format!("{first}\n{first}\n"),
            format!("{text}\n"),
        ] {
            assert!(Manifest::read(&wrong, Algorithm::Sha256).is_err(), "{wrong}");
        }
        assert!(Manifest::read(&text, Algorithm::Sha512).is_err());
    }
}
