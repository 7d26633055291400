//! Exhaustive exploration with loom.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use racecourse::context;
use racecourse::explored::ModelScenario;
use racecourse::findings::Coverage;

use crate::execution::execute;
use crate::failure;
use crate::ledger::Ledger;
use crate::settings;

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
    context::set_actor_names(&scenario.actor_names());
    let builder = settings::loom(preemptions);
    let explored = {
        let ledger = Arc::clone(&ledger);
        let actors = scenario.actor_names().len();
        catch_unwind(AssertUnwindSafe(move || {
            builder.check(move || execute!(scenario, actors, ledger, loom::thread::spawn));
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
