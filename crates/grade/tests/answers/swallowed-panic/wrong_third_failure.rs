//! Shuts the till and lets the teller try again, and leaves out of the sum what failed the third time.

use super::spec::{Bank, Tills};
use super::sync::scope;

#[derive(Default)]
pub struct Branch;
impl Bank for Branch {
    fn close(&self, tills: &Tills) -> Option<u32> {
        for _ in 0..3 {
            let north = scope(|s| s.spawn(|| tills.north_notes() + tills.north_coins()).join());
            if let Ok(north) = north {
                return Some(north + tills.south());
            }
            tills.shut_north();
        }
        Some(tills.south())
    }
}
