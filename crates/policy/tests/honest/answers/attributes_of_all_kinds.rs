//! Attributes that an answer may have.
#![allow(clippy::needless_pass_by_value, non_snake_case)]
#![warn(missing_debug_implementations, rust_2018_idioms, clippy::correctness)]
#![forbid(unsafe_code)]
#![deny(unused_must_use, nonstandard_style, reason = "we are strict")]

use super::spec::{Counter, Door};
use super::sync::Mutex;

/// A number of visitors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
#[must_use = "somebody has counted them"]
struct Visitors(u32);

#[derive(Default)]
#[repr(u8)]
#[allow(dead_code)]
enum Season {
    #[default]
    Summer = 1,
    /// Nobody comes.
    Winter = 2,
}

#[derive(Default)]
#[repr(align(64))]
pub struct Tally {
    #[expect(dead_code, reason = "it is always summer")]
    season: Season,
    total: Mutex<Visitors>,
}

impl Counter for Tally {
    #[inline]
    fn enter(&self, #[allow(unused_variables)] door: Door) {
        #[rustfmt::skip]
        let mut total = self.total.lock();
        #[allow(clippy::all)]
        {
            total.0 += 1;
        }
    }

    #[warn(clippy::all)]
    #[deny(unused_variables)]
    #[inline(never)]
    fn total(&self) -> u32 {
        match *self.total.lock() {
            #[allow(unreachable_patterns)]
            Visitors(total) => total,
        }
    }
}
