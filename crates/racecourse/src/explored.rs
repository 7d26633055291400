//! A scenario as the model checkers see it: without its types, so that they are compiled once.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use smallvec::{SmallVec, smallvec};

use crate::outcome::{GradedOutcome, Outcome};
use crate::pace::OneByOne;
use crate::scenario::{Actor, Scenario};
use crate::{context, injection, text};

/// A scenario, its types erased, for `loom` and `shuttle`.
pub trait ModelScenario: Send + Sync {
    /// The actors' names, in order.
    fn actor_names(&self) -> Vec<&'static str>;

    /// The outcomes that the fixture lists.
    fn outcomes(&self) -> &[GradedOutcome];

    /// Makes a fresh state. To be called inside the model, once per execution.
    fn start(&self) -> Arc<dyn Execution>;

    /// The text of an outcome that was observed, by the number that [`Execution::observe`] gave it.
    ///
    /// # Panics
    ///
    /// If no outcome has this number.
    fn observed(&self, number: usize) -> String;
}

/// One execution of a scenario inside a model checker.
pub trait Execution: Send + Sync {
    /// Lets an actor act. To be called once for each actor.
    fn act(&self, actor: usize);

    /// Turns the end state into the number of an outcome: they are counted from 0, in the order in which they are first
    /// observed in any execution of the scenario. To be called once every actor has acted and been joined.
    ///
    /// # Panics
    ///
    /// If an actor has not acted.
    fn observe(&self) -> usize;
}

/// Erases the types of `scenario`.
pub(crate) fn prepare<S, O, R>(scenario: Scenario<OneByOne, S, O, R>) -> Box<dyn ModelScenario>
where
    S: Send + Sync + 'static,
    O: Outcome,
    R: Copy + Send + Sync + 'static,
{
    Box::new(Prepared(Arc::new(Explored { scenario, observed: Observed::default(), nothing: OnceLock::new() })))
}

struct Prepared<S, O, R>(Arc<Explored<S, O, R>>);

struct Explored<S, O, R> {
    scenario: Scenario<OneByOne, S, O, R>,
    observed: Observed<O>,
    /// What actors return that return nothing, once one has.
    nothing: OnceLock<R>,
}

/// Every outcome so far, with its text. A list that only grows, because every execution looks into it: that takes no
/// lock, and no text is made of an outcome that is known.
struct Observed<O>(OnceLock<Box<Link<O>>>);

struct Link<O> {
    outcome: O,
    text: String,
    next: Observed<O>,
}

impl<O> Default for Observed<O> {
    fn default() -> Self {
        Observed(OnceLock::new())
    }
}

impl<O> Observed<O> {
    fn iter(&self) -> impl Iterator<Item = &Link<O>> {
        std::iter::successors(self.0.get(), |link| link.next.0.get()).map(|link| &**link)
    }
}

impl<O: Outcome> Observed<O> {
    /// The outcome's number.
    fn number(&self, outcome: O) -> usize {
        self.iter().position(|known| known.outcome == outcome).unwrap_or_else(|| self.number_by_text(outcome))
    }

    #[cold]
    fn number_by_text(&self, outcome: O) -> usize {
        let text = text::shown(format_args!("{outcome:?}"), text::OUTCOME);
        // What looks the same in reports is the same, equal or not.
        if let Some(number) = self.iter().position(|known| known.text == text) {
            return number;
        }
        let end = self.iter().last().map_or(&self.0, |last| &last.next.0);
        // All actors have been joined, so nobody else adds to the list.
        let _ = end.set(Box::new(Link { outcome, text, next: Self::default() }));
        self.iter().count() - 1
    }
}

impl<S, O, R> ModelScenario for Prepared<S, O, R>
where
    S: Send + Sync + 'static,
    O: Outcome,
    R: Copy + Send + Sync + 'static,
{
    fn actor_names(&self) -> Vec<&'static str> {
        self.0.scenario.actor_names()
    }

    fn outcomes(&self) -> &[GradedOutcome] {
        &self.0.scenario.listing.outcomes
    }

    fn start(&self) -> Arc<dyn Execution> {
        let Explored { scenario, .. } = &*self.0;
        let state = scenario.setup.make();
        Arc::new(Running { explored: Arc::clone(&self.0), state, returned: Returned::new(scenario.actors.len()) })
    }

    fn observed(&self, number: usize) -> String {
        self.0.observed.iter().nth(number).expect("numbers are given to outcomes that are listed").text.clone()
    }
}

struct Running<S, O, R> {
    explored: Arc<Explored<S, O, R>>,
    state: S,
    returned: Returned<R>,
}

impl<S, O, R> Execution for Running<S, O, R>
where
    S: Send + Sync + 'static,
    O: Outcome,
    R: Copy + Send + Sync + 'static,
{
    fn act(&self, actor: usize) {
        let Explored { scenario, nothing, .. } = &*self.explored;
        let Actor { act, if_killed } = &scenario.actors[actor];
        let returned = match if_killed {
            None => act.act(&self.state),
            Some(if_killed) => {
                let mut returned = *if_killed;
                injection::survive(actor, &mut || returned = act.act(&self.state));
                returned
            }
        };
        self.returned.put(actor, returned, nothing);
    }

    fn observe(&self) -> usize {
        context::settle();
        let Explored { scenario, observed, nothing } = &*self.explored;
        let returned = self.returned.all(scenario.actors.len(), nothing);
        observed.number(scenario.observe.observe(&self.state, &returned))
    }
}

/// What the actors have returned in one execution.
///
/// Most return nothing. Then it is enough to count them: to keep values for them takes as long as the rest of what is
/// done for an execution here.
struct Returned<R> {
    count: AtomicUsize,
    /// Empty if they return nothing. As many as loom can have need no allocation. A lock of `std`, which the checkers
    /// do not see: nobody else runs while it is held.
    values: Mutex<SmallVec<[Option<R>; 5]>>,
}

impl<R: Copy> Returned<R> {
    const NOTHING: bool = size_of::<R>() == 0;

    fn new(actors: usize) -> Self {
        let values = if Self::NOTHING { SmallVec::new() } else { smallvec![None; actors] };
        Returned { count: AtomicUsize::new(0), values: Mutex::new(values) }
    }

    fn put(&self, actor: usize, value: R, nothing: &OnceLock<R>) {
        if Self::NOTHING {
            // All values of a type without a size are the same.
            nothing.get_or_init(|| value);
        } else {
            let mut values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
            assert!(values[actor].replace(value).is_none(), "an actor acts once per execution");
        }
        // They run one at a time, so this needs no atomic addition.
        self.count.store(self.count.load(Relaxed) + 1, Relaxed);
    }

    fn all(&self, actors: usize, nothing: &OnceLock<R>) -> SmallVec<[R; 5]> {
        assert_eq!(self.count.load(Relaxed), actors, "every actor acts once before it is observed");
        if Self::NOTHING {
            return nothing.get().into_iter().cycle().take(actors).copied().collect();
        }
        let values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        values.iter().map(|value| value.expect("as many values as actors, and none twice")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_numbered_as_they_come() {
        let observed = Observed::default();
        assert_eq!(["b", "a", "b", "c", "a"].map(|outcome| observed.number(outcome)), [0, 1, 0, 2, 1]);
        assert_eq!(
            observed.iter().map(|known| known.text.as_str()).collect::<Vec<_>>(),
            [r#""b""#, r#""a""#, r#""c""#]
        );
    }

    #[test]
    fn outcomes_with_the_same_text_are_the_same() {
        let observed = Observed::default();
        // Not a number is not equal to itself.
        assert_eq!([f32::NAN, 1.0, f32::NAN].map(|outcome| observed.number(outcome)), [0, 1, 0]);
    }

    fn execution<R: Copy + Send + Sync + 'static>(value: R) -> Arc<dyn Execution> {
        let scenario = Scenario::new(|| ()).actor("one", move |_| value).actor("two", move |_| value);
        prepare(scenario.observe_returned(|_, returned| returned.len())).start()
    }

    #[test]
    fn every_actor_returns_something_even_if_that_is_nothing() {
        for execution in [execution(()), execution(7)] {
            execution.act(1);
            execution.act(0);
            assert_eq!(execution.observe(), 0);
        }
    }

    #[test]
    #[should_panic(expected = "every actor acts once before it is observed")]
    fn an_actor_that_did_not_act_is_noticed() {
        let execution = execution(());
        execution.act(0);
        execution.observe();
    }

    #[test]
    #[should_panic(expected = "an actor acts once per execution")]
    fn an_actor_that_acts_twice_is_noticed() {
        let execution = execution(7);
        execution.act(0);
        execution.act(0);
    }
}
