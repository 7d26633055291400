//! A kernel that lacks something confines less, and says what. It is made to lack it by a filter.

use std::collections::BTreeMap;
use std::io::Write;

use libc::{EACCES, EPERM};
use libtest_mimic::Trial;
use racecourse_confine::{WorkerConfinement, confine_worker, program_notices, worker_notices};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, apply_filter};

use crate::Outcome::{self, Done, Refused};
use crate::{attempts, itself, test};

/// Becomes a process under a kernel that lacks what the first argument names, confines itself, prints what the kernel does
/// not confine, and makes the attempt that the others name.
pub(crate) fn become_one(mut arguments: impl Iterator<Item = String>) -> ! {
    match arguments.next().as_deref() {
        Some("Landlock") => take_away(libc::SYS_landlock_create_ruleset),
        Some("filters") => take_away(libc::SYS_seccomp),
        _ => {}
    }
    let mut lines = program_notices();
    let Ok(notices) = confine_worker(&WorkerConfinement::default()) else { std::process::exit(crate::UNPREPARED) };
    lines.extend(notices);
    let _ = std::io::stdout().write_all(lines.join("\n").as_bytes());
    attempts::conclude(attempts::attempt(&mut arguments))
}

/// Makes the kernel say that it does not know this call.
fn take_away(call: i64) {
    let filter = SeccompFilter::new(
        BTreeMap::from([(call, Vec::new())]),
        SeccompAction::Allow,
        SeccompAction::Errno(libc::ENOSYS as u32),
        std::env::consts::ARCH.try_into().expect("the tests know this processor"),
    );
    let program: BpfProgram = filter.and_then(TryInto::try_into).expect("a filter of one call");
    apply_filter(&program).expect("this kernel has filters");
}

/// How the attempt ends where the kernel lacks this, and what is said of the kernel.
fn without(missing: &str, attempt: &[&str]) -> Result<(Outcome, String), libtest_mimic::Failed> {
    let output = itself(&[&["old kernel", missing], attempt].concat()).output()?;
    Ok((Outcome::of(output.status), String::from_utf8(output.stdout)?))
}

pub(crate) fn trials() -> Vec<Trial> {
    let check = |missing: &'static str, attempt: &'static [&'static str], wanted: Outcome, said: Vec<&'static str>| {
        test(&format!("old kernel::without {missing}::{}", attempt[0]), move || {
            let (outcome, notices) = without(missing, attempt)?;
            outcome.is(wanted)?;
            let lines: Vec<&str> = notices.lines().collect();
            let fits = lines.len() == said.len() && lines.iter().zip(&said).all(|(line, said)| line.contains(said));
            if fits { Ok(()) } else { Err(format!("{lines:?} instead of {said:?}").into()) }
        })
    };
    let no_landlock = || vec!["the compiler could read and write files", "the answer could read and write files"];
    let no_filters = || vec!["the compiler could use the network", "the answer could use the network"];
    vec![
        check("Landlock", &["read", "/etc/passwd"], Done, no_landlock()),
        check("Landlock", &["send packets"], Refused(EPERM), no_landlock()),
        check("filters", &["read", "/etc/passwd"], Refused(EACCES), no_filters()),
        check("filters", &["send packets"], Done, no_filters()),
        // As it is, this machine's kernel confines whatever it says it does.
        test("old kernel::without nothing::read", || {
            let (outcome, notices) = without("nothing", &["read", "/etc/passwd"])?;
            let open = notices.contains("could read and write files");
            if worker_notices(false).is_empty() && open {
                return Err(notices.into());
            }
            outcome.is(if open { Done } else { Refused(EACCES) })
        }),
    ]
}
