//! Lets the first courier who asks say that it has delivered the parcel, which nobody has handed in.

use super::spec::ParcelOffice;
use super::sync::{AtomicBool, Ordering::Relaxed};

pub struct Depot {
    asked: AtomicBool,
}

impl Default for Depot {
    fn default() -> Self {
        Depot { asked: AtomicBool::named("asked", false) }
    }
}

impl ParcelOffice for Depot {
    fn hand_in(&self, _parcels: u32) {}

    fn deliver(&self) -> u32 {
        u32::from(!self.asked.swap(true, Relaxed))
    }
}
