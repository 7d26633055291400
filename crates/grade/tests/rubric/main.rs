//! What the grader says of answers that are known to be right, wrong, empty or serialised, and of every variant.
//!
//! `cargo nextest run -p racecourse-grade --test rubric` runs it.

mod answers;
mod attacks;
mod variants;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;

use libtest_mimic::{Arguments, Failed, Trial};
use racecourse::{Class, Fixture};
use racecourse_grade::{Grade, Grader};

/// Every class there is.
pub(crate) const CLASSES: &[Class] = &[
    racecourse_atomicity::CLASS,
    racecourse_deadlock::CLASS,
    racecourse_ordering::CLASS,
    racecourse_pools::CLASS,
    racecourse_processes::CLASS,
    racecourse_progress::CLASS,
    racecourse_signalling::CLASS,
];

fn main() -> ExitCode {
    racecourse_confine::take_over();
    racecourse_runner::workers::take_over(CLASSES);
    let mut trials: Vec<Trial> = Vec::new();
    for (class, fixture) in fixtures() {
        trials.extend(variants::trials(class, fixture));
        trials.push(answers::trial(class, fixture));
    }
    trials.extend(attacks::trials());
    trials.push(Trial::test("refused::a_type_of_another_name", a_type_of_another_name_is_told_by_its_name));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn a_type_of_another_name_is_told_by_its_name() -> Result<(), Failed> {
    let (class, fixture) = fixture("unlocked-counter");
    let source = fixture.source("fixed").expect("every fixture has one").replace(fixture.subject, "SomethingElse");
    let refusal = grader()?.compile(class, &fixture, &[("answer", &source)], &|| false)?.err();
    let summary = refusal.ok_or("it compiles")?.summary;
    if summary.contains(fixture.subject) { Ok(()) } else { Err(summary.into()) }
}

pub(crate) fn fixtures() -> impl Iterator<Item = (&'static Class, Fixture)> {
    CLASSES.iter().flat_map(|class| class.fixtures.iter().map(move |fixture| (class, *fixture)))
}

/// The fixture with this name, and its class.
pub(crate) fn fixture(name: &str) -> (&'static Class, Fixture) {
    fixtures().find(|(_, fixture)| fixture.about.name == name).expect("the tests name fixtures that are there")
}

/// The workspace's folder.
fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace is there")
}

pub(crate) fn grader() -> Result<&'static Grader, Failed> {
    static GRADER: OnceLock<Result<Grader, String>> = OnceLock::new();
    let made = GRADER.get_or_init(|| {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
        Grader::new(&project(), target).map_err(|error| format!("{error:#}"))
    });
    made.as_ref().map_err(|error| Failed::from(error.clone()))
}

/// A grade, for whoever has to find out why a test failed.
pub(crate) fn told(grade: &Grade) -> String {
    racecourse_grade::render(grade, racecourse_grade::Format::Human, racecourse_grade::Look::PLAIN)
}
