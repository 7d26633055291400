//! Has a box for each place, and puts the guest into the first one that is empty, with the boxes locked.

use super::spec::{Guest, PLACES, Tour};
use super::sync::Mutex;

#[derive(Default)]
pub struct Lighthouse {
    places: Mutex<[Option<Guest>; PLACES]>,
}

impl Tour for Lighthouse {
    fn book(&self, guest: Guest) -> bool {
        let mut places = self.places.lock();
        let empty = places.iter_mut().find(|place| place.is_none());
        empty.map(|place| *place = Some(guest)).is_some()
    }

    fn guests(&self) -> usize {
        self.places.lock().iter().flatten().count()
    }
}
