//! A grade: the score of one answer, point by point, and what its author can do next.

use racecourse::{Criterion, ViolationKind};
use serde::{Deserialize, Serialize};

/// What an answer got, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grade {
    /// The version of this form.
    pub schema_version: u32,
    /// The fixture's class.
    pub class: String,
    /// The fixture.
    pub fixture: String,
    /// The fixture's title, which tells the bug in a line.
    pub title: String,
    /// The file that was judged, as it was named.
    pub file: String,
    /// The points, after the cap.
    pub score: u32,
    /// How many there are: 100.
    pub out_of: u32,
    /// Why the score is less than the sum of the criteria, if it is: what caps it, and at how much.
    pub cap: Option<Cap>,
    /// Each criterion of the rubric, in order; their `out_of` add up to 100.
    pub criteria: Vec<Item>,
    /// What went wrong, if anything did that can be shown.
    pub failure: Option<Failure>,
    /// What to think about next, unless there are full marks.
    pub hint: Option<Hint>,
    /// What there is to learn, with full marks; `None` before, and in a course pack, which does not have it.
    pub lesson: Option<Lesson>,
    /// What the judge could not do on this machine, in sentences.
    pub notices: Vec<String>,
    /// How long it took, in seconds.
    pub seconds: f64,
}

impl Grade {
    /// Whether nothing is missing.
    pub fn is_full(&self) -> bool {
        self.score == self.out_of
    }
}

/// What keeps a score down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cap {
    /// The most that can be had.
    pub at_most: u32,
    /// Why.
    pub reason: String,
}

/// One criterion of a grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What it is.
    pub criterion: Criterion,
    /// The points.
    pub points: u32,
    /// How many there are.
    pub out_of: u32,
    /// How it stands.
    pub standing: Standing,
    /// What was checked, in a line: "every execution under loom (36), every schedule under shuttle (20)"; empty if
    /// nothing was.
    pub checked: String,
    /// What is wrong, or why nothing could be said; `None` if it is met.
    pub reason: Option<String>,
}

impl Item {
    /// Whether it has all its points.
    pub fn is_met(&self) -> bool {
        self.standing == Standing::Met
    }
}

/// How a criterion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// All its points.
    Met,
    /// Some: what was checked says something, and not everything.
    Partly,
    /// It was contradicted.
    Failed,
    /// Nothing was said about it, which counts as failed.
    NotShown,
}

/// An execution that goes wrong, or what the compiler said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// Where it counts.
    pub criterion: Criterion,
    /// What kind of bug it is; `None` if the answer did not get as far as to run.
    pub kind: Option<ViolationKind>,
    /// The bug in a sentence.
    pub summary: String,
    /// The actors of `steps`, by whose names its columns are headed.
    pub actors: Vec<String>,
    /// The execution, step by step; empty if there is none to show.
    pub steps: Vec<Step>,
    /// The same as a table of text, at most 80 columns wide, or what the compiler or the policy said.
    pub text: String,
    /// Names the execution, if a model checker found it.
    pub witness: Option<String>,
    /// The command that plays it again.
    pub replay: Option<String>,
}

/// A step of a failing execution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Who takes it: a number into `actors`; `None` for the observer and for threads that an actor has spawned.
    pub actor: Option<usize>,
    /// What is done.
    pub what: String,
    /// The file and line, as `counter.rs:18`; empty if it is not known.
    pub line: String,
}

/// One of a fixture's hints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// Which one, from 1, the weakest.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// What it says.
    pub text: String,
}

/// What a learner gets to see with full marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// The source of `fixed.rs`.
    pub reference: String,
    /// The wrong fixes.
    pub wrong_fixes: Vec<WrongFix>,
    /// Where it happened: title and address.
    pub in_the_wild: Vec<(String, String)>,
}

/// A fix that looks right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongFix {
    /// The variant's name.
    pub name: String,
    /// What it does.
    pub idea: String,
    /// Why that is wrong.
    pub why: String,
}
