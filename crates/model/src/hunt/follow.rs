//! A scheduler for shuttle that lets tasks take turns as they did in another execution, of another variant.

use racecourse::trace;
use shuttle::scheduler::{Schedule as Begun, Scheduler, Task, TaskId};

/// Follows the other execution until it cannot; from then on, whoever runs runs on.
pub(super) struct Follow {
    /// Shuttle's number of the task of each step.
    tasks: Vec<usize>,
    /// What each task has yet to come upon, in order, or not.
    chances: Vec<(usize, bool)>,
    /// The task that runs.
    running: usize,
    begun: bool,
    lost: bool,
}

impl Follow {
    pub(super) fn new(tasks: Vec<usize>, chances: Vec<(usize, bool)>) -> Self {
        Follow { tasks, chances, running: 0, begun: false, lost: false }
    }

    fn next(&mut self, runnable: &[&Task], current: Option<TaskId>, yielding: bool) -> Option<TaskId> {
        let is_runnable = |task: usize| runnable.iter().any(|one| usize::from(one.id()) == task);
        if !self.lost {
            match self.tasks.get(trace::len()) {
                Some(task) if is_runnable(*task) => return Some((*task).into()),
                _ => self.lost = true,
            }
        }
        let current = current.filter(|current| is_runnable((*current).into()));
        let another = runnable.iter().map(|task| task.id()).find(|task| Some(*task) != current);
        if yielding { another.or(current) } else { current.or(another) }
    }
}

impl Scheduler for Follow {
    fn new_execution(&mut self) -> Option<Begun> {
        (!std::mem::replace(&mut self.begun, true)).then(|| Begun::new(0))
    }

    fn next_task(&mut self, runnable: &[&Task], current: Option<TaskId>, yielding: bool) -> Option<TaskId> {
        let next = self.next(runnable, current, yielding);
        self.running = next.map_or(0, usize::from);
        next
    }

    fn next_u64(&mut self) -> u64 {
        let mine = self.chances.iter().position(|(task, _)| *task == self.running);
        mine.map_or(0, |mine| u64::from(self.chances.remove(mine).1))
    }
}
