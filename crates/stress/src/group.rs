//! One group of workers, from its start to its end.

use std::io;
use std::ops::Range;
use std::sync::atomic::Ordering::{Relaxed, Release};
use std::time::{Duration, Instant};

use racecourse::findings::{Event, Findings, Kills, Seen};
use racecourse::station::Station;
use racecourse::stressed::Counted;
use racecourse::{Backend, ViolationKind};
use racecourse_worker::{Errand, Exit, Group as Workers, Received};

use crate::control::Control;
use crate::explain::{self, Failure};
use crate::fault::Fault;
use crate::host::{Ask, HostJob, Salvaged};
use crate::memory::{Memory, NamelessFile};
use crate::orphans;
use crate::watch::{Sight, Watchdog};

/// How long actors get to finish their round when they have been asked to leave.
const LEAVE_WITHIN: Duration = Duration::from_millis(500);
/// How long actors get that do not get on at all, when they have been asked to leave, until it is known why.
const EXPLAIN_WITHIN: Duration = Duration::from_secs(8);

/// How long the file is in which lock files are locked. Locks may lie beyond its end.
const LOCK_FILE_BYTES: usize = 4096;

/// A place where one group after the other lives.
pub(crate) struct Home {
    file: NamelessFile,
    /// Of its own: a lock file is one byte of it, the same one for a state of any group.
    lock_file: NamelessFile,
    memory: Memory,
}

impl Home {
    /// # Errors
    ///
    /// If the directory for temporary files cannot be written to or is full.
    pub(crate) fn new() -> io::Result<Self> {
        let file = NamelessFile::new(Memory::BYTES)?;
        let memory = Memory::of(&file)?;
        Ok(Home { file, lock_file: NamelessFile::new(LOCK_FILE_BYTES)?, memory })
    }
}

/// A group at work.
pub(crate) struct Group<'a> {
    control: &'a Control,
    actors: &'a [&'static str],
    workers: Workers,
    watchdog: Watchdog<'a>,
    fault: Option<Fault>,
    /// Since when the actors have been asked to leave.
    leaving: Option<Instant>,
}

/// What a look at a group shows.
pub(crate) enum Sign {
    /// It is at work.
    Working,
    /// All actors have left, as they were asked to; or have not come to a meeting for too long after that.
    Left,
    /// A sample has gone wrong, and the group with it.
    Failed(Failure),
    /// The engine has killed an actor, and the group ends with that.
    Killed,
    /// A worker was killed from outside, which is no outcome of a sample.
    Lost,
    /// Nothing moves, and nobody knows why.
    Stuck,
}

impl<'a> Group<'a> {
    /// Starts a group in `home`, which no other group lives in; `None` if a worker was killed from outside meanwhile.
    ///
    /// # Errors
    ///
    /// If workers cannot be started.
    pub(crate) fn start<A: Errand>(
        home: &'a Home,
        actors: &'a [&'static str],
        backend: Backend,
        fault: Option<Fault>,
        job: impl Fn(&NamelessFile, &NamelessFile, Vec<usize>) -> HostJob,
        assignment: &dyn Fn(HostJob) -> A,
    ) -> io::Result<Option<Self>> {
        let control = home.memory.control();
        // SAFETY: the last group that lived here has been killed and waited for.
        unsafe { control.clear() };
        let everybody = (0..actors.len()).collect::<Vec<_>>();
        let hosts: Vec<Vec<usize>> = match backend {
            Backend::Processes => everybody.iter().map(|actor| vec![*actor]).collect(),
            _ => vec![everybody],
        };
        let mut workers = Workers::new();
        for hosted in hosts {
            if let Err(error) = workers.spawn(&assignment(job(&home.file, &home.lock_file, hosted))) {
                // Nobody can join the process group of a leader that was killed, or be told anything when dead itself.
                let mut ends = workers.children().iter_mut().map(|worker| worker.exited());
                let lost = ends.any(|end| end.is_ok_and(|end| end.is_some_and(|end| end.killed)));
                return if lost { Ok(None) } else { Err(error) };
            }
        }
        let watchdog = Watchdog::new(control, actors.len());
        Ok(Some(Group { control, actors, workers, watchdog, fault, leaving: None }))
    }

    /// The stations of all threads: the actors, and those that they have spawned.
    pub(crate) fn all_stations(&self) -> impl Iterator<Item = &'a Station> + use<'a> {
        let stations = &self.control.stations;
        self.control.threads(self.actors.len()).map(|task| &stations[task])
    }

    /// The actors' stations.
    fn stations(&self) -> &'a [Station] {
        &self.control.actors()[..self.actors.len()]
    }

    /// Asks the actors to leave when they have finished their round.
    pub(crate) fn ask_to_leave(&mut self) {
        self.control.plan.0.stop.store(1, Release);
        self.leaving.get_or_insert_with(Instant::now);
        self.fault = self.fault.take().filter(Fault::has_struck);
    }

    /// Whether the actors have been asked to leave.
    pub(crate) fn is_leaving(&self) -> bool {
        self.leaving.is_some()
    }

    /// Says how many threads there may be before some must share a processor.
    pub(crate) fn set_room(&self, room: usize) {
        self.control.room.store(room as u32, Relaxed);
    }

    /// When the group is to be looked at again, if that is sooner than usual.
    pub(crate) fn wants_a_look_at(&self) -> Option<Instant> {
        self.fault.as_ref().and_then(Fault::due)
    }

    /// Looks at the group, and interferes where it is time for that.
    ///
    /// `in_a_hurry` says that the user waits for the group to end.
    ///
    /// # Errors
    ///
    /// If a worker could not begin, or does not answer.
    pub(crate) fn look(&mut self, findings: &mut Findings, in_a_hurry: bool) -> io::Result<Sign> {
        let stations = self.stations();
        if let Some(fault) = &mut self.fault
            && let Some(process) = fault.strike(stations, &mut self.workers)?
        {
            self.watchdog.forget(process);
        }
        // Asked before the watchdog looks: whoever still sleeps then is not going to be woken by that death.
        let dying = match &mut self.fault {
            Some(fault) => fault.victim_is_dying(&mut self.workers)?,
            None => false,
        };
        let killed = match &mut self.fault {
            Some(fault) => fault.victim_is_gone(&mut self.workers)?,
            None => None,
        };
        orphans::bury(self.control, &self.workers, killed.map(|actor| stations[actor].process.load(Relaxed)))?;
        let (actors, control) = (self.actors, self.control);
        let name = |task| explain::name(task, actors, control);
        let failure = match self.watchdog.look() {
            Sight::Fine => None,
            Sight::Left => return Ok(Sign::Left),
            Sight::Stuck => return Ok(Sign::Stuck),
            Sight::Panicked => Some(explain::panicked(&mut self.workers, name)?),
            Sight::Asleep { .. } if dying => None,
            Sight::Asleep { tasks, after } => explain::asleep(&mut self.workers, control, &tasks, after, name)?,
            Sight::Spinning { tasks, after } => {
                let names: Vec<String> = tasks.iter().map(|task| name(*task)).collect();
                Some(explain::spinning(&names, after))
            }
        };
        // What others do when somebody has killed one of them from outside says nothing about the scenario.
        if failure.is_some() && self.died()?.is_some_and(|exit| exit.killed) {
            return Ok(Sign::Lost);
        }
        if let Some(failure) = failure {
            self.salvage(findings)?;
            self.count_kill(findings);
            return Ok(Sign::Failed(self.after_all(failure)));
        }
        if let Some(sign) = self.after_a_kill(findings)? {
            return Ok(sign);
        }
        if let Some(exit) = self.died()? {
            return match exit {
                Exit { killed: true, .. } => Ok(Sign::Lost),
                Exit { never_began: true, .. } => {
                    Err(io::Error::other("a worker that was to host actors could not begin"))
                }
                Exit { how, .. } => {
                    let text = format!("the actors' process ended with {how}");
                    Ok(Sign::Failed((Event::Failure(ViolationKind::Abort, text), None)))
                }
            };
        }
        if let Some(since) = self.leaving {
            // Actors that get on may finish their round. Those that do not may be in the middle of a hang, which is
            // worth waiting for; unless the user is waiting.
            let gets_on = self.watchdog.at_rest() < LEAVE_WITHIN;
            let patience = if gets_on || in_a_hurry { LEAVE_WITHIN } else { EXPLAIN_WITHIN };
            if since.elapsed() >= patience {
                return Ok(Sign::Left);
            }
        }
        Ok(Sign::Working)
    }

    fn died(&mut self) -> io::Result<Option<Exit>> {
        let victim = self.fault.as_ref().and_then(Fault::victim);
        for (number, host) in self.workers.children().iter_mut().enumerate() {
            if victim != Some(number)
                && let Some(exit) = host.exited()?
            {
                return Ok(Some(exit));
            }
        }
        Ok(None)
    }

    /// Whether a worker was killed from outside, where one does not answer any more: that may be noticed a moment later.
    fn is_lost_soon(&mut self) -> io::Result<bool> {
        let until = Instant::now() + Duration::from_secs(1);
        loop {
            match self.died()? {
                Some(exit) => return Ok(exit.killed),
                None if Instant::now() >= until => return Ok(false),
                None => std::thread::sleep(Duration::from_millis(1)),
            }
        }
    }

    /// An actor was killed. Once the survivors are done with its sample, they say how that looks.
    fn after_a_kill(&mut self, findings: &mut Findings) -> io::Result<Option<Sign>> {
        let stations = self.stations();
        let Some(fault) = &mut self.fault else { return Ok(None) };
        let Some(killed) = fault.victim_is_gone(&mut self.workers)? else { return Ok(None) };
        let Some(position) = fault.struck_while_acting(stations) else {
            self.count_kill(findings);
            return Ok(Some(Sign::Killed));
        };
        let done = |(actor, station): (usize, &Station)| actor == killed || station.position() > position;
        let is_deserted = self.control.forked().all(|(_, place)| place.station.position() > position);
        if !is_deserted || !stations.iter().enumerate().all(done) {
            return Ok(None);
        }
        self.count_kill(findings);
        let salvaged = match self.salvage(findings)? {
            None => self.ask_to_salvage(position.1..position.1 + 1, Some(killed), findings)?,
            failed => failed,
        };
        Ok(Some(salvaged.unwrap_or(Sign::Killed)))
    }

    /// A failure, with what the engine did before.
    fn after_all(&self, (event, hang): Failure) -> Failure {
        match (self.fault.as_ref().and_then(Fault::victim), event) {
            (Some(victim), Event::Failure(kind, text)) => {
                (Event::Failure(kind, format!("{} was killed; {text}", self.actors[victim])), hang)
            }
            (_, event) => (event, hang),
        }
    }

    fn count_kill(&self, findings: &mut Findings) {
        if let Some(fault) = self.fault.as_ref().filter(|fault| fault.has_struck()) {
            let kills = findings.kills.get_or_insert_with(Kills::default);
            match fault.struck_while_acting(self.stations()) {
                Some(_) => kills.acting += 1,
                None => kills.between += 1,
            }
        }
    }

    /// Has the samples judged that all actors have finished in a round that will not be; says so if that goes wrong.
    fn salvage(&mut self, findings: &mut Findings) -> io::Result<Option<Sign>> {
        use racecourse::station::Phase::{Acting, Between};

        let stations = self.stations();
        let (round, first) = stations.iter().map(Station::position).min().unwrap_or_default();
        let all_walk =
            stations.iter().all(|station| station.position().0 == round && matches!(station.phase(), Acting | Between));
        if all_walk && round > 0 && first > 0 { self.ask_to_salvage(0..first, None, findings) } else { Ok(None) }
    }

    /// Has a host observe these places, and counts what it sees; says so if that goes wrong.
    fn ask_to_salvage(
        &mut self,
        places: Range<u32>,
        killed: Option<usize>,
        findings: &mut Findings,
    ) -> io::Result<Option<Sign>> {
        let spacing = self.control.plan.0.spacing.load(Relaxed);
        let mut salvaged = None;
        for host in self.workers.children() {
            let ask = Ask::Salvage { places: places.clone(), spacing, killed };
            if host.send(&ask).is_ok()
                && let Received::Message(answer) = host.receive(Duration::from_secs(1))?
            {
                salvaged = Some(answer);
                break;
            }
        }
        let (actors, control) = (self.actors, self.control);
        let name = |task| explain::name(task, actors, control);
        let failure = match salvaged {
            Some(Salvaged::Counted(seen)) => {
                self.count(seen, findings);
                return Ok(None);
            }
            Some(Salvaged::Asleep(asleep)) => explain::observer_asleep(asleep, name),
            Some(Salvaged::Panicked(text)) => explain::observer_panicked(&text, name),
            // What was not observed has not held. If somebody has killed the survivors from outside, it is no sample.
            None => return Ok(Some(if self.is_lost_soon()? { Sign::Lost } else { Sign::Stuck })),
        };
        Ok(Some(Sign::Failed(self.after_all(failure))))
    }

    fn count(&self, seen: Vec<Counted>, findings: &mut Findings) {
        for Counted { outcome, count, first } in seen {
            let before = findings.executions;
            findings.executions += count;
            let event = Event::Outcome(outcome);
            match findings.seen.iter_mut().find(|seen| seen.event == event) {
                Some(seen) => seen.count += count,
                None => {
                    let (first_execution, first_seconds) = (before + first, findings.seconds);
                    findings.seen.push(Seen { event, count, first_execution, first_seconds });
                }
            }
        }
    }

    /// Adds what the group's judges have counted so far; `begun` is when the run began, in nanoseconds.
    pub(crate) fn add_tables(&self, findings: &mut Findings, begun: u64) {
        let before = findings.executions;
        let actors = self.actors.len() as u64;
        for table in &self.control.tables[..self.actors.len()] {
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
                        first_seconds: row.first_nanoseconds.saturating_sub(begun) as f64 / 1e9,
                    }),
                }
            }
        }
        findings.knobs = self.control.plan.0.best.get().or(findings.knobs);
    }

    /// Ends every worker, and waits until they are gone.
    pub(crate) fn end(mut self) {
        self.workers.kill();
    }
}
