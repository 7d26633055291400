use std::mem;

use super::spec::{Counter, Door};
use super::sync::Mutex;

#[derive(Default)]
pub struct Tally {
    waiting: Mutex<Vec<Door>>,
    total: Mutex<u32>,
}

impl Counter for Tally {
    fn enter(&self, door: Door) {
        let mut mine = vec![door];
        {
            let mut waiting = self.waiting.lock();
            mem::swap(&mut mine, &mut waiting);
            waiting.append(&mut mine);
        }
        let all = mem::take(&mut *self.waiting.lock());
        let mut total = self.total.lock();
        let before = mem::replace(&mut *total, 0);
        *total = before + all.len() as u32;
        std::mem::drop(total);
    }

    fn total(&self) -> u32 {
        *self.total.lock()
    }
}
