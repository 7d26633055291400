use std::marker::PhantomData;
use std::ops::{Add, AddAssign};

use super::spec::{Counter, Door};
use super::sync::{Mutex, Payload};

struct Sum<T, K = Door> {
    total: T,
    kind: PhantomData<fn(K)>,
}

impl<T, K> Default for Sum<T, K>
where
    T: Default,
{
    fn default() -> Self {
        Sum { total: T::default(), kind: PhantomData }
    }
}

impl<T: Copy + Add<Output = T>, K> AddAssign<T> for Sum<T, K> {
    fn add_assign(&mut self, other: T) {
        self.total = self.total + other;
    }
}

struct Locked<T>(Mutex<T>);

impl<T: Payload> Locked<T> {
    fn with<R, F: for<'a> FnOnce(&'a mut T) -> R>(&self, work: F) -> R {
        work(&mut self.0.lock())
    }
}

pub struct Tally {
    sum: Locked<Sum<u32>>,
}

impl Default for Tally {
    fn default() -> Self {
        Tally { sum: Locked(Mutex::named("sum", Sum::default())) }
    }
}

impl Counter for Tally {
    fn enter(&self, _door: Door) {
        self.sum.with(|sum| *sum += 1);
    }

    fn total(&self) -> u32 {
        self.sum.with::<u32, _>(|sum| sum.total)
    }
}
