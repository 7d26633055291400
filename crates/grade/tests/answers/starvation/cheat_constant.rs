//! Calls out two dishes and their sauces, and takes no orders.

use super::spec::{Pass, Restaurant};

#[derive(Default)]
pub struct Kitchen {
    pass: Pass,
}

impl Restaurant for Kitchen {
    fn order(&self) {}

    fn cook(&self) {
        for _dish in 0..2 {
            self.pass.count_sauce();
            self.pass.serve();
        }
    }

    fn pass(&self) -> &Pass {
        &self.pass
    }
}
