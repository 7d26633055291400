//! A scheduler for shuttle that lets chance decide who runs, once an execution has taken very long.
//!
//! An execution that exceeds the limit on steps counts as a livelock. But a search that tries every schedule also tries the
//! one in which two tasks that give way to each other do so at every turn, for ever, and no real scheduler is as regular as
//! that. So from some step on everybody who can run has the same chance. An execution that can still come to its end from
//! wherever it gets to then does so with probability 1, as any finite Markov chain does; one that cannot never does, and that
//! is the livelock which is worth a report.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use shuttle::scheduler::{Schedule, Scheduler, Task, TaskId};

use crate::settings::most_steps;

/// Where its choices begin in every execution, so that it can be played again.
const SEED: u64 = 1;

/// Lets `inner` choose up to that step.
pub(crate) struct Late<S> {
    inner: S,
    /// After how many steps chance decides. As many are left for it.
    late: usize,
    steps: usize,
    random: fastrand::Rng,
    reached: Reached,
    gives_up: bool,
}

/// Whether any execution has come that far. Then what chance has decided was not tried in every way.
#[derive(Clone, Default)]
pub(crate) struct Reached(Arc<AtomicBool>);

impl Reached {
    pub(crate) fn any(&self) -> bool {
        self.0.load(Relaxed)
    }
}

impl<S> Late<S> {
    pub(crate) fn new(actors: usize, inner: S) -> Self {
        let random = fastrand::Rng::with_seed(SEED);
        Late { inner, late: most_steps(actors) / 2, steps: 0, random, reached: Reached::default(), gives_up: false }
    }

    /// The same, but once an execution has come that far, it is the last: there are more than can all be tried.
    pub(crate) fn or_never(actors: usize, inner: S) -> Self {
        Late { gives_up: true, ..Late::new(actors, inner) }
    }

    /// Tells, also later, whether any execution has come that far.
    pub(crate) fn reached(&self) -> Reached {
        self.reached.clone()
    }
}

impl<S: Scheduler> Scheduler for Late<S> {
    fn new_execution(&mut self) -> Option<Schedule> {
        (self.steps, self.random) = (0, fastrand::Rng::with_seed(SEED));
        if self.gives_up && self.reached.any() {
            return None;
        }
        self.inner.new_execution()
    }

    fn next_task(&mut self, runnable: &[&Task], current: Option<TaskId>, is_yielding: bool) -> Option<TaskId> {
        self.steps += 1;
        if self.steps <= self.late {
            return self.inner.next_task(runnable, current, is_yielding);
        }
        self.reached.0.store(true, Relaxed);
        let ids: Vec<TaskId> = runnable.iter().map(|task| task.id()).collect();
        chosen(&ids, current.filter(|_| is_yielding), &mut self.random)
    }

    fn next_u64(&mut self) -> u64 {
        self.inner.next_u64()
    }
}

/// One of these; the one that gives way only if there is nobody else.
fn chosen<T: Copy + PartialEq>(runnable: &[T], gives_way: Option<T>, random: &mut fastrand::Rng) -> Option<T> {
    let others: Vec<T> = runnable.iter().copied().filter(|task| Some(*task) != gives_way).collect();
    random.choice(if others.is_empty() { runnable.to_vec() } else { others })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_a_chance_but_who_gives_way() {
        let mut random = fastrand::Rng::with_seed(1);
        let mut often = |gives_way| {
            let mut often = [0; 3];
            for _ in 0..300 {
                often[chosen(&[0, 1, 2], gives_way, &mut random).unwrap()] += 1;
            }
            often
        };
        assert!(often(None).iter().all(|times| *times > 50));
        let [first, none, last] = often(Some(1));
        assert!(none == 0 && first > 75 && last > 75);
    }

    #[test]
    fn who_is_alone_goes_on() {
        assert_eq!(chosen(&[7], Some(7), &mut fastrand::Rng::with_seed(1)), Some(7));
        assert_eq!(chosen::<usize>(&[], None, &mut fastrand::Rng::with_seed(1)), None);
    }
}
