//! From "this happens" to one execution that shows it: found with as few preemptions as possible, recorded, and played
//! again.
//!
//! A search that counts executions records nothing. The execution that people get to see is looked for afterwards, by a
//! search of its own: without preemptions first, then with one, and so on. Where such a search was exhausted for every
//! smaller number, the number found is proven to be the smallest.

mod abort;
pub(crate) mod bounded;
mod follow;
mod on_loom;
mod on_shuttle;
mod parent;
pub(crate) mod snapshot;

use std::sync::{Arc, Mutex, PoisonError};

use racecourse::Backend;
use racecourse::explored::ModelScenario;
use racecourse::findings::{Event, Hang};
use racecourse::trace::Step;
use racecourse_worker::Parent;
use serde::{Deserialize, Serialize};

pub use parent::{follow, hunt, replay};

use crate::schedule::Schedule;

/// One execution, operation by operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recording {
    /// How it ended.
    pub event: Event,
    /// If it hung: who waits for what.
    pub hang: Option<Hang>,
    /// The names of the tasks: the actors, and the threads that they have spawned.
    pub tasks: Vec<String>,
    /// What the tasks did, in the order in which it took effect.
    pub steps: Vec<Step>,
    /// What each task could have come upon, in order, and whether it did; see [`racecourse::injection`].
    pub chances: Vec<(usize, bool)>,
    /// Whether loom explored thoroughly; see `ModelJob::thorough`.
    pub thorough: bool,
    /// What the checker chose.
    pub schedule: Schedule,
    /// How many preemptions the search allowed that came upon it; `None` if any number.
    pub preemptions: Option<usize>,
    /// Whether no execution with fewer preemptions ends like this: every one of them was tried.
    pub minimal: bool,
    /// After how many steps it was sealed: whatever is chosen after those, the execution ends like this. 0 if every
    /// execution does; `None` where that was not found out.
    pub sealed: Option<usize>,
}

impl Recording {
    /// How often a task ran on after another one.
    pub fn switches(&self) -> usize {
        self.steps.windows(2).filter(|pair| pair[0].task != pair[1].task).count()
    }
}

/// What a worker is asked to look for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum HuntJob {
    /// With shuttle, the execution with the fewest preemptions that ends like this.
    OnShuttle {
        /// How it ends.
        wanted: Event,
        /// For how long to look, in seconds.
        seconds: f64,
        /// Where the random schedules of the search that has seen it began.
        seed: u64,
    },
    /// With loom, the number of the first execution that ends like this.
    OnLoom {
        /// How it ends.
        wanted: Event,
        /// The most preemptions.
        preemptions: Option<usize>,
        /// Whether loom explores thoroughly.
        thorough: bool,
    },
    /// With loom, what happens in an execution of the same search.
    Record {
        /// The most preemptions.
        preemptions: Option<usize>,
        /// Whether loom explores thoroughly.
        thorough: bool,
        /// The number of the execution.
        execution: u64,
    },
    /// The execution of this schedule.
    Replay {
        /// With loom or with shuttle.
        backend: Backend,
        /// Whether loom explores thoroughly.
        thorough: bool,
        /// What the checker chose.
        schedule: Schedule,
    },
    /// With shuttle, an execution in which the tasks take turns like this, step by step, as long as they can.
    Follow {
        /// The task of each step.
        tasks: Vec<usize>,
        /// What each task comes upon, in order, or does not.
        chances: Vec<(usize, bool)>,
    },
}

/// What a worker answers.
#[derive(Serialize, Deserialize)]
enum Reply {
    /// This is what happened.
    Recorded(Box<Recording>),
    /// It is the execution with this number.
    At(u64),
    /// With shuttle, it is the execution of this schedule, which ends in an abort. It has so many preemptions, and whether
    /// fewer do not.
    Aborts { schedule: Schedule, preemptions: usize, minimal: bool },
    /// Nothing was found; whether everything was tried.
    Nothing { exhausted: bool },
}

/// Whether both end alike. Failures of one kind do: their texts name source lines.
pub(crate) fn alike(one: &Event, other: &Event) -> bool {
    match (one, other) {
        (Event::Failure(one, _), Event::Failure(other, _)) => one == other,
        (one, other) => one == other,
    }
}

/// Does the job in this process, which is a worker, and ends it.
pub fn serve_hunt(parent: Parent, job: HuntJob, scenario: Box<dyn ModelScenario>) -> ! {
    match job {
        HuntJob::OnShuttle { wanted, seconds, seed } => on_shuttle::hunt(parent, scenario, wanted, seconds, seed),
        HuntJob::OnLoom { wanted, preemptions, thorough } => {
            on_loom::find(parent, scenario, wanted, preemptions, thorough)
        }
        HuntJob::Record { preemptions, thorough, execution } => {
            on_loom::record(parent, scenario, preemptions, thorough, execution)
        }
        HuntJob::Replay { backend: Backend::Loom, thorough, schedule } => {
            on_loom::replay(parent, scenario, thorough, &schedule)
        }
        HuntJob::Replay { schedule, .. } => on_shuttle::replay(parent, scenario, &schedule),
        HuntJob::Follow { tasks, chances } => on_shuttle::follow(parent, scenario, &tasks, &chances),
    }
}

/// Where the answer goes, which is given once.
#[derive(Clone)]
struct Line(Arc<Mutex<Option<Parent>>>);

impl Line {
    fn new(parent: Parent) -> Self {
        Line(Arc::new(Mutex::new(Some(parent))))
    }

    /// Sends the answer, and ends this process. On a thread of its own, because this may be a coroutine with a small stack.
    fn answer(&self, reply: Reply) -> ! {
        let parent = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        // If there is none, somebody is answering already.
        if let Some(mut parent) = parent {
            std::thread::spawn(move || {
                // If the parent is gone, nobody wants to know.
                let _ = parent.send(&reply);
                std::process::exit(0);
            });
        }
        loop {
            std::thread::park();
        }
    }
}
