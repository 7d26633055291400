//! What an actor can wait for, and how objects are called in reports.

use std::fmt;
use std::panic::Location;

use serde::{Deserialize, Serialize};

use crate::text;

/// What would end a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WaitKind {
    /// The holder of a lock releases it.
    Lock,
    /// Nobody writes what is in a lock any more.
    Reading,
    /// Nobody reads or writes what is in a lock any more.
    Writing,
    /// Somebody puts an item into a queue.
    Item,
    /// Somebody takes an item out of a full queue.
    Room,
    /// Somebody gives a permit of a semaphore back.
    Permit,
    /// The others arrive at a barrier.
    Arrival,
    /// Somebody notifies a condition variable.
    Notification,
    /// A thread or a process ends.
    End,
}

/// How a wait for a condition variable that was to end in time has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    pub(crate) fn new(timed_out: bool) -> Self {
        WaitTimeoutResult(timed_out)
    }

    /// Whether nobody has notified the waiter in time.
    pub fn timed_out(self) -> bool {
        self.0
    }
}

/// How an object is called in reports: the name the fixture gave it, or where it was made.
#[derive(Clone, Copy, Debug)]
pub struct Label {
    pub(crate) kind: &'static str,
    pub(crate) name: Option<&'static str>,
    pub(crate) made_at: &'static Location<'static>,
}

impl Label {
    #[track_caller]
    pub(crate) fn unnamed(kind: &'static str) -> Self {
        Label { kind, name: None, made_at: Location::caller() }
    }

    #[track_caller]
    pub(crate) fn named(kind: &'static str, name: &'static str) -> Self {
        Label { kind, name: Some(name), made_at: Location::caller() }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name {
            // Whoever wrote the code under test has made it up.
            Some(name) => f.write_str(&text::shown(name, text::NAME).replace(['\n', '\t'], " ")),
            None => write!(f, "{} made at {}", self.kind, place(self.made_at)),
        }
    }
}

/// A source location as people look it up: the file's name, which says which variant it is, and the line.
pub(crate) fn place(location: &Location<'_>) -> String {
    let path = location.file();
    format!("{}:{}", path.rsplit('/').next().unwrap_or(path), location.line())
}
