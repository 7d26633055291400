//! What a backend found out about a variant, before anybody compares it with what was expected.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::about::ViolationKind;
use crate::hang::Waiting;

/// Everything that one run of one variant on one backend has found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// Executions explored, or samples judged; those that went wrong included.
    pub executions: u64,
    /// How long the run took.
    pub seconds: f64,
    /// What was observed, and what went wrong before anything could be observed.
    pub seen: Vec<Seen>,
    /// The first hang, in detail.
    pub hang: Option<Hang>,
    /// How the actors met when most was seen that is worth seeing; `None` where nothing was.
    pub knobs: Option<Knobs>,
    /// How often actors were killed; `None` where none may be.
    pub kills: Option<Kills>,
    /// What a reader should know about the machine: what made the run less sensitive than it could be.
    pub notes: Vec<String>,
    /// How much of what is possible was covered.
    pub coverage: Coverage,
}

/// How often a stress backend has killed actors that may be killed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kills {
    /// In the middle of acting on a state: each is a sample.
    pub acting: u64,
    /// While it met the others, or observed or made states: no sample.
    pub between: u64,
}

/// How a stress backend let the actors meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Knobs {
    /// How many states they walked between two meetings.
    pub window: u32,
    /// By how many turns of a spin loop each actor hung back behind the one before it; if negative, behind the one
    /// after it.
    pub offset: i32,
    /// How many bytes were left alone between two states.
    pub padding: u32,
    /// How many states they walked, at most, before the states were judged and made fresh.
    pub states: u32,
}

/// One thing that happened, and how often.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// What happened.
    pub event: Event,
    /// How often.
    pub count: u64,
    /// The number of the execution in which it happened first, counted from 1. For stress backends, at most off by the
    /// number of states in an array.
    pub first_execution: u64,
    /// How long the run had taken when it happened first.
    pub first_seconds: f64,
}

/// How an execution ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The observer saw this, as text.
    Outcome(String),
    /// It went wrong before anything could be observed: in what way, and what exactly happened.
    Failure(ViolationKind, String),
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::Outcome(outcome) => write!(f, "outcome {outcome}"),
            Event::Failure(kind, text) => write!(f, "{kind} ({text})"),
        }
    }
}

/// A hang in detail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hang {
    /// Which kind of hang it is.
    pub kind: ViolationKind,
    /// How long after the last progress it was found; a model checker finds it at once.
    pub detected_after_ms: f64,
    /// Every actor that waits.
    pub waits: Vec<Waiting>,
}

/// How much of what is possible a run has covered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Coverage {
    /// Every execution.
    Complete,
    /// Every execution within the bound given.
    Bounded(String),
    /// As many as there was time for.
    Sampled,
    /// The exploration ended at the first thing that went wrong.
    StoppedAtFailure,
    /// The run ended before it could say anything, for the reason given.
    CutShort(String),
    /// Nothing was done.
    #[default]
    NotRun,
}

impl Findings {
    /// Counts something that happened in an execution that has been counted already.
    pub fn count(&mut self, event: Event, seconds: f64) {
        // A failure is one row per kind; the text of the first stands for all.
        let same = |seen: &Seen| match (&seen.event, &event) {
            (Event::Failure(one, _), Event::Failure(other, _)) => one == other,
            (one, other) => one == other,
        };
        match self.seen.iter_mut().find(|seen| same(seen)) {
            Some(seen) => seen.count += 1,
            None => self.seen.push(Seen { event, count: 1, first_execution: self.executions, first_seconds: seconds }),
        }
    }
}

impl Findings {
    /// Takes back one count.
    pub fn uncount(&mut self, event: &Event) {
        if let Some(index) = self.seen.iter().position(|seen| seen.event == *event) {
            self.seen[index].count -= 1;
            if self.seen[index].count == 0 {
                self.seen.remove(index);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_of_one_kind_share_a_row_and_keep_the_first_text() {
        let mut findings = Findings { executions: 3, ..Findings::default() };
        findings.count(Event::Failure(ViolationKind::Panic, "first".into()), 0.5);
        findings.count(Event::Failure(ViolationKind::Panic, "second".into()), 0.6);
        findings.count(Event::Outcome("1".into()), 0.7);
        assert_eq!(findings.seen.len(), 2);
        assert_eq!(findings.seen[0].event, Event::Failure(ViolationKind::Panic, "first".into()));
        assert_eq!((findings.seen[0].count, findings.seen[0].first_execution), (2, 3));
    }
}
