//! The order in which the exercises build on each other.

use racecourse::{Class, Fixture};

/// A fixture in its place of the course.
#[derive(Clone, Copy)]
pub struct Exercise {
    /// Its place, from 1, without gaps.
    pub number: usize,
    /// The class of the fixture.
    pub class: &'static Class,
    /// The fixture.
    pub fixture: Fixture,
}

impl Exercise {
    /// The fixture's name, by which the exercise is called.
    pub fn name(&self) -> &'static str {
        self.fixture.about.name
    }
}

/// All exercises, in the order of the course.
pub fn course(classes: &'static [Class]) -> Vec<Exercise> {
    let all = classes.iter().flat_map(|class| class.fixtures.iter().map(move |fixture| (class, *fixture)));
    let mut all: Vec<(&'static Class, Fixture)> = all.collect();
    // Stable: fixtures with the same place keep the order in which they are listed.
    all.sort_by_key(|(_, fixture)| fixture.about.exercise.place);
    (1..).zip(all).map(|(number, (class, fixture))| Exercise { number, class, fixture }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::CLASSES;

    #[test]
    fn the_course_goes_by_places_across_classes_and_counts_from_one() {
        let course: Vec<_> = course(CLASSES).iter().map(|exercise| (exercise.number, exercise.name())).collect();
        assert_eq!(course, [(1, "unlocked-counter"), (2, "lost-parcel"), (3, "torn-pair")]);
    }
}
