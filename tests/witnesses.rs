//! Failing executions as people get them: named by `model`, played again by `replay`, and told by `explain`.

mod support;

use std::fs;

use racecourse_model::Witness;
use serde_json::Value;
use support::{json, run};

/// The witness of a run on a model checker.
fn witness(fixture: &str, variant: &str, backend: &str) -> String {
    let arguments = ["model", fixture, "--variant", variant, "--backend", backend, "--format", "json"];
    let (code, document) = json(&arguments);
    assert_eq!(code, Some(0), "{document:#}");
    document["runs"][0]["witness"].as_str().expect("a violation has a witness").to_owned()
}

/// A test for each class, so that they run side by side.
macro_rules! every_violation_has_a_witness {
    ($($class:ident),*) => {
        mod every_violation_that_a_checker_finds_has_a_witness_that_replays {
            $(#[test]
            fn $class() {
                super::every_violation_has_a_witness_that_replays(stringify!($class));
            })*

            #[test]
            fn no_class_is_left_out() {
                let classes = xtask::catalogue::CLASSES.iter().map(|class| class.name);
                assert_eq!(classes.collect::<Vec<_>>(), [$(stringify!($class)),*]);
            }
        }
    };
}

every_violation_has_a_witness!(atomicity, ordering, deadlock, signalling, pools, processes, progress);

fn every_violation_has_a_witness_that_replays(class: &str) {
    let (code, document) = json(&["model", class, "--format", "json"]);
    assert_eq!(code, Some(0));
    let runs = document["runs"].as_array().unwrap();
    let violated: Vec<&Value> = runs.iter().filter(|run| run["verdict"] == "violated").collect();
    assert!(!violated.is_empty());
    for run in runs {
        assert_eq!(run["witness"].is_string(), run["verdict"] == "violated", "{run:#}");
    }
    for violated in violated {
        let (code, replayed) =
            json(&["replay", violated["witness"].as_str().unwrap(), "--times", "2", "--format", "json"]);
        assert_eq!(code, Some(0), "{violated:#}");
        assert_eq!(replayed["replays"], 2);
        let ends_with = &replayed["execution"]["ends_with"];
        match violated["kind"].as_str().unwrap() {
            "forbidden-outcome" => {
                let forbidden = violated["outcomes"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|row| row["outcome"] == ends_with["outcome"] && row["grade"] == "forbidden");
                assert!(forbidden, "{replayed:#}");
            }
            kind => assert_eq!(ends_with["failure"], kind),
        }
        assert!(!replayed["execution"]["steps"].as_array().unwrap().is_empty());
    }
}

#[test]
fn the_broken_counter_is_explained_step_by_step() {
    let (code, stdout, _) = run(&["explain", "unlocked-counter"]);
    assert_eq!(code, Some(0));
    assert!(stdout.lines().all(|line| line.chars().count() <= 120), "{stdout}");
    let told = stdout.split_once("From broken to fixed").expect("the difference is shown").1;
    // What the witness ends with changes with every edit of the fixture.
    let told: Vec<&str> = told.lines().filter(|line| !line.starts_with("witness ")).collect();
    insta::with_settings!({snapshot_path => "snapshots", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("explained_counter", told.join("\n"));
    });
}

#[test]
fn a_deadlock_is_explained_with_who_waits_for_whom() {
    for backend in ["loom", "shuttle"] {
        let (code, document) = json(&["explain", "lock-order", "--backend", backend, "--format", "json"]);
        assert_eq!(code, Some(0));
        let steps = document["execution"]["steps"].as_array().unwrap();
        let what: Vec<&str> = steps.iter().map(|step| step["what"].as_str().unwrap()).collect();
        assert!(what.contains(&"waits for savings, held by spender"), "{what:?}");
        assert!(what.contains(&"waits for checking, held by saver"), "{what:?}");
        assert_eq!(document["execution"]["preemptions"], 1);
        assert_eq!(document["execution"]["fewest_preemptions"], true);
        assert_eq!(document["execution"]["fixed"]["ends_with"]["outcome"], "(80, 120)");
    }
}

#[test]
fn what_holds_has_no_failing_execution() {
    let (code, stdout, _) = run(&["explain", "lock-order", "--variant", "fixed"]);
    assert_eq!(code, Some(0));
    assert!(stdout.contains("There is no failing execution to show: fixed holds."), "{stdout}");
}

#[test]
fn an_execution_is_kept_in_a_file_and_played_from_it() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("lost-update.json");
    let file = file.to_str().unwrap();
    let token = witness("unlocked-counter", "broken", "shuttle");
    let (code, first, _) = run(&["replay", &token, "--save", file]);
    assert_eq!(code, Some(0));
    let (code, again, _) = run(&["replay", file]);
    assert_eq!((code, again), (Some(0), first));
    let document: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(document["witness"], token);

    fs::write(file, format!("{token}\n")).unwrap();
    assert_eq!(run(&["replay", file]).0, Some(0));
}

#[test]
fn a_wrong_witness_is_refused_with_the_reason() {
    let token = witness("unlocked-counter", "broken", "loom");
    let changed = |change: fn(&mut Witness)| {
        let mut witness: Witness = token.parse().unwrap();
        change(&mut witness);
        witness.to_string()
    };
    let refused = [
        (format!("{token}0"), "its checksum does not fit"),
        (token[..token.len() / 2].to_owned(), "parts with colons"),
        ("hello".to_owned(), "neither a witness"),
        (String::new(), "neither a witness"),
        (changed(|witness| witness.sources ^= 1), "has changed since"),
        (changed(|witness| witness.variant = "fixed".into()), "has changed since"),
        (changed(|witness| witness.variant = "wrong".into()), "there is no atomicity/unlocked-counter wrong on loom"),
        (changed(|witness| witness.ending ^= 1), "does not fit this program"),
        (changed(|witness| witness.schedule = "9e".parse().unwrap()), "cannot be replayed"),
        (changed(|witness| witness.schedule = "99999a".parse().unwrap()), "cannot be replayed"),
    ];
    for (token, why) in refused {
        let (code, stdout, stderr) = run(&["replay", &token]);
        assert_eq!(code, Some(2), "{token}: {stdout}{stderr}");
        assert!(stderr.contains(why), "{token}: {stderr}");
        assert_eq!(stdout, "");
    }
}
