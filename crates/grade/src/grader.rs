//! Judges answers: the rules, the compiler, the backends, the rubric, in this order.

use std::fmt;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use racecourse::{Class, Criterion, Fixture};
use racecourse_policy::{Objection, Rules, check_bytes};
use racecourse_runner::Program;

use crate::evidence::{Stop, Subject, gather};
use crate::lesson::{hints, lesson};
use crate::score::{Failure, Grade, Item};
use crate::workshop::{Compiled, Workshop};
use crate::{judge, show};

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
    /// The program.
    pub program: Program,
    /// Removed when this is dropped.
    _folder: crate::source::Folder,
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
        let grade = |items, failure| {
            let grade = self.make(class, &fixture, file, items, failure);
            Grade { seconds: begun.elapsed().as_secs_f64(), ..grade }
        };
        let refused = |summary: &str, text: String| {
            let failure = Failure {
                criterion: Criterion::Interface,
                kind: None,
                summary: summary.to_owned(),
                actors: Vec::new(),
                steps: Vec::new(),
                text,
                witness: None,
                replay: None,
            };
            grade(judge::nothing(&fixture, summary), Some(failure))
        };
        progress("the rules");
        if let Err(objections) = check_bytes(source, &rules(&fixture)) {
            return Ok(refused("it uses what an answer may not use", told(&objections)));
        }
        let source = String::from_utf8_lossy(source);
        progress("the compiler");
        let compilation = match self.compile(class, &fixture, &source, stop)? {
            Ok(compilation) => compilation,
            Err(NoProgram { summary, text }) => return Ok(refused(&summary, text)),
        };
        // Cells are copied about freely, and there is one program per answer.
        let program: &'static Program = Box::leak(Box::new(compilation.program.clone()));
        let subject = Subject { class: class.name, fixture, code: ANSWER, program: Some(program) };
        let evidence = gather(&subject, stop, progress)?;
        if stop() {
            return Err(Interrupted.into());
        }
        let items = judge::items(&fixture, &evidence);
        let failure = if items.iter().all(Item::is_met) { None } else { show::failure(&subject, &evidence, stop)? };
        if stop() {
            return Err(Interrupted.into());
        }
        Ok(grade(items, failure))
    }

    /// Compiles an answer; or says why it has no program.
    ///
    /// # Errors
    ///
    /// As [`grade`](Self::grade).
    pub fn compile(
        &self,
        class: &Class,
        fixture: &Fixture,
        source: &str,
        stop: Stop<'_>,
    ) -> Result<std::result::Result<Compilation, NoProgram>> {
        Ok(match self.workshop.compile(class, fixture, source, &|| stop())? {
            Compiled::Program(path, folder) => {
                Ok(Compilation { program: Program { path, source: source.to_owned() }, _folder: folder })
            }
            Compiled::Refused(diagnostics) => Err(NoProgram {
                summary: format!(
                    "it does not compile ({})",
                    racecourse_report::plural(diagnostics.errors as u64, "error")
                ),
                text: diagnostics.text,
            }),
            Compiled::Exhausted(why) => Err(NoProgram { summary: "it cannot be compiled".to_owned(), text: why }),
        })
    }

    fn make(&self, class: &Class, fixture: &Fixture, file: &str, items: Vec<Item>, failure: Option<Failure>) -> Grade {
        let cap = judge::cap(&items);
        let sum: u32 = items.iter().map(|item| item.points).sum();
        let out_of: u32 = items.iter().map(|item| item.out_of).sum();
        let score = cap.as_ref().map_or(sum, |cap| sum.min(cap.at_most));
        let is_full = score == out_of;
        Grade {
            schema_version: 1,
            class: class.name.to_owned(),
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
            seconds: 0.0,
        }
    }
}

/// Why an answer has no program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoProgram {
    /// In a few words.
    pub summary: String,
    /// What the compiler said.
    pub text: String,
}

/// What answers to a fixture may use.
fn rules(fixture: &Fixture) -> Rules<'static> {
    let forks = fixture.implementations.iter().all(|(_, backend, _)| *backend == racecourse::Backend::Processes);
    Rules { spec: fixture.source("spec").unwrap_or_default(), may_fork: forks, also: &[] }
}

/// The objections, one a line.
fn told(objections: &[Objection]) -> String {
    objections.iter().map(|objection| format!("{objection}\n")).collect()
}
