//! How much memory a process has needed.

use std::fs;

use rustix::thread::gettid;

/// The most memory that a process had resident at any time, in bytes (`VmHWM`: code and shared pages are part of it).
/// `process` is a number, or `self`. `None` where there is no such process, or it has just ended.
pub(crate) fn peak(process: &str) -> Option<u64> {
    high_water_mark(&fs::read_to_string(format!("/proc/{process}/status")).ok()?)
}

fn high_water_mark(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

/// The sum of [`peak`] over the processes that the calling thread has started and that are still there. What they share
/// is counted for each. `None` where there are none, or the kernel does not list them.
pub(crate) fn peak_of_children() -> Option<u64> {
    let thread = gettid().as_raw_nonzero();
    let children = fs::read_to_string(format!("/proc/self/task/{thread}/children")).ok()?;
    children.split_whitespace().map(peak).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_found_among_the_other_lines() {
        let status = "Name:\txtask\nVmPeak:\t  9000 kB\nVmHWM:\t    12 kB\nVmRSS:\t     8 kB\n";
        assert_eq!(high_water_mark(status), Some(12 * 1024));
        // A process that has ended has no memory left.
        assert_eq!(high_water_mark("Name:\txtask\nState:\tZ (zombie)\n"), None);
    }

    #[test]
    fn memory_that_is_touched_counts() {
        let before = peak("self").unwrap();
        let touched = std::hint::black_box(vec![1_u8; 64 << 20]);
        assert!(peak("self").unwrap() >= before + (32 << 20), "{} bytes are resident", touched.len());
    }
}
