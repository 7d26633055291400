//! Sends the result to whoever waits for it. Only threads can share a channel.

use super::spec::BloodTest;
use super::sync::Mutex;
use super::sync::channel::{Receiver, Sender, bounded};

pub struct Sample {
    sender: Sender<u32>,
    receiver: Mutex<Receiver<u32>>,
}

impl Default for Sample {
    fn default() -> Self {
        let (sender, receiver) = bounded("result", 1);
        Sample { sender, receiver: Mutex::named("receiver", receiver) }
    }
}

impl BloodTest for Sample {
    fn analyse(&self, blood_sugar: u32) {
        self.sender.send(blood_sugar).unwrap();
    }

    fn result(&self) -> Option<u32> {
        self.receiver.lock().recv().ok()
    }
}
