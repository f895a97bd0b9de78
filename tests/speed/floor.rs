//! The floor under a build: `cargo run --release --example floor -- SOURCES SITE OUT [--threads 2]`
//!
//! Reads every file of the folder SOURCES, then writes the files of a site that is built already, SITE, into the new
//! folder OUT, both with two threads. That much any program must do that makes this site from these sources. The bytes
//! of SITE are loaded between the two, and that is not counted: prints the seconds of reading and of writing, and
//! their sum, with the processor time where `/proc` tells it. The work is handed out in small batches, and folders are
//! made once, so that no thread waits for the other.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Files that one thread takes at a time.
const BATCH: usize = 16;

/// One half of the work.
struct Half {
    files: usize,
    bytes: usize,
    wall: Duration,
    processor: Duration,
}

/// When a half began.
struct Clock {
    wall: Instant,
    processor: Duration,
}

impl Clock {
    fn start() -> Self {
        #[expect(clippy::disallowed_methods, reason = "to measure is all that it does")]
        let wall = Instant::now();
        Self { wall, processor: processor_time() }
    }

    fn stop(&self, files: usize, bytes: usize) -> Half {
        Half {
            files,
            bytes,
            wall: self.wall.elapsed(),
            processor: processor_time().saturating_sub(self.processor),
        }
    }
}

/// Processor time of this process so far, in user and kernel; zero where `/proc` does not tell it.
fn processor_time() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the program's name in brackets, the two are the 12th and 13th field, in hundredths of a second.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    let ticks: u64 = fields.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok([read, written]) => {
            let line = |what: &str, Half { files, bytes, wall, processor }: &Half| {
                let (wall, processor) = (wall.as_secs_f64(), processor.as_secs_f64());
                format!("{what} {files} files, {bytes} bytes: {wall:.3} s wall, {processor:.2} s processor\n")
            };
            let wall = (read.wall + written.wall).as_secs_f64();
            let processor = (read.processor + written.processor).as_secs_f64();
            let sum = format!("floor {wall:.3} s wall, {processor:.2} s processor\n");
            // Nobody reads it: no failure.
            let _ = write!(io::stdout(), "{}{}{sum}", line("read", &read), line("wrote", &written));
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "floor: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> io::Result<[Half; 2]> {
    let usage = || io::Error::other("usage: floor SOURCES SITE OUT [--threads N]");
    let (paths, threads) = match words {
        [sources, site, out] => ([sources, site, out], 2),
        [sources, site, out, flag, count] if flag == "--threads" => {
            ([sources, site, out], count.parse().map_err(|_| usage())?)
        }
        _ => return Err(usage()),
    };
    let [sources, site, out] = paths.map(PathBuf::from);
    let clock = Clock::start();
    let files = list(&sources)?;
    let bytes = share(threads, &files, |file| fs::read(file).map(|bytes| bytes.len()))?;
    let read = clock.stop(files.len(), bytes);
    let site = load(&site, &out)?;
    let clock = Clock::start();
    make_folders(&site)?;
    let bytes = share(threads, &site, |(path, bytes)| fs::write(path, bytes).map(|()| bytes.len()))?;
    Ok([read, clock.stop(site.len(), bytes)])
}

/// Every file below a folder.
fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            match entry.file_type()?.is_dir() {
                true => folders.push(entry.path()),
                false => files.push(entry.path()),
            }
        }
    }
    Ok(files)
}

/// The files of the site, each with the path that it is to have.
fn load(site: &Path, out: &Path) -> io::Result<Vec<(PathBuf, Vec<u8>)>> {
    let moved = |file: PathBuf| {
        let path = out.join(file.strip_prefix(site).unwrap_or(&file));
        fs::read(&file).map(|bytes| (path, bytes))
    };
    let mut files = list(site)?;
    files.sort();
    files.into_iter().map(moved).collect()
}

/// The folders of files that come in the order of paths.
fn make_folders(files: &[(PathBuf, Vec<u8>)]) -> io::Result<()> {
    let mut last = None;
    for (path, _) in files {
        if path.parent() != last {
            last = path.parent();
            last.map_or(Ok(()), fs::create_dir_all)?;
        }
    }
    Ok(())
}

/// Does something with every item, and adds up what it gives.
fn share<T: Sync>(
    threads: usize,
    items: &[T],
    work: impl Fn(&T) -> io::Result<usize> + Sync,
) -> io::Result<usize> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut sum = 0;
        loop {
            let start = next.fetch_add(BATCH, Ordering::Relaxed);
            let Some(batch) =
                items.get(start..items.len().min(start + BATCH)).filter(|batch| !batch.is_empty())
            else {
                return Ok(sum);
            };
            for item in batch {
                sum += work(item)?;
            }
        }
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        let sums = workers
            .into_iter()
            .map(|worker| worker.join().map_err(|_| io::Error::other("a thread failed"))?);
        sums.sum()
    })
}
