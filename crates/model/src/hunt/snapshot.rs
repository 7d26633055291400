//! What was recorded of an execution, taken when it ends: before anything is unwound, which would be recorded too.

use std::sync::{Mutex, PoisonError};

use racecourse::WaitKind;
use racecourse::findings::{Event, Hang};
use racecourse::trace::{self, Step};
use racecourse::{ViolationKind, context, injection};

use super::Recording;
use crate::failure::{self, Noted};
use crate::schedule::Schedule;

/// What was recorded up to the last panic.
static LAST: Mutex<Option<Taken>> = Mutex::new(None);

struct Taken {
    steps: Vec<Step>,
    chances: Vec<(usize, bool)>,
    tasks: Vec<String>,
}

fn take() -> Taken {
    Taken { steps: trace::end().steps, chances: injection::chances(), tasks: context::task_names() }
}

/// To be called in a panic hook, after the failure was noted.
pub(crate) fn on_panic(noted: &Noted) {
    if !noted.is_for_joiner {
        on_failure();
    }
}

/// To be called when an execution fails, before anything is unwound: takes what was recorded, and adds who waits for what.
pub(crate) fn on_failure() {
    if !trace::is_on() {
        return;
    }
    let mut taken = take();
    let hung = matches!(failure::last().0, Event::Failure(ViolationKind::Deadlock | ViolationKind::LostWakeUp, _));
    if hung {
        for (task, wait) in context::waiting_tasks().into_iter().zip(context::waits()) {
            let what = match (wait.kind, &wait.held_by) {
                (WaitKind::Lock, Some(holder)) => format!("waits for {}, held by {holder}", wait.waits_for),
                (WaitKind::Lock, None) => format!("waits for {}", wait.waits_for),
                (WaitKind::End, Some(thread)) => format!("waits for the end of {thread}"),
                // That it waits is its last step already.
                _ => continue,
            };
            taken.steps.push(Step { task, what, at: Some(wait.at), kind: trace::Kind::Operation });
        }
    }
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(taken);
}

/// The recording of an execution that has ended with an outcome.
pub(crate) fn observed(outcome: String) -> Recording {
    recording(take(), Event::Outcome(outcome), None)
}

/// The recording of an execution that has ended with a panic.
pub(crate) fn failed() -> Recording {
    let taken = LAST.lock().unwrap_or_else(PoisonError::into_inner).take();
    let (event, hang) = failure::last();
    // A panic that goes on from a thread to the one that joins it does so without being told.
    recording(taken.unwrap_or_else(take), event, hang)
}

fn recording(taken: Taken, event: Event, hang: Option<Hang>) -> Recording {
    let Taken { steps, chances, tasks } = taken;
    let schedule = Schedule::default();
    Recording {
        event,
        hang,
        tasks,
        steps,
        chances,
        thorough: false,
        schedule,
        preemptions: None,
        minimal: false,
        sealed: None,
    }
}
