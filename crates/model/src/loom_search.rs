//! Exhaustive exploration with loom.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use racecourse::explored::ModelScenario;
use racecourse::findings::Coverage;
use racecourse::{context, injection};

use crate::execution::execute;
use crate::failure;
use crate::ledger::Ledger;
use crate::settings;

/// What loom has explored when it says that it has explored everything.
const TAKEN_FOR_DIFFERENT: &str =
    "every execution that loom takes for different, which leaves out orders of atomic accesses";

/// What loom does with a thread that yields: it runs again when all others are blocked or yield too, or have ended.
pub const GIVES_WAY_TO_ALL: &str = "whoever gives way does so until nobody else can go on";

/// How much time the thorough exploration gets: so many times what the first one took, and this more; but no more than
/// that.
const TIMES_THOROUGH: u32 = 20;
const LEAST_THOROUGH: Duration = Duration::from_secs(3);
const MOST_THOROUGH: Duration = Duration::from_secs(12);

/// Explores every execution that loom can see, or up to the first that fails; does not return.
///
/// If there are atomics and `thorough` says so, it does so twice: loom's reduction takes executions for the same that are
/// not, unless every two accesses to an atomic are in conflict. The second exploration makes them so.
pub(crate) fn search(
    scenario: Arc<dyn ModelScenario>,
    ledger: Arc<Ledger>,
    preemptions: Option<usize>,
    thorough: bool,
) -> ! {
    {
        let ledger = Arc::clone(&ledger);
        std::panic::set_hook(Box::new(move |panic| {
            let noted = failure::note(panic);
            if failure::has_too_many_threads(&noted.text) {
                ledger.close(Coverage::CutShort(failure::TOO_MANY_THREADS.to_owned()));
            }
            // Unwinding from here would run destructors that loom answers with an abort. All is known; end it.
            if noted.is_loom_verdict {
                let (event, hang) = failure::last();
                ledger.failure(event, hang);
                ledger.close(Coverage::StoppedAtFailure);
            }
        }));
    }
    context::set_actor_names(&scenario.actor_names());
    let begun = Instant::now();
    let explored = explore(&scenario, &ledger, preemptions).and_then(|()| {
        if !thorough || preemptions.is_some() || !context::has_used_atomics() {
            return Ok(());
        }
        let limit = (begun.elapsed() * TIMES_THOROUGH + LEAST_THOROUGH).min(MOST_THOROUGH);
        ledger.explored(covered(preemptions, false), limit);
        context::be_thorough(true);
        explore(&scenario, &ledger, preemptions)
    });
    match explored {
        Ok(()) => ledger.close(covered(preemptions, thorough)),
        Err(_) => {
            let (event, hang) = failure::last();
            ledger.failure(event, hang);
            ledger.close(Coverage::StoppedAtFailure)
        }
    }
}

/// What an exploration has covered that came to its end.
fn covered(preemptions: Option<usize>, thorough: bool) -> Coverage {
    let bounds = [
        preemptions.map(|bound| format!("at most {bound} preemptions")),
        (preemptions.is_none() && context::has_used_atomics() && !thorough).then(|| TAKEN_FOR_DIFFERENT.to_owned()),
        context::has_yielded().then(|| GIVES_WAY_TO_ALL.to_owned()),
        injection::shortfall(),
    ];
    let bounds: Vec<String> = bounds.into_iter().flatten().collect();
    if bounds.is_empty() { Coverage::Complete } else { Coverage::Bounded(bounds.join("; ")) }
}

fn explore(
    scenario: &Arc<dyn ModelScenario>,
    ledger: &Arc<Ledger>,
    preemptions: Option<usize>,
) -> std::thread::Result<()> {
    let builder = settings::loom(preemptions);
    let (scenario, ledger) = (Arc::clone(scenario), Arc::clone(ledger));
    let actors = scenario.actor_names().len();
    catch_unwind(AssertUnwindSafe(move || {
        builder.check(move || execute!(scenario, actors, ledger, loom));
    }))
}
