//! What loom finds out about an answer, and what is to be made of it: loom does not get through everything, it is not fair to
//! everybody, and it promises less than `SeqCst` does.

use std::time::Duration;

use anyhow::Result;
use racecourse::mending::Mending;
use racecourse::{Backend, Grade, Part, ViolationKind};
use racecourse_model::{GIVES_WAY_TO_ALL, TOO_MANY_THREADS};
use racecourse_policy::{may_meet, mentions};
use racecourse_report::{RunResult, VerdictName};
use racecourse_runner::{Cell, Effort};

use crate::evidence::{MODEL, Stop, Subject, one, was_cut_short};

/// How long loom may take for every execution where a bound counts as everything.
const ALL_IF_BOUNDED: Duration = Duration::from_secs(2);
/// A checker that says nothing after so many seconds has not said all that it would; one that ends before has.
const ENOUGH: f64 = 1.0;
/// How many preemptions loom may try where it was not done with all of them, and how long that may take.
const FEWER_PREEMPTIONS: usize = 2;
const FEWER_WITHIN: Duration = Duration::from_secs(10);

/// How long loom may take for actors who do the same more than once.
const ROUNDS: Duration = Duration::from_secs(2);

/// How long loom may take to look again at those who give way.
const SECOND_LOOK: Duration = Duration::from_secs(1);

/// What loom says of those who wait by giving way, and what is no livelock to shuttle. Loom lets them look at old values, and
/// keeps others from running, for as long as they like.
const UNFAIR: &str = "loom is not fair to who waits by giving way";

/// What loom promises less than. Where an answer names it, what goes wrong on loom alone may be right.
const STRICT: &str = "SeqCst";
/// What may wrongly come before an exchange on loom.
const STORE: &str = "store";
const FENCE: &str = "fence";
/// What reads an atomic and writes it in one step.
const EXCHANGES: [&str; 12] = [
    "swap",
    "compare_exchange",
    "compare_exchange_weak",
    "fetch_add",
    "fetch_sub",
    "fetch_and",
    "fetch_or",
    "fetch_xor",
    "fetch_max",
    "fetch_min",
    "fetch_update",
    "fetch_not",
];
/// What an answer names that relies on weaker orderings than shuttle's. Nobody but loom looks at those.
const WEAK: [&str; 5] = ["Relaxed", "Acquire", "Release", "AcqRel", "fence"];

/// What loom has found in one of the fixture's scenarios.
pub(crate) struct OnLoom {
    part: Part,
    /// Nothing, if it cannot say anything.
    pub(crate) run: Option<RunResult>,
    /// Whether that is with few preemptions only.
    pub(crate) few_preemptions: bool,
    /// Why it cannot say anything, where others can.
    pub(crate) beyond: Option<&'static str>,
}

impl OnLoom {
    /// What it finds by itself: with few preemptions only, if it is not done with all of them in time.
    pub(crate) fn judged(subject: &Subject, part: Part, stop: Stop<'_>) -> Result<OnLoom> {
        OnLoom::judged_with(subject, part, None, stop)
    }

    fn judged_with(subject: &Subject, part: Part, mending: Option<Mending>, stop: Stop<'_>) -> Result<OnLoom> {
        let of = |run, few_preemptions| OnLoom { part, run, few_preemptions, beyond: None };
        let all = explored(subject, part, None, mending, stop)?;
        let is_unfinished =
            |run: &RunResult| (run.verdict == VerdictName::Incomplete || was_cut_short(run)) && run.seconds >= ENOUGH;
        if all.as_ref().is_some_and(gives_way) && part == Part::Specification && !stop() {
            // Then loom leaves executions out, which it sees where preemptions are few.
            let cell = cell(subject, part, mending);
            let fewer = one(cell, Effort::Budget(SECOND_LOOK), Some(FEWER_PREEMPTIONS), stop)?;
            let is_wrong =
                fewer.as_ref().is_some_and(|run| run.verdict == VerdictName::Violated && !only_livelocks(run));
            return Ok(of(if is_wrong { fewer } else { all }, false));
        }
        if !all.as_ref().is_some_and(is_unfinished) || stop() {
            return Ok(of(all, false));
        }
        let fewer = explored(subject, part, Some(FEWER_PREEMPTIONS), mending, stop)?;
        let says_more = |fewer: &RunResult| match &all {
            // What went wrong with more preemptions is not undone.
            Some(all) if was_cut_short(all) => fewer.verdict == VerdictName::Violated && fewer.confidence.is_some(),
            _ => fewer.verdict != VerdictName::Incomplete,
        };
        Ok(match fewer {
            Some(fewer) if says_more(&fewer) => of(Some(fewer), true),
            _ => of(all, false),
        })
    }

    /// The same, now that it is known what shuttle says.
    pub(crate) fn reconsidered(self, subject: &Subject, shuttle: Option<&RunResult>, stop: Stop<'_>) -> Result<OnLoom> {
        if self.run.as_ref().is_some_and(|run| run.reason.as_deref() == Some(TOO_MANY_THREADS)) {
            // Rounds have more threads than the specification's scenario, which says all that can be said then.
            let is_weak = subject.source().is_none_or(|source| mentions(source, &WEAK));
            return Ok(if is_weak && self.part == Part::Specification {
                self
            } else {
                OnLoom { run: None, beyond: Some(TOO_MANY_THREADS), ..self }
            });
        }
        let holds_on_shuttle = shuttle.is_some_and(|run| run.verdict == VerdictName::Held);
        if !self.is_violated() || !holds_on_shuttle {
            return Ok(self);
        }
        let part = self.part;
        let alone = self.without_starving(subject, None, stop)?;
        let source = subject.source().filter(|_| alone.is_violated());
        // What goes wrong only here may go wrong only because loom takes something for less than it is.
        let mut mended = Vec::new();
        for mending in source.map(mendings).unwrap_or_default() {
            let found = OnLoom::judged_with(subject, part, Some(mending), stop)?;
            let found = found.without_starving(subject, Some(mending), stop)?;
            if found.run.as_ref().is_some_and(|run| run.verdict != VerdictName::Held) {
                // What goes wrong with this is what really does, if there was time to see it.
                return Ok(if found.is_violated() { found } else { alone });
            }
            mended.push(found);
        }
        // The one that says least.
        mended.sort_by_key(|found| (found.run.is_some(), !found.few_preemptions));
        Ok(mended.into_iter().next().unwrap_or(alone))
    }

    /// What it finds where few do the same more than once, if nothing is wrong with doing it once; nothing, if the fixture has no
    /// such scenario.
    pub(crate) fn rounds(&self, subject: &Subject, stop: Stop<'_>) -> Result<Option<OnLoom>> {
        if !self.holds() || !subject.is_supported(Backend::Loom, Part::Rounds) || stop() {
            return Ok(None);
        }
        OnLoom::judged(subject, Part::Rounds, stop).map(Some)
    }

    /// Whether nothing is wrong as far as it can see.
    fn holds(&self) -> bool {
        self.run.as_ref().is_some_and(|run| run.verdict == VerdictName::Held)
    }

    fn is_violated(&self) -> bool {
        self.run.as_ref().is_some_and(|run| run.verdict == VerdictName::Violated)
    }

    /// The same, but with few preemptions if nothing was wrong but that somebody was kept from running: then, nobody is for ever.
    fn without_starving(self, subject: &Subject, mending: Option<Mending>, stop: Stop<'_>) -> Result<OnLoom> {
        if stop() || !self.run.as_ref().is_some_and(only_livelocks) {
            return Ok(self);
        }
        let fewer = explored(subject, self.part, Some(FEWER_PREEMPTIONS), mending, stop)?;
        let fewer = fewer.filter(|run| run.verdict != VerdictName::Incomplete && !only_livelocks(run));
        let (few_preemptions, beyond) = (fewer.is_some(), fewer.is_none().then_some(UNFAIR));
        Ok(OnLoom { run: fewer, few_preemptions, beyond, ..self })
    }
}

/// What can be done about an answer that loom may take for less than it is. It has to hold with each of these.
fn mendings(source: &str) -> Vec<Mending> {
    let stores_meet = may_meet(source, &EXCHANGES, &[STORE]);
    let has_fences = mentions(source, &[FENCE]);
    if mentions(source, &[STRICT]) {
        Mending::with_fences(stores_meet, has_fences).to_vec()
    } else if stores_meet && !has_fences {
        vec![Mending::without_fences()]
    } else {
        Vec::new()
    }
}

/// What loom finds in a scenario, if it runs that: with so many preemptions at most, and with this done about accesses that it
/// takes for less than they are.
fn explored(
    subject: &Subject,
    part: Part,
    preemptions: Option<usize>,
    mending: Option<Mending>,
    stop: Stop<'_>,
) -> Result<Option<RunResult>> {
    if !subject.is_supported(Backend::Loom, part) {
        return Ok(None);
    }
    let time = match preemptions {
        _ if part == Part::Rounds => ROUNDS,
        Some(_) => FEWER_WITHIN,
        None if subject.fixture.about.exercise.bounded => ALL_IF_BOUNDED,
        None => MODEL,
    };
    one(cell(subject, part, mending), Effort::Budget(time), preemptions, stop)
}

fn cell(subject: &Subject, part: Part, mending: Option<Mending>) -> Cell {
    Cell { mending, ..subject.cell(Backend::Loom, part) }
}

/// Whether nothing goes wrong, and somebody waits by giving way.
fn gives_way(run: &RunResult) -> bool {
    run.verdict == VerdictName::Held && run.reason.as_ref().is_some_and(|reason| reason.contains(GIVES_WAY_TO_ALL))
}

/// Whether nothing forbidden happened but livelocks, and some did.
fn only_livelocks(run: &RunResult) -> bool {
    let mut wrong = run.outcomes.iter().filter(|row| row.grade == Grade::Forbidden).peekable();
    wrong.peek().is_some() && wrong.all(|row| row.outcome == ViolationKind::Livelock.name())
}
