//! The loop of one actor: walk the states, meet the others, judge a share of the states, begin again.

use std::ops::Range;
use std::sync::atomic::Ordering::*;

use racecourse::crew;
use racecourse::station::Phase;
use racecourse::stressed::{Places, StateArray, Tally};

use crate::control::{Control, Plan, now};
use crate::tuner::Tuner;

/// How much processor time a round should take of the first actor, in nanoseconds: long enough that judging and meeting
/// cost little, short enough that the tuner gets to try many settings.
const WORK: Range<u64> = 500_000..4_000_000;
/// How long a round may take, in nanoseconds, where actors wait: for each other, on a machine that is busy with
/// something else, or in what they do. Smaller rounds would not make that quicker, but what is found is told later.
const LONGEST: u64 = 100_000_000;

/// What a round costs, in nanoseconds.
#[derive(Clone, Copy)]
struct Spent {
    /// On the clock.
    time: u64,
    /// Of the calling thread, on a processor.
    work: u64,
}

/// Tells what rounds cost.
struct Meter {
    time: u64,
    /// Where the last round was so short that what it cost on the clock says enough: asking the kernel would cost as much
    /// as a few dozen samples.
    work: Option<u64>,
}

impl Meter {
    fn start() -> Self {
        Meter { time: now(), work: None }
    }

    /// What it cost since this was asked last.
    fn lap(&mut self) -> Spent {
        let time = now() - self.time;
        let asked = (time >= WORK.start || self.work.is_some()).then(|| {
            let work = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
            work.tv_sec.unsigned_abs() * 1_000_000_000 + work.tv_nsec.unsigned_abs()
        });
        let work = match (asked, self.work) {
            (Some(work), Some(before)) => work - before,
            // A long round after a short one: nothing that rounds should be larger or smaller for.
            _ => time.min(WORK.start),
        };
        self.work = asked.filter(|_| time >= WORK.start);
        self.time += time;
        Spent { time, work }
    }
}

/// What the first actor knows about rounds.
struct Planner {
    tuner: Tuner,
    /// How many states a round may have, so that it does not take too long.
    states: u32,
    capacity: u32,
    state_bytes: usize,
}

impl Planner {
    /// Says what the next round is like.
    fn plan(&mut self, plan: &Plan) {
        let setting = self.tuner.choose();
        let fitting = (self.capacity / setting.spacing).max(1);
        plan.states.store(self.states.min(setting.states).min(fitting), Relaxed);
        plan.window.store(setting.window, Relaxed);
        plan.offset.store(setting.offset, Relaxed);
        plan.spacing.store(setting.spacing, Relaxed);
        if let Some(best) = self.tuner.found() {
            plan.best.set(best.knobs(self.state_bytes));
        }
    }

    /// What came of a round of so many states: how many outcomes worth seeing, and what it cost.
    fn learn(&mut self, states: u32, seen: u64, spent: Spent) {
        let before = self.states;
        if spent.work > WORK.end || spent.time > LONGEST {
            self.states = (states / 2).max(1);
        } else if spent.work < WORK.start && spent.time < LONGEST / 2 && states == self.states {
            self.states = (states * 2).min(self.capacity);
        }
        // A round of a few states says little about the knobs.
        if before == self.states || states < before {
            self.tuner.learn(seen, spent.time as f64 / 1e9);
        }
    }
}

/// One actor of a group.
pub(crate) struct Actor<'a> {
    pub(crate) number: usize,
    pub(crate) actors: usize,
    pub(crate) control: &'a Control,
    pub(crate) array: &'a dyn StateArray,
    pub(crate) random: fastrand::Rng,
    /// Whether an outcome is worth seeing more often.
    pub(crate) wanted: &'a (dyn Fn(&str) -> bool + Sync),
}

impl Actor<'_> {
    /// Acts until the parent wants no more.
    pub(crate) fn run(mut self) {
        let mine = &self.control.actors()[self.number];
        let table = &self.control.tables[self.number];
        let plan = &self.control.plan.0;
        let capacity = self.array.len();
        let mut meetings = 0;
        let mut tally = Tally::default();
        let mut judged = 0;
        // The first actor plans for all of them, by what it sees in its own share of the states.
        let mut planner = (self.number == 0).then(|| Planner {
            tuner: Tuner::new(self.random.fork(), self.array.state_bytes(), capacity),
            // Nobody knows yet how long a sample takes; rounds grow from here.
            states: 1,
            capacity,
            state_bytes: self.array.state_bytes(),
        });

        mine.enter(Phase::Between);
        // SAFETY: the shares are disjoint, and nobody acts before the meeting.
        unsafe { self.array.renew(&Places { range: self.share(self.array.len()), spacing: 1 }) };
        if let Some(planner) = &mut planner {
            planner.plan(plan);
        }
        self.meet(&mut meetings);

        let mut meter = Meter::start();
        let mut processor = 0;
        for round in 1.. {
            let wanted = mine.processor.load(Relaxed);
            if wanted != processor {
                crew::keep_to(wanted);
                processor = wanted;
            }
            let states = plan.states.load(Relaxed);
            let window = plan.window.load(Relaxed);
            let spacing = plan.spacing.load(Relaxed);
            let delay = self.delay(plan.offset.load(Relaxed));
            mine.at.store(0, Relaxed);
            mine.round.store(round, Release);
            for start in (0..states).step_by(window as usize) {
                for _ in 0..delay {
                    std::hint::spin_loop();
                }
                mine.enter(Phase::Acting);
                let places = Places { range: start..states.min(start + window), spacing };
                // SAFETY: all actors are between the same two meetings that enclose the walk, in which each acts once
                // on each state and nobody judges or renews.
                unsafe { self.array.act(self.number, &places, &mine.at) };
                crew::settle();
                mine.enter(Phase::Between);
                // Only now: an actor that is acting has begun, or is about to begin, with the place it is at.
                mine.at.store(places.range.end, Release);
                self.meet(&mut meetings);
            }

            mine.enter(Phase::Judging);
            let share = Places { range: self.share(states), spacing };
            judged += share.range.len() as u64;
            let seen_before = self.wanted_in(&tally);
            // SAFETY: every actor has acted on all of the round's states before the last meeting, and the shares are
            // disjoint.
            unsafe {
                self.array.judge(self.number, &share, &mut tally);
                self.array.renew(&share);
            }
            mine.enter(Phase::Between);
            table.publish(&tally, judged);
            if let Some(planner) = &mut planner {
                planner.learn(states, self.wanted_in(&tally) - seen_before, meter.lap());
                planner.plan(plan);
                plan.ended.store(plan.stop.load(Relaxed), Relaxed);
            }
            self.meet(&mut meetings);
            if plan.ended.load(Relaxed) != 0 {
                break;
            }
        }
        mine.enter(Phase::Left);
    }

    /// This actor's part of the first `states` places.
    fn share(&self, states: u32) -> Range<u32> {
        let cut = |part: usize| (u64::from(states) * part as u64 / self.actors as u64) as u32;
        cut(self.number)..cut(self.number + 1)
    }

    /// For how many turns of a spin loop this actor hangs back at the beginning of a window.
    fn delay(&self, offset: i32) -> u32 {
        let others = if offset >= 0 { self.number } else { self.actors - 1 - self.number };
        offset.unsigned_abs() * others as u32
    }

    /// How many outcomes worth seeing this judge has counted.
    fn wanted_in(&self, tally: &Tally) -> u64 {
        let wanted = tally.counted.iter().filter(|counted| (self.wanted)(&counted.outcome));
        wanted.map(|counted| counted.count).sum()
    }

    /// Waits until every actor has come as far as this. What was written before is seen after it.
    fn meet(&self, meetings: &mut u64) {
        let arrived = &self.control.arrived.0;
        *meetings += 1;
        self.control.actors()[self.number].meetings.store(*meetings, Release);
        let everybody = *meetings * self.actors as u64;
        arrived.fetch_add(1, AcqRel);
        let (mut looks, patience) = (0, crew::patience());
        while arrived.load(Acquire) < everybody {
            if looks < patience {
                looks += 1;
                std::hint::spin_loop();
            } else {
                std::thread::yield_now();
            }
        }
    }
}
