//! The tuner: finds out, while the run goes on, how the actors have to meet for a bug to show most often.
//!
//! Which knobs are best differs by orders of magnitude from bug to bug and from machine to machine. Each setting of all
//! knobs is an arm of a bandit, and its reward is the number of outcomes worth seeing per second. There are hundreds of
//! arms. A random sample of them is thinned out by successive halving (Karnin, Koren and Somekh, "Almost optimal
//! exploration in multi-armed bandits", ICML 2013, section 3). Then the best one is used, and one round in ten tries
//! another: one that differs from the best in a single knob, or any at all. So the best is refined, and found again
//! when whatever else the machine is doing has changed what is best.

use racecourse::findings::Knobs;

/// Windows worth trying: from a meeting every few states to one per round.
const WINDOWS: [u32; 6] = [16, 64, 128, 256, 512, 4096];
/// Offsets worth trying, in order.
const OFFSETS: [i32; 13] = [-32, -16, -8, -4, -2, -1, 0, 1, 2, 4, 8, 16, 32];
/// Numbers of states worth trying: some that fit into the first cache with everything else, and some that do not.
const STATES: [u32; 3] = [256, 1024, 4096];
/// Distances worth trying, in bytes, from a state to the next: neighbours, one cache line, and the two lines that many
/// processors fetch together.
const DISTANCES: [usize; 3] = [1, 64, 128];
/// How many arms take part in the halving.
const ENTRANTS: usize = 96;
/// How many arms are left when the halving ends.
const FINALISTS: usize = 3;
/// How much an arm's past counts against its latest round, once the halving has ended.
const MEMORY: f64 = 0.98;

/// The knobs as actors use them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Setting {
    pub(crate) window: u32,
    pub(crate) offset: i32,
    /// How many states there are from one in use to the next.
    pub(crate) spacing: u32,
    pub(crate) states: u32,
}

impl Setting {
    /// The knobs as people read them, where a state takes `state_bytes`.
    pub(crate) fn knobs(self, state_bytes: usize) -> Knobs {
        let padding = (self.spacing - 1).saturating_mul(u32::try_from(state_bytes).unwrap_or(u32::MAX));
        Knobs { window: self.window.min(self.states), offset: self.offset, padding, states: self.states }
    }
}

pub(crate) struct Tuner {
    /// The choices for each knob, neighbours next to each other.
    spacings: Vec<u32>,
    states: Vec<u32>,
    arms: Vec<Arm>,
    /// The arms that are still in the race, and how many of them have been tried in this pass.
    racing: Vec<usize>,
    tried: usize,
    current: usize,
    random: fastrand::Rng,
}

#[derive(Clone, Debug, Default)]
struct Arm {
    seen: f64,
    seconds: f64,
}

impl Arm {
    fn rate(&self) -> f64 {
        if self.seconds > 0.0 { self.seen / self.seconds } else { 0.0 }
    }
}

impl Tuner {
    /// For an array of `capacity` states, each of which takes `state_bytes`.
    pub(crate) fn new(mut random: fastrand::Rng, state_bytes: usize, capacity: u32) -> Self {
        let mut spacings: Vec<u32> = DISTANCES.iter().map(|bytes| bytes.div_ceil(state_bytes.max(1)) as u32).collect();
        spacings.dedup();
        // With few places to begin with, padding would leave hardly any.
        spacings.retain(|spacing| *spacing == 1 || capacity / spacing >= 64);
        let mut states: Vec<u32> = STATES.iter().map(|states| *states.min(&capacity)).collect();
        states.dedup();
        let count = WINDOWS.len() * OFFSETS.len() * spacings.len() * states.len();
        // A group may hang before all have had their turn; the next one begins elsewhere.
        let mut racing: Vec<usize> = (0..count).collect();
        random.shuffle(&mut racing);
        racing.truncate(ENTRANTS);
        Tuner { spacings, states, arms: vec![Arm::default(); count], racing, tried: 0, current: 0, random }
    }

    /// The setting for the next round.
    pub(crate) fn choose(&mut self) -> Setting {
        self.current = if self.is_racing() {
            self.racing[self.tried]
        } else {
            match self.random.u32(..20) {
                0 => self.random.usize(..self.arms.len()),
                1 => self.neighbour(self.best()),
                _ => self.best(),
            }
        };
        self.setting(self.current)
    }

    /// What came of the round with the setting chosen last: how many outcomes worth seeing, and in how many seconds.
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

    /// The setting that has shown most per second; `None` as long as nothing worth seeing has shown.
    pub(crate) fn found(&self) -> Option<Setting> {
        let best = self.best();
        (self.arms[best].seen > 0.0).then(|| self.setting(best))
    }

    fn is_racing(&self) -> bool {
        self.racing.len() > FINALISTS
    }

    fn best(&self) -> usize {
        let arms = 0..self.arms.len();
        arms.max_by(|one, other| self.arms[*one].rate().total_cmp(&self.arms[*other].rate())).unwrap_or_default()
    }

    /// Drops the worse half; or, if nothing has been seen yet, so that there is no better half, tries other arms.
    fn halve(&mut self) {
        if self.racing.iter().any(|arm| self.arms[*arm].seen > 0.0) {
            self.racing.sort_by(|one, other| self.arms[*other].rate().total_cmp(&self.arms[*one].rate()));
            self.racing.truncate((self.racing.len() / 2).max(FINALISTS));
        } else {
            let mut all: Vec<usize> = (0..self.arms.len()).collect();
            self.random.shuffle(&mut all);
            all.sort_by(|one, other| self.arms[*one].seconds.total_cmp(&self.arms[*other].seconds));
            all.truncate(ENTRANTS);
            self.racing = all;
        }
    }

    fn choices(&self) -> [usize; 4] {
        [WINDOWS.len(), OFFSETS.len(), self.spacings.len(), self.states.len()]
    }

    /// Which choice an arm makes for each knob.
    fn digits(&self, arm: usize) -> [usize; 4] {
        let mut rest = arm;
        self.choices().map(|choices| {
            let digit = rest % choices;
            rest /= choices;
            digit
        })
    }

    fn setting(&self, arm: usize) -> Setting {
        let [window, offset, spacing, states] = self.digits(arm);
        Setting {
            window: WINDOWS[window],
            offset: OFFSETS[offset],
            spacing: self.spacings[spacing],
            states: self.states[states],
        }
    }

    /// An arm that differs in one knob, by one step.
    fn neighbour(&mut self, arm: usize) -> usize {
        let mut digits = self.digits(arm);
        let choices = self.choices();
        let turned: Vec<usize> = (0..choices.len()).filter(|knob| choices[*knob] > 1).collect();
        let knob = turned[self.random.usize(..turned.len())];
        let up = self.random.bool();
        digits[knob] = match digits[knob] {
            0 => 1,
            last if last + 1 == choices[knob] => last - 1,
            digit if up => digit + 1,
            digit => digit - 1,
        };
        digits.iter().zip(choices).rev().fold(0, |arm, (digit, choices)| arm * choices + digit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: Setting = Setting { window: 64, offset: -1, spacing: 8, states: 1024 };

    fn tuned(rate: impl Fn(Setting) -> u64) -> (Tuner, u32) {
        let mut tuner = Tuner::new(fastrand::Rng::with_seed(7), 8, 4096);
        let mut best = 0;
        for round in 0..4_000 {
            let setting = tuner.choose();
            best += u32::from(setting == WANTED && round >= 3_000);
            tuner.learn(rate(setting), 0.001);
        }
        (tuner, best)
    }

    #[test]
    fn the_best_setting_wins_even_where_it_was_not_among_the_entrants() {
        let (tuner, best) = tuned(|setting| {
            let right = [
                setting.window == WANTED.window,
                setting.offset == WANTED.offset,
                setting.spacing == WANTED.spacing,
                setting.states == WANTED.states,
            ];
            10 * 4_u64.pow(right.into_iter().filter(|right| *right).count() as u32)
        });
        assert_eq!(tuner.found(), Some(WANTED));
        assert!((850..1_000).contains(&best), "{best} of the last 1000 rounds");
    }

    #[test]
    fn where_nothing_shows_all_settings_take_turns() {
        let (tuner, _) = tuned(|_| 0);
        assert_eq!(tuner.found(), None);
        let (least, most) = (tuner.arms.iter())
            .fold((f64::MAX, 0.0_f64), |(least, most), arm| (least.min(arm.seconds), most.max(arm.seconds)));
        assert!(most - least < 0.0015, "between {least} and {most} seconds each");
    }

    #[test]
    fn every_arm_is_another_setting_and_its_neighbours_differ_in_one_knob() {
        let mut tuner = Tuner::new(fastrand::Rng::with_seed(7), 24, 4096);
        assert_eq!(tuner.spacings, [1, 3, 6]);
        let settings: Vec<Setting> = (0..tuner.arms.len()).map(|arm| tuner.setting(arm)).collect();
        for (arm, setting) in settings.iter().enumerate() {
            assert_eq!(settings.iter().position(|other| other == setting), Some(arm));
            let neighbour = tuner.neighbour(arm);
            let (digits, others) = (tuner.digits(arm), tuner.digits(neighbour));
            let distance: usize = digits.iter().zip(others).map(|(one, other)| one.abs_diff(other)).sum();
            assert_eq!(distance, 1, "{arm} and {neighbour}");
        }
    }

    #[test]
    fn large_states_are_not_spaced_and_small_arrays_not_emptied() {
        assert_eq!(Tuner::new(fastrand::Rng::new(), 256, 4096).spacings, [1]);
        assert_eq!(Tuner::new(fastrand::Rng::new(), 8, 100).spacings, [1]);
        assert_eq!(Tuner::new(fastrand::Rng::new(), 0, 1).states, [1]);
    }

    #[test]
    fn the_same_seed_makes_the_same_choices() {
        let choices = |seed| {
            let mut tuner = Tuner::new(fastrand::Rng::with_seed(seed), 8, 4096);
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
