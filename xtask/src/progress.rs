//! What happens while it happens: a progress bar on a terminal, nothing elsewhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use racecourse::findings::Findings;
use racecourse_report::{RunResult, count};
use racecourse_runner::{Cell, Observer};

/// Shows which run is under way, and passes on the user's wish to stop.
pub(crate) struct Progress {
    bar: ProgressBar,
    stopped: Arc<AtomicBool>,
}

impl Progress {
    pub(crate) fn new(cells: &[Cell], stopped: Arc<AtomicBool>) -> Self {
        // Draws on standard error, and not at all where that is no terminal.
        let bar = ProgressBar::new(cells.len() as u64);
        let style = "{bar:20} {pos}/{len} {elapsed} {wide_msg}";
        bar.set_style(ProgressStyle::with_template(style).expect("the template is one of indicatif's language"));
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress { bar, stopped }
    }

    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Observer for Progress {
    fn begins(&self, _number: usize, cell: &Cell, _time: Duration) {
        self.bar.set_prefix(format!("{} {} {}", cell.fixture.about.name, cell.variant.name, cell.backend));
        self.bar.set_message(self.bar.prefix());
    }

    fn finds(&self, findings: &Findings) {
        self.bar.set_message(format!("{}: {}", self.bar.prefix(), count(findings.executions)));
    }

    fn ends(&self, number: usize, _result: &RunResult) {
        self.bar.set_position(number as u64 + 1);
    }

    fn stopped(&self) -> bool {
        self.stopped.load(Relaxed)
    }
}
