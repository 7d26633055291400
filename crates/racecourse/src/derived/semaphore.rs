//! A counting semaphore made of a mutex and a condition variable.

use std::panic::Location;

use super::{Condvar, Mutex};
use crate::wait::{Label, WaitKind};

/// A number of permits that actors take and give back: so many may be at something at once.
pub struct Semaphore {
    permits: Mutex<Permits>,
    freed: Condvar,
    label: Label,
}

/// How many permits there are to take, and how many actors sleep until there is one. Counting the sleepers spares a
/// notification that nobody hears, and a model checker the executions that differ only in that.
#[derive(Clone, Copy)]
pub(crate) struct Permits {
    free: u32,
    wanted: u32,
}

impl Semaphore {
    /// A semaphore with so many permits.
    #[track_caller]
    pub fn new(permits: u32) -> Self {
        let label = Label::unnamed("semaphore");
        Semaphore {
            permits: Mutex::labelled(Permits { free: permits, wanted: 0 }, label),
            freed: Condvar::new(),
            label,
        }
    }

    /// A semaphore with so many permits, and a name for reports.
    #[track_caller]
    pub fn named(name: &'static str, permits: u32) -> Self {
        Semaphore {
            permits: Mutex::named(name, Permits { free: permits, wanted: 0 }),
            freed: Condvar::new(),
            label: Label::named("semaphore", name),
        }
    }

    /// Waits until there is a permit, and takes it until what is returned is dropped.
    #[track_caller]
    pub fn acquire(&self) -> Permit<'_> {
        let here = Location::caller();
        let mut permits = self.permits.lock_quietly();
        while permits.free == 0 {
            permits.wanted += 1;
            self.freed.wait_for(&mut permits, WaitKind::Permit, self.label);
            permits.wanted -= 1;
        }
        permits.free -= 1;
        self.permits.note(here, |name| format!("takes a permit of {name}"));
        Permit { semaphore: self }
    }

    /// Takes a permit if there is one.
    #[track_caller]
    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        let here = Location::caller();
        let mut permits = self.permits.lock_quietly();
        let free = permits.free.checked_sub(1);
        self.permits.note(here, |name| match free {
            Some(_) => format!("takes a permit of {name}"),
            None => format!("finds no permit of {name}"),
        });
        permits.free = free?;
        Some(Permit { semaphore: self })
    }

    /// Gives a permit back that was kept with [`Permit::keep`], or adds one.
    #[track_caller]
    pub fn release(&self) {
        self.give_back(Some(Location::caller()));
    }

    fn give_back(&self, at: Option<&'static Location<'static>>) {
        let mut permits = self.permits.lock_quietly();
        permits.free += 1;
        self.permits.note(at, |name| format!("gives a permit of {name} back"));
        if permits.wanted > 0 {
            self.freed.notify_one_quietly();
        }
    }
}

/// Holds a permit of a [`Semaphore`].
#[must_use = "the permit is given back at once unless it is held"]
pub struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Permit<'_> {
    /// Keeps the permit until somebody calls [`Semaphore::release`].
    pub fn keep(self) {
        std::mem::forget(self);
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let semaphore = self.semaphore;
        // SAFETY: what is borrowed contains the mutex. It stays where it is: the permit has just borrowed it, and while
        // a thread unwinds, nothing but destructors run on it.
        unsafe { semaphore.permits.on_drop(move || semaphore.give_back(None)) };
    }
}
