//! Litmus tests as scenarios: one interpreter, compiled for each backend.

/// The names of the actors. RC11's outcomes call them so.
const NAMES: [&str; crate::litmus::MOST_THREADS] = ["P0", "P1", "P2", "P3"];

macro_rules! backend {
    ($backend:ident, $erased:path) => {
        #[doc = concat!("Litmus tests on `", stringify!($backend), "`.")]
        pub mod $backend {
            use racecourse::$backend::{AtomicU32, Ordering, Scenario, fence, prepare};

            use crate::litmus::Litmus;
            use crate::outcome::Outcome;
            use crate::program::{Memory, Registers, VARIABLES, Value, run};

            struct Shared([AtomicU32; VARIABLES.len()]);

            impl Memory for Shared {
                #[inline]
                fn load(&self, variable: usize, order: Ordering) -> Value {
                    self.0[variable].load(order) as Value
                }

                #[inline]
                fn store(&self, variable: usize, value: Value, order: Ordering) {
                    self.0[variable].store(value.into(), order);
                }

                #[inline]
                fn fetch_add(&self, variable: usize, value: Value, order: Ordering) -> Value {
                    self.0[variable].fetch_add(value.into(), order) as Value
                }

                #[inline]
                fn fence(&self, order: Ordering) {
                    fence(order);
                }
            }

            /// The test as a scenario. Weak outcomes are interesting, the others that RC11 allows are acceptable, and
            /// all the rest is forbidden.
            pub fn scenario(litmus: &'static Litmus) -> Box<dyn $erased> {
                let variables = || Shared(VARIABLES.map(|name| AtomicU32::named(name, 0)));
                let mut actors: Scenario<Shared, (), Registers> = Scenario::new(variables);
                for (name, operations) in super::NAMES.into_iter().zip(&litmus.threads) {
                    actors = actors.actor(name, |shared| run(operations, shared));
                }
                let mut scenario: Scenario<Shared, Outcome, Registers> =
                    actors.observe_returned(|shared, returned| litmus.outcome(returned, shared));
                for outcome in litmus.strong() {
                    scenario = scenario.acceptable(*outcome, "an interleaving ends like this");
                }
                for outcome in litmus.weak() {
                    scenario = scenario.interesting(*outcome, "no interleaving ends like this; RC11 allows it");
                }
                prepare(scenario)
            }
        }
    };
}

backend!(loom, racecourse::explored::ModelScenario);
backend!(threads, racecourse::stressed::StressScenario);
