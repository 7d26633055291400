//! Answers that are not in the project: right in other ways, right but for a busy wait, subtly wrong, empty, serialised, and
//! cheating.
//!
//! They are in `tests/answers/<fixture>/`, and their names say what they deserve. Those in a folder `threads_only` there share
//! what processes cannot share.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use libtest_mimic::{Failed, Trial};
use racecourse::{Backend, Class, Criterion, Fixture};
use racecourse_grade::{Grade, Grader, Item, Scope, Standing, Subject};

use crate::{grader, told};

/// The most that doing nothing may get.
const MOST_IF_NOTHING: u32 = 5;
/// The most that an answer may get that is right, but does one thing after the other.
const MOST_IF_SERIALISED: u32 = 80;
/// With fewer answers than this to an exercise, something is missing.
const FEWEST: usize = 4;

pub(crate) fn trial(class: &'static Class, fixture: Fixture) -> Trial {
    let name = format!("answers::{}", fixture.about.name).replace('-', "_");
    Trial::test(name, move || get_what_they_deserve(class, fixture))
}

fn get_what_they_deserve(class: &Class, fixture: Fixture) -> Result<(), Failed> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/answers").join(fixture.about.name);
    let answers = read(&folder)?;
    if answers.len() < FEWEST {
        return Err(format!("{} has {} answers; write more", folder.display(), answers.len()).into());
    }
    let mut problems = judge_all(class, fixture, &answers, None)?;
    let threads_only = folder.join("threads_only");
    if threads_only.exists() {
        problems += &judge_all(class, fixture, &read(&threads_only)?, Some(Backend::Processes))?;
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.into()) }
}

/// What is wrong with the grades of these answers. All are compiled into one program, which takes less time than one each.
fn judge_all(
    class: &Class,
    fixture: Fixture,
    answers: &[(&'static str, String)],
    without: Option<Backend>,
) -> Result<String, Failed> {
    let grader = grader()?;
    for (name, source) in answers {
        if let Err(refusal) = grader.check(&fixture, source.as_bytes()) {
            return Err(format!("{name} is refused: {}", refusal.text).into());
        }
    }
    let sources: Vec<(&str, &str)> = answers.iter().map(|(name, source)| (*name, source.as_str())).collect();
    let compilation = match grader.compile(class, &fixture, &sources, &|| false)? {
        Ok(compilation) => compilation,
        Err(refusal) => return Err(format!("{}:\n{}", refusal.summary, refusal.text).into()),
    };
    let subjects: Vec<(&'static str, Subject)> =
        answers.iter().map(|(name, _)| (*name, compilation.subject(class, fixture, name))).collect();
    if let Some((name, subject)) = subjects.iter().find(|(_, subject)| subject.without != without) {
        return Err(format!("{name} is compiled without {:?}, and not without {without:?}", subject.without).into());
    }
    let mut problems = String::new();
    for ((name, subject), grade) in subjects.iter().zip(with_models(grader, &subjects)) {
        let mut grade = grade?;
        let mut verdict = deserves(name, &grade);
        if verdict.is_err() && is_wrong(name) {
            // Some mistakes are none in a model: real threads and processes have their say.
            grade = grader.judge(subject, name, Scope::Everything, &|| false, &|_| ())?;
            verdict = if grade.criteria.iter().any(is_lost_by_mistake) { Ok(()) } else { verdict };
        }
        if let Err(problem) = verdict {
            problems.push_str(&format!("{name} {problem}:\n{}\n", told(&grade)));
        }
    }
    Ok(problems)
}

/// What the models say of each, two at a time: while one waits for loom, the other one has shuttle. Real processes, which
/// judge where there are no models, have the machine to themselves.
fn with_models(grader: &Grader, subjects: &[(&str, Subject)]) -> Vec<anyhow::Result<Grade>> {
    let at_once = if subjects.iter().any(|(_, subject)| subject.is_modelled()) { 2 } else { 1 };
    let judge = |(name, subject): &(&str, Subject)| grader.judge(subject, name, Scope::Models, &|| false, &|_| ());
    let next = AtomicUsize::new(0);
    let work = || -> Vec<(usize, anyhow::Result<Grade>)> {
        let numbers = std::iter::from_fn(|| Some(next.fetch_add(1, Relaxed)).filter(|number| *number < subjects.len()));
        numbers.map(|number| (number, judge(&subjects[number]))).collect()
    };
    let mut grades: Vec<(usize, anyhow::Result<Grade>)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..at_once).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("the grader does not panic")).collect()
    });
    grades.sort_by_key(|(number, _)| *number);
    grades.into_iter().map(|(_, grade)| grade).collect()
}

/// Whether an answer gets what its name says. What real threads have not judged does not count here.
fn deserves(name: &str, grade: &Grade) -> Result<(), String> {
    let unjudged = |item: &&Item| item.criterion != Criterion::Stress;
    let is_full = grade.criteria.iter().filter(unjudged).all(Item::is_met);
    match name.split_once('_').map_or(name, |(kind, _)| kind) {
        "right" if is_full => Ok(()),
        "right" => Err("is right and does not get full marks".to_owned()),
        "busy" if lost(grade) == [Criterion::NoBusyWait] => Ok(()),
        "busy" => Err("is right but for its busy wait, and does not lose exactly that".to_owned()),
        "wrong" | "cheat" if grade.criteria.iter().filter(unjudged).any(is_lost_by_mistake) => Ok(()),
        "wrong" | "cheat" => Err("is wrong and loses nothing for it".to_owned()),
        "nothing" if grade.score <= MOST_IF_NOTHING => Ok(()),
        "nothing" => Err(format!("does nothing and gets {} points", grade.score)),
        "serialised" if grade.score <= MOST_IF_SERIALISED && grade.criteria.iter().any(caps) => Ok(()),
        "serialised" => Err(format!("does one thing after the other and gets {} points", grade.score)),
        _ => Err("has a name that does not say what it deserves".to_owned()),
    }
}

/// What is not met, but for what real threads have not judged, and for safety up to a bound: loom lets whoever gives way do so
/// until nobody else can go on.
fn lost(grade: &Grade) -> Vec<Criterion> {
    let lost = |item: &&Item| item.criterion != Criterion::Stress && !item.is_met() && !is_bounded(item);
    grade.criteria.iter().filter(lost).map(|item| item.criterion).collect()
}

/// Whether this is safety that holds as far as anybody has looked.
fn is_bounded(item: &Item) -> bool {
    item.criterion == Criterion::Safety && item.standing == Standing::Partly
}

/// Whether something is not met that has to do with more than waiting, and with more than how far anybody could look.
fn is_lost_by_mistake(item: &Item) -> bool {
    !item.is_met() && item.criterion != Criterion::NoBusyWait && !is_bounded(item)
}

/// Whether an answer should lose something, whoever finds it.
fn is_wrong(name: &str) -> bool {
    name.starts_with("wrong_") || name.starts_with("cheat_")
}

/// Whether something keeps the score down, whatever else there is.
fn caps(item: &Item) -> bool {
    !item.is_met() && matches!(item.criterion, Criterion::Safety | Criterion::Liveness | Criterion::Concurrency)
}

/// The answers in a folder, by name.
fn read(folder: &Path) -> Result<Vec<(&'static str, String)>, Failed> {
    let mut answers = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            continue;
        }
        let name = path.file_stem().and_then(|name| name.to_str()).ok_or("a name that is no text")?;
        // Known as long as the tests run.
        answers.push((&*Box::leak(name.to_owned().into_boxed_str()), fs::read_to_string(&path)?));
    }
    answers.sort();
    Ok(answers)
}
