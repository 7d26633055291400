//! Every variant of every fixture, judged as if it were an answer: `fixed` has nothing to lose, `broken` has little, and a
//! wrong fix loses what follows from its expected verdicts, or what its metadata name.

use std::collections::BTreeSet;

use libtest_mimic::{Failed, Trial};
use racecourse::{Backend, Class, Criterion, Expectation, Fixture, VariantAbout, Violation, ViolationKind};
use racecourse_grade::{Rubric, Scope, Standing, Subject};

use crate::{grader, told};

/// The most that `broken` may get.
const MOST_IF_BROKEN: u32 = 25;

pub(crate) fn trials(class: &'static Class, fixture: Fixture) -> Vec<Trial> {
    let trial = |variant: &'static VariantAbout| {
        let name = format!("variant::{}::{}", fixture.about.name, variant.name).replace('-', "_");
        Trial::test(name, move || loses_what_it_should(class, fixture, variant))
    };
    fixture.about.variants.iter().map(trial).collect()
}

fn loses_what_it_should(class: &Class, fixture: Fixture, variant: &'static VariantAbout) -> Result<(), Failed> {
    let subject = Subject { class: class.name, fixture, code: variant.name, program: None, without: None };
    let grade = grader()?.judge(&subject, variant.name, Scope::Models, &|| false, &|_| ())?;
    // Real threads did not run where models did; the tests of verdicts say what they see.
    let judged = grade.criteria.iter().filter(|item| item.criterion != Criterion::Stress);
    let lost: BTreeSet<Criterion> =
        judged.filter(|item| item.standing != Standing::Met).map(|item| item.criterion).collect();
    let mut should = losses(&fixture, variant);
    should.remove(&Criterion::Stress);
    let cheap = variant.name != "broken" || grade.score <= MOST_IF_BROKEN;
    if lost == should && cheap {
        Ok(())
    } else {
        Err(format!("it loses {lost:?}, and should lose {should:?}:\n{}", told(&grade)).into())
    }
}

/// The criteria that a variant loses.
fn losses(fixture: &Fixture, variant: &VariantAbout) -> BTreeSet<Criterion> {
    let named = fixture.about.exercise.loses.iter().find(|(name, _)| *name == variant.name);
    if let Some((_, named)) = named {
        // Who is wrong alone is not judged any further.
        return match named.contains(&Criterion::Sequential) {
            true => Rubric::of(fixture).points.iter().map(|(criterion, _)| *criterion).skip(1).collect(),
            false => named.iter().copied().collect(),
        };
    }
    let judges: &[Backend] = match fixture.implementations.iter().any(|(_, backend, _)| *backend == Backend::Loom) {
        true => &[Backend::Loom, Backend::Shuttle],
        false => &[Backend::Processes],
    };
    let mut lost = BTreeSet::new();
    for backend in judges {
        let Expectation::Violated(violations) = fixture.about.expectation(variant, *backend) else { continue };
        for violation in violations {
            match violation {
                Violation::Outcome(_) | Violation::Kind(ViolationKind::ForbiddenOutcome) => {
                    lost.insert(Criterion::Safety);
                }
                // Both checkers stop there, so there is no telling what else there is.
                Violation::Kind(_) => lost.extend([Criterion::Safety, Criterion::Liveness]),
            }
        }
    }
    lost
}
