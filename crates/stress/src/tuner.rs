//! The tuner: finds out, while the run goes on, how the actors have to meet for a bug to show most often.
//!
//! Which knobs are best differs by orders of magnitude from bug to bug and from machine to machine. Each setting of all
//! knobs is an arm of a bandit, and its reward is the number of outcomes worth seeing per second. There are more than a
//! thousand arms. A random sample of them is thinned out by successive halving (Karnin, Koren and Somekh, "Almost
//! optimal exploration in multi-armed bandits", ICML 2013, section 3): pass by pass, the worse half drops out, and those
//! that are left get twice as many rounds. The winner is the incumbent. Up to one round in ten goes to a challenger:
//! mostly one that differs from the incumbent in a single knob, else any at all. If it does better, it takes over. So the
//! best setting is refined, and found again when whatever else the machine is doing has changed what is best.

use std::ops::Range;

use racecourse::findings::Knobs;

/// Windows worth trying: from a meeting every few states to one per round.
const WINDOWS: [u32; 6] = [16, 64, 128, 256, 512, 4096];
/// Offsets worth trying, in order.
const OFFSETS: [i32; 21] = [-32, -24, -16, -12, -8, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32];
/// Numbers of states worth trying: some that fit into the first cache with everything else, and some that do not.
const STATES: [u32; 3] = [256, 1024, 4096];
/// Distances worth trying, in bytes, from a state to the next: neighbours, one cache line, and the two lines that many
/// processors fetch together.
const DISTANCES: [usize; 3] = [1, 64, 128];
/// How many arms take part in the halving.
const ENTRANTS: usize = 96;
/// How long an arm is tried in the first pass, in seconds, if that takes more than one round; then twice as long in each
/// pass. Longer than a round of a quick scenario, so that one interruption does not decide.
const FIRST_TURN: f64 = 60e-6;
/// How many rounds a challenger gets.
const CHALLENGE: u32 = 16;
/// How many rounds the incumbent gets until the next challenge, at first and at most, and how many more after each
/// challenge that has failed: the longer nothing better turns up, the less it costs to look for it.
const REIGN: Range<u32> = 144..1152;
const LONGER: u32 = 16;
/// After so many rounds, a challenger that shows less than half of what the incumbent shows is given up.
const FIRST_LOOK: u32 = 2;
/// How much longer than an arm's quickest round its slowest one counts, at most.
const SLOWEST: f64 = 4.0;
/// How much the incumbent's past counts against its latest round.
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
    stage: Stage,
    /// How many rounds the incumbent gets until the next challenge.
    reign: u32,
    current: usize,
    random: fastrand::Rng,
}

#[derive(Debug)]
enum Stage {
    /// The halving: the arms that are left, how many of them have had their turn in this pass, how many passes there
    /// were, and what the arm whose turn it is has had of it, in seconds.
    Race { racing: Vec<usize>, tried: usize, pass: i32, turn: f64 },
    /// One arm is used, and now and then another is tried; for so many rounds to come.
    Reign { incumbent: usize, challenger: Option<usize>, rounds: u32 },
}

#[derive(Clone, Debug)]
struct Arm {
    seen: f64,
    seconds: f64,
    /// Its quickest round, in seconds.
    quickest: f64,
}

impl Default for Arm {
    fn default() -> Self {
        Arm { seen: 0.0, seconds: 0.0, quickest: f64::INFINITY }
    }
}

impl Arm {
    fn rate(&self) -> f64 {
        if self.seconds > 0.0 { self.seen / self.seconds } else { 0.0 }
    }
}

impl Tuner {
    /// For an array of `capacity` states, each of which takes `state_bytes`.
    pub(crate) fn new(random: fastrand::Rng, state_bytes: usize, capacity: u32) -> Self {
        let mut spacings: Vec<u32> = DISTANCES.iter().map(|bytes| bytes.div_ceil(state_bytes.max(1)) as u32).collect();
        spacings.dedup();
        // With few places to begin with, padding would leave hardly any.
        spacings.retain(|spacing| *spacing == 1 || capacity / spacing >= 64);
        let mut states: Vec<u32> = STATES.iter().map(|states| *states.min(&capacity)).collect();
        states.dedup();
        let count = WINDOWS.len() * OFFSETS.len() * spacings.len() * states.len();
        let mut tuner = Tuner {
            spacings,
            states,
            arms: vec![Arm::default(); count],
            stage: Stage::Reign { incumbent: 0, challenger: None, rounds: 0 },
            reign: REIGN.start,
            current: 0,
            random,
        };
        tuner.race();
        tuner
    }

    /// Begins a race between random arms, those first that have been tried least.
    fn race(&mut self) {
        let mut racing: Vec<usize> = (0..self.arms.len()).collect();
        // A group may hang before all have had their turn; the next one begins elsewhere.
        self.random.shuffle(&mut racing);
        racing.sort_by(|one, other| self.arms[*one].seconds.total_cmp(&self.arms[*other].seconds));
        racing.truncate(ENTRANTS);
        self.stage = Stage::Race { racing, tried: 0, pass: 0, turn: 0.0 };
    }

    /// The setting for the next round.
    pub(crate) fn choose(&mut self) -> Setting {
        self.current = match &self.stage {
            Stage::Race { racing, tried, .. } => racing[*tried],
            Stage::Reign { incumbent, challenger, .. } => challenger.unwrap_or(*incumbent),
        };
        self.setting(self.current)
    }

    /// What came of the round with the setting chosen last: how many outcomes worth seeing, and in how many seconds.
    pub(crate) fn learn(&mut self, seen: u64, seconds: f64) {
        let arm = &mut self.arms[self.current];
        if matches!(self.stage, Stage::Reign { challenger: None, .. }) {
            arm.seen *= MEMORY;
            arm.seconds *= MEMORY;
        }
        // A round in which an actor lost its processor to somebody else takes a hundred times as long as any other, and
        // says nothing about the setting.
        arm.quickest = arm.quickest.min(seconds);
        let seconds = seconds.min(SLOWEST * arm.quickest);
        arm.seen += seen as f64;
        arm.seconds += seconds;
        match &mut self.stage {
            Stage::Race { racing, tried, pass, turn } => {
                *turn += seconds;
                if *turn >= FIRST_TURN * 2_f64.powi(*pass) {
                    (*turn, *tried) = (0.0, *tried + 1);
                }
                if *tried == racing.len() {
                    self.halve();
                }
            }
            Stage::Reign { incumbent, challenger, rounds } => {
                *rounds = rounds.saturating_sub(1);
                if let Some(challenged) = *challenger
                    && *rounds == CHALLENGE - FIRST_LOOK
                    && 2.0 * self.arms[challenged].rate() < self.arms[*incumbent].rate()
                {
                    *rounds = 0;
                }
                if *rounds > 0 {
                } else if let Some(challenged) = challenger.take() {
                    self.reign = (self.reign + LONGER).min(REIGN.end);
                    if self.arms[challenged].rate() > self.arms[*incumbent].rate() {
                        *incumbent = challenged;
                        self.reign = REIGN.start;
                    }
                    *rounds = self.reign;
                } else {
                    let incumbent = *incumbent;
                    let next = match self.random.u32(..4) {
                        0 => self.random.usize(..self.arms.len()),
                        _ => self.neighbour(incumbent),
                    };
                    let challenger = Some(next).filter(|next| *next != incumbent);
                    if let Some(challenger) = challenger {
                        // What it did long ago does not count.
                        self.arms[challenger] = Arm::default();
                    }
                    self.stage = Stage::Reign { incumbent, challenger, rounds: CHALLENGE };
                }
            }
        }
    }

    /// The setting that has shown most per second; `None` as long as nothing worth seeing has shown.
    pub(crate) fn found(&self) -> Option<Setting> {
        let best = match &self.stage {
            Stage::Race { racing, .. } => self.best_of(racing),
            Stage::Reign { incumbent, .. } => *incumbent,
        };
        (self.arms[best].seen > 0.0).then(|| self.setting(best))
    }

    fn best_of(&self, arms: &[usize]) -> usize {
        let rate = |arm: &usize| self.arms[*arm].rate();
        arms.iter().copied().max_by(|one, other| rate(one).total_cmp(&rate(other))).unwrap_or_default()
    }

    /// Drops the worse half, and ends the race when one is left. If nothing has been seen yet, there is no better half,
    /// and another race begins.
    fn halve(&mut self) {
        let Stage::Race { racing, tried, pass, .. } = &mut self.stage else { return };
        if racing.iter().all(|arm| self.arms[*arm].seen == 0.0) {
            self.race();
            return;
        }
        racing.sort_by(|one, other| self.arms[*other].rate().total_cmp(&self.arms[*one].rate()));
        racing.truncate(racing.len().div_ceil(2));
        (*tried, *pass) = (0, *pass + 1);
        if let [winner] = racing[..] {
            self.stage = Stage::Reign { incumbent: winner, challenger: None, rounds: self.reign };
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

    /// An arm that differs in one knob: as often as not by one step, else it may be anything.
    fn neighbour(&mut self, arm: usize) -> usize {
        let mut digits = self.digits(arm);
        let choices = self.choices();
        let turned: Vec<usize> = (0..choices.len()).filter(|knob| choices[*knob] > 1).collect();
        let knob = turned[self.random.usize(..turned.len())];
        digits[knob] = match (digits[knob], self.random.u8(..4)) {
            (digit, 0 | 1) => (digit + 1 + self.random.usize(..choices[knob] - 1)) % choices[knob],
            (0, _) => 1,
            (last, _) if last + 1 == choices[knob] => last - 1,
            (digit, 2) => digit + 1,
            (digit, _) => digit - 1,
        };
        digits.iter().zip(choices).rev().fold(0, |arm, (digit, choices)| arm * choices + digit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: Setting = Setting { window: 64, offset: -1, spacing: 8, states: 1024 };

    fn tuned(rounds: u32, rate: impl Fn(Setting) -> u64) -> (Tuner, u32) {
        let mut tuner = Tuner::new(fastrand::Rng::with_seed(7), 8, 4096);
        let mut best = 0;
        for round in 0..rounds {
            let setting = tuner.choose();
            best += u32::from(setting == WANTED && round + 1_000 >= rounds);
            tuner.learn(rate(setting), 0.001);
        }
        (tuner, best)
    }

    #[test]
    fn the_best_setting_wins_even_where_it_was_not_among_the_entrants() {
        let (tuner, best) = tuned(30_000, |setting| {
            let far = setting.window.ilog2().abs_diff(WANTED.window.ilog2())
                + setting.offset.abs_diff(WANTED.offset)
                + setting.spacing.abs_diff(WANTED.spacing)
                + setting.states.ilog2().abs_diff(WANTED.states.ilog2());
            100_000 / (1 + u64::from(far))
        });
        assert_eq!(tuner.found(), Some(WANTED));
        assert!((850..1_000).contains(&best), "{best} of the last 1000 rounds");
    }

    #[test]
    fn where_nothing_shows_all_settings_take_turns() {
        let (tuner, _) = tuned(6_000, |_| 0);
        assert_eq!(tuner.found(), None);
        let (least, most) = (tuner.arms.iter())
            .fold((f64::MAX, 0.0_f64), |(least, most), arm| (least.min(arm.seconds), most.max(arm.seconds)));
        assert!(most - least < 0.0015, "between {least} and {most} seconds each");
    }

    #[test]
    fn an_incumbent_that_does_worse_than_it_did_is_replaced() {
        let mut tuner = Tuner::new(fastrand::Rng::with_seed(7), 8, 4096);
        let mut late = 0;
        for round in 0..20_000 {
            let setting = tuner.choose();
            let favoured = if round < 10_000 { setting.window <= 64 } else { setting.window >= 256 };
            late += u32::from(favoured && round >= 19_000);
            tuner.learn(if favoured { 1_000 } else { 100 }, 0.001);
        }
        assert!(late > 850, "{late} of the last 1000 rounds");
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
            let different = digits.iter().zip(others).filter(|(one, other)| *one != other).count();
            assert_eq!(different, 1, "{arm} and {neighbour}");
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
