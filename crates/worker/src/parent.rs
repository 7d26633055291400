//! The worker's side: getting the job, and telling the parent what happens.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicI32, Ordering::Relaxed};

use rustix::fs::{Mode, OFlags, fcntl_getfl, fcntl_setfl};
use rustix::process::{Pid, Resource, Rlimit, Signal, getpgrp, getppid, set_parent_process_death_signal, setrlimit};
use rustix::stdio::dup2_stdin;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::MARK;
use crate::child::send;

/// The most memory that a worker can ask for, in bytes. More than any fixture needs; less than what hurts the machine.
const MOST_MEMORY: u64 = 8 << 30;

/// The number of the descriptor by which this worker talks to its parent; -1 if there is none.
static SOCKET: AtomicI32 = AtomicI32::new(-1);

/// The parent, as a worker sees it.
pub struct Parent {
    reader: BufReader<UnixStream>,
    /// What the parent believes messages to begin with.
    word: String,
}

/// See fcntl(2); the libc crate does not have it.
const F_SETSIG: libc::c_int = 10;

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
    let argument = |number| std::env::args().nth(number).unwrap_or_default();
    hold_on_to(&format!("/proc/{}/fd/{}", argument(2), argument(3)))?;
    // Fails only where a lower limit is in force already.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    let _ = setrlimit(Resource::As, Rlimit { current: Some(MOST_MEMORY), maximum: Some(MOST_MEMORY) });
    let socket: OwnedFd = io::stdin().as_fd().try_clone_to_owned()?;
    dup2_stdin(File::open("/dev/null")?)?;
    SOCKET.store(socket.as_raw_fd(), Relaxed);
    let mut parent = Parent { reader: BufReader::new(UnixStream::from(socket)), word: String::new() };
    parent.word = parent.receive()?.ok_or_else(|| io::Error::other("the parent is gone"))?;
    Ok(Some(parent))
}

/// Lets the kernel kill this worker's group when the parent has gone, and with it the writing end of this pipe.
///
/// Whoever is left of the group then has the pipe open, since it is inherited; see `O_ASYNC` in open(2), and `F_SETSIG`
/// in fcntl(2).
fn hold_on_to(lifeline: &str) -> io::Result<()> {
    let pipe = rustix::fs::open(lifeline, OFlags::RDONLY | OFlags::NONBLOCK, Mode::empty())?;
    let (group, signal) = (-getpgrp().as_raw_nonzero().get(), Signal::KILL.as_raw());
    // SAFETY: the descriptor is open, and these commands take numbers.
    let set = unsafe {
        libc::fcntl(pipe.as_raw_fd(), libc::F_SETOWN, group) == 0
            && libc::fcntl(pipe.as_raw_fd(), F_SETSIG, signal) == 0
    };
    if !set {
        return Err(io::Error::last_os_error());
    }
    fcntl_setfl(&pipe, fcntl_getfl(&pipe)? | OFlags::from_bits_retain(libc::O_ASYNC as u32))?;
    // Open as long as anybody of the group lives.
    std::mem::forget(pipe);
    Ok(())
}

/// Cuts the connection to the parent. For a process that this worker has forked: the parent would not notice that the
/// worker itself is gone.
pub fn disown() {
    let socket = SOCKET.swap(-1, Relaxed);
    if socket >= 0 {
        // SAFETY: whoever owns the descriptor is in the worker, which has a descriptor of its own; here, nobody uses it
        // any more.
        unsafe { rustix::io::close(socket) };
    }
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
        send(self.reader.get_mut(), &self.word, message)
    }
}
