//! Each byte with its sender in one write of two; the reader sorts them out.
use super::spec::{REPORT, Station, Weather, Wire};
use super::sync::Pipe;

pub struct Telegraph {
    wire: Pipe,
}

impl Default for Telegraph {
    fn default() -> Self {
        Telegraph { wire: Pipe::named("wire") }
    }
}

impl Wire for Telegraph {
    fn send(&self, station: Station, weather: Weather) {
        let tag = match station {
            Station::Ann => 0u8,
            Station::Ben => 1,
        };
        let (name, weather) = station.report(weather);
        for byte in [name, weather].concat() {
            self.wire.write(&[tag, byte]);
        }
    }

    fn received(&self) -> String {
        let mut reports = [String::new(), String::new()];
        for _ in 0..2 * REPORT {
            let mut pair = [0; 2];
            self.wire.read(&mut pair);
            reports[pair[0] as usize].push(pair[1] as char);
        }
        reports.concat()
    }
}
