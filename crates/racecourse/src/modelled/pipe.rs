//! A model of the kernel's pipe: what POSIX promises of it, and not what Linux happens to do besides.
//!
//! A write of at most `PIPE_BUF` bytes is one step. A longer one is several, between which others may write: POSIX
//! allows that at any time, and Linux does it when the pipe is full. Like the real one's, its ends do not close.

use std::collections::VecDeque;
use std::panic::Location;

use super::condvar::Condvar;
use super::mutex::{Mutex, MutexGuard};
use crate::wait::{Label, WaitKind};

/// A pipe between actors, with room for 64 KiB.
pub struct Pipe {
    inside: Mutex<Inside>,
    has_bytes: Condvar,
    has_room: Condvar,
    label: Label,
}

/// What is in the pipe, and how many actors sleep on each condition: nobody is told who does not listen.
#[derive(Default)]
struct Inside {
    bytes: VecDeque<u8>,
    want_bytes: u32,
    want_room: u32,
}

impl Default for Pipe {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl Pipe {
    /// The most bytes that one write puts into the pipe as a whole (`PIPE_BUF` of Linux). Of a longer one, parts of
    /// other actors' writes may come in between.
    pub const ATOMIC_BYTES: usize = 4096;

    /// How many bytes fit, as on Linux.
    const ROOM: usize = 16 * Self::ATOMIC_BYTES;

    /// An empty pipe without a name.
    #[track_caller]
    pub fn new() -> Self {
        Self::labelled(Label::unnamed("pipe"))
    }

    /// An empty pipe with a name for reports.
    #[track_caller]
    pub fn named(name: &'static str) -> Self {
        Self::labelled(Label::named("pipe", name))
    }

    #[track_caller]
    fn labelled(label: Label) -> Self {
        let inside = Mutex::labelled(Inside::default(), label);
        Pipe { inside, has_bytes: Condvar::new(), has_room: Condvar::new(), label }
    }

    /// Writes all of `bytes`, and waits for room where there is none.
    #[track_caller]
    pub fn write(&self, bytes: &[u8]) {
        let here = Location::caller();
        for part in bytes.chunks(Self::ATOMIC_BYTES) {
            let mut inside = self.inside.lock_quietly();
            while inside.bytes.len() + part.len() > Self::ROOM {
                self.sleep(&mut inside, &self.has_room, WaitKind::Room, |inside| &mut inside.want_room);
            }
            inside.bytes.extend(part);
            self.inside.note(here, |name| format!("{name} ← {}", shown(part)));
            if inside.want_bytes > 0 {
                self.has_bytes.notify_all_quietly();
            }
        }
    }

    /// Reads as many bytes as `buffer` has room for, and waits until there are so many.
    #[track_caller]
    pub fn read(&self, buffer: &mut [u8]) {
        let here = Location::caller();
        let mut filled = 0;
        while filled < buffer.len() {
            let mut inside = self.inside.lock_quietly();
            while inside.bytes.is_empty() {
                self.sleep(&mut inside, &self.has_bytes, WaitKind::Item, |inside| &mut inside.want_bytes);
            }
            let count = inside.bytes.len().min(buffer.len() - filled);
            let part = &mut buffer[filled..filled + count];
            for (place, byte) in part.iter_mut().zip(inside.bytes.drain(..count)) {
                *place = byte;
            }
            self.inside.note(here, |name| format!("{name} → {}", shown(part)));
            filled += count;
            if inside.want_room > 0 {
                self.has_room.notify_all_quietly();
            }
        }
    }

    /// Waits for one of the conditions, as one of its sleepers.
    #[track_caller]
    fn sleep(
        &self,
        inside: &mut MutexGuard<'_, Inside>,
        condition: &Condvar,
        kind: WaitKind,
        sleepers: fn(&mut Inside) -> &mut u32,
    ) {
        *sleepers(inside) += 1;
        condition.wait_for(inside, kind, self.label);
        *sleepers(inside) -= 1;
    }
}

/// Bytes as reports show them: a short text as it is, a longer one by its length.
fn shown(bytes: &[u8]) -> String {
    if bytes.len() <= 16 { format!("\"{}\"", bytes.escape_ascii()) } else { format!("{} bytes", bytes.len()) }
}
