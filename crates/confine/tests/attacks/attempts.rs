//! What is attempted, by name: some of it hostile, some of it what honest code needs.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read, Seek, Write};
use std::net::{TcpStream, UdpSocket};
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::{Arc, Barrier, Condvar, Mutex};
use std::time::Duration;

use rustix::process::{
    Pid, Resource, Rlimit, Signal, getppid, kill_process, prlimit, setrlimit, setsid, test_kill_process,
};
use rustix::time::{ClockId, clock_gettime};

use crate::{REFUSED, UNPREPARED};

/// Ends this process, so that it says how the attempt ended.
pub(crate) fn conclude(attempted: io::Result<()>) -> ! {
    std::process::exit(match attempted {
        Ok(()) => 0,
        Err(error) => error.raw_os_error().map_or(UNPREPARED, |number| REFUSED + number),
    })
}

/// Makes the attempt that the first argument names, with what the others name.
pub(crate) fn attempt(arguments: &mut dyn Iterator<Item = String>) -> io::Result<()> {
    let name = arguments.next().unwrap_or_default();
    let mut argument = || arguments.next().unwrap_or_default();
    let other = |pid: String| pid.parse().ok().and_then(Pid::from_raw).ok_or(io::ErrorKind::InvalidInput);
    match name.as_str() {
        "read" => fs::read(argument()).map(drop),
        "read the parent's environment" => fs::read(format!("/proc/{}/environ", parent())).map(drop),
        "list" => fs::read_dir(argument()).map(drop),
        "write" => File::create(argument())?.write_all(b"x"),
        "write a lot" => File::create(argument())?.write_all(&[0; 1 << 20]),
        "remove" => fs::remove_file(argument()),
        "change the mode" => fs::set_permissions(argument(), Permissions::from_mode(0o777)),
        "write to its own memory" => write_to_own_memory(),
        "connect" => TcpStream::connect(argument()).map(drop),
        "connect to a path" => UnixStream::connect(argument()).map(drop),
        "send packets" => UdpSocket::bind("127.0.0.1:0").map(drop),
        "execute" => Err(Command::new(argument()).exec()),
        "start a program" => Command::new(argument()).status().map(drop),
        "fork" => fork(),
        "make a namespace" => make_namespace(),
        "signal" => Ok(test_kill_process(other(argument())?)?),
        "kill" => Ok(kill_process(other(argument())?, Signal::KILL)?),
        "abort another" => abort_another(other(argument())?),
        "trace" => trace(other(argument())?),
        "have the kernel send a signal" => have_signal_sent(other(argument())?),
        "limit the parent" => {
            let unlimited = Rlimit { current: None, maximum: None };
            Ok(prlimit(getppid(), Resource::Core, unlimited).map(drop)?)
        }
        "leave the group" => Ok(setsid().map(drop)?),
        "allocate" => allocate(),
        "raise the limit and allocate" => {
            setrlimit(Resource::As, Rlimit { current: None, maximum: None })?;
            allocate()
        }
        "compute" => {
            while clock_gettime(ClockId::ProcessCPUTime).tv_sec < 3 {
                std::hint::black_box((0..10_000).sum::<u64>());
            }
            Ok(())
        }
        "print" => {
            let text = argument().repeat(argument().parse().unwrap_or(1));
            io::stdout().write_all(text.as_bytes())
        }
        "leave a process behind" => {
            let child = Command::new("/proc/self/exe").args(["attempt", "wait until killed"]).spawn()?;
            println!("{}", child.id());
            Ok(())
        }
        "abort" => std::process::abort(),
        "panic" => {
            let panicked = std::thread::spawn(|| panic!("as wanted")).join();
            if panicked.is_err() { Ok(()) } else { Err(io::ErrorKind::Other.into()) }
        }
        "use threads and locks" => use_threads(),
        "use pipes" => use_pipes(),
        "use memory with a name" => use_memory_file(),
        "open again" => OpenOptions::new().read(true).write(true).open(argument()).map(drop),
        "wait until killed" => loop {
            std::thread::park();
        },
        _ => Err(io::ErrorKind::Unsupported.into()),
    }
}

fn parent() -> String {
    getppid().map_or(String::new(), |parent| parent.to_string())
}

/// What a system call without a safe wrapper returned.
fn result(returned: i64) -> io::Result<i64> {
    if returned < 0 { Err(io::Error::last_os_error()) } else { Ok(returned) }
}

fn write_to_own_memory() -> io::Result<()> {
    let word = Box::new(1_u64);
    let mut memory = OpenOptions::new().write(true).open("/proc/self/mem")?;
    memory.seek(io::SeekFrom::Start((&raw const *word).addr() as u64))?;
    memory.write_all(&word.to_ne_bytes())
}

fn fork() -> io::Result<()> {
    // SAFETY: this process has one thread, and the new one does nothing but end.
    let pid = unsafe {
        let pid = libc::fork();
        if pid == 0 {
            libc::_exit(0);
        }
        pid
    };
    result(pid.into())?;
    rustix::process::waitpid(Pid::from_raw(pid), rustix::process::WaitOptions::empty())?;
    Ok(())
}

fn make_namespace() -> io::Result<()> {
    let flags = libc::CLONE_NEWUSER | libc::SIGCHLD;
    // SAFETY: without a stack of its own the new process is a copy of this one, as after `fork`; it ends at once.
    let pid = unsafe {
        let pid = libc::syscall(libc::SYS_clone, flags, 0, 0, 0, 0);
        if pid == 0 {
            libc::_exit(0);
        }
        pid
    };
    result(pid).map(drop)
}

fn abort_another(other: Pid) -> io::Result<()> {
    let pid = other.as_raw_nonzero().get();
    // SAFETY: the call takes numbers, and the first thread of a process has the process's number.
    result(unsafe { libc::syscall(libc::SYS_tgkill, pid, pid, libc::SIGABRT) }).map(drop)
}

fn trace(other: Pid) -> io::Result<()> {
    // SAFETY: seizing does not stop the other, and touches nothing of this process.
    result(unsafe { libc::ptrace(libc::PTRACE_SEIZE, other.as_raw_nonzero().get(), 0, 0) }).map(drop)
}

fn have_signal_sent(other: Pid) -> io::Result<()> {
    let (read, _write) = rustix::pipe::pipe()?;
    // SAFETY: the descriptor is open, and the command takes a number.
    result(unsafe { libc::fcntl(read.as_raw_fd(), libc::F_SETOWN, other.as_raw_nonzero().get()) }.into()).map(drop)
}

/// Half a gibibyte.
fn allocate() -> io::Result<()> {
    let mut memory: Vec<u8> = Vec::new();
    memory.try_reserve_exact(1 << 29).map_err(|_| io::Error::from_raw_os_error(libc::ENOMEM))
}

fn use_threads() -> io::Result<()> {
    let (state, met) = (Arc::new((Mutex::new(0), Condvar::new())), Arc::new(Barrier::new(2)));
    let (other, met_by_other) = (Arc::clone(&state), Arc::clone(&met));
    let thread = std::thread::Builder::new().name("other".into()).spawn(move || {
        met_by_other.wait();
        let mut number = other.0.lock().unwrap();
        while *number == 0 {
            number = other.1.wait(number).unwrap();
        }
    })?;
    met.wait();
    *state.0.lock().unwrap() = 1;
    state.1.notify_one();
    std::thread::sleep(Duration::from_millis(1));
    thread.join().map_err(|_| io::ErrorKind::Other.into())
}

fn use_pipes() -> io::Result<()> {
    let (read, write) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
    File::from(write).write_all(b"hello")?;
    let mut text = String::new();
    File::from(read).read_to_string(&mut text)?;
    if text == "hello" { Ok(()) } else { Err(io::ErrorKind::InvalidData.into()) }
}

fn use_memory_file() -> io::Result<()> {
    let memory = rustix::fs::memfd_create("test", rustix::fs::MemfdFlags::CLOEXEC)?;
    let path = format!("/proc/self/fd/{}", memory.as_raw_fd());
    File::create(&path)?.write_all(b"hello")?;
    let mut text = [0; 5];
    File::open(&path)?.read_exact(&mut text)
}
