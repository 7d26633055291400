//! Each visitor drops a ticket into a box, and whoever wants to know the total empties it.

use super::spec::{Counter, Door};
use super::sync::{
    Mutex,
    channel::{self, Receiver, Sender},
};

pub struct Tally {
    tickets: Sender<Door>,
    counted: Mutex<(Receiver<Door>, u32)>,
}

impl Default for Tally {
    fn default() -> Self {
        let (tickets, seen) = channel::unbounded("tickets");
        Self { tickets, counted: Mutex::named("counted", (seen, 0)) }
    }
}

impl Counter for Tally {
    fn enter(&self, door: Door) {
        self.tickets.send(door).expect("the receiver lives as long as the sender");
    }

    fn total(&self) -> u32 {
        let mut counted = self.counted.lock();
        while counted.0.try_recv().is_some() {
            counted.1 += 1;
        }
        counted.1
    }
}
