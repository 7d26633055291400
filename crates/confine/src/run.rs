//! Running a program within a time, and so many bytes of output.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, WaitIdStatus, getpid, kill_process_group, set_child_subreaper, waitid,
};

/// How often it is asked whether to stop, and whether the program has ended that keeps its outputs open.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// How much is read at once.
const READ_BYTES: usize = 1 << 14;

/// How a program ended, and what it wrote until then.
#[derive(Debug)]
pub struct Ended {
    /// Why it ended.
    pub ending: Ending,
    /// The beginning of its standard output.
    pub stdout: Vec<u8>,
    /// The beginning of its standard error.
    pub stderr: Vec<u8>,
    /// Whether it wrote more than that.
    pub cut: bool,
}

/// Why a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// By itself, or by a signal that is none of ours.
    Exited(ExitStatus),
    /// It took too long, and was killed.
    TooLate,
    /// It was to stop, and was killed.
    Stopped,
}

/// Runs `command` in a process group of its own, with no input, for so long at most; `stop` is asked now and then whether
/// to end it early. Of its standard output and its standard error, so many bytes are kept of each; the rest is read and
/// thrown away.
///
/// Nothing of its group is left when this returns; nobody confined can leave the group.
///
/// # Errors
///
/// If it cannot be started, or the kernel refuses to wait for it.
pub fn run_within(
    command: &mut Command,
    within: Duration,
    most_bytes: usize,
    stop: &dyn Fn() -> bool,
) -> io::Result<Ended> {
    // What its processes leave behind becomes a child of this one, which then knows when it has ended.
    set_child_subreaper(Some(getpid()))?;
    command.process_group(0).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let begun = Instant::now();
    let mut child = command.spawn()?;
    let mut group = Group { leader: Pid::from_child(&child), status: None };
    let mut outputs = [Output::new(child.stdout.take(), most_bytes), Output::new(child.stderr.take(), most_bytes)];
    let ending = loop {
        let left = within.saturating_sub(begun.elapsed());
        read_some(&mut outputs, left.min(LOOK_EVERY))?;
        if group.has_led()? {
            break None;
        } else if stop() {
            break Some(Ending::Stopped);
        } else if left.is_zero() {
            break Some(Ending::TooLate);
        }
    };
    group.end()?;
    // What is still in the pipes, of which neither holds more than so many reads (see pipe(7)). If somebody outside the
    // group has them open and goes on writing, that is not waited for.
    for _ in 0..(1 << 20) / READ_BYTES {
        if !read_some(&mut outputs, Duration::ZERO)? {
            break;
        }
    }
    let status = group.status.ok_or_else(|| io::Error::other("somebody else has waited for the program"))?;
    let [stdout, stderr] = outputs;
    let cut = stdout.cut || stderr.cut;
    let ending = ending.unwrap_or(Ending::Exited(status));
    Ok(Ended { ending, stdout: stdout.kept, stderr: stderr.kept, cut })
}

/// A process group, killed when dropped.
struct Group {
    leader: Pid,
    status: Option<ExitStatus>,
}

impl Group {
    /// Whether the leader has ended. It is left unreaped, so that its number stays the group's.
    fn has_led(&self) -> io::Result<bool> {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        Ok(waitid(WaitId::Pid(self.leader), options)?.is_some())
    }

    /// Kills whoever is in the group, and waits until they are gone. Whoever was started by one of them becomes a child of
    /// this process before that one can be waited for.
    fn end(&mut self) -> io::Result<()> {
        if self.status.is_some() {
            return Ok(());
        }
        // That the group may be empty already is no error.
        let _ = kill_process_group(self.leader, Signal::KILL);
        self.status = loop {
            match waitid(WaitId::Pid(self.leader), WaitIdOptions::EXITED) {
                Ok(status) => break status.map(|status| exit_status(&status)),
                Err(Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        };
        while matches!(waitid(WaitId::Pgid(Some(self.leader)), WaitIdOptions::EXITED), Ok(_) | Err(Errno::INTR)) {}
        Ok(())
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // Ended already, unless something has failed; then that is what the caller hears of.
        let _ = self.end();
    }
}

/// See wait(2) for how the two are told apart.
fn exit_status(status: &WaitIdStatus) -> ExitStatus {
    let signal = status.terminating_signal().unwrap_or_default();
    ExitStatus::from_raw(status.exit_status().map_or(signal, |code| (code & 0xff) << 8))
}

/// What one of the outputs has come to.
struct Output {
    /// `None` once nobody can write to it any more.
    pipe: Option<File>,
    kept: Vec<u8>,
    most: usize,
    cut: bool,
}

impl Output {
    fn new(pipe: Option<impl Into<OwnedFd>>, most: usize) -> Self {
        Output { pipe: pipe.map(|pipe| File::from(pipe.into())), kept: Vec::new(), most, cut: false }
    }

    /// Reads once, which does not wait if there is something to read.
    fn read(&mut self) -> io::Result<()> {
        let mut buffer = [0; READ_BYTES];
        let Some(pipe) = &mut self.pipe else { return Ok(()) };
        match pipe.read(&mut buffer) {
            Ok(0) => self.pipe = None,
            Ok(bytes) => {
                let room = bytes.min(self.most - self.kept.len());
                self.kept.extend_from_slice(&buffer[..room]);
                self.cut |= room < bytes;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// Waits until there is something to read, for so long at most, and reads it; whether there was something.
fn read_some(outputs: &mut [Output; 2], within: Duration) -> io::Result<bool> {
    let open = outputs.iter().enumerate().filter_map(|(number, output)| Some((number, output.pipe.as_ref()?)));
    let (numbers, mut watched): (Vec<usize>, Vec<PollFd<'_>>) =
        open.map(|(number, pipe)| (number, PollFd::from_borrowed_fd(pipe.as_fd(), PollFlags::IN))).unzip();
    let within = Timespec { tv_sec: 0, tv_nsec: i64::from(within.subsec_nanos()) };
    match poll(&mut watched, Some(&within)) {
        Ok(_) => {}
        Err(Errno::INTR) => return Ok(true),
        Err(error) => return Err(error.into()),
    }
    let is_ready = |watched: &PollFd<'_>| !watched.revents().is_empty();
    let ready: Vec<usize> = numbers.into_iter().zip(&watched).filter(|(_, w)| is_ready(w)).map(|(n, _)| n).collect();
    for number in &ready {
        outputs[*number].read()?;
    }
    Ok(!ready.is_empty())
}
