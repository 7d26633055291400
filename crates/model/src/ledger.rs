//! What has been found so far in a worker, and the reports of it that the parent gets now and then.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use racecourse::context;
use racecourse::findings::{Coverage, Event, Findings, Hang};
use racecourse_worker::Parent;
use serde::{Deserialize, Serialize};

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
    begun: Instant,
    deadline: Instant,
    entries: Mutex<Entries>,
    reports: Sender<(Findings, bool)>,
}

struct Entries {
    findings: Findings,
    operations_before: u64,
    /// Executions in which no operation of `sync` was done: there was nothing to explore.
    idle: u64,
    reported: Instant,
    /// The row in which the current execution was counted already, if it was.
    counted: Option<Event>,
}

impl Ledger {
    /// A ledger whose reports go to `parent`, for a search that is to end after `budget`.
    pub(crate) fn new(parent: Parent, budget: Duration) -> Self {
        let (reports, mail) = channel();
        // On a thread of its own, because the checkers' coroutines have small stacks, and because a failing checker
        // must not get in the way of the report.
        std::thread::spawn(move || post(parent, &mail));
        let begun = Instant::now();
        Ledger {
            begun,
            deadline: begun + budget,
            entries: Mutex::new(Entries {
                findings: Findings::default(),
                operations_before: context::operations(),
                idle: 0,
                reported: begun,
                counted: None,
            }),
            reports,
        }
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn seconds(&self) -> f64 {
        self.begun.elapsed().as_secs_f64()
    }

    /// How much time is left.
    pub(crate) fn time_left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// How many executions have begun.
    pub(crate) fn executions(&self) -> u64 {
        self.entries().findings.executions
    }

    /// An execution begins.
    pub(crate) fn begin(&self) {
        let mut entries = self.entries();
        entries.findings.executions += 1;
        entries.operations_before = context::operations();
        entries.counted = None;
    }

    /// An execution ends, and this is what was observed.
    pub(crate) fn outcome(&self, outcome: String) {
        let mut entries = self.entries();
        if context::operations() == entries.operations_before {
            entries.idle += 1;
        }
        let event = Event::Outcome(outcome);
        entries.findings.count(event.clone(), self.seconds());
        entries.counted = Some(event);
        let now = Instant::now();
        if now - entries.reported >= REPORT_EVERY {
            entries.reported = now;
            let mut report = entries.findings.clone();
            report.coverage = Coverage::CutShort("the exploration did not end in time".into());
            report.seconds = self.seconds();
            // The mail thread lives as long as the process.
            let _ = self.reports.send((report, false));
        }
    }

    /// An execution ends in a failure.
    pub(crate) fn failure(&self, event: Event, hang: Option<Hang>) {
        let mut entries = self.entries();
        // A checker may find fault with an execution after it was observed: it ends only with the last destructor.
        if let Some(counted) = entries.counted.take() {
            entries.findings.uncount(&counted);
        }
        entries.findings.count(event, self.seconds());
        if entries.findings.hang.is_none() {
            entries.findings.hang = hang;
        }
    }

    /// Reports for the last time, and ends this process.
    pub(crate) fn close(&self, coverage: Coverage) -> ! {
        let mut report = self.entries().findings.clone();
        report.seconds = self.seconds();
        let idle = self.entries().idle;
        report.coverage = if idle > 0 && idle == report.executions {
            Coverage::CutShort("no execution did a single operation of `sync`, so there was nothing to explore".into())
        } else {
            coverage
        };
        let _ = self.reports.send((report, true));
        loop {
            std::thread::park();
        }
    }
}

fn post(mut parent: Parent, mail: &Receiver<(Findings, bool)>) {
    for (report, last) in mail {
        if parent.send(&Report { findings: report, last }).is_err() || last {
            break;
        }
    }
    std::process::exit(0);
}
