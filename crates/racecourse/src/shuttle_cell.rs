//! The cell of a model on shuttle, which has none: races are found by the clocks of [`races`](crate::races).

/// The standard library's cell.
pub(super) struct Inner<T>(std::cell::UnsafeCell<T>);

impl<T> Inner<T> {
    pub(super) const LEAVES_RACES_TO_OTHERS: bool = true;

    pub(super) fn new(value: T) -> Self {
        Inner(std::cell::UnsafeCell::new(value))
    }

    pub(super) fn with<R>(&self, read: impl FnOnce(*const T) -> R) -> R {
        read(self.0.get())
    }

    pub(super) fn with_mut<R>(&self, write: impl FnOnce(*mut T) -> R) -> R {
        write(self.0.get())
    }
}
