//! Meets at a barrier when the plates are brought, when they are washed, when they were served, and when the kitchen is closed.

use super::spec::Kitchen;
use super::sync::{Barrier, Value};

pub struct Scullery {
    plates: Value<u32>,
    bell: Barrier,
}

impl Default for Scullery {
    fn default() -> Self {
        Scullery { plates: Value::named("plates", 0), bell: Barrier::named("bell", 2) }
    }
}

impl Kitchen for Scullery {
    fn bring(&self, plates: u32, serve: impl FnOnce()) {
        self.plates.set(plates);
        self.bell.wait();
        self.bell.wait();
        serve();
        self.bell.wait();
        self.bell.wait();
    }

    fn wash(&self, clean: impl Fn(), close: impl FnOnce()) {
        self.bell.wait();
        for _ in 0..self.plates.get() {
            clean();
        }
        self.bell.wait();
        self.bell.wait();
        close();
        self.bell.wait();
    }
}
