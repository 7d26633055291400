//! The checker's condition variable, with waits noted, and with the wake-ups and time-outs that a checker can be asked to
//! choose.

use std::panic::Location;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use super::super::{chance, native};
use super::Payload;
use super::mutex::{HELD, MutexGuard};
use crate::context::{self, is_watched, operation, waiting_for};
use crate::injection::{self, Injection, may_die};
use crate::trace::note;
use crate::wait::{Label, WaitKind, WaitTimeoutResult};

/// Lets actors sleep until another actor tells them that something has changed.
pub struct Condvar {
    native: native::sync::Condvar,
    label: Label,
    sleepers: Sleepers,
}

/// Who sleeps, where some may do so for a time only. The checkers know no such sleep: those are not asleep to them, but
/// give way until nobody else can go on, or until they are notified. The checker is not asked about these numbers, which
/// change while nobody else runs.
#[derive(Default)]
struct Sleepers {
    /// How many sleep in the checker's condition variable, and were not notified.
    untimed: AtomicU32,
    /// How many sleep for a time.
    timed: AtomicU32,
    /// How many of those were notified.
    notified: AtomicU32,
}

fn add(number: &AtomicU32, difference: i32) {
    number.store(number.load(Relaxed).saturating_add_signed(difference), Relaxed);
}

impl Sleepers {
    /// Somebody is notified: says whether it is one of those who sleep for a time.
    fn notify_timed(&self) -> bool {
        let (timed, notified) = (self.timed.load(Relaxed), self.notified.load(Relaxed));
        // Who of the two kinds is woken is up to the checker, like everything about time.
        let wakes =
            timed > notified && (self.untimed.load(Relaxed) == 0 || injection::happens(Injection::TimeOuts, chance));
        add(if wakes { &self.notified } else { &self.untimed }, if wakes { 1 } else { -1 });
        wakes
    }

    fn notify_all(&self) {
        self.notified.store(self.timed.load(Relaxed), Relaxed);
        self.untimed.store(0, Relaxed);
    }

    /// Somebody who has slept for a time gets up: says whether for being notified.
    fn get_up(&self) -> bool {
        let notified = self.notified.load(Relaxed) > 0;
        add(&self.timed, -1);
        add(&self.notified, -i32::from(notified));
        notified
    }
}

impl Condvar {
    /// A condition variable that nobody waits for.
    #[track_caller]
    pub fn new() -> Self {
        Self::labelled(Label::unnamed("condition variable"))
    }

    /// A condition variable with a name for reports.
    #[track_caller]
    pub fn named(name: &'static str) -> Self {
        Self::labelled(Label::named("condition variable", name))
    }

    #[track_caller]
    fn labelled(label: Label) -> Self {
        Condvar { native: native::sync::Condvar::new(), label, sleepers: Sleepers::default() }
    }

    /// Releases the mutex, sleeps until notified (or woken without a reason), and takes the mutex again.
    #[track_caller]
    pub fn wait<T: Payload>(&self, guard: &mut MutexGuard<'_, T>) {
        if injection::happens(Injection::SpuriousWakeUps, chance) {
            let label = self.label;
            guard.step_out(
                |mutex| format!("unlocks {mutex}, waits for {label}"),
                || (),
                |mutex| format!("is woken for no reason, locks {mutex}"),
            );
            return;
        }
        self.wait_for(guard, WaitKind::Notification, self.label);
    }

    /// [`wait`](Self::wait)s for as long as `condition` holds, and does not if it does not hold to begin with.
    #[track_caller]
    pub fn wait_while<T: Payload>(&self, guard: &mut MutexGuard<'_, T>, mut condition: impl FnMut(&mut T) -> bool) {
        while condition(guard) {
            self.wait(guard);
        }
    }

    /// Like [`wait`](Self::wait), but for no longer than `timeout`.
    ///
    /// A model has no clock. Time is up when nobody else can go on, and at any moment besides: that is injected, so the
    /// fixture's metadata has to allow for it.
    ///
    /// # Panics
    ///
    /// If [early time-outs](Injection::TimeOuts) are not injected.
    #[track_caller]
    pub fn wait_timeout<T: Payload>(&self, guard: &mut MutexGuard<'_, T>, _timeout: Duration) -> WaitTimeoutResult {
        assert!(
            injection::includes(Injection::TimeOuts),
            "a model that waits for a time needs early time-outs: add `injected: &[TimeOuts]` to the fixture's metadata"
        );
        let early = injection::happens(Injection::TimeOuts, chance);
        let (label, here) = (self.label, Location::caller());
        add(&self.sleepers.timed, 1);
        guard.step_out(
            |mutex| format!("unlocks {mutex}, waits for {label} for a time"),
            || {
                if !early {
                    operation(native::thread::yield_now);
                }
            },
            |mutex| format!("locks {mutex}"),
        );
        let timed_out = !self.sleepers.get_up();
        note(here, || if timed_out { "has waited long enough" } else { "was notified" }.to_owned());
        WaitTimeoutResult::new(timed_out)
    }

    /// [`wait`](Self::wait) on behalf of an object that calls it something else in reports.
    #[track_caller]
    pub(crate) fn wait_for<T: Payload>(&self, guard: &mut MutexGuard<'_, T>, kind: WaitKind, label: Label) {
        self.wait_at(guard, kind, label, Location::caller());
    }

    /// [`wait_for`](Self::wait_for) at a place in the code that is not the caller's.
    pub(crate) fn wait_at<T: Payload>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        kind: WaitKind,
        label: Label,
        here: &'static Location<'static>,
    ) {
        let object = guard.object();
        note(here, || match kind {
            WaitKind::Reading => format!("waits for its turn to read {label}"),
            WaitKind::Writing => format!("waits for its turn to write {label}"),
            WaitKind::Item => format!("waits for an item in {label}"),
            WaitKind::Room => format!("waits for room in {label}"),
            WaitKind::Permit => format!("waits for a permit of {label}"),
            WaitKind::Arrival => format!("waits for the others at {label}"),
            _ => format!("unlocks {}, waits for {label}", context::label(object)),
        });
        let held = guard.native.take().expect(HELD);
        add(&self.sleepers.untimed, 1);
        context::release(object);
        let held = waiting_for(kind, label, here, || self.native.wait(held).unwrap_or_else(PoisonError::into_inner));
        context::hold(object, here);
        guard.native = Some(held);
        if kind == WaitKind::Notification {
            note(here, || format!("is woken, locks {}", context::label(object)));
        }
    }

    /// [`notify_one`](Self::notify_one) on behalf of an object that tells itself what it does.
    pub(crate) fn notify_one_quietly(&self) {
        if !self.sleepers.notify_timed() {
            operation(|| self.native.notify_one());
        }
    }

    /// [`notify_all`](Self::notify_all) on behalf of an object that tells itself what it does.
    pub(crate) fn notify_all_quietly(&self) {
        self.sleepers.notify_all();
        operation(|| self.native.notify_all());
    }

    /// Wakes one of the actors that wait.
    #[track_caller]
    pub fn notify_one(&self) {
        self.notify_one_quietly();
        note(Location::caller(), || format!("notifies one of {}", self.label));
        if is_watched() {
            may_die(chance);
        }
    }

    /// Wakes every actor that waits.
    #[track_caller]
    pub fn notify_all(&self) {
        self.notify_all_quietly();
        note(Location::caller(), || format!("notifies all of {}", self.label));
        if is_watched() {
            may_die(chance);
        }
    }
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}
