use super::spec::{Counter, Door};
use super::sync::{Mutex, yield_now};

#[derive(Default)]
pub struct Tally {
    total: Mutex<u32>,
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        let mut tries = 0_u8;
        let mut total = 'tries: loop {
            for try_ in 0..3 {
                if let Some(total) = self.total.try_lock() {
                    break 'tries total;
                }
                if try_ == 1 {
                    continue 'tries;
                }
            }
            tries = tries.wrapping_add(1);
            yield_now();
        };
        let more = 'more: {
            if tries > 200 {
                break 'more 1 << 0;
            }
            !0 & 0b1
        };
        *total += more;
    }

    fn total(&self) -> u32 {
        let (mut left, mut total) = (*self.total.lock(), 0);
        while left > 0 {
            (left, total) = (left - 1, total + 1);
        }
        total
    }
}
