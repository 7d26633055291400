//! One execution of a scenario inside a checker: written once, for both.

/// Runs the scenario once: the last actor on the calling thread, which spares the checker a thread, the others on
/// threads that `$spawn` starts. Then observes, and counts the outcome.
macro_rules! execute {
    ($scenario:expr, $ledger:expr, $spawn:path) => {{
        let actors = $scenario.actor_names().len();
        racecourse::context::begin(actors);
        $ledger.begin();
        let execution = $scenario.start();
        let others: Vec<_> = (0..actors - 1)
            .map(|actor| {
                let execution = std::sync::Arc::clone(&execution);
                $spawn(move || {
                    racecourse::context::act_as(actor);
                    execution.act(actor);
                })
            })
            .collect();
        racecourse::context::act_as(actors - 1);
        execution.act(actors - 1);
        racecourse::context::act_as_observer();
        for other in others {
            // A panic of an actor ends the whole execution before this returns.
            let _ = other.join();
        }
        let outcome = execution.observe();
        $ledger.outcome(outcome);
    }};
}

pub(crate) use execute;
