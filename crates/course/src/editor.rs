//! What an editor needs to know about answers: a small package of their own, in which `super::spec` and `super::sync`
//! are what they are in the project.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use racecourse::{Backend, Fixture};

use crate::files::replace;
use crate::{Exercise, Refused};

/// The line that tells our files from those of somebody else.
const MARK: &str = "Written by `cargo xtask exercise`, and written anew by it";

/// What cargo is told by whoever works inside of the folder.
const CONFIGURATION: &str = ".cargo/config.toml";

/// Refuses a folder that has another package in it, which we would overwrite.
pub(crate) fn check(folder: &Path) -> Result<()> {
    for file in ["Cargo.toml", "lib.rs", CONFIGURATION] {
        let path = folder.join(file);
        if path.exists() && !fs::read_to_string(&path).is_ok_and(|text| text.contains(MARK)) {
            let why = "which was not written by `cargo xtask exercise`; choose another folder, or an empty one";
            return Err(Refused(format!("{} has a file {file}, {why}", folder.display())).into());
        }
    }
    Ok(())
}

/// Writes the package, with the exercises that are begun.
pub(crate) fn write(folder: &Path, project: &Path, begun: &[&Exercise]) -> Result<()> {
    let put = |path: PathBuf, text: &[u8]| replace(&path, text, 0o666).with_context(|| cannot_write(&path));
    for exercise in begun {
        let spec =
            exercise.fixture.source("spec").with_context(|| format!("{} has no file called spec", exercise.name()))?;
        let path = folder.join(exercise.name()).join("spec.rs");
        // It belongs to the fixture: a change here would change nothing but the learner's mind.
        replace(&path, spec.as_bytes(), 0o444).with_context(|| cannot_write(&path))?;
    }
    put(folder.join("Cargo.toml"), manifest(folder, project).as_bytes())?;
    put(folder.join("lib.rs"), modules(begun).as_bytes())?;
    if let Some(alias) = alias(project) {
        let parent = folder.join(".cargo");
        fs::create_dir_all(&parent).with_context(|| format!("cannot make {}", parent.display()))?;
        put(folder.join(CONFIGURATION), alias.as_bytes())?;
    }
    // The versions that the project is built with are there already, so that nothing has to be downloaded.
    let lock = project.join("Cargo.lock");
    put(folder.join("Cargo.lock"), &fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?)
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write {}", path.display())
}

fn manifest(folder: &Path, project: &Path) -> String {
    let inside = folder.strip_prefix(project).is_ok_and(|below| below.components().count() == 1);
    let project = if inside { Path::new("..") } else { project };
    let racecourse = quoted(&project.join("crates/racecourse"));
    format!(
        "# {MARK}: what an editor needs to know. Nothing is graded by it.\n\
         [package]\nname = \"exercises\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [lib]\npath = \"lib.rs\"\n\n\
         [dependencies]\nracecourse = {{ path = {racecourse} }}\n\n\
         # Not a part of the project's workspace.\n[workspace]\n"
    )
}

/// The project's commands, for a terminal whose folder is this one: a package of its own hides the project from cargo.
/// `None` if the project's path has blanks in it: cargo takes the alias apart there. It would not do so with a list, but a
/// list cannot take the place of the project's own alias, which is a text.
fn alias(project: &Path) -> Option<String> {
    let manifest = project.join("Cargo.toml");
    let manifest = manifest.to_str().filter(|path| !path.contains(char::is_whitespace))?;
    let alias = serde_json::Value::from(format!("run --manifest-path {manifest} --package xtask --bin xtask --"));
    Some(format!("# {MARK}: `cargo xtask` works in here, too.\n[alias]\nxtask = {alias}\n"))
}

/// A path as TOML has it, which escapes what JSON does.
fn quoted(path: &Path) -> String {
    serde_json::Value::from(path.to_string_lossy()).to_string()
}

/// The modules of the answers, each between a `spec` and a `sync` as in the project.
fn modules(begun: &[&Exercise]) -> String {
    let mut text = format!("//! {MARK}: which answers there are.\n");
    for exercise in begun {
        let name = exercise.name();
        let (module, backend, subject) = (name.replace('-', "_"), backend(&exercise.fixture), exercise.fixture.subject);
        text.push_str(&format!(
            "\n#[path = \"{name}\"]\npub mod {module} {{\n    pub use racecourse::{backend} as sync;\n    pub mod spec;\n    \
             pub mod answer;\n    // That it keeps the interface.\n    const _: () = {{\n        \
             let _ = spec::scenario::<answer::{subject}>;\n    }};\n}}\n"
        ));
    }
    text
}

/// The backend whose `sync` an editor shows: the first one that the fixture runs on.
fn backend(fixture: &Fixture) -> Backend {
    let runs = |backend: &Backend| fixture.implementations.iter().any(|(_, compiled_for, _)| compiled_for == backend);
    Backend::ALL.into_iter().find(runs).unwrap_or(Backend::Threads)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::exercises;

    #[test]
    fn every_answer_has_a_module_and_the_package_is_outside_the_workspace() {
        let course = exercises();
        let modules = modules(&[&course[0], &course[2]]);
        insta::assert_snapshot!(manifest(Path::new("/p/exercises"), Path::new("/p")) + "\n" + &modules);
    }

    #[test]
    fn the_alias_is_one_text_or_none_at_all() {
        let alias_of = |project: &str| alias(Path::new(project));
        let text = alias_of("/a/p").unwrap();
        assert!(text.contains("\nxtask = \"run --manifest-path /a/p/Cargo.toml --package xtask "), "{text}");
        assert_eq!(alias_of("/a b/p"), None);
    }

    #[test]
    fn a_folder_elsewhere_finds_the_project_and_names_are_quoted() {
        let elsewhere = manifest(Path::new("/tmp/x"), Path::new("/a \"b\"/p"));
        assert!(elsewhere.contains(r#"path = "/a \"b\"/p/crates/racecourse""#), "{elsewhere}");
    }
}
