//! Hunting with shuttle.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use racecourse::explored::ModelScenario;
use racecourse::findings::Event;
use racecourse::{ViolationKind, context, trace};
use racecourse_worker::Parent;
use shuttle::Runner;
use shuttle::scheduler::{PctScheduler, RandomScheduler, Scheduler};

use super::bounded::{Bounded, Made, everything, schedule};
use super::follow::Follow;
use super::{Line, Recording, Reply, abort, alike, snapshot};
use crate::execution::execute;
use crate::failure;
use crate::fair::Fair;
use crate::late::Late;
use crate::schedule::Schedule;
use crate::settings;

/// The most preemptions that are tried. Hardly any bug needs more than two.
const MOST_PREEMPTIONS: usize = 8;
/// With so many numbers of preemptions for which that is not all, going on in order is less promising than chance.
const ENOUGH_UNFINISHED: u32 = 2;
/// The most executions with each number of preemptions.
const MOST_EXECUTIONS: u64 = 100_000;
/// The most executions that are tried to find out whether an execution is sealed at some choice.
const MOST_TO_SEAL: u64 = 20_000;
/// What is said of a schedule that asks for what is not possible.
const MISFIT: &str = "the schedule asks for a task that cannot run";
/// Where random schedules begin.
const SEED: u64 = 1;
/// The share of the time that may go into finding the execution; the rest is for where it is sealed.
const SHARE_TO_FIND: f64 = 0.6;

/// Looks for the execution with the fewest preemptions that ends as wanted, and for the step with which it is sealed. If
/// there is none with few, any will do.
pub(super) fn hunt(parent: Parent, scenario: Box<dyn ModelScenario>, wanted: Event, seconds: f64, seed: u64) -> ! {
    let (line, hunter) = (Line::new(parent), Hunter::new(scenario));
    let begun = Instant::now();
    let (find_until, until) =
        (begun + Duration::from_secs_f64(seconds * SHARE_TO_FIND), begun + Duration::from_secs_f64(seconds));
    let goal = Goal::Like(wanted);
    let (mut minimal, mut unfinished, mut all_are_fair) = (true, 0, false);
    for bound in 0..=MOST_PREEMPTIONS {
        let search = Bounded::new(&Schedule::default(), bound, MOST_EXECUTIONS);
        catch_abort(&line, &search, &goal, bound, minimal);
        if hunter.find(&search, find_until, &goal) {
            let (mut recording, made) = hunter.record(&schedule(&search.made()));
            recording.sealed = hunter.sealed(&made, &recording, until);
            line.answer(Reply::Recorded(Box::new(Recording { preemptions: Some(bound), minimal, ..recording })));
        }
        minimal &= search.exhausted();
        if search.exhausted() && !search.cut() {
            if !search.has_passed_over() {
                line.answer(Reply::Nothing { exhausted: minimal });
            }
            all_are_fair = true;
            break;
        }
        unfinished += u32::from(!search.exhausted());
        if unfinished >= ENOUGH_UNFINISHED || Instant::now() >= find_until {
            break;
        }
    }
    let most = MOST_EXECUTIONS as usize;
    let pct = |seed| Bounded::led_by(PctScheduler::new_from_seed(seed, settings::PCT_DEPTH, most));
    let mut searches = vec![];
    if !all_are_fair {
        searches.extend([(pct(SEED), 1), (Bounded::random(SEED), 1)]);
    }
    // Whoever has had enough after the third attempt is caught only where nobody sees to it that the others get on meanwhile.
    // The search that has come upon it does not either, so these are its schedules, in the same order.
    let random = Bounded::led_by(RandomScheduler::new_from_seed(seed, most));
    searches.extend([(random.unfair(), 4), (pct(seed).unfair(), 2)]);
    for (number, (search, weight)) in searches.iter().enumerate() {
        catch_abort(&line, search, &goal, usize::MAX, false);
        let all: u32 = searches[number..].iter().map(|(_, weight)| weight).sum();
        let share = until.saturating_duration_since(Instant::now()) * *weight / all;
        if hunter.find(search, Instant::now() + share, &goal) {
            let shortest = hunter.shorten(&search.made(), &goal, until);
            // So many choices are left that it would take too long to find out which of them seals it.
            let (recording, _) = hunter.record(&shortest);
            line.answer(Reply::Recorded(Box::new(recording)));
        }
    }
    line.answer(Reply::Nothing { exhausted: false })
}

/// If an execution of the search aborts, it is known which.
fn catch_abort(line: &Line, search: &Bounded, goal: &Goal, preemptions: usize, minimal: bool) {
    let (line, search, goal) = (line.clone(), search.clone(), goal.clone());
    abort::catch(move || {
        // What follows without any choice does so only if turns are taken as they are when it is played.
        let schedule = if preemptions < usize::MAX { schedule(&search.made()) } else { everything(&search.made()) };
        line.answer(if goal.is_met(&failure::last().0) {
            Reply::Aborts { schedule, preemptions, minimal }
        } else {
            Reply::Nothing { exhausted: false }
        });
    });
}

/// Plays one execution.
pub(super) fn replay(parent: Parent, scenario: Box<dyn ModelScenario>, schedule: &Schedule) -> ! {
    let line = Line::new(parent);
    let (aborted_on, given) = (line.clone(), schedule.clone());
    abort::catch(move || {
        snapshot::on_failure();
        let recording = Recording { schedule: given, ..snapshot::failed() };
        aborted_on.answer(Reply::Recorded(Box::new(recording)));
    });
    let (recording, _) = Hunter::new(scenario).record(schedule);
    line.answer(Reply::Recorded(Box::new(recording)))
}

/// Lets the tasks take turns as in another execution.
pub(super) fn follow(
    parent: Parent,
    scenario: Box<dyn ModelScenario>,
    tasks: &[usize],
    chances: &[(usize, bool)],
) -> ! {
    let hunter = Hunter::new(scenario);
    let tasks = tasks.iter().map(|task| hunter.number(*task)).collect();
    let chances = chances.iter().map(|(task, happens)| (hunter.number(*task), *happens)).collect();
    let recording = hunter.record_with(Follow::new(tasks, chances));
    Line::new(parent).answer(Reply::Recorded(Box::new(recording)))
}

/// How an execution that is looked for ends.
#[derive(Clone)]
enum Goal {
    Like(Event),
    Unlike(Event),
}

impl Goal {
    fn is_met(&self, event: &Event) -> bool {
        match self {
            Goal::Like(wanted) => alike(event, wanted),
            Goal::Unlike(other) => !alike(event, other),
        }
    }
}

struct Hunter {
    scenario: Arc<dyn ModelScenario>,
    actors: usize,
}

/// Is told how executions end.
struct Sink<F>(F);

impl<F: Fn(usize)> Sink<F> {
    fn outcome(&self, number: usize) {
        (self.0)(number);
    }
}

impl Hunter {
    fn new(scenario: Box<dyn ModelScenario>) -> Self {
        let actors = scenario.actor_names();
        context::set_actor_names(&actors);
        std::panic::set_hook(Box::new(|panic| {
            snapshot::on_panic(&failure::note(panic));
        }));
        Hunter { scenario: Arc::from(scenario), actors: actors.len() }
    }

    /// Shuttle's number of a task: the last actor runs where shuttle begins, and the others come in order.
    fn number(&self, task: usize) -> usize {
        if task + 1 < self.actors {
            task + 1
        } else if task + 1 == self.actors {
            0
        } else {
            task
        }
    }

    /// The task that has shuttle's number.
    fn task(&self, number: usize) -> usize {
        match number {
            0 => self.actors - 1,
            number if number < self.actors => number - 1,
            number => number,
        }
    }

    /// Runs a scheduler to its end, or to the first execution that fails; says whether one did.
    fn run<S: Scheduler + 'static>(
        &self,
        scheduler: S,
        time: Duration,
        outcome: impl Fn(usize) + Send + Sync + 'static,
    ) -> bool {
        let config = settings::shuttle(self.actors, time);
        let (scenario, sink, actors) = (Arc::clone(&self.scenario), Arc::new(Sink(outcome)), self.actors);
        let ran = catch_unwind(AssertUnwindSafe(move || {
            Runner::new(scheduler, config).run(move || execute!(scenario, actors, sink, shuttle))
        }));
        ran.is_err()
    }

    /// Lets a search choose among those whose turn it is, except where its choices are given, or it does not care.
    fn fair(&self, search: &Bounded) -> Fair<Bounded> {
        let asked = search.clone();
        Fair::unless(search.clone(), move || asked.is_open())
    }

    /// Searches until an execution meets the goal, which is then the last one of `search`. Says whether one did.
    fn find(&self, search: &Bounded, until: Instant, goal: &Goal) -> bool {
        let met = Arc::new(AtomicBool::new(false));
        while search.goes_on() && Instant::now() < until {
            let (scenario, search_too) = (Arc::clone(&self.scenario), search.clone());
            let (goal_too, met_too) = (goal.clone(), Arc::clone(&met));
            let fair = self.fair(search);
            let passed_over = fair.passed_over();
            let scheduler = Late::new(self.actors, fair);
            let late = scheduler.reached();
            let failed = self.run(scheduler, until.saturating_duration_since(Instant::now()), move |number| {
                if goal_too.is_met(&Event::Outcome(scenario.observed(number))) {
                    met_too.store(true, Relaxed);
                    search_too.stop();
                }
            });
            search.leave_open(late.any());
            search.note_passed_over(passed_over.any());
            if failed && goal.is_met(&failure::last().0) {
                return true;
            }
            if met.load(Relaxed) {
                return true;
            }
        }
        false
    }

    /// The fewest of these choices after which an execution still ends like this, if whoever runs then runs on.
    fn shorten(&self, made: &[Made], goal: &Goal, until: Instant) -> Schedule {
        let beginnings = (0..made.len()).map(|choices| everything(&made[..choices]));
        let mut enough = beginnings.take_while(|_| Instant::now() < until).filter(|schedule| {
            let search = Bounded::new(schedule, 0, 1);
            self.find(&search, until, goal) && !search.misfits()
        });
        enough.next().unwrap_or_else(|| everything(made))
    }

    /// Plays the execution of a schedule, and says what was chosen in it.
    fn record(&self, schedule: &Schedule) -> (Recording, Vec<Made>) {
        let search = Bounded::new(schedule, 0, 1);
        let recording = self.record_with(Late::new(self.actors, self.fair(&search)));
        let made = search.made();
        // What does not fit in is another execution, whatever it shows.
        let event =
            if search.misfits() { Event::Failure(ViolationKind::Abort, MISFIT.into()) } else { recording.event };
        (Recording { event, schedule: schedule.clone(), ..recording }, made)
    }

    fn record_with<S: Scheduler + 'static>(&self, scheduler: S) -> Recording {
        let observed = Arc::new(Mutex::new(None));
        let (observed_too, scenario) = (Arc::clone(&observed), Arc::clone(&self.scenario));
        trace::begin();
        let failed = self.run(scheduler, Duration::MAX, move |number| {
            let recording = snapshot::observed(scenario.observed(number));
            *observed_too.lock().unwrap_or_else(PoisonError::into_inner) = Some(recording);
        });
        let observed = observed.lock().unwrap_or_else(PoisonError::into_inner).take();
        observed.filter(|_| !failed).unwrap_or_else(snapshot::failed)
    }

    /// Finds the first choice after which every execution ends alike, and with it the step that seals the execution: the
    /// first that its task does from there on. Gives the number of steps up to that one. `None` if that would take too
    /// long.
    fn sealed(&self, made: &[Made], recording: &Recording, until: Instant) -> Option<usize> {
        if matches!(recording.event, Event::Failure(ViolationKind::Livelock, _)) {
            // Which of its rounds is one too many is not to be found out by waiting.
            return None;
        }
        let goal = Goal::Unlike(recording.event.clone());
        let is_sealed = |choices: usize| {
            let search = Bounded::new(&everything(&made[..choices]), usize::MAX, MOST_TO_SEAL);
            let differs = self.find(&search, until, &goal);
            // Not finding any other end says something only if all were tried.
            if differs { Some(false) } else { search.exhausted().then_some(true) }
        };
        let sealed = first_sealed(made.len(), is_sealed)?;
        let Some(choice) = sealed.checked_sub(1).map(|last| made[last]) else { return Some(0) };
        let task = self.task(choice.task);
        let mut later = recording.steps.iter().enumerate().skip(choice.steps);
        let sealing = later.find(|(_, step)| step.task == task).map(|(index, _)| index + 1);
        Some(sealing.unwrap_or(recording.steps.len()))
    }
}

/// The least number of choices for which `is_sealed`, which holds for `all` and, with a number, for all greater ones.
/// Begins at the end, where there is least to try. `None` if it cannot be told of a number.
fn first_sealed(all: usize, is_sealed: impl Fn(usize) -> Option<bool>) -> Option<usize> {
    let (mut sealed, mut stride) = (all, 1);
    let mut open = loop {
        let Some(tried) = sealed.checked_sub(stride) else { break None };
        if is_sealed(tried)? {
            (sealed, stride) = (tried, stride * 2);
        } else {
            break Some(tried);
        }
    };
    loop {
        let middle = match open {
            Some(open) if sealed - open > 1 => open + (sealed - open) / 2,
            None if sealed > 0 => sealed / 2,
            _ => return Some(sealed),
        };
        if is_sealed(middle)? { sealed = middle } else { open = Some(middle) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sealed_choice_is_found_wherever_it_is() {
        for all in 0..40 {
            for first in 0..=all {
                assert_eq!(first_sealed(all, |choices| Some(choices >= first)), Some(first), "{first} of {all}");
            }
        }
        assert_eq!(first_sealed(10, |choices| (choices > 4).then_some(true)), None);
    }
}
