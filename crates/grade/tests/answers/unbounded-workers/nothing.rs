//! Cooks nothing.

use super::spec::{Kitchen, Restaurant};

#[derive(Default)]
pub struct Diner {
    kitchen: Kitchen,
}

impl Restaurant for Diner {
    fn order(&self) {}

    fn kitchen(&self) -> &Kitchen {
        &self.kitchen
    }
}
