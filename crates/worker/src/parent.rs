//! The worker's side: getting the job, and telling the parent what happens.

use std::io::{self, BufRead, BufReader};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;

use rustix::process::{Pid, Resource, Rlimit, Signal, getppid, set_parent_process_death_signal, setrlimit};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::MARK;
use crate::child::send;

/// The most memory that a worker can ask for, in bytes. More than any fixture needs; less than what hurts the machine.
const MOST_MEMORY: u64 = 8 << 30;

/// The parent, as a worker sees it.
pub struct Parent {
    reader: BufReader<UnixStream>,
}

/// The parent, if this process was started as a worker. To be asked first thing in `main`.
///
/// From here on the process dies when its parent does, leaves no core file, and cannot use memory without end.
///
/// # Errors
///
/// If the process was started as a worker by hand, without a socket as its standard input.
pub fn entered() -> io::Result<Option<Parent>> {
    if std::env::args_os().nth(1).is_none_or(|argument| argument != MARK) {
        return Ok(None);
    }
    set_parent_process_death_signal(Some(Signal::KILL))?;
    // The parent may have died before the kernel was asked to watch it.
    let parent = std::env::args().nth(2).and_then(|pid| pid.parse().ok()).and_then(Pid::from_raw);
    if parent.is_none() || getppid() != parent {
        return Err(io::Error::other("a worker is started by its parent, which is gone"));
    }
    // Fails only where a lower limit is in force already.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    let _ = setrlimit(Resource::As, Rlimit { current: Some(MOST_MEMORY), maximum: Some(MOST_MEMORY) });
    let socket: OwnedFd = io::stdin().as_fd().try_clone_to_owned()?;
    Ok(Some(Parent { reader: BufReader::new(UnixStream::from(socket)) }))
}

impl Parent {
    /// Waits for the parent's next message; `None` when the parent is gone.
    ///
    /// # Errors
    ///
    /// If what arrives is no such message.
    pub fn receive<T: DeserializeOwned>(&mut self) -> io::Result<Option<T>> {
        let mut line = String::new();
        if self.reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        Ok(Some(serde_json::from_str(&line)?))
    }

    /// Sends a message.
    ///
    /// # Errors
    ///
    /// If the parent is gone.
    pub fn send(&mut self, message: &impl Serialize) -> io::Result<()> {
        send(self.reader.get_mut(), message)
    }
}
