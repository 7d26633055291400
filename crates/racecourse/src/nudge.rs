//! Where threads have to share a processor, nothing races but where one is preempted in favour of another, which the
//! kernel does a few hundred times a second. Here a timer makes a thread give way at random moments, ten thousand
//! times a second.
//!
//! The timer goes off once, and its signal handler sets it again; but not while the thread is in an operation that
//! waits, since a thread that is woken now and then does not look asleep.

use std::cell::Cell;
use std::sync::atomic::Ordering::Relaxed;

use crate::seat;

thread_local! {
    /// The calling thread's timer, and the state of its random numbers.
    static TIMER: Cell<Option<(libc::timer_t, u64)>> = const { Cell::new(None) };
}

/// Between how many nanoseconds of running a thread gives way, at least; and at most twice that.
const AFTER: u64 = 40_000;

/// Makes the calling thread, which has a seat, give way now and then from here on. If the machine has no timer left, it
/// does not, which costs speed and not truth.
pub fn start(seed: u64) {
    // SAFETY: all zero is a valid `sigaction` (no flags, an empty mask) and a valid `sigevent`; the calls only read the
    // structures that they are given, and the handler keeps to what is allowed in one (see there).
    let timer = unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = on_signal as extern "C" fn(i32) as usize;
        action.sa_flags = libc::SA_RESTART;
        if libc::sigaction(signal(), &raw const action, std::ptr::null_mut()) != 0 {
            return;
        }
        let mut event: libc::sigevent = std::mem::zeroed();
        event.sigev_notify = libc::SIGEV_THREAD_ID;
        event.sigev_signo = signal();
        event.sigev_notify_thread_id = libc::gettid();
        let mut timer: libc::timer_t = std::ptr::null_mut();
        if libc::timer_create(libc::CLOCK_MONOTONIC, &raw mut event, &raw mut timer) != 0 {
            return;
        }
        timer
    };
    TIMER.set(Some((timer, seed | 1)));
    set();
}

/// Forgets the timer of the thread that forked this process, which has not inherited it.
pub(crate) fn forget() {
    TIMER.set(None);
}

fn signal() -> i32 {
    libc::SIGRTMIN()
}

/// Sets the calling thread's timer, if it has one.
pub(crate) fn set() {
    let Some((timer, random)) = TIMER.get() else { return };
    // Xorshift (Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8, 2003, section 4).
    let mut next = random;
    next ^= next << 13;
    next ^= next >> 7;
    next ^= next << 17;
    TIMER.set(Some((timer, next)));
    let after = libc::timespec { tv_sec: 0, tv_nsec: (AFTER + next % AFTER) as libc::c_long };
    let never = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    let once = libc::itimerspec { it_interval: never, it_value: after };
    // SAFETY: the timer was made by this thread and is never deleted; the call only reads the time.
    unsafe { libc::timer_settime(timer, 0, &raw const once, std::ptr::null_mut()) };
}

/// Gives way. Runs in the middle of anything: it touches only this thread's own cells, which need no initialisation and
/// no destructor, and atomics; calls nothing but `sched_yield` and `timer_settime`, which are allowed in a handler; and
/// keeps `errno` as it was.
extern "C" fn on_signal(_: i32) {
    let Some(seat) = seat::seat() else { return };
    let station = seat.station();
    if station.blocked.load(Relaxed) != 0 {
        return;
    }
    // SAFETY: it points at this thread's own `errno`.
    let errno = unsafe { *libc::__errno_location() };
    station.nudges.fetch_add(1, Relaxed);
    // SAFETY: the call has no arguments.
    unsafe { libc::sched_yield() };
    set();
    // SAFETY: as above.
    unsafe { *libc::__errno_location() = errno };
}
