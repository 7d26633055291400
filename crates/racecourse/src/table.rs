//! Values by number, for what every operation of a model looks up.

use std::cell::Cell;

/// Values by number. It grows and never goes away, so that the operations of a model, which all look into it, need not
/// ask whether it is still there or whether somebody else is using it.
pub(crate) struct Table<T: 'static>(pub(crate) Cell<&'static [Cell<T>]>);

impl<T: Copy> Table<T> {
    #[inline]
    pub(crate) fn set(&self, number: usize, value: T) {
        if let Some(place) = self.0.get().get(number) {
            place.set(value);
        }
    }

    pub(crate) fn get(&self, number: usize) -> Option<T> {
        self.0.get().get(number).map(Cell::get)
    }

    /// Makes room for at least `count` values.
    pub(crate) fn reserve(&self, count: usize, empty: T) {
        let old = self.0.get();
        if old.len() < count {
            let values = old.iter().map(Cell::get).chain(std::iter::repeat(empty));
            let new: Vec<_> = values.take(count.next_power_of_two()).map(Cell::new).collect();
            self.0.set(Vec::leak(new));
        }
    }
}
