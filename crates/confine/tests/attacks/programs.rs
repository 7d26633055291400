//! Attempts of a program that was started confined, and what becomes of it when it takes too much.

use std::cell::Cell;
use std::fs;
use std::net::TcpListener;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use libc::{EACCES, ENOMEM, EPERM, SIGXCPU, SIGXFSZ};
use libtest_mimic::{Failed, Trial};
use racecourse_confine::{Confinement, Ended, Ending, Limits, command, run_within};
use rustix::process::{Pid, test_kill_process};

use crate::Outcome::{self, Done, Killed, Refused};
use crate::{Victim, test};

/// More than any test takes that does not fail.
const LONG: Duration = Duration::from_secs(60);

/// A confinement in which this program runs, with the folders that are readable and writable.
struct Folders {
    _whole: tempfile::TempDir,
    readable: PathBuf,
    writable: PathBuf,
    /// Neither of the two.
    other: PathBuf,
}

impl Folders {
    fn new() -> Result<Self, Failed> {
        let whole = tempfile::tempdir()?;
        let [readable, writable, other] = ["readable", "writable", "other"].map(|name| whole.path().join(name));
        for folder in [&readable, &writable, &other] {
            fs::create_dir(folder)?;
            fs::write(folder.join("file"), "")?;
        }
        Ok(Folders { _whole: whole, readable, writable, other })
    }

    fn confinement(&self) -> Result<Confinement, Failed> {
        let mut confinement = Confinement::of_system_programs();
        confinement.executable.push(std::env::current_exe()?);
        confinement.readable.push(self.readable.clone());
        confinement.writable.push(self.writable.clone());
        Ok(confinement)
    }
}

fn run(confinement: &Confinement, attempt: &[&str]) -> Result<Ended, Failed> {
    let mut command = command(&std::env::current_exe()?, confinement)?;
    Ok(run_within(command.arg("attempt").args(attempt), LONG, 1 << 16, &|| false)?)
}

fn attempt(confinement: &Confinement, attempt: &[&str]) -> Result<Outcome, Failed> {
    match run(confinement, attempt)?.ending {
        Ending::Exited(status) => Ok(Outcome::of(status)),
        other => Err(format!("{other:?}").into()),
    }
}

/// A path as text, which all paths of these tests are.
fn text(path: &Path) -> &str {
    path.to_str().unwrap_or_default()
}

pub(crate) fn trials() -> Vec<Trial> {
    let check = |name: &str, body: fn(Folders, Confinement) -> Result<(), Failed>| {
        test(&format!("program::{name}"), move || {
            let folders = Folders::new()?;
            let confinement = folders.confinement()?;
            body(folders, confinement)
        })
    };
    vec![
        check("reads what it may read", |folders, confinement| {
            attempt(&confinement, &["read", text(&folders.readable.join("file"))])?.is(Done)?;
            attempt(&confinement, &["read", text(&folders.writable.join("file"))])?.is(Done)?;
            attempt(&confinement, &["read", text(&folders.other.join("file"))])?.is(Refused(EACCES))?;
            attempt(&confinement, &["read", "/etc/passwd"])?.is(Refused(EACCES))?;
            attempt(&confinement, &["read the parent's environment"])?.is(Refused(EACCES))
        }),
        check("writes what it may write", |folders, confinement| {
            for name in ["file", "new"] {
                attempt(&confinement, &["write", text(&folders.writable.join(name))])?.is(Done)?;
                attempt(&confinement, &["write", text(&folders.readable.join(name))])?.is(Refused(EACCES))?;
                attempt(&confinement, &["write", text(&folders.other.join(name))])?.is(Refused(EACCES))?;
            }
            attempt(&confinement, &["remove", text(&folders.readable.join("file"))])?.is(Refused(EACCES))?;
            attempt(&confinement, &["remove", text(&folders.writable.join("file"))])?.is(Done)
        }),
        check("executes what it may execute", |folders, confinement| {
            let copy = folders.writable.join("true");
            fs::copy("/bin/true", &copy)?;
            attempt(&confinement, &["execute", "/bin/true"])?.is(Done)?;
            attempt(&confinement, &["execute", text(&copy)])?.is(Refused(EACCES))
        }),
        check("starts processes if it may", |_, mut confinement| {
            attempt(&confinement, &["fork"])?.is(Refused(EPERM))?;
            attempt(&confinement, &["start a program", "/bin/true"])?.is(Refused(EPERM))?;
            attempt(&confinement, &["use threads and locks"])?.is(Done)?;
            confinement.starts_processes = true;
            attempt(&confinement, &["fork"])?.is(Done)?;
            attempt(&confinement, &["start a program", "/bin/true"])?.is(Done)?;
            attempt(&confinement, &["make a namespace"])?.is(Refused(EPERM))
        }),
        check("reaches no server", |folders, confinement| {
            let (listener, path) = (TcpListener::bind("127.0.0.1:0")?, folders.writable.join("socket"));
            let _local = UnixListener::bind(&path)?;
            attempt(&confinement, &["connect", &listener.local_addr()?.to_string()])?.is(Refused(EPERM))?;
            attempt(&confinement, &["connect to a path", text(&path)])?.is(Refused(EPERM))?;
            attempt(&confinement, &["send packets"])?.is(Refused(EPERM))
        }),
        check("reaches no other process", |_, mut confinement| {
            confinement.starts_processes = true;
            let mut victim = Victim::new()?;
            for hostile in ["signal", "kill", "abort another", "trace", "have the kernel send a signal"] {
                attempt(&confinement, &[hostile, &victim.id()])?.is(Refused(EPERM))?;
            }
            attempt(&confinement, &["limit the parent"])?.is(Refused(EPERM))?;
            attempt(&confinement, &["leave the group"])?.is(Refused(EPERM))?;
            if victim.0.try_wait()?.is_none() { Ok(()) } else { Err("the victim is gone".into()) }
        }),
        check("keeps to its limits", |folders, mut confinement| {
            let file = folders.writable.join("long");
            for (name, before) in [("allocate", Done), ("compute", Done)] {
                attempt(&confinement, &[name])?.is(before)?;
            }
            attempt(&confinement, &["write a lot", text(&file)])?.is(Done)?;
            confinement.limits = Limits {
                processor_seconds: Some(1),
                memory_bytes: Some(1 << 28),
                file_bytes: Some(1 << 10),
                ..Limits::default()
            };
            attempt(&confinement, &["allocate"])?.is(Refused(ENOMEM))?;
            attempt(&confinement, &["raise the limit and allocate"])?.is(Refused(EPERM))?;
            attempt(&confinement, &["compute"])?.is(Killed(SIGXCPU))?;
            attempt(&confinement, &["write a lot", text(&file)])?.is(Killed(SIGXFSZ))?;
            if fs::metadata(&file)?.len() <= 1 << 10 { Ok(()) } else { Err("the file is too long".into()) }
        }),
        check("that cannot begin says why", |_, mut confinement| {
            let mut missing = command(Path::new("/bin/there is none"), &confinement)?;
            let ended = run_within(&mut missing, LONG, 1 << 16, &|| false)?;
            wants_text(&ended.stderr, "cannot start /bin/there is none confined: ")?;
            confinement.readable.push("/there is none".into());
            let ended = run(&confinement, &["print", "x", "1"])?;
            wants_text(&ended.stderr, "\"/there is none\"")?;
            attempt(&confinement, &["print", "x", "1"])?.is(Outcome::Unprepared)
        }),
        check("that takes too long is killed", |_, confinement| {
            let mut command = command(&std::env::current_exe()?, &confinement)?;
            command.args(["attempt", "wait until killed"]);
            let ended = run_within(&mut command, Duration::from_millis(100), 0, &|| false)?;
            if ended.ending == Ending::TooLate { Ok(()) } else { Err(format!("{ended:?}").into()) }
        }),
        check("that is to stop is killed", |_, confinement| {
            let asked = Cell::new(0);
            let stop = || asked.replace(asked.get() + 1) == 3;
            let mut command = command(&std::env::current_exe()?, &confinement)?;
            command.args(["attempt", "wait until killed"]);
            let ended = run_within(&mut command, LONG, 0, &stop)?;
            if ended.ending == Ending::Stopped { Ok(()) } else { Err(format!("{ended:?}").into()) }
        }),
        check("that prints too much is heard to the end", |_, confinement| {
            let ended = run(&confinement, &["print", "0123456789", "100000"])?;
            let fine = ended.cut && ended.stdout.len() == 1 << 16 && ended.stdout.starts_with(b"01234567890");
            let short = run(&confinement, &["print", "0123456789", "1"])?;
            let fine = fine && !short.cut && short.stdout == b"0123456789" && short.stderr.is_empty();
            let both = [&ended, &short].map(|ended| matches!(ended.ending, Ending::Exited(status) if status.success()));
            if fine && both == [true, true] { Ok(()) } else { Err(format!("{short:?}, {:?}", ended.ending).into()) }
        }),
        check("leaves no process behind", |_, mut confinement| {
            confinement.starts_processes = true;
            // It has the outputs open for ever.
            let ended = run(&confinement, &["leave a process behind"])?;
            let left = String::from_utf8(ended.stdout)?.trim().parse().ok().and_then(Pid::from_raw);
            let left = left.ok_or("no process was left")?;
            if test_kill_process(left).is_err() { Ok(()) } else { Err(format!("{left} is still there").into()) }
        }),
        test("program::the compiler compiles", the_compiler_compiles),
    ]
}

fn wants_text(found: &[u8], wanted: &str) -> Result<(), Failed> {
    let found = String::from_utf8_lossy(found);
    if found.contains(wanted) { Ok(()) } else { Err(format!("no {wanted:?} in {found:?}").into()) }
}

/// A program is compiled, linked, and does what it says; one that is to contain somebody's file is not.
fn the_compiler_compiles() -> Result<(), Failed> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let found = Command::new(rustc).args(["--print", "sysroot"]).output()?;
    let sysroot = PathBuf::from(String::from_utf8(found.stdout)?.trim());
    let folders = Folders::new()?;
    let mut confinement = folders.confinement()?;
    confinement.executable.push(sysroot.clone());
    confinement.starts_processes = true;
    let gigabyte = 1 << 30;
    confinement.limits = Limits {
        processor_seconds: Some(60),
        memory_bytes: Some(8 * gigabyte),
        file_bytes: Some(gigabyte),
        open_files: Some(1024),
        user_processes: None,
    };
    let secret = folders.other.join("secret");
    fs::write(&secret, "this is nobody's business")?;
    let (honest, curious) = (folders.readable.join("honest.rs"), folders.readable.join("curious.rs"));
    fs::write(&honest, "fn main() { println!(\"compiled\") }")?;
    fs::write(&curious, format!("fn main() {{ println!(include_str!({secret:?})) }}"))?;
    let arguments = |source: &Path| {
        let output = format!("--out-dir={}", text(&folders.writable));
        [text(source).to_owned(), output, "--edition=2024".to_owned(), "-Cdebuginfo=0".to_owned()]
    };
    let compile = |source: &Path| -> Result<Ended, Failed> {
        let mut command = command(&sysroot.join("bin/rustc"), &confinement)?;
        command.args(arguments(source)).env("TMPDIR", &folders.writable).current_dir(&folders.writable);
        Ok(run_within(&mut command, LONG, 1 << 16, &|| false)?)
    };
    let succeeded = |ended: &Ended| matches!(ended.ending, Ending::Exited(status) if status.success());
    let compiled = compile(&honest)?;
    if !succeeded(&compiled) {
        return Err(format!("{:?}: {}", compiled.ending, String::from_utf8_lossy(&compiled.stderr)).into());
    }
    wants_text(&Command::new(folders.writable.join("honest")).output()?.stdout, "compiled\n")?;
    let refused = compile(&curious)?;
    wants_text(&refused.stderr, "Permission denied")?;
    // It is the confinement that keeps it from that.
    let free = Command::new(sysroot.join("bin/rustc")).args(arguments(&curious)).output()?;
    if free.status.success() && !succeeded(&refused) { Ok(()) } else { Err("the secret is out, or was none".into()) }
}
