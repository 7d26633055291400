//! Attempts of a worker that has confined itself, and of one that has not.

use std::fs::File;
use std::io::Read;
use std::net::TcpListener;
use std::os::fd::{AsFd, AsRawFd};

use libc::{EACCES, ENOMEM, EPERM, SIGABRT, SIGSYS, SIGXCPU};
use libtest_mimic::Trial;
use racecourse_confine::{Limits, WorkerConfinement, confine_worker};

use crate::Outcome::{self, Done, Killed, Refused};
use crate::{Victim, attempts, itself, test};

/// Says how a worker is confined: `free` not at all, `forks` and `looks` as in `WorkerConfinement`, and limits.
const LIMITED: &str = "limited";

/// Becomes a worker that is confined as the first argument says, may open the file that the second names, and makes the
/// attempt that the others name. `{file}` there is the path by which it opens the file.
pub(crate) fn become_one(mut arguments: impl Iterator<Item = String>) -> ! {
    let how = arguments.next().unwrap_or_default();
    let path = arguments.next().unwrap_or_default();
    let file = File::options().read(true).write(true).open(path);
    let files: Vec<_> = file.iter().map(|file| file.as_fd()).collect();
    let limits = Limits { processor_seconds: Some(1), memory_bytes: Some(1 << 28), ..Limits::default() };
    let confinement = WorkerConfinement {
        files: &files,
        forks: how == "forks",
        limits: if how == LIMITED { limits } else { Limits::default() },
        ..WorkerConfinement::default()
    };
    if how != "free" && confine_worker(&confinement).is_err() {
        std::process::exit(crate::UNPREPARED);
    }
    let name = file.as_ref().map_or(String::new(), |file| format!("/proc/self/fd/{}", file.as_raw_fd()));
    let mut arguments = arguments.map(|argument| argument.replace("{file}", &name));
    attempts::conclude(attempts::attempt(&mut arguments))
}

fn worker(how: &str, file: &str, attempt: &[&str]) -> Outcome {
    let status = itself(&[&["worker", how, file], attempt].concat()).status();
    status.map_or(Outcome::Unprepared, Outcome::of)
}

/// Each attempt, how it ends unconfined and how confined. A `*` stands for a file that is there for the attempt.
const ATTEMPTS: &[(&str, &[&str], Outcome, Outcome)] = &[
    ("read a file", &["read", "/etc/passwd"], Done, Refused(EACCES)),
    ("read the parent's environment", &["read the parent's environment"], Done, Refused(EACCES)),
    ("list a folder", &["list", "/"], Done, Refused(EACCES)),
    ("write a file", &["write", "*"], Done, Refused(EACCES)),
    ("remove a file", &["remove", "*"], Done, Refused(EPERM)),
    ("change the mode of a file", &["change the mode", "*"], Done, Refused(EPERM)),
    ("write to its own memory", &["write to its own memory"], Done, Refused(EACCES)),
    ("send packets", &["send packets"], Done, Refused(EPERM)),
    ("execute", &["execute", "/bin/true"], Done, Refused(EPERM)),
    ("start a program", &["start a program", "/bin/true"], Done, Refused(EPERM)),
    ("fork", &["fork"], Done, Refused(EPERM)),
    ("limit the parent", &["limit the parent"], Done, Refused(EPERM)),
    ("leave the group", &["leave the group"], Done, Refused(EPERM)),
    ("use threads and locks", &["use threads and locks"], Done, Done),
    ("use pipes", &["use pipes"], Done, Done),
    ("use memory with a name", &["use memory with a name"], Done, Done),
    ("panic", &["panic"], Done, Done),
    ("abort", &["abort"], Killed(SIGABRT), Killed(SIGABRT)),
];

/// What is attempted on a victim.
const ON_ANOTHER: &[(&str, &str, Outcome, Outcome)] = &[
    ("signal another", "signal", Done, Refused(EPERM)),
    ("kill another", "kill", Done, Refused(EPERM)),
    ("abort another", "abort another", Done, Refused(EPERM)),
    ("have the kernel send a signal to another", "have the kernel send a signal", Done, Refused(EPERM)),
];

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for (name, attempt, free, confined) in ATTEMPTS {
        for (how, wanted) in [("free", free), ("confined", confined)] {
            trials.push(test(&format!("worker::{name}::{how}"), move || {
                let file = tempfile::NamedTempFile::new()?;
                let path = file.path().to_str().ok_or("no UTF-8")?;
                let attempt: Vec<&str> = attempt.iter().map(|word| if *word == "*" { path } else { *word }).collect();
                worker(how, "", &attempt).is(*wanted)?;
                // Whatever was attempted with it, the file is as it was unless that was done.
                let is_whole = file.path().exists() && file.as_file().metadata()?.len() == 0;
                let was_harmed = attempt.contains(&path) && *wanted == Done && attempt[0] != "change the mode";
                if is_whole != was_harmed { Ok(()) } else { Err("the file is not what it should be".into()) }
            }));
        }
    }
    for (name, attempt, free, confined) in ON_ANOTHER {
        // A process that may fork has other numbers, so that not every signal can be told by them.
        for (how, wanted) in [("free", free), ("confined", confined), ("forks", confined)] {
            trials.push(test(&format!("worker::{name}::{how}"), move || {
                let mut victim = Victim::new()?;
                worker(how, "", &[attempt, &victim.id()]).is(*wanted)?;
                let harmed = *wanted == Done && attempt.starts_with(['k', 'a']);
                let ended = if harmed { Some(victim.0.wait()?) } else { victim.0.try_wait()? };
                if ended.is_some() == harmed { Ok(()) } else { Err(format!("the victim: {ended:?}").into()) }
            }));
        }
    }
    for (how, wanted) in [("confined", true), ("forks", true), ("free", false)] {
        trials.push(test(&format!("worker::trace another::{how}"), move || {
            let victim = Victim::new()?;
            // Without a filter, it is for other settings of the machine to decide.
            let outcome = worker(how, "", &["trace", &victim.id()]);
            if (outcome == Killed(SIGSYS)) == wanted { Ok(()) } else { Err(format!("{outcome:?}").into()) }
        }));
        trials.push(test(&format!("worker::make a namespace::{how}"), move || {
            let outcome = worker(how, "", &["make a namespace"]);
            if outcome == Refused(EPERM) || !wanted { Ok(()) } else { Err(format!("{outcome:?}").into()) }
        }));
    }
    for (how, wanted) in [("free", Done), ("confined", Refused(EPERM))] {
        trials.push(test(&format!("worker::connect to a listener::{how}"), move || {
            let listener = TcpListener::bind("127.0.0.1:0")?;
            worker(how, "", &["connect", &listener.local_addr()?.to_string()]).is(wanted)
        }));
    }
    trials.push(test("worker::one that forks may fork", || worker("forks", "", &["fork"]).is(Done)));
    trials.push(test("worker::one that forks executes nothing", || {
        worker("forks", "", &["start a program", "/bin/true"]).is(Refused(EPERM))
    }));
    trials.push(test("worker::its own file is opened again, and no other", || {
        let (own, other) = (tempfile::NamedTempFile::new()?, tempfile::NamedTempFile::new()?);
        let (own, other) = (own.path().to_str().ok_or("no UTF-8")?, other.path().to_str().ok_or("no UTF-8")?);
        worker("confined", own, &["open again", "{file}"]).is(Done)?;
        worker("confined", own, &["open again", other]).is(Refused(EACCES))
    }));
    trials.push(test("worker::a file without a name is opened again", || {
        // What the kernel calls it is gone by the time that it is opened, as a run's lock file is.
        let file = tempfile::tempfile()?;
        let name = format!("/proc/{}/fd/{}", std::process::id(), file.as_raw_fd());
        worker("confined", &name, &["open again", "{file}"]).is(Done)
    }));
    for (how, wanted) in [("confined", Done), (LIMITED, Refused(ENOMEM))] {
        trials.push(test(&format!("worker::allocate::{how}"), move || worker(how, "", &["allocate"]).is(wanted)));
    }
    trials.push(test("worker::raise the limit and allocate::limited", || {
        worker(LIMITED, "", &["raise the limit and allocate"]).is(Refused(EPERM))
    }));
    for (how, wanted) in [("confined", Done), (LIMITED, Killed(SIGXCPU))] {
        trials.push(test(&format!("worker::compute::{how}"), move || worker(how, "", &["compute"]).is(wanted)));
    }
    trials.push(test("worker::a process with two threads is not confined", || {
        let barrier = std::sync::Arc::new(std::sync::Barrier::new(2));
        let other = std::sync::Arc::clone(&barrier);
        let thread = std::thread::spawn(move || other.wait());
        let refused = confine_worker(&WorkerConfinement::default());
        barrier.wait();
        let _ = thread.join();
        let mut readable = String::new();
        File::open("/etc/passwd")?.read_to_string(&mut readable)?;
        if refused.is_err() { Ok(()) } else { Err("one of the threads is confined".into()) }
    }));
    trials
}
