//! The count belongs to a thread that nobody holds on to: it ends when nobody can send it anything any more.
use super::spec::{Counter, Door};
use super::sync::{
    channel::{self, Sender},
    spawn,
};

enum Message {
    Enter(Sender<()>),
    Total(Sender<u32>),
}

pub struct Tally {
    messages: Sender<Message>,
}

impl Default for Tally {
    fn default() -> Self {
        let (messages, inbox) = channel::unbounded("messages");
        spawn(move || {
            let mut total = 0;
            for message in inbox {
                match message {
                    Message::Enter(counted) => {
                        total += 1;
                        let _ = counted.send(());
                    }
                    Message::Total(answer) => {
                        let _ = answer.send(total);
                    }
                }
            }
        });
        Tally { messages }
    }
}

impl Tally {
    fn ask<T: Send>(&self, message: impl FnOnce(Sender<T>) -> Message) -> T {
        let (answer, answers) = channel::bounded("answer", 1);
        assert!(self.messages.send(message(answer)).is_ok(), "the owner listens");
        answers.recv().expect("the owner answers")
    }
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        self.ask(Message::Enter);
    }

    fn total(&self) -> u32 {
        self.ask(Message::Total)
    }
}
