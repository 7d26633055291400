//! Gives each station a pipe of its own, and reads one after the other.

use super::spec::{REPORT, Station, Weather, Wire, read_text};
use super::sync::Pipe;

pub struct Telegraph {
    ann: Pipe,
    ben: Pipe,
}

impl Default for Telegraph {
    fn default() -> Self {
        Telegraph { ann: Pipe::named("ann's wire"), ben: Pipe::named("ben's wire") }
    }
}

impl Wire for Telegraph {
    fn send(&self, station: Station, weather: Weather) {
        let wire = match station {
            Station::Ann => &self.ann,
            Station::Ben => &self.ben,
        };
        let (name, weather) = station.report(weather);
        wire.write(name);
        wire.write(weather);
    }

    fn received(&self) -> String {
        read_text(&self.ann, REPORT) + &read_text(&self.ben, REPORT)
    }
}
