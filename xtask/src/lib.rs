//! The command line of Racecourse: parses, calls the crates, prints.

mod arguments;
#[cfg(feature = "maintain")]
mod bench;
pub mod catalogue;
mod check;
mod corpus;
mod exercise;
mod explain;
#[cfg(feature = "maintain")]
mod handout;
mod interrupt;
mod list;
#[cfg(feature = "maintain")]
mod maintain;
mod matrix;
#[cfg(feature = "maintain")]
mod new;
mod paint;
mod progress;
mod project;
#[cfg(feature = "maintain")]
mod test;

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use arguments::{Arguments, Command};

/// Everything is as expected.
const AS_EXPECTED: u8 = 0;
/// Something contradicts its expectation.
const CONTRADICTED: u8 = 1;
/// The command was used in a wrong way.
const WRONG_USAGE: u8 = 2;
/// The machine failed us, or the user ended the run early.
const FAILED: u8 = 3;

/// How wide tables are drawn. Where they are read is not known when they are written to a file, and 80 columns fit
/// everywhere.
const WIDTH: u16 = 80;

/// Runs the command line, and says how the program ends.
pub fn main() -> ExitCode {
    // This program is started again as what it confines, and as its own worker.
    racecourse_confine::take_over();
    #[cfg(feature = "maintain")]
    racecourse_bench::take_over(catalogue::CLASSES);
    #[cfg(not(feature = "maintain"))]
    racecourse_runner::workers::take_over(catalogue::CLASSES);
    let arguments = Arguments::parse();
    let result = match arguments.command {
        Command::List(options) => list::list(&options),
        Command::Stress(options) => check::stress(&options),
        Command::Model(options) => check::model(&options),
        Command::Matrix(options) => matrix::matrix(&options),
        Command::Replay(options) => explain::replay(&options),
        Command::Explain(options) => explain::explain(&options),
        Command::Merge(options) => check::merge(&options),
        Command::Exercise(options) => exercise::exercise(&options),
        Command::Grade(options) => exercise::grade(&options),
        Command::GradeAll(options) => exercise::grade_all(&options),
        #[cfg(feature = "maintain")]
        Command::Maintain(command) => maintain::maintain(&command),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let wrong_usage = error.is::<racecourse_runner::NoSuchName>()
                || error.is::<racecourse_course::Refused>()
                || error.is::<WrongUsage>();
            eprintln!("error: {error:#}{}", next_step(&error));
            ExitCode::from(if wrong_usage { WRONG_USAGE } else { FAILED })
        }
    }
}

/// What the user can do about what the machine has refused, whatever it was done for; unless the error says it.
fn next_step(error: &anyhow::Error) -> &'static str {
    if format!("{error:#}").contains("; ") {
        return "";
    }
    let refused = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    let next = refused.map(|kind| match kind {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "; change who may read and write there, or use another folder: `--dir` names one for exercises, and \
             CARGO_TARGET_DIR one for what is built"
        }
        io::ErrorKind::NotADirectory => "; use another folder, which `--dir` names for exercises",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "; make room, and try again",
        _ => "",
    });
    next.last().unwrap_or_default()
}

/// The user asked for something that cannot be; the text says what can.
#[derive(Debug)]
struct WrongUsage(String);

impl std::fmt::Display for WrongUsage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WrongUsage {}

/// Prints a result. That nobody reads it any more (`cargo xtask list | head`) is no failure.
fn print(text: &str) -> Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    fn told(kind: io::ErrorKind) -> String {
        let error = Err::<(), _>(io::Error::from(kind)).context("cannot write here").unwrap_err();
        format!("{error:#}{}", next_step(&error))
    }

    #[test]
    fn what_the_machine_refuses_is_told_with_what_to_do_next() {
        for kind in [io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem] {
            assert!(told(kind).starts_with("cannot write here: ") && told(kind).contains("`--dir`"), "{}", told(kind));
        }
        assert!(told(io::ErrorKind::StorageFull).ends_with("; make room, and try again"));
        assert_eq!(told(io::ErrorKind::BrokenPipe), "cannot write here: broken pipe");
        let told_already =
            anyhow::Error::from(io::Error::from(io::ErrorKind::PermissionDenied)).context("no; set TMPDIR");
        assert_eq!(next_step(&told_already), "");
        assert_eq!(next_step(&WrongUsage("name something".to_owned()).into()), "");
    }
}
