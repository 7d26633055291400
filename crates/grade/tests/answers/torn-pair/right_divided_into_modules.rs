//! Keeps the hands in a module of their own, as one number.

use hands::Hands;

use super::spec::{BEFORE, Clock, Time};

mod hands {
    use super::super::sync::{AtomicU32, Ordering::SeqCst};
    use super::*;

    pub(super) struct Hands(AtomicU32);

    impl Hands {
        pub(super) fn at(time: Time) -> Self {
            Hands(AtomicU32::named("hands", super::minutes::of(time)))
        }

        pub(super) fn turn(&self, time: Time) {
            self.0.store(super::minutes::of(time), SeqCst);
        }

        pub(super) fn time(&self) -> Time {
            super::minutes::to_time(self.0.load(SeqCst))
        }
    }
}

mod minutes {
    use super::super::spec::Time;

    pub(crate) fn of(time: Time) -> u32 {
        time.0 * 60 + time.1
    }

    pub(crate) fn to_time(minutes: u32) -> Time {
        (minutes / 60, minutes % 60)
    }
}

pub struct StationClock {
    hands: Hands,
}

impl Default for StationClock {
    fn default() -> Self {
        StationClock { hands: Hands::at(BEFORE) }
    }
}

impl Clock for StationClock {
    fn set(&self, time: Time) {
        self.hands.turn(time);
    }

    fn read(&self) -> Time {
        self.hands.time()
    }
}
