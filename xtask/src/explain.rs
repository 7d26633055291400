//! `explain` and `replay`: one failing execution, for people to read.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use anyhow::{Context as _, Result};
use racecourse::findings::Event;
use racecourse::{Backend, Expectation, Fixture, GradedOutcome, Implementation};
use racecourse_grade::ANSWER;
use racecourse_model::{Recording, Witness};
use racecourse_report::{Interleaving, draw, first_difference, heading, paragraph, plural, steps_as_rows};
use racecourse_runner::witnesses::{Found, Unfit, expected, follow, hunt, replay as play, witnessed};
use racecourse_runner::{Cell, cells, fixtures};
use serde_json::{Value, json};

use crate::arguments::{ExplainOptions, Format, ReplayOptions};
use crate::catalogue::CLASSES;
use crate::{AS_EXPECTED, FAILED, WIDTH, WrongUsage, exercise, interrupt, paint, print};

/// How long to look for an execution that shows the bug.
const HUNT_WITHIN: Duration = Duration::from_secs(30);

/// `cargo xtask explain`.
pub(crate) fn explain(options: &ExplainOptions) -> Result<u8> {
    let chosen = fixtures(CLASSES, std::slice::from_ref(&options.fixture))?;
    let [(class, fixture)] = chosen[..] else {
        let names: Vec<String> =
            chosen.iter().map(|(class, fixture)| format!("`{}/{}`", class.name, fixture.about.name)).collect();
        return Err(WrongUsage(format!("one fixture at a time, please; this names {}", names.join(", "))).into());
    };
    let backends: Vec<Backend> = match options.backend {
        // Shuttle first: its executions can be told apart more exactly.
        None => vec![Backend::Shuttle, Backend::Loom],
        Some(backend) => vec![backend.into()],
    };
    let variant = options.variant.clone();
    let mut candidates = cells(&[(class, fixture)], &backends, std::slice::from_ref(&variant))?;
    candidates.sort_by_key(|cell| backends.iter().position(|backend| *backend == cell.backend));
    let interrupted = interrupt::listen()?;
    let stop = || interrupted.load(Relaxed);
    let mut shown = None;
    for cell in &candidates {
        for wanted in expected(cell) {
            if shown.is_none() && !stop() {
                shown = hunt(cell, &wanted, HUNT_WITHIN, 0, &stop)?.map(|found| (*cell, found));
            }
        }
    }
    if stop() {
        eprintln!("error: interrupted before there was anything to show");
        return Ok(FAILED);
    }
    // A course pack has no `fixed`.
    let diff = match fixture.source("fixed") {
        Some(_) if variant != "fixed" => difference(&fixture, &variant, "fixed"),
        _ => String::new(),
    };
    let lesson = without_comments(fixture.source("README").unwrap_or_default());
    let mut text = format!("{}\n", lesson.trim_end());
    if !diff.is_empty() {
        let _ = write!(text, "\n{}\n{diff}", heading(&format!("From {variant} to fixed")));
    }
    let executions = match &shown {
        Some((cell, found)) => Some(Shown::new(*cell, found, &stop)?),
        None => None,
    };
    match &executions {
        Some(shown) => text.push_str(&shown.text()),
        None => {
            let why = why_nothing(&candidates, &variant, fixture.about.name);
            let _ = write!(text, "\n{}", paragraph(&why, 0, WIDTH));
        }
    }
    print(&match options.format {
        Format::Table => paint::for_output(text),
        Format::Json => document(&json!({
            "schema_version": 1,
            "class": class.name,
            "fixture": fixture.about.name,
            "variant": variant,
            "title": fixture.about.title,
            "lesson": lesson,
            "difference_to_fixed": diff,
            "execution": executions.as_ref().map(Shown::json),
        })),
    })?;
    Ok(AS_EXPECTED)
}

/// `cargo xtask replay`.
pub(crate) fn replay(options: &ReplayOptions) -> Result<u8> {
    let witness: Witness = token(&options.witness)?.parse().map_err(|why| WrongUsage(Unfit(why).to_string()))?;
    let interrupted = interrupt::listen()?;
    let stop = || interrupted.load(Relaxed);
    // Its program is there as long as the compilation is.
    let answer = match witness.variant == ANSWER {
        true => Some(exercise::witnessed(&witness, options.answer.as_deref(), &stop)?),
        false => None,
    };
    let cell = match &answer {
        Some((cell, _)) => *cell,
        None => witnessed(CLASSES, &witness).map_err(|unfit| WrongUsage(unfit.to_string()))?,
    };
    let mut first: Option<Recording> = None;
    for _ in 0..options.times {
        let Some(recording) = play(&cell, &witness, &stop).map_err(as_wrong_usage)? else {
            eprintln!("error: interrupted");
            return Ok(FAILED);
        };
        match &first {
            Some(first) if *first != recording => {
                let why = "the same schedule led to two different executions: the fixture decides by chance or by time";
                return Err(WrongUsage(Unfit(why.to_owned()).to_string()).into());
            }
            Some(_) => {}
            None => first = Some(recording),
        }
    }
    let recording = first.context("a replay takes place at least once")?;
    let found = Found { witness, recording };
    let shown = Shown::new(cell, &found, &stop)?;
    if let Some(path) = &options.save {
        let mut execution = shown.json();
        execution["schema_version"] = 1.into();
        fs::write(path, document(&execution)).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let times = plural(options.times.into(), "replay");
    print(&match options.format {
        Format::Table => paint::for_output(format!("{}\n{times}, all alike.\n", shown.text().trim_start_matches('\n'))),
        Format::Json => document(&json!({"schema_version": 1, "replays": options.times, "execution": shown.json()})),
    })?;
    Ok(AS_EXPECTED)
}

/// An execution that was not the one that was witnessed is no failure of the machine.
fn as_wrong_usage(error: anyhow::Error) -> anyhow::Error {
    match error.downcast::<Unfit>() {
        Ok(unfit) => WrongUsage(unfit.to_string()).into(),
        Err(error) => error,
    }
}

/// The token that the user has given: as it is, or in a file.
fn token(given: &str) -> Result<String> {
    if given.starts_with("rc") && given.contains(':') {
        return Ok(given.to_owned());
    }
    let wrong = |why: String| {
        WrongUsage(format!("{given} is neither a witness, which begins with `rc1:`, nor a file with one: {why}"))
    };
    let text = fs::read_to_string(Path::new(given)).map_err(|error| wrong(error.to_string()))?;
    if !text.trim_start().starts_with('{') {
        return Ok(text);
    }
    let document: Value = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    let witness = document["witness"].as_str().or(document["execution"]["witness"].as_str());
    Ok(witness.ok_or_else(|| wrong("the document has no field `witness`".to_owned()))?.to_owned())
}

fn why_nothing(candidates: &[Cell], variant: &str, fixture: &str) -> String {
    let reason = candidates.iter().find_map(|cell| match cell.expectation() {
        Expectation::Unsupported(why) | Expectation::Misses(why) => Some(format!(" ({}: {why})", cell.backend)),
        Expectation::Holds | Expectation::Violated(_) => None,
    });
    let holds = candidates.iter().all(|cell| matches!(cell.expectation(), Expectation::Holds));
    if holds {
        format!("There is no failing execution to show: {variant} holds.")
    } else if candidates.iter().any(|cell| matches!(cell.expectation(), Expectation::Violated(_))) {
        let seconds = HUNT_WITHIN.as_secs();
        format!(
            "No failing execution was found within {seconds} seconds, though one is expected; `cargo xtask model \
             {fixture} --variant {variant}` says what the checkers find."
        )
    } else {
        format!("No model checker has a failing execution to show{}.", reason.unwrap_or_default())
    }
}

/// An execution that fails, and what becomes of its turns on the fixed variant.
struct Shown<'a> {
    cell: Cell,
    found: &'a Found,
    /// What the outcome means.
    meaning: String,
    /// The same turns on the fixed variant, and how that ends.
    fixed: Option<(Recording, String)>,
}

impl<'a> Shown<'a> {
    fn new(cell: Cell, found: &'a Found, stop: &dyn Fn() -> bool) -> Result<Self> {
        let listed = outcomes(&cell);
        let fixed = match cell.fixture.variant("fixed") {
            Some(_) if cell.code != "fixed" => follow(&cell.with_code_of("fixed"), &found.recording, stop)?,
            _ => None,
        };
        let fixed = fixed.map(|recording| {
            let meaning = meaning(&listed, &recording.event);
            (recording, meaning)
        });
        Ok(Shown { cell, found, meaning: meaning(&listed, &found.recording.event), fixed })
    }

    fn text(&self) -> String {
        let Recording { tasks, steps, sealed, .. } = &self.found.recording;
        let name = format!("{}/{}", self.cell.class, self.cell.fixture.about.name);
        let mut text = format!("\n{}", heading(&format!("{name} {} on {}", self.cell.code, self.cell.backend)));
        text.push_str(&draw(Interleaving { tasks, steps, sealed: *sealed, differs: None }, WIDTH));
        let _ = write!(text, "\n{}", paragraph(&self.meaning, 0, WIDTH));
        let sealed = sealed.map(|sealed| match sealed {
            0 => "It ends like this whatever runs when.".to_owned(),
            step => format!("* Step {step} seals it: whatever runs when after it, it ends like this."),
        });
        text.push_str(&sealed.map_or(String::new(), |sentence| paragraph(&sentence, 0, WIDTH)));
        text.push_str(&paragraph(&self.size(), 0, WIDTH));
        let _ = writeln!(text, "\nwitness {}", self.found.witness);
        if let Some((recording, meaning)) = &self.fixed {
            let differs = first_difference(&recording.steps, steps);
            let _ = write!(text, "\n{}", heading("The same turns on fixed"));
            let Recording { tasks, steps, .. } = recording;
            text.push_str(&draw(Interleaving { tasks, steps, sealed: None, differs }, WIDTH));
            let _ = write!(text, "\n{}", paragraph(meaning, 0, WIDTH));
            if let Some(differs) = differs {
                let sentence = format!("≠ From step {} on, it is another execution.", differs + 1);
                text.push_str(&paragraph(&sentence, 0, WIDTH));
            }
        }
        text
    }

    /// How large the execution is, and how far that is proven to be the smallest.
    fn size(&self) -> String {
        let recording = &self.found.recording;
        let steps = plural(recording.steps.len() as u64, "step");
        let switches = plural(recording.switches() as u64, "context switch");
        let preemptions = match (recording.preemptions, recording.minimal) {
            (Some(0), _) => ", none of them forced".to_owned(),
            (Some(most), true) => format!(", {most} of them forced; with fewer it never ends like this"),
            (Some(most), false) => format!(", at most {most} of them forced; fewer may do"),
            (None, _) => String::new(),
        };
        format!("{steps}, {switches}{preemptions}.")
    }

    fn json(&self) -> Value {
        let Recording { event, tasks, steps, sealed, preemptions, minimal, .. } = &self.found.recording;
        let fixed = self.fixed.as_ref().map(|(recording, meaning)| {
            json!({
                "ends_with": ending(&recording.event),
                "meaning": meaning,
                "tasks": recording.tasks,
                "steps": steps_as_rows(&recording.tasks, &recording.steps),
                "first_difference": first_difference(&recording.steps, steps).map(|step| step + 1),
            })
        });
        let Witness { class, fixture, variant, backend, scheduler, seed, schedule, .. } = &self.found.witness;
        json!({
            "witness": self.found.witness.to_string(),
            "class": class, "fixture": fixture, "variant": variant, "backend": backend,
            "scheduler": scheduler, "seed": seed, "schedule": schedule.to_string(),
            "ends_with": ending(event),
            "meaning": self.meaning,
            "tasks": tasks,
            "steps": steps_as_rows(tasks, steps),
            "sealed_after_steps": sealed,
            "context_switches": self.found.recording.switches(),
            "preemptions": preemptions,
            "fewest_preemptions": minimal,
            "fixed": fixed,
        })
    }
}

fn ending(event: &Event) -> Value {
    match event {
        Event::Outcome(outcome) => json!({"outcome": outcome}),
        Event::Failure(kind, text) => json!({"failure": kind, "text": text}),
    }
}

fn meaning(listed: &[GradedOutcome], event: &Event) -> String {
    match event {
        Event::Outcome(outcome) => match listed.iter().find(|listed| listed.outcome == *outcome) {
            Some(listed) => format!("Observed: {outcome}, which is {}: {}.", listed.grade.name(), listed.meaning),
            None => format!("Observed: {outcome}, which is forbidden: the scenario does not list it."),
        },
        Event::Failure(kind, text) => format!("It ends in a {}: {text}.", kind.words()),
    }
}

fn outcomes(cell: &Cell) -> Vec<GradedOutcome> {
    match cell.implementation() {
        Some(Implementation::Model(scenario)) => scenario().outcomes().to_vec(),
        Some(Implementation::Stress(scenario)) => scenario().outcomes().to_vec(),
        None => Vec::new(),
    }
}

fn difference(fixture: &Fixture, one: &str, other: &str) -> String {
    let [before, after] = [one, other].map(|file| fixture.source(file).unwrap_or_default());
    let diff = similar::TextDiff::from_lines(before, after);
    diff.unified_diff().context_radius(2).header(&format!("{one}.rs"), &format!("{other}.rs")).to_string()
}

/// A lesson without what is not to be seen: a course pack has its hints there.
fn without_comments(lesson: &str) -> String {
    let mut text = String::new();
    let mut rest = lesson;
    while let Some((before, comment)) = rest.split_once("<!--") {
        text.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    text + rest
}

fn document(value: &Value) -> String {
    format!("{value:#}\n")
}
