//! The smallest concurrent program that shows a bug: a state, its actors, and an observer.

use crate::outcome::{Grade, GradedOutcome, Outcome};

/// What one actor does to the state.
///
/// The provided method is compiled for each actor, so that a stress backend makes one indirect call for a whole
/// stretch of states and the actor's code is inlined into the loop.
pub(crate) trait Act<S, R>: Send + Sync {
    /// Acts on one state.
    fn act(&self, state: &S) -> R;

    /// Acts on states `from..to`: `place` counts along, `state` finds a state and `keep` stores what was returned.
    fn act_on_stretch(&self, stretch: &crate::stressed::Stretch<'_, S, R>);
}

impl<S, R, F: Fn(&S) -> R + Send + Sync> Act<S, R> for F {
    #[inline]
    fn act(&self, state: &S) -> R {
        self(state)
    }

    fn act_on_stretch(&self, stretch: &crate::stressed::Stretch<'_, S, R>) {
        stretch.walk(|state| self(state));
    }
}

pub(crate) struct Actor<S, R> {
    pub(crate) name: &'static str,
    pub(crate) act: Box<dyn Act<S, R>>,
    /// For an actor that may be killed: what counts as returned if it was.
    pub(crate) if_killed: Option<R>,
}

/// How a fresh state is made; like [`Act`], one by one or for a stretch.
pub(crate) trait Make<S>: Send + Sync {
    /// Makes one state.
    fn make(&self) -> S;

    /// Replaces every state of a stretch that is in use, the first and then each `spacing` further on, by a fresh one.
    fn renew_stretch(&self, states: &mut [S], spacing: usize);
}

impl<S, F: Fn() -> S + Send + Sync> Make<S> for F {
    fn make(&self) -> S {
        self()
    }

    fn renew_stretch(&self, states: &mut [S], spacing: usize) {
        let mut place = 0;
        while let Some(state) = states.get_mut(place) {
            *state = self();
            place += spacing;
        }
    }
}

/// How an end state becomes an outcome; like [`Act`], one by one or for a stretch.
pub(crate) trait Observe<S, O, R>: Send + Sync {
    /// Observes one state.
    fn observe(&self, state: &S, returned: &[R]) -> O;

    /// Observes the states of a stretch and counts the outcomes.
    fn observe_stretch(&self, stretch: &mut crate::stressed::Judging<'_, S, O, R>);
}

impl<S, O: Outcome, R: Copy, F: Fn(&S, &[R]) -> O + Send + Sync> Observe<S, O, R> for F {
    fn observe(&self, state: &S, returned: &[R]) -> O {
        self(state, returned)
    }

    fn observe_stretch(&self, stretch: &mut crate::stressed::Judging<'_, S, O, R>) {
        stretch.count(|state, returned| self(state, returned));
    }
}

/// A state, actors that act on it concurrently, and an observer that turns the end state into an outcome.
///
/// `S` is the state, `O` the outcome and `R` what each actor returns. A scenario is described once, in a fixture's
/// `spec.rs`; the harness owns the threads or processes that the actors run on.
///
/// ```
/// use racecourse::{Scenario, threads::{AtomicU32, Ordering}};
///
/// let scenario: Scenario<AtomicU32, u32> = Scenario::new(|| AtomicU32::new(0))
///     .actor("left", |total| { total.fetch_add(1, Ordering::Relaxed); })
///     .actor("right", |total| { total.fetch_add(1, Ordering::Relaxed); })
///     .observe(|total| total.load(Ordering::Relaxed))
///     .acceptable(2, "both increments landed")
///     .forbidden(1, "one increment overwrote the other");
/// assert_eq!(scenario.actor_names(), ["left", "right"]);
/// ```
pub struct Scenario<S, O = (), R = ()> {
    pub(crate) setup: Box<dyn Make<S>>,
    pub(crate) actors: Vec<Actor<S, R>>,
    pub(crate) observe: Box<dyn Observe<S, O, R>>,
    pub(crate) outcomes: Vec<GradedOutcome>,
}

impl<S: 'static, R: Copy + Send + Sync + 'static> Scenario<S, (), R> {
    /// Begins a scenario. `setup` makes a fresh state; it runs before any actor starts, on a thread of the harness's
    /// choosing, and makes the same objects in the same order each time.
    pub fn new(setup: impl Fn() -> S + Send + Sync + 'static) -> Self {
        let observe = |_: &S, _: &[R]| ();
        Scenario { setup: Box::new(setup), actors: Vec::new(), observe: Box::new(observe), outcomes: Vec::new() }
    }

    /// Adds a participant. `act` runs once per sample, at the same time as the other actors.
    ///
    /// # Panics
    ///
    /// If another actor has the same name: reports could not tell them apart.
    pub fn actor(self, name: &'static str, act: impl Fn(&S) -> R + Send + Sync + 'static) -> Self {
        self.with(Actor { name, act: Box::new(act), if_killed: None })
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
        self.with(Actor { name, act: Box::new(act), if_killed: Some(if_killed) })
    }

    fn with(mut self, actor: Actor<S, R>) -> Self {
        let name = actor.name;
        assert!(self.actors.iter().all(|actor| actor.name != name), "two actors are called `{name}`; rename one");
        self.actors.push(actor);
        self
    }

    /// Says how the end state becomes an outcome. `observe` runs when every actor has finished.
    pub fn observe<O: Outcome>(self, observe: impl Fn(&S) -> O + Send + Sync + 'static) -> Scenario<S, O, R> {
        self.observe_returned(move |state, _| observe(state))
    }

    /// Like [`observe`](Self::observe), for actors that return a value: `observe` gets what they returned, in the
    /// order in which the actors were added.
    pub fn observe_returned<O: Outcome>(
        self,
        observe: impl Fn(&S, &[R]) -> O + Send + Sync + 'static,
    ) -> Scenario<S, O, R> {
        Scenario { setup: self.setup, actors: self.actors, observe: Box::new(observe), outcomes: Vec::new() }
    }
}

impl<S, O: Outcome, R> Scenario<S, O, R> {
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
        let outcome = format!("{outcome:?}");
        assert!(
            self.outcomes.iter().all(|listed| listed.outcome != outcome),
            "the outcome `{outcome}` is listed twice; keep one"
        );
        self.outcomes.push(GradedOutcome { outcome, grade, meaning });
        self
    }
}

impl<S, O, R> Scenario<S, O, R> {
    /// The actors' names, in the order in which they were added.
    pub fn actor_names(&self) -> Vec<&'static str> {
        self.actors.iter().map(|actor| actor.name).collect()
    }

    /// The numbers of the actors that may be killed.
    pub(crate) fn killable(&self) -> Vec<usize> {
        let actors = self.actors.iter().enumerate();
        actors.filter(|(_, actor)| actor.if_killed.is_some()).map(|(number, _)| number).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_become_text_with_their_grade() {
        let scenario: Scenario<(), (u8, u8)> =
            Scenario::new(|| ()).actor("only", |_| ()).observe(|_| (0, 1)).acceptable((0, 1), "in order");
        assert_eq!(
            scenario.outcomes,
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
