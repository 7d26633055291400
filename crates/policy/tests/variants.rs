//! The variants of all fixtures are what answers begin with and end as, so each of them is in order, but for those
//! whose lesson needs `unsafe`.

use std::fs;
use std::path::{Path, PathBuf};

use racecourse_policy::{Objection, Rules, check};

/// The variants that are refused, by class, fixture and name, and each line that is objected to, with a part of the
/// objection. They are wrong, so nobody hands them in for full marks; a right answer to their exercises needs none of
/// it.
const REFUSED: &[(&str, &[(usize, &str)])] = &[
    (
        "ordering/early-result/wrong_relaxed_flag.rs",
        &[
            (4, "`sync::UnsafeCell` gives pointers"),
            (8, "`sync::UnsafeCell` gives pointers"),
            (13, "`sync::UnsafeCell` gives pointers"),
            (21, "`unsafe`"),
            (31, "`unsafe`"),
        ],
    ),
    (
        "ordering/two-stage-hand-off/wrong_relaxed_index.rs",
        &[
            (4, "`sync::UnsafeCell` gives pointers"),
            (7, "`sync::UnsafeCell` gives pointers"),
            (14, "`sync::UnsafeCell` gives pointers"),
            (21, "`unsafe`"),
            (28, "`unsafe`"),
        ],
    ),
];

/// What exercises allow besides: an answer that writes down who it is has to be able to ask.
const ALSO: &[(&str, &[&str])] = &[("processes/orphaned-worker", &["std::process::id"])];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a folder can be read to its end").path()).collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
}

/// What the policy says of each variant: class, fixture and file; the source; the objections.
fn judged(allowed_besides: &[(&str, &[&str])]) -> Vec<(String, Vec<Objection>)> {
    let mut judged = Vec::new();
    let folders = inside(&fixtures()).into_iter().filter(|class| class.is_dir()).flat_map(|class| inside(&class));
    for folder in folders.filter(|folder| folder.join("fixture.rs").is_file()) {
        let name = |path: &Path| {
            path.strip_prefix(fixtures()).expect("it is a fixture's").to_str().expect("names are ASCII").to_owned()
        };
        let spec = read(&folder.join("spec.rs"));
        let may_fork = read(&folder.join("fixture.rs")).contains("backends: [processes],");
        let fixture = name(&folder);
        let also = allowed_besides.iter().find(|(known, _)| *known == fixture).map_or(&[][..], |(_, also)| also);
        for file in inside(&folder) {
            let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let is_rust = file.extension().is_some_and(|extension| extension == "rs");
            if is_rust && (["broken", "fixed"].contains(&stem) || stem.starts_with("wrong_")) {
                let rules = Rules { spec: &spec, may_fork, also };
                judged.push((name(&file), check(&read(&file), &rules).err().unwrap_or_default()));
            }
        }
    }
    judged
}

#[test]
fn every_variant_is_in_order_except_for_those_that_need_unsafe_code() {
    let judged = judged(ALSO);
    assert!(judged.len() >= 120, "only {} variants were found", judged.len());
    for (variant, objections) in &judged {
        let expected = REFUSED.iter().find(|(refused, _)| refused == variant).map_or(&[][..], |(_, expected)| expected);
        let is_expected = objections.len() == expected.len()
            && objections
                .iter()
                .zip(expected)
                .all(|(objection, (line, part))| objection.line == *line && objection.what.contains(part));
        assert!(is_expected, "{variant}: {objections:#?}");
    }
    for (refused, _) in REFUSED {
        assert!(judged.iter().any(|(variant, _)| variant == refused), "{refused} is gone; take it off the list");
    }
}

#[test]
fn what_is_allowed_besides_is_refused_where_it_is_not() {
    for (variant, objections) in judged(&[]) {
        if variant == "processes/orphaned-worker/wrong_pid_file.rs" {
            let [objection] = &objections[..] else { panic!("{objections:#?}") };
            assert_eq!((objection.line, objection.column), (21, 18));
            assert_eq!(objection.what, "`std::process::id` reaches outside of the exercise");
        } else {
            assert!(objections.is_empty() || REFUSED.iter().any(|(refused, _)| *refused == variant), "{variant}");
        }
    }
}

#[test]
fn only_exercises_of_processes_may_fork() {
    let folder = fixtures().join("processes/respawn-bomb");
    let (spec, fixed) = (read(&folder.join("spec.rs")), read(&folder.join("fixed.rs")));
    let rules = Rules { spec: &spec, ..Rules::default() };
    let objections = check(&fixed, &rules).expect_err("`fork` is not for everybody");
    assert!(objections.iter().all(|objection| objection.what.contains("is for exercises with processes of their own")));
    assert_eq!(check(&fixed, &Rules { may_fork: true, ..rules }), Ok(()));
}
