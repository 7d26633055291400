//! What only maintainers and teachers can type: course packs are built without it.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};

use crate::arguments::{Format, seconds};
use crate::{bench, handout, new, test};

#[derive(Subcommand)]
pub(crate) enum MaintainCommand {
    /// Measure the engines against what one would write without them
    Bench(BenchOptions),
    /// Run the whole test suite: `cargo nextest run`, and the examples in the documentation
    Test(TestOptions),
    /// Write the skeleton of a new fixture, which fails until it is filled in
    New(NewOptions),
    /// Make a course pack: a project that builds on its own, with exercises and without their solutions
    Handout(HandoutOptions),
}

/// Runs it.
pub(crate) fn maintain(command: &MaintainCommand) -> Result<u8> {
    match command {
        MaintainCommand::Bench(options) => bench::bench(options),
        MaintainCommand::Test(options) => test::test(options),
        MaintainCommand::New(options) => new::new(options),
        MaintainCommand::Handout(options) => handout::handout(options),
    }
}

#[derive(Args)]
pub(crate) struct HandoutOptions {
    /// The folder to make; if there is one, it has to be empty
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// What to pack: a class, a fixture, `class/fixture`, or a glob over those; everything if nothing is named
    #[arg(value_name = "SELECTOR")]
    pub(crate) selectors: Vec<String>,
}

#[derive(Args)]
pub(crate) struct BenchOptions {
    /// Only these parts; everything if nothing is named
    #[arg(value_enum, value_name = "PART")]
    pub(crate) parts: Vec<BenchPart>,
    /// The same as naming the part
    #[arg(long = "part", value_enum, value_name = "PART", hide = true)]
    pub(crate) part: Vec<BenchPart>,
    /// How many seconds each turn of the stress part takes; in the model part, a turn is a whole exploration
    #[arg(long, value_parser = seconds, default_value = "1", allow_hyphen_values = true)]
    pub(crate) seconds: Duration,
    /// How many turns each contestant gets; the medians are printed
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1000), default_value_t = 5)]
    pub(crate) turns: u32,
    /// Where random choices begin
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BenchPart {
    /// How often the stress engine shows a rare outcome
    Stress,
    /// How fast the model checkers are through `sync`, and how the number of executions grows
    Model,
    /// What threads and processes bring, for tasks that compute and for tasks that wait
    Workloads,
}

#[derive(Args)]
pub(crate) struct TestOptions {
    /// Handed on to `cargo nextest run`, for example `--profile model` or a part of a test's name
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENT")]
    pub(crate) arguments: Vec<String>,
}

#[derive(Args)]
pub(crate) struct NewOptions {
    /// The new fixture, as `class/name`, for example `deadlock/dining-philosophers`
    #[arg(value_name = "CLASS/NAME")]
    pub(crate) name: String,
}
