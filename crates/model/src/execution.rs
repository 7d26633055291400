//! One execution of a scenario inside a checker: written once, for both.

/// Runs the scenario, which has `$actors` actors, once: the last actor on the calling thread, which spares the checker
/// a thread, the others on threads that `$spawn` starts. Then observes, and counts the outcome.
macro_rules! execute {
    ($scenario:expr, $actors:expr, $ledger:expr, $spawn:path) => {{
        let actors: usize = $actors;
        racecourse::context::begin(actors);
        let execution = $scenario.start();
        let start = |actor| {
            let execution = std::sync::Arc::clone(&execution);
            $spawn(move || {
                racecourse::context::act_as(actor);
                execution.act(actor);
            })
        };
        // As many as loom can have need no allocation.
        let mut few: [_; 4] = std::array::from_fn(|actor| (actor < actors - 1).then(|| start(actor)));
        let mut more = Vec::new();
        if actors - 1 > few.len() {
            more.extend((few.len()..actors - 1).map(|actor| Some(start(actor))));
        }
        racecourse::context::act_as(actors - 1);
        execution.act(actors - 1);
        racecourse::context::act_as_observer();
        for other in few.iter_mut().chain(&mut more).map_while(Option::take) {
            // A panic of an actor ends the whole execution before this returns.
            let _ = other.join();
        }
        // Whoever ran last while this waited has left its own name.
        racecourse::context::act_as_observer();
        $ledger.outcome(execution.observe());
    }};
}

pub(crate) use execute;
