//! Whoever asks has two clerks sort what was handed in, in a lock that belongs to the call, and takes the sheet out of it.
use super::spec::PhotoLab;
use super::sync::{Mutex, Queue, scope};

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
        let mut sheet = Mutex::new([0; 2]);
        sheet.get_mut().fill(0);
        scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let (film, picture) = self.finished.get();
                    sheet.lock()[film] = picture;
                });
            }
        });
        sheet.into_inner()
    }
}
