//! What a counter owes its callers, and what else a specification offers.

use super::sync::Scenario;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Door {
    North,
    South,
}

pub trait Counter: Default + Send + Sync + 'static {
    fn enter(&self, door: Door);

    fn total(&self) -> u32;
}

pub const AT_FIRST: u32 = 0;

/// Takes its time.
pub fn stamp_ticket() {
    super::sync::yield_now();
}

pub fn scenario<C: Counter>() -> Scenario<C, u32> {
    Scenario::new(C::default)
        .actor("north", |counter| counter.enter(Door::North))
        .actor("south", |counter| counter.enter(Door::South))
        .observe(|counter| counter.total())
        .acceptable(2, "both visitors were counted")
}
