use super::spec::{Counter, Door};
use super::sync::{Mutex, MutexGuard};

#[derive(Default)]
pub struct Tally {
    total: Mutex<u32>,
}

fn twice(work: impl Fn(u32) -> u32) -> impl Fn(u32) -> u32 {
    move |start| work(work(start))
}

fn apply<F>(mut total: MutexGuard<'_, u32>, change: F)
where
    F: FnOnce(&mut u32),
{
    change(&mut total);
}

impl Tally {
    fn update(&self, change: &dyn Fn(u32) -> u32) {
        apply(self.total.lock(), |total| *total = change(*total));
    }
}

impl Counter for Tally {
    fn enter(&self, door: Door) {
        let by: fn(u32) -> u32 = match door {
            Door::North => |total| total + 1,
            Door::South => |total: u32| -> u32 { total.saturating_add(1) },
        };
        self.update(&by);
        let nothing = twice(|total| total);
        self.update(&nothing);
    }

    fn total(&self) -> u32 {
        (|| *self.total.lock())()
    }
}
