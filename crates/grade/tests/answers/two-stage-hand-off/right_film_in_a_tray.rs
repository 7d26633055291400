//! Puts the developed film into a tray, where the printer finds a whole film or none.

use super::spec::Darkroom;
use super::sync::Mutex;

#[derive(Default)]
pub struct Lab {
    tray: Mutex<Option<u32>>,
}

impl Darkroom for Lab {
    fn develop(&self, picture: u32) {
        *self.tray.lock() = Some(picture);
    }

    fn print(&self) -> Option<u32> {
        *self.tray.lock()
    }
}
