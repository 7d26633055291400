//! Meets twice at a barrier, and prints after the second time.

use super::spec::Darkroom;
use super::sync::{Barrier, Value};

pub struct Lab {
    film: Value<u32>,
    bell: Barrier,
}

impl Default for Lab {
    fn default() -> Self {
        Lab { film: Value::named("film", 0), bell: Barrier::named("bell", 2) }
    }
}

impl Darkroom for Lab {
    fn develop(&self, picture: u32) {
        self.bell.wait();
        self.film.set(picture);
        self.bell.wait();
    }

    fn print(&self) -> Option<u32> {
        self.bell.wait();
        self.bell.wait();
        Some(self.film.get())
    }
}
