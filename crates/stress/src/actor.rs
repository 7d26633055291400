//! The loop of one actor: walk the states, meet the others, judge a share of the states, begin again.

use std::ops::Range;
use std::sync::atomic::Ordering::*;

use racecourse::findings::Knobs;
use racecourse::stressed::{StateArray, Tally};

use crate::control::{Control, Phase, now};
use crate::tuner::Tuner;

/// How long a round should take, in nanoseconds: long enough that judging and meeting cost little, short enough that
/// little is lost when a hang ends the group.
const ROUND: Range<u64> = 500_000..4_000_000;

/// One actor of a group.
pub(crate) struct Actor<'a> {
    pub(crate) number: usize,
    pub(crate) actors: usize,
    pub(crate) control: &'a Control,
    pub(crate) array: &'a dyn StateArray,
    /// Round sizes never exceed this.
    pub(crate) most_states: u32,
    /// How many times to look for the others before giving up the processor.
    pub(crate) patience: u32,
    pub(crate) random: fastrand::Rng,
    /// Whether an outcome is worth seeing more often.
    pub(crate) wanted: &'a (dyn Fn(&str) -> bool + Sync),
}

impl Actor<'_> {
    /// Acts until the parent wants no more.
    pub(crate) fn run(mut self) {
        let mine = &self.control.actors[self.number].0;
        let table = &self.control.tables[self.number];
        let plan = &self.control.plan.0;
        let most_states = self.most_states.min(self.array.len());
        let mut meetings = 0;
        let mut tally = Tally::default();
        let mut judged = 0;
        // The first actor plans for all of them, by what it sees in its own share of the states.
        let mut tuner = (self.number == 0).then(|| Tuner::new(self.random.fork()));

        mine.enter(Phase::Between);
        // SAFETY: the shares are disjoint, and nobody acts before the meeting.
        unsafe { self.array.renew(self.share(self.array.len())) };
        if let Some(tuner) = &mut tuner {
            // Nobody knows yet how long a sample takes; rounds grow from here.
            plan.states.store(1, Relaxed);
            self.set(tuner.choose());
        }
        self.meet(&mut meetings);

        for round in 1.. {
            let states = plan.states.load(Relaxed);
            let window = plan.window.load(Relaxed);
            let delay = self.delay(plan.offset.load(Relaxed));
            let begun = now();
            mine.at.store(0, Relaxed);
            mine.round.store(round, Release);
            for start in (0..states).step_by(window as usize) {
                for _ in 0..delay {
                    std::hint::spin_loop();
                }
                mine.enter(Phase::Acting);
                // SAFETY: all actors are between the same two meetings that enclose the walk, in which each acts once
                // on each state and nobody judges or renews.
                unsafe { self.array.act(self.number, start..states.min(start + window), &mine.at) };
                mine.enter(Phase::Between);
                self.meet(&mut meetings);
            }

            let walked = now() - begun;
            mine.enter(Phase::Judging);
            let share = self.share(states);
            judged += u64::from(share.end - share.start);
            let seen_before = self.wanted_in(&tally);
            // SAFETY: every actor has acted on all of the round's states before the last meeting, and the shares are
            // disjoint.
            unsafe {
                self.array.judge(self.number, share.clone(), &mut tally);
                self.array.renew(share);
            }
            mine.enter(Phase::Between);
            table.publish(&tally, judged);
            if let Some(tuner) = &mut tuner {
                let next = match now() - begun {
                    quick if quick < ROUND.start => states * 2,
                    slow if slow > ROUND.end => states / 2,
                    _ => states,
                };
                plan.states.store(next.clamp(1, most_states), Relaxed);
                // A round of a few states says little about the knobs.
                if states == next || states == most_states {
                    tuner.learn(self.wanted_in(&tally) - seen_before, walked as f64 / 1e9);
                    self.set(tuner.choose());
                    if let Some(best) = tuner.found() {
                        plan.best_offset.store(best.offset, Relaxed);
                        plan.best_window.store(best.window, Release);
                    }
                }
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

    fn set(&self, knobs: Knobs) {
        self.control.plan.0.window.store(knobs.window, Relaxed);
        self.control.plan.0.offset.store(knobs.offset, Relaxed);
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
        let everybody = *meetings * self.actors as u64;
        arrived.fetch_add(1, AcqRel);
        let mut looks = 0;
        while arrived.load(Acquire) < everybody {
            if looks < self.patience {
                looks += 1;
                std::hint::spin_loop();
            } else {
                std::thread::yield_now();
            }
        }
    }
}
