//! A pipe for names and one for weather, which are put together in the order in which they arrive: that need not be
//! the same.

use super::spec::{REPORT, Station, Weather, Wire, read_text};
use super::sync::Pipe;

const NAME: usize = 4;

pub struct Telegraph {
    names: Pipe,
    weather: Pipe,
}

impl Default for Telegraph {
    fn default() -> Self {
        Telegraph { names: Pipe::named("names"), weather: Pipe::named("weather") }
    }
}

impl Wire for Telegraph {
    fn send(&self, station: Station, weather: Weather) {
        let (name, weather) = station.report(weather);
        self.names.write(name);
        self.weather.write(weather);
    }

    fn received(&self) -> String {
        let report = |_| read_text(&self.names, NAME) + &read_text(&self.weather, REPORT - NAME);
        (0..2).map(report).collect()
    }
}
