//! The commands of a learner as they are typed: the course, answers to begin with, hints, and progress.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use support::{json, run, text, xtask};
use xtask::catalogue::CLASSES;

/// A folder of exercises that is no one else's.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Desk(tempfile::tempdir().expect("there is room for temporary files"))
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join("exercises").join(below)
    }

    fn answer(&self) -> PathBuf {
        self.path("unlocked-counter/answer.rs")
    }

    /// Runs a command in it: how it ends, and what it prints and says, with the folder's name left out.
    fn run(&self, arguments: &str) -> (Option<i32>, String, String) {
        let folder = self.path("");
        let folder = folder.to_str().unwrap().trim_end_matches('/');
        let arguments = [arguments.split(' ').collect(), vec!["--dir", folder]].concat();
        let (code, stdout, stderr) = run(&arguments);
        (code, stdout.replace(folder, "DIR"), stderr.replace(folder, "DIR"))
    }

    /// Does so where it has to succeed without saying anything besides the result.
    fn succeed(&self, arguments: &str) -> String {
        let (code, stdout, stderr) = self.run(arguments);
        assert_eq!((code, stderr.as_str()), (Some(0), ""), "{arguments}: {stdout}");
        stdout
    }

    fn document(&self, arguments: &str) -> Value {
        let folder = self.path("");
        let more = ["--format", "json", "--dir", folder.to_str().unwrap()];
        let (code, document) = json(&[arguments.split(' ').collect(), more.to_vec()].concat());
        assert_eq!((code, &document["schema_version"]), (Some(0), &1.into()), "{arguments}: {document:#}");
        document
    }
}

fn names() -> Vec<&'static str> {
    CLASSES.iter().flat_map(|class| class.fixtures.iter().map(|fixture| fixture.about.name)).collect()
}

#[test]
fn the_course_has_every_fixture_once_and_fits_80_columns() {
    let desk = Desk::new();
    let list = desk.succeed("exercise list");
    for line in list.lines() {
        assert!(line.chars().count() <= 80 && !line.contains('\u{1b}'), "{line:?}");
    }
    insta::assert_snapshot!(list);
    let document = desk.document("exercise list");
    let exercises = document["exercises"].as_array().unwrap();
    let mut listed: Vec<_> = exercises.iter().map(|exercise| exercise["fixture"].as_str().unwrap()).collect();
    let mut all = names();
    listed.sort_unstable();
    all.sort_unstable();
    assert_eq!(listed, all);
    all.dedup();
    assert_eq!(listed.len(), all.len(), "an exercise is named by its fixture alone");
    assert!(!desk.path("").exists(), "looking leaves nothing behind");
}

#[test]
fn what_is_begun_is_an_answer_with_its_task_at_the_top() {
    let desk = Desk::new();
    let started = desk.succeed("exercise start unlocked-counter");
    let answer = fs::read_to_string(desk.answer()).unwrap();
    insta::assert_snapshot!(format!("{started}\n== answer.rs\n{answer}"));
    let document = desk.document("exercise list");
    let begun = document["exercises"].as_array().unwrap().iter().filter(|exercise| exercise["begun"] == true);
    assert_eq!(begun.map(|exercise| exercise["fixture"].as_str().unwrap()).collect::<Vec<_>>(), ["unlocked-counter"]);
}

#[test]
fn no_start_gives_its_bug_away_and_every_one_compiles_in_the_editors_package() {
    let desk = Desk::new();
    for name in names() {
        desk.succeed(&format!("exercise start {name}"));
        let answer = fs::read_to_string(desk.path(name).join("answer.rs")).unwrap();
        let code: Vec<&str> = answer.lines().skip_while(|line| line.starts_with("//!")).collect();
        for line in &code {
            let comment = line.find("//").map(|comment| &line[comment..]);
            assert!(comment.is_none_or(|comment| comment.starts_with("///")), "{name}: {line}");
        }
        for line in answer.lines() {
            let is_copied = ["//! |", "//! ///", "//!     ", "//! pub"].iter().any(|copied| line.starts_with(copied));
            assert!(is_copied || !line.starts_with("//!") || line.chars().count() <= 100, "{name}: {line}");
        }
    }
    // Always the same folder for what is built, since all of it but the answers is the same each time.
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/exercises");
    let cargo = || {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["check", "--offline"]).current_dir(desk.path("")).env("CARGO_TARGET_DIR", &target);
        cargo.env_remove("RUSTFLAGS").stdin(Stdio::null());
        text(cargo.output().expect("cargo starts"))
    };
    let (code, _, stderr) = cargo();
    assert_eq!(code, Some(0), "{stderr}");
    assert!(!stderr.contains("warning"), "{stderr}");

    let answer = fs::read_to_string(desk.answer()).unwrap();
    fs::write(desk.answer(), answer.replace("impl Counter for Tally", "impl Tally")).unwrap();
    let (code, _, stderr) = cargo();
    assert_eq!(code, Some(101), "{stderr}");
    assert!(stderr.contains("error[E0277]") && stderr.contains("`Counter`"), "{stderr}");
}

#[test]
fn the_commands_work_inside_of_the_folder_too() {
    // Below the project, whose alias has to give way.
    let desk = Desk(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap());
    desk.succeed("exercise start unlocked-counter");
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.arg("--list").current_dir(desk.path("unlocked-counter")).stdin(Stdio::null());
    let (code, stdout, stderr) = text(cargo.output().expect("cargo starts"));
    assert_eq!(code, Some(0), "{stderr}");
    let alias = stdout.lines().find(|line| line.trim_start().starts_with("xtask ")).expect("there is an alias");
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    assert!(alias.contains(&format!("--manifest-path {}/Cargo.toml", project.display())), "{alias}");
}

#[test]
fn where_nothing_can_be_kept_it_is_said_and_nothing_is_left_behind() {
    let desk = Desk::new();
    fs::write(desk.path("").parent().unwrap().join("exercises"), "a file").unwrap();
    for arguments in ["exercise start relock", "exercise status", "exercise hint relock", "exercise watch relock"] {
        let (code, stdout, stderr) = desk.run(arguments);
        assert!(matches!(code, Some(2 | 3)) && stdout.is_empty(), "{arguments}: {code:?} {stdout} {stderr}");
        assert!(stderr.starts_with("error: ") && stderr.contains("DIR"), "{arguments}: {stderr}");
    }
    let (_, _, stderr) = desk.run("exercise start relock");
    assert!(stderr.trim_end().ends_with("use another folder, which `--dir` names for exercises"), "{stderr}");
    assert_eq!(fs::read_dir(desk.0.path()).unwrap().count(), 1);
}

#[test]
fn an_answer_is_never_overwritten_and_reset_keeps_it() {
    let desk = Desk::new();
    desk.succeed("exercise start unlocked-counter");
    let beginning = fs::read_to_string(desk.answer()).unwrap();
    let mut texts = desk.succeed("exercise reset unlocked-counter");
    fs::write(desk.answer(), "mine").unwrap();
    let (code, stdout, stderr) = desk.run("exercise start unlocked-counter");
    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
    assert_eq!(fs::read_to_string(desk.answer()).unwrap(), "mine");
    texts += &stderr;
    texts += &desk.succeed("exercise reset unlocked-counter");
    assert_eq!(fs::read_to_string(desk.answer()).unwrap(), beginning);
    assert_eq!(fs::read_to_string(desk.path("unlocked-counter/answer.rs.old")).unwrap(), "mine");
    insta::assert_snapshot!(texts);
}

#[test]
fn hints_get_stronger_and_are_counted() {
    let desk = Desk::new();
    let mut texts = desk.succeed("exercise hint atomicity/unlocked-counter");
    for _ in 0..3 {
        texts += &desk.succeed("exercise hint");
    }
    insta::assert_snapshot!(texts);
    let document = desk.document("exercise status");
    assert_eq!(document["exercises"][0]["hints_used"], 3, "{document:#}");
    assert_eq!(document["last_worked_on"], "unlocked-counter");
}

#[test]
fn the_state_of_things_is_kept() {
    let desk = Desk::new();
    desk.succeed("exercise start torn-pair");
    desk.succeed("exercise hint torn-pair");
    let progress = fs::read_to_string(desk.path("progress.json")).unwrap();
    let tried = progress
        .replacen("\"tries\": 0", "\"tries\": 2", 1)
        .replacen("\"best\": null", "\"best\": 80", 1)
        .replacen("\"last\": null", "\"last\": 25", 1)
        .replacen("\"out_of\": null", "\"out_of\": 100", 1);
    assert_ne!(tried, progress);
    fs::write(desk.path("progress.json"), tried).unwrap();
    insta::assert_snapshot!(desk.succeed("exercise status"));
    assert_eq!(desk.document("exercise status")["next"], "torn-pair");
}

#[test]
fn a_damaged_progress_file_is_set_aside_and_said_so() {
    let desk = Desk::new();
    desk.succeed("exercise hint unlocked-counter");
    fs::write(desk.path("progress.json"), "{\"schema_version\": 1, \"exer").unwrap();
    let (code, stdout, stderr) = desk.run("exercise status");
    assert_eq!(code, Some(0), "{stderr}");
    assert!(stdout.contains("0 of 29 solved"), "{stdout}");
    assert!(stderr.contains("progress.json is damaged") && stderr.contains("progress.json.damaged"), "{stderr}");
    let kept = fs::read_to_string(desk.path("progress.json.damaged")).unwrap();
    assert_eq!(kept, "{\"schema_version\": 1, \"exer");
    assert_eq!(desk.run("exercise status").2, "", "once is enough");
}

#[test]
fn wrong_usage_exits_with_2_and_says_what_to_do() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("")).unwrap();
    let mut messages = String::new();
    for arguments in [
        "exercise start unlocked-conter",
        "exercise start atomicity",
        "exercise hint nothing-like-it",
        "exercise hint",
        "exercise watch",
        "exercise watch relock",
        "exercise reset relock",
        "grade unlocked-conter",
        "grade relock",
        "grade relock /nowhere/answer.rs",
        "grade relock /",
        "grade relock --format html",
    ] {
        let (code, stdout, stderr) = desk.run(arguments);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{arguments}: {stderr}");
        messages.push_str(&format!("$ cargo xtask {arguments}\n{stderr}\n"));
    }
    fs::write(desk.path("Cargo.toml"), "[package]\n").unwrap();
    fs::write(desk.path("progress.json"), "{\"schema_version\": 7}").unwrap();
    for arguments in ["exercise start relock", "exercise status"] {
        let (code, stdout, stderr) = desk.run(arguments);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{arguments}: {stderr}");
        messages.push_str(&format!("$ cargo xtask {arguments}\n{stderr}\n"));
    }
    insta::assert_snapshot!(messages);
}

#[test]
fn a_folder_without_submissions_is_wrong_usage_and_what_is_in_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    fs::write(folder.path().join("ada.rs"), "").unwrap();
    for (more, reason) in [
        (vec![], "it does not say what it answers"),
        (vec!["--fixture", "unlocked-conter"], "did you mean"),
        (vec!["--format", "junit"], "--reports"),
        (vec!["--jobs", "0"], "--jobs"),
        (vec!["--fixture", "relock", "--out", "/nowhere/summary.csv"], "cannot write /nowhere/summary.csv"),
        (vec!["--fixture", "relock", "--reports", "/proc/reports"], "cannot make /proc/reports"),
    ] {
        let (code, stdout, stderr) = run(&[vec!["grade-all", path], more.clone()].concat());
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{more:?}: {stderr}");
        assert!(stderr.contains(reason), "{more:?}: {stderr}");
    }
    let (code, _, stderr) = run(&["grade-all", "/nowhere"]);
    assert_eq!(code, Some(2), "{stderr}");
}

#[test]
fn an_answer_that_is_too_large_is_refused_before_anything_is_compiled() {
    let desk = Desk::new();
    let large = desk.0.path().join("large.rs");
    fs::write(&large, vec![b' '; (1 << 20) + 1]).unwrap();
    let mut grade = xtask(&["grade", "relock", "-"]);
    let (code, stdout, stderr) = text(grade.stdin(fs::File::open(&large).unwrap()).output().unwrap());
    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
    assert!(stderr.contains("standard input is larger than 1024 KiB"), "{stderr}");
}

#[test]
fn the_help_says_what_can_be_done() {
    let mut texts = String::new();
    for arguments in [&["exercise", "--help"][..], &["grade", "--help"], &["grade-all", "--help"]] {
        let (code, stdout, _) = run(arguments);
        assert_eq!(code, Some(0));
        texts.push_str(&stdout);
    }
    insta::assert_snapshot!(texts);
}
