//! What can be typed.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use racecourse::Backend;

use crate::exercise::{ExerciseOptions, GradeAllOptions, GradeOptions};
#[cfg(feature = "maintain")]
use crate::maintain::MaintainCommand;

/// Race conditions and deadlocks, broken and fixed, judged by real threads, real processes, loom and shuttle.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, max_term_width = 80)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// What there is: classes, fixtures, variants, and what each backend is expected to say
    List(ListOptions),
    /// Run the fixtures on real threads and real processes
    Stress(StressOptions),
    /// Check the fixtures with loom and shuttle (the tests do the same)
    Model(ModelOptions),
    /// Every fixture on every backend at a glance, and whether the backends agree
    Matrix(MatrixOptions),
    /// Play one failing execution again, from its witness
    Replay(ReplayOptions),
    /// A fixture's lesson, what the fix changes, and a failing execution step by step
    Explain(ExplainOptions),
    /// Add up JSON reports: the parts of a run, or the same run on several machines
    Merge(MergeOptions),
    /// The course: fix a broken fixture, and have your answer graded
    Exercise(ExerciseOptions),
    /// Judge an answer to an exercise
    Grade(GradeOptions),
    /// Judge a folder of submissions, and sum up
    ///
    /// A submission is called `<who>/<fixture>.rs` or `<who>/<fixture>/answer.rs`; with `--fixture`, it may also be
    /// called `<who>.rs` or `<who>/answer.rs`. Symbolic links are not followed. Whatever else is there is named on
    /// standard error, and left out.
    GradeAll(GradeAllOptions),
    #[cfg(feature = "maintain")]
    #[command(flatten)]
    Maintain(MaintainCommand),
}

#[derive(Args)]
pub(crate) struct Selection {
    /// What to run: a class, a fixture, `class/fixture`, or a glob over those; everything if nothing is named
    #[arg(value_name = "SELECTOR")]
    pub(crate) selectors: Vec<String>,
    /// Only these variants, for example `broken` or `fixed`
    #[arg(long = "variant", value_name = "VARIANT")]
    pub(crate) variants: Vec<String>,
}

#[derive(Args)]
pub(crate) struct ListOptions {
    /// What to list: a class, a fixture, `class/fixture`, or a glob over those; everything if nothing is named
    #[arg(value_name = "SELECTOR")]
    pub(crate) selectors: Vec<String>,
    /// How to print the list
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub(crate) format: ListFormat,
}

#[derive(Args)]
pub(crate) struct StressOptions {
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// Only this backend
    #[arg(long = "backend", value_enum, value_name = "BACKEND")]
    pub(crate) backends: Vec<StressBackend>,
    /// The time for everything that is selected, for example `30s`, `500ms` or `2m`; a run whose table says enough
    /// stops early and leaves its time to the others [default: 400ms for each run, but at least 20s]
    #[arg(long, value_parser = duration, allow_hyphen_values = true)]
    pub(crate) budget: Option<Duration>,
    /// Run each variant for this many seconds instead, without stopping early
    #[arg(long, value_parser = seconds, conflicts_with = "budget", allow_hyphen_values = true)]
    pub(crate) seconds: Option<Duration>,
    /// Where the engine's random choices begin
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// How many groups of actors act at once; by default, as many as there are processors for
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=32))]
    pub(crate) groups: Option<u16>,
    /// Only the K-th of N parts of what is selected; `merge` adds the parts' JSON reports up again
    #[arg(long, value_name = "K/N", value_parser = shard)]
    pub(crate) shard: Option<Shard>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

/// One part of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shard {
    /// Which part, from 1.
    pub(crate) part: usize,
    /// How many parts there are.
    pub(crate) parts: usize,
}

fn shard(text: &str) -> Result<Shard, String> {
    let parsed = text.split_once('/').and_then(|(part, parts)| Some((part.parse().ok()?, parts.parse().ok()?)));
    match parsed {
        Some((part, parts)) if (1..=parts).contains(&part) => Ok(Shard { part, parts }),
        _ => Err("not a part; the parts of three are `1/3`, `2/3` and `3/3`".into()),
    }
}

#[derive(Args)]
pub(crate) struct MergeOptions {
    /// Reports that `stress` or `model` printed with `--format json`
    #[arg(value_name = "REPORT", required = true)]
    pub(crate) reports: Vec<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct ModelOptions {
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// Only this backend
    #[arg(long = "backend", value_enum, value_name = "BACKEND")]
    pub(crate) backends: Vec<ModelBackend>,
    /// The most time for each variant on each backend, for example `30s` or `2m`
    #[arg(long, value_parser = duration, default_value = "60s", allow_hyphen_values = true)]
    pub(crate) budget: Duration,
    /// Where shuttle's random schedules begin
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct MatrixOptions {
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// The time for all stress runs together; a model checker stops when it is done [default: 400ms for each run, but at
    /// least 20s]
    #[arg(long, value_parser = duration, allow_hyphen_values = true)]
    pub(crate) budget: Option<Duration>,
    /// Where random choices begin
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct ReplayOptions {
    /// A witness, as `model` prints it, or a file with one
    #[arg(value_name = "WITNESS")]
    pub(crate) witness: String,
    /// The file with the answer, if it is an answer's witness [default: the exercise's own file]
    #[arg(long, value_name = "FILE")]
    pub(crate) answer: Option<PathBuf>,
    /// How many times to play it; every time has to be alike
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) times: u32,
    /// Also write the execution to this file, as JSON; `replay` takes such a file instead of the witness
    #[arg(long, value_name = "FILE")]
    pub(crate) save: Option<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Args)]
pub(crate) struct ExplainOptions {
    /// What to explain: a fixture, or `class/fixture`
    #[arg(value_name = "FIXTURE")]
    pub(crate) fixture: String,
    /// The variant whose failing execution to show
    #[arg(long, value_name = "VARIANT", default_value = "broken")]
    pub(crate) variant: String,
    /// Only with this checker; otherwise with the first that has a failing execution
    #[arg(long, value_enum, value_name = "BACKEND")]
    pub(crate) backend: Option<ModelBackend>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// One JSON document, for programs
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people
    Table,
    /// One JSON document, for programs
    Json,
    /// The page `docs/corpus.md`
    Markdown,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum StressBackend {
    /// Real threads of one process
    Threads,
    /// Real processes that share memory
    Processes,
}

impl From<StressBackend> for Backend {
    fn from(backend: StressBackend) -> Self {
        match backend {
            StressBackend::Threads => Backend::Threads,
            StressBackend::Processes => Backend::Processes,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum ModelBackend {
    /// Every execution of the C11 model that loom can see
    Loom,
    /// Sampled schedules, sequentially consistent
    Shuttle,
}

impl From<ModelBackend> for Backend {
    fn from(backend: ModelBackend) -> Self {
        match backend {
            ModelBackend::Loom => Backend::Loom,
            ModelBackend::Shuttle => Backend::Shuttle,
        }
    }
}

/// The longest time that makes sense: a week.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 3600);

fn duration(text: &str) -> Result<Duration, String> {
    if text.trim_start().starts_with('-') {
        return Err("a time is longer than nothing; try `30s`".into());
    }
    match humantime::parse_duration(text) {
        Ok(time) => in_range(time),
        Err(_) => seconds(text).map_err(|_| "not a time; try `30s`, `500ms` or `2m`".into()),
    }
}

pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    let number: f64 = text.parse().map_err(|_| "not a number of seconds; try `5` or `0.5`")?;
    if number <= 0.0 {
        return Err("a time is longer than nothing; try `5` or `0.5`".into());
    }
    in_range(Duration::try_from_secs_f64(number).map_err(|_| "not a time; try `5` or `0.5`")?)
}

fn in_range(time: Duration) -> Result<Duration, String> {
    match time {
        Duration::ZERO => Err("a time is longer than nothing; try `30s`".into()),
        time if time > LONGEST => Err("longer than a week; try `1h`".into()),
        time => Ok(time),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_and_without_a_unit() {
        assert_eq!(duration("2m"), Ok(Duration::from_secs(120)));
        assert_eq!(duration("1.5"), Ok(Duration::from_millis(1500)));
        assert_eq!(seconds("0.25"), Ok(Duration::from_millis(250)));
    }

    #[test]
    fn times_that_are_none_are_refused() {
        for text in ["0", "0s", "-1", "-5s", "soon", "inf", "nan", "1e300", "9999999999s", ""] {
            assert!(duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_part_is_one_of_its_parts() {
        assert_eq!(shard("2/3"), Ok(Shard { part: 2, parts: 3 }));
        for text in ["0/3", "4/3", "1/0", "1", "/", "a/b", "-1/3", ""] {
            assert!(shard(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_command_line_is_consistent() {
        use clap::CommandFactory as _;
        Arguments::command().debug_assert();
    }
}
