//! How a program that is written directly on a checker counts: the least that still gives an outcome table.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use serde::{Deserialize, Serialize};

/// Counts outcomes.
pub(crate) struct Tally<O> {
    begun: Instant,
    outcomes: Mutex<HashMap<O, u64>>,
}

/// What an exploration came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tallied {
    /// How long it took, in seconds.
    pub(crate) seconds: f64,
    /// How often each outcome was seen; the sum is the number of executions.
    pub(crate) outcomes: BTreeMap<String, u64>,
}

impl<O: Debug + Eq + Hash> Tally<O> {
    /// Nothing counted, and the clock started.
    pub(crate) fn new() -> Self {
        Tally { begun: Instant::now(), outcomes: Mutex::new(HashMap::new()) }
    }

    /// An execution has ended with this outcome.
    pub(crate) fn count(&self, outcome: O) {
        *self.outcomes.lock().unwrap_or_else(PoisonError::into_inner).entry(outcome).or_default() += 1;
    }

    /// Stops the clock.
    pub(crate) fn finish(&self) -> Tallied {
        let seconds = self.begun.elapsed().as_secs_f64();
        let outcomes = self.outcomes.lock().unwrap_or_else(PoisonError::into_inner);
        Tallied {
            seconds,
            outcomes: outcomes.iter().map(|(outcome, count)| (format!("{outcome:?}"), *count)).collect(),
        }
    }
}

impl Tallied {
    /// How many executions there were.
    pub(crate) fn executions(&self) -> u64 {
        self.outcomes.values().sum()
    }
}
