//! Hunting with loom. It cannot be stopped, and it cannot be asked where it is, but it is deterministic, and it writes
//! down its path before an execution whose number is known. So an execution is first counted up to, and then, in another
//! process, written down and recorded.

use std::io::{Read, Seek, Write};
use std::os::fd::{AsRawFd, OwnedFd};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use loom::model::Builder;
use racecourse::explored::ModelScenario;
use racecourse::findings::Event;
use racecourse::{ViolationKind, context, trace};
use racecourse_worker::Parent;
use rustix::fs::{MemfdFlags, memfd_create};

use super::{Line, Recording, Reply, abort, alike, snapshot};
use crate::execution::execute;
use crate::schedule::Schedule;
use crate::{failure, loom_path, settings};

/// Counts executions up to the first that ends as wanted.
pub(super) fn find(
    parent: Parent,
    scenario: Box<dyn ModelScenario>,
    wanted: Event,
    preemptions: Option<usize>,
    thorough: bool,
) -> ! {
    let at_end = move |event: &Event| alike(event, &wanted).then(|| Reply::At(context::executions()));
    explore(parent, scenario, thorough, settings::loom(preemptions), None, at_end)
}

/// Records one execution of a search, and what loom chose in it.
pub(super) fn record(
    parent: Parent,
    scenario: Box<dyn ModelScenario>,
    preemptions: Option<usize>,
    thorough: bool,
    execution: u64,
) -> ! {
    let path = PathFile::new(&loom_path::write(&Schedule::default(), preemptions));
    let mut builder = settings::loom(preemptions);
    builder.checkpoint_interval = usize::try_from(execution).unwrap_or(usize::MAX);
    builder.checkpoint_file = Some(path.name());
    explore(parent, scenario, thorough, builder, Some(Recorder { execution, path }), |_| None)
}

/// Plays one execution.
pub(super) fn replay(parent: Parent, scenario: Box<dyn ModelScenario>, thorough: bool, schedule: &Schedule) -> ! {
    let path = PathFile::new(&loom_path::write(schedule, None));
    let mut builder = settings::loom(None);
    builder.checkpoint_file = Some(path.name());
    explore(parent, scenario, thorough, builder, Some(Recorder { execution: 1, path }), |_| None)
}

/// Records the execution with this number.
struct Recorder {
    execution: u64,
    path: PathFile,
}

/// Where loom writes its path, or reads it: memory that has a file's name, and that goes away with this process.
struct PathFile(Mutex<std::fs::File>);

impl PathFile {
    fn new(text: &str) -> Self {
        let memory: OwnedFd = memfd_create("racecourse-path", MemfdFlags::CLOEXEC).expect("memory for a path");
        let mut file = std::fs::File::from(memory);
        file.write_all(text.as_bytes()).expect("memory for a path");
        PathFile(Mutex::new(file))
    }

    fn name(&self) -> PathBuf {
        let file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()))
    }

    fn read(&self) -> Result<Schedule, String> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        file.rewind().and_then(|()| file.read_to_string(&mut text)).map_err(|error| error.to_string())?;
        loom_path::read(&text)
    }
}

/// Explores, asks `at_end` at the end of each execution for an answer, and answers at the end of the one that is
/// recorded.
fn explore(
    parent: Parent,
    scenario: Box<dyn ModelScenario>,
    thorough: bool,
    builder: Builder,
    recorder: Option<Recorder>,
    at_end: impl Fn(&Event) -> Option<Reply> + Send + Sync + 'static,
) -> ! {
    let scenario: Arc<dyn ModelScenario> = Arc::from(scenario);
    let hunt = Arc::new(Hunt { line: Line::new(parent), recorder, at_end: Box::new(at_end) });
    {
        let hunt = Arc::clone(&hunt);
        std::panic::set_hook(Box::new(move |panic| {
            let noted = failure::note(panic);
            snapshot::on_panic(&noted);
            // Unwinding from here would run destructors that loom answers with an abort.
            if noted.is_loom_verdict {
                hunt.failed();
            }
        }));
    }
    {
        let hunt = Arc::clone(&hunt);
        abort::catch(move || {
            snapshot::on_failure();
            hunt.failed();
        });
    }
    let actors = scenario.actor_names();
    context::set_actor_names(&actors);
    context::be_thorough(thorough);
    let count = actors.len();
    let sink = Arc::new(Sink { hunt: Arc::clone(&hunt), scenario: Arc::clone(&scenario) });
    let explored = catch_unwind(AssertUnwindSafe(move || {
        builder.check(move || {
            sink.hunt.begins();
            execute!(scenario, count, sink, loom);
        });
    }));
    match explored {
        // With atomics, loom has tried everything only if it was thorough.
        Ok(()) => hunt.line.answer(Reply::Nothing { exhausted: thorough || !context::has_used_atomics() }),
        Err(_) => hunt.failed(),
    }
}

/// What is answered, if anything, to an execution that ends like this.
type AtEnd = dyn Fn(&Event) -> Option<Reply> + Send + Sync;

struct Hunt {
    line: Line,
    recorder: Option<Recorder>,
    at_end: Box<AtEnd>,
}

/// Is told how executions end.
struct Sink {
    hunt: Arc<Hunt>,
    scenario: Arc<dyn ModelScenario>,
}

impl Sink {
    fn outcome(&self, number: usize) {
        let outcome = self.scenario.observed(number);
        if let Some(recorder) = self.hunt.recorder_now() {
            self.hunt.recorded(snapshot::observed(outcome), recorder);
        }
        if let Some(reply) = (self.hunt.at_end)(&Event::Outcome(outcome)) {
            self.hunt.line.answer(reply);
        }
    }
}

impl Hunt {
    /// An execution is about to begin.
    fn begins(&self) {
        // `execute` counts it a moment later.
        if self.recorder.as_ref().is_some_and(|recorder| recorder.execution == context::executions() + 1) {
            trace::begin();
        }
    }

    fn recorder_now(&self) -> Option<&Recorder> {
        self.recorder.as_ref().filter(|recorder| recorder.execution == context::executions())
    }

    /// The execution that is under way has failed.
    fn failed(&self) -> ! {
        if let Some(recorder) = self.recorder_now() {
            self.recorded(snapshot::failed(), recorder);
        }
        let nothing = Reply::Nothing { exhausted: false };
        self.line.answer((self.at_end)(&failure::last().0).unwrap_or(nothing))
    }

    fn recorded(&self, recording: Recording, recorder: &Recorder) -> ! {
        let reply = match recorder.path.read() {
            Ok(schedule) => Reply::Recorded(Box::new(Recording { schedule, ..recording })),
            // A loom that writes its path in another form cannot be replayed; that is not to be taken for a result.
            Err(why) => {
                let event = Event::Failure(ViolationKind::Abort, format!("loom's path cannot be read: {why}"));
                Reply::Recorded(Box::new(Recording { event, ..recording }))
            }
        };
        self.line.answer(reply)
    }
}
