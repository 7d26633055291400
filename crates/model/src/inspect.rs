//! How the actors of a scenario go about it: who takes part, whether they are at work at the same time, and whether one
//! that waits keeps running.
//!
//! Looks at the steps of many executions with shuttle, those that go wrong included. What is looked for are things that can
//! happen, so one execution is enough to show each of them; that none did says only that none of those did.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use racecourse::context;
use racecourse::explored::ModelScenario;
use racecourse::trace::{self, Kind, Life, Step, Trace};
use racecourse_worker::{Errand, Group, Parent, Received};
use serde::{Deserialize, Serialize};
use shuttle::Runner;
use shuttle::scheduler::{RandomScheduler, Scheduler};

use crate::execution::execute;
use crate::failure;
use crate::fair::Fair;
use crate::haste::Haste;
use crate::hunt::Recording;
use crate::hunt::bounded::Bounded;
use crate::late::Late;
use crate::schedule::Schedule;
use crate::settings;

/// The most executions in order, and the most at random.
const MOST_EXECUTIONS: u64 = 1_000;
/// After how many executions at random that fail there were enough.
const ENOUGH_FAILURES: u64 = 20;
/// How often a task gives way at one line in one execution before it is said to wait there. Once may be politeness.
const MOST_POLITE: usize = 1;
/// How often the parent looks whether it is to stop.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// How much later than it should a worker may answer.
const GRACE: Duration = Duration::from_secs(2);

/// What to look at.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InspectJob {
    /// For how long to look, in seconds.
    pub seconds: f64,
    /// Where the random schedules begin.
    pub seed: u64,
}

/// What was seen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manners {
    /// In so many executions.
    pub executions: u64,
    /// The actors that did an operation of `sync` in some execution, by their numbers.
    pub active: Vec<usize>,
    /// Whether two tasks were at it at the same time in some execution: actors that both did something, threads that were
    /// there at once, or a thread and whoever had spawned it.
    pub overlap: bool,
    /// Whether somebody did a step of the specification's own between two such steps of another task in some execution:
    /// whether the work that callers bring along can overlap.
    pub work_overlaps: bool,
    /// Who gave way again and again at a line of the variant, and which line that is.
    pub busy: Option<(String, String)>,
    /// The first line of the variant at which anybody gave way.
    pub gives_way: Option<String>,
    /// An execution in which giving way does nothing, and which goes wrong: whoever gives way relies on it.
    pub hasty: Option<Recording>,
}

/// Looks in this process, which is a worker, and ends it.
pub fn serve_inspect(mut parent: Parent, job: &InspectJob, scenario: Box<dyn ModelScenario>) -> ! {
    let names = scenario.actor_names();
    context::set_actor_names(&names);
    std::panic::set_hook(Box::new(|panic| {
        failure::note(panic);
    }));
    let until = Instant::now() + Duration::from_secs_f64(job.seconds);
    let look = Look { scenario: Arc::from(scenario), actors: names.len(), seen: Arc::default(), until };
    let in_order = Bounded::new(&Schedule::default(), usize::MAX, MOST_EXECUTIONS);
    while in_order.goes_on() && Instant::now() < until {
        look.at(Late::new(look.actors, Fair::new(in_order.clone())));
    }
    if !in_order.exhausted() {
        for attempt in 0..ENOUGH_FAILURES {
            let left = (2 * MOST_EXECUTIONS).saturating_sub(look.seen().executions) as usize;
            if left == 0 || Instant::now() >= until {
                break;
            }
            look.at(RandomScheduler::new_from_seed(job.seed.wrapping_add(attempt), left));
        }
    }
    if look.seen().gives_way.is_some() {
        let until = Instant::now() + Duration::from_secs_f64(job.seconds);
        let hasty = Haste::new(&look.scenario, until).look(job.seed);
        look.seen().hasty = hasty;
    }
    // If the parent is gone, nobody wants to know.
    let _ = parent.send(&*look.seen());
    std::process::exit(0);
}

struct Look {
    scenario: Arc<dyn ModelScenario>,
    actors: usize,
    seen: Arc<Mutex<Manners>>,
    until: Instant,
}

impl Look {
    fn seen(&self) -> MutexGuard<'_, Manners> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the executions of a scheduler, up to the first that fails.
    fn at<S: Scheduler + 'static>(&self, scheduler: S) {
        let config = settings::shuttle(self.actors, self.until.saturating_duration_since(Instant::now()));
        let (scenario, actors) = (Arc::clone(&self.scenario), self.actors);
        let sink = Arc::new(Sink { seen: Arc::clone(&self.seen), actors });
        let theirs = Arc::clone(&sink);
        let ran = catch_unwind(AssertUnwindSafe(move || {
            Runner::new(scheduler, config).run(move || {
                trace::begin();
                execute!(scenario, actors, theirs, shuttle);
            })
        }));
        if ran.is_err() && trace::is_on() {
            sink.take();
        }
    }
}

struct Sink {
    seen: Arc<Mutex<Manners>>,
    actors: usize,
}

impl Sink {
    fn outcome(&self, _number: usize) {
        self.take();
    }

    fn take(&self) {
        let trace = trace::end();
        let names = context::task_names();
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).add(&trace, self.actors, &names);
    }
}

impl Manners {
    /// Adds what one execution shows.
    fn add(&mut self, trace: &Trace, actors: usize, names: &[String]) {
        let steps = &trace.steps;
        self.executions += 1;
        for step in steps.iter().filter(|step| step.task < actors) {
            if !self.active.contains(&step.task) {
                self.active.push(step.task);
                self.active.sort_unstable();
            }
        }
        self.overlap |= overlap(trace, actors);
        self.work_overlaps |= interleave(&steps.iter().filter(|step| is_of_specification(step)).collect::<Vec<_>>());
        if self.gives_way.is_none() {
            let mut given = steps.iter().filter(|step| step.kind == Kind::GivesWay && !is_of_specification(step));
            self.gives_way = given.next().map(|step| step.at.clone().unwrap_or_default());
        }
        if self.busy.is_none() {
            self.busy = busy(steps, names);
        }
    }
}

fn is_of_specification(step: &Step) -> bool {
    step.at.as_ref().is_some_and(|at| at.starts_with("spec.rs:"))
}

/// Whether two tasks are there at the same time, of which none only waits for the other.
fn overlap(trace: &Trace, actors: usize) -> bool {
    let Trace { steps, lives } = trace;
    let acts = |actor: usize| steps.iter().any(|step| step.task == actor);
    if (0..actors).filter(|actor| acts(*actor)).count() > 1 {
        return true;
    }
    let end = |until: Option<usize>| until.unwrap_or(steps.len());
    let parent_of = |task: usize| lives.iter().find(|life| life.task == task).and_then(|life| life.parent);
    let descends = |mut task: usize, from: usize| {
        while let Some(parent) = parent_of(task) {
            if parent == from {
                return true;
            }
            task = parent;
        }
        false
    };
    lives.iter().any(|life| {
        let together = |other: &&Life| {
            let unrelated = !descends(other.task, life.task) && !descends(life.task, other.task);
            other.task != life.task && unrelated && other.from < end(life.until) && life.from < end(other.until)
        };
        // Whoever has spawned it does something meanwhile that is not about threads.
        let meanwhile = steps.get(life.from..end(life.until)).unwrap_or_default();
        let others = meanwhile
            .iter()
            .any(|step| step.kind != Kind::Thread && !descends(step.task, life.task) && step.task != life.task);
        others || lives.iter().any(|other| together(&other))
    })
}

/// Whether a task takes a step between two steps of another.
fn interleave(steps: &[&Step]) -> bool {
    (1..steps.len().saturating_sub(1)).any(|middle| {
        let is_other = |step: &&&Step| step.task != steps[middle].task;
        let before = steps[..middle].iter().filter(is_other);
        let after: Vec<usize> = steps[middle + 1..].iter().filter(is_other).map(|step| step.task).collect();
        before.clone().any(|step| after.contains(&step.task))
    })
}

/// Who gives way at one line more often than is polite.
fn busy(steps: &[Step], names: &[String]) -> Option<(String, String)> {
    let mut times = BTreeMap::<_, usize>::new();
    for step in steps.iter().filter(|step| step.kind == Kind::GivesWay && !is_of_specification(step)) {
        *times.entry((step.task, step.at.as_deref().unwrap_or("somewhere"))).or_default() += 1;
    }
    let ((task, at), _) = times.into_iter().find(|(_, times)| *times > MOST_POLITE)?;
    Some((names.get(task).cloned().unwrap_or_default(), at.to_owned()))
}

/// Starts a worker with `errand` (which names the scenario and leads it to [`serve_inspect`]) and waits for what it saw;
/// `None` if it ended without a word, or `stop` said so.
///
/// # Errors
///
/// If the worker cannot be started or talks nonsense.
pub fn inspect(job: &InspectJob, errand: &impl Errand, stop: &dyn Fn() -> bool) -> io::Result<Option<Manners>> {
    // Twice, if somebody gives way.
    let deadline = Instant::now() + Duration::from_secs_f64(2.0 * job.seconds) + GRACE;
    let mut group = Group::new();
    let worker = group.spawn(errand)?;
    loop {
        match worker.receive(LOOK_EVERY)? {
            Received::Message(manners) => return Ok(Some(manners)),
            Received::Gone => return Ok(None),
            Received::Nothing if stop() || Instant::now() >= deadline => return Ok(None),
            Received::Nothing => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(task: usize, at: &str) -> Step {
        Step { task, what: String::new(), at: Some(at.to_owned()), kind: Kind::Operation }
    }

    fn life(task: usize, parent: usize, from: usize, until: usize) -> Life {
        Life { task, parent: Some(parent), from, until: Some(until) }
    }

    #[test]
    fn actors_that_both_do_something_overlap_and_one_that_does_all_does_not() {
        let trace = |tasks: &[usize]| Trace {
            steps: tasks.iter().map(|task| step(*task, "answer.rs:1")).collect(),
            lives: vec![],
        };
        assert!(overlap(&trace(&[0, 1]), 2));
        assert!(!overlap(&trace(&[0, 0]), 2));
        assert!(!overlap(&trace(&[]), 2));
    }

    #[test]
    fn threads_overlap_unless_each_has_ended_before_the_next_begins() {
        let about_threads = Step { kind: Kind::Thread, ..step(0, "answer.rs:1") };
        let trace = |lives| Trace { steps: vec![about_threads.clone(); 4], lives };
        assert!(overlap(&trace(vec![life(1, 0, 1, 3), life(2, 0, 2, 4)]), 1));
        assert!(!overlap(&trace(vec![life(1, 0, 1, 2), life(2, 0, 3, 4)]), 1));
        assert!(!overlap(&trace(vec![life(1, 0, 1, 4), life(2, 1, 2, 4)]), 1), "one waits for the other");
    }

    #[test]
    fn whoever_has_spawned_a_thread_overlaps_with_it_if_it_does_something_else_meanwhile() {
        let spawns = Step { kind: Kind::Thread, ..step(0, "answer.rs:1") };
        let steps = vec![spawns.clone(), step(0, "answer.rs:2"), spawns];
        assert!(overlap(&Trace { steps: steps.clone(), lives: vec![life(1, 0, 1, 3)] }, 1));
        assert!(!overlap(&Trace { steps, lives: vec![life(1, 0, 2, 3)] }, 1));
    }

    #[test]
    fn work_overlaps_if_a_step_lies_between_two_of_another_task() {
        let interleaved = |tasks: &[usize]| {
            let steps: Vec<Step> = tasks.iter().map(|task| step(*task, "spec.rs:1")).collect();
            interleave(&steps.iter().collect::<Vec<_>>())
        };
        assert!(interleaved(&[0, 1, 0]));
        assert!(interleaved(&[0, 1, 1, 0]));
        assert!(!interleaved(&[0, 0, 1, 1]));
        assert!(!interleaved(&[0, 1]));
    }

    #[test]
    fn giving_way_once_is_polite_and_again_is_a_busy_wait() {
        let names = ["left".to_owned()];
        let gives_way = |at| Step { kind: Kind::GivesWay, ..step(0, at) };
        assert_eq!(busy(&[gives_way("answer.rs:1"), gives_way("answer.rs:2")], &names), None);
        assert_eq!(busy(&[gives_way("spec.rs:1"), gives_way("spec.rs:1")], &names), None);
        let found = busy(&[gives_way("answer.rs:3"), gives_way("answer.rs:3")], &names);
        assert_eq!(found, Some(("left".to_owned(), "answer.rs:3".to_owned())));
    }
}
