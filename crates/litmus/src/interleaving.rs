//! The outcomes under sequential consistency: every interleaving on plain memory (Lamport, "How to make a
//! multiprocessor computer that correctly executes multiprocess programs", 1979).
//!
//! They tell which outcomes are weak, and are a check on the data: RC11 allows all of them.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use crate::litmus::{Litmus, MOST_THREADS};
use crate::outcome::Outcome;
use crate::program::{Memory, Registers, VARIABLES, Value, step};

/// Every outcome of `litmus` under sequential consistency.
pub(crate) fn outcomes(litmus: &Litmus) -> BTreeSet<Outcome> {
    let mut found = BTreeSet::new();
    go_on(litmus, &Moment::default(), &mut found);
    found
}

#[derive(Clone, Default)]
struct Moment {
    /// How many operations each thread has done.
    done: [usize; MOST_THREADS],
    registers: [Registers; MOST_THREADS],
    memory: Plain,
}

fn go_on(litmus: &Litmus, now: &Moment, found: &mut BTreeSet<Outcome>) {
    let mut at_the_end = true;
    for (thread, operations) in litmus.threads.iter().enumerate() {
        if let Some(operation) = operations.get(now.done[thread]) {
            at_the_end = false;
            let mut next = now.clone();
            next.done[thread] += 1;
            step(operation, &next.memory, &mut next.registers[thread]);
            go_on(litmus, &next, found);
        }
    }
    if at_the_end {
        found.insert(litmus.outcome(&now.registers[..litmus.threads.len()], &now.memory));
    }
}

/// Memory that one thread uses at a time.
#[derive(Clone, Default)]
struct Plain([Cell<Value>; VARIABLES.len()]);

impl Memory for Plain {
    fn load(&self, variable: usize, _: Ordering) -> Value {
        self.0[variable].get()
    }

    fn store(&self, variable: usize, value: Value, _: Ordering) {
        self.0[variable].set(value);
    }

    fn fetch_add(&self, variable: usize, value: Value, _: Ordering) -> Value {
        self.0[variable].replace(self.0[variable].get() + value)
    }

    fn fence(&self, _: Ordering) {}
}

#[cfg(test)]
mod tests {
    use crate::litmus::find;

    fn weak(name: &str) -> Vec<String> {
        find(name).expect("it is in the data").weak().map(|outcome| outcome.to_string()).collect()
    }

    #[test]
    fn weak_is_what_no_interleaving_shows() {
        assert_eq!(weak("sb_relaxed"), ["P0:r0=0 P1:r0=0 x=1 y=1"]);
        assert_eq!(weak("mp_relaxed"), ["P1:r0=1 P1:r1=0 x=1 y=1"]);
        assert_eq!(weak("2_2w_relaxed"), ["x=1 y=1"]);
        assert_eq!(weak("fetchadd_relaxed"), [""; 0]);
    }

    #[test]
    fn seq_cst_accesses_and_fences_leave_nothing_weak() {
        for name in ["sb_seqcst", "mp_seqcst", "iriw_seqcst", "2_2w_seqcst", "sb_fences_seqcst"] {
            assert_eq!(weak(name), [""; 0], "{name}");
        }
    }
}
