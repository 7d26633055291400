//! How the checkers are set. Public, so that a program which measures them sets them alike.

use std::time::Duration;

use loom::model::Builder;
use shuttle::{Config, FailurePersistence, MaxSteps};

/// The most steps of one execution with loom. Far more than any fixture takes that makes progress.
const MOST_STEPS_ON_LOOM: usize = 2_000;
/// The most steps of one execution in which actors meet on shuttle: they may hand some seventy things to each other, with some
/// seventy steps for each.
const MOST_STEPS: usize = 5_000;
/// The same for an actor that is alone. It may make some hundred calls, each with a few steps: no number of schedules grows
/// with them, unless there are threads that the calls have spawned.
const MOST_STEPS_ALONE: usize = 20_000;
/// How many schedules shuttle's depth-first search tries before it gives up on being exhaustive.
pub const MOST_DEPTH_FIRST: usize = 20_000;
/// How many random schedules shuttle tries, and how many of PCT.
pub const SAMPLES: usize = 10_000;
/// How many priority changes PCT makes. Most bugs need one or two: Burckhardt, Kothari, Musuvathi and Nagarakatte, "A
/// randomized scheduler with probabilistic guarantees of finding bugs", ASPLOS 2010, section 2.
pub const PCT_DEPTH: usize = 3;

/// The most steps of one execution with so many actors on shuttle. What takes more counts as a livelock.
pub(crate) fn most_steps(actors: usize) -> usize {
    if actors == 1 { MOST_STEPS_ALONE } else { MOST_STEPS }
}

/// Loom, for a search that explores every execution with at most `preemptions` preemptions, or simply every execution.
pub fn loom(preemptions: Option<usize>) -> Builder {
    let mut builder = Builder::new();
    // Everything is set here, so that nothing depends on what loom finds elsewhere. Its own bounds stay off: it would
    // return from them as if it had explored everything. The parent ends a search that takes too long.
    builder.max_threads = loom::MAX_THREADS;
    builder.max_branches = MOST_STEPS_ON_LOOM;
    builder.max_permutations = None;
    builder.max_duration = None;
    builder.preemption_bound = preemptions;
    builder.checkpoint_file = None;
    builder.checkpoint_interval = usize::MAX;
    builder.location = false;
    builder.log = false;
    builder
}

/// Shuttle, for a search with so many actors that begins no execution after `time`.
pub fn shuttle(actors: usize, time: Duration) -> Config {
    let mut config = Config::new();
    config.failure_persistence = FailurePersistence::None;
    config.max_steps = MaxSteps::FailAfter(most_steps(actors));
    config.silence_warnings = true;
    config.max_time = Some(time);
    config
}
