//! A scenario as the model checkers see it: without its types, so that they are compiled once.

use std::sync::{Arc, OnceLock};

use crate::context;
use crate::outcome::{GradedOutcome, Outcome};
use crate::scenario::Scenario;

/// A scenario, its types erased, for `loom` and `shuttle`.
pub trait ModelScenario: Send + Sync {
    /// The actors' names, in order.
    fn actor_names(&self) -> Vec<&'static str>;

    /// The outcomes that the fixture lists.
    fn outcomes(&self) -> &[GradedOutcome];

    /// Makes a fresh state. To be called inside the model, once per execution.
    fn start(&self) -> Arc<dyn Execution>;
}

/// One execution of a scenario inside a model checker.
pub trait Execution: Send + Sync {
    /// Lets an actor act. To be called once for each actor.
    fn act(&self, actor: usize);

    /// Turns the end state into an outcome's text. To be called once every actor has acted and been joined.
    ///
    /// # Panics
    ///
    /// If an actor has not acted.
    fn observe(&self) -> String;
}

/// Erases the types of `scenario`.
pub(crate) fn prepare<S, O, R>(scenario: Scenario<S, O, R>) -> Box<dyn ModelScenario>
where
    S: Send + Sync + 'static,
    O: Outcome,
    R: Copy + Send + Sync + 'static,
{
    Box::new(Prepared(Arc::new(scenario)))
}

struct Prepared<S, O, R>(Arc<Scenario<S, O, R>>);

impl<S, O, R> ModelScenario for Prepared<S, O, R>
where
    S: Send + Sync + 'static,
    O: Outcome,
    R: Copy + Send + Sync + 'static,
{
    fn actor_names(&self) -> Vec<&'static str> {
        self.0.actor_names()
    }

    fn outcomes(&self) -> &[GradedOutcome] {
        &self.0.outcomes
    }

    fn start(&self) -> Arc<dyn Execution> {
        let returned = self.0.actors.iter().map(|_| OnceLock::new()).collect();
        Arc::new(Running { state: self.0.setup.make(), scenario: Arc::clone(&self.0), returned })
    }
}

struct Running<S, O, R> {
    scenario: Arc<Scenario<S, O, R>>,
    state: S,
    returned: Box<[OnceLock<R>]>,
}

impl<S, O, R> Execution for Running<S, O, R>
where
    S: Send + Sync + 'static,
    O: Outcome,
    R: Copy + Send + Sync + 'static,
{
    fn act(&self, actor: usize) {
        let value = self.scenario.actors[actor].act.act(&self.state);
        assert!(self.returned[actor].set(value).is_ok(), "an actor acts once per execution");
    }

    fn observe(&self) -> String {
        context::settle();
        let returned: Vec<R> =
            self.returned.iter().map(|value| *value.get().expect("every actor acts before it is observed")).collect();
        format!("{:?}", self.scenario.observe.observe(&self.state, &returned))
    }
}
