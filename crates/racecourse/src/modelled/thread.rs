//! Threads of an actor's own: the checker's.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::panic::Location;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

use super::super::native;
use crate::context::{self, Object, operation, waiting_for_held};
use crate::trace;
use crate::wait::{Label, WaitKind};
use crate::{panics, races};

/// What a thread came to: what its closure returned, or what it panicked with.
pub type Result<T> = std::result::Result<T, Box<dyn Any + Send>>;

/// Where a thread leaves what it came to. Not the checker's: it is read only after the thread was joined.
type Slot<T> = Arc<Mutex<Option<Result<T>>>>;

/// Runs `work` on a thread of its own. Dropping the handle lets it run on; it is waited for before the state that it
/// works on is observed.
#[track_caller]
pub fn spawn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    let (job, result) = prepare(work);
    JoinHandle { thread: Some(start(job)), result }
}

/// What a thread does, which gets its number as a task.
type Job<'a> = Box<dyn FnOnce(usize) + Send + 'a>;

fn prepare<'a, T: Send + 'a>(work: impl FnOnce() -> T + Send + 'a) -> (Job<'a>, Slot<T>) {
    let result = Slot::default();
    let theirs = Arc::clone(&result);
    let job = move |task| {
        let ended = panics::catch(task, work);
        *theirs.lock().unwrap_or_else(PoisonError::into_inner) = Some(ended);
    };
    (Box::new(job), result)
}

struct Thread {
    native: native::thread::JoinHandle<()>,
    /// Stands for the thread's end, which its own thread holds until then.
    object: Object,
    task: usize,
}

#[track_caller]
fn start(job: Job<'static>) -> Thread {
    let here = Location::caller();
    let label = Label { kind: "thread", name: None, made_at: here };
    let (task, object) = (context::new_task(), context::object(label));
    context::hold_as(object, task, here);
    trace::note_birth(task);
    let native = operation(|| {
        native::thread::spawn(move || {
            context::act_as(task);
            job(task);
            trace::note_end(task);
        })
    });
    trace::note_spawned(here, task);
    Thread { native, object, task }
}

impl Thread {
    fn join(self, at: &'static Location<'static>) {
        let Thread { native, object, task } = self;
        let ended = waiting_for_held(WaitKind::End, object, at, || native.join());
        races::joined(task);
        trace::note_joined(at, task);
        assert!(ended.is_ok(), "a panic that does not end the execution is caught");
    }
}

fn finish<T>(thread: Option<Thread>, result: &Slot<T>, at: &'static Location<'static>) -> Result<T> {
    if let Some(thread) = thread {
        thread.join(at);
    }
    let ended = result.lock().unwrap_or_else(PoisonError::into_inner).take();
    ended.expect("a thread that has ended has left what it came to")
}

/// Whether a thread calls this that an actor has spawned, or another such thread, and not an actor itself. For
/// specifications, which may promise that something is done in the background; answers may not ask.
pub fn is_spawned() -> bool {
    context::acts_as_spawned()
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
    /// If it panicked: what with.
    #[track_caller]
    pub fn join(mut self) -> Result<T> {
        finish(self.thread.take(), &self.result, Location::caller())
    }
}

impl<T> Drop for JoinHandle<T> {
    fn drop(&mut self) {
        // Whoever is no actor makes a state, or is done with one: the thread lives as long as it is needed there.
        if let Some(thread) = self.thread.take().filter(|_| context::acting().is_some()) {
            context::leave_astray(Box::new(move || thread.join(Location::caller())));
        }
    }
}

/// Lets `work` spawn threads that borrow from here, and waits for all of them before it returns.
///
/// # Panics
///
/// If a thread panicked that `work` did not join.
#[track_caller]
pub fn scope<'env, T>(work: impl for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T) -> T {
    /// Joins what is left even if a checker ends the execution: nothing that a thread borrows may go away before it has
    /// ended.
    struct JoinAll(Threads, &'static Location<'static>);
    impl JoinAll {
        fn join(&self) {
            // Until there are none: while one is waited for, others may spawn more.
            while let Some(thread) = self.0.any() {
                thread.join(self.1);
            }
        }
    }
    impl Drop for JoinAll {
        fn drop(&mut self) {
            self.join();
        }
    }
    let scope = Scope { threads: Threads::default(), panics: Arc::default(), borrows: PhantomData };
    let join_all = JoinAll(scope.threads.clone(), Location::caller());
    let value = panics::stop_over(|| work(&scope), || join_all.join());
    join_all.join();
    assert!(scope.panics.load(Relaxed) == 0, "a scoped thread panicked");
    value
}

/// The threads of a scope.
#[derive(Clone, Default)]
struct Threads(Rc<RefCell<Vec<Place>>>);

/// One of them.
#[derive(Default)]
struct Place {
    /// Nothing where it is about to begin, or somebody has it to join it.
    thread: Option<Thread>,
    /// Whether its handle is gone, so that nobody but the scope will join it.
    is_left: bool,
}

// SAFETY: a checker runs all tasks of an execution on one thread of the system's, and lets another one run only in the middle of
// an operation. The list is counted, cloned and borrowed by the methods below and by `drop`, in none of which there is one.
unsafe impl Send for Threads {}
// SAFETY: as for `Send`.
unsafe impl Sync for Threads {}

impl Threads {
    /// Makes a place for one more, and returns its number.
    fn make_place(&self) -> usize {
        let mut places = self.0.borrow_mut();
        places.push(Place::default());
        places.len() - 1
    }

    fn put(&self, number: usize, thread: Thread) {
        self.0.borrow_mut()[number].thread = Some(thread);
    }

    fn take(&self, number: usize) -> Option<Thread> {
        self.0.borrow_mut()[number].thread.take()
    }

    fn leave(&self, number: usize) {
        self.0.borrow_mut()[number].is_left = true;
    }

    /// Takes one that is to be joined, first of all one that nobody else will join. While it is waited for, those who have
    /// handles use them, or leave them.
    fn any(&self) -> Option<Thread> {
        let mut places = self.0.borrow_mut();
        let left = places.iter_mut().filter(|place| place.is_left).find_map(|place| place.thread.take());
        left.or_else(|| places.iter_mut().find_map(|place| place.thread.take()))
    }
}

/// Spawns threads that end before it does.
pub struct Scope<'scope, 'env: 'scope> {
    threads: Threads,
    /// How many threads have begun and not ended well, apart from those that have panicked and been joined.
    panics: Arc<AtomicU32>,
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
        let panics = Arc::clone(&self.panics);
        let (job, result) = prepare(move || {
            panics.fetch_add(1, Relaxed);
            let value = work();
            panics.fetch_sub(1, Relaxed);
            value
        });
        // SAFETY: only the lifetime changes. `scope` joins the thread before it returns or unwinds, that is, before
        // anything can go away that the job borrows.
        let job = unsafe { std::mem::transmute::<Job<'scope>, Job<'static>>(job) };
        let number = self.threads.make_place();
        self.threads.put(number, start(job));
        let panics = Arc::clone(&self.panics);
        ScopedJoinHandle { threads: self.threads.clone(), number, result, panics, scope: PhantomData }
    }
}

/// A thread that was spawned in a scope.
pub struct ScopedJoinHandle<'scope, T> {
    threads: Threads,
    number: usize,
    result: Slot<T>,
    panics: Arc<AtomicU32>,
    scope: PhantomData<&'scope ()>,
}

impl<T> ScopedJoinHandle<'_, T> {
    /// Waits for the thread to end.
    ///
    /// # Errors
    ///
    /// If it panicked: what with.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        let thread = self.threads.take(self.number);
        finish(thread, &self.result, Location::caller()).inspect_err(|_| {
            self.panics.fetch_sub(1, Relaxed);
        })
    }
}

impl<T> Drop for ScopedJoinHandle<'_, T> {
    fn drop(&mut self) {
        self.threads.leave(self.number);
    }
}
