//! Waits for room by announcing it and looking again, with orderings that let both sides read the old value.
//!
//! The counter is full. Clerk: `waits.store(true)`, `taken.load()` reads the old count. Courier: `taken.fetch_add`,
//! `waits.load()` reads false. Store and load may pass each other on both sides: the clerk sleeps for ever with the counter
//! empty, and so do the couriers. It happens only with more than one parcel.

use super::spec::ParcelOffice;
use super::sync::{AtomicBool, AtomicU32, Ordering::*, Semaphore};

const ROOM: u32 = 1;

pub struct Depot {
    put: AtomicU32,
    taken: AtomicU32,
    things: Semaphore,
    waits: AtomicBool,
    room: Semaphore,
}

impl Default for Depot {
    fn default() -> Self {
        Depot {
            put: AtomicU32::new(0),
            taken: AtomicU32::new(0),
            things: Semaphore::named("things", 0),
            waits: AtomicBool::new(false),
            room: Semaphore::named("room", 0),
        }
    }
}

impl ParcelOffice for Depot {
    fn hand_in(&self, parcels: u32) {
        for parcel in 0..parcels {
            while parcel - self.taken.load(Acquire) == ROOM {
                self.waits.store(true, Release);
                if parcel - self.taken.load(Acquire) < ROOM && self.waits.swap(false, AcqRel) {
                    break;
                }
                self.room.acquire().keep();
            }
            self.put.store(parcel + 1, Release);
            self.things.release();
        }
        for _courier in 0..2 {
            self.things.release();
        }
    }

    fn deliver(&self) -> u32 {
        let mut delivered = 0;
        loop {
            self.things.acquire().keep();
            let put = self.put.load(Acquire);
            if self.taken.fetch_update(AcqRel, Acquire, |taken| (taken < put).then_some(taken + 1)).is_err() {
                return delivered;
            }
            delivered += 1;
            if self.waits.load(Acquire) && self.waits.swap(false, AcqRel) {
                self.room.release();
            }
        }
    }
}
