//! Notes which film is the first before the bath, and takes the places after it.

use super::spec::PhotoLab;
use super::sync::{AtomicU32, AtomicUsize, Mutex, Ordering::SeqCst};

pub struct Lab {
    first: Mutex<Option<usize>>,
    arrived: AtomicUsize,
    pictures: [AtomicU32; 2],
}

impl Default for Lab {
    fn default() -> Self {
        Lab { first: Mutex::named("first", None), arrived: AtomicUsize::new(0), pictures: Default::default() }
    }
}

impl PhotoLab for Lab {
    fn develop(&self, film: usize, bathe: impl FnOnce() -> u32 + Send) {
        self.first.lock().get_or_insert(film);
        let picture = bathe();
        self.pictures[self.arrived.fetch_add(1, SeqCst)].store(picture, SeqCst);
    }

    fn pictures(&self) -> [u32; 2] {
        let mut pictures = self.pictures.each_ref().map(|picture| picture.load(SeqCst));
        pictures.rotate_right(self.first.lock().unwrap_or(0));
        pictures
    }
}
