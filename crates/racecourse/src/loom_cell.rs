//! The cell of a model on loom, which finds races itself: with its own memory, in which a load may read an older store.

/// Loom's cell.
pub(super) struct Inner<T>(::loom::cell::UnsafeCell<T>);

impl<T> Inner<T> {
    pub(super) const LEAVES_RACES_TO_OTHERS: bool = false;

    #[track_caller]
    pub(super) fn new(value: T) -> Self {
        Inner(::loom::cell::UnsafeCell::new(value))
    }

    #[track_caller]
    pub(super) fn with<R>(&self, read: impl FnOnce(*const T) -> R) -> R {
        self.0.with(read)
    }

    #[track_caller]
    pub(super) fn with_mut<R>(&self, write: impl FnOnce(*mut T) -> R) -> R {
        self.0.with_mut(write)
    }
}
