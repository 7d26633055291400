//! From the witness of an answer's failure back to the answer.

use std::fs::File;
use std::path::Path;

use anyhow::{Context as _, Result};
use racecourse_course::{Unreadable, read_answer};
use racecourse_grade::{ANSWER, Compilation, Grader};
use racecourse_model::Witness;
use racecourse_runner::Cell;
use racecourse_runner::witnesses::{Unfit, fits};

use super::{Room, shown};
use crate::{WrongUsage, project};

/// The answer that a witness is of, compiled again: from `file`, or from the exercise's own.
pub(crate) fn witnessed(
    witness: &Witness,
    file: Option<&Path>,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<(Cell, Compilation)> {
    let room = Room::new(None)?;
    let exercise = room.exercise(&format!("{}/{}", witness.class, witness.fixture))?;
    let path = file.map_or_else(|| room.desk.answer(&exercise), Path::to_owned);
    let wrong = |why: String| WrongUsage(format!("{}: {why}", shown(&path)));
    let read = File::open(&path).map_err(Unreadable::Io).and_then(read_answer);
    let source = read
        .map_err(|error| wrong(format!("{error}; name the file with the answer that was witnessed with `--answer`")))?;
    let grader = Grader::new(&project::root(), &project::target())?;
    let text = grader.check(&exercise.fixture, &source).map_err(|refusal| wrong(refusal.summary))?;
    let compiled = grader.compile(exercise.class, &exercise.fixture, &[(ANSWER, text)], stop)?;
    let compilation = compiled.map_err(|refusal| wrong(refusal.summary))?;
    let cell = compilation.subject(exercise.class, exercise.fixture, ANSWER).cell(witness.backend, witness.part);
    cell.implementation().with_context(|| Unfit(format!("there is no {} on {}", witness.fixture, witness.backend)))?;
    let again = format!("cargo xtask grade {}", witness.fixture);
    fits(&cell, witness, &again).map_err(|unfit| wrong(unfit.to_string()))?;
    Ok((cell, compilation))
}
