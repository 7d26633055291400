//! Programs in which a store and an exchange of one atomic meet, for loom, which takes them for less than they are.

use racecourse::explored::ModelScenario;
use racecourse::loom::*;

/// Two atomics that one actor stores to and another one exchanges and reads.
type Shared = (AtomicU32, AtomicU32);

fn shared() -> Shared {
    (AtomicU32::named("place", 0), AtomicU32::named("other", 0))
}

/// The scenario of that name, if it is one of these. What is observed is what is of interest, and all of it is acceptable.
pub(crate) fn scenario(name: &str) -> Option<Box<dyn ModelScenario>> {
    Some(match name {
        // Whoever knows of the store of 2 and has exchanged 0 for 1 reads 2: that store comes after both.
        "store behind an exchange" => prepare(
            Scenario::new(shared)
                .actor("stores", |(place, told): &Shared| {
                    place.store(2, Ordering::Relaxed);
                    told.store(1, Ordering::Release);
                    (0, 0)
                })
                .actor("exchanges", |(place, told)| {
                    let before = place.swap(1, Ordering::Relaxed);
                    let is_told = told.load(Ordering::Acquire) == 1;
                    (before, if is_told { place.load(Ordering::Relaxed) } else { 9 })
                })
                .observe_returned(|_, seen| seen[1])
                .acceptable((0, 9), "nobody was told"),
        ),
        // The same, but nobody is told anything.
        "store beside an exchange" => prepare(
            Scenario::new(shared)
                .actor("stores", |(place, _): &Shared| {
                    place.store(2, Ordering::Relaxed);
                    (0, 0)
                })
                .actor("exchanges", |(place, _)| (place.swap(1, Ordering::Relaxed), place.load(Ordering::Relaxed)))
                .observe_returned(|_, seen| seen[1])
                .acceptable((0, 1), "nobody has stored anything"),
        ),
        // What is read is no part of what somebody else has released.
        "store ends a release sequence" => prepare(
            Scenario::new(shared)
                .actor("releases", |(place, data): &Shared| {
                    data.store(1, Ordering::Relaxed);
                    place.store(1, Ordering::Release);
                    (false, 0)
                })
                .actor("stores", |(place, _)| {
                    if place.load(Ordering::Relaxed) == 1 {
                        place.store(2, Ordering::Relaxed);
                    }
                    (false, 0)
                })
                .actor("acquires", |(place, data)| {
                    let is_stored = place.load(Ordering::Acquire) == 2;
                    (is_stored, if is_stored { data.load(Ordering::Relaxed) } else { 9 })
                })
                .observe_returned(|_, seen| seen[2])
                .acceptable((false, 9), "nothing was stored yet"),
        ),
        _ => return None,
    })
}
