//! Writes in pieces, with a lock file held that the kernel gives to one process at a time.

use super::spec::{REPORT, Station, Weather, Wire, read_text};
use super::sync::{FileLock, Pipe};

pub struct Telegraph {
    sending: FileLock,
    wire: Pipe,
}

impl Default for Telegraph {
    fn default() -> Self {
        Telegraph { sending: FileLock::named("sending"), wire: Pipe::named("wire") }
    }
}

impl Wire for Telegraph {
    fn send(&self, station: Station, weather: Weather) {
        let sending = self.sending.open();
        let _held = sending.lock();
        let (name, weather) = station.report(weather);
        self.wire.write(name);
        self.wire.write(weather);
    }

    fn received(&self) -> String {
        read_text(&self.wire, 2 * REPORT)
    }
}
