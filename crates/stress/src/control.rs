//! The control block: how the actors of a group meet, and what the watchdog sees of them.

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicI32, AtomicU32, AtomicU64, Ordering::*};

use racecourse::children::{ChildPlace, MOST_EACH};
use racecourse::findings::Knobs;
use racecourse::station::Station;
use racecourse::stressed::Tally;

/// The most actors of a scenario.
pub(crate) const MOST_ACTORS: usize = 16;
/// The most actors and spawned threads of a group.
pub(crate) const MOST_THREADS: usize = MOST_ACTORS + 112;
/// The most processes of a group that actors have forked.
const MOST_CHILDREN: usize = 48;
/// The most actors, spawned threads and forked processes of a group.
pub(crate) const MOST_TASKS: usize = MOST_THREADS + MOST_CHILDREN;
/// The number of the observer, where it is none of the actors. Locks note who holds them in a byte.
pub(crate) const OBSERVER: usize = 200;
/// The most outcomes that one judge tells apart; further ones are counted in the last row.
pub(crate) const MOST_OUTCOMES: usize = 64;
/// The longest text of an outcome, in bytes; longer ones are cut.
pub(crate) const LONGEST_OUTCOME: usize = 100;

/// Shared by the parent and the hosts of a group. Each part that one actor writes often has cache lines of its own.
#[repr(C)]
pub(crate) struct Control {
    /// How many times an actor has arrived at a meeting.
    pub(crate) arrived: Alone<AtomicU64>,
    pub(crate) plan: Alone<Plan>,
    /// The actors, and behind them the threads that they have spawned.
    pub(crate) stations: [Station; MOST_THREADS],
    /// The processes that actors have forked: as many places for each actor. They are the tasks behind the threads.
    children: [ChildPlace; MOST_CHILDREN],
    /// How many threads the actors have spawned.
    pub(crate) spawned: AtomicU32,
    /// How many threads there may be, actors included, before some must share a processor.
    pub(crate) room: AtomicU32,
    /// The pipes that confined hosts have set aside for each other.
    pub(crate) pipes: Pipes,
    pub(crate) tables: [Table; MOST_ACTORS],
}

/// The most pipes that a confined host sets aside.
pub(crate) const MOST_PIPES: usize = 32;

/// Pipes by number, for each actor's host; and how many hosts have written theirs down.
#[repr(C)]
pub(crate) struct Pipes {
    pub(crate) numbers: [[AtomicU64; MOST_PIPES]; MOST_ACTORS],
    pub(crate) written: AtomicU32,
}

#[repr(C, align(128))]
pub(crate) struct Alone<T>(pub(crate) T);

/// What the actors do in a round. Written by the first actor, between two meetings; `stop` by the parent.
#[repr(C)]
pub(crate) struct Plan {
    /// How many states the round has.
    pub(crate) states: AtomicU32,
    /// How many states there are between two meetings.
    pub(crate) window: AtomicU32,
    /// By how many turns of a spin loop each actor hangs back behind the one before it.
    pub(crate) offset: AtomicI32,
    /// How many states of the array there are from one in use to the next.
    pub(crate) spacing: AtomicU32,
    /// The knobs that have shown most so far; the window is 0 as long as nothing has shown.
    pub(crate) best: Best,
    /// Whether there is no further round.
    pub(crate) ended: AtomicU32,
    /// Whether the parent wants no further round.
    pub(crate) stop: AtomicU32,
}

/// The best knobs. A reader may catch them half changed, which does no harm: they are all good.
#[repr(C)]
pub(crate) struct Best {
    window: AtomicU32,
    offset: AtomicI32,
    padding: AtomicU32,
    states: AtomicU32,
}

impl Best {
    pub(crate) fn set(&self, knobs: Knobs) {
        self.offset.store(knobs.offset, Relaxed);
        self.padding.store(knobs.padding, Relaxed);
        self.states.store(knobs.states, Relaxed);
        self.window.store(knobs.window, Release);
    }

    pub(crate) fn get(&self) -> Option<Knobs> {
        let window = self.window.load(Acquire);
        (window > 0).then(|| Knobs {
            window,
            offset: self.offset.load(Relaxed),
            padding: self.padding.load(Relaxed),
            states: self.states.load(Relaxed),
        })
    }
}

/// What one judge has counted.
#[repr(C, align(128))]
pub(crate) struct Table {
    judged: AtomicU64,
    rows: [Row; MOST_OUTCOMES],
}

#[repr(C)]
struct Row {
    count: AtomicU64,
    first: AtomicU64,
    first_nanoseconds: AtomicU64,
    /// The length of the text; 0 as long as the row is not used. Stored after the text, and never changed again.
    length: AtomicU32,
    text: UnsafeCell<[u8; LONGEST_OUTCOME]>,
}

// SAFETY: a row's text is written once, by its only judge, before `length` is stored with `Release`; it is read only
// after `length` was loaded with `Acquire` and found set.
unsafe impl Sync for Row {}

/// One outcome, as a judge has counted it.
pub(crate) struct CountedRow {
    pub(crate) outcome: String,
    pub(crate) count: u64,
    /// How many samples the judge had judged when it first appeared.
    pub(crate) first: u64,
    /// When it first appeared, by [`now`].
    pub(crate) first_nanoseconds: u64,
}

impl Table {
    /// Takes over a judge's tally, of which everything counts that was there before.
    pub(crate) fn publish(&self, tally: &Tally, judged: u64) {
        for (index, counted) in tally.counted.iter().enumerate() {
            let row = &self.rows[index.min(MOST_OUTCOMES - 1)];
            if row.length.load(Relaxed) == 0 {
                let text = if index < MOST_OUTCOMES - 1 { counted.outcome.as_str() } else { "(any further outcome)" };
                let mut end = text.len().min(LONGEST_OUTCOME);
                while !text.is_char_boundary(end) {
                    end -= 1;
                }
                // SAFETY: the length is 0, so nobody reads the text, and this judge is the only one who writes it.
                unsafe { (&mut *row.text.get())[..end].copy_from_slice(&text.as_bytes()[..end]) };
                row.first.store(counted.first, Relaxed);
                row.first_nanoseconds.store(now(), Relaxed);
                row.length.store(end as u32, Release);
            }
            if index < MOST_OUTCOMES - 1 {
                row.count.store(counted.count, Relaxed);
            }
        }
        if let Some(further) = tally.counted.get(MOST_OUTCOMES - 1..) {
            let count = further.iter().map(|counted| counted.count).sum();
            self.rows[MOST_OUTCOMES - 1].count.store(count, Relaxed);
        }
        self.judged.store(judged, Release);
    }

    /// How many samples were judged.
    pub(crate) fn judged(&self) -> u64 {
        self.judged.load(Acquire)
    }

    /// What was counted.
    pub(crate) fn rows(&self) -> impl Iterator<Item = CountedRow> + '_ {
        let used = self.rows.iter().map_while(|row| {
            let length = row.length.load(Acquire) as usize;
            (length > 0).then_some((row, length))
        });
        used.map(|(row, length)| {
            // SAFETY: the length is set, so the text was written before and does not change any more.
            let text = unsafe { &(&*row.text.get())[..length] };
            CountedRow {
                outcome: String::from_utf8_lossy(text).into_owned(),
                count: row.count.load(Relaxed),
                first: row.first.load(Relaxed),
                first_nanoseconds: row.first_nanoseconds.load(Relaxed),
            }
        })
    }
}

impl Control {
    /// The stations of the actors, or of those that there can be.
    pub(crate) fn actors(&self) -> &[Station; MOST_ACTORS] {
        self.stations.first_chunk().expect("there are more tasks than actors")
    }

    /// The stations of the threads that actors spawn.
    pub(crate) fn helpers(&self) -> &[Station] {
        &self.stations[MOST_ACTORS..]
    }

    /// The numbers of all threads there are, where there are so many actors.
    pub(crate) fn threads(&self, actors: usize) -> impl Iterator<Item = usize> + Clone + use<> {
        let spawned = (self.spawned.load(Acquire) as usize).min(self.helpers().len());
        (0..actors).chain(MOST_ACTORS..MOST_ACTORS + spawned)
    }

    /// The numbers of all tasks there are, where there are so many actors.
    pub(crate) fn tasks(&self, actors: usize) -> impl Iterator<Item = usize> {
        self.threads(actors).chain(self.forked().map(|(task, _)| task))
    }

    /// The processes that actors have forked and that are not gone, with their numbers as tasks.
    pub(crate) fn forked(&self) -> impl Iterator<Item = (usize, &ChildPlace)> {
        let places = self.children.iter().enumerate();
        let forked = places.filter(|(_, place)| !place.station.is_idle());
        forked.map(|(number, place)| (MOST_THREADS + number, place))
    }

    /// The places of the processes that an actor forks, one of so many actors, and the number of the first as a task.
    pub(crate) fn places(&self, actor: usize, actors: usize) -> (&[ChildPlace], usize) {
        let each = (MOST_CHILDREN / actors).min(MOST_EACH);
        (&self.children[actor * each..(actor + 1) * each], MOST_THREADS + actor * each)
    }

    /// The station of any task.
    pub(crate) fn station(&self, task: usize) -> Option<&Station> {
        let of_child = || self.children.get(task.checked_sub(MOST_THREADS)?).map(|place| &place.station);
        self.stations.get(task).or_else(of_child)
    }

    /// Makes everything zero again, for the next group.
    ///
    /// # Safety
    ///
    /// No host has it mapped any more.
    pub(crate) unsafe fn clear(&self) {
        let start = std::ptr::from_ref(self).cast_mut().cast::<u8>();
        // SAFETY: nobody else uses the block, all of which may change behind a shared reference (atomics and
        // `UnsafeCell`), and all zero is a valid block.
        unsafe { start.write_bytes(0, size_of::<Control>()) };
    }
}

/// The time in nanoseconds, on a clock that all processes share.
pub(crate) fn now() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
    time.tv_sec.unsigned_abs() * 1_000_000_000 + time.tv_nsec.unsigned_abs()
}

#[cfg(test)]
mod tests {
    use racecourse::stressed::Counted;

    use super::*;

    fn table() -> Box<Table> {
        // SAFETY: a table consists of atomics and bytes, for which all zero is valid.
        unsafe { Box::<Table>::new_zeroed().assume_init() }
    }

    #[test]
    fn a_table_gives_back_what_was_published() {
        let table = table();
        let counted = |outcome: &str, count| Counted { outcome: outcome.into(), count, first: 1 };
        let mut tally = Tally::default();
        tally.counted = vec![counted("2", 10), counted("1", 3)];
        table.publish(&tally, 13);
        let rows: Vec<_> = table.rows().map(|row| (row.outcome, row.count)).collect();
        assert_eq!(rows, [("2".to_owned(), 10), ("1".to_owned(), 3)]);
        assert_eq!(table.judged(), 13);
    }

    #[test]
    fn more_outcomes_than_rows_lose_their_names_and_not_their_counts() {
        let table = table();
        let mut tally = Tally::default();
        tally.counted = (0..80).map(|index| Counted { outcome: index.to_string(), count: 2, first: 1 }).collect();
        table.publish(&tally, 160);
        assert_eq!(table.rows().map(|row| row.count).sum::<u64>(), 160);
        assert_eq!(table.rows().last().unwrap().outcome, "(any further outcome)");
    }

    #[test]
    fn a_long_outcome_is_cut_between_characters() {
        let table = table();
        let mut tally = Tally::default();
        tally.counted = vec![Counted { outcome: "ä".repeat(80), count: 1, first: 1 }];
        table.publish(&tally, 1);
        assert_eq!(table.rows().next().unwrap().outcome, "ä".repeat(50));
    }
}
