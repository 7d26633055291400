//! Threads of an actor's own, handed out warm; see [`crate::crew`].

use std::any::Any;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, Location, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use parking_lot::Mutex;

use crate::crew::{Task, hand_out};
use crate::seat::{self, Seat};

/// What a thread came to: what its closure returned, or what it panicked with.
pub type Result<T> = std::result::Result<T, Box<dyn Any + Send>>;

/// Runs `work` on a thread of its own. Dropping the handle lets it run on; it is waited for before the state that it
/// works on is judged.
#[track_caller]
pub fn spawn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    let (job, result) = prepare(work);
    JoinHandle { task: hand_out(job, Location::caller()), result }
}

/// Whether a thread calls this that an actor has spawned, or another such thread, and not an actor itself. For
/// specifications, which may promise that something is done in the background; answers may not ask.
pub fn is_spawned() -> bool {
    seat::seat().is_some_and(Seat::is_spawned)
}

/// Where a thread leaves what it came to.
type Slot<T> = Arc<Mutex<Option<Result<T>>>>;

fn prepare<'a, T: Send + 'a>(work: impl FnOnce() -> T + Send + 'a) -> (Box<dyn FnOnce() + Send + 'a>, Slot<T>) {
    let result = Slot::default();
    let theirs = Arc::clone(&result);
    // Nothing that a panic may have left half done is looked at here.
    let job = move || *theirs.lock() = Some(catch_unwind(AssertUnwindSafe(work)));
    (Box::new(job), result)
}

fn finish<T>(task: Task, result: &Slot<T>, at: &'static Location<'static>) -> Result<T> {
    task.wait(at);
    result.lock().take().expect("a thread that has ended has left what it came to")
}

/// A thread that was spawned.
pub struct JoinHandle<T> {
    task: Task,
    result: Slot<T>,
}

impl<T> JoinHandle<T> {
    /// Waits for the thread to end.
    ///
    /// # Errors
    ///
    /// If it panicked: what with.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        finish(self.task, &self.result, Location::caller())
    }
}

/// Lets `work` spawn threads that borrow from here, and waits for all of them before it returns.
///
/// # Panics
///
/// If a thread panicked that `work` did not join.
#[track_caller]
pub fn scope<'env, T>(work: impl for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T) -> T {
    let at = Location::caller();
    let scope = Scope { spawned: Mutex::default(), panics: Arc::default(), borrows: PhantomData };
    let result = catch_unwind(AssertUnwindSafe(|| work(&scope)));
    // Also if `work` panicked: nothing that a thread borrows may go away before it has ended.
    let unjoined_panic = scope.wait(at);
    match result {
        Err(panic) => resume_unwind(panic),
        Ok(_) if unjoined_panic => panic!("a scoped thread panicked"),
        Ok(value) => value,
    }
}

/// Spawns threads that end before it does.
pub struct Scope<'scope, 'env: 'scope> {
    spawned: Mutex<Vec<Task>>,
    /// How many threads have panicked and not been joined.
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
        let (job, result) = prepare(move || work_or_note(work, &panics));
        // SAFETY: only the lifetime changes. `scope` waits for the job to be done before it returns or unwinds, that
        // is, before anything can go away that the job borrows; and the box is gone once the job is done.
        let job = unsafe {
            std::mem::transmute::<Box<dyn FnOnce() + Send + 'scope>, Box<dyn FnOnce() + Send + 'static>>(job)
        };
        let task = hand_out(job, Location::caller());
        self.spawned.lock().push(task);
        ScopedJoinHandle { task, result, panics: Arc::clone(&self.panics), scope: PhantomData }
    }

    /// Waits for all threads; says whether one has panicked that was not joined.
    fn wait(&self, at: &'static Location<'static>) -> bool {
        // Whoever spawns more is on the list before them, and has put them there by the end.
        for number in 0.. {
            let Some(task) = self.spawned.lock().get(number).copied() else { break };
            task.wait(at);
        }
        self.panics.load(Relaxed) > 0
    }
}

fn work_or_note<T>(work: impl FnOnce() -> T, panics: &AtomicU32) -> T {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        panics.fetch_add(1, Relaxed);
        resume_unwind(panic)
    })
}

/// A thread that was spawned in a scope.
pub struct ScopedJoinHandle<'scope, T> {
    task: Task,
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
        finish(self.task, &self.result, Location::caller()).inspect_err(|_| {
            self.panics.fetch_sub(1, Relaxed);
        })
    }
}
