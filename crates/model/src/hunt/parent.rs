//! The parent's part: it starts the workers that hunt, one after the other, and waits for their answers.

use std::io;
use std::time::{Duration, Instant};

use racecourse::Backend;
use racecourse::findings::Event;
use racecourse_worker::{Errand, Group, Received};

use super::{HuntJob, Recording, Reply, alike};
use crate::schedule::Schedule;

/// How often the parent looks whether it is to stop.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// How much later than it should a worker may answer.
const GRACE: Duration = Duration::from_secs(1);
/// How long playing one execution may take.
const PLAY_WITHIN: Duration = Duration::from_secs(20);
/// The numbers of preemptions that are tried with loom; then any number.
const PREEMPTIONS: [Option<usize>; 5] = [Some(0), Some(1), Some(2), Some(3), None];

/// Looks for an execution that ends like `wanted`, with as few preemptions as possible, for so long at most. `None` if
/// there was none in that time, or `stop` said so. `seed` is that of the search which has seen it end so, if there was one.
///
/// # Errors
///
/// If a worker cannot be started or talks nonsense.
pub fn hunt<A: Errand>(
    backend: Backend,
    wanted: &Event,
    within: Duration,
    seed: u64,
    assignment: &dyn Fn(HuntJob) -> A,
    stop: &dyn Fn() -> bool,
) -> io::Result<Option<Recording>> {
    let until = Instant::now() + within;
    if backend == Backend::Shuttle {
        let job = HuntJob::OnShuttle { wanted: wanted.clone(), seconds: within.as_secs_f64(), seed };
        return Ok(match ask(&assignment(job), until + GRACE, stop)? {
            Some(Reply::Aborts { schedule, preemptions, minimal }) => {
                // Whoever found it could not go on to record it.
                let found = replay(backend, false, &schedule, assignment, stop)?;
                let preemptions = Some(preemptions).filter(|most| *most < usize::MAX);
                found.map(|found| Recording { preemptions, minimal, ..found })
            }
            reply => recording(reply),
        });
    }
    let mut minimal = true;
    // Thoroughly only if it does not show otherwise: that takes far longer.
    let searches =
        [false, true].into_iter().flat_map(|thorough| PREEMPTIONS.map(|preemptions| (preemptions, thorough)));
    for (preemptions, thorough) in searches {
        if preemptions == PREEMPTIONS[0] {
            minimal = true;
        }
        let job = HuntJob::OnLoom { wanted: wanted.clone(), preemptions, thorough };
        match ask(&assignment(job), until, stop)? {
            Some(Reply::At(execution)) => {
                let job = HuntJob::Record { preemptions, thorough, execution };
                // It takes as long as finding it did.
                let found = recording(ask(&assignment(job), Instant::now() + within, stop)?);
                return Ok(found.filter(|found| alike(&found.event, wanted)).map(|found| Recording {
                    preemptions,
                    thorough,
                    minimal: minimal && preemptions.is_some(),
                    ..found
                }));
            }
            Some(Reply::Nothing { exhausted }) => minimal &= exhausted,
            Some(Reply::Recorded(_) | Reply::Aborts { .. }) | None => minimal = false,
        }
        if stop() || Instant::now() >= until {
            break;
        }
    }
    Ok(None)
}

/// Plays the execution of a schedule; on loom, of an exploration that is thorough or not. `None` if the checker did not
/// get through it, or `stop` said so.
///
/// # Errors
///
/// If the worker cannot be started or talks nonsense.
pub fn replay<A: Errand>(
    backend: Backend,
    thorough: bool,
    schedule: &Schedule,
    assignment: &dyn Fn(HuntJob) -> A,
    stop: &dyn Fn() -> bool,
) -> io::Result<Option<Recording>> {
    let job = HuntJob::Replay { backend, thorough, schedule: schedule.clone() };
    Ok(recording(ask(&assignment(job), Instant::now() + PLAY_WITHIN, stop)?))
}

/// Lets shuttle play an execution in which the tasks take turns as in `other`, which may be one of another variant.
///
/// # Errors
///
/// If the worker cannot be started or talks nonsense.
pub fn follow<A: Errand>(
    other: &Recording,
    assignment: &dyn Fn(HuntJob) -> A,
    stop: &dyn Fn() -> bool,
) -> io::Result<Option<Recording>> {
    let tasks = other.steps.iter().map(|step| step.task).collect();
    let job = HuntJob::Follow { tasks, chances: other.chances.clone() };
    Ok(recording(ask(&assignment(job), Instant::now() + PLAY_WITHIN, stop)?))
}

fn recording(reply: Option<Reply>) -> Option<Recording> {
    match reply {
        Some(Reply::Recorded(recording)) => Some(*recording),
        _ => None,
    }
}

/// Starts a worker and waits for its answer; `None` if it ends without one, or is too late.
fn ask(assignment: &impl Errand, until: Instant, stop: &dyn Fn() -> bool) -> io::Result<Option<Reply>> {
    let mut group = Group::new();
    let worker = group.spawn(assignment)?;
    loop {
        let left = until.saturating_duration_since(Instant::now());
        match worker.receive(LOOK_EVERY.min(left))? {
            Received::Message(reply) => return Ok(Some(reply)),
            Received::Gone => return Ok(None),
            Received::Nothing if left.is_zero() || stop() => return Ok(None),
            Received::Nothing => {}
        }
    }
}
