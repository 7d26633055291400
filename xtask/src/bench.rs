//! `cargo xtask bench`: the stress engine against the naive way and against a loop tuned by hand.

use std::fmt::Write as _;
use std::sync::atomic::Ordering::Relaxed;

use anyhow::Result;
use indicatif::ProgressBar;
use racecourse_bench::{Contestant, Options, Program, Round, Standings, run};
use racecourse_report::{count, seconds};

use crate::arguments::{BenchOptions, Format};
use crate::{AS_EXPECTED, interrupt, print};

/// Runs the contest.
pub(crate) fn bench(options: &BenchOptions) -> Result<u8> {
    let stopped = interrupt::listen()?;
    let turns = Program::ALL.len() * Contestant::ALL.len() * options.turns as usize;
    // Draws on standard error, and not at all where that is no terminal.
    let bar = ProgressBar::new(turns as u64);
    let progress = |_: Program, _: Contestant| bar.inc(1);
    let contest = Options { turn: options.seconds, turns: options.turns, seed: options.seed };
    let standings = run(contest, &progress, &|| stopped.load(Relaxed));
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
    for program in Program::ALL {
        let (name, rare) = match program {
            Program::LostUpdate => ("lost update", "lost/s"),
            Program::StoreBuffering => ("store buffering, relaxed", "weak/s"),
        };
        let _ = writeln!(text, "{name}\n{}", "=".repeat(name.len()));
        let _ = writeln!(text, "{:20}{:>14}{rare:>14}{:>14}{:>16}", "", "samples/s", "first after", "against hand");
        for round in standings.rounds.iter().filter(|round| round.program == program) {
            let Round { contestant, samples_per_second, rare_per_second, .. } = round;
            let first = round.seconds_to_first.map_or("never".to_owned(), seconds);
            let (samples, rare) = (count(*samples_per_second as u64), count(*rare_per_second as u64));
            let ratio = format!("{:.3}", round.against_tuned_by_hand);
            let _ = writeln!(text, "{:20}{samples:>14}{rare:>14}{first:>14}{ratio:>16}", contestant.name());
        }
        text.push('\n');
    }
    let turns = standings.rounds.first().map_or(0, |round| round.turns.len());
    let _ = writeln!(
        text,
        "Medians of {turns} turns of {} each, on {} processors; all contestants take turns.",
        seconds(standings.seconds_per_turn),
        standings.processors
    );
    text
}
