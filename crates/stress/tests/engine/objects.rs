//! Scenarios about what `sync` is made of, for threads and for processes.

use racecourse::Backend;
use racecourse::stressed::StressScenario;

/// The scenario of that name, if it is one of these.
pub(crate) fn scenario(name: &str, backend: Backend) -> Option<Box<dyn StressScenario>> {
    match backend {
        Backend::Threads => threads::scenario(name),
        _ => processes::scenario(name),
    }
}

macro_rules! scenarios {
    ($backend:ident) => {
        mod $backend {
            use racecourse::stressed::StressScenario;
            use racecourse::$backend::*;

            pub(super) fn scenario(name: &str) -> Option<Box<dyn StressScenario>> {
                Some(match name {
                    "bits and extremes" => prepare(
                        Scenario::new(|| {
                            (AtomicU8::named("marks", 0), AtomicI64::named("lowest", 0), AtomicBool::new(true))
                        })
                        .actor("left", |(marks, lowest, flag): &(AtomicU8, AtomicI64, AtomicBool)| {
                            marks.fetch_or(1, Ordering::Relaxed);
                            lowest.fetch_min(-3, Ordering::Relaxed);
                            u8::from(flag.fetch_and(false, Ordering::AcqRel))
                        })
                        .actor("right", |(marks, lowest, flag)| {
                            marks.fetch_or(2, Ordering::Relaxed);
                            lowest.fetch_min(-5, Ordering::Relaxed);
                            u8::from(flag.fetch_and(false, Ordering::AcqRel))
                        })
                        .observe_returned(|(marks, lowest, flag), seen| {
                            let found = [marks.load(Ordering::Relaxed), seen[0] + seen[1]];
                            (found, lowest.load(Ordering::Relaxed), flag.load(Ordering::Relaxed))
                        })
                        .acceptable(([3, 1], -5, false), "nothing was lost, and one of them has put the flag down"),
                    ),
                    "updates" => prepare(
                        Scenario::new(|| AtomicUsize::named("seats", 2))
                            .actor("left", |seats: &AtomicUsize| {
                                let fewer = |seats: usize| seats.checked_sub(2);
                                seats.fetch_update(Ordering::SeqCst, Ordering::SeqCst, fewer).is_ok()
                            })
                            .actor("right", |seats| {
                                let fewer = |seats: usize| seats.checked_sub(1);
                                seats.fetch_update(Ordering::SeqCst, Ordering::SeqCst, fewer).is_ok()
                            })
                            .observe_returned(|seats, sold| (seats.load(Ordering::SeqCst), sold[0], sold[1]))
                            .acceptable((0, true, false), "left was first")
                            .acceptable((1, false, true), "right was first"),
                    ),
                    "all operations" => prepare(
                        Scenario::new(|| (AtomicI32::named("number", 6), AtomicBool::named("flag", false)))
                            .actor("alone", |(number, flag): &(AtomicI32, AtomicBool)| {
                                let order = Ordering::Relaxed;
                                let numbers = [
                                    number.fetch_and(3, order),
                                    number.fetch_or(8, order),
                                    number.fetch_xor(9, order),
                                    number.fetch_max(7, order),
                                    number.fetch_min(-7, order),
                                    number.fetch_update(order, order, |seen| Some(seen * 2)).unwrap_or(0),
                                    number.fetch_update(order, order, |_| None).unwrap_or_else(|seen| seen * 10),
                                ];
                                let flags = [
                                    flag.fetch_or(true, order),
                                    flag.fetch_not(order),
                                    flag.fetch_xor(true, order),
                                    flag.fetch_and(false, order),
                                ];
                                (
                                    numbers,
                                    flags,
                                    flag.fetch_update(order, order, |seen| (!seen).then_some(true)).is_ok(),
                                )
                            })
                            .observe_returned(|_, seen| seen[0])
                            .acceptable(
                                ([6, 2, 10, 3, 7, -7, -140], [false, true, false, true], true),
                                "as the standard library's",
                            ),
                    ),
                    _ => return None,
                })
            }
        }
    };
}

scenarios!(threads);
scenarios!(processes);
