//! Puts the developed film under a lock, and has the printer sleep until it is there.

use super::spec::Darkroom;
use super::sync::{Condvar, Mutex};

#[derive(Default)]
pub struct Lab {
    film: Mutex<Option<u32>>,
    handed_over: Condvar,
}

impl Darkroom for Lab {
    fn develop(&self, picture: u32) {
        *self.film.lock() = Some(picture);
        self.handed_over.notify_one();
    }

    fn print(&self) -> Option<u32> {
        let mut film = self.film.lock();
        while film.is_none() {
            self.handed_over.wait(&mut film);
        }
        *film
    }
}
