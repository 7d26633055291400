//! A run of one variant on one checker: the worker that explores, and the parent that waits for it.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use racecourse::explored::ModelScenario;
use racecourse::findings::{Coverage, Event, Findings};
use racecourse::mending::{self, Mending};
use racecourse::{Backend, ViolationKind};
use racecourse_worker::{Errand, Exit, Group, Parent, Received};
use serde::{Deserialize, Serialize};

use crate::ledger::{Ledger, Report};
use crate::{loom_search, shuttle_search};

/// How often the parent looks whether it is to stop.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// How much later than it should a worker may end by itself.
const GRACE: Duration = Duration::from_secs(2);

/// What a worker is asked to explore.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ModelJob {
    /// Loom or shuttle.
    pub backend: Backend,
    /// How long the exploration may take, in seconds.
    pub budget_seconds: f64,
    /// The most preemptions that loom explores; every number of them if `None`.
    pub preemptions: Option<usize>,
    /// Whether loom explores scenarios with atomics a second time, thoroughly; see `docs/decisions/0010`. The first
    /// exploration leaves out orders of accesses that differ. And whether shuttle tries every schedule first, if there are few.
    /// If not, what either has seen when its time is over counts as all that it was to look at.
    pub thorough: bool,
    /// What is done about accesses that loom takes for less than they are.
    pub mending: Option<Mending>,
    /// Where shuttle's random schedules start.
    pub seed: u64,
}

/// Explores in this process, which is a worker, and ends it.
pub fn serve(parent: Parent, job: &ModelJob, scenario: Box<dyn ModelScenario>) -> ! {
    let scenario: Arc<dyn ModelScenario> = Arc::from(scenario);
    let ledger = Arc::new(Ledger::new(parent, Arc::clone(&scenario), Duration::from_secs_f64(job.budget_seconds)));
    mending::set(job.mending);
    match job.backend {
        Backend::Loom => loom_search::search(scenario, ledger, job.preemptions, job.thorough),
        Backend::Shuttle => shuttle_search::search(scenario, ledger, job.thorough, job.seed),
        Backend::Threads | Backend::Processes => {
            ledger.close(Coverage::CutShort(format!("{} is no model checker", job.backend)))
        }
    }
}

/// Starts a worker with `assignment` (which names the scenario and leads it to [`serve`]) and waits for what it finds.
///
/// `stop` is asked now and then whether to end early; what was found until then is returned.
///
/// # Errors
///
/// If the worker cannot be started or talks nonsense.
pub fn run(
    job: &ModelJob,
    assignment: &impl Errand,
    stop: &dyn Fn() -> bool,
    progress: &dyn Fn(&Findings),
) -> io::Result<Findings> {
    let begun = Instant::now();
    let budget = Duration::from_secs_f64(job.budget_seconds);
    // Shuttle ends in time by itself, and then has something to say. Loom cannot be told when to end.
    let deadline = begun + budget + if job.backend == Backend::Shuttle { GRACE } else { Duration::ZERO };
    let mut group = Group::new();
    let worker = group.spawn(assignment)?;
    let mut found = Findings::default();
    loop {
        match worker.receive::<Report>(LOOK_EVERY)? {
            Received::Message(report) => {
                found = report.findings;
                progress(&found);
                if report.last {
                    return Ok(found);
                }
            }
            Received::Nothing => {}
            Received::Gone => {
                let exit = exit(worker)?;
                if exit.never_began {
                    return Err(io::Error::other("the worker that was to explore could not begin"));
                }
                if exit.killed {
                    let reason = "the checker's process was killed from outside; run it again".to_owned();
                    found.coverage = Coverage::CutShort(reason);
                    return Ok(found);
                }
                found.executions += 1;
                let text = format!("the checker's process ended with {}", exit.how);
                let event = Event::Failure(ViolationKind::Abort, text);
                found.count(event, begun.elapsed().as_secs_f64());
                found.coverage = Coverage::StoppedAtFailure;
                return Ok(found);
            }
        }
        if stop() {
            found.coverage = Coverage::CutShort("interrupted".into());
            return Ok(found);
        }
        if Instant::now() >= deadline {
            found.coverage = match found.coverage {
                bounded @ Coverage::Bounded(_) => bounded,
                _ if !job.thorough && found.executions > 0 => {
                    Coverage::Bounded(format!("as many executions as there was time for in {budget:?}"))
                }
                _ => Coverage::CutShort(format!("not finished after {budget:?}; give it more time")),
            };
            return Ok(found);
        }
    }
}

fn exit(worker: &mut racecourse_worker::Child) -> io::Result<Exit> {
    // Its socket is closed, so it is ending; a second is far more than the kernel needs.
    let deadline = Instant::now() + Duration::from_secs(1);
    loop {
        match worker.exited()? {
            Some(status) => return Ok(status),
            None if Instant::now() >= deadline => {
                return Ok(Exit {
                    how: "nothing: it closed its channel and stayed".into(),
                    killed: false,
                    never_began: false,
                });
            }
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    }
}
