//! What may lie in memory that processes share.

use super::{Holders, Permits, Ring, Round};

/// Plain data that means the same in every process: copied freely, and without pointers.
///
/// # Safety
///
/// The type holds no reference, pointer or handle of any kind, and every process of a run (they are all the same
/// program) can read what another one wrote.
pub unsafe trait Shareable: Copy + Send + 'static {}

macro_rules! shareable {
    ($($type:ty),* $(,)?) => {
        // SAFETY: plain numbers and the like.
        $(unsafe impl Shareable for $type {})*
    };
}

shareable!((), bool, char, u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f32, f64);

// SAFETY: an array of plain data.
unsafe impl<T: Shareable, const N: usize> Shareable for [T; N] {}
// SAFETY: plain data or nothing; all processes are the same program and so agree on the layout.
unsafe impl<T: Shareable> Shareable for Option<T> {}
// SAFETY: two pieces of plain data.
unsafe impl<A: Shareable, B: Shareable> Shareable for (A, B) {}
// SAFETY: three pieces of plain data.
unsafe impl<A: Shareable, B: Shareable, C: Shareable> Shareable for (A, B, C) {}
// SAFETY: four pieces of plain data.
unsafe impl<A: Shareable, B: Shareable, C: Shareable, D: Shareable> Shareable for (A, B, C, D) {}
// SAFETY: numbers.
unsafe impl Shareable for Holders {}
// SAFETY: numbers.
unsafe impl Shareable for Permits {}
// SAFETY: numbers.
unsafe impl Shareable for Round {}
// SAFETY: an array of plain data, and numbers.
unsafe impl<T: Shareable, const N: usize> Shareable for Ring<T, N> {}
