//! The parent's side: starting workers, talking to them, and ending them.

use std::fmt;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::pipe::{PipeFlags, pipe_with};
use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, getpid, kill_process, kill_process_group, set_child_subreaper, waitid,
};
use rustix::rand::GetRandomFlags;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{MARK, NEVER_BEGAN};

/// What a worker is told first, and which program it is.
pub trait Errand: Serialize {
    /// The program to start. It calls [`entered`](crate::entered) first thing; as a rule, it is this one.
    fn program(&self) -> &Path {
        Path::new("/proc/self/exe")
    }

    /// Whether it gets this program's environment. One that runs code that nobody has read gets none.
    fn has_environment(&self) -> bool {
        true
    }
}

/// Workers that are killed together, with whatever they have started themselves.
#[derive(Default)]
pub struct Group {
    leader: Option<Pid>,
    children: Vec<Child>,
    lifeline: Option<Lifeline>,
}

/// A pipe to which nobody writes. When this process ends, however it does, its writing end is closed; then the kernel
/// kills the group, those included whose parents have died before.
struct Lifeline {
    /// The workers open it by the name that it has here.
    read: OwnedFd,
    _write: OwnedFd,
}

impl Group {
    /// A group without workers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts a worker and hands it its job.
    ///
    /// # Errors
    ///
    /// If the program cannot be started again or the job cannot be handed over.
    pub fn spawn(&mut self, job: &impl Errand) -> io::Result<&mut Child> {
        let lifeline = match &mut self.lifeline {
            Some(lifeline) => lifeline,
            none => {
                // What a worker leaves behind when it is killed becomes a child of this process, which then knows when
                // it has ended. Elsewhere it would belong to init, and not every container has one that cleans up.
                set_child_subreaper(Some(getpid()))?;
                let (read, write) = pipe_with(PipeFlags::CLOEXEC)?;
                none.insert(Lifeline { read, _write: write })
            }
        };
        let (ours, theirs) = UnixStream::pair()?;
        let mut command = Command::new(job.program());
        command
            .arg(MARK)
            .arg(std::process::id().to_string())
            .arg(lifeline.read.as_raw_fd().to_string())
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // A group of their own keeps Ctrl-C at the terminal away from the workers: the parent decides when they end.
        command.process_group(self.leader.map_or(0, |leader| leader.as_raw_nonzero().get()));
        if !job.has_environment() {
            command.env_clear();
        }
        for (name, _) in std::env::vars_os() {
            // Both checkers let the environment override what the job asks for.
            if name.to_str().is_some_and(|name| name.starts_with("LOOM_") || name.starts_with("SHUTTLE_")) {
                command.env_remove(name);
            }
        }
        let pid = Pid::from_child(&command.spawn()?);
        self.leader.get_or_insert(pid);
        let mut child = Child { pid, word: password()?, reader: BufReader::new(ours), partial: String::new() };
        let sent = child.send(&child.word.clone()).and_then(|()| child.send(job));
        self.children.push(child);
        sent?;
        Ok(self.children.last_mut().expect("one was pushed above"))
    }

    /// The workers, in the order in which they were started.
    pub fn children(&mut self) -> &mut [Child] {
        &mut self.children
    }

    /// The processes of the group that are no workers: what those have started, and what is left of it.
    ///
    /// # Errors
    ///
    /// If the kernel does not list processes.
    pub fn others(&self) -> io::Result<Vec<u32>> {
        let Some(leader) = self.leader else { return Ok(Vec::new()) };
        let mut others = Vec::new();
        for entry in fs::read_dir("/proc")? {
            let Some(pid) = entry?.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
            // A process that has ended meanwhile is none.
            let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else { continue };
            // Behind the name, which may contain anything: the state, the parent, the group. See proc(5).
            let group = stat.rsplit_once(')').and_then(|(_, fields)| fields.split_whitespace().nth(2)?.parse().ok());
            if group == Some(leader.as_raw_nonzero().get()) && self.children.iter().all(|child| child.pid() != pid) {
                others.push(pid);
            }
        }
        Ok(others)
    }

    /// Whether a process that the workers have started has ended and was left to this process, because whoever had
    /// started it was killed. It is gone then.
    pub fn bury(&self, process: u32) -> bool {
        let Some(pid) = i32::try_from(process).ok().and_then(Pid::from_raw) else { return false };
        let is_worker = self.children.iter().any(|child| child.pid == pid);
        // Of a process that still has its parent, the kernel knows nothing to tell.
        !is_worker && matches!(waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOHANG), Ok(Some(_)))
    }

    /// Kills every worker and everything they started, and waits until all of them are gone.
    pub fn kill(&mut self) {
        let Some(leader) = self.leader.take() else { return };
        // The leader has not been waited for, so its number still names this group. That the group may be empty
        // already is no error.
        let _ = kill_process_group(leader, Signal::KILL);
        // Whoever is started by a worker becomes a child of this process before the worker can be waited for. The
        // number stays the group's as long as anybody is in it.
        while matches!(waitid(WaitId::Pgid(Some(leader)), WaitIdOptions::EXITED), Ok(_) | Err(Errno::INTR)) {}
        self.children.clear();
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A worker, as its parent sees it.
pub struct Child {
    /// Not waited for before the group is killed.
    pid: Pid,
    /// Every message of the worker begins with it.
    word: String,
    reader: BufReader<UnixStream>,
    partial: String,
}

/// A message in a worker's name that does not begin with the word that it was given: the inside of the error that
/// [`Child::receive`] returns then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forgery;

impl fmt::Display for Forgery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a message in a worker's name does not begin with the word that it was given")
    }
}

impl std::error::Error for Forgery {}

/// A word that nobody can guess.
fn password() -> io::Result<String> {
    let mut bytes = [0; 16];
    rustix::rand::getrandom(&mut bytes, GetRandomFlags::empty())?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// What waiting for a message came to.
#[derive(Debug)]
pub enum Received<T> {
    /// A message.
    Message(T),
    /// None came in time.
    Nothing,
    /// The worker is gone, and all its messages have been read.
    Gone,
}

impl Child {
    /// The process's number.
    pub fn pid(&self) -> u32 {
        self.pid.as_raw_nonzero().get().unsigned_abs()
    }

    /// Kills this worker alone, with SIGKILL. It stays in its group until that is killed.
    ///
    /// # Errors
    ///
    /// If the kernel does not know the worker.
    pub fn kill(&mut self) -> io::Result<()> {
        // It has not been waited for, so the number is still its own.
        Ok(kill_process(self.pid, Signal::KILL)?)
    }

    /// Sends a message.
    ///
    /// # Errors
    ///
    /// If the worker is gone.
    pub fn send(&mut self, message: &impl Serialize) -> io::Result<()> {
        send(self.reader.get_mut(), "", message)
    }

    /// Waits for the worker's next message, at most for the time given.
    ///
    /// # Errors
    ///
    /// If what arrives is no such message; with a [`Forgery`] inside if the worker did not send it.
    pub fn receive<T: DeserializeOwned>(&mut self, within: Duration) -> io::Result<Received<T>> {
        let deadline = Instant::now() + within;
        loop {
            let left = deadline.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
            self.reader.get_ref().set_read_timeout(Some(left))?;
            match self.reader.read_line(&mut self.partial) {
                Ok(0) => return Ok(Received::Gone),
                Ok(_) if self.partial.ends_with('\n') => {
                    let line = std::mem::take(&mut self.partial);
                    let Some(message) = line.strip_prefix(&self.word) else {
                        return Err(io::Error::new(io::ErrorKind::PermissionDenied, Forgery));
                    };
                    return Ok(Received::Message(serde_json::from_str(message)?));
                }
                // A line without its end: the worker died in the middle of it.
                Ok(_) => return Ok(Received::Gone),
                Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                    if Instant::now() >= deadline {
                        return Ok(Received::Nothing);
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::ConnectionReset => return Ok(Received::Gone),
                Err(error) => return Err(error),
            }
        }
    }

    /// How the worker ended, if it has.
    ///
    /// It is left unreaped until its group is killed, so that its number, which is the group's, cannot be given to
    /// another process meanwhile.
    ///
    /// # Errors
    ///
    /// If the kernel does not know the worker.
    pub fn exited(&mut self) -> io::Result<Option<Exit>> {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        let status = waitid(WaitId::Pid(self.pid), options)?;
        Ok(status.map(|status| match (status.exit_status(), status.terminating_signal()) {
            (Some(code), _) => {
                Exit { how: format!("exit code {code}"), killed: false, never_began: code == NEVER_BEGAN }
            }
            (None, signal) => {
                let signal = signal.unwrap_or_default();
                let how = format!("signal {signal}{}", signal_name(signal));
                Exit { how, killed: signal == Signal::KILL.as_raw(), never_began: false }
            }
        }))
    }
}

/// How a worker ended.
#[derive(Clone, Debug)]
pub struct Exit {
    /// Its exit code or signal, in words.
    pub how: String,
    /// Whether it was killed from outside (SIGKILL), which says nothing about what it was doing.
    pub killed: bool,
    /// Whether it could not even begin, which is the machine's fault.
    pub never_began: bool,
}

fn signal_name(number: i32) -> &'static str {
    match Signal::from_named_raw(number) {
        Some(Signal::ABORT) => " (SIGABRT)",
        Some(Signal::BUS) => " (SIGBUS)",
        Some(Signal::ILL) => " (SIGILL)",
        Some(Signal::KILL) => " (SIGKILL)",
        Some(Signal::SEGV) => " (SIGSEGV)",
        _ => "",
    }
}

pub(crate) fn send(stream: &mut UnixStream, word: &str, message: &impl Serialize) -> io::Result<()> {
    let mut line = word.as_bytes().to_vec();
    serde_json::to_writer(&mut line, message)?;
    line.push(b'\n');
    stream.write_all(&line)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A worker that knows the word that it is believed by, or another one.
    fn received(known: &str) -> io::Result<Received<u32>> {
        let (ours, mut theirs) = UnixStream::pair()?;
        let word = "0123456789abcdef".to_owned();
        let mut child = Child { pid: getpid(), word, reader: BufReader::new(ours), partial: String::new() };
        send(&mut theirs, known, &7)?;
        child.receive(Duration::from_secs(1))
    }

    #[test]
    fn who_knows_the_word_is_believed() {
        assert!(matches!(received("0123456789abcdef"), Ok(Received::Message(7))));
    }

    #[test]
    fn who_does_not_is_not() {
        for guess in ["", "0123456789abcdee", "{}"] {
            let error = received(guess).map(|_| ()).unwrap_err();
            assert!(error.get_ref().is_some_and(|inside| inside.is::<Forgery>()), "{guess}: {error}");
        }
    }

    #[test]
    fn words_differ() {
        assert_ne!(password().unwrap(), password().unwrap());
    }
}
