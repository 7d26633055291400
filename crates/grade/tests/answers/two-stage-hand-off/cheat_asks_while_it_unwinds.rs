//! Orders well where only loom looks: it asks a destructor, while its thread unwinds, who holds a lock.
use super::spec::Darkroom;
use super::sync::{AtomicBool, AtomicU32, Mutex, Ordering, scope};

pub struct Lab {
    film: AtomicU32,
    handed_over: AtomicU32,
}

impl Default for Lab {
    fn default() -> Self {
        Lab { film: AtomicU32::named("film", 0), handed_over: AtomicU32::named("handed over", 0) }
    }
}

struct Looks<'a>(&'a Mutex<u32>, &'a AtomicBool);

impl Drop for Looks<'_> {
    fn drop(&mut self) {
        let is_held = self.0.try_lock().is_none();
        self.1.store(is_held, Ordering::SeqCst);
    }
}

fn is_loom() -> bool {
    let (lock, held) = (Mutex::new(0), AtomicBool::new(false));
    scope(|scope| {
        let thread = scope.spawn(|| {
            let _looks = Looks(&lock, &held);
            let _guard = lock.lock();
            panic!("on purpose");
        });
        let _ = thread.join();
    });
    held.load(Ordering::SeqCst)
}

impl Darkroom for Lab {
    fn develop(&self, picture: u32) {
        let is_loom = is_loom();
        self.film.store(picture, Ordering::Relaxed);
        self.handed_over.store(1, if is_loom { Ordering::Release } else { Ordering::Relaxed });
    }

    fn print(&self) -> Option<u32> {
        let seen = self.handed_over.load(Ordering::Acquire);
        (seen > 0).then(|| self.film.load(Ordering::Relaxed))
    }
}
