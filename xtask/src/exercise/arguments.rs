//! What can be typed about exercises.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Subcommand};
use racecourse_grade::Format as GradeFormat;

use crate::arguments::Format;

#[derive(Args)]
pub(crate) struct ExerciseOptions {
    #[command(subcommand)]
    pub(super) command: ExerciseCommand,
    /// The folder of the exercises [default: `exercises` in the project]
    #[arg(long, value_name = "FOLDER", global = true)]
    pub(super) dir: Option<PathBuf>,
}

#[derive(Subcommand)]
pub(super) enum ExerciseCommand {
    /// The course in its order, and how far you are
    List(TableOptions),
    /// Write an answer to begin with: the task, and the broken code
    Start(StartOptions),
    /// The next hint, the weakest first
    Hint(LastOptions),
    /// Judge your answer whenever you save it, until Ctrl-C
    Watch(LastOptions),
    /// Begin again, and keep your answer as answer.rs.old
    Reset(StartOptions),
    /// Scores, tries and hints, and what to do next
    Status(TableOptions),
}

#[derive(Args)]
pub(super) struct TableOptions {
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(super) format: Format,
}

#[derive(Args)]
pub(super) struct StartOptions {
    /// The exercise: a fixture, or `class/fixture`
    #[arg(value_name = "FIXTURE")]
    pub(super) fixture: String,
}

#[derive(Args)]
pub(super) struct LastOptions {
    /// The exercise: a fixture, or `class/fixture`; the one that you have worked on last if nothing is named
    #[arg(value_name = "FIXTURE")]
    pub(super) fixture: Option<String>,
}

#[derive(Args)]
pub(crate) struct GradeOptions {
    /// The exercise: a fixture, or `class/fixture`
    #[arg(value_name = "FIXTURE")]
    pub(super) fixture: String,
    /// The answer, or `-` for standard input [default: the exercise's own answer.rs]
    #[arg(value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
    /// How to print the grade
    #[arg(long, value_parser = grade_formats(), default_value = "human")]
    pub(super) format: GradeFormat,
    /// The folder of the exercises [default: `exercises` in the project]
    #[arg(long, value_name = "FOLDER")]
    pub(super) dir: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct GradeAllOptions {
    /// The folder of submissions
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// Only answers to this exercise
    #[arg(long, value_name = "FIXTURE")]
    pub(super) fixture: Option<String>,
    /// How many to judge at once [default: as many as there are processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) jobs: Option<u16>,
    /// Write the summary, which is CSV, to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    /// Also write each grade to a file in this folder
    #[arg(long, value_name = "FOLDER")]
    pub(super) reports: Option<PathBuf>,
    /// How to write these
    #[arg(long, value_parser = grade_formats(), default_value = "json", requires = "reports")]
    pub(super) format: GradeFormat,
}

/// The formats of a grade by their names.
fn grade_formats() -> impl clap::builder::TypedValueParser<Value = GradeFormat> {
    let values = GradeFormat::ALL.map(|format| PossibleValue::new(format.name()).help(format.help()));
    PossibleValuesParser::new(values).try_map(|name| name.parse::<GradeFormat>())
}
