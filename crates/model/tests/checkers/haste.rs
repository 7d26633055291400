//! Whoever gives way a few times and goes on as if that were waiting is told from whoever waits.

use libtest_mimic::{Failed, Trial};
use racecourse::Backend;
use racecourse::explored::ModelScenario;
use racecourse::findings::Event;
use racecourse_model::{InspectJob, Manners, Recording, inspect};

use crate::{Assignment, Job, expect};

/// The scenario of that name.
pub(crate) fn scenario(name: &str) -> Option<Box<dyn ModelScenario>> {
    use racecourse::shuttle::*;
    let looks = match name {
        "looks three times" => 3,
        "looks until it is there" => u32::MAX,
        _ => return None,
    };
    Some(prepare(
        Scenario::new(|| AtomicU32::named("letter", 0))
            .actor("reader", move |letter| {
                for _ in 1..looks {
                    let seen = letter.load(Ordering::Acquire);
                    if seen > 0 {
                        return seen;
                    }
                    yield_now();
                }
                letter.load(Ordering::Acquire)
            })
            .actor("writer", |letter| {
                letter.store(7, Ordering::Release);
                7
            })
            .observe_returned(|_, read| read[0])
            .acceptable(7, "it was read")
            .forbidden(0, "nobody waited for it"),
    ))
}

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("who_does_not_wait_is_seen_with_an_execution::shuttle", || {
            let hasty = manners("looks three times")?.hasty.ok_or("nothing was found")?;
            expect(&hasty.event, &Event::Outcome("0".to_owned()))?;
            // It reads as often as it ever does before anybody has written.
            let whats: Vec<&str> = hasty.steps.iter().map(|step| step.what.as_str()).collect();
            Ok(expect(&whats, &["letter → 0", "letter → 0", "letter → 0", "letter ← 7"].to_vec())?)
        }),
        Trial::test("who_waits_does_not_rely_on_giving_way::shuttle", || {
            let manners = manners("looks until it is there")?;
            expect(&manners.gives_way.is_some(), &true)?;
            Ok(expect(&manners.hasty.map(|hasty: Recording| hasty.event), &None)?)
        }),
    ]
}

fn manners(scenario: &str) -> Result<Manners, Failed> {
    let job = InspectJob { seconds: 5.0, seed: 1 };
    let (scenario, injected) = (scenario.to_owned(), Vec::new());
    let assignment = Assignment { scenario, backend: Backend::Shuttle, injected, job: Job::Inspect(job.clone()) };
    Ok(inspect(&job, &assignment, &|| false)?.ok_or("the worker said nothing")?)
}
