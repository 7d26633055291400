//! A seat each, which a guest takes in one step if nobody has it. A seat that is taken stays so, and they fill up in
//! order.

use super::spec::{Guest, PLACES, Tour};
use super::sync::{
    AtomicU8,
    Ordering::{AcqRel, Acquire},
};

struct Seat(AtomicU8);

impl Seat {
    const FREE: u8 = 0;

    fn take(&self, guest: Guest) -> bool {
        self.0.compare_exchange(Self::FREE, 1 + guest as u8, AcqRel, Acquire).is_ok()
    }

    fn is_taken(&self) -> bool {
        self.0.load(Acquire) != Self::FREE
    }
}

pub struct Lighthouse {
    seats: [Seat; PLACES],
}

impl Default for Lighthouse {
    fn default() -> Self {
        Lighthouse { seats: std::array::from_fn(|_| Seat(AtomicU8::new(Seat::FREE))) }
    }
}

impl Tour for Lighthouse {
    fn book(&self, guest: Guest) -> bool {
        self.seats.iter().any(|seat| seat.take(guest))
    }

    fn guests(&self) -> usize {
        self.seats.iter().take_while(|seat| seat.is_taken()).count()
    }
}
