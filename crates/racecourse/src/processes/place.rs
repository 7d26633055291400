//! Where an object's shared part lives: at the next free bytes of its state's part of the shared memory.

use std::cell::Cell;
use std::mem::MaybeUninit;
use std::ops::Deref;
use std::ptr::{self, NonNull};

thread_local! {
    /// Points at the setting of the states that are being made; null while none are.
    static SETTING: Cell<*mut Setting> = const { Cell::new(ptr::null_mut()) };
}

/// The most that a single state may take, in bytes.
const MOST_STATE_BYTES: usize = 64 * 1024;

/// How much shared memory a state takes, and how many objects it is made of: the same for every state.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    /// Bytes from one state to the next.
    pub(super) bytes: usize,
    objects: usize,
}

/// What a state looks like in memory, padding included.
pub(super) type Image = Box<[MaybeUninit<u64>]>;

/// How objects that are made now find their place, while states are being made one after the other.
pub(super) struct Setting {
    base: *mut u8,
    /// Where the state begins that is being made, how many of its objects are made, and where the next one may begin.
    state: usize,
    made: usize,
    next: usize,
    extent: Extent,
    /// Bytes from one of these states to the next.
    step: usize,
    /// Where the memory ends.
    end: usize,
    fresh: bool,
}

impl Setting {
    /// The first state is at `offset` of the shared memory, and each further one `spacing` states behind the one
    /// before. `fresh` says whether objects are given their first value, or found with the value they have.
    pub(super) fn at(shared: NonNull<[u8]>, offset: usize, extent: Extent, spacing: usize, fresh: bool) -> Self {
        let (base, step) = (shared.cast().as_ptr(), extent.bytes * spacing);
        Setting { base, state: offset, made: 0, next: offset, extent, step, end: shared.len(), fresh }
    }

    /// How much the objects take that `make` makes, and what they look like in memory when they are fresh.
    pub(super) fn measure(make: impl FnOnce()) -> (Extent, Image) {
        // Pieces of the largest alignment that a place can ask for.
        let mut scratch = vec![[0_u128; 4]; MOST_STATE_BYTES / 64];
        let endless = Extent { bytes: MOST_STATE_BYTES, objects: usize::MAX };
        let base = scratch.as_mut_ptr().cast();
        let end = MOST_STATE_BYTES;
        let mut setting = Setting { base, state: 0, made: 0, next: 0, extent: endless, step: 0, end, fresh: true };
        setting.run(make);
        // Eight bytes are the largest alignment of what is shareable, so states may lie this close together.
        let extent = Extent { bytes: setting.next.next_multiple_of(8).max(8), objects: setting.made };
        let words = extent.bytes / 8;
        // SAFETY: the scratch memory is longer than a state and aligned for words. Words that may be uninitialised ask
        // for nothing else: an object's padding may be.
        let image = unsafe { std::slice::from_raw_parts(base.cast::<MaybeUninit<u64>>(), words) }.into();
        (extent, image)
    }

    /// Makes states with their objects at their places.
    pub(super) fn run<T>(&mut self, make: impl FnOnce() -> T) -> T {
        /// Ends the setting even if `make` panics.
        struct End;
        impl Drop for End {
            fn drop(&mut self) {
                SETTING.set(ptr::null_mut());
            }
        }
        let _end = End;
        SETTING.set(ptr::from_mut(self));
        make()
    }

    /// The place of the next object.
    #[inline]
    fn allot(&mut self, size: usize, align: usize) -> *mut u8 {
        if self.made == self.extent.objects {
            self.made = 0;
            self.state += self.step;
            self.next = self.state;
        }
        let offset = self.next.next_multiple_of(align);
        self.made += 1;
        self.next = offset + size;
        let fits = self.next <= self.state + self.extent.bytes && self.next <= self.end;
        assert!(fits, "a state has more shared objects than fit, or not always the same ones");
        // SAFETY: the offset is inside the memory that the setting was made for.
        unsafe { self.base.add(offset) }
    }
}

/// Where the next object would be, as an offset into the shared memory; -1 if it would not be there.
pub(super) fn next_offset() -> i64 {
    let setting = SETTING.get();
    // SAFETY: while the pointer is set, the setting lives on the stack of `run`, and nobody else uses it now.
    if setting.is_null() { -1 } else { unsafe { (*setting).next as i64 } }
}

/// An object's shared part: in shared memory if it was made with the state, else in the memory of this process alone.
///
/// As small as a pointer, since every process has thousands of these. In the private memory of a process, the lowest bit
/// of the address is set, which is free because places are aligned to two bytes at least.
pub(super) struct Place<T>(NonNull<T>);

/// A value in the private memory of a process.
#[repr(C, align(2))]
struct Private<T>(T);

const PRIVATE: usize = 1;

// SAFETY: a place gives out `&T` only, so it is as shareable as the `T` it points at.
unsafe impl<T: Sync> Sync for Place<T> {}
// SAFETY: as for `Sync`; where the place owns its `T`, moving it moves that too.
unsafe impl<T: Send + Sync> Send for Place<T> {}

impl<T> Place<T> {
    #[inline]
    pub(super) fn new(make: impl FnOnce() -> T) -> Self {
        let setting = SETTING.get();
        if setting.is_null() {
            let private = NonNull::from(Box::leak(Box::new(Private(make())))).cast();
            return Place(private.map_addr(|address| address | PRIVATE));
        }
        // SAFETY: while the pointer is set, the setting lives on the stack of `run`, and nobody else uses it now.
        let (pointer, fresh) =
            unsafe { ((*setting).allot(size_of::<T>(), align_of::<T>().max(2)).cast::<T>(), (*setting).fresh) };
        if fresh {
            // SAFETY: there is room for a `T`, aligned because the memory begins at a page boundary, and whoever makes
            // a fresh state is alone with it. What was there before is plain data or an idle lock, which needs no drop.
            unsafe { pointer.write(make()) };
        }
        // SAFETY: a pointer into mapped memory is not null.
        Place(unsafe { NonNull::new_unchecked(pointer) })
    }
}

impl<T> Deref for Place<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the memory is mapped as long as the process lives, and was given a value by the process that made
        // the state fresh, before any actor was let loose on it.
        unsafe { self.pointer().as_ref() }
    }
}

impl<T> Place<T> {
    /// Where the value is.
    #[inline]
    fn pointer(&self) -> NonNull<T> {
        let address = self.0.as_ptr().map_addr(|address| address & !PRIVATE);
        // SAFETY: an aligned address that was not null before the bit was set.
        unsafe { NonNull::new_unchecked(address) }
    }
}

impl<T> Drop for Place<T> {
    #[inline]
    fn drop(&mut self) {
        if self.0.addr().get() & PRIVATE != 0 {
            // SAFETY: made by `Box::leak` in `new` as a `Private`, at whose beginning the value is, and dropped once.
            drop(unsafe { Box::from_raw(self.pointer().cast::<Private<T>>().as_ptr()) });
        }
    }
}
