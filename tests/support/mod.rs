//! What the end-to-end tests share: starting the program, and reading what it prints.

use std::process::{Command, Output, Stdio};

use serde_json::Value;

pub(crate) fn xtask(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).stdin(Stdio::null());
    command
}

pub(crate) fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    text(xtask(arguments).output().expect("the program starts"))
}

pub(crate) fn text(output: Output) -> (Option<i32>, String, String) {
    let words = |bytes| String::from_utf8(bytes).expect("it prints text");
    (output.status.code(), words(output.stdout), words(output.stderr))
}

pub(crate) fn json(arguments: &[&str]) -> (Option<i32>, Value) {
    let (code, stdout, stderr) = run(arguments);
    let document = serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error}\n{stdout}\n{stderr}"));
    (code, document)
}
