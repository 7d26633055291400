use std::iter::{self, FromIterator};

use super::spec::{Counter, Door};
use super::sync::Mutex;

struct Countdown(u32);

impl Iterator for Countdown {
    type Item = u32;

    fn next(&mut self) -> Option<Self::Item> {
        self.0 = self.0.checked_sub(1)?;
        Some(self.0)
    }
}

struct Visits(Vec<Door>);

impl FromIterator<Door> for Visits {
    fn from_iter<I: IntoIterator<Item = Door>>(doors: I) -> Self {
        Visits(doors.into_iter().collect())
    }
}

#[derive(Default)]
pub struct Tally {
    doors: Mutex<Vec<Door>>,
}

impl Counter for Tally {
    fn enter(&self, door: Door) {
        let Visits(visits) = iter::once(door).chain(iter::empty()).collect();
        self.doors.lock().extend(visits);
    }

    fn total(&self) -> u32 {
        let visitors = self.doors.lock().iter().zip(1..).map(|(_, number)| number).last().unwrap_or(0);
        let mut rest = Countdown(visitors);
        while let Some(_) = Iterator::next(&mut rest) {}
        iter::repeat_n(1, visitors as usize).fold(0, |sum, one| sum + one)
    }
}
