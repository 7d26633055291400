//! Where an object's shared part lives: at the next free bytes of its state's part of the shared memory.

use std::cell::Cell;
use std::ops::Deref;
use std::ptr::NonNull;

thread_local! {
    static SETTING: Cell<Option<Setting>> = const { Cell::new(None) };
}

/// The most that a single state may take, in bytes.
const MOST_STATE_BYTES: usize = 64 * 1024;

/// How objects that are made now find their place: set while a state is being made.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    base: *mut u8,
    next: usize,
    end: usize,
    fresh: bool,
}

impl Setting {
    /// Objects go to `len` bytes at `offset` of the shared memory. `fresh` says whether they are given their first
    /// value, or found with the value they have.
    pub(super) fn at(shared: NonNull<[u8]>, offset: usize, len: usize, fresh: bool) -> Self {
        assert!(offset + len <= shared.len());
        Setting { base: shared.cast().as_ptr(), next: offset, end: offset + len, fresh }
    }

    /// How many bytes the objects take that `make` makes.
    pub(super) fn measure(make: impl FnOnce()) -> usize {
        // Pieces of the largest alignment that a place can ask for.
        let mut scratch = vec![[0_u128; 4]; MOST_STATE_BYTES / 64];
        let setting = Setting { base: scratch.as_mut_ptr().cast(), next: 0, end: MOST_STATE_BYTES, fresh: true };
        SETTING.set(Some(setting));
        make();
        let used = SETTING.take().expect("nothing else takes it away").next;
        used.next_multiple_of(16).max(16)
    }

    /// Makes a state with its objects at their places.
    #[inline]
    pub(super) fn run<T>(self, make: impl FnOnce() -> T) -> T {
        SETTING.set(Some(self));
        let made = make();
        SETTING.set(None);
        made
    }
}

/// An object's shared part: in shared memory if it was made with the state, else in the memory of this process alone.
pub(super) struct Place<T> {
    pointer: NonNull<T>,
    offset: Option<usize>,
}

// SAFETY: a place gives out `&T` only, so it is as shareable as the `T` it points at.
unsafe impl<T: Sync> Sync for Place<T> {}
// SAFETY: as for `Sync`; where the place owns its `T`, moving it moves that too.
unsafe impl<T: Send + Sync> Send for Place<T> {}

impl<T> Place<T> {
    #[inline]
    pub(super) fn new(make: impl FnOnce() -> T) -> Self {
        let Some(mut setting) = SETTING.get() else {
            return Place { pointer: NonNull::from(Box::leak(Box::new(make()))), offset: None };
        };
        let offset = setting.next.next_multiple_of(align_of::<T>());
        setting.next = offset + size_of::<T>();
        assert!(setting.next <= setting.end, "a state has more shared objects than fit, or not always the same ones");
        SETTING.set(Some(setting));
        // SAFETY: `offset` is inside the memory that the setting was made for, with room for a `T` behind it; the
        // memory is mapped at a page boundary, so the offset's alignment is the pointer's.
        let pointer = unsafe { NonNull::new_unchecked(setting.base.add(offset).cast::<T>()) };
        if setting.fresh {
            // SAFETY: as above, and whoever makes a fresh state is alone with it. What was there before is plain data
            // or an idle lock, which needs no drop.
            unsafe { pointer.write(make()) };
        }
        Place { pointer, offset: Some(offset) }
    }

    /// Where in the shared memory it is; -1 if it is not.
    pub(super) fn offset(&self) -> i64 {
        self.offset.map_or(-1, |offset| offset as i64)
    }
}

impl<T> Deref for Place<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the memory is mapped as long as the process lives, and was given a value by the process that made
        // the state fresh, before any actor was let loose on it.
        unsafe { self.pointer.as_ref() }
    }
}

impl<T> Drop for Place<T> {
    #[inline]
    fn drop(&mut self) {
        if self.offset.is_none() {
            // SAFETY: made by `Box::leak` in `new`, and dropped once.
            drop(unsafe { Box::from_raw(self.pointer.as_ptr()) });
        }
    }
}
