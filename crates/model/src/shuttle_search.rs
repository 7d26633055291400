//! Schedules with shuttle: all of them where there are few, else random ones and those of PCT.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use racecourse::explored::ModelScenario;
use racecourse::findings::Coverage;
use racecourse::{context, injection};
use shuttle::Runner;
use shuttle::scheduler::{DfsScheduler, PctScheduler, RandomScheduler, Scheduler};

use crate::execution::execute;
use crate::failure;
use crate::fair::Fair;
use crate::hunt::bounded::Bounded;
use crate::late::Late;
use crate::ledger::Ledger;
use crate::schedule::Schedule;
use crate::settings::{self, MOST_DEPTH_FIRST, PCT_DEPTH, SAMPLES};

/// After how many failing executions a scheduler has said enough: each costs the runner a new start.
const ENOUGH_FAILURES: usize = 20;

/// Explores with each scheduler in turn; does not return.
pub(crate) fn search(scenario: Arc<dyn ModelScenario>, ledger: Arc<Ledger>, thorough: bool, seed: u64) -> ! {
    context::set_actor_names(&scenario.actor_names());
    std::panic::set_hook(Box::new(|panic| {
        failure::note(panic);
    }));
    let search = Search { scenario, ledger };
    let exhausted = thorough && if injection::is_on() { search.exhaust_choices() } else { search.exhaust_schedules() };

    if !exhausted {
        // Neither takes the other's time.
        let half = search.ledger.time_left() / 2;
        search.sample(seed, half, RandomScheduler::new_from_seed);
        search.sample(seed, half, |seed, samples| PctScheduler::new_from_seed(seed, PCT_DEPTH, samples));
    }
    search.ledger.close(if exhausted {
        let bound = "every schedule, with sequentially consistent memory".to_owned();
        Coverage::Bounded([bound].into_iter().chain(injection::shortfall()).collect::<Vec<_>>().join("; "))
    } else {
        Coverage::Sampled
    })
}

struct Search {
    scenario: Arc<dyn ModelScenario>,
    ledger: Arc<Ledger>,
}

impl Search {
    fn actors(&self) -> usize {
        self.scenario.actor_names().len()
    }

    /// Tries every schedule, if there are few and none fails; says whether. Takes half of the time at most: where it does not
    /// get through, it has only seen what differs at the end.
    fn exhaust_schedules(&self) -> bool {
        let (before, begun, within) = (context::executions(), Instant::now(), self.ledger.time_left() / 2);
        let search = Late::or_never(self.actors(), Fair::new(DfsScheduler::new(Some(MOST_DEPTH_FIRST), false)));
        let late = search.reached();
        let failed = self.attempt(within, search);
        let done = (context::executions() - before) as usize;
        !failed && done < MOST_DEPTH_FIRST && !late.any() && begun.elapsed() < within
    }

    /// The same where there is more to choose than who goes on, which shuttle's own search does not do.
    fn exhaust_choices(&self) -> bool {
        let all = Bounded::new(&Schedule::default(), usize::MAX, MOST_DEPTH_FIRST as u64);
        let until = Instant::now() + self.ledger.time_left() / 2;
        while all.goes_on() && Instant::now() < until {
            let search = Late::or_never(self.actors(), Fair::new(all.clone()));
            let late = search.reached();
            self.attempt(until.saturating_duration_since(Instant::now()), search);
            if late.any() {
                return false;
            }
        }
        all.exhausted()
    }

    /// Samples schedules, starting again with another seed after each execution that fails.
    fn sample<S: Scheduler + 'static>(&self, seed: u64, within: Duration, scheduler: impl Fn(u64, usize) -> S) {
        let (begun, until) = (context::executions(), Instant::now() + within);
        for attempt in 0..ENOUGH_FAILURES {
            let done = (context::executions() - begun) as usize;
            let left = until.saturating_duration_since(Instant::now());
            if done >= SAMPLES || left.is_zero() {
                return;
            }
            if !self
                .attempt(left, Late::new(self.actors(), scheduler(seed.wrapping_add(attempt as u64), SAMPLES - done)))
            {
                return;
            }
        }
    }

    /// Runs one scheduler to its end or to the first execution that fails; says whether one did.
    fn attempt<S: Scheduler + 'static>(&self, time: Duration, scheduler: S) -> bool {
        let config = settings::shuttle(self.actors(), time);
        let (scenario, ledger) = (Arc::clone(&self.scenario), Arc::clone(&self.ledger));
        let actors = self.actors();
        let ran = catch_unwind(AssertUnwindSafe(move || {
            Runner::new(scheduler, config).run(move || execute!(scenario, actors, ledger, shuttle))
        }));
        let failed = ran.err().and_then(|_| failure::last_of_scenario());
        let has_failed = failed.is_some();
        if let Some((event, hang)) = failed {
            self.ledger.failure(event, hang);
        }
        has_failed
    }
}
