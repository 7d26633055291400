//! A run of one variant on one stress backend: group after group, as many at once as there is room for, until the time
//! is up or the table says enough.

use std::io;
use std::thread::sleep;
use std::time::{Duration, Instant};

use racecourse::findings::{Coverage, Event, Findings, Kills};
use racecourse::stressed::StressScenario;
use racecourse::{Backend, Grade};
use racecourse_worker::Errand;

use crate::control::{LONGEST_OUTCOME, MOST_ACTORS, MOST_OUTCOMES, now};
use crate::fault::Fault;
use crate::group::{Group, Home, Sign};
use crate::host::HostJob;
use crate::memory::NamelessFile;
use crate::room::Room;

/// How often the parent looks at the actors.
pub(crate) const LOOK_EVERY: Duration = Duration::from_millis(4);
/// How often the processors are dealt out anew, where there is a choice.
const DEAL_EVERY: Duration = Duration::from_millis(250);
/// With this many forbidden outcomes, or failures, a table says enough.
const ENOUGH_OUTCOMES: u64 = 1_000;
const ENOUGH_FAILURES: u64 = 10;
/// Where actors are killed, so many of them have to be, in the middle of a sample, before a table says enough.
const ENOUGH_KILLS: u64 = 50;
/// How many groups may be killed from outside before a run is given up.
const MOST_LOSSES: u32 = 100;
/// A table is given at least this long.
const LEAST_TIME: Duration = Duration::from_millis(250);

/// What to run, and for how long.
#[derive(Clone, Debug)]
pub struct StressJob {
    /// Threads or processes.
    pub backend: Backend,
    /// How long the run takes.
    pub length: Length,
    /// Where every random choice of the engine begins.
    pub seed: u64,
    /// How many groups of actors run at once; `None` for as many as there are processors for.
    pub groups: Option<usize>,
}

/// How long a run takes.
#[derive(Clone, Copy, Debug)]
pub enum Length {
    /// This long, whatever it finds.
    Exactly(Duration),
    /// Until the table says something.
    AsNeeded(Need),
}

/// When a table says something, and how long to wait until it does.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    /// Where the run ends if its table says something by then. It ends earlier only if the table says enough: so many
    /// forbidden outcomes or failures that more would not make a difference.
    pub share: Duration,
    /// Where the run ends in any case.
    pub at_most: Duration,
    /// How many samples in which nothing goes wrong say something; `None` where something has to go wrong.
    pub samples: Option<u64>,
}

/// Runs `scenario`. `assignment` turns a host's job into what a worker of this program is told, such that it calls
/// [`serve`](crate::serve) with that job and the same scenario.
///
/// `stop` is asked now and then whether to end early; what was found until then is returned.
///
/// # Errors
///
/// If the temporary directory cannot be written to, or workers cannot be started.
pub fn run<A: Errand>(
    scenario: &dyn StressScenario,
    job: &StressJob,
    assignment: &dyn Fn(HostJob) -> A,
    stop: &dyn Fn() -> bool,
    progress: &dyn Fn(&Findings),
) -> io::Result<Findings> {
    let actors = scenario.actor_names();
    check(scenario)?;
    let room = Room::here();
    let mut notes = room.notes(actors.len());
    let wanted = job.groups.unwrap_or_else(|| room.groups(actors.len())).max(1);
    let homes = make_homes(wanted, &mut notes)?;
    let killable = if job.backend == Backend::Processes { scenario.killable() } else { Vec::new() };
    let forbidden = |outcome: &str| {
        let listed = scenario.outcomes().iter().find(|listed| listed.outcome == outcome);
        listed.is_none_or(|listed| listed.grade == Grade::Forbidden)
    };
    let kills = (!killable.is_empty()).then(Kills::default);
    let mut run = Run {
        forbidden: &forbidden,
        job,
        begun: Instant::now(),
        begun_nanoseconds: now(),
        finished: Findings { notes, kills, ..Findings::default() },
        losses: 0,
        ending: None,
    };
    let mut random = fastrand::Rng::with_seed(job.seed);
    let mut groups: Vec<Option<Group<'_>>> = homes.iter().map(|_| None).collect();
    // When the processors were dealt out, and to how many threads.
    let mut dealt: Option<(Instant, usize)> = None;
    loop {
        // Threads that actors spawn need room too, and how many there are is known only once they are there.
        let threads = groups.iter().flatten().map(|group| group.all_stations().count()).max().unwrap_or(actors.len());
        let fitting = job.groups.unwrap_or_else(|| room.groups(threads)).min(homes.len());
        for (home, group) in homes.iter().zip(&mut groups).take(fitting) {
            if group.is_some() || run.ending.is_some() {
                continue;
            }
            let seed = random.u64(..);
            let host = |memory: &NamelessFile, lock_file: &NamelessFile, hosted| HostJob {
                memory: memory.path().to_owned(),
                lock_file: lock_file.path().to_owned(),
                hosted,
                actors: actors.len(),
                seed,
                nudged: !room.is_roomy(actors.len() * fitting),
            };
            let fault = Fault::choose(&killable, &mut random);
            *group = Group::start(home, &actors, job.backend, fault, host, assignment)?;
            dealt = None;
            if group.is_none() {
                run.lose();
            }
        }
        for (number, group) in groups.iter_mut().enumerate() {
            let Some(group) = group else { continue };
            group.set_room(room.share(fitting));
            if number >= fitting {
                group.ask_to_leave();
            }
        }
        let stations: Vec<_> = groups.iter().flatten().flat_map(Group::all_stations).collect();
        let is_dealt =
            |(when, to): (Instant, usize)| to == stations.len() && !(room.has_choice() && when.elapsed() >= DEAL_EVERY);
        if !dealt.is_some_and(is_dealt) {
            room.deal(&stations, &mut random);
            dealt = Some((Instant::now(), stations.len()));
        }
        pause(&groups);
        run.look_at_all(&mut groups, stop)?;
        let so_far = run.so_far(&groups);
        progress(&so_far);
        run.decide(&so_far, stop);
        if run.ending.is_some() {
            if groups.iter().all(Option::is_none) {
                break;
            }
            groups.iter_mut().flatten().for_each(Group::ask_to_leave);
        }
    }
    Ok(run.finish())
}

/// Refuses what the control block has no room for.
fn check(scenario: &dyn StressScenario) -> io::Result<()> {
    let refuse = |text| Err(io::Error::new(io::ErrorKind::InvalidInput, text));
    let actors = scenario.actor_names().len();
    if actors == 0 || actors > MOST_ACTORS {
        return refuse(format!("a scenario has between 1 and {MOST_ACTORS} actors; this one has {actors}"));
    }
    let listed = scenario.outcomes();
    if listed.len() >= MOST_OUTCOMES || listed.iter().any(|listed| listed.outcome.len() > LONGEST_OUTCOME) {
        return refuse(format!(
            "a scenario lists fewer than {MOST_OUTCOMES} outcomes of up to {LONGEST_OUTCOME} bytes; let the observer \
             return something shorter"
        ));
    }
    Ok(())
}

/// A home for each group, or for as many as the directory for temporary files has room for.
fn make_homes(wanted: usize, notes: &mut Vec<String>) -> io::Result<Vec<Home>> {
    let mut homes = vec![Home::new()?];
    while homes.len() < wanted {
        match Home::new() {
            Ok(home) => homes.push(home),
            Err(error) => {
                let made = homes.len();
                notes.push(format!("{made} instead of {wanted} groups of actors run at once: {error}"));
                break;
            }
        }
    }
    Ok(homes)
}

/// Sleeps until it is time to look again.
fn pause(groups: &[Option<Group<'_>>]) {
    let wanted = groups.iter().flatten().filter_map(Group::wants_a_look_at).min();
    let soon = wanted.map(|wanted| wanted.saturating_duration_since(Instant::now()));
    sleep(soon.map_or(LOOK_EVERY, |soon| soon.min(LOOK_EVERY)));
}

struct Run<'a> {
    forbidden: &'a dyn Fn(&str) -> bool,
    job: &'a StressJob,
    begun: Instant,
    begun_nanoseconds: u64,
    /// What the groups that have ended have found.
    finished: Findings,
    /// How many groups were killed from outside.
    losses: u32,
    /// How the run ends, once that is known.
    ending: Option<Coverage>,
}

impl Run<'_> {
    /// Looks at every group, and ends those whose time has come.
    fn look_at_all(&mut self, groups: &mut [Option<Group<'_>>], stop: &dyn Fn() -> bool) -> io::Result<()> {
        self.finished.seconds = self.begun.elapsed().as_secs_f64();
        for place in groups {
            let Some(group) = place else { continue };
            let sign = group.look(&mut self.finished, stop())?;
            if matches!(sign, Sign::Working) {
                continue;
            }
            group.add_tables(&mut self.finished, self.begun_nanoseconds);
            let was_asked = group.is_leaving();
            if let Some(group) = place.take() {
                group.end();
            }
            let ending = match sign {
                Sign::Working | Sign::Killed => None,
                Sign::Left if was_asked => None,
                Sign::Left => Some(Coverage::CutShort("the actors left before the time was up".to_owned())),
                Sign::Stuck => {
                    let reason = "nothing has moved for too long, and nobody waits for anybody";
                    Some(Coverage::CutShort(reason.to_owned()))
                }
                Sign::Failed((event, hang)) => {
                    self.finished.executions += 1;
                    self.finished.count(event, self.finished.seconds);
                    self.finished.hang = self.finished.hang.take().or(hang);
                    None
                }
                Sign::Lost => {
                    self.lose();
                    None
                }
            };
            self.ending = self.ending.take().or(ending);
        }
        Ok(())
    }

    /// Counts a group that was killed from outside.
    fn lose(&mut self) {
        self.losses += 1;
        if self.losses > MOST_LOSSES {
            let reason = format!("something outside killed the workers {} times; is memory short?", self.losses);
            self.ending.get_or_insert(Coverage::CutShort(reason));
        }
    }

    /// Decides whether it is time to end.
    fn decide(&mut self, so_far: &Findings, stop: &dyn Fn() -> bool) {
        if self.ending.is_some() {
        } else if stop() {
            self.ending = Some(Coverage::CutShort("interrupted".into()));
        } else if self.is_time(so_far) {
            self.ending = Some(Coverage::Sampled);
        }
    }

    fn is_time(&self, so_far: &Findings) -> bool {
        let elapsed = self.begun.elapsed();
        match self.job.length {
            Length::Exactly(time) => elapsed >= time,
            Length::AsNeeded(need) => {
                let (outcomes, failures) = self.violations(so_far);
                elapsed >= need.at_most
                    || (elapsed >= need.share && says_something(need, so_far, outcomes + failures))
                    || (elapsed >= LEAST_TIME && says_enough(so_far, outcomes, failures))
            }
        }
    }

    /// How many forbidden outcomes there were, and how many failures.
    fn violations(&self, findings: &Findings) -> (u64, u64) {
        let (mut outcomes, mut failures) = (0, 0);
        for seen in &findings.seen {
            match &seen.event {
                Event::Outcome(outcome) if (self.forbidden)(outcome) => outcomes += seen.count,
                Event::Outcome(_) => {}
                Event::Failure(..) => failures += seen.count,
            }
        }
        (outcomes, failures)
    }

    /// What has been found, the groups at work included.
    fn so_far(&self, groups: &[Option<Group<'_>>]) -> Findings {
        let mut findings = self.finished.clone();
        for group in groups.iter().flatten() {
            group.add_tables(&mut findings, self.begun_nanoseconds);
        }
        findings.seconds = self.begun.elapsed().as_secs_f64();
        findings
    }

    fn finish(self) -> Findings {
        let mut findings = self.finished;
        findings.seconds = self.begun.elapsed().as_secs_f64();
        findings.coverage = self.ending.unwrap_or_default();
        if findings.coverage == Coverage::Sampled && !has_killed(&findings) {
            let reason = "no actor was killed while it acted; give it more time";
            findings.coverage = Coverage::CutShort(reason.to_owned());
        }
        findings
    }
}

/// Whether a table says as much as is needed.
fn says_something(need: Need, findings: &Findings, violations: u64) -> bool {
    let enough_samples = need.samples.is_some_and(|samples| findings.executions >= samples);
    (violations > 0 || enough_samples) && has_killed(findings)
}

/// Whether more would not make a difference.
fn says_enough(findings: &Findings, outcomes: u64, failures: u64) -> bool {
    // Where actors are killed, every forbidden outcome may cost one.
    let enough_outcomes = if findings.kills.is_some() { ENOUGH_FAILURES } else { ENOUGH_OUTCOMES };
    let enough_kills = findings.kills.is_none_or(|kills| kills.acting >= ENOUGH_KILLS);
    (outcomes >= enough_outcomes || failures >= ENOUGH_FAILURES) && enough_kills
}

/// Whether an actor was killed in the middle of a sample, if any is to be.
fn has_killed(findings: &Findings) -> bool {
    findings.kills.is_none_or(|kills| kills.acting > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_violation_says_something_and_samples_only_where_nothing_has_to_go_wrong() {
        let need = |samples| Need { share: Duration::ZERO, at_most: Duration::ZERO, samples };
        let few = Findings { executions: 99, ..Findings::default() };
        let many = Findings { executions: 100, ..Findings::default() };
        assert!(!says_something(need(Some(100)), &few, 0));
        assert!(says_something(need(Some(100)), &many, 0));
        assert!(!says_something(need(None), &many, 0));
        assert!(says_something(need(None), &few, 1));
    }

    #[test]
    fn where_actors_are_to_be_killed_a_table_without_a_kill_says_nothing() {
        let need = Need { share: Duration::ZERO, at_most: Duration::ZERO, samples: Some(1) };
        let kills = |acting| Some(Kills { acting, ..Kills::default() });
        let findings = |acting| Findings { executions: 1_000, kills: kills(acting), ..Findings::default() };
        assert!(!says_something(need, &findings(0), 1_000));
        assert!(says_something(need, &findings(1), 0));
        assert!(!says_enough(&findings(1), 1_000, 0));
        assert!(says_enough(&findings(ENOUGH_KILLS), ENOUGH_FAILURES, 0));
    }
}
