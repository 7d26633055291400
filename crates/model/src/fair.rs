//! A scheduler for shuttle that keeps another one from letting a task run on that has just given way.
//!
//! A loop that waits for another task and yields ends only if that task runs in the end. Depth-first search, left to
//! itself, tries first what does not let it run, for ever. So a task that yields again and again comes after those that
//! could have run since it yielded last and did not: Musuvathi and Qadeer, "Fair stateless model checking", PLDI 2008,
//! section 3. It comes also after those that it has kept from going on, as a task does that takes a lock, looks, and lets
//! go of it. In the paper those are the tasks that its steps disable. Here nobody sees that a task wants a lock until it has
//! run, found the lock taken, and gone to sleep; so such a step does not count as one, and whoever is woken by the task that
//! yields was kept from going on by it. An execution that never ends is still found, if no task is left out of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use shuttle::scheduler::{Schedule, Scheduler, Task, TaskId};

/// Lets `inner` choose among those whose turn it is.
pub(crate) struct Fair<S> {
    inner: S,
    turns: Turns,
    /// Whether everybody may run at the next step, whoever's turn it is.
    is_open: Box<dyn Fn() -> bool + Send>,
    passed_over: PassedOver,
}

/// Whether anybody has ever been kept from running. Then there are schedules that were not tried.
#[derive(Clone, Default)]
pub(crate) struct PassedOver(Arc<AtomicBool>);

impl PassedOver {
    pub(crate) fn any(&self) -> bool {
        self.0.load(Relaxed)
    }
}

impl<S> Fair<S> {
    pub(crate) fn new(inner: S) -> Self {
        Self::unless(inner, || false)
    }

    /// The same, but whenever `is_open` says so, everybody may run who can.
    pub(crate) fn unless(inner: S, is_open: impl Fn() -> bool + Send + 'static) -> Self {
        Fair { inner, turns: Turns::default(), is_open: Box::new(is_open), passed_over: PassedOver::default() }
    }

    /// Tells, also later, whether anybody was kept from running.
    pub(crate) fn passed_over(&self) -> PassedOver {
        self.passed_over.clone()
    }
}

impl<S: Scheduler> Scheduler for Fair<S> {
    fn new_execution(&mut self) -> Option<Schedule> {
        self.turns = Turns::default();
        self.inner.new_execution()
    }

    fn next_task(&mut self, runnable: &[&Task], current: Option<TaskId>, is_yielding: bool) -> Option<TaskId> {
        if !is_yielding && self.turns.since.is_empty() {
            // Nobody has ever yielded in this execution, so it is everybody's turn.
            return self.inner.next_task(runnable, current, is_yielding);
        }
        let numbers: Vec<usize> = runnable.iter().map(|task| task.id().into()).collect();
        if let Some(current) = current {
            self.turns.ran(current.into(), &numbers);
            if is_yielding {
                self.turns.yields(current.into(), &numbers);
            }
        }
        if (self.is_open)() {
            return self.inner.next_task(runnable, current, is_yielding);
        }
        let allowed = self.turns.allowed(&numbers);
        if allowed.len() < numbers.len() {
            self.passed_over.0.store(true, Relaxed);
        }
        let tasks: Vec<&Task> = runnable.iter().copied().filter(|task| allowed.contains(&task.id().into())).collect();
        self.inner.next_task(&tasks, current, is_yielding)
    }

    fn next_u64(&mut self) -> u64 {
        self.inner.next_u64()
    }
}

/// What every task has done since it yielded last.
#[derive(Default)]
struct Turns {
    since: Vec<Since>,
    /// Who could have run at the last step.
    runnable: Vec<usize>,
}

#[derive(Clone, Default)]
struct Since {
    /// Whether it has yielded at all.
    yielded: bool,
    /// Who could have run at every step since.
    runnable: Vec<usize>,
    /// Who has run since, and not only gone to sleep.
    ran: Vec<usize>,
    /// Whom it has woken since.
    woken: Vec<usize>,
    /// Who has to run before it does.
    first: Vec<usize>,
}

impl Turns {
    fn since(&mut self, task: usize) -> &mut Since {
        if self.since.len() <= task {
            self.since.resize(task + 1, Since::default());
        }
        &mut self.since[task]
    }

    /// `task` has done a step, after which these can run.
    fn ran(&mut self, task: usize, runnable: &[usize]) {
        let goes_on = runnable.contains(&task);
        for since in &mut self.since {
            since.runnable.retain(|other| runnable.contains(other));
            if goes_on {
                since.first.retain(|first| *first != task);
                if !since.ran.contains(&task) {
                    since.ran.push(task);
                }
            }
        }
        let before = std::mem::replace(&mut self.runnable, runnable.to_vec());
        if let Some(since) = self.since.get_mut(task).filter(|_| goes_on) {
            let woken = runnable.iter().filter(|other| **other != task && !before.contains(other));
            since.woken.extend(woken);
        }
    }

    fn yields(&mut self, task: usize, runnable: &[usize]) {
        let since = self.since(task);
        if since.yielded {
            let others = since.runnable.iter().chain(&since.woken);
            let starved = others.filter(|other| **other != task && !since.ran.contains(other));
            since.first.extend(starved);
        }
        (since.yielded, since.runnable) = (true, runnable.to_vec());
        since.ran.clear();
        since.woken.clear();
        self.runnable = runnable.to_vec();
    }

    /// Those of whom nobody has to run first. All of them, if that would be none.
    fn allowed(&self, runnable: &[usize]) -> Vec<usize> {
        let is_free = |task: &usize| {
            self.since.get(*task).is_none_or(|since| !since.first.iter().any(|first| runnable.contains(first)))
        };
        let allowed: Vec<usize> = runnable.iter().copied().filter(is_free).collect();
        if allowed.is_empty() { runnable.to_vec() } else { allowed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_yields_again_comes_after_who_could_have_run() {
        let (mut turns, all) = (Turns::default(), [0, 1, 2]);
        // Once is free: it may look again at once.
        turns.yields(0, &all);
        assert_eq!(turns.allowed(&all), all);
        turns.ran(0, &all);
        turns.yields(0, &all);
        assert_eq!(turns.allowed(&all), [1, 2]);
        turns.ran(1, &all);
        assert_eq!(turns.allowed(&all), [1, 2]);
        turns.ran(2, &all);
        assert_eq!(turns.allowed(&all), all);
    }

    #[test]
    fn who_cannot_run_is_not_waited_for() {
        let mut turns = Turns::default();
        turns.yields(0, &[0, 1]);
        turns.ran(0, &[0, 1]);
        turns.yields(0, &[0, 1]);
        assert_eq!(turns.allowed(&[0]), [0]);
        assert_eq!(turns.allowed(&[0, 1]), [1]);
    }

    #[test]
    fn who_looks_under_a_lock_comes_after_those_that_wait_for_it() {
        let mut turns = Turns::default();
        turns.yields(0, &[0, 1]);
        // It takes the lock again, the other one finds it taken and goes to sleep, and is woken.
        turns.ran(0, &[0, 1]);
        turns.ran(1, &[0]);
        turns.ran(0, &[0, 1]);
        turns.yields(0, &[0, 1]);
        assert_eq!(turns.allowed(&[0, 1]), [1]);
        // Again in vain.
        turns.ran(1, &[0]);
        turns.ran(0, &[0, 1]);
        assert_eq!(turns.allowed(&[0, 1]), [1]);
        turns.ran(1, &[0, 1]);
        assert_eq!(turns.allowed(&[0, 1]), [0, 1]);
    }

    #[test]
    fn nobody_is_starved_by_two_that_wait() {
        let (mut turns, all) = (Turns::default(), [0, 1, 2]);
        let mut ran = Vec::new();
        for _ in 0..20 {
            // A search that prefers the first one.
            let next = turns.allowed(&all)[0];
            turns.ran(next, &all);
            ran.push(next);
            if next < 2 {
                turns.yields(next, &all);
            }
        }
        assert!(ran.contains(&2), "{ran:?}");
    }
}
