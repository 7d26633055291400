//! Streets that are added and people are two numbers in one atomic word.

use super::spec::Census;
use super::sync::{AtomicU64, Ordering::SeqCst};

const STREET: u64 = 1 << 32;

pub struct Register {
    streets_and_people: AtomicU64,
}

impl Default for Register {
    fn default() -> Self {
        Register { streets_and_people: AtomicU64::named("streets and people", 0) }
    }
}

impl Census for Register {
    fn add(&self, count: impl FnOnce() -> u32) {
        let people = u64::from(count());
        self.streets_and_people.fetch_add(STREET + people, SeqCst);
    }

    fn total(&self) -> u32 {
        (self.streets_and_people.load(SeqCst) % STREET) as u32
    }
}
