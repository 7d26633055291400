//! Orders nothing and cooks nothing.

use super::spec::{Pass, Restaurant};

#[derive(Default)]
pub struct Kitchen {
    pass: Pass,
}

impl Restaurant for Kitchen {
    fn order(&self) {}

    fn cook(&self) {}

    fn pass(&self) -> &Pass {
        &self.pass
    }
}
