//! What an answer is judged by, and how many points each part of it is worth.

use racecourse::{Backend, Criterion, Fixture};

/// What the criteria are worth where model checkers judge.
const MODELLED: [(Criterion, u32); 8] = [
    (Criterion::Interface, 5),
    (Criterion::Sequential, 15),
    (Criterion::Safety, 25),
    (Criterion::Liveness, 20),
    (Criterion::Stress, 10),
    (Criterion::Concurrency, 15),
    (Criterion::NoBusyWait, 5),
    (Criterion::Budget, 5),
];

/// What they are worth where only real processes do: nobody looks at every execution there, and nobody sees from outside
/// how actors go about it.
const SAMPLED: [(Criterion, u32); 6] = [
    (Criterion::Interface, 5),
    (Criterion::Sequential, 15),
    (Criterion::Safety, 25),
    (Criterion::Liveness, 20),
    (Criterion::Stress, 30),
    (Criterion::Budget, 5),
];

/// The share of the points for safety that an exploration up to a bound is worth, in hundredths: 15 of 25 points.
pub(crate) const SHARE_IF_BOUNDED: u32 = 60;
/// The most that an answer gets that is not safe, or does not get to its end.
pub(crate) const MOST_IF_WRONG: u32 = 25;
/// The most that an answer gets that is not concurrent.
pub(crate) const MOST_IF_SERIALISED: u32 = 80;

/// How many points each criterion is worth; 100 in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rubric {
    /// The points.
    pub points: Vec<(Criterion, u32)>,
}

impl Rubric {
    /// The rubric for a fixture: what is particular about it is in its metadata.
    pub fn of(fixture: &Fixture) -> Rubric {
        let mut points = if is_modelled(fixture) { MODELLED.to_vec() } else { SAMPLED.to_vec() };
        for (criterion, here) in fixture.about.exercise.points {
            match points.iter_mut().find(|(known, _)| known == criterion) {
                Some((_, points)) => *points = *here,
                None => points.push((*criterion, *here)),
            }
        }
        points.retain(|(_, points)| *points > 0);
        points.sort_by_key(|(criterion, _)| *criterion);
        Rubric { points }
    }

    /// What all criteria together are worth: 100, unless the fixture's metadata are wrong.
    pub fn total(&self) -> u32 {
        self.points.iter().map(|(_, points)| points).sum()
    }
}

/// Whether model checkers judge a fixture.
pub(crate) fn is_modelled(fixture: &Fixture) -> bool {
    fixture.implementations.iter().any(|(_, backend, _)| *backend == Backend::Loom)
}
