//! Course packs: they build on their own, and give nothing away.

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use serde_json::Value;
use support::{json, run, text};
use tempfile::TempDir;
use xtask::catalogue::CLASSES;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace").to_owned()
}

/// Packs what the selectors name, and returns the folder above the pack, which is called `course`.
fn pack(selectors: &[&str]) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("course");
    let (code, stdout, stderr) = run(&[&["handout", "--out", out.to_str().unwrap()], selectors].concat());
    assert_eq!(code, Some(0), "{stderr}");
    (folder, stdout)
}

/// Every file below a folder, relative to it.
fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned());
            }
        }
    }
    found
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The folders of all fixtures.
fn fixtures() -> Vec<PathBuf> {
    let all = CLASSES.iter().flat_map(|class| class.fixtures.iter().map(move |fixture| (class, fixture)));
    all.map(|(class, fixture)| root().join("fixtures").join(class.name).join(fixture.about.name)).collect()
}

/// What everybody may read.
fn is_given(name: &str) -> bool {
    matches!(name, "spec.rs" | "sequential.rs" | "crowd.rs" | "rounds.rs" | "broken.rs")
}

/// All that learners get anyway, of any fixture.
fn given() -> String {
    let mut given = String::new();
    for folder in fixtures() {
        for name in files(&folder).iter().filter(|name| is_given(name.to_str().unwrap())) {
            given += &words(&read(&folder.join(name)));
            given.push('\n');
        }
    }
    given
}

/// Lines of solutions that are in the project's own programs, too, and have nothing to do with a solution there.
const ORDINARY: [&str; 3] = ["let mut text = String::new();", "die_with_parent();", "if depth > DEEPEST {"];

/// Whether it tells anything: not a line that any program could have, a function's signature, or the ruler of a table.
fn is_telling(secret: &str) -> bool {
    secret.len() >= 16 && !secret.starts_with("fn ") && !secret.starts_with("|-") && !ORDINARY.contains(&secret)
}

/// What says how a fixture is repaired, or how it is not: lines of every program in its folder that learners do not get,
/// the names of the variants, and what the lesson says about them.
fn secrets(folder: &Path, given: &str) -> BTreeSet<String> {
    let mut secrets = BTreeSet::new();
    for name in files(folder) {
        let name = name.to_str().unwrap();
        let is_told = name != "fixture.rs" && name != "refused.rs" && !is_given(name);
        let Some(stem) = name.strip_suffix(".rs").filter(|_| is_told) else { continue };
        if stem != "fixed" {
            secrets.insert(stem.to_owned());
        }
        secrets.extend(read(&folder.join(name)).lines().map(words));
    }
    let lesson = read(&folder.join("README.md"));
    for heading in ["Interleaving", "Fix", "Wrong fixes"] {
        let (_, section) = lesson.split_once(&format!("\n## {heading}\n")).expect("the lesson has this section");
        let section = section.split("\n## ").next().unwrap();
        secrets.extend(section.lines().filter(|line| line.starts_with('|')).map(words));
        let prose: Vec<&str> = section.lines().filter(|line| !line.starts_with('|')).collect();
        secrets.extend(words(&prose.join("\n")).split_inclusive(". ").map(words));
    }
    secrets.retain(|secret| is_telling(secret) && !given.contains(secret));
    secrets
}

#[test]
fn a_pack_of_everything_has_nothing_of_any_solution() {
    let (folder, stdout) = pack(&[]);
    let pack = folder.path().join("course");
    let given = given();
    let packed: Vec<(PathBuf, String)> =
        files(&pack).into_iter().map(|path| (path.clone(), words(&read(&pack.join(path))))).collect();
    let mut leaks = Vec::new();
    for fixture in fixtures() {
        let name = fixture.strip_prefix(root().join("fixtures")).unwrap();
        assert!(stdout.contains(name.to_str().unwrap()), "{stdout}");
        let secrets = secrets(&fixture, &given);
        assert!(secrets.len() > 10, "{} has a solution: {secrets:?}", fixture.display());
        let own: String = files(&fixture).iter().map(|name| words(&read(&fixture.join(name))) + "\n").collect();
        let found =
            secrets.iter().filter(|secret| own.contains(*secret) || fixture.join(format!("{secret}.rs")).exists());
        assert_eq!(found.count(), secrets.len(), "what is looked for is found where it is: {}", fixture.display());
        for secret in &secrets {
            let places = packed.iter().filter(|(_, text)| text.contains(secret));
            leaks.extend(places.map(|(path, _)| format!("{}: {secret}", path.display())));
        }
    }
    assert!(leaks.is_empty(), "{} leaks: {leaks:#?}", leaks.len());
}

#[test]
fn a_pack_has_what_was_chosen_and_nothing_else() {
    let (folder, stdout) = pack(&["lock-order", "unlocked-counter"]);
    let pack = folder.path().join("course");
    let listed: Vec<&str> = stdout.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    assert_eq!(listed, ["atomicity/unlocked-counter", "deadlock/lock-order"], "the easier one comes first");
    let mut packed = files(&pack.join("fixtures"));
    for (class, fixture) in [("atomicity", "unlocked-counter"), ("deadlock", "lock-order")] {
        for name in ["Cargo.toml", "lib.rs"] {
            assert!(packed.remove(&Path::new(class).join(name)), "{class} has {name}");
        }
        for name in ["README.md", "spec.rs", "broken.rs", "fixture.rs"] {
            assert!(packed.remove(&Path::new(class).join(fixture).join(name)), "{fixture} has {name}");
        }
    }
    packed.retain(|path| !["sequential.rs", "crowd.rs", "rounds.rs"].iter().any(|scenario| path.ends_with(scenario)));
    assert!(packed.is_empty(), "{packed:#?}");
    let top: BTreeSet<String> =
        fs::read_dir(&pack).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let wanted = [
        ".cargo",
        ".gitignore",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "crates",
        "fixtures",
        "rustfmt.toml",
        "xtask",
    ];
    assert_eq!(top, wanted.map(str::to_owned).into());
    for path in files(&pack) {
        let is_test = path.iter().any(|part| part == "tests" || part == "snapshots");
        assert!(!is_test, "{} is of no use to a learner", path.display());
    }
}

#[test]
fn wrong_usage_exits_with_2_and_packs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("course");
    let (code, stdout, stderr) = run(&["handout", "--out", out.to_str().unwrap(), "lock-oder"]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    assert!(stderr.contains("did you mean") && stderr.contains("lock-order"), "{stderr}");
    let (code, _, stderr) = run(&["handout", "--out", folder.path().join("no/course").to_str().unwrap()]);
    assert_eq!(code, Some(2), "{stderr}");
    assert!(files(folder.path()).is_empty());
    fs::write(&out, "mine").unwrap();
    let (code, stdout, stderr) = run(&["handout", "--out", out.to_str().unwrap()]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
    assert!(stderr.contains("name a new one"), "{stderr}");
    assert_eq!(read(&out), "mine");
    assert_eq!(files(folder.path()).len(), 1);
    assert_eq!(run(&["handout"]).0, Some(2), "it does not choose a folder by itself");
}

/// Makes `to` what `from` is, and leaves alone what is the same already, so that cargo takes it for built.
fn bring_up_to_date(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(to).unwrap().map(|entry| entry.unwrap()) {
        let (stale, is_folder) = (entry.path(), entry.path().is_dir());
        if !from.join(entry.file_name()).exists() {
            let removed = if is_folder { fs::remove_dir_all(&stale) } else { fs::remove_file(&stale) };
            removed.unwrap();
        }
    }
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let (new, old) = (entry.path(), to.join(entry.file_name()));
        if new.is_dir() {
            bring_up_to_date(&new, &old);
        } else if fs::read(&old).ok() != Some(fs::read(&new).unwrap()) {
            fs::copy(&new, &old).unwrap();
        }
    }
}

#[test]
fn a_pack_builds_on_its_own_and_its_commands_work() {
    let (folder, _) = pack(&["unlocked-counter", "lock-order"]);
    // Always the same folders inside the project's target, so that only what has changed is built again. Not the project's
    // own target folder: cargo would take the pack's packages for changed ones of the project.
    let place = root().join("target").join("handout");
    let pack = place.join("pack");
    bring_up_to_date(&folder.path().join("course"), &pack);
    let command_line = |arguments: &[&str]| {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["--offline", "--locked"]).args(arguments).current_dir(&pack).stdin(Stdio::null());
        cargo.env("CARGO_TARGET_DIR", place.join("target"));
        for (name, _) in env::vars_os() {
            let inherited = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
            if name.to_str().is_some_and(inherited) {
                cargo.env_remove(name);
            }
        }
        text(cargo.output().unwrap())
    };
    let (code, _, stderr) = command_line(&["build"]);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(!stderr.contains("warning"), "{stderr}");

    let (code, stdout, stderr) = command_line(&["xtask", "list", "--format", "json"]);
    assert_eq!(code, Some(0), "{stderr}");
    let listed: Value = serde_json::from_str(&stdout).unwrap();
    let (_, project) = json(&["list", "unlocked-counter", "lock-order", "--format", "json"]);
    let [listed, project] = [&listed, &project].map(|list| list["fixtures"].as_array().unwrap());
    assert_eq!(listed.len(), 2);
    for (exercise, fixture) in listed.iter().zip(project) {
        assert_eq!([&exercise["fixture"], &exercise["title"]], [&fixture["fixture"], &fixture["title"]]);
        let [only, broken] = [exercise, fixture].map(|fixture| &fixture["variants"][0]);
        assert_eq!(only["expectations"], broken["expectations"]);
        assert_eq!(exercise["variants"].as_array().unwrap().len(), 1);
        assert!(fixture["variants"].as_array().unwrap().len() > 1);
    }

    let (code, stdout, stderr) = command_line(&["xtask", "model", "--format", "json"]);
    assert_eq!(code, Some(0), "{stderr}");
    let report: Value = serde_json::from_str(&stdout).unwrap();
    let ran = report["runs"].as_array().unwrap();
    assert_eq!(ran.len(), 4);
    assert!(ran.iter().all(|run| run["verdict"] == "violated" && run["as_expected"] == true), "{report:#}");

    let (code, stdout, stderr) = command_line(&["xtask", "explain", "unlocked-counter"]);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(stdout.contains("## Symptom") && stdout.contains("Observed: 1"), "{stdout}");
    assert!(!stdout.contains("Hints") && !stdout.contains("fixed"), "{stdout}");
}
