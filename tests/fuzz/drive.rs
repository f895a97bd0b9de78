//! Drives a target: run after run, until the count or the time is up.
//!
//! Runs are made in batches, each from a seed of its own in a thread that is named after it, so that even a run
//! that overflows its stack says how it is made again. A run that hangs is told of by the thread that waits.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseResult, TestError, TestRunner};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// The longest that one run may take. Without optimisation everything takes some ten times as long.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });

/// When a run is given up.
const HANGING: Duration = Duration::from_secs(120);

/// What is tried.
pub(crate) struct Target<S: Strategy> {
    pub(crate) name: &'static str,
    /// How many runs are made where nobody asks for more: as many as take a few seconds.
    pub(crate) runs: u32,
    pub(crate) inputs: fn() -> S,
    /// What must hold of every input, apart from that nothing panics.
    pub(crate) law: fn(&S::Value) -> TestCaseResult,
}

/// How long to go on, and from where.
struct Effort {
    seed: u64,
    runs: u64,
    time: Option<Duration>,
}

impl Effort {
    #[expect(clippy::disallowed_methods, reason = "nothing of it reaches the output of a build")]
    fn asked(few: u32) -> Self {
        let asked = Config::default();
        let seed = if let RngSeed::Fixed(seed) = asked.rng_seed { seed } else { 2021 };
        // 256 is what proptest says when nobody asks.
        let runs = if asked.cases == 256 { few } else { asked.cases };
        let seconds = std::env::var("KHACPHUC_FUZZ_SECONDS").ok().and_then(|count| count.parse().ok());
        Self { seed, runs: runs.into(), time: seconds.map(Duration::from_secs) }
    }

    fn is_over(&self, runs: u64, time: Duration) -> bool {
        self.time.map_or(runs >= self.runs, |limit| time >= limit)
    }
}

impl<S: Strategy + 'static> Target<S>
where
    S::Value: 'static,
{
    /// Tries it.
    #[expect(clippy::print_stderr, reason = "how many runs were made is what one asks for")]
    pub(crate) fn fuzz(&self) {
        let effort = Effort::asked(self.runs);
        // As many as a few hundredths of the runs that take some seconds.
        let at_once = self.runs.div_ceil(20);
        let (start, mut runs, mut seed) = (now(), 0, effort.seed);
        while !effort.is_over(runs, start.elapsed()) {
            let count = match effort.time {
                None => u64::from(at_once).min(effort.runs - runs),
                Some(_) => at_once.into(),
            };
            self.batch(seed, u32::try_from(count).unwrap());
            runs += count;
            seed = seed.wrapping_add(1);
        }
        let seconds = start.elapsed().as_secs_f64();
        eprintln!(
            "{}: {runs} runs in {seconds:.1} s, seeds {} to {}",
            self.name,
            effort.seed,
            seed.wrapping_sub(1)
        );
    }

    /// Makes some runs from one seed.
    fn batch(&self, seed: u64, cases: u32) {
        let again =
            format!("PROPTEST_RNG_SEED={seed} PROPTEST_CASES={cases} cargo test --test fuzz {}", self.name);
        let (inputs, law) = (self.inputs, self.law);
        let (begun, told) = (Arc::new(AtomicU64::new(0)), mpsc::channel());
        let count = begun.clone();
        let work = move || {
            let ended = runs(seed, cases, &inputs(), |input| {
                count.fetch_add(1, Ordering::Relaxed);
                in_time(input, law)
            });
            // Nobody listens any more where it was given up.
            let _ = told.0.send(ended);
        };
        let thread = thread::Builder::new().name(again.clone()).spawn(work).unwrap();
        let mut before = 0;
        loop {
            match told.1.recv_timeout(HANGING) {
                Ok(Ok(())) => break,
                Ok(Err(found)) => panic!("{found}\nthe same again: {again}"),
                Err(mpsc::RecvTimeoutError::Disconnected) => panic!("it ended early: {again}"),
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    let runs = begun.load(Ordering::Relaxed);
                    assert!(runs != before, "run {runs} hangs: {again}");
                    before = runs;
                }
            }
        }
        thread.join().unwrap();
    }
}

/// Makes runs; what was found, with the shortest input that shows it.
fn runs<S: Strategy>(
    seed: u64,
    cases: u32,
    inputs: &S,
    law: impl Fn(&S::Value) -> TestCaseResult,
) -> Result<(), String> {
    let config = Config {
        cases,
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        max_shrink_iters: 4000,
        ..Config::default()
    };
    TestRunner::new(config).run(inputs, |input| law(&input)).map_err(|error| match error {
        TestError::Fail(reason, input) => format!("{reason}\n{input:#?}"),
        TestError::Abort(reason) => reason.to_string(),
    })
}

/// Holds an input against a law, and the time of it against the longest. On a machine that has other work, a single
/// time means little: what took long is tried again.
fn in_time<T>(input: &T, law: fn(&T) -> TestCaseResult) -> TestCaseResult {
    let timed = || {
        let start = now();
        law(input).map(|()| start.elapsed())
    };
    let mut least = timed()?;
    for _ in 0..3 {
        if least <= LONGEST {
            return Ok(());
        }
        least = least.min(timed()?);
    }
    Err(TestCaseError::fail(format!("it takes {least:?}")))
}

#[expect(clippy::disallowed_methods, reason = "nothing of it reaches the output of a build")]
fn now() -> Instant {
    Instant::now()
}
