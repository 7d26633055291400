//! How much room the machine has: for how many groups at once, and on which processors.

use racecourse::station::Station;
use rustix::thread::{CpuSet, sched_getaffinity};

/// The most groups that run at once.
const MOST_GROUPS: usize = 32;

/// The processors that a run may use.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    /// Their numbers.
    processors: Vec<usize>,
    /// How many of them the program can keep busy all the time: fewer, where a container has a quota.
    effective: usize,
}

impl Room {
    /// What this program may use.
    pub(crate) fn here() -> Self {
        let processors: Vec<usize> = match sched_getaffinity(None) {
            Ok(allowed) => (0..CpuSet::MAX_CPU).filter(|processor| allowed.is_set(*processor)).collect(),
            Err(_) => vec![0],
        };
        // The standard library reads the quota of the control group, of both versions.
        let effective = std::thread::available_parallelism().map_or(1, usize::from).min(processors.len());
        Room { processors, effective }
    }

    /// How many groups of so many actors fit.
    pub(crate) fn groups(&self, actors: usize) -> usize {
        (self.effective / actors).clamp(1, MOST_GROUPS)
    }

    /// How many threads each of so many groups can have before some must share a processor.
    pub(crate) fn share(&self, groups: usize) -> usize {
        self.processors.len() / groups
    }

    /// Whether every actor can have a processor to itself.
    pub(crate) fn is_roomy(&self, actors: usize) -> bool {
        // Under a quota they still run at the same time, until it is used up and all of them are stopped for a while.
        actors <= self.processors.len()
    }

    /// What a reader of the report should know about the machine.
    pub(crate) fn notes(&self, actors: usize) -> Vec<String> {
        let mut notes = Vec::new();
        let (effective, processors) = (self.effective, self.processors.len());
        if effective < processors {
            notes.push(format!(
                "a quota leaves this program the time of {effective} of {processors} processors: it is stopped now \
                 and then, and has fewer samples"
            ));
        }
        if actors > processors {
            let processors = if processors == 1 { "one processor".into() } else { format!("{processors} processors") };
            notes.push(format!(
                "more actors than processors: they share {processors}, and rare outcomes show less often"
            ));
        }
        notes
    }

    /// Whether there is more than one way to place actors that matters.
    pub(crate) fn has_choice(&self) -> bool {
        self.processors.len() > 2
    }

    /// Deals the processors out to the threads of all groups at random, each to one; which of them share a core or a cache
    /// changes from deal to deal. Where there is not enough room, nobody is bound.
    pub(crate) fn deal(&self, threads: &[&Station], random: &mut fastrand::Rng) {
        let roomy = self.is_roomy(threads.len());
        let mut processors = self.processors.clone();
        random.shuffle(&mut processors);
        for (number, thread) in threads.iter().enumerate() {
            let processor = if roomy { processors[number] as u32 + 1 } else { 0 };
            thread.processor.store(processor, std::sync::atomic::Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering::Relaxed;

    use super::*;

    fn room(processors: usize, effective: usize) -> Room {
        Room { processors: (0..processors).collect(), effective }
    }

    #[test]
    fn as_many_groups_run_as_fit() {
        assert_eq!(room(8, 8).groups(2), 4);
        assert_eq!(room(8, 8).groups(3), 2);
        assert_eq!(room(2, 2).groups(3), 1);
        assert_eq!(room(8, 3).groups(1), 3);
        assert_eq!(room(128, 128).groups(1), MOST_GROUPS);
    }

    #[test]
    fn what_degrades_is_said() {
        assert!(room(4, 4).notes(4).is_empty());
        assert_eq!(room(1, 1).notes(2).len(), 1);
        assert_eq!(room(4, 1).notes(2).len(), 1);
        assert_eq!(room(2, 1).notes(3).len(), 2);
    }

    #[test]
    fn every_actor_gets_a_processor_of_its_own_and_deals_differ() {
        let stations: Vec<Station> = (0..6).map(|_| Station::default()).collect();
        let mut random = fastrand::Rng::with_seed(1);
        let mut deals = Vec::new();
        for _ in 0..4 {
            room(8, 8).deal(&stations.iter().collect::<Vec<_>>(), &mut random);
            let mut deal: Vec<u32> = stations.iter().map(|station| station.processor.load(Relaxed)).collect();
            deals.push(deal.clone());
            deal.sort_unstable();
            deal.dedup();
            assert_eq!(deal.len(), 6);
            assert!(deal.iter().all(|processor| (1..=8).contains(processor)));
        }
        deals.dedup();
        assert!(deals.len() > 1);
    }

    #[test]
    fn where_there_is_no_room_nobody_is_bound() {
        let stations: Vec<Station> = (0..3).map(|_| Station::default()).collect();
        room(2, 2).deal(&stations.iter().collect::<Vec<_>>(), &mut fastrand::Rng::with_seed(1));
        assert!(stations.iter().all(|station| station.processor.load(Relaxed) == 0));
    }
}
