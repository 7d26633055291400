//! Loom's path through an execution: read from the checkpoint that loom writes, and written for it to begin with.
//!
//! The form is loom 0.7's (`rt::path::Path`, as its feature `checkpoint` serialises it), which is no promise of loom's. A
//! test that takes a path from loom and gives it back pins it.

use serde_json::{Value, json};

use crate::schedule::{Choice, Schedule};

/// How many stores loom remembers for each atomic.
const STORES: usize = 7;

/// The choices of a path that loom has written.
///
/// # Errors
///
/// If it is of another form; the text says where.
pub(crate) fn read(text: &str) -> Result<Schedule, String> {
    let path: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let branches = path["branches"]["entries"].as_array().ok_or("loom's path has no branches")?;
    let choices = branches.iter().map(|branch| choice(branch).ok_or_else(|| format!("an unknown branch: {branch}")));
    Ok(Schedule(choices.collect::<Result<_, String>>()?))
}

fn choice(branch: &Value) -> Option<Choice> {
    let (kind, branch) = branch.as_object()?.iter().next()?;
    Some(match kind.as_str() {
        "Schedule" => {
            let threads = branch["threads"].as_array()?;
            Choice::Thread(threads.iter().position(|thread| thread == "Active")?.try_into().ok()?)
        }
        "Load" => {
            let position = usize::try_from(branch["pos"].as_u64()?).ok()?;
            Choice::Store(branch["values"].get(position)?.as_u64()?.try_into().ok()?)
        }
        "Spurious" => Choice::Spurious(branch["spur"].as_bool()?),
        _ => return None,
    })
}

/// A path on which loom chooses as the schedule says, and has nothing else to try there; after that, it makes at most so
/// many preemptions.
pub(crate) fn write(schedule: &Schedule, preemptions: Option<usize>) -> String {
    let branch = |choice: &Choice| match *choice {
        Choice::Thread(active) => {
            let thread = |thread| if thread == usize::from(active) { "Active" } else { "Disabled" };
            let threads: Vec<&str> = (0..loom::MAX_THREADS).map(thread).collect();
            json!({"Schedule": {
                "preemptions": 0, "initial_active": null, "threads": threads, "prev": null, "exploring": false,
            }})
        }
        Choice::Store(store) => {
            let mut values = [0; STORES];
            values[0] = store;
            json!({"Load": {"values": values, "pos": 0, "len": 1, "exploring": false}})
        }
        Choice::Spurious(spur) => json!({"Spurious": {"spur": spur, "exploring": false}}),
    };
    let entries: Vec<Value> = schedule.0.iter().map(branch).collect();
    let path = json!({
        "preemption_bound": preemptions, "pos": 0, "branches": {"entries": entries},
        "exploring": true, "skipping": false, "exploring_on_start": true,
    });
    path.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_read_as_it_was_written() {
        let schedule: Schedule = "3ab2cAZY".parse().unwrap();
        assert_eq!(read(&write(&schedule, None)), Ok(schedule));
    }

    #[test]
    fn another_form_is_an_error() {
        assert!(read("{}").is_err());
        assert!(read(r#"{"branches": {"entries": [{"Unknown": {}}]}}"#).is_err());
        assert!(read("no JSON").is_err());
    }
}
