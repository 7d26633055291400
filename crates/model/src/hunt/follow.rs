//! A scheduler for shuttle that lets tasks take turns as they did in another execution, of another variant.

use racecourse::trace;
use shuttle::scheduler::{Schedule as Begun, Scheduler, Task, TaskId};

/// Follows the other execution until it cannot; from then on, whoever runs runs on.
pub(super) struct Follow {
    /// Shuttle's number of the task of each step.
    tasks: Vec<usize>,
    begun: bool,
    lost: bool,
}

impl Follow {
    pub(super) fn new(tasks: Vec<usize>) -> Self {
        Follow { tasks, begun: false, lost: false }
    }
}

impl Scheduler for Follow {
    fn new_execution(&mut self) -> Option<Begun> {
        (!std::mem::replace(&mut self.begun, true)).then(|| Begun::new(0))
    }

    fn next_task(&mut self, runnable: &[&Task], current: Option<TaskId>, yielding: bool) -> Option<TaskId> {
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

    fn next_u64(&mut self) -> u64 {
        // Nothing in `sync` asks for it.
        0
    }
}
