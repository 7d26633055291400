//! Where an object's shared part lives: in shared memory, at the place that mirrors its own.
//!
//! Each process keeps the array of states for itself, and the shared memory has an array of the same layout. What is
//! made of `sync`'s types is used there, as far from the shared array's beginning as the object is from the beginning
//! of the process's own. So no pointer is stored or followed, and a state has the layout that it has on threads.
//!
//! The object itself keeps the value that it was made with. A state is made fresh by copying it into the shared array.
//! An object that is no part of a state (because `setup` uses it before the state is complete, or because it is on the
//! heap) is used where it is, and is private to its process.
//!
//! How often an outcome shows depends on how much the processor has to do between two accesses. So both arrays are at
//! addresses that are known when this is compiled: to find an object takes a comparison and an addition, and no memory.

use std::io;
use std::ops::Deref;
use std::ptr::{self, NonNull};

use rustix::mm::{MapFlags, MremapFlags, ProtFlags, mmap_anonymous, mremap_fixed};

/// Where this process's array of states is, and the shared one as far from there. Far below what the kernel hands out by
/// itself, with any size of address space.
const OWN: usize = 1 << REGION;
const SHARED: usize = OWN + DISTANCE;
const DISTANCE: usize = 1 << REGION;
const REGION: u32 = 36;

/// Makes room for this process's array of states, and maps the shared one. Both are empty, or what they were.
///
/// # Errors
///
/// If something else is there already, or memory is short.
///
/// # Safety
///
/// `shared` is a part of a shared mapping that begins at a page, and lives as long as the process.
pub(super) unsafe fn map(shared: NonNull<[u8]>) -> io::Result<(NonNull<u8>, NonNull<u8>)> {
    let (read_write, here) = (ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE | MapFlags::FIXED_NOREPLACE);
    // SAFETY: nothing is replaced.
    let own = unsafe { mmap_anonymous(ptr::without_provenance_mut(OWN), shared.len(), read_write, here) }?;
    // SAFETY: nothing is replaced; this reserves the place.
    unsafe { mmap_anonymous(ptr::without_provenance_mut(SHARED), shared.len(), read_write, here) }?;
    let to = ptr::without_provenance_mut(SHARED);
    // SAFETY: of a shared mapping, an old size of 0 makes a second one of the same memory, and leaves the first alone
    // (see mremap(2)). What it replaces was reserved above, and nobody uses it.
    let shared = unsafe { mremap_fixed(shared.as_ptr().cast(), 0, shared.len(), MremapFlags::MAYMOVE, to) }?;
    shared.expose_provenance();
    // SAFETY: mappings are not null.
    Ok(unsafe { (NonNull::new_unchecked(own).cast(), NonNull::new_unchecked(shared).cast()) })
}

/// How far an address is inside this process's array of states, if it is inside.
#[inline]
fn inside(address: usize) -> Option<usize> {
    (address >> REGION == 1).then_some(address - OWN)
}

/// Whether an object lies inside this process's array of states, as a whole.
pub(super) fn is_in_own_states<T>(object: &T) -> bool {
    let address = std::ptr::from_ref(object).addr();
    inside(address).is_some() && inside(address + size_of::<T>()).is_some()
}

/// An object's shared part, and the value it was made with.
pub(super) struct Place<T>(T);

impl<T> Place<T> {
    #[inline]
    pub(super) fn new(make: impl FnOnce() -> T) -> Self {
        Place(make())
    }

    /// The shared part of an object that is private to this process: a part of a state is only ever lent, and cannot be moved.
    #[inline]
    pub(super) fn into_inner(self) -> T {
        self.0
    }

    /// A number that names the object, the same one in every process if it is shared.
    pub(super) fn number(&self) -> i64 {
        let address = (&raw const self.0).addr();
        // No address has this bit set, so the numbers of shared objects are none of a private one's.
        inside(address).map_or(address | 1 << 62, |distance| distance) as i64
    }
}

impl<T> Deref for Place<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        let own = &raw const self.0;
        if inside(own.addr()).is_none() {
            return &self.0;
        }
        let shared = ptr::with_exposed_provenance::<T>(own.addr() + DISTANCE);
        // SAFETY: the object is inside this process's array of states, which is only filled once the shared one has been
        // mapped, for as long as the process lives. Every state there is made fresh before an actor gets at it. The
        // object is as far inside that array as `self` is inside this one, so it is a `T`, and aligned, since both begin
        // at a page.
        unsafe { &*shared }
    }
}
