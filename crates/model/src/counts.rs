//! Executions and what happened in them, counted so that an execution which brings nothing new costs next to nothing.

use racecourse::findings::{Coverage, Event, Findings, Hang};

/// What has happened so far.
#[derive(Default)]
pub(crate) struct Counts {
    findings: Findings,
    /// The row of each outcome, by its number; `None` while it has none.
    rows: Vec<Option<usize>>,
    /// Executions in which no operation of `sync` was done: there was nothing to explore.
    idle: u64,
    /// The last execution that was observed, and the row in which it was counted.
    counted: Option<(u64, usize)>,
}

/// The search that is under way. Its time and its texts are asked only for what is new.
pub(crate) trait Circumstances {
    /// How many executions have begun, the one that is under way included.
    fn executions(&self) -> u64;
    /// Whether nothing was done in this execution.
    fn is_idle(&self) -> bool;
    /// How long the search has taken, in seconds.
    fn seconds(&self) -> f64;
    /// The text of an outcome, by its number.
    fn text(&self, number: usize) -> String;
}

impl Counts {
    /// An execution ends with an outcome.
    pub(crate) fn outcome(&mut self, number: usize, circumstances: &impl Circumstances) {
        self.idle += u64::from(circumstances.is_idle());
        let row = match self.rows.get(number).copied().flatten() {
            Some(row) => {
                self.findings.seen[row].count += 1;
                row
            }
            None => self.first(number, circumstances),
        };
        self.counted = Some((circumstances.executions(), row));
    }

    /// Counts an outcome that has no row yet, and says which row it gets.
    #[cold]
    fn first(&mut self, number: usize, circumstances: &impl Circumstances) -> usize {
        self.findings.executions = circumstances.executions();
        self.findings.count(Event::Outcome(circumstances.text(number)), circumstances.seconds());
        // Numbers are given to different texts only, so the row is new.
        let row = self.findings.seen.len() - 1;
        if self.rows.len() <= number {
            self.rows.resize(number + 1, None);
        }
        self.rows[number] = Some(row);
        row
    }

    /// An execution ends in a failure.
    pub(crate) fn failure(&mut self, event: Event, hang: Option<Hang>, circumstances: &impl Circumstances) {
        self.findings.executions = circumstances.executions();
        // A checker may find fault with an execution after it was observed: it ends only with the last destructor.
        if let Some((_, row)) = self.counted.take_if(|(execution, _)| *execution == circumstances.executions()) {
            let counted = self.findings.seen[row].event.clone();
            self.findings.uncount(&counted);
            // Rows may have moved, or gone.
            for (number, row) in self.rows.iter_mut().enumerate().filter(|(_, row)| row.is_some()) {
                let event = Event::Outcome(circumstances.text(number));
                *row = self.findings.seen.iter().position(|seen| seen.event == event);
            }
        }
        self.findings.count(event, circumstances.seconds());
        if self.findings.hang.is_none() {
            self.findings.hang = hang;
        }
    }

    /// What has been found; `coverage` is how much was explored, if anything was.
    pub(crate) fn findings(&self, coverage: Coverage, circumstances: &impl Circumstances) -> Findings {
        let executions = circumstances.executions();
        let nothing = "no execution did a single operation of `sync`, so there was nothing to explore";
        let nothing_done = self.idle > 0 && self.idle == executions;
        let coverage = if nothing_done { Coverage::CutShort(nothing.into()) } else { coverage };
        Findings { executions, seconds: circumstances.seconds(), coverage, ..self.findings.clone() }
    }
}

#[cfg(test)]
mod tests {
    use racecourse::ViolationKind;

    use super::*;

    /// A search that has begun this many executions, in the last of which something was done or not.
    struct Letters(u64, bool);

    impl Circumstances for Letters {
        fn executions(&self) -> u64 {
            self.0
        }

        fn is_idle(&self) -> bool {
            !self.1
        }

        fn seconds(&self) -> f64 {
            0.5
        }

        fn text(&self, number: usize) -> String {
            ["a", "b", "c"][number].to_owned()
        }
    }

    fn rows(counts: &Counts) -> Vec<(String, u64, u64)> {
        let text = |event: &Event| match event {
            Event::Outcome(text) => text.clone(),
            Event::Failure(kind, _) => kind.to_string(),
        };
        let seen = counts.findings(Coverage::Complete, &Letters(9, true)).seen;
        seen.iter().map(|seen| (text(&seen.event), seen.count, seen.first_execution)).collect()
    }

    /// Counts these outcomes, of the execution `from` and those after it.
    fn explore(counts: &mut Counts, from: u64, outcomes: &[usize]) {
        for (execution, outcome) in (from..).zip(outcomes) {
            counts.outcome(*outcome, &Letters(execution, true));
        }
    }

    fn explored(outcomes: &[usize]) -> Counts {
        let mut counts = Counts::default();
        explore(&mut counts, 1, outcomes);
        counts
    }

    fn fail(counts: &mut Counts, execution: u64) {
        let panic = Event::Failure(ViolationKind::Panic, "somewhere".into());
        counts.failure(panic, None, &Letters(execution, true));
    }

    #[test]
    fn outcomes_are_counted_in_the_order_in_which_they_came() {
        let counts = explored(&[2, 0, 2, 2]);
        assert_eq!(rows(&counts), [("c".into(), 3, 1), ("a".into(), 1, 2)]);
    }

    #[test]
    fn an_execution_that_fails_after_it_was_observed_counts_once() {
        let mut counts = explored(&[0, 1, 0]);
        fail(&mut counts, 3);
        assert_eq!(rows(&counts), [("a".into(), 1, 1), ("b".into(), 1, 2), ("panic".into(), 1, 3)]);
    }

    #[test]
    fn rows_that_move_up_keep_their_counts() {
        let mut counts = explored(&[1, 1, 0, 2]);
        fail(&mut counts, 4);
        explore(&mut counts, 5, &[2, 0]);
        let expected = [("b".into(), 2, 1), ("a".into(), 2, 3), ("panic".into(), 1, 4), ("c".into(), 1, 5)];
        assert_eq!(rows(&counts), expected);

        let mut counts = explored(&[0]);
        fail(&mut counts, 1);
        explore(&mut counts, 2, &[1, 0]);
        assert_eq!(rows(&counts), [("panic".into(), 1, 1), ("b".into(), 1, 2), ("a".into(), 1, 3)]);
    }

    #[test]
    fn a_row_in_the_middle_that_goes_moves_those_below() {
        let mut counts = explored(&[0]);
        fail(&mut counts, 2);
        explore(&mut counts, 3, &[1]);
        assert_eq!(rows(&counts), [("a".into(), 1, 1), ("panic".into(), 1, 2), ("b".into(), 1, 3)]);
        fail(&mut counts, 3);
        explore(&mut counts, 4, &[0, 1]);
        assert_eq!(rows(&counts), [("a".into(), 2, 1), ("panic".into(), 2, 2), ("b".into(), 1, 5)]);
    }

    #[test]
    fn a_failure_before_anything_was_observed_takes_nothing_back() {
        let mut counts = explored(&[0]);
        fail(&mut counts, 2);
        assert_eq!(rows(&counts)[0], ("a".into(), 1, 1));
    }

    #[test]
    fn executions_that_do_nothing_explore_nothing() {
        let coverage =
            |counts: &Counts, executions| counts.findings(Coverage::Complete, &Letters(executions, true)).coverage;
        let mut counts = Counts::default();
        counts.outcome(0, &Letters(1, false));
        assert!(matches!(coverage(&counts, 1), Coverage::CutShort(_)));
        counts.outcome(0, &Letters(2, true));
        assert_eq!(coverage(&counts, 2), Coverage::Complete);
    }
}
