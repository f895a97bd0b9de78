//! `freeze`: a year put into bags, one of each edition, and locked.

use super::build::keep_apart;
use super::language::AskedLanguage;
use super::mistakes::{nothing_written, stopped};
use super::site::{ContentArgs, Opened, SiteArgs, open_site, today};
use super::terminal::{Exit, complain, say};
use crate::archive::{self, Bag, BagName, LOCK_FILE, LockFile, SITE_MANIFEST, Whole};
use crate::build::{self, Engine};
use crate::disk;
use crate::failure::{Cause, Doing, Failure};
use crate::fingerprint::Fingerprint;
use crate::language::Language;
use crate::render::{self, theme::Theme};
use crate::settings::Edition;
use crate::source::{Source, revision};
use crate::vietnamese::date::{Date, YearSpan};
use crate::write::Claim;
use clap::Args;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::xxh3_128;

#[derive(Debug, Args)]
pub(super) struct FreezeArgs {
    /// Body, by the name of its folder
    body: String,
    /// Year of the plan
    year: i16,
    /// Folder for the bags [default: `folder` under [archive] of the settings, else archive]
    #[arg(long = "out", value_name = "DIR")]
    bags: Option<PathBuf>,
    /// Only the bag of this edition [default: both]
    #[arg(long = "edition", value_enum)]
    only: Option<Edition>,
    /// Day on which the bags are true: it decides what is late [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<Date>,
    /// Sign the bags with this key, by ssh-keygen
    #[arg(long, value_name = "KEY")]
    sign: Option<PathBuf>,
}

/// Freezes a year.
pub(super) fn freeze(
    content: &ContentArgs,
    args: &FreezeArgs,
    asked: AskedLanguage,
) -> Result<Exit, Failure> {
    let as_of = args.as_of.unwrap_or_else(today);
    let below = format!("{}/{}/", args.body, args.year);
    let editions = args.only.map_or(Edition::ALL.to_vec(), |edition| vec![edition]);
    let (mut made, mut place, mut language) = (Vec::new(), None, Language::Vi);
    for edition in editions {
        let site = SiteArgs { place: content.clone(), edition, as_of: Some(as_of), timings: false };
        let mut opened = open_site(&site, asked)?;
        let before = state(&opened)?;
        opened.options.pdf = render::HAS_PDF;
        language = opened.language;
        let engine = Engine::new(&opened.scan, &opened.options)?;
        if let Some(exit) = stopped(&opened, &engine, nothing_written(language)) {
            return Ok(exit);
        }
        let place = match place.take() {
            None => place.insert(Place::of(&opened, content, args, &below, before)?),
            Some(known) => place.insert(known),
        };
        if !engine.hides(&args.body) {
            made.push(bag(&opened, &engine, place, args)?);
        }
        // Something was saved after the other edition was read, or while this one was put into its bag.
        if before != place.state || state(&open_site(&site, asked)?)? != place.state {
            return Err(Failure::new(Doing::Freeze, &below, Cause::Changed));
        }
    }
    let Some(Place { folder, sums, .. }) = place.filter(|_| !made.is_empty()) else {
        return Err(Failure::new(Doing::Freeze, below, Cause::InternalBody));
    };
    warn(as_of, args.year, language);
    let bags = made.iter().map(|(name, bag)| (name.folder(), bag.sum().to_owned())).collect();
    let lock = joined(&folder, LockFile { as_of, bags, sources: sums.into_iter().collect() })?;
    for (name, bag) in made {
        let place = bag.publish()?;
        let zip = place.with_file_name(format!("{}.zip", name.folder()));
        archive::pack(&place, &name.folder(), &zip)?;
        say(&format!("{}\n{}\n", place.display(), zip.display()));
    }
    // The last thing to be written: without it, nothing is frozen.
    let file = folder.join(LOCK_FILE);
    disk::write_at_once(&file, lock.write().as_bytes())
        .map_err(|error| Failure::new(Doing::Write, &file, error))?;
    let shown = file.display();
    Ok(say(&language.choose(
        format!("{shown}: đã khóa nguồn của năm; ghi tệp này vào git, cất các hồ sơ trên ở nơi lưu trữ\n"),
        format!("{shown}: the sources of the year are locked; commit this file, and store the bags above\n"),
    )))
}

/// Says that a year was not over on the day of which its bags speak.
fn warn(as_of: Date, year: i16, language: Language) {
    if as_of < YearSpan::single(year).end() {
        complain(&language.choose(
            format!("cảnh báo: hồ sơ tính đến {as_of}, khi năm {year} chưa hết\n"),
            format!("warning: the bags are as of {as_of}, when {year} was not over\n"),
        ));
    }
}

/// Where a year is frozen: nobody else freezes into the same folder meanwhile.
struct Place {
    /// The folder of the year.
    folder: PathBuf,
    /// The folder of the bags.
    out: PathBuf,
    /// The sums of what is frozen.
    sums: BTreeMap<String, String>,
    /// All that the bags are made from.
    state: Fingerprint,
    _claim: Claim,
}

impl Place {
    /// Looks whether everything can be written, before anything is.
    fn of(
        opened: &Opened,
        content: &ContentArgs,
        args: &FreezeArgs,
        below: &str,
        state: Fingerprint,
    ) -> Result<Self, Failure> {
        let no_year = || Failure::new(Doing::Freeze, below, Cause::NoYear);
        // The folder as the disk spells it.
        let mut sources = opened.scan.sources.iter().filter(|source| source.path.starts_with(below));
        let folder = sources.find_map(|source| {
            let depth = source.path[below.len()..].matches('/').count() + 1;
            Some(source.file()?.ancestors().nth(depth)?.to_owned())
        });
        let folder = folder.ok_or_else(no_year)?;
        tempfile::tempfile_in(&folder).map_err(|error| Failure::new(Doing::Write, &folder, error))?;
        let out = args.bags.clone().unwrap_or_else(|| opened.scan.archive.clone());
        keep_apart(&content.content, &out)?;
        let absolute = std::path::absolute(&out).unwrap_or_else(|_| out.clone());
        if absolute.ancestors().any(|folder| folder.join(SITE_MANIFEST).exists()) {
            return Err(Failure::new(Doing::Freeze, &out, Cause::InSite));
        }
        let claim = Claim::wait(&out)?;
        archive::sweep(&out);
        let sums = build::frozen_sums(&opened.scan, below)?;
        Ok(Self { folder, out, sums, state, _claim: claim })
    }
}

/// All that a bag is made from: the content, the settings and the theme.
fn state(opened: &Opened) -> Result<Fingerprint, Failure> {
    let settings: Vec<_> = opened.config_source.iter().map(Source::text).collect();
    let theme = Theme::load(&opened.root, &opened.options.config.theme)?.key();
    let texts = opened.scan.sources.iter().map(|source| Ok((source.path.as_str(), source.read()?.hash)));
    let others = opened.scan.assets.iter().map(|(path, file)| {
        let bytes = disk::read(file).map_err(|error| Failure::new(Doing::Read, file, error))?;
        Ok((path.as_str(), xxh3_128(&bytes)))
    });
    let files = texts.chain(others).collect::<Result<Vec<_>, Failure>>()?;
    Ok(Fingerprint::of(&(settings, theme, files)))
}

/// A bag that is whole, and its name.
fn bag(
    opened: &Opened,
    engine: &Engine<'_>,
    Place { folder, out, .. }: &Place,
    args: &FreezeArgs,
) -> Result<(BagName, Whole), Failure> {
    let (edition, config) = (opened.options.edition, &opened.options.config);
    let name = BagName { body: args.body.clone(), year: args.year, edition };
    let bag = Bag::begin(&out.join(name.folder()))?;
    let theme = Theme::load(&opened.root, &config.theme)?;
    let settings = Some(&*opened.config_path).filter(|settings| settings.is_file());
    engine.freeze(&theme, &args.body, args.year, settings, &bag)?;
    let language = opened.options.language;
    bag.put("README.txt", readme(&name, opened.options.as_of, language).as_bytes())?;
    // The commit tells of internal words, too.
    let revision = match edition {
        Edition::Internal => revision::last_of(folder, &archive::NOT_FROZEN),
        Edition::Public => None,
    };
    let body = engine.body_name(&args.body)?.unwrap_or_else(|| args.body.clone());
    let mut info = vec![
        ("Source-Organization", body),
        ("External-Identifier", name.folder()),
        ("Bag-Software-Agent", format!("khacphuc {}", env!("CARGO_PKG_VERSION"))),
        ("Khacphuc-Body", args.body.clone()),
        ("Khacphuc-Year", args.year.to_string()),
        ("Khacphuc-Edition", edition.word().to_owned()),
        ("Khacphuc-As-Of", opened.options.as_of.to_string()),
    ];
    let retention = config.archive.keep.clone().map(|keep| ("Khacphuc-Retention", keep));
    info.extend(retention);
    info.extend(revision.map(|revision| ("Khacphuc-Revision", revision)));
    let sign = |folder: &Path| args.sign.as_deref().map_or(Ok(()), |key| archive::sign(folder, key));
    Ok((name, bag.seal(&info, sign)?))
}

/// The lock file of the year with the bags that it has already, where it is there.
fn joined(folder: &Path, lock: LockFile) -> Result<LockFile, Failure> {
    let file = folder.join(LOCK_FILE);
    let known = match disk::read_text(&file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(lock),
        known => known.map_err(|error| Failure::new(Doing::Read, &file, error))?,
    };
    let same = LockFile::read(&known).ok();
    let same = same.filter(|known| (known.as_of, &known.sources) == (lock.as_of, &lock.sources));
    // The lock file is the only witness of what a bag was: one that is frozen again has to be the same.
    let is_same = |known: &LockFile| {
        lock.bags.iter().all(|(name, sum)| known.bags.get(name).is_none_or(|known| known == sum))
    };
    let otherwise = || Failure::new(Doing::Freeze, &file, Cause::FrozenOtherwise);
    let known = same.filter(is_same).ok_or_else(otherwise)?;
    Ok(LockFile { bags: known.bags.into_iter().chain(lock.bags).collect(), ..lock })
}

/// What somebody reads who finds a bag in twenty years.
fn readme(name: &BagName, as_of: Date, language: Language) -> String {
    let (folder, first) = (name.folder(), format!("site/{}/{}/index.html", name.body, name.year));
    language.choose(
        format!(
            "Hồ sơ {folder}\n\n\
             Đây là một gói BagIt (RFC 8493): năm {} của {} như đã công bố, tính đến ngày {as_of}.\n\n\
             Xem: mở {first} bằng trình duyệt, không cần mạng. Liên kết có dấu ↗ dẫn ra ngoài hồ sơ.\n\
             Dữ liệu: ledger/ (JSON có lược đồ, và CSV).\n\n\
             Kiểm tra, trong thư mục chứa bagit.txt, không cần khacphuc:\n\
             \x20 sha256sum --check --quiet tagmanifest-sha256.txt manifest-sha256.txt\n\
             \x20 ssh-keygen -Y verify -f NGƯỜI_KÝ -I AI -n khacphuc-bag -s tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt\n",
            name.year, name.body
        ),
        format!(
            "Record {folder}\n\n\
             This is a BagIt bag (RFC 8493): the year {} of {} as it was published, as of {as_of}.\n\n\
             To read it, open {first} in a browser, without a network. Links with a ↗ lead out of the bag.\n\
             Data: ledger/ (JSON with its schema, and CSV).\n\n\
             To check it, in the folder of bagit.txt, without khacphuc:\n\
             \x20 sha256sum --check --quiet tagmanifest-sha256.txt manifest-sha256.txt\n\
             \x20 ssh-keygen -Y verify -f ALLOWED_SIGNERS -I SIGNER -n khacphuc-bag -s tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt\n",
            name.year, name.body
        ),
    )
}
