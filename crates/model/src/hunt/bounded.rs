//! A scheduler for shuttle that tries every schedule with at most so many preemptions, after given first choices.
//!
//! Few preemptions are enough for most bugs, and an execution with few is the one to read: Musuvathi and Qadeer,
//! "Iterative context bounding for systematic testing of multithreaded programs", PLDI 2007, section 2. A preemption
//! takes the processor from a task that could run on; a task that yields, or cannot run on, is not preempted, nor is
//! one that has not done its first operation yet: who begins is nobody's fault.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use racecourse::{context, trace};
use shuttle::scheduler::{Schedule as Begun, Scheduler, Task, TaskId};

use crate::schedule::{Choice, Schedule};

/// A search, which goes on from one `Runner` to the next: each execution that panics ends its runner.
#[derive(Clone)]
pub(crate) struct Bounded(Arc<Mutex<Search>>);

#[derive(Default)]
struct Search {
    /// The first choices of every execution.
    first: Vec<Choice>,
    /// The most preemptions after those.
    bound: usize,
    /// The most executions.
    most: u64,
    levels: Vec<Level>,
    /// Chooses instead of the levels.
    lead: Option<Lead>,
    executions: u64,
    stopped: bool,
    exhausted: bool,
    /// Whether not all choices were the search's own.
    open: bool,
    /// Whether schedules need not be fair.
    unfair: bool,
    /// Whether fairness has kept anything from being tried, or that who gives way does not go on at once.
    passed_over: bool,
    /// Whether the bound has kept anything from being tried.
    cut: bool,
    /// Whether the first choices were possible in every execution.
    misfit: bool,
    // Of the execution that is under way:
    step: usize,
    preemptions: usize,
    made: Vec<Made>,
    /// For each task, how many operations it has begun, and whether it has done any.
    begun: Vec<(u64, bool)>,
    /// How many operations all tasks have begun.
    operations: u64,
}

/// Who chooses where schedules are not tried in order.
enum Lead {
    Chance(fastrand::Rng),
    Scheduler(Box<dyn Scheduler + Send>),
}

/// A choice after the first ones: the options, and which of them it is this time.
struct Level {
    options: Vec<Choice>,
    chosen: usize,
}

/// A choice of the execution that is under way.
#[derive(Clone, Copy)]
pub(crate) struct Made {
    pub(crate) choice: Choice,
    /// The task that runs after it.
    pub(crate) task: usize,
    /// Whether it is what follows without any choice.
    obvious: bool,
    /// How many steps were recorded before.
    pub(crate) steps: usize,
}

impl Bounded {
    /// Every schedule that begins with `first` and has at most `bound` preemptions after that, up to `most` of them.
    pub(crate) fn new(first: &Schedule, bound: usize, most: u64) -> Self {
        let first = first.0.clone();
        Bounded(Arc::new(Mutex::new(Search { first, bound, most, ..Search::default() })))
    }

    /// Schedules at random, without end.
    pub(crate) fn random(seed: u64) -> Self {
        Self::led(Lead::Chance(fastrand::Rng::with_seed(seed)))
    }

    /// The schedules that another scheduler chooses, as long as it does.
    pub(crate) fn led_by(scheduler: impl Scheduler + Send + 'static) -> Self {
        Self::led(Lead::Scheduler(Box::new(scheduler)))
    }

    fn led(lead: Lead) -> Self {
        let (lead, bound, most) = (Some(lead), usize::MAX, u64::MAX);
        Bounded(Arc::new(Mutex::new(Search { lead, bound, most, ..Search::default() })))
    }

    fn search(&self) -> MutexGuard<'_, Search> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins no further execution.
    pub(crate) fn stop(&self) {
        self.search().stopped = true;
    }

    /// Whether there is an execution to come.
    pub(crate) fn goes_on(&self) -> bool {
        let search = self.search();
        !search.stopped && !search.exhausted && search.executions < search.most
    }

    /// Notes whether somebody else has made choices, which were not tried in every way.
    pub(crate) fn leave_open(&self, open: bool) {
        self.search().open |= open;
    }

    /// Whether there were no other schedules.
    pub(crate) fn exhausted(&self) -> bool {
        let search = self.search();
        search.exhausted && !search.open
    }

    /// Whether there are further schedules, with more preemptions.
    pub(crate) fn cut(&self) -> bool {
        self.search().cut
    }

    /// The same, but with schedules that are unfair too.
    pub(crate) fn unfair(self) -> Self {
        self.search().unfair = true;
        self
    }

    /// Whether everybody may run at the next choice who can, whoever's turn it is: it is given, or the search is unfair.
    pub(crate) fn is_open(&self) -> bool {
        let search = self.search();
        search.unfair || search.step < search.first.len()
    }

    /// Notes whether somebody was kept from running whose turn it was not.
    pub(crate) fn note_passed_over(&self, any: bool) {
        self.search().passed_over |= any;
    }

    /// Whether there are schedules that are not fair, or in which somebody gives way in vain.
    pub(crate) fn has_passed_over(&self) -> bool {
        self.search().passed_over
    }

    /// Whether the first choices could not be made.
    pub(crate) fn misfits(&self) -> bool {
        self.search().misfit
    }

    /// What was chosen in the last execution.
    pub(crate) fn made(&self) -> Vec<Made> {
        self.search().made.clone()
    }
}

/// The schedule of these choices. What would follow without any choice is left out at the end.
pub(crate) fn schedule(made: &[Made]) -> Schedule {
    let length = made.iter().rposition(|made| !made.obvious).map_or(0, |last| last + 1);
    everything(&made[..length])
}

/// The schedule of these choices, however obvious.
pub(crate) fn everything(made: &[Made]) -> Schedule {
    Schedule(made.iter().map(|made| made.choice).collect())
}

/// No execution has as many steps as a choice has values, and so it has not as many tasks.
fn thread(task: usize) -> Choice {
    Choice::Thread(task as u16)
}

impl Search {
    /// Chooses who runs: whom the other scheduler has chosen, if there is one.
    fn choose(&mut self, runnable: &[usize], current: Option<usize>, yielding: bool, led: Option<usize>) -> usize {
        let options = self.options(runnable, current, yielding);
        let possible: Vec<Choice> = runnable.iter().map(|task| thread(*task)).collect();
        let options: Vec<Choice> = options.into_iter().map(thread).collect();
        let choice = self.make(options, &possible, led.map(thread));
        let Choice::Thread(task) = choice else { unreachable!("all options are threads") };
        let task = usize::from(task);
        if self.step > self.first.len()
            && !yielding
            && current.is_some_and(|current| current != task && runnable.contains(&current) && self.has_acted(current))
        {
            self.preemptions += 1;
        }
        // What it has begun, it does now.
        let (begun, acted) = self.task(task);
        *acted |= *begun > 0;
        task
    }

    /// Chooses whether something happens that need not.
    fn happens(&mut self) -> bool {
        let both = [Choice::Spurious(false), Choice::Spurious(true)];
        let led = match &mut self.lead {
            Some(Lead::Scheduler(scheduler)) => Some(Choice::Spurious(scheduler.next_u64() & 1 == 1)),
            _ => None,
        };
        self.make(both.to_vec(), &both, led) == Choice::Spurious(true)
    }

    /// Makes a choice between `options`, the obvious one first; or, of what is `possible`, the one that is given, or that the
    /// other scheduler has made.
    fn make(&mut self, options: Vec<Choice>, possible: &[Choice], led: Option<Choice>) -> Choice {
        let obvious = options[0];
        let choice = match self.step.checked_sub(self.first.len()) {
            None => {
                let wanted = self.first[self.step];
                self.misfit |= !possible.contains(&wanted);
                if possible.contains(&wanted) { wanted } else { obvious }
            }
            Some(level) => match (&mut self.lead, led) {
                (Some(Lead::Chance(random)), _) => random.choice(options).unwrap_or(obvious),
                (_, Some(led)) => led,
                _ => {
                    if level == self.levels.len() {
                        self.levels.push(Level { options, chosen: 0 });
                    }
                    let Level { options, chosen } = &self.levels[level];
                    options[*chosen]
                }
            },
        };
        let task = match (choice, self.made.last()) {
            (Choice::Thread(task), _) => usize::from(task),
            (_, last) => last.map_or(0, |last| last.task),
        };
        self.made.push(Made { choice, task, obvious: choice == obvious, steps: trace::len() });
        self.step += 1;
        choice
    }

    /// Who may run next, the obvious one first.
    fn options(&mut self, runnable: &[usize], current: Option<usize>, yielding: bool) -> Vec<usize> {
        let mut others = runnable.iter().copied().filter(|task| Some(*task) != current);
        let Some(current) = current.filter(|current| runnable.contains(current)) else { return others.collect() };
        if yielding {
            // Were it to go on at once, it would find everything as it was.
            let others: Vec<usize> = others.collect();
            self.passed_over |= !others.is_empty();
            return if others.is_empty() { vec![current] } else { others };
        }
        if self.preemptions >= self.bound && self.has_acted(current) {
            self.cut |= others.next().is_some();
            return vec![current];
        }
        std::iter::once(current).chain(others).collect()
    }

    fn task(&mut self, task: usize) -> (&mut u64, &mut bool) {
        if self.begun.len() <= task {
            self.begun.resize(task + 1, (0, false));
        }
        let (begun, acted) = &mut self.begun[task];
        (begun, acted)
    }

    fn has_acted(&mut self, task: usize) -> bool {
        *self.task(task).1
    }

    /// Notes how many operations there were so far; those since the last choice are the current task's.
    fn note_operations(&mut self, operations: u64, current: Option<usize>) {
        if let Some(current) = current {
            *self.task(current).0 += operations - self.operations;
        }
        self.operations = operations;
    }

    /// Turns to the next schedule; says whether there is one.
    fn advance(&mut self) -> bool {
        while let Some(last) = self.levels.last_mut() {
            last.chosen += 1;
            if last.chosen < last.options.len() {
                return true;
            }
            self.levels.pop();
        }
        false
    }
}

impl Scheduler for Bounded {
    fn new_execution(&mut self) -> Option<Begun> {
        let mut search = self.search();
        if search.executions > 0 && search.lead.is_none() && !search.exhausted && !search.advance() {
            search.exhausted = true;
        }
        if let Some(Lead::Scheduler(scheduler)) = &mut search.lead {
            let is_done = scheduler.new_execution().is_none();
            search.stopped |= is_done;
        }
        if search.stopped || search.exhausted || search.executions >= search.most {
            return None;
        }
        search.executions += 1;
        (search.step, search.preemptions, search.operations) = (0, 0, 0);
        search.made.clear();
        search.begun.clear();
        Some(Begun::new(0))
    }

    fn next_task(&mut self, tasks: &[&Task], current: Option<TaskId>, yielding: bool) -> Option<TaskId> {
        let mut search = self.search();
        let led = match &mut search.lead {
            Some(Lead::Scheduler(scheduler)) => scheduler.next_task(tasks, current, yielding).map(usize::from),
            _ => None,
        };
        let runnable: Vec<usize> = tasks.iter().map(|task| task.id().into()).collect();
        let current = current.map(usize::from);
        // Before the execution begins, the last one's are still counted.
        search.note_operations(if current.is_some() { context::operations() } else { 0 }, current);
        Some(search.choose(&runnable, current, yielding, led).into())
    }

    fn next_u64(&mut self) -> u64 {
        u64::from(self.search().happens())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every order in which tasks do so many operations each, by the schedules that are tried. To begin a task and its
    /// first operation takes a choice too.
    fn orders(operations: [usize; 2], first: &str, bound: usize) -> Vec<String> {
        let bounded = Bounded::new(&first.parse().unwrap(), bound, 10_000);
        let mut orders = Vec::new();
        while bounded.clone().new_execution().is_some() {
            let (mut left, mut current, mut order) = (operations.map(|count| count + 1), None, String::new());
            loop {
                let runnable: Vec<usize> = (0..left.len()).filter(|task| left[*task] > 0).collect();
                if runnable.is_empty() {
                    break;
                }
                let mut search = bounded.search();
                let begun = search.operations + u64::from(current.is_some());
                search.note_operations(begun, current);
                let task = search.choose(&runnable, current, false, None);
                if left[task] <= operations[task] {
                    order.push(char::from(b'a' + task as u8));
                }
                left[task] -= 1;
                current = Some(task);
            }
            orders.push(order);
        }
        assert!(bounded.exhausted());
        orders.sort();
        orders.dedup();
        orders
    }

    #[test]
    fn without_preemptions_tasks_do_all_they_do_in_a_row() {
        assert_eq!(orders([2, 2], "", 0), ["aabb", "bbaa"]);
    }

    #[test]
    fn with_enough_preemptions_every_order_is_tried() {
        assert_eq!(orders([2, 2], "", 9), ["aabb", "abab", "abba", "baab", "baba", "bbaa"]);
    }

    #[test]
    fn one_preemption_is_one_preemption() {
        assert_eq!(orders([2, 2], "", 1), ["aabb", "abba", "baab", "bbaa"]);
    }

    #[test]
    fn first_choices_are_kept_and_their_preemptions_are_not_counted() {
        // `a` begins and does an operation, `b` begins and does one, and then there is no further preemption.
        assert_eq!(orders([2, 2], "aabb", 0), ["abba"]);
        assert_eq!(orders([2, 2], "aabba", 0), ["abab"]);
    }

    #[test]
    fn what_is_obvious_is_left_out_at_the_end() {
        let made = |task, obvious| Made { choice: thread(task), task, obvious, steps: 0 };
        let all = [made(0, true), made(1, false), made(0, true), made(0, true)];
        assert_eq!(schedule(&all).to_string(), "ab");
        assert_eq!(schedule(&all[..1]).to_string(), "");
    }
}
