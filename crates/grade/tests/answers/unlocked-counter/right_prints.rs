//! Right, and still tells what it does, as it did while its author was looking for the bug.
use super::spec::{Counter, Door};
use super::sync::{AtomicU32, Ordering::Relaxed};

#[derive(Debug)]
struct Visitors(u32);

#[derive(Default)]
pub struct Tally {
    total: AtomicU32,
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        println!();
        print!("somebody comes in: ");
        let before = dbg!(self.total.fetch_add(1, Relaxed));
        let (after, _) = dbg!(before + 1, _door as u8);
        println!("{after} after {before}, {:?}", Visitors(after));
        eprintln!("{}", after);
        dbg!();
    }

    fn total(&self) -> u32 {
        let total = dbg!(Visitors(self.total.load(Relaxed)));
        eprint!("{total:?}");
        total.0
    }
}
