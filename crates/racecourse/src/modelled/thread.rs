//! Threads of an actor's own: the checker's.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::panic::Location;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

use super::super::native;
use crate::context::{self, Object, operation, waiting_for_held};
use crate::races;
use crate::trace::note;
use crate::wait::{Label, WaitKind};

/// What a thread came to: what its closure returned, or what it panicked with. The checkers stop at a panic, so it is
/// never an error here.
pub type Result<T> = std::result::Result<T, Box<dyn Any + Send>>;

/// Where a thread leaves what it returned. Not the checker's: it is read only after the thread was joined.
type Slot<T> = Arc<Mutex<Option<T>>>;

/// Runs `work` on a thread of its own. Dropping the handle lets it run on; it is waited for before the state that it
/// works on is observed.
#[track_caller]
pub fn spawn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    let result = Slot::default();
    let theirs = Arc::clone(&result);
    let job = move || *theirs.lock().unwrap_or_else(PoisonError::into_inner) = Some(work());
    JoinHandle { thread: Some(start(Box::new(job))), result }
}

struct Thread {
    native: native::thread::JoinHandle<()>,
    /// Stands for the thread's end, which its own thread holds until then.
    object: Object,
    task: usize,
}

#[track_caller]
fn start(job: Box<dyn FnOnce() + Send>) -> Thread {
    let here = Location::caller();
    let label = Label { kind: "thread", name: None, made_at: here };
    let (task, object) = (context::new_task(), context::object(label));
    context::hold_as(object, task, here);
    let native = operation(|| {
        native::thread::spawn(move || {
            context::act_as(task);
            job();
        })
    });
    note(here, || format!("spawns {}", context::task_name(task)));
    Thread { native, object, task }
}

impl Thread {
    fn join(self, at: &'static Location<'static>) {
        let Thread { native, object, task } = self;
        let ended = waiting_for_held(WaitKind::End, object, at, || native.join());
        races::joined(task);
        note(at, || format!("joins {}", context::task_name(task)));
        assert!(ended.is_ok(), "the checkers stop at the first panic");
    }
}

fn finish<T>(thread: Option<Thread>, result: &Slot<T>, at: &'static Location<'static>) -> Result<T> {
    if let Some(thread) = thread {
        thread.join(at);
    }
    let value = result.lock().unwrap_or_else(PoisonError::into_inner).take();
    Ok(value.expect("a thread that has ended has left what it returned"))
}

/// A thread that was spawned.
pub struct JoinHandle<T> {
    thread: Option<Thread>,
    result: Slot<T>,
}

impl<T> JoinHandle<T> {
    /// Waits for the thread to end.
    ///
    /// # Errors
    ///
    /// Never: the checkers stop at the first panic.
    #[track_caller]
    pub fn join(mut self) -> Result<T> {
        finish(self.thread.take(), &self.result, Location::caller())
    }
}

impl<T> Drop for JoinHandle<T> {
    fn drop(&mut self) {
        if let Some(thread) = self.thread.take() {
            context::leave_astray(Box::new(move || thread.join(Location::caller())));
        }
    }
}

/// Lets `work` spawn threads that borrow from here, and waits for all of them before it returns.
#[track_caller]
pub fn scope<'env, T>(work: impl for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T) -> T {
    /// Joins what is left even if `work` panics: nothing that a thread borrows may go away before it has ended.
    struct JoinAll(Threads, &'static Location<'static>);
    impl Drop for JoinAll {
        fn drop(&mut self) {
            for thread in self.0.borrow_mut().iter_mut() {
                if let Some(thread) = thread.take() {
                    thread.join(self.1);
                }
            }
        }
    }
    let scope = Scope { threads: Rc::default(), borrows: PhantomData };
    let _join_all = JoinAll(Rc::clone(&scope.threads), Location::caller());
    work(&scope)
}

/// The threads of a scope that nobody has joined.
type Threads = Rc<RefCell<Vec<Option<Thread>>>>;

/// Spawns threads that end before it does.
pub struct Scope<'scope, 'env: 'scope> {
    threads: Threads,
    /// Both lifetimes are invariant, as in the standard library's scope.
    borrows: PhantomData<(&'scope mut &'scope (), &'env mut &'env ())>,
}

impl<'scope> Scope<'scope, '_> {
    /// Runs `work` on a thread of its own.
    #[track_caller]
    pub fn spawn<T: Send + 'scope>(
        &'scope self,
        work: impl FnOnce() -> T + Send + 'scope,
    ) -> ScopedJoinHandle<'scope, T> {
        let result = Slot::default();
        let theirs = Arc::clone(&result);
        let job: Box<dyn FnOnce() + Send + 'scope> =
            Box::new(move || *theirs.lock().unwrap_or_else(PoisonError::into_inner) = Some(work()));
        // SAFETY: only the lifetime changes. `scope` joins the thread before it returns or unwinds, that is, before
        // anything can go away that the job borrows.
        let job = unsafe {
            std::mem::transmute::<Box<dyn FnOnce() + Send + 'scope>, Box<dyn FnOnce() + Send + 'static>>(job)
        };
        let mut threads = self.threads.borrow_mut();
        let number = threads.len();
        threads.push(None);
        drop(threads);
        let thread = start(job);
        self.threads.borrow_mut()[number] = Some(thread);
        ScopedJoinHandle { threads: Rc::clone(&self.threads), number, result, scope: PhantomData }
    }
}

/// A thread that was spawned in a scope.
pub struct ScopedJoinHandle<'scope, T> {
    threads: Threads,
    number: usize,
    result: Slot<T>,
    scope: PhantomData<&'scope ()>,
}

impl<T> ScopedJoinHandle<'_, T> {
    /// Waits for the thread to end.
    ///
    /// # Errors
    ///
    /// Never: the checkers stop at the first panic.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        let thread = self.threads.borrow_mut()[self.number].take();
        finish(thread, &self.result, Location::caller())
    }
}
