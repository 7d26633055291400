//! Pipes: the kernel's, open at both ends in every actor.
//!
//! Making a pipe takes longer than most samples, and each takes two descriptors of a process that has a thousand, and of
//! what its user may have in pipes. So pipes are emptied and used again, and arrays of states that have pipes are short.

use std::collections::HashMap;
use std::os::fd::{AsRawFd, OwnedFd};
use std::panic::Location;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, PoisonError};

use rustix::fs::{Mode, OFlags, open};
use rustix::io::{Errno, fcntl_dupfd_cloexec, read, write};
use rustix::pipe::{PipeFlags, pipe_with};

use super::super::Place;
use crate::seat;
use crate::stressed::fitting_descriptors;
use crate::wait::{Label, WaitKind};

/// A pipe between actors, with the kernel's room for 64 KiB.
///
/// Every actor has both ends all the time, as processes have that inherit a pipe and close nothing; so it never ends.
pub struct Pipe {
    /// Which pipe it is: the process that made it, and the number there.
    number: Place<AtomicU64>,
    /// Present in the process that made the state fresh; gives the pipe back when the state is replaced.
    _maker: Option<Lease>,
    label: Label,
}

/// Both ends.
struct Ends {
    read: OwnedFd,
    write: OwnedFd,
}

/// The pipes that this process has made or opened, by number, and those of its own that are not in use.
#[derive(Default)]
struct Pipes {
    open: HashMap<u64, Arc<Ends>>,
    free: Vec<u64>,
    /// How many pipes there are for states that are shared, once this process can open no others; see [`set_aside`].
    set_aside: Option<usize>,
}

static PIPES: std::sync::Mutex<Option<Pipes>> = std::sync::Mutex::new(None);

fn pipes<R>(work: impl FnOnce(&mut Pipes) -> R) -> R {
    work(PIPES.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default())
}

/// A pipe in use; given back, empty, when dropped.
struct Lease(u64);

impl Lease {
    fn new() -> Self {
        pipes(|pipes| {
            if let Some(number) = pipes.free.pop() {
                return Lease(number);
            }
            Lease(make(pipes))
        })
    }
}

/// Makes a pipe; returns its number.
fn make(pipes: &mut Pipes) -> u64 {
    let (read, write) = pipe_with(PipeFlags::CLOEXEC).expect("arrays of pipes are short enough");
    // The number of the read end tells this process's pipes apart.
    let number = (u64::from(std::process::id()) << 32) | read.as_raw_fd() as u64;
    pipes.open.insert(number, Arc::new(Ends { read, write }));
    number
}

/// Makes so many pipes, and lets all shared states do with them: a process that is going to be confined has no way to the
/// pipes that others make later. Returns their numbers, for the others to [open](open_those).
pub fn set_aside(count: usize) -> Vec<u64> {
    pipes(|pipes| {
        let made: Vec<u64> = (0..count).map(|_| make(pipes)).collect();
        pipes.free.extend(&made);
        pipes.set_aside = Some(pipes.free.len());
        made
    })
}

/// Opens the pipes with these numbers, as long as this process can.
pub fn open_those(numbers: impl Iterator<Item = u64>) {
    numbers.map(ends).for_each(drop);
}

/// How many states fit whose pipes take so many descriptors each; 0 if one has more pipes than were set aside.
pub(crate) fn fitting(descriptors: u32) -> u32 {
    let aside = pipes(|pipes| pipes.set_aside);
    let Some(states) = (aside.unwrap_or(MOST) as u32).checked_div(descriptors / DESCRIPTORS) else { return u32::MAX };
    // One state's pipes are for the state that is made before another one is dropped.
    let states = states.saturating_sub(1);
    fitting_descriptors(descriptors).min(if aside.is_some() { states } else { states.max(1) })
}

/// The most pipes for states. Once all pipes of an ordinary user have room for 64 MiB together, further ones get less than
/// a pipe usually has (see pipe(7)); this leaves room for sixteen processes.
const MOST: usize = 64;

/// How many descriptors a pipe takes: two where it is made, and two where it is opened.
const DESCRIPTORS: u32 = 4;

impl Drop for Lease {
    fn drop(&mut self) {
        let ends = ends(self.0);
        let mut buffer = [0; 4096];
        // Only whoever replaces a state drops this, so nobody else reads or writes now.
        while rustix::io::ioctl_fionread(&ends.read).is_ok_and(|bytes| bytes > 0) {
            let _ = read(&ends.read, &mut buffer);
        }
        pipes(|pipes| pipes.free.push(self.0));
    }
}

fn ends(number: u64) -> Arc<Ends> {
    pipes(|pipes| {
        let ends = pipes.open.entry(number).or_insert_with(|| {
            let path = format!("/proc/{}/fd/{}", number >> 32, number & 0xffff_ffff);
            let open = |flags| open(path.as_str(), flags | OFlags::CLOEXEC, Mode::empty());
            let both = match open(OFlags::RDWR) {
                // Its maker lives as long as the group; if somebody has killed it, this process is about to be ended too.
                Err(Errno::NOENT) => loop {
                    std::thread::park();
                },
                opened => opened.expect("arrays of pipes are short enough"),
            };
            let again = fcntl_dupfd_cloexec(&both, 0).expect("arrays of pipes are short enough");
            Arc::new(Ends { read: both, write: again })
        });
        Arc::clone(ends)
    })
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

    fn labelled(label: Label) -> Self {
        crate::stressed::note_descriptors(DESCRIPTORS);
        let mut maker = None;
        let number = Place::new(|| {
            let lease = maker.insert(Lease::new());
            AtomicU64::new(lease.0)
        });
        Pipe { number, _maker: maker, label }
    }

    /// Writes all of `bytes`, and waits for room where there is none.
    #[track_caller]
    pub fn write(&self, mut bytes: &[u8]) {
        let ends = ends(self.number.load(Relaxed));
        // Whether a write would wait is known only by trying, so every one of them is announced.
        seat::waiting(WaitKind::Room, self.label, None, Location::caller(), || {
            while !bytes.is_empty() {
                match write(&ends.write, bytes) {
                    Ok(written) => bytes = &bytes[written..],
                    Err(Errno::INTR) => {}
                    Err(error) => panic!("cannot write to a pipe that is open: {error}"),
                }
            }
        });
    }

    /// Reads as many bytes as `buffer` has room for, and waits until there are so many.
    #[track_caller]
    pub fn read(&self, buffer: &mut [u8]) {
        let ends = ends(self.number.load(Relaxed));
        let mut filled = 0;
        seat::waiting(WaitKind::Item, self.label, None, Location::caller(), || {
            while filled < buffer.len() {
                match read(&ends.read, &mut buffer[filled..]) {
                    Ok(bytes) => filled += bytes,
                    Err(Errno::INTR) => {}
                    Err(error) => panic!("cannot read from a pipe that is open: {error}"),
                }
            }
        });
    }
}
