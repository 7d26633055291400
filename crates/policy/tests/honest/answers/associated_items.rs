use super::spec::{self, Counter, Door};
use super::sync::Mutex;

trait Step {
    const WIDTH: u32;
    type Unit: Into<u32>;

    fn unit() -> Self::Unit;

    fn step(&self) -> u32 {
        Self::WIDTH * Self::unit().into()
    }
}

struct One;

impl Step for One {
    const WIDTH: u32 = 1;
    type Unit = u8;

    fn unit() -> <Self as Step>::Unit {
        <u8 as From<bool>>::from(true)
    }
}

pub struct Tally {
    total: Mutex<u32>,
}

impl Tally {
    const NAME: &'static str = "total";

    fn new() -> Self {
        Self { total: Mutex::named(Self::NAME, spec::AT_FIRST) }
    }
}

impl Default for Tally {
    fn default() -> Self {
        Self::new()
    }
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        *self.total.lock() += <One as Step>::step(&One) * One::WIDTH;
    }

    fn total(&self) -> u32 {
        Clone::clone(&*self.total.lock())
    }
}
