//! The tuner: finds out, while the run goes on, how the actors have to meet for a bug to show most often.
//!
//! Which window and which offset are best differs by orders of magnitude from bug to bug and from machine to machine.
//! Each choice of knobs is an arm of a bandit, and its reward is the number of outcomes worth seeing per second. The
//! arms are thinned out by successive halving (Karnin, Koren and Somekh, "Almost optimal exploration in multi-armed
//! bandits", ICML 2013, section 3). Then the best one is used, and one round in ten tries any of them again, since
//! what is best changes with whatever else the machine is doing.

use racecourse::findings::Knobs;

/// Windows worth trying: from a meeting every few states to one per round.
const WINDOWS: [u32; 6] = [16, 64, 128, 256, 512, 4096];
/// Offsets worth trying.
const OFFSETS: [i32; 13] = [0, 1, -1, 2, -2, 4, -4, 8, -8, 16, -16, 32, -32];
/// How many arms are left when the halving ends.
const FINALISTS: usize = 3;
/// How much an arm's past counts against its latest round, once the halving has ended.
const MEMORY: f64 = 0.98;

pub(crate) struct Tuner {
    arms: Vec<Arm>,
    /// The arms that are still in the race, and how many of them have been tried in this pass.
    racing: Vec<usize>,
    tried: usize,
    current: usize,
    random: fastrand::Rng,
}

#[derive(Clone, Debug)]
struct Arm {
    knobs: Knobs,
    seen: f64,
    seconds: f64,
}

impl Arm {
    fn rate(&self) -> f64 {
        if self.seconds > 0.0 { self.seen / self.seconds } else { 0.0 }
    }
}

impl Tuner {
    pub(crate) fn new(mut random: fastrand::Rng) -> Self {
        let knobs = WINDOWS.iter().flat_map(|window| OFFSETS.map(|offset| Knobs { window: *window, offset }));
        let mut arms: Vec<Arm> = knobs.map(|knobs| Arm { knobs, seen: 0.0, seconds: 0.0 }).collect();
        // A group may hang before all have had their turn; the next one begins elsewhere.
        random.shuffle(&mut arms);
        Tuner { racing: (0..arms.len()).collect(), tried: 0, current: 0, arms, random }
    }

    /// The knobs for the next round.
    pub(crate) fn choose(&mut self) -> Knobs {
        self.current = if self.is_racing() {
            self.racing[self.tried]
        } else if self.random.u32(..10) == 0 {
            self.random.usize(..self.arms.len())
        } else {
            self.best()
        };
        self.arms[self.current].knobs
    }

    /// What came of the round with the knobs chosen last: how many outcomes worth seeing, and in how many seconds.
    pub(crate) fn learn(&mut self, seen: u64, seconds: f64) {
        let racing = self.is_racing();
        let arm = &mut self.arms[self.current];
        if !racing {
            arm.seen *= MEMORY;
            arm.seconds *= MEMORY;
        }
        arm.seen += seen as f64;
        arm.seconds += seconds;
        if racing {
            self.tried += 1;
            if self.tried == self.racing.len() {
                self.tried = 0;
                self.halve();
            }
        }
    }

    /// The knobs that have shown most per second; `None` as long as nothing worth seeing has shown.
    pub(crate) fn found(&self) -> Option<Knobs> {
        let best = &self.arms[self.best()];
        (best.seen > 0.0).then_some(best.knobs)
    }

    fn is_racing(&self) -> bool {
        self.racing.len() > FINALISTS
    }

    fn best(&self) -> usize {
        let arms = 0..self.arms.len();
        arms.max_by(|one, other| self.arms[*one].rate().total_cmp(&self.arms[*other].rate())).unwrap_or_default()
    }

    /// Drops the worse half, unless nothing has been seen yet: then there is no better half.
    fn halve(&mut self) {
        if self.racing.iter().any(|arm| self.arms[*arm].seen > 0.0) {
            self.racing.sort_by(|one, other| self.arms[*other].rate().total_cmp(&self.arms[*one].rate()));
            self.racing.truncate((self.racing.len() / 2).max(FINALISTS));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tuned(rate: impl Fn(Knobs) -> u64) -> (Tuner, u32) {
        let mut tuner = Tuner::new(fastrand::Rng::with_seed(7));
        let (mut best, wanted) = (0, Knobs { window: 64, offset: -1 });
        for round in 0..2_000 {
            let knobs = tuner.choose();
            best += u32::from(knobs == wanted && round >= 1_000);
            tuner.learn(rate(knobs), 0.001);
        }
        (tuner, best)
    }

    #[test]
    fn the_best_knobs_win_and_the_others_are_still_tried() {
        let (tuner, best) = tuned(|knobs| match (knobs.window, knobs.offset) {
            (64, -1) => 1_000,
            (64, _) => 500,
            _ => 10,
        });
        assert_eq!(tuner.found(), Some(Knobs { window: 64, offset: -1 }));
        assert!((850..1_000).contains(&best), "{best} of the last 1000 rounds");
    }

    #[test]
    fn where_nothing_shows_all_knobs_take_turns() {
        let (tuner, _) = tuned(|_| 0);
        assert_eq!(tuner.found(), None);
        let (least, most) = (tuner.arms.iter())
            .fold((f64::MAX, 0.0_f64), |(least, most), arm| (least.min(arm.seconds), most.max(arm.seconds)));
        assert!(most - least < 0.0015, "between {least} and {most} seconds each");
    }

    #[test]
    fn the_same_seed_makes_the_same_choices() {
        let choices = |seed| {
            let mut tuner = Tuner::new(fastrand::Rng::with_seed(seed));
            let mut choices = Vec::new();
            for round in 0..300 {
                choices.push(tuner.choose());
                tuner.learn(round % 7, 0.001);
            }
            choices
        };
        assert_eq!(choices(1), choices(1));
        assert_ne!(choices(1), choices(2));
    }
}
