//! What a learner has done so far.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The version of this form.
pub(crate) const VERSION: u32 = 1;

/// What a learner has done so far, by the names of fixtures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub(crate) schema_version: u32,
    /// The exercise that was worked on last.
    pub last_worked_on: Option<String>,
    /// Those that were worked on.
    pub exercises: BTreeMap<String, Record>,
}

/// What was done about one exercise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// How many times an answer was graded.
    pub tries: u64,
    /// The best score, if there is one.
    pub best: Option<u32>,
    /// The last score, if there is one.
    pub last: Option<u32>,
    /// How many points there are, as the last grade had it.
    pub out_of: Option<u32>,
    /// How many hints were shown.
    pub hints: usize,
}

impl Record {
    /// Whether there were full marks at least once.
    pub fn is_solved(&self) -> bool {
        self.best.is_some() && self.best >= self.out_of
    }
}

impl Default for Progress {
    fn default() -> Self {
        Progress { schema_version: VERSION, last_worked_on: None, exercises: BTreeMap::new() }
    }
}

impl Progress {
    /// What was done about an exercise.
    pub fn of(&self, exercise: &str) -> Record {
        self.exercises.get(exercise).copied().unwrap_or_default()
    }

    /// Somebody begins an exercise, or turns to it again.
    pub fn work_on(&mut self, exercise: &str) {
        self.record(exercise);
    }

    /// An answer was graded.
    pub fn try_with(&mut self, exercise: &str, score: u32, out_of: u32) {
        let record = self.record(exercise);
        record.tries = record.tries.saturating_add(1);
        record.best = record.best.max(Some(score));
        record.last = Some(score);
        record.out_of = Some(out_of);
    }

    /// The number, from 0, of the hint to show next, of as many as there are; `None` if all of them were shown.
    pub fn next_hint(&mut self, exercise: &str, of: usize) -> Option<usize> {
        let record = self.record(exercise);
        (record.hints < of).then(|| {
            record.hints += 1;
            record.hints - 1
        })
    }

    fn record(&mut self, exercise: &str) -> &mut Record {
        self.last_worked_on = Some(exercise.to_owned());
        self.exercises.entry(exercise.to_owned()).or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_try_counts_and_the_last_one_is_known_too() {
        let mut progress = Progress::default();
        for score in [25, 80, 40] {
            progress.try_with("relock", score, 100);
        }
        let record = Record { tries: 3, best: Some(80), last: Some(40), out_of: Some(100), hints: 0 };
        assert_eq!((progress.of("relock"), record.is_solved()), (record, false));
        progress.try_with("relock", 100, 100);
        progress.try_with("relock", 0, 100);
        assert!(progress.of("relock").is_solved(), "what was solved once stays solved");
        assert!(!progress.of("lock-order").is_solved(), "what was never tried is not");
    }

    #[test]
    fn hints_come_one_after_the_other_until_there_are_no_more() {
        let mut progress = Progress::default();
        let shown: Vec<_> = (0..4).map(|_| progress.next_hint("relock", 3)).collect();
        assert_eq!(shown, [Some(0), Some(1), Some(2), None]);
        assert_eq!(progress.of("relock").hints, 3, "asking for more shows no more");
    }

    #[test]
    fn whatever_is_done_to_an_exercise_is_work_on_it() {
        let mut progress = Progress::default();
        progress.work_on("a");
        progress.try_with("b", 1, 100);
        assert_eq!(progress.last_worked_on.as_deref(), Some("b"));
        progress.next_hint("a", 3);
        assert_eq!(progress.last_worked_on.as_deref(), Some("a"));
    }
}
