//! Whatever an answer, a compiler or a checker says: every document stays valid, and the points add up.

use fastrand::Rng;
use racecourse::Criterion;
use racecourse::ViolationKind;
use racecourse_grade::{Cap, Failure, Format, Grade, Hint, Item, Lesson, Look, Standing, Step, WrongFix, read, render};

use crate::schemas::Schema;
use crate::{json, plain, samples, sum, xml};

/// What has broken documents before.
const PIECES: [&str; 36] = [
    "",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "\0",
    "\u{1}",
    "\u{8}",
    "\u{b}",
    "\u{c}",
    "\u{1b}[31m",
    "\u{1b}[0m",
    "\u{1b}]0;title\u{7}",
    "\u{1b}",
    "\u{7f}",
    "\u{85}",
    "\u{9b}1m",
    "\u{fffe}",
    "\u{ffff}",
    "\u{10ffff}",
    "\u{202e}",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "</testsuite>",
    "&amp;",
    "\"",
    "\\",
    "Vec<'a, T>",
    "größer → 日本語 🏁",
    "\u{301}\u{200d}",
    "counter.rs:18",
    "a word",
];

fn noise(random: &mut Rng) -> String {
    let mut text: String = (0..random.usize(..8)).map(|_| random.choice(PIECES).expect("a piece")).collect();
    if random.u16(..300) == 0 {
        text = text.repeat(random.usize(..1000));
    }
    text
}

fn maybe<T>(random: &mut Rng, value: impl FnOnce(&mut Rng) -> T) -> Option<T> {
    random.bool().then(|| value(random))
}

/// A grade that a judge could give, but for what is said in it.
fn grade(random: &mut Rng) -> Grade {
    let mut grade = samples::full();
    // Some answers are right and some are never run; of the others, each criterion may stand as it likes.
    let standing = *random.choice(&[Some(Standing::Met), Some(Standing::NotShown), None, None]).expect("one");
    let all = Criterion::ALL.into_iter();
    grade.criteria = all.filter_map(|criterion| maybe(random, |random| item(random, criterion, standing))).collect();
    if grade.criteria.is_empty() {
        // A rubric never is.
        grade.criteria.push(item(random, Criterion::Interface, standing));
    }
    let total: u32 = grade.criteria.iter().map(|item| item.points).sum();
    grade.out_of = grade.criteria.iter().map(|item| item.out_of).sum();
    grade.cap = maybe(random, |random| Cap { at_most: random.u32(..=grade.out_of), reason: noise(random) });
    grade.score = grade.cap.as_ref().map_or(total, |cap| total.min(cap.at_most));
    (grade.class, grade.fixture) = (noise(random), noise(random));
    (grade.title, grade.file) = (noise(random), noise(random));
    grade.failure = if grade.is_full() { None } else { maybe(random, failure) };
    grade.hint = maybe(random, |random| Hint { number: random.usize(1..9), of: 9, text: noise(random) });
    grade.lesson = maybe(random, lesson);
    grade.notices = (0..random.usize(..3)).map(|_| noise(random)).collect();
    grade.seconds = random.f64() * 10f64.powi(random.i32(-6..6));
    grade
}

fn item(random: &mut Rng, criterion: Criterion, standing: Option<Standing>) -> Item {
    let out_of = random.u32(1..50);
    let any = *random.choice(&[Standing::Met, Standing::Partly, Standing::Failed, Standing::NotShown]).expect("one");
    let standing = standing.unwrap_or(any);
    let points = match standing {
        Standing::Met => out_of,
        Standing::Partly => random.u32(..out_of),
        Standing::Failed | Standing::NotShown => 0,
    };
    Item { criterion, points, out_of, standing, checked: noise(random), reason: maybe(random, noise) }
}

fn failure(random: &mut Rng) -> Failure {
    let kinds = [ViolationKind::Deadlock, ViolationKind::DataRace, ViolationKind::Panic];
    let step = |random: &mut Rng| Step {
        actor: maybe(random, |random| random.usize(..3)),
        what: noise(random),
        line: noise(random),
    };
    Failure {
        criterion: *random.choice(&Criterion::ALL).expect("one"),
        kind: maybe(random, |random| *random.choice(&kinds).expect("one")),
        summary: noise(random),
        actors: (0..random.usize(..3)).map(|_| noise(random)).collect(),
        steps: (0..random.usize(..5)).map(|_| step(random)).collect(),
        text: noise(random),
        witness: maybe(random, noise),
        replay: maybe(random, noise),
    }
}

fn lesson(random: &mut Rng) -> Lesson {
    let fix = |random: &mut Rng| WrongFix { name: noise(random), idea: noise(random), why: noise(random) };
    Lesson {
        reference: noise(random),
        wrong_fixes: (0..random.usize(..3)).map(|_| fix(random)).collect(),
        in_the_wild: (0..random.usize(..3)).map(|_| (noise(random), noise(random))).collect(),
    }
}

/// The longest value of a variable, with its name, that Linux hands to a program: MAX_ARG_STRLEN.
const LONGEST_VARIABLE: usize = 128 * 1024 - "RACECOURSE_RESULTS=\0".len();

#[test]
fn nothing_that_is_said_makes_a_document_invalid() {
    let mut seen = [0; 3];
    for seed in 0..300 {
        let grade = grade(&mut Rng::with_seed(seed));
        for schema in Schema::ALL {
            let document = json(&grade, schema.format());
            assert_eq!(schema.violations(&document), "", "seed {seed} as {}", schema.format());
            if matches!(schema, Schema::Gradescope | Schema::GithubClassroom) {
                assert_eq!(sum(&document), u64::from(grade.score), "seed {seed} as {}", schema.format());
                for test in document["tests"].as_array().expect("tests") {
                    let most = grade.criteria.iter().find(|item| item.criterion.title() == test["name"]);
                    assert!(
                        test["score"].as_u64().unwrap_or(0) <= most.map_or(0, |item| item.points.into()),
                        "seed {seed}"
                    );
                }
            }
            if schema == Schema::Exercism {
                let status = document["status"].as_str().expect("a status");
                seen[["pass", "fail", "error"].iter().position(|word| *word == status).expect("one of them")] += 1;
            }
        }
        let junit = plain(&grade, Format::Junit);
        assert_eq!(xml::violations(&junit), [""; 0], "seed {seed}");
        assert_eq!(xml::points(&junit), u64::from(grade.score), "seed {seed}");
        assert_eq!(read(&plain(&grade, Format::Json)).as_ref(), Ok(&grade), "seed {seed}");

        let classroom = plain(&grade, Format::GithubClassroom);
        assert!(classroom.len() <= LONGEST_VARIABLE, "seed {seed}: {} bytes", classroom.len());
        assert_eq!(classroom.lines().count(), 1, "seed {seed}");

        let page = plain(&grade, Format::Human);
        let unsafe_to_show = |character: &char| match character {
            '\n' | '\t' => false,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
            other => other.is_control(),
        };
        for format in Format::ALL {
            assert_eq!(plain(&grade, format).chars().find(unsafe_to_show), None, "seed {seed} as {format}");
        }
        let painted = render(&grade, Format::Human, Look { width: 80, colour: true });
        assert_eq!(anstream::adapter::strip_str(&painted).to_string(), page, "seed {seed}");
    }
    assert!(seen.iter().all(|&often| often >= 20), "passed, failed and in error: {seen:?}");
}

#[test]
fn the_longest_texts_fit_into_a_variable() {
    for worst in ["\"", "\\", "\n", "🏁", "ä\t"] {
        let mut grade = samples::violated();
        let long = worst.repeat(20_000);
        grade.file.clone_from(&long);
        for item in &mut grade.criteria {
            (item.standing, item.points) = (Standing::Failed, 1);
            item.checked.clone_from(&format!("x{long}"));
            item.reason = Some(format!("x{long}"));
        }
        (grade.score, grade.cap) = (3, Some(Cap { at_most: 3, reason: long.clone() }));
        grade.failure.as_mut().expect("a failure").text = long;
        let document = plain(&grade, Format::GithubClassroom);
        assert!(document.len() <= LONGEST_VARIABLE, "{} bytes of {worst:?}", document.len());
        assert_eq!(Schema::GithubClassroom.violations(&json(&grade, Format::GithubClassroom)), "");
    }
}
