//! What confined code cannot do, tried by code that is confined; the same tried by code that is not; and what goes on as
//! before. Each attempt is made in a process of its own, since nothing lifts a confinement again.

mod attempts;
mod old_kernels;
mod programs;
mod workers;

use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Outcome {
    /// It did what it set out to do.
    Done,
    /// The kernel refused it with this error.
    Refused(i32),
    /// The kernel killed it with this signal.
    Killed(i32),
    /// It could not even begin.
    Unprepared,
}

/// The exit code of an attempt that was refused is this, and the error's number.
const REFUSED: i32 = 120;
/// The exit code of an attempt that could not begin.
const UNPREPARED: i32 = 99;
/// The exit code of a program that has panicked.
const PANICKED: i32 = 101;

impl Outcome {
    fn of(status: ExitStatus) -> Self {
        match (status.code(), status.signal()) {
            (Some(0), _) => Outcome::Done,
            (Some(UNPREPARED | PANICKED | racecourse_confine::NEVER_BEGAN), _) => Outcome::Unprepared,
            (Some(code), _) => Outcome::Refused(code - REFUSED),
            (None, signal) => Outcome::Killed(signal.unwrap_or_default()),
        }
    }

    fn is(self, wanted: Outcome) -> Result<(), Failed> {
        if self == wanted { Ok(()) } else { Err(format!("{self:?} instead of {wanted:?}").into()) }
    }
}

fn main() -> ExitCode {
    racecourse_confine::take_over();
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("attempt") => attempts::conclude(attempts::attempt(&mut arguments)),
        Some("worker") => workers::become_one(arguments),
        Some("old kernel") => old_kernels::become_one(arguments),
        _ => {}
    }
    let mut trials = workers::trials();
    trials.extend(programs::trials());
    trials.extend(old_kernels::trials());
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn test(name: &str, run: impl FnOnce() -> Result<(), Failed> + Send + 'static) -> Trial {
    Trial::test(name.replace(' ', "_"), run)
}

/// This program, with these arguments.
fn itself(arguments: &[&str]) -> Command {
    let mut command = Command::new("/proc/self/exe");
    command.args(arguments).stdin(Stdio::null()).stderr(Stdio::null());
    command
}

/// A process that others attack: it waits until it is killed, at the latest when the test is over.
struct Victim(Child);

impl Victim {
    fn new() -> io::Result<Self> {
        itself(&["attempt", "wait until killed"]).spawn().map(Victim)
    }

    fn id(&self) -> String {
        self.0.id().to_string()
    }
}

impl Drop for Victim {
    fn drop(&mut self) {
        // It has not been waited for, so the number is still its own, whether it lives or not.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
