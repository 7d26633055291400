//! Looks whether somebody else is sending, and says that it is itself, in two steps.

use super::spec::{REPORT, Station, Weather, Wire, read_text};
use super::sync::{AtomicBool, Ordering::SeqCst, Pipe, yield_now};

pub struct Telegraph {
    wire: Pipe,
    busy: [AtomicBool; 2],
}

impl Default for Telegraph {
    fn default() -> Self {
        Telegraph { wire: Pipe::named("wire"), busy: Default::default() }
    }
}

impl Wire for Telegraph {
    fn send(&self, station: Station, weather: Weather) {
        let (me, other) = (&self.busy[station as usize], &self.busy[1 - station as usize]);
        while other.load(SeqCst) {
            yield_now();
        }
        me.store(true, SeqCst);
        let (name, weather) = station.report(weather);
        self.wire.write(name);
        self.wire.write(weather);
        me.store(false, SeqCst);
    }

    fn received(&self) -> String {
        read_text(&self.wire, 2 * REPORT)
    }
}
