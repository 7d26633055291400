//! One execution of a scenario inside a checker: written once, for both.

/// Runs the scenario, which has `$actors` actors, once, on `$checker`: the last actor on the calling thread, which spares
/// the checker a thread (unless the checker needs one that does not act), the others on threads of their own. Then
/// observes, and counts the outcome.
macro_rules! execute {
    ($scenario:expr, $actors:expr, $ledger:expr, $checker:ident) => {{
        let actors: usize = $actors;
        let bystander = racecourse::$checker::prepare_chances();
        let spawned = if bystander { actors } else { actors - 1 };
        racecourse::context::begin(actors);
        let execution = $scenario.start();
        let start = |actor| {
            let execution = std::sync::Arc::clone(&execution);
            $checker::thread::spawn(move || {
                racecourse::context::act_as(actor);
                execution.act(actor);
            })
        };
        // As many as loom can have need no allocation.
        let mut few: [_; 4] = std::array::from_fn(|actor| (actor < spawned).then(|| start(actor)));
        let mut more = Vec::new();
        if spawned > few.len() {
            more.extend((few.len()..spawned).map(|actor| Some(start(actor))));
        }
        if bystander {
            racecourse::$checker::offer_chances();
        } else {
            racecourse::context::act_as(actors - 1);
            execution.act(actors - 1);
            racecourse::context::act_as_observer();
        }
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
