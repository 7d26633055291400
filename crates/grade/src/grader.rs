//! Judges answers: the rules, the compiler, the backends, the rubric, in this order.

use std::path::Path;
use std::time::{Duration, Instant};
use std::{fmt, io};

use anyhow::Result;
use racecourse::{Backend, Class, Criterion, Fixture};
use racecourse_policy::{Objection, Rules, check_bytes, mentions, without_mark};
use racecourse_report::plural;
use racecourse_runner::Program;
use racecourse_worker::Forgery;

use crate::evidence::{Scope, Stop, Subject, gather};
use crate::lesson::{hints, lesson};
use crate::rubric::is_modelled;
use crate::score::{Failure, Grade, Item};
use crate::source::Folder;
use crate::workshop::{Compiled, Workshop};
use crate::{judge, show};

/// How many objections are told.
const MOST_OBJECTIONS: usize = 20;

/// The name of the variant that an answer is.
pub const ANSWER: &str = "answer";

/// Judges answers.
#[derive(Debug)]
pub struct Grader {
    workshop: Workshop,
    notices: Vec<String>,
}

/// The user has ended a grading early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interrupted;

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("interrupted")
    }
}

impl std::error::Error for Interrupted {}

/// An answer that was compiled, to be judged or to be played again.
pub struct Compilation {
    /// Cells are copied about freely, and there is one program per answer: it stays known as long as this process runs.
    program: &'static Program,
    without: Option<Backend>,
    /// Removed when this is dropped.
    _folder: Folder,
}

impl Compilation {
    /// One of the answers in it, by its name there. Judged as long as this is there.
    pub fn subject(&self, class: &Class, fixture: Fixture, name: &'static str) -> Subject {
        Subject { class: class.name, fixture, code: name, program: Some(self.program), without: self.without }
    }
}

impl Grader {
    /// Finds the compiler and the libraries that answers are compiled against. `project` is the workspace's folder, and
    /// `target` the one for whatever is built.
    ///
    /// # Errors
    ///
    /// If cargo does not find them, or the folder for answers cannot be made.
    pub fn new(project: &Path, target: &Path) -> Result<Grader> {
        let mut notices = racecourse_confine::program_notices();
        for notice in racecourse_confine::worker_notices(false) {
            if !notices.contains(&notice) {
                notices.push(notice);
            }
        }
        Ok(Grader { workshop: Workshop::new(project, target)?, notices })
    }

    /// Judges an answer, which is called `file` in the grade.
    ///
    /// # Errors
    ///
    /// [`Interrupted`] if `stop` said so; else if the machine fails.
    pub fn grade(
        &self,
        class: &Class,
        fixture: Fixture,
        file: &str,
        source: &[u8],
        stop: Stop<'_>,
        progress: &dyn Fn(&str),
    ) -> Result<Grade> {
        let begun = Instant::now();
        progress("the rules");
        let refused = |refusal| self.refused((class.name, &fixture), file, refusal, begun.elapsed());
        let source = match self.check(&fixture, source) {
            Ok(source) => source,
            Err(refusal) => return Ok(refused(refusal)),
        };
        progress("the compiler");
        let compilation = match self.compile(class, &fixture, &[(ANSWER, source)], stop)? {
            Ok(compilation) => compilation,
            Err(refusal) => return Ok(refused(refusal)),
        };
        let subject = compilation.subject(class, fixture, ANSWER);
        let grade = self.judge(&subject, file, Scope::Everything, stop, progress)?;
        Ok(Grade { seconds: begun.elapsed().as_secs_f64(), ..grade })
    }

    /// Whether an answer uses only what it may use.
    ///
    /// # Errors
    ///
    /// What it uses besides.
    pub fn check<'a>(&self, fixture: &Fixture, source: &'a [u8]) -> std::result::Result<&'a str, Refusal> {
        let told = |objections: Vec<Objection>| {
            let first = objections.iter().take(MOST_OBJECTIONS).map(|objection| format!("{objection}\n"));
            let more = objections.len().saturating_sub(MOST_OBJECTIONS);
            let more = (more > 0).then(|| format!("({more} more)\n"));
            first.chain(more).collect()
        };
        match check_bytes(source, &rules(fixture)) {
            Ok(()) => Ok(without_mark(std::str::from_utf8(source).expect("what is no text is objected to"))),
            Err(objections) => {
                Err(Refusal { summary: "it uses what an answer may not use".to_owned(), text: told(objections) })
            }
        }
    }

    /// Compiles answers to one exercise into one program; or says why there is none. Each comes with the name of a module.
    /// If they do not compile for `processes`, where the exercise does not ask for that, they are compiled without.
    ///
    /// Nothing is checked but what the compiler checks: see [`check`](Self::check).
    ///
    /// # Errors
    ///
    /// As [`grade`](Self::grade).
    pub fn compile(
        &self,
        class: &Class,
        fixture: &Fixture,
        answers: &[(&str, &str)],
        stop: Stop<'_>,
    ) -> Result<std::result::Result<Compilation, Refusal>> {
        let owned = |(name, source): &(&str, &str)| ((*name).to_owned(), (*source).to_owned());
        let mut without = None;
        let mut compiled = self.workshop.compile(class, fixture, answers, without, &|| stop())?;
        if matches!(compiled, Compiled::Refused(_)) && may_leave_out_processes(fixture) {
            without = Some(Backend::Processes);
            compiled = self.workshop.compile(class, fixture, answers, without, &|| stop())?;
        }
        Ok(match compiled {
            Compiled::Program(path, folder) => {
                let program = Program { path, sources: answers.iter().map(owned).collect() };
                Ok(Compilation { program: Box::leak(Box::new(program)), without, _folder: folder })
            }
            Compiled::Refused(diagnostics) => {
                let errors = plural(diagnostics.errors as u64, "error");
                // The compiler says so too, but in terms of a program that nobody sees.
                let is_nameless = answers.iter().any(|(_, source)| !mentions(source, &[fixture.subject]));
                let summary = match is_nameless {
                    true => format!("it has no type called `{}`, which is what is judged ({errors})", fixture.subject),
                    false => format!("it does not compile ({errors})"),
                };
                Err(Refusal { summary, text: diagnostics.text })
            }
            Compiled::Exhausted(why) => Err(Refusal { summary: "it cannot be compiled".to_owned(), text: why }),
        })
    }

    /// Judges what has been compiled: an answer, or a variant of this program.
    ///
    /// # Errors
    ///
    /// As [`grade`](Self::grade).
    pub fn judge(
        &self,
        subject: &Subject,
        file: &str,
        scope: Scope,
        stop: Stop<'_>,
        progress: &dyn Fn(&str),
    ) -> Result<Grade> {
        let begun = Instant::now();
        let evidence = match gather(subject, scope, stop, progress) {
            Ok(evidence) => evidence,
            Err(error) if is_forgery(&error) => {
                let refusal =
                    Refusal { summary: "it speaks in the judge's name".to_owned(), text: format!("{error:#}") };
                return Ok(self.refused((subject.class, &subject.fixture), file, refusal, begun.elapsed()));
            }
            Err(error) => return Err(error),
        };
        let items = judge::items(&subject.fixture, &evidence);
        let failure = match items.iter().all(Item::is_met) || scope == Scope::Models {
            true => None,
            false => show::failure(subject, &evidence, stop)?.map(|failure| with_replay(failure, subject, file)),
        };
        if stop() {
            return Err(Interrupted.into());
        }
        Ok(self.make((subject.class, &subject.fixture), file, items, failure, begun.elapsed()))
    }

    fn refused(&self, about: (&str, &Fixture), file: &str, refusal: Refusal, time: Duration) -> Grade {
        let items = judge::nothing(about.1, &refusal.summary);
        let failure = Failure {
            criterion: Criterion::Interface,
            kind: None,
            summary: refusal.summary,
            actors: Vec::new(),
            steps: Vec::new(),
            text: refusal.text,
            witness: None,
            replay: None,
        };
        self.make(about, file, items, Some(failure), time)
    }

    fn make(
        &self,
        (class, fixture): (&str, &Fixture),
        file: &str,
        items: Vec<Item>,
        failure: Option<Failure>,
        time: Duration,
    ) -> Grade {
        let cap = judge::cap(&items);
        let sum: u32 = items.iter().map(|item| item.points).sum();
        let out_of: u32 = items.iter().map(|item| item.out_of).sum();
        let score = cap.as_ref().map_or(sum, |cap| sum.min(cap.at_most));
        let is_full = score == out_of;
        Grade {
            schema_version: 1,
            class: class.to_owned(),
            fixture: fixture.about.name.to_owned(),
            title: fixture.about.title.to_owned(),
            file: file.to_owned(),
            score,
            out_of,
            cap,
            criteria: items,
            failure,
            hint: if is_full { None } else { hints(fixture).into_iter().next() },
            lesson: if is_full { lesson(fixture) } else { None },
            notices: self.notices.clone(),
            seconds: time.as_secs_f64(),
        }
    }
}

/// Whether a worker's channel had a message in it that the worker did not send.
fn is_forgery(error: &anyhow::Error) -> bool {
    let forged = |error: &io::Error| error.get_ref().is_some_and(|inside| inside.is::<Forgery>());
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(forged))
}

/// The failure, with the command that plays it again; `file` is where the answer is, if there is such a file.
fn with_replay(failure: Failure, subject: &Subject, file: &str) -> Failure {
    let replay = failure.witness.as_ref().map(|witness| match subject.program {
        Some(_) => format!("cargo xtask replay '{witness}' --answer {}", named(file)),
        None => format!("cargo xtask replay '{witness}'"),
    });
    Failure { replay, ..failure }
}

/// A file's name as a shell takes it for one word, whoever has chosen it.
fn named(file: &str) -> String {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "_./-".contains(character);
    match file {
        file if !Path::new(file).is_file() => "FILE".to_owned(),
        file if file.chars().all(is_plain) && !file.starts_with('-') => file.to_owned(),
        file if file.starts_with('-') => named(&format!("./{file}")),
        file => format!("'{}'", file.replace('\'', r"'\''")),
    }
}

/// Why an answer has no program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// In a few words.
    pub summary: String,
    /// What there is to say against it: errors of the compiler, or objections, a line each.
    pub text: String,
}

/// Whether an answer need not work across processes. Then there are other backends to judge it.
fn may_leave_out_processes(fixture: &Fixture) -> bool {
    let runs = fixture.implementations.iter().any(|(_, backend, _)| *backend == Backend::Processes);
    runs && is_modelled(fixture) && !fixture.about.exercise.across_processes
}

/// What answers to a fixture may use.
fn rules(fixture: &Fixture) -> Rules<'static> {
    let may_fork = !is_modelled(fixture);
    // Who has forked whom is part of the lesson where processes are.
    let also: &[&str] = if may_fork { &["std::process::id"] } else { &[] };
    Rules { spec: fixture.source("spec").unwrap_or_default(), may_fork, also }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_one_word_of_a_shell_whatever_it_is_called() {
        let folder = tempfile::tempdir().unwrap();
        for (name, word) in [("a b.rs", "a b.rs"), ("$(x).rs", "$(x).rs"), ("it's.rs", r"it'\''s.rs"), ("-n;x", "-n;x")]
        {
            let path = folder.path().join(name);
            std::fs::write(&path, "").unwrap();
            assert_eq!(named(path.to_str().unwrap()), format!("'{}/{word}'", folder.path().display()));
        }
        let plain = folder.path().join("answer.rs");
        std::fs::write(&plain, "").unwrap();
        assert_eq!(named(plain.to_str().unwrap()), plain.to_str().unwrap());
        assert_eq!([named("standard input"), named("relock.rs of ada")], ["FILE", "FILE"]);
    }
}
