//! One clerk hands the other one's thread on to somebody who waits for it, all in one scope.
use super::spec::PhotoLab;
use super::sync::{Mutex, Queue, scope, thread::ScopedJoinHandle};

pub struct Lab {
    finished: Queue<(usize, u32), 2>,
}

impl Default for Lab {
    fn default() -> Self {
        Lab { finished: Queue::named("finished") }
    }
}

impl PhotoLab for Lab {
    fn develop(&self, film: usize, bathe: impl FnOnce() -> u32 + Send) {
        self.finished.put((film, bathe()));
    }

    fn pictures(&self) -> [u32; 2] {
        let sheet = Mutex::new([0; 2]);
        let paste = || {
            let (film, picture) = self.finished.get();
            sheet.lock()[film] = picture;
        };
        scope(|scope| {
            scope.spawn(move || {
                let other: ScopedJoinHandle<'_, ()> = scope.spawn(paste);
                scope.spawn(move || other.join().expect("pasting does not fail"));
                paste();
            });
        });
        sheet.into_inner()
    }
}
