//! The hands belong to a thread that moves them when it is told to, and says where they are when it is asked.

use super::spec::{BEFORE, Clock, Time};
use super::sync::{
    JoinHandle,
    channel::{self, Sender},
    spawn,
};

enum Message {
    Set(Time, Sender<()>),
    Read(Sender<Time>),
}

pub struct StationClock {
    /// Both are there until the clock is dropped.
    messages: Option<Sender<Message>>,
    owner: Option<JoinHandle<()>>,
}

impl Default for StationClock {
    fn default() -> Self {
        let (messages, inbox) = channel::unbounded("messages");
        let owner = spawn(move || {
            let mut hands = BEFORE;
            while let Ok(message) = inbox.recv() {
                match message {
                    Message::Set(time, done) => {
                        hands = time;
                        let _ = done.send(());
                    }
                    Message::Read(answer) => {
                        let _ = answer.send(hands);
                    }
                }
            }
        });
        StationClock { messages: Some(messages), owner: Some(owner) }
    }
}

impl StationClock {
    fn ask<T: Send>(&self, message: impl FnOnce(Sender<T>) -> Message) -> T {
        let (answer, answers) = channel::bounded("answer", 1);
        let messages = self.messages.as_ref().expect("the clock is there");
        assert!(messages.send(message(answer)).is_ok(), "the owner listens");
        answers.recv().expect("the owner answers")
    }
}

impl Drop for StationClock {
    fn drop(&mut self) {
        drop(self.messages.take());
        if let Some(owner) = self.owner.take() {
            let _ = owner.join();
        }
    }
}

impl Clock for StationClock {
    fn set(&self, time: Time) {
        self.ask(|done| Message::Set(time, done));
    }

    fn read(&self) -> Time {
        self.ask(Message::Read)
    }
}
