//! Processes whose parents were killed: nobody but this program waits for them.

use std::io;
use std::sync::atomic::Ordering::Relaxed;

use racecourse::children::ChildPlace;
use racecourse_worker::Group as Workers;

use crate::control::Control;

/// Looks after what is left of the processes that actors have forked, and of those that they were about to fork.
/// `killed` is the process of an actor that was killed and has ended.
///
/// # Errors
///
/// If the kernel does not list processes.
pub(crate) fn bury(control: &Control, workers: &Workers, killed: Option<u32>) -> io::Result<()> {
    let mut unborn = Vec::new();
    for (_, place) in control.forked() {
        match process(place) {
            0 => {
                let parent = control.station(place.station.parent.load(Relaxed) as usize);
                let parent = parent.map(|parent| parent.process.load(Relaxed));
                unborn.extend((killed.is_some() && parent == killed).then_some(place));
            }
            process if workers.bury(process) => place.vacate(),
            _ => {}
        }
    }
    if unborn.is_empty() {
        return Ok(());
    }
    // Whoever is killed when it is about to fork leaves a place for a process that will never be. Or it has forked, and
    // the process has not said yet that it is there; then it is one of the group, and nobody knows which.
    let is_known = |one: &u32| control.forked().any(|(_, place)| process(place) == *one);
    if workers.others()?.iter().all(is_known) {
        unborn.into_iter().filter(|place| process(place) == 0).for_each(ChildPlace::vacate);
    }
    Ok(())
}

fn process(place: &ChildPlace) -> u32 {
    place.station.process.load(Relaxed)
}
