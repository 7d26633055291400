use std::error::Error;
use std::fmt;

use super::spec::{Counter, Door};
use super::sync::Mutex;

type Result<T> = std::result::Result<T, Full>;

#[derive(Debug, PartialEq)]
struct Full {
    limit: u32,
}

impl fmt::Display for Full {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "no more than {} visitors", self.limit)
    }
}

impl Error for Full {}

impl From<u32> for Full {
    fn from(limit: u32) -> Self {
        Full { limit }
    }
}

#[derive(Default)]
pub struct Tally {
    total: Mutex<u32>,
}

impl Tally {
    fn admit(&self) -> Result<u32> {
        let mut total = self.total.lock();
        *total = total.checked_add(1).filter(|total| *total < 100).ok_or(100)?;
        Ok(*total)
    }

    fn report(&self) -> std::result::Result<u32, Box<dyn Error + Send + Sync>> {
        let number: u32 = "0".parse()?;
        Ok(*self.total.lock() + number)
    }
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        if let Err(full) = self.admit() {
            panic!("{full}");
        }
    }

    fn total(&self) -> u32 {
        self.report().expect("a zero is a number")
    }
}
