//! What the checkers' panics mean.
//!
//! Neither checker says in a type why it stopped: it panics with a text.

use std::panic::PanicHookInfo;
use std::sync::{Mutex, PoisonError};

use racecourse::ViolationKind;
use racecourse::findings::{Event, Hang};
use racecourse::hang::classify;
use racecourse::panics::{
    self, LOOM_BRANCHES, LOOM_DEADLOCK, LOOM_RACE, LOOM_THREADS, SHUTTLE_DEADLOCK, SHUTTLE_STEPS,
};
use racecourse::races::{self, DATA_RACE};
use racecourse::{context, text};

/// How shuttle's PCT says that there was nothing for it to choose, which is no fault of the scenario's.
const SHUTTLE_NOTHING_TO_CHOOSE: &str = "test closure did not exercise any concurrency";

/// How loom panics when it counts too many preemptions, and where.
const OVERFLOW: &str = "attempt to add with overflow";
const LOOM_PATHS: &str = "/loom-0.7.2/src/rt/path.rs";

/// What is said of an execution that aborts.
const ABORTED: &str = "the code under test called `abort`";

/// What the last panic of this process meant when it happened: unwinding releases what the actors hold.
static LAST: Mutex<Option<Failure>> = Mutex::new(None);

/// How an execution failed.
pub(crate) type Failure = (Event, Option<Hang>);

/// What a panic hook learns of a panic.
pub(crate) struct Noted {
    pub(crate) text: String,
    /// Whether the execution goes on, without the thread that panicked.
    pub(crate) is_for_joiner: bool,
    /// Whether it is loom itself that panics, to say that the execution cannot go on.
    pub(crate) is_loom_verdict: bool,
}

/// Explains a panic and keeps the explanation for [`last`]. For panic hooks, while everything is still as it was.
pub(crate) fn note(panic: &PanicHookInfo<'_>) -> Noted {
    let is_for_joiner = panics::note(panic);
    let text = text::shown(panic.payload_as_str().unwrap_or("a panic without a text"), text::PANIC);
    let place = panic.location().map_or(String::new(), |location| format!("{}:{}", location.file(), location.line()));
    let is_loom_verdict = is_loom_verdict(&text, &place);
    let failure = (text != SHUTTLE_NOTHING_TO_CHOOSE).then(|| explain(&text, &place));
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = failure;
    Noted { text, is_for_joiner, is_loom_verdict }
}

/// Keeps for [`last`] that the code under test aborts.
pub(crate) fn note_abort() {
    let event = Event::Failure(ViolationKind::Abort, ABORTED.to_owned());
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some((event, None));
}

/// What the last panic meant, if it was about the scenario.
pub(crate) fn last_of_scenario() -> Option<Failure> {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// What the last panic meant.
pub(crate) fn last() -> Failure {
    let nothing = || (Event::Failure(ViolationKind::Panic, "a panic that did not say where".into()), None);
    last_of_scenario().unwrap_or_else(nothing)
}

/// Whether it is loom itself that panics with this text, to say that the execution cannot go on.
fn is_loom_verdict(text: &str, at: &str) -> bool {
    let known = [LOOM_DEADLOCK, LOOM_BRANCHES].iter().any(|known| text.starts_with(known));
    known || text.contains(LOOM_RACE) || counts_too_many_preemptions(text, at)
}

/// Whether loom has lost count of the preemptions of one execution, of which it expects 255 at most. So many come about only if
/// somebody looks again and again and is never let on.
fn counts_too_many_preemptions(text: &str, at: &str) -> bool {
    text == OVERFLOW && at.contains(LOOM_PATHS)
}

/// Why an exploration with loom is cut short in which there are more threads than loom can have.
pub const TOO_MANY_THREADS: &str = "loom takes at most five threads in one execution, the first included";
const _: () = assert!(loom::MAX_THREADS == 5);

/// Whether loom panics with this text because there are too many threads.
pub(crate) fn has_too_many_threads(text: &str) -> bool {
    text.starts_with(LOOM_THREADS)
}

/// What a panic with this text means for the execution that is under way in this thread.
fn explain(text: &str, at: &str) -> Failure {
    if text.starts_with(LOOM_DEADLOCK) || text.starts_with(SHUTTLE_DEADLOCK) {
        let waits = context::waits();
        let kind = if waits.is_empty() { ViolationKind::Deadlock } else { classify(&waits) };
        let sentences: Vec<_> = waits.iter().map(|wait| wait.sentence()).collect();
        let text = if sentences.is_empty() { text.to_owned() } else { sentences.join("; ") };
        return (Event::Failure(kind, text), Some(Hang { kind, detected_after_ms: 0.0, waits }));
    }
    if let Some(race) = text.strip_prefix(DATA_RACE) {
        return (Event::Failure(ViolationKind::DataRace, race.to_owned()), None);
    }
    if text.contains(LOOM_RACE) {
        // Loom knows the lines only if it is asked to, which makes it far slower.
        let race = races::suspect().unwrap_or_else(|| text.trim().to_owned());
        return (Event::Failure(ViolationKind::DataRace, race), None);
    }
    let goes_on = text.starts_with(LOOM_BRANCHES) || text.starts_with(SHUTTLE_STEPS);
    if goes_on || counts_too_many_preemptions(text, at) {
        let text = "the actors went on and on without finishing".to_owned();
        let kind = ViolationKind::Livelock;
        return (Event::Failure(kind, text), Some(Hang { kind, detected_after_ms: 0.0, waits: Vec::new() }));
    }
    (Event::Failure(ViolationKind::Panic, format!("panicked at {at}: {text}")), None)
}
