//! Where a task of a stress run stands: what the watchdog reads of it in the control block.

use std::sync::atomic::{
    AtomicU32, AtomicU64,
    Ordering::{Acquire, Relaxed, Release},
};

/// What a task, which is an actor or a thread that one has spawned, is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Phase {
    /// It has not begun.
    Absent,
    /// An actor makes states, or waits for the others; a spawned thread waits for something to do.
    Between,
    /// It acts on a state.
    Acting,
    /// It observes states.
    Judging,
    /// It panicked, and is gone.
    Panicked,
    /// It was told to stop, and is gone.
    Left,
}

impl Phase {
    fn from_number(number: u32) -> Phase {
        let all = [Phase::Absent, Phase::Between, Phase::Acting, Phase::Judging, Phase::Panicked, Phase::Left];
        all.get(number as usize).copied().unwrap_or(Phase::Absent)
    }
}

/// One task's part of the control block, on cache lines of its own. All zero is a task that has not begun.
#[derive(Debug, Default)]
#[repr(C, align(128))]
pub struct Station {
    /// The round that it is in.
    pub round: AtomicU64,
    /// How many meetings it has arrived at.
    pub meetings: AtomicU64,
    /// The place that it acts on, or the end of the window it has finished.
    pub at: AtomicU32,
    phase: AtomicU32,
    /// 1 while it is inside an operation that waits.
    pub blocked: AtomicU32,
    /// The kernel's number of its thread.
    pub thread: AtomicU32,
    /// The kernel's number of its process.
    pub process: AtomicU32,
    /// For a spawned thread, the number of the task that spawned it, and which of that task's threads it is, from 1.
    pub parent: AtomicU32,
    /// See [`parent`](Self::parent).
    pub ordinal: AtomicU32,
    /// For a spawned thread, how many jobs it was given, and how many of them it has done and told everybody so.
    pub given: AtomicU32,
    /// See [`given`](Self::given).
    pub done: AtomicU32,
    /// How many threads a judge has spawned. It observes many samples at one place, each of which may take some.
    pub judge_spawned: AtomicU32,
    /// 1 for a thread that a state has spawned while it was made: it is where whoever needs it is.
    pub of_state: AtomicU32,
    /// How often it was made to give way; see [`crate::nudge`].
    pub nudges: AtomicU32,
    /// The processor that it is to keep to, plus one; 0 if it may use any.
    pub processor: AtomicU32,
}

impl Station {
    /// What the task is doing.
    pub fn phase(&self) -> Phase {
        Phase::from_number(self.phase.load(Acquire))
    }

    /// Says what the task is doing from now on.
    pub fn enter(&self, phase: Phase) {
        self.phase.store(phase as u32, Release);
    }

    /// The round, and the first place that the task has not finished.
    pub fn position(&self) -> (u64, u32) {
        (self.round.load(Acquire), self.at.load(Relaxed))
    }

    /// Whether a spawned thread has nothing to do.
    pub fn is_idle(&self) -> bool {
        // In this order: what is given after the first look is not taken for done.
        let done = self.done.load(Acquire);
        self.given.load(Acquire) == done
    }

    /// Notes which thread the caller is.
    pub fn arrive(&self) {
        self.process.store(std::process::id(), Relaxed);
        self.thread.store(rustix::thread::gettid().as_raw_nonzero().get().unsigned_abs(), Release);
    }
}
