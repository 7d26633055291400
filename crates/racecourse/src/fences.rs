//! Accesses to atomics between fences, for loom.
//!
//! Loom takes an access that asks for `SeqCst` for one that asks for `AcqRel`. So it lets two threads that each write their
//! own atomic and read the other's both miss the other one's write, which `SeqCst` rules out. Its fences are sequentially
//! consistent. With one before and one after each such access, a program that asks for `SeqCst` everywhere has the executions
//! that it is promised, and no others (Lahav, Vafeiadis, Kang, Hur and Dreyer, "Repairing sequential consistency in C/C++11",
//! PLDI 2017, on restoring it with fences). One that asks for less somewhere would have too few.

use std::cell::Cell;
use std::sync::atomic::Ordering;

thread_local! {
    static FENCED: Cell<bool> = const { Cell::new(false) };
}

/// From now on, each access that asks for `SeqCst` stands between two fences.
pub fn surround() {
    FENCED.set(true);
}

/// Whether an access that asks for this is to stand between fences.
#[inline]
pub(crate) fn surround_access(order: Ordering) -> bool {
    FENCED.get() && order == Ordering::SeqCst
}
