//! `cargo xtask test`: the tests, and the examples in the documentation, which nextest does not run.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::maintain::TestOptions;
use crate::{AS_EXPECTED, CONTRADICTED, project};

/// The version that is installed where there is none.
const NEXTEST: &str = "0.9.143";

/// Runs the suite.
pub(crate) fn test(options: &TestOptions) -> Result<u8> {
    let mut nextest = nextest()?;
    nextest.args(["run", "--workspace"]).args(&options.arguments);
    let tests = run(&mut nextest)?;
    if !options.arguments.is_empty() {
        // A part of the tests was asked for; the documentation's examples are not among them.
        return Ok(if tests { AS_EXPECTED } else { CONTRADICTED });
    }
    let examples = run(cargo().args(["test", "--doc", "--workspace"]))?;
    Ok(if tests && examples { AS_EXPECTED } else { CONTRADICTED })
}

fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(project::root());
    // What cargo sets for the program it runs would make the tests of that program's package build again.
    for (name, _) in env::vars_os() {
        let inherited = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
        if name.to_str().is_some_and(inherited) {
            command.env_remove(name);
        }
    }
    command
}

fn run(command: &mut Command) -> Result<bool> {
    let program = command.get_program().to_owned();
    let status = command.status().with_context(|| format!("cannot start {}", program.display()))?;
    Ok(status.success())
}

/// `cargo nextest`: the installed one, or one in the project's own target folder.
fn nextest() -> Result<Command> {
    let installed = cargo().args(["nextest", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if installed.is_ok_and(|status| status.success()) {
        let mut command = cargo();
        command.arg("nextest");
        return Ok(command);
    }
    let tools = project::target().join("tools");
    let own = tools.join("bin").join(format!("cargo-nextest{}", env::consts::EXE_SUFFIX));
    if !is_wanted_version(&own) {
        install(&tools)?;
    }
    let mut command = cargo();
    let mut own = Command::new(own);
    own.arg("nextest").current_dir(project::root());
    for (name, _) in command.get_envs() {
        own.env_remove(name);
    }
    std::mem::swap(&mut command, &mut own);
    Ok(command)
}

fn is_wanted_version(program: &Path) -> bool {
    let output = Command::new(program).args(["nextest", "--version"]).output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(NEXTEST))
}

fn install(tools: &Path) -> Result<()> {
    eprintln!(
        "cargo-nextest is not installed; building version {NEXTEST} into {} (once, some minutes)",
        tools.display()
    );
    let build: PathBuf = tools.join("build");
    let installed = run(cargo()
        .args(["install", "cargo-nextest", "--locked", "--version", NEXTEST, "--root"])
        .arg(tools)
        .arg("--target-dir")
        .arg(&build))?;
    if !installed {
        bail!("cannot install cargo-nextest {NEXTEST}; install it yourself (https://nexte.st) and run this again");
    }
    // Several hundred megabytes that nobody needs again; that they stay would be no failure.
    let _ = fs::remove_dir_all(build);
    Ok(())
}
