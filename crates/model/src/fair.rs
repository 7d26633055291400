//! A scheduler for shuttle that keeps another one from letting a task run on that has just given way.
//!
//! A loop that waits for another task and yields ends only if that task runs in the end. Depth-first search, left to
//! itself, tries first what does not let it run, for ever. So a task that yields again and again comes after those that
//! could have run since it yielded last and did not: Musuvathi and Qadeer, "Fair stateless model checking", PLDI 2008,
//! section 3. (Which tasks a yielding one has blocked, which the paper looks at too, plays no part here: a task that
//! waits in `sync` is woken by an operation, and not by another one's yielding.) An execution that never ends is still
//! found, if no task is left out of it.

use shuttle::scheduler::{Schedule, Scheduler, Task, TaskId};

/// Lets `inner` choose among those whose turn it is.
pub(crate) struct Fair<S> {
    inner: S,
    turns: Turns,
}

impl<S> Fair<S> {
    pub(crate) fn new(inner: S) -> Self {
        Fair { inner, turns: Turns::default() }
    }
}

impl<S: Scheduler> Scheduler for Fair<S> {
    fn new_execution(&mut self) -> Option<Schedule> {
        self.turns = Turns::default();
        self.inner.new_execution()
    }

    fn next_task(&mut self, runnable: &[&Task], current: Option<TaskId>, is_yielding: bool) -> Option<TaskId> {
        if !is_yielding && self.turns.0.is_empty() {
            // Nobody has ever yielded in this execution, so it is everybody's turn.
            return self.inner.next_task(runnable, current, is_yielding);
        }
        let numbers: Vec<usize> = runnable.iter().map(|task| task.id().into()).collect();
        if let Some(current) = current.filter(|_| is_yielding) {
            self.turns.yields(current.into(), &numbers);
        }
        let allowed = self.turns.allowed(&numbers);
        let tasks: Vec<&Task> = runnable.iter().copied().filter(|task| allowed.contains(&task.id().into())).collect();
        let next = self.inner.next_task(&tasks, current, is_yielding)?;
        self.turns.runs(next.into(), &numbers);
        Some(next)
    }

    fn next_u64(&mut self) -> u64 {
        self.inner.next_u64()
    }
}

/// What every task has done since it yielded last.
#[derive(Default)]
struct Turns(Vec<Since>);

#[derive(Clone, Default)]
struct Since {
    /// Whether it has yielded at all.
    yielded: bool,
    /// Who could have run at every step since.
    runnable: Vec<usize>,
    /// Who has run since.
    ran: Vec<usize>,
    /// Who has to run before it does.
    first: Vec<usize>,
}

impl Turns {
    fn since(&mut self, task: usize) -> &mut Since {
        if self.0.len() <= task {
            self.0.resize(task + 1, Since::default());
        }
        &mut self.0[task]
    }

    fn yields(&mut self, task: usize, runnable: &[usize]) {
        let since = self.since(task);
        if since.yielded {
            let starved = since.runnable.iter().filter(|other| **other != task && !since.ran.contains(other));
            let starved: Vec<usize> = starved.copied().collect();
            since.first.extend(starved);
        }
        (since.yielded, since.runnable) = (true, runnable.to_vec());
        since.ran.clear();
    }

    /// Those of whom nobody has to run first. All of them, if that would be none.
    fn allowed(&mut self, runnable: &[usize]) -> Vec<usize> {
        let is_free = |task: &usize| {
            self.0.get(*task).is_none_or(|since| !since.first.iter().any(|first| runnable.contains(first)))
        };
        let allowed: Vec<usize> = runnable.iter().copied().filter(is_free).collect();
        if allowed.is_empty() { runnable.to_vec() } else { allowed }
    }

    fn runs(&mut self, task: usize, runnable: &[usize]) {
        for since in &mut self.0 {
            since.first.retain(|first| *first != task);
            since.runnable.retain(|other| runnable.contains(other));
            if !since.ran.contains(&task) {
                since.ran.push(task);
            }
        }
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
        turns.runs(0, &all);
        turns.yields(0, &all);
        assert_eq!(turns.allowed(&all), [1, 2]);
        turns.runs(1, &all);
        assert_eq!(turns.allowed(&all), [1, 2]);
        turns.runs(2, &all);
        assert_eq!(turns.allowed(&all), all);
    }

    #[test]
    fn who_cannot_run_is_not_waited_for() {
        let mut turns = Turns::default();
        turns.yields(0, &[0, 1]);
        turns.runs(0, &[0, 1]);
        turns.yields(0, &[0, 1]);
        assert_eq!(turns.allowed(&[0]), [0]);
        assert_eq!(turns.allowed(&[0, 1]), [1]);
    }

    #[test]
    fn nobody_is_starved_by_two_that_wait() {
        let (mut turns, all) = (Turns::default(), [0, 1, 2]);
        let mut ran = Vec::new();
        for _ in 0..20 {
            // A search that prefers the first one.
            let next = turns.allowed(&all)[0];
            turns.runs(next, &all);
            ran.push(next);
            if next < 2 {
                turns.yields(next, &all);
            }
        }
        assert!(ran.contains(&2), "{ran:?}");
    }
}
