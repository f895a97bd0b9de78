//! Timings: how far a run is, and how long its stages take.
//!
//! Takes the work of each stage, gives its time, for the line of progress and for `--timings`. Time is
//! measured here only, so that nothing that is written can depend on it.

use std::fmt;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// A stage of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading the content folder.
    Scan,
    /// Compiling the files, each alone.
    Parse,
    /// What files let each other know, and which volumes they make.
    Outline,
    /// What the edition lets out.
    Select,
    /// Linking volumes.
    Resolve,
    /// Addresses and jobs.
    Plan,
    /// Reading the theme.
    Theme,
    /// What pages hold.
    View,
    /// Pages through the theme.
    Render,
    /// Files into their places.
    Write,
    /// Files that all bodies add to.
    Gather,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; 11] = [
        Self::Scan,
        Self::Parse,
        Self::Outline,
        Self::Select,
        Self::Resolve,
        Self::Plan,
        Self::Theme,
        Self::View,
        Self::Render,
        Self::Write,
        Self::Gather,
    ];

    /// Whether it is done file by file, volume by volume or page by page, in several threads at once: its time is that
    /// of all threads together.
    pub fn is_shared(self) -> bool {
        matches!(
            self,
            Self::Parse | Self::Resolve | Self::Plan | Self::View | Self::Render | Self::Write | Self::Gather
        )
    }
}

/// How far a stage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The stage.
    pub stage: Stage,
    /// Items that are done.
    pub done: usize,
    /// Items that there are; 0 where nobody said.
    pub expected: usize,
}

/// What a stage took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// The stage.
    pub stage: Stage,
    /// How many times something was done.
    pub count: usize,
    /// How long that took, added up over threads.
    pub time: Duration,
}

/// Is told how far the run is, now and then and from any thread.
pub type Observer = Box<dyn Fn(Step) + Send + Sync>;

/// Of runs shorter than this the observer is told nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// Time between two messages to the observer.
const PAUSE: Duration = Duration::from_millis(100);

/// Measures the stages of a run, or does nothing at all.
#[derive(Debug)]
pub struct Timings(Option<Running>);

struct Running {
    start: Instant,
    observer: Option<Observer>,
    /// When the observer is due next, in milliseconds since the start.
    due: AtomicU64,
    tallies: [Tally; Stage::ALL.len()],
}

#[derive(Debug, Default)]
struct Tally {
    nanoseconds: AtomicU64,
    done: AtomicUsize,
    expected: AtomicUsize,
}

impl Timings {
    /// A timings that does nothing.
    pub const OFF: &'static Self = &Self(None);

    /// A timings that measures, and tells an observer of runs that take over a second.
    pub fn start(observer: Option<Observer>) -> Self {
        let due = AtomicU64::new(milliseconds(PATIENCE));
        Self(Some(Running { start: now(), observer, due, tallies: Default::default() }))
    }

    /// Says how many items a stage will have, or how many more, so that one can see how far it is. The
    /// observer hears of a shared stage only if this was said.
    pub fn expect(&self, stage: Stage, items: usize) {
        if let Some(running) = &self.0 {
            running.tallies[stage as usize].expected.fetch_add(items, Relaxed);
        }
    }

    /// Does the work of a stage, or of one of its items.
    pub fn time<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let Some(running) = &self.0 else { return work() };
        let begin = now();
        running.tell(stage, begin);
        let result = work();
        let tally = &running.tallies[stage as usize];
        tally.nanoseconds.fetch_add(nanoseconds(begin.elapsed()), Relaxed);
        tally.done.fetch_add(1, Relaxed);
        result
    }

    /// Time since the start.
    pub fn elapsed(&self) -> Duration {
        self.0.as_ref().map_or(Duration::ZERO, |running| running.start.elapsed())
    }

    /// What the stages took of which there was something to do.
    pub fn measured(&self) -> Vec<Measured> {
        let Some(running) = &self.0 else { return Vec::new() };
        let measured = Stage::ALL.into_iter().zip(&running.tallies).map(|(stage, tally)| Measured {
            stage,
            count: tally.done.load(Relaxed),
            time: Duration::from_nanos(tally.nanoseconds.load(Relaxed)),
        });
        measured.filter(|measured| measured.count > 0).collect()
    }
}

impl Running {
    /// Tells the observer how far a stage is, if it is due.
    fn tell(&self, stage: Stage, now: Instant) {
        let Some(observer) = &self.observer else { return };
        let tally = &self.tallies[stage as usize];
        let expected = tally.expected.load(Relaxed);
        if stage.is_shared() && expected == 0 {
            return;
        }
        let (now, due) = (milliseconds(now.duration_since(self.start)), self.due.load(Relaxed));
        // Of threads that come at once, one tells.
        let is_due =
            now >= due && self.due.compare_exchange(due, now + milliseconds(PAUSE), Relaxed, Relaxed).is_ok();
        if is_due {
            observer(Step { stage, done: tally.done.load(Relaxed), expected });
        }
    }
}

impl fmt::Debug for Running {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Running").field("tallies", &self.tallies).finish_non_exhaustive()
    }
}

#[expect(clippy::disallowed_methods, reason = "to measure; nothing that is written depends on it")]
fn now() -> Instant {
    Instant::now()
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[test]
    fn a_watch_that_is_off_does_the_work_and_nothing_else() {
        assert_eq!(Timings::OFF.time(Stage::Plan, || 7), 7);
        assert!(Timings::OFF.measured().is_empty());
    }

    #[test]
    fn times_of_threads_are_added_up() {
        let timings = Timings::start(None);
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| timings.time(Stage::Render, || std::thread::sleep(Duration::from_millis(20))));
            }
        });
        let [rendered] = timings.measured()[..] else { panic!("one stage was measured") };
        assert_eq!((rendered.stage, rendered.count), (Stage::Render, 2));
        assert!(rendered.time >= Duration::from_millis(40));
    }

    #[test]
    fn stages_stand_in_order() {
        assert!(Stage::ALL.iter().enumerate().all(|(index, stage)| *stage as usize == index));
    }

    #[test]
    fn a_long_run_is_told_of_and_a_short_one_is_not() {
        let steps: Arc<Mutex<Vec<Step>>> = Arc::default();
        let heard = Arc::clone(&steps);
        let timings = Timings::start(Some(Box::new(move |step| heard.lock().unwrap().push(step))));
        timings.expect(Stage::Write, 3);
        timings.time(Stage::Write, || ());
        assert!(steps.lock().unwrap().is_empty());
        let Timings(Some(running)) = &timings else { panic!("it runs") };
        running.due.store(0, Relaxed);
        timings.time(Stage::View, || ());
        timings.time(Stage::Write, || ());
        // At once again: not due.
        timings.time(Stage::Write, || ());
        assert_eq!(*steps.lock().unwrap(), [Step { stage: Stage::Write, done: 1, expected: 3 }]);
    }
}
