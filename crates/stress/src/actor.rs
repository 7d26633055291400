//! The loop of one actor: walk the states, meet the others, judge a share of the states, begin again.

use std::ops::Range;
use std::sync::atomic::Ordering::*;

use racecourse::stressed::{StateArray, Tally};

use crate::control::{Control, Phase, now};

/// How long a round should take, in nanoseconds: long enough that judging and meeting cost little, short enough that
/// little is lost when a hang ends the group.
const ROUND: Range<u64> = 500_000..4_000_000;

/// How many states there may be between two meetings. Which is best differs from bug to bug, so all take turns.
const WINDOWS: [u32; 5] = [16, 64, 128, 256, 1024];

/// How far an actor may hang back at the beginning of a window, in turns of a spin loop. Mostly not at all.
const SKEWS: [u32; 8] = [0, 0, 0, 1, 1, 2, 4, 8];

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

        mine.enter(Phase::Between);
        // SAFETY: the shares are disjoint, and nobody acts before the meeting.
        unsafe { self.array.renew(self.share(self.array.len())) };
        if self.number == 0 {
            // Nobody knows yet how long a sample takes; rounds grow from here.
            plan.states.store(1, Relaxed);
            plan.window.store(WINDOWS[0], Relaxed);
        }
        self.meet(&mut meetings);

        for round in 1.. {
            let states = plan.states.load(Relaxed);
            let window = plan.window.load(Relaxed);
            let begun = now();
            mine.at.store(0, Relaxed);
            mine.round.store(round, Release);
            for start in (0..states).step_by(window as usize) {
                self.hang_back();
                mine.enter(Phase::Acting);
                // SAFETY: all actors are between the same two meetings that enclose the walk, in which each acts once
                // on each state and nobody judges or renews.
                unsafe { self.array.act(self.number, start..states.min(start + window), &mine.at) };
                mine.enter(Phase::Between);
                self.meet(&mut meetings);
            }

            mine.enter(Phase::Judging);
            let share = self.share(states);
            judged += u64::from(share.end - share.start);
            // SAFETY: every actor has acted on all of the round's states before the last meeting, and the shares are
            // disjoint.
            unsafe {
                self.array.judge(self.number, share.clone(), &mut tally);
                self.array.renew(share);
            }
            mine.enter(Phase::Between);
            table.publish(&tally, judged);
            if self.number == 0 {
                let next = match now() - begun {
                    quick if quick < ROUND.start => states * 2,
                    slow if slow > ROUND.end => states / 2,
                    _ => states,
                };
                plan.states.store(next.clamp(1, most_states), Relaxed);
                plan.window.store(WINDOWS[self.random.usize(..WINDOWS.len())], Relaxed);
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

    fn hang_back(&mut self) {
        for _ in 0..SKEWS[self.random.usize(..SKEWS.len())] {
            std::hint::spin_loop();
        }
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
