//! From "these actors are asleep" to what kind of hang that is.

use serde::{Deserialize, Serialize};

use crate::about::ViolationKind;
use crate::wait::WaitKind;

/// One actor's part in a hang.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The actor that waits.
    pub actor: String,
    /// The name of the object that it waits for.
    pub waits_for: String,
    /// What would end the wait.
    pub kind: WaitKind,
    /// The actor that holds the object, where one does.
    pub held_by: Option<String>,
    /// The source line at which that actor took it.
    pub held_since: Option<String>,
    /// The source line of the operation that waits.
    pub at: String,
}

impl Waiting {
    /// The wait as a sentence: `payday waits for savings, held by refund since broken.rs:9 (broken.rs:12)`.
    pub fn sentence(&self) -> String {
        let Waiting { actor, waits_for, held_by, held_since, at, .. } = self;
        let what = match self.kind {
            WaitKind::Lock => format!("`{waits_for}`"),
            WaitKind::Reading => format!("its turn to read `{waits_for}`"),
            WaitKind::Writing => format!("its turn to write `{waits_for}`"),
            WaitKind::Item => format!("an item in `{waits_for}`"),
            WaitKind::Room => format!("room in `{waits_for}`"),
            WaitKind::Permit => format!("a permit of `{waits_for}`"),
            WaitKind::Arrival => format!("the others at `{waits_for}`"),
            WaitKind::Notification => format!("a notification of `{waits_for}`"),
            WaitKind::End => {
                let thread = held_by.as_deref().unwrap_or(waits_for);
                return format!("{actor} waits for the end of {thread} ({at})");
            }
        };
        match (held_by, held_since) {
            (Some(holder), Some(since)) => format!("{actor} waits for {what}, held by {holder} since {since} ({at})"),
            (Some(holder), None) => format!("{actor} waits for {what}, held by {holder} ({at})"),
            (None, _) => format!("{actor} waits for {what} ({at})"),
        }
    }
}

/// Says what kind of hang it is when `waits` are all the actors that have not finished, all of them asleep.
///
/// As soon as a held lock or a permit that was taken is part of it, or somebody waits for room while somebody else waits
/// for anything, the hang is a deadlock: what could end a wait is itself waiting, or was never released. Where everybody
/// waits to be told something, or for others who never arrive, or for the end of those who do, nobody is left to tell
/// them: a lost wake-up.
pub fn classify(waits: &[Waiting]) -> ViolationKind {
    let held = [WaitKind::Lock, WaitKind::Reading, WaitKind::Writing, WaitKind::Permit];
    let lock = waits.iter().any(|wait| held.contains(&wait.kind));
    let room = waits.iter().any(|wait| wait.kind == WaitKind::Room);
    if lock || (room && waits.len() > 1) { ViolationKind::Deadlock } else { ViolationKind::LostWakeUp }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(actor: &str, kind: WaitKind, held_by: Option<&str>) -> Waiting {
        Waiting {
            actor: actor.into(),
            waits_for: "x".into(),
            kind,
            held_by: held_by.map(Into::into),
            held_since: held_by.map(|_| "a.rs:9".into()),
            at: "a.rs:1".into(),
        }
    }

    #[test]
    fn a_cycle_of_locks_is_a_deadlock() {
        let waits = [waiting("left", WaitKind::Lock, Some("right")), waiting("right", WaitKind::Lock, Some("left"))];
        assert_eq!(classify(&waits), ViolationKind::Deadlock);
    }

    #[test]
    fn a_lock_that_a_finished_actor_kept_is_a_deadlock() {
        assert_eq!(classify(&[waiting("left", WaitKind::Lock, Some("right"))]), ViolationKind::Deadlock);
    }

    #[test]
    fn two_full_queues_are_a_deadlock() {
        let waits = [waiting("left", WaitKind::Room, None), waiting("right", WaitKind::Room, None)];
        assert_eq!(classify(&waits), ViolationKind::Deadlock);
    }

    #[test]
    fn readers_who_wait_for_each_other_to_stop_are_a_deadlock() {
        let waits = [waiting("left", WaitKind::Writing, None), waiting("right", WaitKind::Writing, None)];
        assert_eq!(classify(&waits), ViolationKind::Deadlock);
        assert_eq!(classify(&[waiting("left", WaitKind::Reading, None)]), ViolationKind::Deadlock);
    }

    #[test]
    fn permits_that_nobody_gives_back_are_a_deadlock() {
        let waits = [waiting("left", WaitKind::Permit, None), waiting("right", WaitKind::Permit, None)];
        assert_eq!(classify(&waits), ViolationKind::Deadlock);
    }

    #[test]
    fn a_barrier_that_nobody_else_comes_to_is_a_lost_wake_up() {
        let waits = [waiting("left", WaitKind::Arrival, None), waiting("right", WaitKind::Arrival, None)];
        assert_eq!(classify(&waits), ViolationKind::LostWakeUp);
    }

    #[test]
    fn consumers_that_nobody_feeds_are_a_lost_wake_up() {
        assert_eq!(classify(&[waiting("consumer", WaitKind::Item, None)]), ViolationKind::LostWakeUp);
    }

    #[test]
    fn a_wait_reads_as_a_sentence() {
        assert_eq!(
            waiting("left", WaitKind::Lock, Some("right")).sentence(),
            "left waits for `x`, held by right since a.rs:9 (a.rs:1)"
        );
        assert_eq!(waiting("left", WaitKind::Item, None).sentence(), "left waits for an item in `x` (a.rs:1)");
        assert_eq!(
            waiting("left", WaitKind::Writing, None).sentence(),
            "left waits for its turn to write `x` (a.rs:1)"
        );
    }
}
