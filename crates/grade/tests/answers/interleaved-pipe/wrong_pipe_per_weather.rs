//! A pipe per weather: right while the weather differs.
use super::spec::{REPORT, Station, Weather, Wire, read_text};
use super::sync::Pipe;

pub struct Telegraph {
    rain: Pipe,
    rest: Pipe,
    order: Pipe,
}

impl Default for Telegraph {
    fn default() -> Self {
        Telegraph { rain: Pipe::named("rain"), rest: Pipe::named("rest"), order: Pipe::named("order") }
    }
}

impl Wire for Telegraph {
    fn send(&self, station: Station, weather: Weather) {
        let (name, word) = station.report(weather);
        let (wire, tag) = match weather {
            Weather::Rain => (&self.rain, 0),
            _ => (&self.rest, 1),
        };
        wire.write(name);
        wire.write(word);
        self.order.write(&[tag]);
    }

    fn received(&self) -> String {
        let mut text = String::new();
        for _ in 0..2 {
            let mut tag = [0];
            self.order.read(&mut tag);
            text += &read_text(if tag[0] == 0 { &self.rain } else { &self.rest }, REPORT);
        }
        text
    }
}
