use std::iter;

use super::spec::{Counter, Door};
use super::sync::channel::{self, Receiver, Sender};
use super::sync::{Mutex, spawn};

pub struct Tally {
    ends: (Sender<Door>, Receiver<Door>),
    total: Mutex<u32>,
}

impl Default for Tally {
    fn default() -> Self {
        Tally { ends: channel::bounded("visitors", 2), total: Mutex::default() }
    }
}

impl Counter for Tally {
    fn enter(&self, door: Door) {
        let sender = self.ends.0.clone();
        if sender.send(door).is_err() {
            return;
        }
        *self.total.lock() += 1;
    }

    fn total(&self) -> u32 {
        let (sender, receiver) = channel::unbounded::<u32>("total");
        let counting = spawn(move || receiver.iter().take(2).chain(&receiver).sum());
        for _door in iter::from_fn(|| self.ends.1.try_recv()) {
            let _ = sender.send(1);
        }
        drop(sender);
        match counting.join() {
            Ok(total) => total,
            Err(panic) => panic.downcast_ref::<&str>().map_or(0, |text| text.len() as u32),
        }
    }
}
