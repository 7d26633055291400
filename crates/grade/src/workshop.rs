//! Where answers are compiled: each in a folder of its own, against the libraries that this program was built from.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use racecourse::{Backend, Class, Fixture};
use serde::Deserialize;

use crate::compiler::{Compiler, Diagnostics, Outcome};
use crate::grader::Interrupted;
use crate::source::{self, Folder};

/// The library that the program of an answer calls; it brings all others.
const RUNNER: &str = "racecourse_runner";
const LIBRARY: &str = "racecourse";
/// How long the compiler may take.
const COMPILE_WITHIN: Duration = Duration::from_secs(60);

/// The compiler, and what answers are compiled against.
#[derive(Debug)]
pub(crate) struct Workshop {
    rustc: PathBuf,
    sysroot: PathBuf,
    /// The compiled libraries, by the names of their crates.
    libraries: Vec<(&'static str, PathBuf)>,
    /// Where the folders for answers are made.
    scratch: PathBuf,
}

/// What came of compiling an answer.
pub(crate) enum Compiled {
    /// The program, and the folder that it is in.
    Program(PathBuf, Folder),
    /// The compiler has refused it.
    Refused(Diagnostics),
    /// The compiler took too long, or too much.
    Exhausted(String),
}

/// A line that cargo prints of what it has built.
#[derive(Deserialize)]
struct Message {
    reason: String,
    target: Option<Target>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

impl Workshop {
    /// Asks cargo for the libraries that the program in `project` was built from, and for the compiler.
    pub(crate) fn new(project: &Path, target: &Path) -> Result<Workshop> {
        let libraries = libraries(project, target)?;
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let sysroot = Command::new(&rustc).args(["--print", "sysroot"]).current_dir(project).output();
        let sysroot = sysroot.with_context(|| not_there(&rustc))?;
        let sysroot = PathBuf::from(String::from_utf8_lossy(&sysroot.stdout).trim());
        let scratch = target.join("answers");
        fs::create_dir_all(&scratch).with_context(|| format!("failed to make {}", scratch.display()))?;
        source::clean(&scratch);
        let own = sysroot.join("bin/rustc");
        let rustc = if own.exists() { own } else { rustc.into() };
        Ok(Workshop { rustc, sysroot, libraries, scratch })
    }

    /// Compiles answers to one exercise, each with its name, into one program; for all backends, or `without` one of them.
    pub(crate) fn compile(
        &self,
        class: &Class,
        fixture: &Fixture,
        answers: &[(&str, &str)],
        without: Option<Backend>,
        stop: &dyn Fn() -> bool,
    ) -> Result<Compiled> {
        let folder = source::folder(&self.scratch)?;
        source::write(folder.path(), class, fixture, answers, without)?;
        let compiler =
            Compiler { rustc: &self.rustc, sysroot: &self.sysroot, libraries: &self.libraries, within: COMPILE_WITHIN };
        Ok(match compiler.compile(folder.path(), stop)? {
            Outcome::Program(path) => Compiled::Program(path, folder),
            Outcome::Refused(diagnostics) => Compiled::Refused(diagnostics),
            Outcome::Exhausted(why) => Compiled::Exhausted(why),
            Outcome::Stopped => return Err(Interrupted.into()),
        })
    }
}

fn not_there(program: &OsStr) -> String {
    format!("failed to run {}; see that PATH leads to where Rust is installed", program.display())
}

/// The compiled libraries of this very program. Builds them if they are not there any more.
fn libraries(project: &Path, target: &Path) -> Result<Vec<(&'static str, PathBuf)>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(&cargo);
    // The same package that `cargo xtask` runs, so that its libraries are the ones that this program was built from.
    command.args(["build", "--package", "xtask", "--lib", "--locked", "--offline", "--message-format", "json"]);
    command.current_dir(project);
    for (name, _) in std::env::vars_os() {
        // What cargo tells the program that it runs is not for another cargo.
        let inherited = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
        if name.to_str().is_some_and(inherited) {
            command.env_remove(name);
        }
    }
    let output = command.output().with_context(|| not_there(&cargo))?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        bail!(
            "cannot build what answers are compiled against, in {}; see that `cargo build` works there, or name another folder \
             with CARGO_TARGET_DIR\n{}",
            target.display(),
            why.trim_end()
        );
    }
    let built: Vec<Message> =
        String::from_utf8_lossy(&output.stdout).lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let find = |name: &'static str| {
        let artifact = built.iter().find(|message| {
            message.reason == "compiler-artifact" && message.target.as_ref().is_some_and(|target| target.name == name)
        });
        let files = artifact.map(|artifact| artifact.filenames.as_slice()).unwrap_or_default();
        let library = files.iter().find(|file| file.extension().is_some_and(|extension| extension == "rlib"));
        Ok((name, library.with_context(|| format!("cargo has not built the library {name}"))?.clone()))
    };
    [LIBRARY, RUNNER].into_iter().map(find).collect()
}
