//! A small course to test with.

use racecourse::{About, Class, Criterion, Exercise, Fixture};
use racecourse_grade::{Grade, Item, Standing};

use crate::course;

/// Two classes, listed in another order than that of the course.
pub(crate) const CLASSES: &[Class] = &[
    Class { name: "atomicity", fixtures: &[TORN_PAIR, UNLOCKED_COUNTER] },
    Class { name: "signalling", fixtures: &[LOST_PARCEL] },
];

/// The whole course.
pub(crate) fn exercises() -> Vec<crate::Exercise> {
    course(CLASSES)
}

const README: &str = "# atomicity/unlocked-counter

Two doors count visitors.

## Symptom

The total is a little too low. Nothing crashes, and with one door in use the count is right, which is
why nobody noticed; see [refused.rs](refused.rs) and [the book](https://example.org/book).

| doors | visitors |
|---|---|
| 2 | 1 |

## Hints

1. Weak.
2. Strong,
   and long.
";

const SPEC: &str = "//! What a counter owes its callers.

use super::sync::Scenario;

/// Counts visitors.
pub trait Counter: Default + Send + Sync + 'static {
    /// Counts one visitor.
    fn enter(&self);
}

pub fn scenario<C: Counter>() -> Scenario<C, u32> {
    Scenario::new(C::default)
}
";

const BROKEN: &str = "//! Reads, then writes, so both doors can start from the same total.
//! That is the bug.

use super::spec::Counter;

pub struct Tally {
    /// How many have entered.
    total: u32,
}

impl Counter for Tally {
    fn enter(&self) {
        // The other door may come in here.
        let address = \"https://example.org\";
    }
}
";

const UNLOCKED_COUNTER: Fixture = fixture(
    &about("unlocked-counter", "Two doors count visitors without a lock, and one visitor is lost", 10),
    &[("README", README), ("spec", SPEC), ("broken", BROKEN), ("fixed", "the solution")],
);
const TORN_PAIR: Fixture = fixture(
    &about(
        "torn-pair",
        "A clock's two hands move one after the other, and a traveller reads a time that never was",
        40,
    ),
    &[("README", README), ("spec", SPEC), ("broken", BROKEN)],
);
const LOST_PARCEL: Fixture = fixture(&about("lost-parcel", "A parcel is lost", 20), &[]);

const fn fixture(about: &'static About, sources: &'static [(&'static str, &'static str)]) -> Fixture {
    Fixture { subject: "Tally", about, implementations: &[], others: &[], sources }
}

const fn about(name: &'static str, title: &'static str, place: u32) -> About {
    About {
        name,
        title,
        cwe: None,
        origin: "",
        sources: &[],
        modelled: &[],
        unsupported: &[],
        gaps: &[],
        exercise: Exercise::at(place),
        injected: &[],
        besides: &[],
        variants: &[],
    }
}

/// A grade with this score, of two criteria.
pub(crate) fn grade(score: u32) -> Grade {
    let item = |criterion, points, out_of| Item {
        criterion,
        points,
        out_of,
        standing: if points == out_of { Standing::Met } else { Standing::Failed },
        checked: String::new(),
        reason: None,
    };
    Grade {
        schema_version: 1,
        class: "atomicity".into(),
        fixture: "unlocked-counter".into(),
        title: String::new(),
        file: "answer.rs".into(),
        score,
        out_of: 100,
        cap: None,
        criteria: vec![
            item(Criterion::Interface, score.min(5), 5),
            item(Criterion::Safety, score.saturating_sub(5), 95),
        ],
        failure: None,
        hint: None,
        lesson: None,
        notices: Vec::new(),
        seconds: 1.0,
    }
}
