//! How a judge counts the outcomes of states: this is done for every sample, and made to cost little.

use super::{Counted, Tally};
use crate::outcome::Outcome;
use crate::text;

/// The part of an array that a judge observes.
pub struct Judging<'a, S, O, R> {
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

/// How many outcomes are counted at once: to compare a block with one outcome after the other has no branch that depends
/// on what was seen, and such branches cost more than all the rest.
const BLOCK: usize = 64;

impl<S, O: Outcome, R: Copy> Judging<'_, S, O, R> {
    /// Counts what `observe` makes of each state.
    #[inline]
    pub(crate) fn count(&mut self, observe: impl Fn(&S, &[R]) -> O) {
        let (states, spacing) = (self.states, self.spacing);
        // Most scenarios have two actors, whose values then stay in registers.
        let pair = match self.returned[..] {
            [left, right] if self.killed.is_none() => Some((left, right)),
            _ => None,
        };
        let mut values = if pair.is_some() { Vec::new() } else { self.first_values() };
        let mut block = Vec::with_capacity(BLOCK);
        let places = self.places();
        for from in (0..places).step_by(BLOCK) {
            let in_block = from..places.min(from + BLOCK);
            // Not `step_by`: it looks for the end twice for each state.
            if let Some((left, right)) = pair {
                block.extend(in_block.map(|place| observe(&states[place * spacing], &[left[place], right[place]])));
            } else {
                block.extend(in_block.map(|place| {
                    for (value, returned) in values.iter_mut().zip(&self.returned) {
                        *value = returned.get(place).copied().unwrap_or(*value);
                    }
                    observe(&states[place * spacing], &values)
                }));
            }
            note(self.seen, self.tally, &mut block);
        }
    }

    /// What the actors returned for the first place.
    fn first_values(&self) -> Vec<R> {
        let mut first = Vec::with_capacity(self.returned.len());
        for (actor, values) in self.returned.iter().enumerate() {
            match (self.killed, values.first()) {
                (Some((killed, value)), _) if killed == actor => first.push(value),
                (_, Some(value)) => first.push(*value),
                // There is no place at all.
                (_, None) => {}
            }
        }
        first
    }
}

impl<S, O: Outcome, R> Judging<'_, S, O, R> {
    /// Counts each state as this outcome.
    pub(crate) fn count_all(&mut self, outcome: O)
    where
        O: Copy,
    {
        note(self.seen, self.tally, &mut vec![outcome; self.places()]);
    }

    /// How many states are in use.
    fn places(&self) -> usize {
        self.states.len().div_ceil(self.spacing)
    }
}

/// Counts a block of outcomes, and empties it.
fn note<O: Outcome>(seen: &mut Vec<O>, tally: &mut Tally, block: &mut Vec<O>) {
    let mut known = 0;
    for (seen, counted) in seen.iter().zip(&mut tally.counted) {
        let count = block.iter().filter(|outcome| *outcome == seen).count();
        counted.count += count as u64;
        known += count;
        if known == block.len() {
            break;
        }
    }
    let judged = tally.judged;
    tally.judged += block.len() as u64;
    if known == block.len() {
        block.clear();
        return;
    }
    let before = seen.len();
    for (index, outcome) in block.drain(..).enumerate() {
        match seen.iter().position(|seen| *seen == outcome) {
            Some(seen) if seen < before => {}
            Some(seen) => tally.counted[seen].count += 1,
            None => {
                let first = judged + index as u64 + 1;
                let text = text::shown(format_args!("{outcome:?}"), text::OUTCOME);
                tally.counted.push(Counted { outcome: text, count: 1, first });
                seen.push(outcome);
            }
        }
    }
}
