//! What happens when the machine, or somebody on it, does not play along: no room, one processor, signals.

mod support;

use std::io::Read;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};
use std::{fs, thread};

use rustix::process::{Pid, PidfdFlags, Signal, kill_process, pidfd_open, pidfd_send_signal};
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
use serde_json::Value;
use support::{json, text, xtask};

#[test]
fn a_temporary_directory_that_cannot_be_used_exits_with_3_and_says_what_to_do() {
    let output = xtask(&["stress", "shared-value"]).env("TMPDIR", "/nonexistent").output().unwrap();
    let (code, stdout, stderr) = text(output);
    assert_eq!((code, stdout.as_str()), (Some(3), ""));
    assert!(stderr.contains("cannot make a file in /nonexistent") && stderr.contains("set TMPDIR"), "{stderr}");
}

#[test]
fn a_run_that_is_interrupted_reports_what_it_has_and_leaves_nothing_behind() {
    let temporary = tempfile::tempdir().unwrap();
    let arguments = ["stress", "unlocked-counter", "lock-order", "shared-value", "--seconds", "1", "--format", "json"];
    let mut command = xtask(&arguments);
    let mut running = command.env("TMPDIR", temporary.path()).stdout(Stdio::piped()).spawn().unwrap();
    let pid = Pid::from_child(&running);
    // In the middle of the second run: the first is finished, and workers are busy.
    let first = wait_for(|| workers(pid).into_iter().next());
    wait_for(|| workers(pid).into_iter().find(|worker| *worker != first));
    let left_running = workers(pid);
    kill_process(pid, Signal::INT).unwrap();

    let mut stdout = String::new();
    running.stdout.take().unwrap().read_to_string(&mut stdout).unwrap();
    let status = running.wait().unwrap();
    let document: Value = serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error}\n{stdout}"));
    assert_eq!(status.code(), Some(3), "{document:#}");
    assert_eq!(document["interrupted"], true);
    assert_eq!(document["ok"], false);
    let runs = document["runs"].as_array().unwrap();
    assert_eq!(runs[0]["verdict"], "violated", "the first run was finished: {document:#}");
    assert_eq!(runs.last().unwrap()["verdict"], "incomplete", "the last run had not begun: {document:#}");
    assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 0, "no file is left");
    for worker in left_running {
        wait_for(|| (!is_running(worker)).then_some(()));
    }
}

#[test]
fn a_run_that_is_killed_leaves_nothing_behind() {
    let temporary = tempfile::tempdir().unwrap();
    for selector in ["lock-order", "shared-value"] {
        let mut command = xtask(&["stress", selector, "--seconds", "30"]);
        let mut running = command.env("TMPDIR", temporary.path()).stdout(Stdio::null()).spawn().unwrap();
        let pid = Pid::from_child(&running);
        wait_for(|| workers(pid).into_iter().next());
        let left_running = workers(pid);
        kill_process(pid, Signal::KILL).unwrap();
        running.wait().unwrap();
        for worker in left_running {
            wait_for(|| (!is_running(worker)).then_some(()));
        }
        assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 0, "no file is left");
    }
}

/// Processes that actors have forked end with the program, those included whose own parents were killed before.
#[test]
fn a_run_that_is_killed_takes_forked_processes_with_it() {
    let alive = |group: &[Member]| group.iter().filter(|member| !member.has_ended).count();
    // One worker, and more processes than one.
    kill_when("respawn-bomb", |group| alive(group) > 4);
    kill_when("orphaned-worker", |group| alive(group) > 2);
    // The leader of the group is the coordinator, so whoever is there besides the successor is an orphan.
    let leader_has_ended = |group: &[Member]| group.iter().any(|member| member.pid == member.group && member.has_ended);
    kill_when("orphaned-worker", |group| leader_has_ended(group) && alive(group) == 2);
}

/// Kills the program when one of its groups of workers looks as wanted, and waits until the group has ended.
fn kill_when(selector: &str, wanted: impl Fn(&[Member]) -> bool) {
    let mut command = xtask(&["stress", selector, "--variant", "broken", "--seconds", "30"]);
    let mut running = command.stdout(Stdio::null()).spawn().unwrap();
    let pid = Pid::from_child(&running);
    let group = wait_for(|| {
        let groups = workers(pid).into_iter().map(members);
        groups.into_iter().find(|group| wanted(group)).map(|group| group[0].group)
    });
    kill_process(pid, Signal::KILL).unwrap();
    running.wait().unwrap();
    let killed = Instant::now();
    wait_for(|| members(group).iter().all(|member| member.has_ended).then_some(()));
    assert!(killed.elapsed() < Duration::from_secs(10), "{selector}: they lived on, until their own time was up");
}

#[test]
fn a_benchmark_that_is_interrupted_says_so_and_prints_nothing() {
    let mut command = xtask(&["bench", "--part", "model", "--turns", "1000"]);
    let running = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let pid = Pid::from_child(&running);
    wait_for(|| workers(pid).into_iter().next());
    kill_process(pid, Signal::INT).unwrap();
    let (code, stdout, stderr) = text(running.wait_with_output().unwrap());
    assert_eq!((code, stdout.as_str()), (Some(3), ""));
    assert!(stderr.contains("interrupted"), "{stderr}");
}

#[test]
fn two_runs_at_the_same_time_do_not_disturb_each_other() {
    let arguments = ["stress", "sentinel-queue", "shared-value", "--variant", "fixed", "--budget", "1s"];
    let runs: Vec<_> = (0..2).map(|_| xtask(&arguments).stdout(Stdio::piped()).spawn().unwrap()).collect();
    for run in runs {
        let (code, stdout, _) = text(run.wait_with_output().unwrap());
        assert_eq!(code, Some(0), "{stdout}");
    }
}

/// All fixtures on the stress backends, while their workers are killed at random. What was counted stays counted,
/// no verdict is wrong, and nothing is left.
#[test]
fn workers_that_are_killed_cost_samples_and_no_verdict() {
    let temporary = tempfile::tempdir().unwrap();
    let mut command = xtask(&["stress", "--budget", "12s", "--format", "json"]);
    let mut running = command.env("TMPDIR", temporary.path()).stdout(Stdio::piped()).spawn().unwrap();
    let program = Pid::from_child(&running);
    let mut stdout = running.stdout.take().unwrap();
    let reader = thread::spawn(move || {
        let mut text = String::new();
        stdout.read_to_string(&mut text).unwrap();
        text
    });
    let mut killed = Vec::new();
    while running.try_wait().unwrap().is_none() {
        // Out of step with everything that happens at regular times.
        thread::sleep(Duration::from_millis(20 + killed.len() as u64 * 37 % 41));
        let all = workers(program);
        let Some(worker) = all.get(killed.len() % all.len().max(1)).copied() else { continue };
        let Ok(handle) = pidfd_open(Pid::from_raw(worker as i32).unwrap(), PidfdFlags::empty()) else { continue };
        // Still a worker of the program now that there is a handle: the number cannot have gone to another process.
        if workers(program).contains(&worker) && pidfd_send_signal(&handle, Signal::KILL).is_ok() {
            killed.push(worker);
        }
    }
    let status = running.wait().unwrap();
    let text = reader.join().unwrap();
    let document: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(status.code(), Some(0), "{document:#}");
    assert!(killed.len() > 10, "only {} workers were killed", killed.len());
    let runs = document["runs"].as_array().unwrap();
    assert!(runs.iter().all(|run| run["as_expected"] != false), "{document:#}");
    let settled = runs.iter().filter(|run| run["as_expected"] == true).count();
    assert!(settled > runs.len() / 2, "{document:#}");
    assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 0, "no file is left");
    for worker in killed {
        wait_for(|| (!is_running(worker)).then_some(()));
    }
}

#[test]
fn one_processor_is_enough_to_see_a_race_and_is_noted() {
    // What this thread may use, the program inherits.
    let allowed = sched_getaffinity(None).unwrap();
    let first = (0..CpuSet::MAX_CPU).find(|processor| allowed.is_set(*processor)).unwrap();
    let mut only = CpuSet::new();
    only.set(first);
    sched_setaffinity(None, &only).unwrap();
    let (code, document) = json(&["stress", "unlocked-counter", "lock-order", "--budget", "8s", "--format", "json"]);
    assert_eq!(code, Some(0), "{document:#}");
    let runs = document["runs"].as_array().unwrap().iter().filter(|run| run["verdict"] != "unsupported");
    let mut seen = 0;
    for run in runs {
        let notes = run["notes"].as_array().unwrap();
        let noted = notes.iter().any(|note| note.as_str().unwrap().contains("they share one processor"));
        assert!(noted, "{run:#}");
        assert_ne!(run["as_expected"], false, "{run:#}");
        assert!(run["variant"] == "fixed" || run["verdict"] != "held", "{run:#}");
        seen += u32::from(run["variant"] != "fixed" && run["verdict"] == "violated");
    }
    assert!(seen > 0, "{document:#}");
}

#[test]
fn several_groups_at_once_count_together() {
    let arguments = ["stress", "unlocked-counter", "lock-order", "--variant", "fixed", "--groups", "3"];
    let (code, document) = json(&[&arguments[..], &["--seconds", "0.3", "--format", "json"]].concat());
    assert_eq!(code, Some(0), "{document:#}");
    for run in document["runs"].as_array().unwrap().iter().filter(|run| run["verdict"] != "unsupported") {
        assert_eq!(run["verdict"], "held", "{run:#}");
        let counts = run["outcomes"].as_array().unwrap().iter().map(|row| row["count"].as_u64().unwrap());
        assert_eq!(counts.sum::<u64>(), run["executions"].as_u64().unwrap(), "every sample has an outcome: {run:#}");
    }
}

/// Looks until there is something to see. The bound is for a program that is broken, not for one that is slow.
fn wait_for<T>(look: impl Fn() -> Option<T>) -> T {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        match look() {
            Some(seen) => return seen,
            None if Instant::now() > deadline => panic!("waited for a minute in vain"),
            None => thread::sleep(Duration::from_millis(2)),
        }
    }
}

/// The processes that a process has started.
fn workers(parent: Pid) -> Vec<u32> {
    let threads = PathBuf::from(format!("/proc/{}/task", parent.as_raw_nonzero()));
    let Ok(threads) = fs::read_dir(threads) else { return Vec::new() };
    let lists = threads.filter_map(|thread| fs::read_to_string(thread.ok()?.path().join("children")).ok());
    lists.flat_map(|list| list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>()).collect()
}

/// A process of a group.
struct Member {
    pid: u32,
    group: u32,
    /// Whether it waits for its parent only.
    has_ended: bool,
}

/// The processes in a group.
fn members(group: u32) -> Vec<Member> {
    let all = fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
    let look = |pid| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // Behind the name: the state, the parent, the group.
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
        let has_ended = fields.next()? == "Z";
        Some(Member { pid, group: fields.nth(1)?.parse().ok()?, has_ended })
    };
    all.filter_map(look).filter(|member| member.group == group).collect()
}

fn is_running(pid: u32) -> bool {
    // A zombie has ended; it waits for its parent only.
    fs::read_to_string(format!("/proc/{pid}/stat"))
        .is_ok_and(|stat| stat.rsplit_once(')').is_some_and(|(_, fields)| !fields.trim_start().starts_with('Z')))
}
