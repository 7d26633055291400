//! Writes in pieces, and has a token for as long as it does, which goes back when a guard is dropped.

use super::spec::{REPORT, Station, Weather, Wire, read_text};
use super::sync::{Permit, Pipe, Semaphore};

pub struct Telegraph {
    wire: Pipe,
    tokens: Semaphore,
}

impl Default for Telegraph {
    fn default() -> Self {
        Telegraph { wire: Pipe::named("wire"), tokens: Semaphore::named("tokens", 1) }
    }
}

struct Sender<'a> {
    wire: &'a Pipe,
    _token: Permit<'a>,
}

impl Extend<u8> for Sender<'_> {
    fn extend<T: IntoIterator<Item = u8>>(&mut self, bytes: T) {
        bytes.into_iter().for_each(|byte| self.wire.write(&[byte]));
    }
}

impl Wire for Telegraph {
    fn send(&self, station: Station, weather: Weather) {
        let (name, weather) = station.report(weather);
        let mut sender = Sender { wire: &self.wire, _token: self.tokens.acquire() };
        sender.extend(name.iter().copied());
        sender.extend(weather.iter().copied());
    }

    fn received(&self) -> String {
        read_text(&self.wire, 2 * REPORT)
    }
}
