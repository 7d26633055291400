//! The model part of the benchmark: what it measures is worth measuring. How fast it is, is no matter of a test.

use std::process::ExitCode;
use std::time::Duration;

use libtest_mimic::{Arguments, Failed, Trial};
use racecourse_bench::{CHECKERS, Checked, Counter, Growth, MOST, Model, Options, run, take_over};

fn main() -> ExitCode {
    take_over(&[]);
    let trials = vec![
        Trial::test("sync_explores_what_the_checkers_explore_and_growth_is_told_up_to_its_bound", || {
            let standings = run(options(), &|_| (), &|| false).map_err(|error| Failed::from(format!("{error:#}")))?;
            let model = standings.model.ok_or("the model part was asked for")?;
            // That both sides have the same executions is checked while they are compared.
            compares_every_program_on_both_checkers(&model)?;
            grows(&model).map_err(|problem| Failed::from(format!("{problem}: {:#?}", model.growth)))
        }),
        Trial::test("a_benchmark_that_is_stopped_has_no_result", || {
            let error = run(options(), &|_| (), &|| true).err().ok_or("it was stopped")?;
            expect(error.to_string().starts_with("interrupted"), &error.to_string()).map_err(Failed::from)
        }),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// One turn, and a bound that is reached at once.
fn options() -> Options {
    let turn = Duration::from_millis(1);
    Options { stress: false, model: true, workloads: false, turn, turns: 1, seed: 1, growth_bound: 1_000 }
}

fn expect(fact: bool, problem: &str) -> Result<(), String> {
    if fact { Ok(()) } else { Err(problem.to_owned()) }
}

fn compares_every_program_on_both_checkers(model: &Model) -> Result<(), String> {
    let wanted = CHECKERS.into_iter().flat_map(|checker| Checked::ALL.map(|program| (program, checker)));
    let found = model.comparisons.iter().map(|comparison| (comparison.program, comparison.checker));
    expect(found.eq(wanted), "every program is compared")?;
    let measured = |rate: f64| rate.is_finite() && rate > 0.0;
    let fine = model.comparisons.iter().all(|comparison| {
        comparison.executions > 1_000
            && comparison.turns.len() == 1
            && measured(comparison.through_sync_per_second)
            && measured(comparison.directly_per_second)
            && measured(comparison.against_direct)
    });
    expect(fine, &format!("a comparison without a result: {:#?}", model.comparisons))
}

fn grows(model: &Model) -> Result<(), String> {
    expect(model.growth.len() == Counter::ALL.len() * (MOST * MOST) as usize, "every size is measured")?;
    expect(model.growth_bound == 1_000, "the bound is told")?;
    let executions = |growth: &Growth| growth.executions.unwrap_or(u64::MAX);
    for one in &model.growth {
        expect(one.actors > 1 || one.executions == Some(1), "an actor alone has one execution")?;
        expect(one.actors < MOST || one.steps < MOST || one.executions.is_none(), "the largest is beyond the bound")?;
        for other in model.growth.iter().filter(|other| other.counter == one.counter) {
            let larger = other.actors >= one.actors && other.steps >= one.steps;
            expect(!larger || executions(other) >= executions(one), "a larger program has no fewer executions")?;
        }
    }
    Ok(())
}
