//! What this kernel can confine, and what it cannot.

use landlock::{ABI, Access, AccessFs, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetError, Scope};
use seccompiler::TargetArch;

/// Whether the kernel has Landlock.
pub(crate) fn has_landlock() -> bool {
    demands(|ruleset| ruleset.handle_access(AccessFs::from_all(ABI::V1)))
}

/// Whether Landlock knows that emptying a file is writing to it (Linux 6.2).
fn has_truncation() -> bool {
    demands(|ruleset| ruleset.handle_access(AccessFs::Truncate))
}

/// Whether Landlock keeps signals inside (Linux 6.12).
fn has_scopes() -> bool {
    demands(|ruleset| ruleset.scope(Scope::Signal))
}

/// Whether the kernel has what `demand` demands.
fn demands(demand: impl FnOnce(Ruleset) -> Result<Ruleset, RulesetError>) -> bool {
    let strict = Ruleset::default().set_compatibility(CompatLevel::HardRequirement);
    demand(strict).and_then(Ruleset::create).is_ok()
}

/// Whether the kernel filters system calls, and this processor's are known here.
pub(crate) fn has_filters() -> bool {
    let action = libc::SECCOMP_RET_KILL_PROCESS;
    // SAFETY: this operation only reads the number that it is given a pointer to, which lives until it returns.
    let available = unsafe { libc::syscall(libc::SYS_seccomp, libc::SECCOMP_GET_ACTION_AVAIL, 0, &raw const action) };
    available == 0 && architecture().is_some()
}

pub(crate) fn architecture() -> Option<TargetArch> {
    TargetArch::try_from(std::env::consts::ARCH).ok()
}

/// What a confined worker could do on this machine although it should not: sentences for whoever reads its results.
/// `forks` as in [`WorkerConfinement`](crate::WorkerConfinement).
pub fn worker_notices(forks: bool) -> Vec<String> {
    let mut notices = Vec::new();
    match (has_landlock(), has_filters()) {
        (true, true) if forks && !has_scopes() => notices.push(
            "this kernel's Landlock is older than Linux 6.12: the answer could abort other processes of this user"
                .into(),
        ),
        (true, true) => {}
        (false, filters) => {
            notices.push(
                "this kernel has no Landlock, or it is switched off: the answer could read and write files".into(),
            );
            if filters && forks {
                notices.push("without Landlock, the answer could abort other processes of this user".into());
            }
        }
        (true, false) => {}
    }
    if !has_filters() {
        notices.push(NO_FILTERS.replace("{who}", "the answer"));
    }
    notices
}

/// What a confined program could do on this machine although it should not: sentences for whoever reads its results.
pub fn program_notices() -> Vec<String> {
    let mut notices = Vec::new();
    if !has_landlock() {
        notices.push(
            "this kernel has no Landlock, or it is switched off: the compiler could read and write files, and send signals \
             to other processes of this user"
                .into(),
        );
    } else if !has_truncation() {
        notices.push(
            "this kernel's Landlock is older than Linux 6.2: the compiler could empty files that it may only read"
                .into(),
        );
    }
    if has_landlock() && !has_scopes() {
        notices.push(
            "this kernel's Landlock is older than Linux 6.12: the compiler could send signals to other processes of this \
             user"
                .into(),
        );
    }
    if !has_filters() {
        notices.push(NO_FILTERS.replace("{who}", "the compiler"));
    }
    notices
}

const NO_FILTERS: &str = "this kernel has no seccomp filters, or none for this processor: {who} could use the network and \
                          anything else that is no file";
