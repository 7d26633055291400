//! Writes in pieces, and holds a lock that all stations share from the first piece to the last.

use super::spec::{REPORT, Station, Weather, Wire, read_text};
use super::sync::{Mutex, Pipe};

pub struct Telegraph {
    sending: Mutex<()>,
    wire: Pipe,
}

impl Default for Telegraph {
    fn default() -> Self {
        Telegraph { sending: Mutex::named("sending", ()), wire: Pipe::named("wire") }
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
