//! How a judge counts the outcomes of states: this is done for every sample, and made to cost little.

use super::{Counted, Tally};
use crate::outcome::Outcome;

/// The part of an array that a judge observes.
pub(crate) struct Judging<'a, S, O, R> {
    pub(super) states: &'a [S],
    pub(super) spacing: usize,
    /// What each actor returned for each of the states in use.
    pub(super) returned: Vec<&'a [R]>,
    /// An actor that has returned nothing, and what stands for that.
    pub(super) killed: Option<(usize, R)>,
    /// What this judge has seen so far, in the order of its tally.
    pub(super) seen: &'a mut Vec<O>,
    pub(super) tally: &'a mut Tally,
}

impl<S, O: Outcome, R: Copy> Judging<'_, S, O, R> {
    #[inline]
    pub(crate) fn count(&mut self, observe: impl Fn(&S, &[R]) -> O) {
        if let Some((killed, value)) = self.killed {
            let returned = self.returned.clone();
            self.count_with(|state, place| {
                let returned = returned.iter().enumerate();
                let values: Vec<R> =
                    returned.map(|(actor, values)| if actor == killed { value } else { values[place] }).collect();
                observe(state, &values)
            });
        } else if let [left, right] = self.returned[..] {
            // Most scenarios have two actors, whose values then stay in registers.
            self.count_with(|state, place| observe(state, &[left[place], right[place]]));
        } else {
            let returned = self.returned.clone();
            let mut values: Vec<R> = returned.iter().filter_map(|values| values.first().copied()).collect();
            self.count_with(|state, place| {
                for (value, returned) in values.iter_mut().zip(&returned) {
                    *value = returned[place];
                }
                observe(state, &values)
            });
        }
    }

    /// Counts what `observe` makes of each state and its place, block by block: to compare a block with one outcome after
    /// the other has no branch that depends on what was seen, and such branches cost more than all the rest.
    #[inline]
    fn count_with(&mut self, mut observe: impl FnMut(&S, usize) -> O) {
        const BLOCK: usize = 64;
        let mut block = Vec::with_capacity(BLOCK);
        let (states, spacing) = (self.states, self.spacing);
        // Not `step_by`: it looks for the end twice for each state.
        let places = states.len().div_ceil(spacing);
        for from in (0..places).step_by(BLOCK) {
            let block_places = from..places.min(from + BLOCK);
            block.extend(block_places.map(|place| observe(&states[place * spacing], place)));
            self.note(&mut block);
        }
    }

    fn note(&mut self, block: &mut Vec<O>) {
        let mut known = 0;
        for (seen, counted) in self.seen.iter().zip(&mut self.tally.counted) {
            let count = block.iter().filter(|outcome| *outcome == seen).count();
            counted.count += count as u64;
            known += count;
            if known == block.len() {
                break;
            }
        }
        let judged = self.tally.judged;
        self.tally.judged += block.len() as u64;
        if known == block.len() {
            block.clear();
            return;
        }
        let before = self.seen.len();
        for (index, outcome) in block.drain(..).enumerate() {
            match self.seen.iter().position(|seen| *seen == outcome) {
                Some(seen) if seen < before => {}
                Some(seen) => self.tally.counted[seen].count += 1,
                None => {
                    let first = judged + index as u64 + 1;
                    self.tally.counted.push(Counted { outcome: format!("{outcome:?}"), count: 1, first });
                    self.seen.push(outcome);
                }
            }
        }
    }
}
