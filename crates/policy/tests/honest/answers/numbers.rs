use std::cmp::{max, min};
use std::f64::consts::PI;
use std::num::{NonZeroU32, Wrapping};

use super::spec::{Counter, Door};
use super::sync::Mutex;

#[derive(Default)]
pub struct Tally {
    total: Mutex<Wrapping<u32>>,
}

impl Counter for Tally {
    fn enter(&self, door: Door) {
        let circumference = 2.0 * PI * f64::from(door as u8);
        let doors = NonZeroU32::new(2).map_or(i64::MIN, |doors| i64::from(doors.get()));
        let most = min(max(circumference.round() as i64, 1), std::u8::MAX as i64 / doors);
        *self.total.lock() += Wrapping(u32::from(most >= 1));
    }

    fn total(&self) -> u32 {
        self.total.lock().0
    }
}
