//! What has been found so far in a worker, and the reports of it that the parent gets now and then.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use racecourse::context;
use racecourse::explored::ModelScenario;
use racecourse::findings::{Coverage, Event, Findings, Hang};
use racecourse_worker::Parent;
use rustix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};

use crate::counts::{Circumstances, Counts};

/// How often the parent is told.
const REPORT_EVERY: Duration = Duration::from_millis(100);

/// What a worker tells its parent.
#[derive(Serialize, Deserialize)]
pub(crate) struct Report {
    pub(crate) findings: Findings,
    /// Whether this is all there will be.
    pub(crate) last: bool,
}

/// Counts executions and what happens in them.
pub(crate) struct Ledger {
    search: Search,
    deadline: Instant,
    entries: Mutex<Entries>,
}

/// The search that is under way.
struct Search {
    begun: Instant,
    scenario: Arc<dyn ModelScenario>,
}

impl Circumstances for Search {
    fn executions(&self) -> u64 {
        // A worker makes one search, in one thread.
        context::executions()
    }

    fn is_idle(&self) -> bool {
        context::operations() == 0
    }

    fn seconds(&self) -> f64 {
        self.begun.elapsed().as_secs_f64()
    }

    fn text(&self, number: usize) -> String {
        self.scenario.observed(number)
    }
}

struct Entries {
    counts: Counts,
    /// What has been covered already, and until when it is worth while to go on.
    covered: Option<(Coverage, Duration)>,
    /// `None` once the last report is on its way.
    parent: Option<Parent>,
    reported: Duration,
}

impl Ledger {
    /// A ledger of what happens in `scenario`, whose reports go to `parent`, for a search that ends after `budget`.
    pub(crate) fn new(parent: Parent, scenario: Arc<dyn ModelScenario>, budget: Duration) -> Self {
        let begun = Instant::now();
        let entries =
            Entries { counts: Counts::default(), covered: None, parent: Some(parent), reported: coarse_time() };
        Ledger { search: Search { begun, scenario }, deadline: begun + budget, entries: Mutex::new(entries) }
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How much time is left.
    pub(crate) fn time_left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// An execution ends, and this is the number of what was observed.
    pub(crate) fn outcome(&self, number: usize) {
        let mut entries = self.entries();
        let Entries { counts, covered, parent, reported } = &mut *entries;
        counts.outcome(number, &self.search);
        let now = coarse_time();
        if covered.as_ref().is_some_and(|(_, until)| now >= *until) {
            let coverage = covered.take().map(|(coverage, _)| coverage);
            drop(entries);
            self.close(coverage.unwrap_or_default());
        }
        if now - *reported >= REPORT_EVERY {
            *reported = now;
            let late = || Coverage::CutShort("the exploration did not end in time".into());
            let coverage = covered.as_ref().map_or_else(late, |(coverage, _)| coverage.clone());
            let report = Report { findings: counts.findings(coverage, &self.search), last: false };
            // Here a coroutine's small stack is almost empty. A thread for the mail would spare it, and would make
            // every allocation of the checker slower: in a process with one thread, the allocator takes no locks.
            if parent.as_mut().is_some_and(|parent| parent.send(&report).is_err()) {
                // Nobody wants to know.
                std::process::exit(0);
            }
        }
    }

    /// This much is covered now. What follows may add to it for so long, and then the search ends.
    pub(crate) fn explored(&self, coverage: Coverage, limit: Duration) {
        self.entries().covered = Some((coverage, coarse_time() + limit));
    }

    /// An execution ends in a failure.
    pub(crate) fn failure(&self, event: Event, hang: Option<Hang>) {
        self.entries().counts.failure(event, hang, &self.search);
    }

    /// Reports for the last time, and ends this process.
    pub(crate) fn close(&self, coverage: Coverage) -> ! {
        let mut entries = self.entries();
        let report = Report { findings: entries.counts.findings(coverage, &self.search), last: true };
        let parent = entries.parent.take();
        drop(entries);
        // On a thread of its own, because this may be a coroutine whose small stack is full, and because a failing
        // checker must not get in the way of the report.
        std::thread::spawn(move || {
            // If the parent is gone, nobody wants to know.
            let _ = parent.map(|mut parent| parent.send(&report));
            std::process::exit(0);
        });
        loop {
            std::thread::park();
        }
    }
}

/// A clock that is off by a few milliseconds, and costs next to nothing to look at.
fn coarse_time() -> Duration {
    let now = clock_gettime(ClockId::MonotonicCoarse);
    Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec as u32)
}
