//! The contract between a fixture's folder, its metadata and its class: what a newcomer may rely on.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use racecourse::{Backend, Class, Expectation, Fixture, Part};
use xtask::catalogue::CLASSES;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace").to_owned()
}

fn fixtures() -> Vec<(&'static Class, &'static Fixture, PathBuf)> {
    let all = CLASSES.iter().flat_map(|class| class.fixtures.iter().map(move |fixture| (class, fixture)));
    all.map(|(class, fixture)| (class, fixture, root().join("fixtures").join(class.name).join(fixture.about.name)))
        .collect()
}

fn folders(parent: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(parent).expect("the folder is there").map(|entry| entry.expect("it can be read"));
    let folders = entries.filter(|entry| entry.path().is_dir());
    folders.map(|entry| entry.file_name().into_string().expect("names are plain text")).collect()
}

fn stems(folder: &Path, extension: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it can be read").path());
    let wanted = entries.filter(|path| path.extension().is_some_and(|found| found == extension));
    wanted.map(|path| path.file_stem().expect("it has a name").to_string_lossy().into_owned()).collect()
}

/// A program that the compiler refuses, where the pattern as other languages have it is no bug in Rust.
const REFUSED: &str = "refused";

#[test]
fn every_class_and_every_fixture_is_listed() {
    let classes: BTreeSet<String> = CLASSES.iter().map(|class| class.name.to_owned()).collect();
    assert_eq!(classes, folders(&root().join("fixtures")), "fixtures/ against xtask/src/catalogue.rs");
    for class in CLASSES {
        let mut found = folders(&root().join("fixtures").join(class.name));
        found.remove("tests");
        let listed = class.fixtures.iter().map(|fixture| fixture.about.name.to_owned()).collect();
        assert_eq!(found, listed, "fixtures/{} against its lib.rs", class.name);
    }
}

#[test]
fn every_variant_has_its_file_and_its_row() {
    for (_, fixture, folder) in fixtures() {
        let mut files = stems(&folder, "rs");
        for part in ["spec", "sequential", "fixture"] {
            assert!(files.remove(part), "{} has {part}.rs", folder.display());
        }
        files.remove(REFUSED);
        for part in ["crowd", "rounds"] {
            assert_eq!(files.remove(part), fixture.source(part).is_some(), "{}: {part}.rs", folder.display());
        }
        let rows: BTreeSet<String> = fixture.about.variants.iter().map(|variant| variant.name.to_owned()).collect();
        assert_eq!(files, rows, "{}", folder.display());
        assert!(rows.contains("broken") && rows.contains("fixed"), "{}", folder.display());
        let wrong = rows.iter().filter(|name| name.starts_with("wrong_")).count();
        assert_eq!(wrong, rows.len() - 2, "{}: other variants are called wrong_<idea>", folder.display());
        assert!(wrong >= 2, "{}: at least two fixes look right and are wrong", folder.display());
    }
}

#[test]
fn each_other_scenario_is_asked_of_every_variant_by_one_backend_that_runs_it() {
    for (_, fixture, folder) in fixtures() {
        for variant in fixture.about.variants {
            for part in [Part::Sequential, Part::Crowd, Part::Rounds] {
                let asks = |backend: &Backend| fixture.part(part, variant.name, *backend).is_some();
                let backend = match Backend::ALL.into_iter().filter(asks).collect::<Vec<_>>()[..] {
                    [backend] => backend,
                    [] if part != Part::Sequential => continue,
                    _ => panic!("{}: one backend runs {}.rs for {}", folder.display(), part.file(), variant.name),
                };
                let runs = fixture.implementation(variant.name, backend).is_some();
                let besides = fixture.about.besides.contains(&backend);
                assert_ne!(runs, besides, "{}: {backend}", folder.display());
            }
        }
        let in_a_crowd = fixture.outcomes_of(Part::Crowd);
        if let Some(shows) = fixture.about.exercise.shows {
            assert!(in_a_crowd.iter().any(|listed| listed.outcome == shows), "{}: {shows}", folder.display());
        }
        let sequential = fixture.source(Part::Sequential.file()).expect("every fixture has one");
        assert!(!sequential.contains(".forbidden("), "{}: what is not listed is forbidden", folder.display());
    }
}

#[test]
fn every_backend_either_runs_the_fixture_or_says_why_not() {
    for (_, fixture, folder) in fixtures() {
        for variant in fixture.about.variants {
            for backend in Backend::ALL {
                let runs = fixture.implementation(variant.name, backend).is_some();
                let unsupported = matches!(fixture.about.expectation(variant, backend), Expectation::Unsupported(_));
                assert_ne!(runs, unsupported, "{}: {} on {backend}", folder.display(), variant.name);
            }
        }
    }
}

#[test]
fn every_variant_but_fixed_is_caught_by_two_backends_where_two_run_it_and_fixed_by_none() {
    for (_, fixture, folder) in fixtures() {
        for variant in fixture.about.variants {
            let expectations = Backend::ALL.map(|backend| fixture.about.expectation(variant, backend));
            let caught = expectations.iter().filter(|cell| matches!(cell, Expectation::Violated(_))).count();
            // Where only one backend can express it, there is no second one to see it.
            let expressing = expectations.iter().filter(|cell| !matches!(cell, Expectation::Unsupported(_))).count();
            if variant.name == "fixed" {
                assert_eq!(caught, 0, "{}: fixed", folder.display());
            } else {
                assert!(caught >= expressing.min(2), "{}: {} is caught by {caught}", folder.display(), variant.name);
            }
        }
    }
}

#[test]
fn every_gap_is_of_a_variant_that_runs_on_its_backend_and_on_loom() {
    for (_, fixture, folder) in fixtures() {
        for gap in fixture.about.gaps {
            for backend in [gap.backend, Backend::Loom] {
                let runs = fixture.implementation(gap.variant, backend).is_some();
                assert!(runs, "{}: the gap of {} on {backend}", folder.display(), gap.variant);
            }
            assert_ne!(gap.backend, Backend::Loom, "{}: a gap is what another backend shows", folder.display());
        }
    }
}

#[test]
fn what_the_command_line_and_the_tests_have_in_common_is_built_once() {
    let built = |arguments: &[&str]| -> BTreeSet<String> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.args(["tree", "--offline", "--locked", "--prefix", "none", "--no-dedupe", "--format", "{p} {f}"]);
        let output = command.args(arguments).current_dir(root()).output().expect("cargo can be run");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
    };
    let all = built(&["--workspace"]);
    let twice: Vec<String> = built(&["--package", "xtask", "--edges", "normal,build"])
        .into_iter()
        .filter(|line| !all.contains(line))
        .collect();
    assert!(
        twice.is_empty(),
        "the tests need other features of these, and whatever is built on them, than `cargo xtask`; name those features in \
         xtask/Cargo.toml, as is done there for others: {twice:#?}"
    );
}

#[test]
fn every_lesson_is_complete_and_short() {
    let sections = ["Symptom", "Interleaving", "Fix", "Wrong fixes", "In the wild", "Hints", "Who sees it"]
        .map(|name| format!("## {name}"));
    for (class, fixture, folder) in fixtures() {
        let lesson = fs::read_to_string(folder.join("README.md")).expect("a fixture has a lesson");
        let first = format!("# {}/{}", class.name, fixture.about.name);
        assert_eq!(lesson.lines().next(), Some(first.as_str()), "{}", folder.display());
        let found: Vec<&str> = lesson.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(found, sections, "{}", folder.display());
        let words = lesson.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
        assert!((150..=320).contains(&words), "{}: {words} words", folder.display());
        let hints =
            lesson.lines().filter(|line| ["1. ", "2. ", "3. ", "4. "].iter().any(|start| line.starts_with(start)));
        assert_eq!(hints.count(), 3, "{}: three hints, weakest first", folder.display());
        for variant in fixture.about.variants.iter().filter(|variant| variant.name.starts_with("wrong_")) {
            assert!(lesson.contains(&format!("`{}`", variant.name)), "{}: {}", folder.display(), variant.name);
        }
    }
}

#[test]
fn every_file_says_what_it_is_for_and_stays_small() {
    for (_, _, folder) in fixtures() {
        for stem in stems(&folder, "rs") {
            let path = folder.join(stem).with_extension("rs");
            let text = fs::read_to_string(&path).expect("it can be read");
            assert!(text.starts_with("//! "), "{} opens with a sentence", path.display());
            assert!(text.lines().count() <= 80, "{} is one idea", path.display());
        }
    }
}

/// Each says in its first lines which error it is refused with, and needs nothing but the standard library.
#[test]
fn what_the_compiler_is_said_to_refuse_it_refuses_for_that_reason() {
    let mut refused = 0;
    for (_, _, folder) in fixtures() {
        let path = folder.join(REFUSED).with_extension("rs");
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let wanted = text.lines().find_map(|line| line.strip_prefix("//! error: ")).expect("it names its error");
        let target = tempfile::tempdir().expect("there is room for temporary files");
        let mut compiler = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        compiler.args(["--edition", "2024", "--crate-type", "bin", "--emit", "metadata", "--error-format", "short"]);
        let output = compiler.arg("--out-dir").arg(target.path()).arg(&path).output().expect("rustc can be started");
        let said = String::from_utf8_lossy(&output.stderr);
        let errors: Vec<&str> = said.lines().filter(|line| line.contains("error[")).collect();
        assert!(!output.status.success(), "{} compiles", path.display());
        assert!(matches!(errors[..], [error] if error.contains(&format!("error[{wanted}]"))), "{said}");
        refused += 1;
    }
    assert!(refused > 0, "there are such programs");
}

/// What bypasses `sync` is invisible to the models: they would report that nothing can go wrong.
#[test]
fn fixtures_use_no_synchronisation_but_their_backends() {
    for (_, _, folder) in fixtures() {
        for stem in stems(&folder, "rs").into_iter().filter(|stem| stem != REFUSED) {
            let path = folder.join(stem).with_extension("rs");
            let text = fs::read_to_string(&path).expect("it can be read");
            for hidden in ["std::sync", "std::thread", "core::sync", "parking_lot", "crossbeam", "loom::", "shuttle::"]
            {
                assert!(!text.contains(hidden), "{} uses {hidden}", path.display());
            }
        }
    }
}

/// A longer file is two.
#[test]
fn no_file_is_longer_than_400_lines() {
    fn visit(folder: &Path, longest: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it can be read")) {
            let path = entry.path();
            if path.is_dir() {
                visit(&path, longest);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let lines = fs::read_to_string(&path).expect("it can be read").lines().count();
                if lines > 400 {
                    longest.push(format!("{}: {lines} lines", path.display()));
                }
            }
        }
    }
    let mut longest = Vec::new();
    for folder in ["crates", "fixtures", "tests", "xtask"] {
        visit(&root().join(folder), &mut longest);
    }
    assert!(longest.is_empty(), "{longest:#?}");
}
