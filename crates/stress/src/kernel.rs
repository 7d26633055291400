//! What the kernel says of a thread: whether it sleeps, and how much it has run. See proc(5).

use std::fs;

/// A look at a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glance {
    /// Whether it sleeps, and can be woken.
    pub(crate) asleep: bool,
    /// How much processor time it has used, in clock ticks.
    pub(crate) ticks: u64,
    /// How often it has gone to sleep.
    pub(crate) sleeps: u64,
    /// How often it has lost the processor while it wanted to run on, or yielded it to somebody who wanted to run.
    pub(crate) preemptions: u64,
}

/// Clock ticks per second, which the kernel has promised to user space for decades (`USER_HZ`).
pub(crate) const TICKS_PER_SECOND: u64 = 100;

/// Looks at a thread of a process; `None` if there is no such thread.
pub(crate) fn glance(process: u32, thread: u32) -> Option<Glance> {
    let task = format!("/proc/{process}/task/{thread}");
    let stat = fs::read_to_string(format!("{task}/stat")).ok()?;
    let status = fs::read_to_string(format!("{task}/status")).ok()?;
    parse(&stat, &status)
}

fn parse(stat: &str, status: &str) -> Option<Glance> {
    // The name, in parentheses, may contain anything; the fields behind the last parenthesis are numbered from 3.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |index: usize| fields.get(index - 3)?.parse::<u64>().ok();
    let switches = |wanted: &str| {
        let mut lines = status.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(name, _)| *name == wanted)?.1.trim().parse::<u64>().ok()
    };
    Some(Glance {
        asleep: *fields.first()? == "S",
        ticks: number(14)? + number(15)?,
        sleeps: switches("voluntary_ctxt_switches")?,
        preemptions: switches("nonvoluntary_ctxt_switches")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_parentheses_does_not_shift_the_fields() {
        let stat = "12 (a) S (b) S 1 1 1 0 -1 4194560 10 0 0 0 7 5 0 0 20 0 1 0 100";
        let status = "Name:\tx\nvoluntary_ctxt_switches:\t3\nnonvoluntary_ctxt_switches:\t4\n";
        assert_eq!(parse(stat, status), Some(Glance { asleep: true, ticks: 12, sleeps: 3, preemptions: 4 }));
    }

    #[test]
    fn the_calling_thread_is_awake() {
        let thread = rustix::thread::gettid().as_raw_nonzero().get().unsigned_abs();
        assert!(!glance(std::process::id(), thread).unwrap().asleep);
    }
}
