//! A grade as a list of tests that pass or fail, which is how every platform sees it.

use std::path::Path;

use super::text::{clean, one_line};
use crate::score::{Failure, Grade, Item, Standing};
use racecourse::Criterion;

/// How a test went, or all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing is missing.
    Passed,
    /// It ran, and something is wrong.
    Failed,
    /// It could not be run, so that nothing can be said.
    Error,
}

/// One test: a criterion, or the cap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The criterion's name in data, or `cap`.
    pub(super) key: &'static str,
    /// What is asked for, in a line.
    pub(super) name: &'static str,
    /// How it went.
    pub(super) outcome: Outcome,
    /// The points, and how many of them count: together these add up to the score.
    pub(super) points: Option<Points>,
    /// What was done to find out, and the command to see it fail again; `None` if nothing was done.
    pub(super) checked: Option<String>,
    /// What is wrong, in full, and what to think about next; `None` if it passed.
    pub(super) message: Option<String>,
    /// The same in a line.
    pub(super) summary: Option<String>,
    /// What to call the failure: the kind of bug, or how the criterion stands.
    pub(super) kind: &'static str,
    /// The line of the answer where the failing execution ends, if there is one.
    pub(super) line: Option<u32>,
}

impl Row {
    /// What was done to find out, where a platform wants something in any case.
    pub(super) fn code(&self) -> &str {
        self.checked.as_deref().unwrap_or("nothing was checked")
    }
}

/// The points of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Points {
    /// How many there would be if nothing capped the score.
    pub(super) earned: u32,
    /// How many there are under the cap.
    pub(super) counted: u32,
    /// How many there can be.
    pub(super) out_of: u32,
}

/// How the whole grade went.
pub(super) fn outcome(grade: &Grade) -> Outcome {
    let ran = |item: &Item| item.criterion != Criterion::Interface && item.standing != Standing::NotShown;
    match grade {
        grade if grade.is_full() => Outcome::Passed,
        grade if grade.criteria.iter().any(ran) => Outcome::Failed,
        _ => Outcome::Error,
    }
}

/// The criteria in order, and behind them the cap if it takes points away.
pub(super) fn rows(grade: &Grade) -> Vec<Row> {
    let overall = outcome(grade);
    let counted = counted(grade);
    let hinted = grade.criteria.iter().position(|item| item.standing != Standing::Met);
    let shown = failing(grade);
    let mut rows: Vec<Row> = Vec::new();
    for (index, item) in grade.criteria.iter().enumerate() {
        let failure = grade.failure.as_ref().filter(|_| shown == Some(index));
        let row_outcome = match item.standing {
            Standing::Met => Outcome::Passed,
            Standing::NotShown => Outcome::Error,
            Standing::Partly | Standing::Failed if overall == Outcome::Error => Outcome::Error,
            Standing::Partly | Standing::Failed => Outcome::Failed,
        };
        let points = Points { earned: item.points, counted: counted[index], out_of: item.out_of };
        let message = (row_outcome != Outcome::Passed).then(|| {
            let hint = if hinted == Some(index) { hint(grade) } else { None };
            let repeated = |reason: &&str| failure.is_some_and(|failure| failure.summary == **reason);
            let reason = item.reason.as_deref().filter(|reason| !repeated(reason)).map(clean);
            let parts = [reason, failure.map(self::failure), hint];
            let told: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            if told.is_empty() { standing(item.standing).to_owned() } else { told.join("\n\n") }
        });
        let short = failure.map(|failure| &failure.summary).or(item.reason.as_ref());
        let short = short.map(|text| one_line(text)).filter(|text| !text.is_empty());
        rows.push(Row {
            key: item.criterion.name(),
            name: item.criterion.title(),
            outcome: row_outcome,
            points: Some(points),
            checked: checked(item, failure),
            summary: message.as_ref().map(|_| short.unwrap_or_else(|| standing(item.standing).to_owned())),
            message,
            kind: failure.and_then(|failure| failure.kind).map_or(type_of(item.standing), |kind| kind.name()),
            line: failure.and_then(|failure| last_line(failure, &grade.file)),
        });
    }
    rows.extend(cap(grade));
    rows
}

/// The cap as a test of its own, without points: a grade with a cap that bites has a test that fails, even if every
/// criterion is met.
fn cap(grade: &Grade) -> Option<Row> {
    let cap = grade.cap.as_ref().filter(|_| sum(grade) > u64::from(grade.score))?;
    let reason = clean(&cap.reason);
    Some(Row {
        key: "cap",
        name: "nothing caps the score",
        outcome: if outcome(grade) == Outcome::Error { Outcome::Error } else { Outcome::Failed },
        points: None,
        checked: Some(format!("the criteria add up to {} points, and {} of them count", sum(grade), grade.score)),
        message: Some(format!("the score is at most {}: {reason}", cap.at_most)),
        summary: Some(format!("the score is at most {}: {}", cap.at_most, one_line(&reason))),
        kind: "cap",
        line: None,
    })
}

/// What the criteria add up to, before the cap.
pub(super) fn sum(grade: &Grade) -> u64 {
    grade.criteria.iter().map(|item| u64::from(item.points)).sum()
}

/// The points of each criterion that count: they add up to the score. Under a cap each has the same share of its points,
/// rounded so that the sum is right (method of largest remainders; of two that are equal, the first gets the point).
fn counted(grade: &Grade) -> Vec<u32> {
    let points = || grade.criteria.iter().map(|item| u64::from(item.points));
    let (sum, score) = (sum(grade), u64::from(grade.score));
    if sum <= score {
        return grade.criteria.iter().map(|item| item.points).collect();
    }
    let mut shares: Vec<u64> = points().map(|points| points * score / sum).collect();
    let mut order: Vec<(u64, usize)> =
        points().map(|points| points * score % sum).enumerate().map(|(index, rest)| (rest, index)).collect();
    order.sort_by_key(|&(rest, index)| (std::cmp::Reverse(rest), index));
    let missing = (score - shares.iter().sum::<u64>()) as usize;
    for &(_, index) in &order[..missing] {
        shares[index] += 1;
    }
    shares.into_iter().map(|share| u32::try_from(share).expect("a share is no more than the points")).collect()
}

/// The criterion under which the failure is shown: its own, or the first that is not met.
fn failing(grade: &Grade) -> Option<usize> {
    let failure = grade.failure.as_ref()?;
    let unmet = |item: &Item| item.standing != Standing::Met;
    let own = grade.criteria.iter().position(|item| unmet(item) && item.criterion == failure.criterion);
    own.or_else(|| grade.criteria.iter().position(unmet))
}

fn checked(item: &Item, failure: Option<&Failure>) -> Option<String> {
    let replay = failure.and_then(|failure| failure.replay.as_deref());
    let told = [Some(item.checked.as_str()), replay].into_iter().flatten().map(one_line);
    let told: Vec<String> = told.filter(|line| !line.is_empty()).collect();
    (!told.is_empty()).then(|| told.join("\n"))
}

/// The failure in full.
fn failure(failure: &Failure) -> String {
    let kind = failure.kind.map(|kind| format!("{}: ", kind.words())).unwrap_or_default();
    let mut parts = vec![format!("{kind}{}", clean(&failure.summary)), clean(&failure.text).trim_end().to_owned()];
    parts.extend(again(failure));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// How to see the execution again; the witness by itself only if the command does not say it.
pub(super) fn again(failure: &Failure) -> Option<String> {
    let command = failure.replay.as_deref().map(one_line).unwrap_or_default();
    let witness = failure.witness.as_deref().map(one_line).filter(|witness| !command.contains(witness));
    let witness = witness.map(|witness| format!("Witness: {witness}"));
    let command =
        Some(command).filter(|command| !command.is_empty()).map(|command| format!("Play it again:\n{command}"));
    [witness, command].into_iter().flatten().reduce(|witness, command| format!("{witness}\n{command}"))
}

/// What to think about next.
pub(super) fn hint(grade: &Grade) -> Option<String> {
    let hint = grade.hint.as_ref()?;
    Some(format!("Hint {} of {}: {}", hint.number, hint.of, clean(&hint.text)))
}

/// How a criterion stands, in words.
pub(super) fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Met => "met",
        Standing::Partly => "partly met",
        Standing::Failed => "failed",
        Standing::NotShown => "not shown",
    }
}

/// What a failure without a kind of its own is called in data.
fn type_of(standing: Standing) -> &'static str {
    match standing {
        Standing::Met => "met",
        Standing::Partly => "partly",
        Standing::Failed => "failed",
        Standing::NotShown => "not-shown",
    }
}

/// The last line of the answer that a failing execution passes.
fn last_line(failure: &Failure, file: &str) -> Option<u32> {
    let file = Path::new(file).file_name()?;
    failure.steps.iter().rev().find_map(|step| {
        let (path, line) = step.line.rsplit_once(':')?;
        (Path::new(path).file_name() == Some(file)).then(|| line.parse().ok()).flatten()
    })
}
