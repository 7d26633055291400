//! From what the watchdog sees, and what the hosts know, to what is reported.

use std::io;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use racecourse::ViolationKind;
use racecourse::children::MOST_EACH;
use racecourse::findings::{Event, Hang};
use racecourse::hang::{Waiting, classify};
use racecourse_worker::{Group, Received};

use crate::control::{Control, MOST_THREADS, OBSERVER};
use crate::host::{Ask, Asleep, Inspection};
use crate::run::LOOK_EVERY;

/// How a sample went wrong, and the hang in detail if it was one.
pub(crate) type Failure = (Event, Option<Hang>);

/// How a task is called in reports.
pub(crate) fn name(task: usize, actors: &[&'static str], control: &Control) -> String {
    if let Some(name) = actors.get(task) {
        return (*name).to_owned();
    }
    if task == OBSERVER {
        return "the observer".to_owned();
    }
    // Whoever starts a task was there before it, so this ends. But a place may be another task's by now.
    descendant(task, actors, control, MOST_EACH + 2).unwrap_or_else(|| "somebody".to_owned())
}

fn descendant(task: usize, actors: &[&'static str], control: &Control, generations: usize) -> Option<String> {
    if let Some(name) = actors.get(task) {
        return Some((*name).to_owned());
    }
    let station = control.station(task)?;
    let parent = descendant(station.parent.load(Relaxed) as usize, actors, control, generations.checked_sub(1)?)?;
    let what = if task < MOST_THREADS { "thread" } else { "child" };
    Some(format!("{what} {} of {parent}", station.ordinal.load(Relaxed)))
}

/// Tasks that run and get nowhere.
pub(crate) fn spinning(tasks: &[String], after: Duration) -> Failure {
    let verb = if tasks.len() == 1 { "runs and gets" } else { "run and get" };
    let text = format!("{} {verb} nowhere", tasks.join(" and "));
    let kind = ViolationKind::Livelock;
    let hang = Hang { kind, detected_after_ms: after.as_secs_f64() * 1e3, waits: Vec::new() };
    (Event::Failure(kind, text), Some(hang))
}

/// Tasks that sleep for ever; `None` if somebody has woken up after all.
pub(crate) fn asleep(
    workers: &mut Group,
    control: &Control,
    tasks: &[usize],
    after: Duration,
    name: impl Fn(usize) -> String,
) -> io::Result<Option<Failure>> {
    let mut waits = Vec::new();
    for (task, place) in control.forked().filter(|(task, _)| tasks.contains(task)) {
        waits.extend(place.sleeping().map(|sleeping| (task, waiting(Asleep::new(task, sleeping), &name))));
    }
    for inspection in inspect(workers)? {
        for asleep in inspection.asleep.into_iter().filter(|asleep| tasks.contains(&asleep.task)) {
            waits.push((asleep.task, waiting(asleep, &name)));
        }
    }
    if waits.len() < tasks.len() {
        return Ok(None);
    }
    waits.sort_by_key(|(task, _)| *task);
    // What serves a state waits to be needed. Of those that wait, nearly all are other states'.
    let needed: Vec<String> = waits.iter().filter_map(|(_, wait)| wait.held_by.clone()).collect();
    let serves = |task: usize| control.station(task).is_some_and(|station| station.of_state.load(Relaxed) == 1);
    waits.retain(|(task, wait)| !serves(*task) || needed.contains(&wait.actor));
    Ok(Some(hang(waits.into_iter().map(|(_, wait)| wait).collect(), after)))
}

/// The observer, asleep for ever: an actor has left the state such that it cannot be observed.
pub(crate) fn observer_asleep(asleep: Asleep, name: impl Fn(usize) -> String) -> Failure {
    hang(vec![waiting(asleep, name)], LOOK_EVERY * 2)
}

/// The observer, panicked: an actor has left the state such that it cannot be observed.
pub(crate) fn observer_panicked(text: &str, name: impl Fn(usize) -> String) -> Failure {
    (Event::Failure(ViolationKind::Panic, format!("{} {text}", name(OBSERVER))), None)
}

fn waiting(asleep: Asleep, name: impl Fn(usize) -> String) -> Waiting {
    Waiting {
        actor: name(asleep.task),
        waits_for: asleep.waits_for,
        kind: asleep.kind,
        held_by: asleep.held_by.map(&name),
        held_since: asleep.held_since,
        at: asleep.at,
    }
}

fn hang(waits: Vec<Waiting>, after: Duration) -> Failure {
    let kind = classify(&waits);
    let text = waits.iter().map(Waiting::sentence).collect::<Vec<_>>().join("; ");
    let hang = Hang { kind, detected_after_ms: after.as_secs_f64() * 1e3, waits };
    (Event::Failure(kind, text), Some(hang))
}

/// An actor that has panicked.
pub(crate) fn panicked(workers: &mut Group, name: impl Fn(usize) -> String) -> io::Result<Failure> {
    let text = inspect(workers)?
        .into_iter()
        .flat_map(|inspection| inspection.panics)
        .next()
        .map_or_else(|| "an actor panicked".to_owned(), |panic| format!("{} {}", name(panic.actor), panic.text));
    Ok((Event::Failure(ViolationKind::Panic, text), None))
}

fn inspect(workers: &mut Group) -> io::Result<Vec<Inspection>> {
    let mut inspections = Vec::new();
    for host in workers.children() {
        if host.send(&Ask::Inspect).is_err() {
            continue;
        }
        if let Received::Message(inspection) = host.receive(Duration::from_secs(1))? {
            inspections.push(inspection);
        }
    }
    Ok(inspections)
}
