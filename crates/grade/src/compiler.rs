//! The compiler, run on code that nobody trusts: within a time, in few folders, and without a network.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use racecourse_confine::{Confinement, Ending, Limits, NEVER_BEGAN, command, run_within};
use serde::Deserialize;

/// How many errors are told. Those after it often follow from these.
const MOST_ERRORS: usize = 5;
/// The most bytes of an error that are told.
const LONGEST_ERROR: usize = 10_000;
/// How much of what the compiler says is read.
const MOST_BYTES: usize = 1 << 20;
/// What the program of an answer is called.
const PROGRAM: &str = "program";
/// Where the compiler and the linker put what they need in between.
const SCRATCH: &str = "scratch";

/// How to run it.
pub(crate) struct Compiler<'a> {
    /// The compiler itself, not what chooses one.
    pub(crate) rustc: &'a Path,
    /// The folder of its installation.
    pub(crate) sysroot: &'a Path,
    /// The crates that answers are compiled against, by name.
    pub(crate) libraries: &'a [(&'static str, PathBuf)],
    /// The most time that it may take.
    pub(crate) within: Duration,
}

/// What came of it.
pub(crate) enum Outcome {
    /// The program.
    Program(PathBuf),
    /// What the compiler has to say against it.
    Refused(Diagnostics),
    /// It took more than it may; why, in a fragment.
    Exhausted(String),
    /// The user wants to stop.
    Stopped,
}

/// What the compiler has to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Diagnostics {
    /// The first errors, as it draws them.
    pub(crate) text: String,
    /// How many errors there are.
    pub(crate) errors: usize,
}

#[derive(Deserialize)]
struct Message {
    level: String,
    rendered: Option<String>,
    #[serde(default)]
    spans: Vec<serde_json::Value>,
}

impl Compiler<'_> {
    /// Compiles `main.rs` in a folder.
    pub(crate) fn compile(&self, folder: &Path, stop: &dyn Fn() -> bool) -> Result<Outcome> {
        let scratch = folder.join(SCRATCH);
        std::fs::create_dir(&scratch).with_context(|| format!("failed to make {}", scratch.display()))?;
        let mut confinement = Confinement::of_system_programs();
        let dependencies: BTreeSet<&Path> = self.libraries.iter().filter_map(|(_, path)| path.parent()).collect();
        confinement.readable.extend(dependencies.iter().map(|path| path.to_path_buf()));
        confinement.executable.push(self.sysroot.to_owned());
        confinement.writable.push(folder.to_owned());
        confinement.starts_processes = true;
        confinement.limits = Limits {
            processor_seconds: Some(2 * self.within.as_secs()),
            memory_bytes: Some(4 << 30),
            file_bytes: Some(256 << 20),
            ..Limits::default()
        };
        let mut command = command(self.rustc, &confinement).context("failed to prepare the compiler")?;
        command.args(["main.rs", "--edition", "2024", "--crate-type", "bin", "--error-format", "json"]);
        // As the profile for development has it, so that the libraries fit and answers run as fast as the fixtures. Those are
        // compiled incrementally, and so without optimisation across units, which would take two fifths of the time here.
        command.args(["-C", "opt-level=3", "-C", "codegen-units=2", "-C", "lto=off"]);
        command.args(["-C", "debug-assertions=on", "-A", "warnings"]);
        // What an answer denies itself is for its author. Here it is no part of a library, so more of it is unused.
        command.args(["--force-warn", "unused", "--force-warn", "unreachable-pub"]);
        for (name, path) in self.libraries {
            let mut library = OsString::from(format!("{name}="));
            library.push(path);
            command.arg("--extern").arg(library);
        }
        for folder in dependencies {
            let mut dependency = OsString::from("dependency=");
            dependency.push(folder);
            command.arg("-L").arg(dependency);
        }
        command.arg("-o").arg(PROGRAM).current_dir(folder).env_clear();
        command.env("TMPDIR", &scratch).env("PATH", "/usr/local/bin:/usr/bin:/bin").env("LC_ALL", "C.UTF-8");
        let ended = run_within(&mut command, self.within, MOST_BYTES, stop).context("failed to run the compiler")?;
        let seconds = self.within.as_secs();
        Ok(match ended.ending {
            Ending::Stopped => Outcome::Stopped,
            Ending::TooLate => Outcome::Exhausted(format!("the compiler was not done after {seconds} s")),
            Ending::Exited(status) if status.success() => Outcome::Program(folder.join(PROGRAM)),
            Ending::Exited(status) if status.code() == Some(NEVER_BEGAN) => {
                bail!("the compiler could not be started: {}", String::from_utf8_lossy(&ended.stderr).trim_end())
            }
            Ending::Exited(status) => {
                let diagnostics = diagnostics(&String::from_utf8_lossy(&ended.stderr));
                if diagnostics.errors == 0 {
                    let said = String::from_utf8_lossy(&ended.stderr);
                    let said = said.lines().last().unwrap_or("it said nothing");
                    Outcome::Exhausted(format!("the compiler ended with {status}: {said}"))
                } else {
                    Outcome::Refused(diagnostics)
                }
            }
        })
    }
}

/// What is in the compiler's messages. An answer is compiled once per backend, so the same error may come several times.
fn diagnostics(messages: &str) -> Diagnostics {
    let mut told = BTreeSet::new();
    let mut errors = Vec::new();
    for line in messages.lines() {
        let Ok(message) = serde_json::from_str::<Message>(line) else { continue };
        // Without a place, it only counts the others.
        if message.level != "error" || message.spans.is_empty() {
            continue;
        }
        let Some(rendered) = message.rendered else { continue };
        if told.insert(rendered.clone()) {
            errors.push(cut(rendered));
        }
    }
    let mut text: String = errors.iter().take(MOST_ERRORS).map(|error| format!("{}\n\n", error.trim_end())).collect();
    if errors.len() > MOST_ERRORS {
        text.push_str(&format!("({} more)\n", errors.len() - MOST_ERRORS));
    }
    Diagnostics { text, errors: errors.len() }
}

/// As much of an error as somebody reads: a type may have a name of a million characters.
fn cut(error: String) -> String {
    if error.len() <= LONGEST_ERROR {
        return error;
    }
    format!("{}\n… (the rest is left out)", &error[..error.floor_char_boundary(LONGEST_ERROR)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_told_once_and_warnings_not_at_all() {
        let message = |level: &str, text: &str| {
            format!(r#"{{"level":"{level}","rendered":"{text}","spans":[{{"file_name":"answer.rs"}}]}}"#)
        };
        let lines =
            [message("error", "one"), message("warning", "two"), message("error", "one"), message("error", "three")];
        let told = diagnostics(&lines.join("\n"));
        assert_eq!((told.errors, told.text.as_str()), (2, "one\n\nthree\n\n"));
    }

    #[test]
    fn what_is_no_message_says_nothing() {
        assert_eq!(diagnostics("thread 'rustc' panicked\n{\"level\":1}\n"), Diagnostics::default());
    }
}
