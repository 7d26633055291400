//! Answers that try to get away with something, and what is objected to in each of them.
//!
//! A line that is objected to ends in `//~` and a part of the objection; or in several of them, if there are several
//! objections. Whatever else is objected to makes the test fail, and so does an objection that is missing.

mod addresses;
mod attributes;
mod everywhere;
mod items;
mod macros;
mod modules;
mod paths;
mod sync;
mod uses;

use racecourse_policy::{Rules, check};

/// What the exercise offers that all of them are answers to.
const SPEC: &str = "
use super::sync::Scenario;

#[derive(Clone, Copy)]
pub enum Door { North, South }

pub trait Counter: Default + Send + Sync + 'static {
    fn enter(&self, door: Door);
    fn total(&self) -> u32;
}

pub struct Log(pub u32);

pub const AT_FIRST: u32 = 0;

fn of_its_own() {}

pub fn scenario<C: Counter>() -> Scenario<C, u32> { todo!() }
";

const RULES: Rules = Rules { spec: SPEC, may_fork: false, also: &[] };

/// A name for each attack, and its source.
type Attacks = &'static [(&'static str, &'static str)];

const ALL: &[Attacks] = &[
    addresses::ATTACKS,
    attributes::ATTACKS,
    everywhere::ATTACKS,
    items::ATTACKS,
    macros::ATTACKS,
    modules::ATTACKS,
    paths::ATTACKS,
    sync::ATTACKS,
    uses::ATTACKS,
];

/// What is to be objected to: the line, and a part of the objection.
fn expected(source: &str) -> Vec<(usize, &str)> {
    let lines = (1..).zip(source.lines());
    lines.flat_map(|(number, line)| line.split("//~").skip(1).map(move |part| (number, part.trim()))).collect()
}

#[test]
fn every_attack_is_refused_for_what_it_is() {
    let mut wrong = Vec::new();
    for (name, source) in ALL.iter().copied().flatten() {
        let (expected, objections) = (expected(source), check(source, &RULES).err().unwrap_or_default());
        let mut found = objections;
        for (line, part) in &expected {
            match found.iter().position(|objection| objection.line == *line && objection.what.contains(part)) {
                Some(place) => drop(found.remove(place)),
                None => wrong.push(format!("{name}: nobody says `{part}` of line {line}")),
            }
        }
        wrong.extend(found.iter().map(|objection| format!("{name}: nobody expects this: {objection}")));
        if expected.is_empty() {
            wrong.push(format!("{name}: no line is marked"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_many_and_each_is_told_from_the_others() {
    let mut names: Vec<_> = ALL.iter().copied().flatten().map(|(name, _)| name).collect();
    assert!(names.len() >= 60, "{}", names.len());
    names.sort();
    names.dedup();
    assert_eq!(names.len(), ALL.iter().map(|attacks| attacks.len()).sum::<usize>());
}

#[test]
fn objections_are_sorted_and_say_what_to_do_instead() {
    for (name, source) in ALL.iter().copied().flatten() {
        let objections = check(source, &RULES).expect_err(name);
        assert!(objections.is_sorted_by_key(|objection| (objection.line, objection.column)), "{name}");
        let lines = source.lines().count();
        for objection in &objections {
            assert!((1..=lines).contains(&objection.line) && objection.column > 0, "{name}: {objection}");
            assert!(!objection.instead.is_empty(), "{name}: {objection}");
        }
    }
}
