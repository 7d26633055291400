use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, VecDeque};

use super::spec::{Counter, Door};
use super::sync::Mutex;

#[derive(Default)]
struct Book {
    doors: BTreeMap<Door, u32>,
    by_name: HashMap<String, u32>,
    seen: (BTreeSet<u32>, HashSet<Door>),
    queue: VecDeque<Door>,
    smallest: BinaryHeap<Reverse<u32>>,
}

#[derive(Default)]
pub struct Tally {
    book: Mutex<Book>,
}

impl Counter for Tally {
    fn enter(&self, door: Door) {
        let Book { doors, by_name, seen, queue, smallest } = &mut *self.book.lock();
        match doors.entry(door) {
            Entry::Vacant(entry) => *entry.insert(0) += 1,
            Entry::Occupied(mut entry) => *entry.get_mut() += 1,
        }
        *by_name.entry(format!("{door:?}")).or_insert(0) += 1;
        seen.0.insert(doors[&door]);
        seen.1.insert(door);
        queue.push_back(door);
        smallest.push(Reverse(1));
    }

    fn total(&self) -> u32 {
        let book = self.book.lock();
        assert_eq!(book.queue.len(), book.smallest.len());
        book.doors.values().copied().sum()
    }
}
