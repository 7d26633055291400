//! Exhaustive exploration with loom.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use loom::model::Builder;
use racecourse::explored::ModelScenario;
use racecourse::findings::Coverage;

use crate::execution::execute;
use crate::failure;
use crate::ledger::Ledger;

/// The most steps of one execution. Far more than any fixture takes that makes progress.
const MOST_BRANCHES: usize = 5_000;

/// Explores every execution that loom can see, or up to the first that fails; does not return.
pub(crate) fn search(scenario: Arc<dyn ModelScenario>, ledger: Arc<Ledger>, preemptions: Option<usize>) -> ! {
    {
        let (ledger, actors) = (Arc::clone(&ledger), scenario.actor_names());
        std::panic::set_hook(Box::new(move |panic| {
            let text = failure::note(panic, &actors);
            // Unwinding from here would run destructors that loom answers with an abort. All is known; end it.
            if failure::is_loom_verdict(&text) {
                let (event, hang) = failure::last();
                ledger.failure(event, hang);
                ledger.close(Coverage::StoppedAtFailure);
            }
        }));
    }
    let mut builder = Builder::new();
    // Everything is set here, so that nothing depends on what loom finds elsewhere. Its own bounds stay off: it would
    // return from them as if it had explored everything. The parent ends a search that takes too long.
    builder.max_threads = loom::MAX_THREADS;
    builder.max_branches = MOST_BRANCHES;
    builder.max_permutations = None;
    builder.max_duration = None;
    builder.preemption_bound = preemptions;
    builder.checkpoint_file = None;
    builder.checkpoint_interval = usize::MAX;
    builder.location = false;
    builder.log = false;

    let explored = {
        let ledger = Arc::clone(&ledger);
        catch_unwind(AssertUnwindSafe(move || {
            builder.check(move || execute!(scenario, ledger, loom::thread::spawn));
        }))
    };
    match explored {
        Ok(()) => ledger.close(match preemptions {
            None => Coverage::Complete,
            Some(bound) => Coverage::Bounded(format!("at most {bound} preemptions")),
        }),
        Err(_) => {
            let (event, hang) = failure::last();
            ledger.failure(event, hang);
            ledger.close(Coverage::StoppedAtFailure)
        }
    }
}
