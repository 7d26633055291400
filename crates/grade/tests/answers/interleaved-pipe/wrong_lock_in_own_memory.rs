//! Holds a lock from the first piece to the last, on the heap: every process has one of its own.

use super::spec::{REPORT, Station, Weather, Wire, read_text};
use super::sync::{Mutex, Pipe};

pub struct Telegraph {
    sending: Box<Mutex<()>>,
    wire: Pipe,
}

impl Default for Telegraph {
    fn default() -> Self {
        Telegraph { sending: Box::new(Mutex::named("sending", ())), wire: Pipe::named("wire") }
    }
}

impl Wire for Telegraph {
    fn send(&self, station: Station, weather: Weather) {
        let (name, weather) = station.report(weather);
        let _sending = self.sending.lock();
        self.wire.write(name);
        self.wire.write(weather);
    }

    fn received(&self) -> String {
        read_text(&self.wire, 2 * REPORT)
    }
}
