//! Grades as the judge gives them, one for each way in which an answer can turn out.

use racecourse::Criterion;
use racecourse::ViolationKind;
use racecourse_grade::{Cap, Failure, Grade, Hint, Item, Lesson, Standing, Step, WrongFix};

/// What each criterion is worth here, and what is done for it.
const RUBRIC: [(Criterion, u32, &str); 8] = [
    (Criterion::Interface, 5, "compiled with loom, shuttle and threads"),
    (Criterion::Sequential, 10, "3 calls, one after the other"),
    (Criterion::Safety, 30, "every execution under loom (36), every schedule under shuttle (20)"),
    (Criterion::Liveness, 20, "every execution under loom (36), every schedule under shuttle (20)"),
    (Criterion::Stress, 15, "28 300 543 samples on threads in 1.0 s"),
    (Criterion::Concurrency, 10, "both doors inside at the same time, in one of 20 schedules"),
    (Criterion::NoBusyWait, 5, "steps without progress, in every schedule under shuttle"),
    (Criterion::Budget, 5, "12 s and 310 MB of at most 60 s and 2 GB"),
];

/// An answer of which nothing has been said yet but that it is met.
pub(crate) fn full() -> Grade {
    let item = |(criterion, out_of, checked): (Criterion, u32, &str)| Item {
        criterion,
        points: out_of,
        out_of,
        standing: Standing::Met,
        checked: checked.to_owned(),
        reason: None,
    };
    Grade {
        schema_version: 1,
        class: "atomicity".to_owned(),
        fixture: "unlocked-counter".to_owned(),
        title: "Two doors count visitors without a lock, and one visitor is lost".to_owned(),
        file: "answers/counter.rs".to_owned(),
        score: 100,
        out_of: 100,
        cap: None,
        criteria: RUBRIC.map(item).to_vec(),
        failure: None,
        hint: None,
        lesson: Some(lesson()),
        notices: vec![
            "there are fewer processors here (2) than actors and observers (3), so stress is weaker".to_owned(),
        ],
        seconds: 12.125,
    }
}

fn lesson() -> Lesson {
    let fix = |name: &str, idea: &str, why: &str| WrongFix {
        name: name.to_owned(),
        idea: idea.to_owned(),
        why: why.to_owned(),
    };
    Lesson {
        reference:
            "//! Adds one in a single step.\n\nimpl Counter for Tally {\n    fn enter(&self, _: Door) {\n        \
                    self.total.fetch_add(1, Relaxed);\n    }\n}\n"
                .to_owned(),
        wrong_fixes: vec![
            fix(
                "wrong_lock_per_door",
                "each door takes a lock of its own around reading and writing",
                "the other door never asks for that lock, so neither keeps the other out",
            ),
            fix(
                "wrong_sequentially_consistent",
                "a stricter ordering for the same two steps",
                "all actors agree on the order of the steps, and the other door still fits in between",
            ),
        ],
        in_the_wild: vec![("tokio-rs/tokio#4725".to_owned(), "https://github.com/tokio-rs/tokio/pull/4725".to_owned())],
    }
}

fn hint() -> Option<Hint> {
    let text = "is each operation the problem, or what lies between two of them?".to_owned();
    Some(Hint { number: 1, of: 3, text })
}

/// What keeps the points of a criterion.
fn lose(grade: &mut Grade, criterion: Criterion, points: u32, standing: Standing, reason: &str) {
    let item = grade.criteria.iter_mut().find(|item| item.criterion == criterion).expect("every criterion is there");
    (item.points, item.standing, item.reason) = (points, standing, Some(reason.to_owned()));
    grade.score = grade.criteria.iter().map(|item| item.points).sum();
    (grade.lesson, grade.hint) = (None, hint());
}

/// An answer that loses an update, which loom and the threads have seen.
pub(crate) fn violated() -> Grade {
    let mut grade = full();
    let meaning = "1 was observed, which is forbidden: one door's count overwrote the other's";
    lose(&mut grade, Criterion::Safety, 0, Standing::Failed, meaning);
    lose(&mut grade, Criterion::Stress, 5, Standing::Partly, "44 149 197 of 176 887 679 samples were forbidden");
    lose(&mut grade, Criterion::Concurrency, 0, Standing::NotShown, "says nothing while the answer is not safe");
    let step = |actor, what: &str, line: &str| Step { actor, what: what.to_owned(), line: line.to_owned() };
    let witness = "rc1:atomicity/unlocked-counter:answer:shuttle:bounded:0:3ab:3f3c99d7:4f4caef2:4e7d15bd";
    grade.failure = Some(Failure {
        criterion: Criterion::Safety,
        kind: Some(ViolationKind::ForbiddenOutcome),
        summary: meaning.to_owned(),
        actors: vec!["north".to_owned(), "south".to_owned()],
        steps: vec![
            step(Some(1), "total → 0", "counter.rs:18"),
            step(Some(0), "total → 0", "counter.rs:18"),
            step(Some(0), "total ← 1", "counter.rs:20"),
            step(Some(1), "total ← 1", "counter.rs:20"),
            step(None, "total → 1", "spec.rs:31"),
        ],
        text: "      north      south      line\n 1               total → 0  counter.rs:18\n 2 *  total → 0             \
               counter.rs:18\n 3    total ← 1             counter.rs:20\n 4               total ← 1  counter.rs:20\n\n* \
               Step 2 seals it: whatever runs when after it, it ends like this.\n"
            .to_owned(),
        witness: Some(witness.to_owned()),
        replay: Some(format!("cargo xtask replay {witness}")),
    });
    grade
}

/// Nothing was judged but the interface.
fn did_not_run(reason: &str, summary: &str, text: &str) -> Grade {
    let mut grade = full();
    for criterion in Criterion::ALL {
        lose(&mut grade, criterion, 0, Standing::NotShown, "the answer was not run");
    }
    grade.criteria[1..].iter_mut().for_each(|item| item.checked.clear());
    lose(&mut grade, Criterion::Interface, 0, Standing::Failed, reason);
    grade.failure = Some(Failure {
        criterion: Criterion::Interface,
        kind: None,
        summary: summary.to_owned(),
        actors: Vec::new(),
        steps: Vec::new(),
        text: text.to_owned(),
        witness: None,
        replay: None,
    });
    grade.notices.clear();
    grade
}

/// An answer that does not compile.
pub(crate) fn not_compiled() -> Grade {
    did_not_run(
        "the compiler refuses it",
        "the compiler refuses it with 1 error",
        "error[E0308]: mismatched types\n  --> counter.rs:18:9\n   |\n17 |     fn total(&self) -> u32 {\n   |                        --- expected `u32` because of return type\n18 |         self.total.load(Relaxed) as Vec<u8>\n   |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ expected `u32`, found `Vec<u8>`\n",
    )
}

/// An answer that uses what no answer may use.
pub(crate) fn refused() -> Grade {
    did_not_run(
        "it uses what an answer may not use",
        "an answer may not use `std::process`",
        "counter.rs:3: `use std::process::Command`\nwhat an answer needs is in `super::sync`\n",
    )
}

/// An answer that is right in every way but one, for which it gets half at most.
pub(crate) fn capped() -> Grade {
    let mut grade = full();
    lose(
        &mut grade,
        Criterion::Concurrency,
        0,
        Standing::Failed,
        "no two actors are ever at work at the same time, and in the reference fix they are",
    );
    let reason = "one lock around everything takes away what the fixture is about".to_owned();
    (grade.score, grade.cap) = (50, Some(Cap { at_most: 50, reason }));
    grade
}

/// All of them, with a name for each.
pub(crate) fn all() -> [(&'static str, Grade); 5] {
    [
        ("full", full()),
        ("violated", violated()),
        ("not-compiled", not_compiled()),
        ("refused", refused()),
        ("capped", capped()),
    ]
}
