//! The smallest concurrent program that shows a bug: a state, its actors, and an observer.

use crate::outcome::{Grade, GradedOutcome, Outcome};
use crate::pace::Pace;

pub(crate) struct Actor<P: Pace, S, R> {
    pub(crate) act: Box<P::Act<S, R>>,
    /// For an actor that may be killed: what counts as returned if it was.
    pub(crate) if_killed: Option<R>,
}

/// What reports need to know of a scenario. It has no type parameters, so it is compiled once and not for each variant.
#[derive(Default)]
pub(crate) struct Listing {
    /// The actors' names, in the order in which they were added.
    pub(crate) names: Vec<&'static str>,
    /// The numbers of the actors that may be killed.
    pub(crate) killable: Vec<usize>,
    pub(crate) outcomes: Vec<GradedOutcome>,
}

impl Listing {
    fn add_actor(&mut self, name: &'static str, is_killable: bool) {
        assert!(!self.names.contains(&name), "two actors are called `{name}`; rename one");
        if is_killable {
            self.killable.push(self.names.len());
        }
        self.names.push(name);
    }

    fn add_outcome(&mut self, outcome: String, grade: Grade, meaning: &'static str) {
        assert!(
            self.outcomes.iter().all(|listed| listed.outcome != outcome),
            "the outcome `{outcome}` is listed twice; keep one"
        );
        self.outcomes.push(GradedOutcome { outcome, grade, meaning });
    }
}

/// A state, actors that act on it concurrently, and an observer that turns the end state into an outcome.
///
/// `S` is the state, `O` the outcome and `R` what each actor returns; `P` is the backend's, so each `sync` has a
/// `Scenario` of its own. It is described once, in a fixture's `spec.rs`; the harness owns the threads or processes that
/// the actors run on.
///
/// ```
/// use racecourse::threads::{AtomicU32, Ordering, Scenario};
///
/// let scenario: Scenario<AtomicU32, u32> = Scenario::new(|| AtomicU32::new(0))
///     .actor("left", |total| { total.fetch_add(1, Ordering::Relaxed); })
///     .actor("right", |total| { total.fetch_add(1, Ordering::Relaxed); })
///     .observe(|total| total.load(Ordering::Relaxed))
///     .acceptable(2, "both increments landed")
///     .forbidden(1, "one increment overwrote the other");
/// assert_eq!(scenario.actor_names(), ["left", "right"]);
/// ```
pub struct Scenario<P: Pace, S, O = (), R = ()> {
    pub(crate) setup: Box<P::Make<S>>,
    pub(crate) actors: Vec<Actor<P, S, R>>,
    pub(crate) observe: Box<P::Observe<S, O, R>>,
    pub(crate) listing: Listing,
}

impl<P: Pace, S: 'static, R: Copy + Send + Sync + 'static> Scenario<P, S, (), R> {
    /// Begins a scenario. `setup` makes a fresh state; it runs before any actor starts, on a thread of the harness's
    /// choosing, and makes the same objects in the same order each time.
    pub fn new(setup: impl Fn() -> S + Send + Sync + 'static) -> Self {
        Scenario { setup: P::make(setup), actors: Vec::new(), observe: P::unobserved(), listing: Listing::default() }
    }

    /// Adds a participant. `act` runs once per sample, at the same time as the other actors.
    ///
    /// # Panics
    ///
    /// If another actor has the same name: reports could not tell them apart.
    pub fn actor(self, name: &'static str, act: impl Fn(&S) -> R + Send + Sync + 'static) -> Self {
        self.with(name, P::act(act), None)
    }

    /// Adds a participant that may be killed in the middle of what it does. In that case `if_killed` stands for what it
    /// returned, and the end state is observed once the other actors have finished.
    ///
    /// On `processes`, its process is killed with SIGKILL, at a moment that the engine chooses at random, every few
    /// milliseconds. In models, it is killed between two of its operations if the fixture's metadata says that [deaths are
    /// injected](crate::Injection::Deaths); threads of its own live on, and destructors run, but what it holds stays held
    /// (except for file locks, which the kernel releases). On `threads` it is never killed.
    ///
    /// # Panics
    ///
    /// If another actor has the same name.
    pub fn killable_actor(
        self,
        name: &'static str,
        if_killed: R,
        act: impl Fn(&S) -> R + Send + Sync + 'static,
    ) -> Self {
        self.with(name, P::act(act), Some(if_killed))
    }

    fn with(mut self, name: &'static str, act: Box<P::Act<S, R>>, if_killed: Option<R>) -> Self {
        self.listing.add_actor(name, if_killed.is_some());
        self.actors.push(Actor { act, if_killed });
        self
    }

    /// Says how the end state becomes an outcome. `observe` runs when every actor has finished.
    pub fn observe<O: Outcome>(self, observe: impl Fn(&S) -> O + Send + Sync + 'static) -> Scenario<P, S, O, R> {
        self.observe_returned(move |state, _| observe(state))
    }

    /// Like [`observe`](Self::observe), for actors that return a value: `observe` gets what they returned, in the
    /// order in which the actors were added.
    pub fn observe_returned<O: Outcome>(
        self,
        observe: impl Fn(&S, &[R]) -> O + Send + Sync + 'static,
    ) -> Scenario<P, S, O, R> {
        Scenario { setup: self.setup, actors: self.actors, observe: P::observe(observe), listing: self.listing }
    }
}

impl<P: Pace, S, O: Outcome, R> Scenario<P, S, O, R> {
    /// Lists an outcome that the specification promises. `meaning` is a sentence that says what happened.
    pub fn acceptable(self, outcome: O, meaning: &'static str) -> Self {
        self.graded(outcome, Grade::Acceptable, meaning)
    }

    /// Lists an outcome that is allowed and worth seeing.
    pub fn interesting(self, outcome: O, meaning: &'static str) -> Self {
        self.graded(outcome, Grade::Interesting, meaning)
    }

    /// Lists an outcome that the specification rules out. An outcome that is not listed is forbidden too.
    pub fn forbidden(self, outcome: O, meaning: &'static str) -> Self {
        self.graded(outcome, Grade::Forbidden, meaning)
    }

    fn graded(mut self, outcome: O, grade: Grade, meaning: &'static str) -> Self {
        self.listing.add_outcome(format!("{outcome:?}"), grade, meaning);
        self
    }
}

impl<P: Pace, S, O, R> Scenario<P, S, O, R> {
    /// The actors' names, in the order in which they were added.
    pub fn actor_names(&self) -> Vec<&'static str> {
        self.listing.names.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::threads::Scenario;

    #[test]
    fn outcomes_become_text_with_their_grade() {
        let scenario: Scenario<(), (u8, u8)> =
            Scenario::new(|| ()).actor("only", |_| ()).observe(|_| (0, 1)).acceptable((0, 1), "in order");
        assert_eq!(
            scenario.listing.outcomes,
            [GradedOutcome { outcome: "(0, 1)".into(), grade: Grade::Acceptable, meaning: "in order" }]
        );
    }

    #[test]
    #[should_panic(expected = "two actors are called `left`")]
    fn two_actors_of_one_name_are_refused() {
        let _ = Scenario::<(), (), ()>::new(|| ()).actor("left", |_| ()).actor("left", |_| ());
    }

    #[test]
    #[should_panic(expected = "the outcome `1` is listed twice")]
    fn an_outcome_listed_twice_is_refused() {
        let _ = Scenario::<(), (), ()>::new(|| ()).observe(|_| 1).acceptable(1, "once").forbidden(1, "twice");
    }
}
