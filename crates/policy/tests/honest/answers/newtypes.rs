use std::ops::{Deref, DerefMut, Index};

use super::spec::{Counter, Door};
use super::sync::Mutex;

#[derive(Clone, Debug, Default)]
struct Doors([u32; 2]);

impl Deref for Doors {
    type Target = [u32];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Doors {
    fn deref_mut(&mut self) -> &mut [u32] {
        &mut self.0
    }
}

impl Index<Door> for Doors {
    type Output = u32;

    fn index(&self, door: Door) -> &u32 {
        &self.0[door as usize]
    }
}

impl PartialEq<u32> for Doors {
    fn eq(&self, other: &u32) -> bool {
        self.iter().sum::<u32>() == *other
    }
}

#[derive(Default)]
pub struct Tally(Mutex<Doors>);

impl Counter for Tally {
    fn enter(&self, door: Door) {
        let mut doors = self.0.lock();
        let now = doors[door] + 1;
        doors.0[door as usize] = now;
    }

    fn total(&self) -> u32 {
        let doors = self.0.lock().clone();
        assert!(doors == doors.iter().sum());
        doors.iter().copied().sum()
    }
}
