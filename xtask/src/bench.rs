//! `cargo xtask bench`: the engines against what one would write without them.

use std::fmt::Write as _;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use racecourse_bench::{
    CHECKERS, Comparison, Counter, MOST, Model, Options, Overlap, Program, Round, Spawning, Standings, TASKS, WORKERS,
    Work, Workload, run,
};
use racecourse_report::{count, heading, plural, seconds};

use crate::arguments::Format;
use crate::maintain::{BenchOptions, BenchPart};
use crate::{AS_EXPECTED, interrupt, print};

/// With how many executions loom is stopped when growth is measured: after a few seconds.
const GROWTH_BOUND: u64 = 100_000;

/// Runs the benchmark.
pub(crate) fn bench(options: &BenchOptions) -> Result<u8> {
    let stopped = interrupt::listen()?;
    let parts: Vec<BenchPart> = options.parts.iter().chain(&options.part).copied().collect();
    let wanted = |part| parts.is_empty() || parts.contains(&part);
    let measured = Options {
        stress: wanted(BenchPart::Stress),
        model: wanted(BenchPart::Model),
        workloads: wanted(BenchPart::Workloads),
        turn: options.seconds,
        turns: options.turns,
        seed: options.seed,
        growth_bound: GROWTH_BOUND,
    };
    // Draws on standard error, and not at all where that is no terminal.
    let bar = ProgressBar::new(measured.steps());
    let style = "{bar:20} {pos}/{len} {elapsed} {wide_msg}";
    bar.set_style(ProgressStyle::with_template(style).expect("the template is one of indicatif's language"));
    bar.enable_steady_tick(Duration::from_millis(200));
    let progress = |step: &str| {
        bar.inc(1);
        bar.set_message(step.to_owned());
    };
    let standings = run(measured, &progress, &|| stopped.load(Relaxed));
    bar.finish_and_clear();
    let standings = standings?;
    print(&match options.format {
        Format::Table => table(&standings),
        Format::Json => serde_json::to_string_pretty(&standings)? + "\n",
    })?;
    Ok(AS_EXPECTED)
}

fn table(standings: &Standings) -> String {
    let mut text = String::new();
    if !standings.rounds.is_empty() {
        stress(&mut text, standings);
    }
    if let Some(model) = &standings.model {
        comparisons(&mut text, model);
        growth(&mut text, model);
    }
    if !standings.workloads.is_empty() {
        workloads(&mut text, &standings.workloads);
        overlaps(&mut text, &standings.overlaps);
    }
    let Standings { turns, processors, .. } = standings;
    let turns = plural(u64::from(*turns), "turn");
    let _ = writeln!(text, "Medians of {turns} on {processors} processors; all contestants take turns.");
    text
}

fn stress(text: &mut String, standings: &Standings) {
    for program in Program::ALL {
        let rare = match program {
            Program::LostUpdate => "lost/s",
            Program::StoreBuffering => "weak/s",
        };
        text.push_str(&heading(program.name()));
        let [samples, first, ratio, memory] = ["samples/s", "first after", "against hand", "memory"];
        let _ = writeln!(text, "{:18}{samples:>12}{rare:>12}{first:>13}{ratio:>14}{memory:>10}", "");
        for round in standings.rounds.iter().filter(|round| round.program == program) {
            let Round { contestant, samples_per_second, rare_per_second, .. } = round;
            let first = round.seconds_to_first.map_or("never".to_owned(), seconds);
            let (samples, rare) = (count(*samples_per_second as u64), count(*rare_per_second as u64));
            let ratio = format!("{:.3}", round.against_tuned_by_hand);
            let memory = megabytes(round.peak_bytes);
            let name = contestant.name();
            let _ = writeln!(text, "{name:18}{samples:>12}{rare:>12}{first:>13}{ratio:>14}{memory:>10}");
            if let Some(ratio) = round.against_threads {
                let _ = writeln!(text, "Processes against threads, turn by turn: {ratio:.3}.");
            }
        }
        text.push('\n');
    }
    text.push_str(&heading("threads of an actor's own, samples per second"));
    let [created, warm, ratio] = ["created", "warm", "against created"];
    let _ = writeln!(text, "{:18}{created:>12}{warm:>12}{ratio:>17}", "");
    for Spawning { children, warm_per_second, fresh_per_second, against_fresh } in &standings.spawning {
        let [created, warm] = [fresh_per_second, warm_per_second].map(|rate| count(*rate as u64));
        let _ = writeln!(text, "{:18}{created:>12}{warm:>12}{against_fresh:>17.1}", children.name());
    }
    text.push('\n');
    let turn = seconds(standings.seconds_per_turn);
    let idle = megabytes(standings.idle_worker_bytes);
    let _ = writeln!(text, "A turn takes {turn}. Of the memory, {idle} for each process is the program itself.\n");
}

fn megabytes(bytes: Option<u64>) -> String {
    bytes.map_or("unknown".to_owned(), |bytes| format!("{:.1} MB", bytes as f64 / 1e6))
}

fn comparisons(text: &mut String, model: &Model) {
    for checker in CHECKERS {
        text.push_str(&heading(&format!("{checker}, executions per second")));
        let [executions, sync, directly, ratio] = ["executions", "through sync", "directly", "against direct"];
        let _ = writeln!(text, "{:20}{executions:>14}{sync:>14}{directly:>14}{ratio:>16}", "");
        for comparison in model.comparisons.iter().filter(|comparison| comparison.checker == checker) {
            let Comparison { program, executions, through_sync_per_second, directly_per_second, .. } = comparison;
            let [sync, directly] = [through_sync_per_second, directly_per_second].map(|rate| count(*rate as u64));
            let (executions, ratio) = (count(*executions), format!("{:.3}", comparison.against_direct));
            let name = program.name();
            let _ = writeln!(text, "{name:20}{executions:>14}{sync:>14}{directly:>14}{ratio:>16}");
        }
        text.push('\n');
    }
}

fn growth(text: &mut String, model: &Model) {
    for counter in Counter::ALL {
        text.push_str(&heading(&format!("{}, all executions of loom", counter.name())));
        let _ = write!(text, "{:20}", "");
        for steps in 1..=MOST {
            let _ = write!(text, "{:>14}", if steps == 1 { "1 step".to_owned() } else { format!("{steps} steps") });
        }
        text.push('\n');
        for actors in 1..=MOST {
            let _ = write!(text, "{:20}", plural(u64::from(actors), "actor"));
            for growth in model.growth.iter().filter(|growth| growth.counter == counter && growth.actors == actors) {
                let executions = growth.executions.map_or(format!("> {}", count(model.growth_bound)), count);
                let _ = write!(text, "{executions:>14}");
            }
            text.push('\n');
        }
        text.push('\n');
    }
}

fn workloads(text: &mut String, workloads: &[Workload]) {
    for work in Work::ALL {
        text.push_str(&heading(&format!("{TASKS} {}", work.name())));
        let _ = writeln!(text, "{:20}{:>12}{:>10}", "", "time", "speed-up");
        for Workload { way, seconds: took, speed_up, .. } in workloads.iter().filter(|workload| workload.work == work) {
            let _ = writeln!(text, "{:20}{:>12}{speed_up:>10.2}", way.name(), seconds(*took));
        }
        text.push('\n');
    }
    let note = format!("{WORKERS} threads, or processes, share the tasks. Starting them is a part of the time.");
    let _ = writeln!(text, "{note}\n");
}

fn overlaps(text: &mut String, overlaps: &[Overlap]) {
    text.push_str(&heading("progress/global-lock: two threads against one"));
    if overlaps.is_empty() {
        text.push_str("There is only one processor, so this was not measured.\n\n");
        return;
    }
    let [speed_up, interval, faster] = ["speed-up", "95 % interval", "faster"];
    let _ = writeln!(text, "{:24}{speed_up:>10}{interval:>16}{faster:>10}", "");
    for Overlap { variant, speed_up, interval: (low, high), is_faster, should_be } in overlaps {
        let interval = format!("{low:.2} to {high:.2}");
        let faster = match is_faster {
            None => "unclear",
            Some(true) => "yes",
            Some(false) => "no",
        };
        let contradicts = is_faster.is_some_and(|is_faster| is_faster != *should_be);
        let note = if contradicts { "  not as expected" } else { "" };
        let _ = writeln!(text, "{variant:24}{speed_up:>10.2}{interval:>16}{faster:>10}{note}");
    }
    text.push('\n');
}
