//! A run of one variant on one stress backend: group after group, until the time is up or the table says enough.

use std::io;
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::atomic::Ordering::Release;
use std::thread::sleep;
use std::time::{Duration, Instant};

use racecourse::findings::{Coverage, Event, Findings, Hang, Seen};
use racecourse::hang::{Waiting, classify};
use racecourse::stressed::{MOST_STATES, StressScenario};
use racecourse::{Backend, Grade, ViolationKind};
use racecourse_worker::{Exit, Group, Received};
use serde::Serialize;

use crate::control::{Control, LONGEST_OUTCOME, MOST_ACTORS, MOST_OUTCOMES, now};
use crate::host::{HostJob, Inspect, Inspection};
use crate::memory::{Memory, NamelessFile};
use crate::watch::{Sight, Watchdog};

/// How often the parent looks at the actors.
const LOOK_EVERY: Duration = Duration::from_millis(4);
/// How long actors get to finish their round when the time is up.
const LEAVE_WITHIN: Duration = Duration::from_millis(500);
/// How long actors get that do not get on at all, when the time is up, until it is known why.
const EXPLAIN_WITHIN: Duration = Duration::from_secs(8);
/// Once a hang has been seen, rounds stay this small: what a group has not judged when it hangs is not counted.
const STATES_AFTER_A_HANG: u32 = 64;
/// With this many forbidden outcomes, or failures, a table says enough.
const ENOUGH_OUTCOMES: u64 = 1_000;
const ENOUGH_FAILURES: u64 = 10;
/// How many groups may be killed from outside before a run is given up.
const MOST_LOSSES: u32 = 100;
/// A table is given at least this long.
const LEAST_TIME: Duration = Duration::from_millis(250);

/// What to run, and for how long.
#[derive(Clone, Debug)]
pub struct StressJob {
    /// Threads or processes.
    pub backend: Backend,
    /// How long the run may take.
    pub time: Duration,
    /// Whether to stop early once the table says enough.
    pub may_stop_early: bool,
    /// Where every random choice of the engine begins.
    pub seed: u64,
}

/// Runs `scenario`. `assignment` turns a host's job into what a worker of this program is told, such that it calls
/// [`serve`](crate::serve) with that job and the same scenario.
///
/// `stop` is asked now and then whether to end early; what was found until then is returned.
///
/// # Errors
///
/// If the temporary directory cannot be written to, or workers cannot be started.
pub fn run<A: Serialize>(
    scenario: &dyn StressScenario,
    job: &StressJob,
    assignment: &dyn Fn(HostJob) -> A,
    stop: &dyn Fn() -> bool,
    progress: &dyn Fn(&Findings),
) -> io::Result<Findings> {
    let actors = scenario.actor_names();
    if actors.is_empty() || actors.len() > MOST_ACTORS {
        let text = format!("a scenario has between 1 and {MOST_ACTORS} actors; this one has {}", actors.len());
        return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
    }
    let listed = scenario.outcomes();
    if listed.len() >= MOST_OUTCOMES || listed.iter().any(|listed| listed.outcome.len() > LONGEST_OUTCOME) {
        let text = format!(
            "a scenario lists fewer than {MOST_OUTCOMES} outcomes of up to {LONGEST_OUTCOME} bytes; let the observer \
             return something shorter"
        );
        return Err(io::Error::new(io::ErrorKind::InvalidInput, text));
    }
    let file = NamelessFile::new(Memory::BYTES)?;
    let lock_file = NamelessFile::new(4096)?;
    let begun = Instant::now();
    let mut run = Run {
        memory: Rc::new(Memory::of(&file)?),
        actors,
        forbidden: |outcome: &str| {
            scenario
                .outcomes()
                .iter()
                .find(|listed| listed.outcome == outcome)
                .is_none_or(|listed| listed.grade == Grade::Forbidden)
        },
        job,
        begun,
        begun_nanoseconds: now(),
        finished: Findings::default(),
        losses: 0,
    };
    let mut seeds = fastrand::Rng::with_seed(job.seed);
    let mut most_states = MOST_STATES;
    let ended = loop {
        let host = |hosted: Vec<usize>, seed: u64| {
            let (memory, lock_file) = (file.path().to_owned(), lock_file.path().to_owned());
            assignment(HostJob::new(memory, lock_file, hosted, run.actors.len(), most_states, seed))
        };
        let mut group = Group::new();
        // SAFETY: the last group has been killed and waited for.
        unsafe { run.memory.control().clear() };
        let seed = seeds.u64(..);
        let everybody = (0..run.actors.len()).collect::<Vec<_>>();
        let hosts: Vec<Vec<usize>> = match job.backend {
            Backend::Processes => everybody.iter().map(|actor| vec![*actor]).collect(),
            _ => vec![everybody],
        };
        let mut processes = Vec::new();
        for hosted in hosts {
            let actors = hosted.len();
            let pid = group.spawn(&host(hosted, seed))?.pid();
            processes.extend(std::iter::repeat_n(pid, actors));
        }
        match run.watch(&mut group, processes, stop, progress)? {
            ControlFlow::Continue(()) => {}
            ControlFlow::Break(reason) => break reason,
        }
        if run.finished.hang.is_some() {
            most_states = STATES_AFTER_A_HANG;
        }
    };
    run.finished.seconds = begun.elapsed().as_secs_f64();
    run.finished.coverage = ended;
    Ok(run.finished)
}

struct Run<'a, F> {
    memory: Rc<Memory>,
    actors: Vec<&'static str>,
    forbidden: F,
    job: &'a StressJob,
    begun: Instant,
    begun_nanoseconds: u64,
    /// What the groups before this one have found.
    finished: Findings,
    /// How many groups were killed from outside.
    losses: u32,
}

impl<F: Fn(&str) -> bool> Run<'_, F> {
    fn control(&self) -> &Control {
        self.memory.control()
    }

    /// Watches a group until it ends; says whether there is to be another one, or how the run ends.
    fn watch(
        &mut self,
        group: &mut Group,
        processes: Vec<u32>,
        stop: &dyn Fn() -> bool,
        progress: &dyn Fn(&Findings),
    ) -> io::Result<ControlFlow<Coverage>> {
        let memory = Rc::clone(&self.memory);
        let mut watchdog = Watchdog::new(memory.control(), processes);
        // How the run ends, and since when the actors have been asked to leave.
        let mut ending: Option<(Coverage, Instant)> = None;
        loop {
            sleep(LOOK_EVERY);
            let sight = watchdog.look();
            let event = match sight {
                Sight::Fine => None,
                Sight::Left => {
                    let unasked = || Coverage::CutShort("the actors left before the time was up".to_owned());
                    let coverage = ending.map_or_else(unasked, |(coverage, _)| coverage);
                    return Ok(self.close(group, ControlFlow::Break(coverage)));
                }
                Sight::Stuck => {
                    let reason = "no actor has moved for 10 s, and they do not wait for each other".to_owned();
                    return Ok(self.close(group, ControlFlow::Break(Coverage::CutShort(reason))));
                }
                Sight::Panicked => self.panicked(group)?,
                Sight::Asleep { actors, after } => self.asleep(group, &actors, after)?,
                Sight::Spinning { actors, after } => Some(self.spinning(&actors, after)),
            };
            let event = match event {
                None => match Self::died(group)? {
                    // Killed from outside, which is no outcome of the sample: begin again with what was counted.
                    Some(exit) if exit.killed => {
                        let next = self.after_a_loss(stop);
                        return Ok(self.close(group, next));
                    }
                    Some(exit) if exit.never_began => {
                        return Err(io::Error::other("a worker that was to host actors could not begin"));
                    }
                    Some(exit) => {
                        let text = format!("the actors' process ended with {}", exit.how);
                        Some((Event::Failure(ViolationKind::Abort, text), None))
                    }
                    None => None,
                },
                some => some,
            };
            if let Some((event, hang)) = event {
                self.collect();
                self.finished.executions += 1;
                self.finished.count(event, self.begun.elapsed().as_secs_f64());
                if self.finished.hang.is_none() {
                    self.finished.hang = hang;
                }
                group.kill();
                let enough = self.job.may_stop_early && self.says_enough(&self.finished);
                let over = enough || self.begun.elapsed() >= self.job.time;
                progress(&self.finished);
                return Ok(match ending {
                    Some((coverage, _)) => ControlFlow::Break(coverage),
                    None if over => ControlFlow::Break(Coverage::Sampled),
                    None => ControlFlow::Continue(()),
                });
            }
            if let Some((coverage, since)) = &ending {
                // Actors that get on may finish their round. Those that do not may be in the middle of a hang, which is
                // worth waiting for; unless the user is waiting.
                let gets_on = watchdog.at_rest() < LEAVE_WITHIN;
                let patience = if gets_on || stop() { LEAVE_WITHIN } else { EXPLAIN_WITHIN };
                if since.elapsed() >= patience {
                    let coverage = coverage.clone();
                    return Ok(self.close(group, ControlFlow::Break(coverage)));
                }
                continue;
            }
            let so_far = self.so_far();
            progress(&so_far);
            let enough = self.job.may_stop_early && self.says_enough(&so_far);
            if stop() {
                ending = Some((Coverage::CutShort("interrupted".into()), Instant::now()));
            } else if enough || self.begun.elapsed() >= self.job.time {
                ending = Some((Coverage::Sampled, Instant::now()));
            }
            if ending.is_some() {
                self.control().plan.0.stop.store(1, Release);
            }
        }
    }

    /// What comes after a group that was killed from outside.
    fn after_a_loss(&mut self, stop: &dyn Fn() -> bool) -> ControlFlow<Coverage> {
        self.losses += 1;
        if stop() {
            ControlFlow::Break(Coverage::CutShort("interrupted".into()))
        } else if self.begun.elapsed() >= self.job.time {
            ControlFlow::Break(Coverage::Sampled)
        } else if self.losses > MOST_LOSSES {
            let reason = format!("something outside killed the workers {} times; is memory short?", self.losses);
            ControlFlow::Break(Coverage::CutShort(reason))
        } else {
            ControlFlow::Continue(())
        }
    }

    fn close(&mut self, group: &mut Group, next: ControlFlow<Coverage>) -> ControlFlow<Coverage> {
        self.collect();
        group.kill();
        next
    }

    fn says_enough(&self, findings: &Findings) -> bool {
        let (mut outcomes, mut failures) = (0, 0);
        for seen in &findings.seen {
            match &seen.event {
                Event::Outcome(outcome) if (self.forbidden)(outcome) => outcomes += seen.count,
                Event::Outcome(_) => {}
                Event::Failure(..) => failures += seen.count,
            }
        }
        self.begun.elapsed() >= LEAST_TIME && (outcomes >= ENOUGH_OUTCOMES || failures >= ENOUGH_FAILURES)
    }

    /// What has been found, this group's part included.
    fn so_far(&self) -> Findings {
        let mut findings = self.finished.clone();
        self.add_tables(&mut findings);
        findings
    }

    fn collect(&mut self) {
        self.finished = self.so_far();
    }

    fn add_tables(&self, findings: &mut Findings) {
        let before = findings.executions;
        let actors = self.actors.len() as u64;
        for table in &self.control().tables[..self.actors.len()] {
            findings.executions += table.judged();
            for row in table.rows() {
                let event = Event::Outcome(row.outcome);
                match findings.seen.iter_mut().find(|seen| seen.event == event) {
                    Some(seen) => seen.count += row.count,
                    None => findings.seen.push(Seen {
                        event,
                        count: row.count,
                        // The judges share the samples evenly.
                        first_execution: before + row.first.saturating_mul(actors),
                        first_seconds: row.first_nanoseconds.saturating_sub(self.begun_nanoseconds) as f64 / 1e9,
                    }),
                }
            }
        }
        findings.knobs = self.control().plan.0.best.get().or(findings.knobs);
        findings.seconds = self.begun.elapsed().as_secs_f64();
    }

    fn spinning(&self, actors: &[usize], after: Duration) -> (Event, Option<Hang>) {
        let names: Vec<_> = actors.iter().map(|actor| self.actors[*actor]).collect();
        let verb = if names.len() == 1 { "runs and gets" } else { "run and get" };
        let text = format!("{} {verb} nowhere", names.join(" and "));
        let kind = ViolationKind::Livelock;
        let hang = Hang { kind, detected_after_ms: after.as_secs_f64() * 1e3, waits: Vec::new() };
        (Event::Failure(kind, text), Some(hang))
    }

    fn asleep(
        &self,
        group: &mut Group,
        actors: &[usize],
        after: Duration,
    ) -> io::Result<Option<(Event, Option<Hang>)>> {
        let mut waits = Vec::new();
        for inspection in inspect(group)? {
            for asleep in inspection.asleep.into_iter().filter(|asleep| actors.contains(&asleep.actor)) {
                waits.push((
                    asleep.actor,
                    Waiting {
                        actor: self.actors[asleep.actor].to_owned(),
                        waits_for: asleep.waits_for,
                        kind: asleep.kind,
                        held_by: asleep.held_by.and_then(|actor| self.actors.get(actor)).map(|name| (*name).to_owned()),
                        at: asleep.at,
                    },
                ));
            }
        }
        if waits.len() < actors.len() {
            // Somebody woke up after all.
            return Ok(None);
        }
        waits.sort_by_key(|(actor, _)| *actor);
        let waits: Vec<Waiting> = waits.into_iter().map(|(_, wait)| wait).collect();
        let kind = classify(&waits);
        let text = waits.iter().map(Waiting::sentence).collect::<Vec<_>>().join("; ");
        let hang = Hang { kind, detected_after_ms: after.as_secs_f64() * 1e3, waits };
        Ok(Some((Event::Failure(kind, text), Some(hang))))
    }

    fn panicked(&self, group: &mut Group) -> io::Result<Option<(Event, Option<Hang>)>> {
        let text = inspect(group)?.into_iter().flat_map(|inspection| inspection.panics).next().map_or_else(
            || "an actor panicked".to_owned(),
            |panic| format!("{} {}", self.actors.get(panic.actor).unwrap_or(&"an actor"), panic.text),
        );
        Ok(Some((Event::Failure(ViolationKind::Panic, text), None)))
    }

    fn died(group: &mut Group) -> io::Result<Option<Exit>> {
        for host in group.children() {
            if let Some(exit) = host.exited()? {
                return Ok(Some(exit));
            }
        }
        Ok(None)
    }
}

fn inspect(group: &mut Group) -> io::Result<Vec<Inspection>> {
    let mut inspections = Vec::new();
    for host in group.children() {
        if host.send(&Inspect).is_err() {
            continue;
        }
        if let Received::Message(inspection) = host.receive(Duration::from_secs(1))? {
            inspections.push(inspection);
        }
    }
    Ok(inspections)
}
