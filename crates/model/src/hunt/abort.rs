//! An abort ends a process, and with it all that is known of the execution. A hunt asks to be told before that.

use std::sync::{Mutex, PoisonError};

use crate::failure;

/// What is done when the code under test aborts.
static THEN: Mutex<Option<Then>> = Mutex::new(None);

type Then = Box<dyn FnOnce() + Send>;

/// How much a stack has to have for what is done then: the aborting code may run on the small stack of a coroutine.
const STACK: usize = 1 << 20;

/// When the code under test aborts, does `then`, which is to end this process by itself; else that ends as it would have.
pub(super) fn catch(then: impl FnOnce() + Send + 'static) {
    let is_set = THEN.lock().unwrap_or_else(PoisonError::into_inner).replace(Box::new(then)).is_some();
    if is_set {
        return;
    }
    let stack = Box::leak(vec![0_u8; STACK].into_boxed_slice());
    // SAFETY: the stack is leaked, so it stays; all zero is a valid `sigaction` and a valid `stack_t`; both calls only read
    // what they are given.
    unsafe {
        let mut alternative: libc::stack_t = std::mem::zeroed();
        alternative.ss_sp = stack.as_mut_ptr().cast();
        alternative.ss_size = STACK;
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = on_abort as extern "C" fn(i32) as usize;
        action.sa_flags = libc::SA_ONSTACK | libc::SA_RESETHAND;
        // Without a stack or a handler, an abort ends the process, and the hunt finds nothing: slower, not wrong.
        if libc::sigaltstack(&raw const alternative, std::ptr::null_mut()) == 0 {
            libc::sigaction(libc::SIGABRT, &raw const action, std::ptr::null_mut());
        }
    }
}

/// Runs where `abort` was called, as if it had been called from there: the signal is raised by the thread itself, so no
/// other code is interrupted in the middle of anything but `abort`. Hence this may do what a signal handler may not.
extern "C" fn on_abort(_: i32) {
    let then = THEN.lock().unwrap_or_else(PoisonError::into_inner).take();
    failure::note_abort();
    if let Some(then) = then {
        then();
    }
}
