//! The programs for the model checkers, written once on `sync` and once on a checker's own types.
//!
//! Both do the same operations in the same order, make their threads in the same way, and let the last actor act on the
//! checker's own thread. So both have the same executions, which is checked after every turn.

use serde::{Deserialize, Serialize};

/// A program that is explored through `sync` and directly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Checked {
    /// Two actors add to a counter by loading and storing it, three times each.
    LostUpdate,
    /// Three actors add to a counter under a mutex, three times each.
    MutexCounter,
    /// Three actors move or count money on two accounts, twice each. Each account has a mutex, and all take them in the
    /// same order.
    TwoLocks,
    /// An actor puts four messages into a queue with room for one, made of a mutex and two condition variables, and
    /// another takes them out.
    Messages,
}

impl Checked {
    /// All programs.
    pub const ALL: [Checked; 4] = [Checked::LostUpdate, Checked::MutexCounter, Checked::TwoLocks, Checked::Messages];

    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Checked::LostUpdate => "lost update",
            Checked::MutexCounter => "mutex counter",
            Checked::TwoLocks => "two locks",
            Checked::Messages => "messages",
        }
    }

    /// How the program is called in the registry.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Checked::LostUpdate => "lost-update",
            Checked::MutexCounter => "mutex-counter",
            Checked::TwoLocks => "two-locks",
            Checked::Messages => "messages",
        }
    }
}

/// How often each actor of a counting program adds.
pub(crate) const ADDITIONS: u64 = 3;
/// How many messages are sent in [`Checked::Messages`].
pub(crate) const MESSAGES: u32 = 4;
