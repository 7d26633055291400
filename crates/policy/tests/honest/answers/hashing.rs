//! An answer that takes all collections, and keeps what it counts by a hash that is the same every time.
use std::cell::LazyCell;
use std::collections::*;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::mem::discriminant;

use super::spec::{Counter, Door};
use super::sync::{Mutex, MutexGuard};

#[derive(Default, PartialEq, Eq, PartialOrd, Ord, Clone, Copy, Debug)]
enum Wing { #[default] Left, Right }

impl From<&Door> for Wing {
    fn from(door: &Door) -> Self { if discriminant(door) == discriminant(&Door::North) { Self::Left } else { Self::Right } }
}

type Map<K, V> = HashMap<K, V, BuildHasherDefault<DefaultHasher>>;

#[derive(Default)]
pub struct Tally { wings: [Mutex<Map<u64, u32>>; 2], log: Mutex<VecDeque<Wing>> }

fn key(door: Door) -> u64 {
    let mut hasher = DefaultHasher::default();
    (door as u8).hash(&mut hasher);
    hasher.finish()
}

impl Tally {
    fn wing(&self, key: u64) -> MutexGuard<'_, Map<u64, u32>> { self.wings[(key % 2) as usize].lock() }
}

impl Counter for Tally {
    fn enter(&self, door: Door) {
        let key = LazyCell::new(|| key(door));
        *self.wing(*key).entry(*key).or_default() += 1;
        self.log.lock().push_back(Wing::from(&door));
    }
    fn total(&self) -> u32 {
        let sorted: BTreeMap<u64, u32> = self.wings.iter().flat_map(|wing| wing.lock().clone()).collect();
        if let hash_map::Entry::Vacant(_) = Map::<u8, u8>::default().entry(0) {}
        sorted.into_values().sum()
    }
}
