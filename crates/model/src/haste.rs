//! What goes wrong if giving way does nothing, as it may on a real machine.
//!
//! In a model, whoever gives way lets others run. An answer that gives way often enough, and then goes on as if it had waited,
//! holds there. So executions are tried in which nobody hears of it, those with the fewest preemptions first: they are the
//! ones to read.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use racecourse::explored::ModelScenario;
use racecourse::findings::Event;
use racecourse::{Grade, ViolationKind, context, trace};
use shuttle::Runner;
use shuttle::scheduler::{PctScheduler, RandomScheduler, Scheduler};

use crate::execution::execute;
use crate::hunt::bounded::Bounded;
use crate::hunt::{Recording, snapshot};
use crate::schedule::Schedule;
use crate::{failure, settings};

/// How often giving way does nothing. Few enough for executions to come to an end.
const IGNORED_YIELDS: u32 = 200;
/// The most preemptions that are tried in order, and how many executions with each number of them.
const MOST_PREEMPTIONS: usize = 1;
const MOST_IN_ORDER: u64 = 500;
/// How often random schedules begin anew, and how many executions there are each time.
const ATTEMPTS: u64 = 20;
const MOST_AT_RANDOM: usize = 1_000;

pub(crate) struct Haste {
    scenario: Arc<dyn ModelScenario>,
    until: Instant,
    found: Arc<Mutex<Option<Recording>>>,
}

impl Haste {
    pub(crate) fn new(scenario: &Arc<dyn ModelScenario>, until: Instant) -> Self {
        Haste { scenario: Arc::clone(scenario), until, found: Arc::default() }
    }

    /// An execution that goes wrong, if one is found.
    pub(crate) fn look(self, seed: u64) -> Option<Recording> {
        context::ignore_yields(IGNORED_YIELDS);
        std::panic::set_hook(Box::new(|panic| snapshot::on_panic(&failure::note(panic))));
        for bound in 0..=MOST_PREEMPTIONS {
            let search = Bounded::new(&Schedule::default(), bound, MOST_IN_ORDER);
            while search.goes_on() && self.goes_on() {
                let other = search.clone();
                self.judge(search.clone(), move || other.stop());
            }
        }
        for attempt in 0..ATTEMPTS {
            if !self.goes_on() {
                break;
            }
            let seed = seed.wrapping_add(attempt);
            if attempt % 2 == 0 {
                self.judge(RandomScheduler::new_from_seed(seed, MOST_AT_RANDOM), || ());
            } else {
                self.judge(PctScheduler::new_from_seed(seed, settings::PCT_DEPTH, MOST_AT_RANDOM), || ());
            }
        }
        locked(&self.found).take()
    }

    fn goes_on(&self) -> bool {
        locked(&self.found).is_none() && Instant::now() < self.until
    }

    /// Runs a scheduler to its end, or to the first execution that fails; `stop` is told when something was found.
    fn judge<S: Scheduler + 'static>(&self, scheduler: S, stop: impl Fn() + Send + Sync + 'static) {
        let (scenario, actors) = (Arc::clone(&self.scenario), self.scenario.actor_names().len());
        let config = settings::shuttle(actors, self.until.saturating_duration_since(Instant::now()));
        let judge = Arc::new(Judge { scenario: Arc::clone(&self.scenario), found: Arc::clone(&self.found), stop });
        let ran = catch_unwind(AssertUnwindSafe(move || {
            Runner::new(scheduler, config).run(move || {
                trace::begin();
                execute!(scenario, actors, judge, shuttle);
            })
        }));
        // That others have to wait longer for whoever is in a hurry is no wonder.
        let is_telling = |event: &Event| !matches!(event, Event::Failure(ViolationKind::Livelock, _));
        if ran.is_err() && failure::last_of_scenario().is_some_and(|(event, _)| is_telling(&event)) {
            locked(&self.found).get_or_insert(snapshot::failed());
        }
    }
}

/// Is told how executions end.
struct Judge<F> {
    scenario: Arc<dyn ModelScenario>,
    found: Arc<Mutex<Option<Recording>>>,
    stop: F,
}

impl<F: Fn()> Judge<F> {
    fn outcome(&self, number: usize) {
        let text = self.scenario.observed(number);
        let listed = self.scenario.outcomes().iter().find(|listed| listed.outcome == text);
        let is_wrong = listed.is_none_or(|listed| listed.grade == Grade::Forbidden);
        let mut found = locked(&self.found);
        if is_wrong && found.is_none() {
            *found = Some(snapshot::observed(text));
            (self.stop)();
        }
    }
}

fn locked(found: &Mutex<Option<Recording>>) -> MutexGuard<'_, Option<Recording>> {
    found.lock().unwrap_or_else(PoisonError::into_inner)
}
