//! The command line as its users drive it: what it prints, how it exits, and what it leaves behind.

mod support;

use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs};

use serde_json::Value;
use support::{json, run, text, xtask};

/// The outcomes of a run, with their grades.
fn outcomes(run: &Value) -> Vec<(&str, &str)> {
    let rows = run["outcomes"].as_array().expect("there is a table");
    rows.iter().map(|row| (row["outcome"].as_str().unwrap(), row["grade"].as_str().unwrap())).collect()
}

#[test]
fn loom_explores_the_broken_and_the_fixed_counter_completely() {
    let arguments = ["model", "unlocked-counter", "--backend", "loom", "--format", "json"];
    let (code, document) = json(&[&arguments[..], &["--variant", "broken", "--variant", "fixed"]].concat());
    assert_eq!(code, Some(0));
    assert_eq!(document["schema_version"], 1);
    assert_eq!(document["ok"], true);
    let [broken, fixed] = document["runs"].as_array().unwrap().as_slice() else { panic!("{document:#}") };
    assert_eq!(outcomes(broken), [("2", "acceptable"), ("1", "forbidden")]);
    assert_eq!(broken["verdict"], "violated");
    assert_eq!(broken["kind"], "forbidden-outcome");
    assert_eq!(broken["confidence"], "complete");
    assert_eq!(outcomes(fixed), [("2", "acceptable")]);
    assert_eq!(fixed["verdict"], "held");
    assert_eq!(fixed["confidence"], "complete");
    for run in [broken, fixed] {
        let counts = run["outcomes"].as_array().unwrap().iter().map(|row| row["count"].as_u64().unwrap());
        assert_eq!(counts.sum::<u64>(), run["executions"].as_u64().unwrap(), "every execution has an outcome");
        assert_eq!(run["as_expected"], true);
    }
}

#[test]
fn real_threads_lose_updates_of_the_broken_counter_and_none_of_the_fixed_one() {
    let (code, document) = json(&["stress", "atomicity/unlocked-counter", "--seconds", "0.3", "--format", "json"]);
    assert_eq!(code, Some(0));
    for run in document["runs"].as_array().unwrap() {
        let variant = run["variant"].as_str().unwrap();
        if run["backend"] == "processes" {
            assert_eq!(run["verdict"], "unsupported", "{variant}");
            continue;
        }
        let lost = outcomes(run).contains(&("1", "forbidden"));
        assert_eq!(lost, variant != "fixed", "{variant}: {run:#}");
        assert_eq!(run["failure_rate_upper_bound"].is_f64(), variant == "fixed", "{run:#}");
    }
}

#[test]
fn the_matrix_compares_every_backend_with_loom() {
    let (code, document) = json(&["matrix", "unlocked-counter", "lock-order", "--budget", "2s", "--format", "json"]);
    assert_eq!(code, Some(0), "{document:#}");
    let checks = document["cross_checks"].as_array().unwrap();
    // Ten variants on threads and on shuttle, which both fixtures run on.
    assert_eq!(checks.len(), 20);
    for check in checks {
        // Loom stops at a deadlock and has no complete table then.
        let complete = check["fixture"] == "unlocked-counter" || check["variant"] == "fixed";
        assert_eq!(check["agreement"], if complete { "contained" } else { "unchecked" }, "{check:#}");
    }
    assert_eq!(document["schema_version"], 1);
    assert_eq!(document["runs"].as_array().unwrap().len(), 40);
}

#[test]
fn a_deadlock_names_both_locks_and_both_actors_on_every_backend() {
    for command in ["stress", "model"] {
        let (code, document) = json(&[command, "lock-order", "--variant", "broken", "--format", "json"]);
        assert_eq!(code, Some(0));
        let runs = document["runs"].as_array().unwrap().iter().filter(|run| run["verdict"] != "unsupported");
        for run in runs {
            assert_eq!(run["kind"], "deadlock", "{run:#}");
            let waits = run["hang"]["waits"].as_array().unwrap().iter();
            let waits: Vec<_> = waits.map(|wait| [&wait["actor"], &wait["waits_for"], &wait["held_by"]]).collect();
            assert_eq!(waits, [["saver", "savings", "spender"], ["spender", "checking", "saver"]], "{run:#}");
        }
    }
}

#[test]
fn a_consumer_without_a_sentinel_is_a_lost_wake_up_on_every_backend() {
    for command in ["stress", "model"] {
        let (code, document) = json(&[command, "sentinel-queue", "--variant", "broken", "--format", "json"]);
        assert_eq!(code, Some(0));
        for run in document["runs"].as_array().unwrap() {
            assert_eq!(run["kind"], "lost-wake-up", "{run:#}");
            let [wait] = run["hang"]["waits"].as_array().unwrap().as_slice() else { panic!("{run:#}") };
            assert!(wait["actor"].as_str().unwrap().starts_with("courier "), "{run:#}");
            assert_eq!(wait["waits_for"], "counter", "{run:#}");
        }
    }
}

#[test]
fn real_processes_lose_updates_of_the_shared_value() {
    let arguments = ["stress", "shared-value", "--backend", "processes", "--variant", "broken", "--format", "json"];
    let (code, document) = json(&arguments);
    assert_eq!(code, Some(0));
    assert!(outcomes(&document["runs"][0]).contains(&("1", "forbidden")), "{document:#}");
}

#[test]
fn the_parts_of_a_run_add_up_to_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut parts = Vec::new();
    for part in ["1/2", "2/2"] {
        let arguments =
            ["stress", "unlocked-counter", "lock-order", "--budget", "2s", "--format", "json", "--shard", part];
        let (code, stdout, stderr) = run(&arguments);
        assert_eq!(code, Some(0), "{stdout}{stderr}");
        let path = folder.path().join(format!("{}.json", parts.len()));
        fs::write(&path, stdout).unwrap();
        parts.push(path.to_str().unwrap().to_owned());
    }
    let (code, whole) = json(&["merge", &parts[0], &parts[1], &parts[1], "--format", "json"]);
    assert_eq!(code, Some(0));
    let runs = whole["runs"].as_array().unwrap();
    let mut names: Vec<String> = runs.iter().map(|run| format!("{} {}", run["fixture"], run["variant"])).collect();
    names.sort();
    names.dedup();
    assert_eq!((runs.len(), names.len()), (10, 10), "five variants of two fixtures, on threads, once each: {whole:#}");
    for run in runs {
        let rows = run["outcomes"].as_array().unwrap();
        let counted: u64 = rows.iter().map(|row| row["count"].as_u64().unwrap()).sum();
        assert_eq!(counted, run["executions"].as_u64().unwrap(), "{run:#}");
        for row in rows {
            let [low, high] = [0, 1].map(|end| row["share_interval"][end].as_f64().unwrap());
            assert!((low..=high).contains(&row["share"].as_f64().unwrap()), "{row:#}");
        }
    }
}

#[test]
fn a_table_fits_80_columns_and_has_no_colour() {
    let (code, stdout, stderr) = run(&["model", "lock-order", "sentinel-queue"]);
    assert_eq!(code, Some(0), "{stdout}");
    assert_eq!(stderr, "", "no progress bar where nobody watches");
    // A witness is there to be copied, in one piece.
    for line in stdout.lines().filter(|line| !line.starts_with("  witness ")) {
        assert!(line.chars().count() <= 80 && !line.contains('\u{1b}'), "{line:?}");
    }
}

#[test]
fn what_there_is_is_listed() {
    let (code, stdout, _) = run(&["list", "unlocked-counter", "lock-order"]);
    assert_eq!(code, Some(0));
    insta::assert_snapshot!(stdout);
}

#[test]
fn the_help_says_what_can_be_done() {
    let mut texts = String::new();
    for arguments in [vec!["--help"], vec!["stress", "--help"], vec!["model", "--help"]] {
        let (code, stdout, _) = run(&arguments);
        assert_eq!(code, Some(0));
        texts.push_str(&stdout);
    }
    insta::assert_snapshot!(texts);
}

#[test]
fn wrong_usage_exits_with_2_and_says_what_to_do() {
    let cases: [&[&str]; 19] = [
        &["stress", "lock-oder"],
        &["stress", "deadlock/unlocked-counter"],
        &["stress", "no*such"],
        &["stress", "["],
        &["stress", "lock-order", "--variant", "brokn"],
        &["stress", "lock-order", "--backend", "processes"],
        &["stress", "--backend", "thread"],
        &["stress", "--backend", "loom"],
        &["stress", "--format", "xml"],
        &["stress", "--budget", "0s"],
        &["stress", "--budget", "-5s"],
        &["stress", "--budget", "soon"],
        &["stress", "--seconds", "0"],
        &["stress", "--seconds", "-1"],
        &["stress", "--shard", "3/2"],
        &["merge"],
        &["merge", "/nonexistent.json"],
        &["new", "deadlock"],
        &["strss"],
    ];
    let mut messages = String::new();
    for arguments in cases {
        let (code, stdout, stderr) = run(arguments);
        assert_eq!(code, Some(2), "{arguments:?}: {stderr}");
        assert_eq!(stdout, "", "{arguments:?}");
        messages.push_str(&format!("$ cargo xtask {}\n{stderr}\n", arguments.join(" ")));
    }
    insta::assert_snapshot!(messages);
}

#[test]
fn what_a_budget_is_too_small_for_is_incomplete_and_not_held() {
    let (code, document) =
        json(&["model", "sentinel-queue", "--backend", "loom", "--budget", "1ms", "--format", "json"]);
    assert_eq!(code, Some(3), "{document:#}");
    assert_eq!(document["ok"], false);
    for run in document["runs"].as_array().unwrap() {
        assert_ne!(run["verdict"], "held", "{run:#}");
    }
}

#[test]
fn a_benchmark_tells_what_every_contestant_achieved_and_how_much_memory_it_took() {
    let arguments = ["bench", "--part", "stress", "--seconds", "0.1", "--turns", "2", "--format", "json"];
    let (code, document) = json(&arguments);
    assert_eq!(code, Some(0));
    assert_eq!([&document["schema_version"], &document["turns"]], [1, 2]);
    assert!(document["model"].is_null(), "only one part was asked for: {document:#}");
    let idle = document["idle_worker_bytes"].as_u64().unwrap();
    let rounds = document["rounds"].as_array().unwrap();
    assert_eq!(rounds.len(), 10, "five contestants with two programs");
    for round in rounds {
        assert!(round["samples_per_second"].as_f64().unwrap() > 0.0, "{round:#}");
        let processes = if round["contestant"] == "processes" { 2 } else { 1 };
        assert!(round["peak_bytes"].as_u64().unwrap() > processes * idle * 9 / 10, "{round:#}");
    }
}

#[test]
fn a_benchmark_says_which_variants_make_two_threads_faster_than_one_or_that_it_cannot_tell() {
    let (code, document) = json(&["bench", "workloads", "--turns", "1", "--format", "json"]);
    assert_eq!(code, Some(0));
    assert!(document["rounds"].as_array().unwrap().is_empty(), "only one part was asked for: {document:#}");
    assert_eq!(document["workloads"].as_array().unwrap().len(), 8, "two kinds of work, done in four ways");
    let overlaps = document["overlaps"].as_array().unwrap();
    assert_eq!(overlaps.len(), if document["processors"] == 1 { 0 } else { 5 });
    for overlap in overlaps {
        let [low, high] = [0, 1].map(|end| overlap["interval"][end].as_f64().unwrap());
        let speed_up = overlap["speed_up"].as_f64().unwrap();
        assert!(low <= speed_up && speed_up <= high, "{overlap:#}");
        // What it comes to is the machine's affair; that only a whole interval decides is not.
        let bound = std::f64::consts::SQRT_2;
        let judged = if low > bound { Some(true) } else { (high < bound).then_some(false) };
        assert_eq!(overlap["is_faster"].as_bool(), judged, "{overlap:#}");
        let should_be = ["fixed", "wrong_total_read_early"].iter().any(|variant| overlap["variant"] == *variant);
        assert_eq!(overlap["should_be"], should_be, "{overlap:#}");
    }
}

#[test]
fn a_new_fixture_compiles_and_fails_until_it_is_filled_in() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    // Always the same folder inside the project's target, so that what cargo keeps of it does not pile up.
    let copy = root.join("target").join("new-fixture");
    let _ = fs::remove_dir_all(&copy);
    fs::create_dir_all(&copy).unwrap();
    for part in ["Cargo.toml", "Cargo.lock", "crates", "fixtures", "xtask", "tests"] {
        copy_all(&root.join(part), &copy.join(part));
    }
    let mut new = xtask(&["new", "progress/dining-philosophers"]);
    let (code, stdout, stderr) = text(new.env("CARGO_MANIFEST_DIR", copy.join("xtask")).output().unwrap());
    assert_eq!(code, Some(0), "{stderr}");
    assert!(stdout.contains("cargo nextest run dining_philosophers"), "{stdout}");

    let mut again = xtask(&["new", "progress/dining-philosophers"]);
    let (code, _, stderr) = text(again.env("CARGO_MANIFEST_DIR", copy.join("xtask")).output().unwrap());
    assert_eq!(code, Some(2), "{stderr}");

    // The target folder is the project's, where everything but the class is compiled already. Cargo tells packages apart by
    // where they are in their workspace, so the class has to be elsewhere: the project must not get this one for its own.
    fs::rename(copy.join("fixtures/progress"), copy.join("fixtures/progress-and-new")).unwrap();
    let manifest = fs::read_to_string(copy.join("Cargo.toml")).unwrap();
    let moved = manifest.replace("\"fixtures/progress\"", "\"fixtures/progress-and-new\"");
    assert_ne!(moved, manifest);
    fs::write(copy.join("Cargo.toml"), moved).unwrap();
    let test = |which: &str| {
        let mut test = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        // The whole workspace, or the dependencies would have other features, and be compiled once more.
        test.args(["test", "--offline", "--workspace", "--test", "verdicts", "--", which]);
        test.current_dir(&copy).env("CARGO_TARGET_DIR", root.join("target")).stdin(Stdio::null());
        let (code, stdout, stderr) = text(test.output().unwrap());
        assert_ne!(code, Some(0), "{stdout}");
        assert!(stdout.contains("test result: FAILED"), "it compiles, and its tests fail:\n{stdout}\n{stderr}");
        stdout
    };
    let ended = |stdout: &str, test: &str| {
        let line = stdout.lines().find(|line| line.contains(test)).unwrap_or_else(|| panic!("no {test}:\n{stdout}"));
        line.split_whitespace().next_back().unwrap().to_owned()
    };
    let on_loom = test("::loom");
    assert_eq!(ended(&on_loom, "dining_philosophers::fixed::loom"), "ok");
    assert_eq!(ended(&on_loom, "dining_philosophers::broken::loom"), "FAILED");
    assert_eq!(ended(&on_loom, "dining_philosophers::wrong_first_idea::loom"), "FAILED");
    let alone = test("dining_philosophers::fixed_alone");
    assert_eq!(ended(&alone, "dining_philosophers::fixed_alone::shuttle"), "FAILED");
}

fn copy_all(from: &Path, to: &Path) {
    if from.is_file() {
        fs::copy(from, to).unwrap();
        // Or cargo would take everything for changed, compile it again, and then again for the project itself.
        let modified = fs::metadata(from).unwrap().modified().unwrap();
        fs::File::options().write(true).open(to).unwrap().set_modified(modified).unwrap();
        return;
    }
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        copy_all(&entry.path(), &to.join(entry.file_name()));
    }
}

#[test]
fn the_page_of_the_corpus_is_what_the_metadata_say() {
    let (code, page, _) = run(&["list", "--format", "markdown"]);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/corpus.md");
    let written = fs::read_to_string(path).expect("the page is there");
    assert_eq!(code, Some(0));
    assert!(page == written, "docs/corpus.md is out of date: cargo xtask list --format markdown > docs/corpus.md");
}
