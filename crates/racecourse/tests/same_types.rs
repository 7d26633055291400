//! Nobody can ask the types of `sync` which backend they are of.
//!
//! Where a type has a method only if something can be sent, method resolution tells whether it can, and an answer to an
//! exercise could be right where it is checked and wrong elsewhere. So all backends' types implement the same. What is left
//! is `Payload`, which says on processes what may be shared between them, and `Drop`, which the rules for answers do not
//! let anybody ask for.

/// What the types of a backend implement: their names, and a 1 or a 0 for each trait.
macro_rules! table {
    ($backend:ident, [$($name:ident: $of:ty),* $(,)?]) => {{
        use std::fmt::{Debug, Display};
        use std::hash::Hash;
        use std::marker::PhantomData;
        #[allow(unused_imports, reason = "not every backend is asked for all of them")]
        use racecourse::$backend::*;

        struct Probe<T>(PhantomData<T>);
        #[allow(dead_code, reason = "where every type implements a trait, nobody asks what else there would be")]
        trait Otherwise {
            asked!(otherwise Send sent, Sync shared, Unpin unpinned, Clone cloned, Copy copied, Default made, Debug debugged,
                Display displayed, PartialEq compared, PartialOrd ordered, Hash hashed);
        }
        impl<T> Otherwise for Probe<T> {}
        asked!(if Send sent, Sync shared, Unpin unpinned, Clone cloned, Copy copied, Default made, Debug debugged,
            Display displayed, PartialEq compared, PartialOrd ordered, Hash hashed);
        vec![$({
            let probe = Probe::<$of>(PhantomData);
            let all = [
                probe.sent(), probe.shared(), probe.unpinned(), probe.cloned(), probe.copied(), probe.made(),
                probe.debugged(), probe.displayed(), probe.compared(), probe.ordered(), probe.hashed(),
            ];
            (stringify!($name), all.map(u8::from))
        }),*]
    }};
}

macro_rules! asked {
    (otherwise $($asked:ident $method:ident),*) => { $(fn $method(&self) -> bool { false })* };
    (if $($asked:ident $method:ident),*) => { $(#[allow(dead_code, reason = "where no type implements it")] impl<T: $asked> Probe<T> { fn $method(&self) -> bool { true } })* };
}

macro_rules! everywhere {
    ($backend:ident) => {
        table!($backend, [
            AtomicBool: AtomicBool,
            AtomicI32: AtomicI32,
            AtomicI64: AtomicI64,
            AtomicU8: AtomicU8,
            AtomicU32: AtomicU32,
            AtomicU64: AtomicU64,
            AtomicUsize: AtomicUsize,
            Barrier: Barrier,
            Condvar: Condvar,
            FileLock: FileLock,
            FileLockGuard: FileLockGuard<'static>,
            JoinHandle: JoinHandle<u32>,
            JoinHandleOfCell: JoinHandle<std::cell::Cell<u8>>,
            LockFile: LockFile<'static>,
            Mutex: Mutex<u32>,
            MutexOfCell: Mutex<std::cell::Cell<u8>>,
            MutexGuard: MutexGuard<'static, u32>,
            Ordering: Ordering,
            Permit: Permit<'static>,
            Pipe: Pipe,
            Queue: Queue<u32, 2>,
            RwLock: RwLock<u32>,
            RwLockOfCell: RwLock<std::cell::Cell<u8>>,
            RwLockReadGuard: RwLockReadGuard<'static, u32>,
            RwLockWriteGuard: RwLockWriteGuard<'static, u32>,
            Scope: thread::Scope<'static, 'static>,
            ScopedJoinHandle: thread::ScopedJoinHandle<'static, u32>,
            Semaphore: Semaphore,
            Value: Value<u32>,
            WaitTimeoutResult: WaitTimeoutResult,
        ])
    };
}

macro_rules! with_channels {
    ($backend:ident) => {
        table!($backend, [
            Sender: channel::Sender<u32>,
            SenderOfCell: channel::Sender<std::cell::Cell<u8>>,
            Receiver: channel::Receiver<u32>,
            ReceiverOfCell: channel::Receiver<std::cell::Cell<u8>>,
            SendError: channel::SendError<u32>,
            RecvError: channel::RecvError,
        ])
    };
}

/// Those lines in which one backend differs from real threads. A lock around what cannot be shared between processes
/// cannot be made there, by default or otherwise.
fn differing<const N: usize>(
    backend: &'static str,
    threads: &[(&'static str, [u8; N])],
    here: &[(&'static str, [u8; N])],
) -> Vec<String> {
    assert_eq!(threads.len(), here.len());
    let pairs = threads.iter().zip(here).filter(|(one, other)| one != other);
    let pairs = pairs.filter(|((name, _), _)| (backend, *name) != ("processes", "MutexOfCell"));
    let pairs = pairs.filter(|((name, _), _)| (backend, *name) != ("processes", "RwLockOfCell"));
    pairs.map(|(one, other)| format!("{one:?} on threads, {other:?} on {backend}")).collect()
}

#[test]
fn types_implement_the_same_on_every_backend() {
    let threads = everywhere!(threads);
    let mut found = differing("processes", &threads, &everywhere!(processes));
    found.extend(differing("loom", &threads, &everywhere!(loom)));
    found.extend(differing("shuttle", &threads, &everywhere!(shuttle)));
    let threads = with_channels!(threads);
    found.extend(differing("loom", &threads, &with_channels!(loom)));
    found.extend(differing("shuttle", &threads, &with_channels!(shuttle)));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn what_is_inside_is_shown_by_guards_only() {
    use racecourse::threads::{AtomicU32, Mutex, channel};

    let (number, lock) = (AtomicU32::new(3), Mutex::new(4));
    assert_eq!(format!("{number:?} {lock:?} {:?}", lock.lock()), "AtomicU32 { .. } Mutex { .. } 4");
    assert_eq!(format!("{:?}", channel::unbounded::<u32>("post")), "(Sender { .. }, Receiver { .. })");
}

#[test]
fn it_is_seen_what_a_type_implements() {
    let table = everywhere!(threads);
    let of = |wanted: &str| table.iter().find(|(name, _)| *name == wanted).map(|(_, all)| *all);
    assert_eq!(of("AtomicUsize"), Some([1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0]));
    assert_eq!(of("Mutex"), Some([1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0]));
    assert_eq!(of("RwLock"), Some([1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0]));
    assert_eq!(of("RwLockOfCell"), Some([1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 0]));
    assert_eq!(of("MutexGuard"), Some([0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0]));
    assert_eq!(of("Ordering").map(|all| all[..6].to_vec()), Some(vec![1, 1, 1, 1, 1, 0]));
}
