//! The printer asks for a film by a flag, and a developer who sees none leaves the film in a box. A flag that is
//! raised too late leaves the film where the printer does not look.

use super::spec::Darkroom;
use super::sync::{AtomicBool, Mutex, Ordering::SeqCst};

pub struct Lab {
    box_of_films: Mutex<Option<u32>>,
    counter: Mutex<Option<u32>>,
    printer_waits: AtomicBool,
}

impl Default for Lab {
    fn default() -> Self {
        Lab {
            box_of_films: Mutex::named("box", None),
            counter: Mutex::named("counter", None),
            printer_waits: AtomicBool::named("printer waits", false),
        }
    }
}

impl Darkroom for Lab {
    fn develop(&self, picture: u32) {
        let place = if self.printer_waits.load(SeqCst) { &self.counter } else { &self.box_of_films };
        *place.lock() = Some(picture);
    }

    fn print(&self) -> Option<u32> {
        if !self.printer_waits.swap(true, SeqCst) {
            // The first time, the film may be in the box already.
            return self.box_of_films.lock().take();
        }
        self.counter.lock().take()
    }
}
