//! The litmus tests as data: what they do, what RC11 allows, and where loom is known to differ.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use std::sync::atomic::Ordering;

use serde::Deserialize;

use crate::interleaving;
use crate::outcome::Outcome;
use crate::program::{self, Memory, Operation, Registers, VARIABLES};

/// The most threads of a test.
pub(crate) const MOST_THREADS: usize = 4;

/// A litmus test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Litmus {
    /// What it is called in the literature, and the orderings.
    pub(crate) title: String,
    /// The title as a part of a test's name.
    pub name: String,
    /// What each thread does, as text.
    pub(crate) texts: Vec<String>,
    /// What each thread does.
    pub(crate) threads: Vec<Vec<Operation>>,
    /// Every outcome that RC11 allows.
    pub(crate) allowed: BTreeSet<Outcome>,
    /// Which variables it uses. Looked up for each sample, so it is worked out before.
    used: [bool; VARIABLES.len()],
    /// Every known difference between what RC11 allows and what loom explores.
    pub(crate) differences: Vec<Difference>,
}

/// One outcome in which loom and RC11 differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// In what way.
    pub(crate) kind: Kind,
    /// The outcome.
    pub(crate) outcome: Outcome,
    /// What makes the difference.
    pub(crate) cause: String,
}

/// In what way loom differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// RC11 allows the outcome, and loom does not show it.
    Miss,
    /// RC11 rules the outcome out, and loom shows it.
    FalseAlarm,
}

impl Kind {
    /// The word for reports.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Miss => "miss",
            Kind::FalseAlarm => "false alarm",
        }
    }
}

impl Litmus {
    /// The outcome with these registers, and with what is in the variables that the test uses.
    #[inline]
    pub(crate) fn outcome(&self, registers: &[Registers], memory: &impl Memory) -> Outcome {
        let value = |variable: usize| self.used[variable].then(|| memory.load(variable, Ordering::Relaxed));
        Outcome::new(registers, std::array::from_fn(value))
    }

    /// Whether an access asks for `SeqCst`.
    pub fn asks_for_seq_cst(&self) -> bool {
        let order = |operation: &Operation| operation.access_order();
        self.threads.iter().flatten().filter_map(order).any(|order| order == Ordering::SeqCst)
    }

    /// Whether it reads and writes in one step.
    pub fn exchanges(&self) -> bool {
        self.threads.iter().flatten().any(|operation| matches!(operation, Operation::FetchAdd { .. }))
    }

    /// Whether it has fences.
    pub fn has_fences(&self) -> bool {
        self.threads.iter().flatten().any(|operation| matches!(operation, Operation::Fence { .. }))
    }

    /// How many threads it has.
    pub fn thread_count(&self) -> usize {
        self.threads.len()
    }

    /// The outcomes that RC11 allows and so does sequential consistency.
    pub(crate) fn strong(&self) -> impl Iterator<Item = &Outcome> {
        let strong = interleaving::outcomes(self);
        self.allowed.iter().filter(move |outcome| strong.contains(outcome))
    }

    /// The outcomes that RC11 allows and sequential consistency does not.
    pub(crate) fn weak(&self) -> impl Iterator<Item = &Outcome> {
        let strong = interleaving::outcomes(self);
        self.allowed.iter().filter(move |outcome| !strong.contains(outcome))
    }

    /// The outcomes of one kind of difference.
    pub fn listed(&self, kind: Kind) -> impl Iterator<Item = Outcome> {
        self.differences.iter().filter(move |difference| difference.kind == kind).map(|difference| difference.outcome)
    }
}

/// All litmus tests.
///
/// # Panics
///
/// If `data/rc11.json`, which is compiled in, is wrong.
pub fn tests() -> &'static [Litmus] {
    static TESTS: LazyLock<Vec<Litmus>> = LazyLock::new(|| {
        let parsed = parse(include_str!("../data/rc11.json"));
        parsed.unwrap_or_else(|problem| panic!("crates/litmus/data/rc11.json: {problem}"))
    });
    &TESTS
}

/// The litmus test with this name.
pub fn find(name: &str) -> Option<&'static Litmus> {
    tests().iter().find(|litmus| litmus.name == name)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    /// What makes differences, by a short name.
    causes: BTreeMap<String, String>,
    tests: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    title: String,
    threads: Vec<String>,
    allowed: Vec<String>,
    #[serde(default)]
    loom: Differences,
}

/// Outcomes, by the short name of their cause.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Differences {
    #[serde(default)]
    misses: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    false_alarms: BTreeMap<String, Vec<String>>,
}

fn parse(text: &str) -> Result<Vec<Litmus>, String> {
    let document: Document = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut tests: Vec<Litmus> = Vec::new();
    for entry in &document.tests {
        let litmus = understand(entry, &document.causes).map_err(|problem| format!("{}: {problem}", entry.title))?;
        if tests.iter().any(|other| other.name == litmus.name) {
            return Err(format!("there are two tests called `{}`; rename one", litmus.name));
        }
        tests.push(litmus);
    }
    let used = |cause: &String| tests.iter().flat_map(|litmus| &litmus.differences).any(|one| one.cause == *cause);
    match document.causes.iter().find(|(_, cause)| !used(cause)) {
        Some((name, _)) => Err(format!("the cause `{name}` makes no difference; delete it")),
        None => Ok(tests),
    }
}

fn understand(entry: &Entry, causes: &BTreeMap<String, String>) -> Result<Litmus, String> {
    let threads: Vec<_> = entry.threads.iter().map(|thread| program::parse(thread)).collect::<Result<_, _>>()?;
    if threads.is_empty() || threads.len() > MOST_THREADS {
        return Err(format!("{} threads; a test has 1 to {MOST_THREADS}", threads.len()));
    }
    let mut allowed = BTreeSet::new();
    for outcome in &entry.allowed {
        if !allowed.insert(outcome.parse()?) {
            return Err(format!("the outcome `{outcome}` is listed twice; keep one"));
        }
    }
    let name = entry.title.to_lowercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), "_");
    let mut used = [false; VARIABLES.len()];
    for variable in threads.iter().flatten().filter_map(Operation::variable) {
        used[variable] = true;
    }
    let (title, texts) = (entry.title.clone(), entry.threads.clone());
    let mut litmus = Litmus { title, name, texts, threads, allowed, used, differences: Vec::new() };
    if let Some(missing) = interleaving::outcomes(&litmus).difference(&litmus.allowed).next() {
        return Err(format!("an interleaving ends in `{missing}`, so RC11 allows it; list it"));
    }
    let kinds = [(Kind::Miss, &entry.loom.misses), (Kind::FalseAlarm, &entry.loom.false_alarms)];
    for (kind, by_cause) in kinds {
        for (cause, outcomes) in by_cause {
            let words = causes.get(cause).ok_or_else(|| format!("there is no cause `{cause}`; add it to `causes`"))?;
            for outcome in outcomes {
                litmus.add(Difference { kind, outcome: outcome.parse()?, cause: words.clone() })?;
            }
        }
    }
    Ok(litmus)
}

impl Litmus {
    fn add(&mut self, difference: Difference) -> Result<(), String> {
        let Difference { kind, outcome, .. } = difference;
        if self.allowed.contains(&outcome) != (kind == Kind::Miss) {
            return Err(format!("RC11 does not make `{outcome}` a {}; list it as what it is", kind.name()));
        }
        if self.differences.iter().any(|listed| listed.outcome == outcome) {
            return Err(format!("the difference `{outcome}` is listed twice; keep one"));
        }
        self.differences.push(difference);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_test_is_there() {
        assert_eq!(tests().len(), 35);
        assert_eq!(tests().iter().map(|litmus| litmus.allowed.len()).sum::<usize>(), 156);
    }

    /// A document with one test, of a single store, that says this of loom.
    fn with(causes: &str, allowed: &str, loom: &str) -> Result<Vec<Litmus>, String> {
        parse(&format!(
            r#"{{ "causes": {{ {causes} }}, "tests": [{{
                "title": "One", "threads": ["x.store(1, Relaxed)"],
                "allowed": [{allowed}], "loom": {{ {loom} }} }}] }}"#
        ))
    }

    #[test]
    fn a_document_that_contradicts_itself_is_refused() {
        let cause = r#""why": "because""#;
        assert!(with("", r#""x=1""#, "").is_ok());
        assert!(with(cause, r#""x=1""#, r#""false-alarms": { "why": ["x=0"] }"#).is_ok());
        let wrong = [
            (with("", "", ""), "an interleaving ends in `x=1`"),
            (with("", r#""x=1", "x=1""#, ""), "the outcome `x=1` is listed twice"),
            (with(cause, r#""x=1""#, ""), "the cause `why` makes no difference"),
            (with("", r#""x=1""#, r#""misses": { "why": ["x=1"] }"#), "there is no cause `why`"),
            (with(cause, r#""x=1""#, r#""misses": { "why": ["x=0"] }"#), "RC11 does not make `x=0` a miss"),
            (
                with(cause, r#""x=1""#, r#""false-alarms": { "why": ["x=1"] }"#),
                "RC11 does not make `x=1` a false alarm",
            ),
            (with(cause, r#""x=1""#, r#""misses": { "why": ["x=1", "x=1"] }"#), "the difference `x=1` is listed twice"),
            (with("", r#""x=1""#, r#""gaps": {}"#), "unknown field `gaps`"),
        ];
        for (parsed, wanted) in wrong {
            let problem = parsed.expect_err(wanted);
            assert!(problem.contains(wanted), "{problem}");
        }
    }
}
