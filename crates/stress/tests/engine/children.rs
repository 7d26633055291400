//! Scenarios whose actors fork processes.

use racecourse::children::{MORE_MEMORY, MOST_EACH, MOST_PROCESSOR_TIME};
use racecourse::processes::*;
use racecourse::stressed::StressScenario;
use rustix::process::{Resource, getrlimit};

/// What a process exits with if it could not fork, or one of its children could not.
const STOPPED: u8 = 1;

/// Counts who is there at once.
struct Census {
    now: AtomicU32,
    most: AtomicU32,
}

impl Census {
    fn new() -> Self {
        Census { now: AtomicU32::new(0), most: AtomicU32::new(0) }
    }

    fn enter(&self) {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        let mut most = self.most.load(Ordering::SeqCst);
        while most < now {
            most = self
                .most
                .compare_exchange(most, now, Ordering::SeqCst, Ordering::SeqCst)
                .map_or_else(|seen| seen, |_| now);
        }
    }

    fn leave(&self) {
        self.now.fetch_sub(1, Ordering::SeqCst);
    }

    /// Forks twice, and so does every process that is forked; returns whether one of them could not.
    fn explode(&self) -> bool {
        let children = [(); 2].map(|()| {
            fork(self, (), |census, ()| {
                census.enter();
                let stopped = census.explode();
                census.leave();
                u8::from(stopped)
            })
        });
        let stopped = children.iter().any(Result::is_err);
        let codes: Vec<_> = children.into_iter().flatten().map(Child::wait).collect();
        stopped || codes.contains(&Some(STOPPED))
    }
}

pub(crate) fn scenario(name: &str) -> Option<Box<dyn StressScenario>> {
    let scenario = match name {
        "hold a lock file for long" => prepare(
            Scenario::new(|| FileLock::named("only"))
                .actor("slow", |lock: &FileLock| {
                    let file = lock.open();
                    let _guard = file.lock();
                    std::thread::sleep(std::time::Duration::from_millis(30));
                })
                .observe(|_| "done")
                .acceptable("done", "nobody else was there"),
        ),
        "wait for a child" => prepare(
            Scenario::new(|| (AtomicU32::new(0), Mutex::named("only", 0)))
                .actor("parent", |state: &(AtomicU32, Mutex<u32>)| {
                    let child = fork(state, 4_u8, |(total, lock), argument| {
                        *lock.lock() += 1;
                        total.fetch_add(1, Ordering::Relaxed);
                        argument + 3
                    });
                    child.ok().and_then(Child::wait)
                })
                .actor("other", |(_, lock)| {
                    *lock.lock() += 1;
                    None
                })
                .observe_returned(|(total, lock), seen| (seen[0], total.load(Ordering::Relaxed), *lock.lock()))
                .acceptable((Some(7), 1, 2), "the child got its argument, acted, and told how it ended"),
        ),
        "a child that nobody waits for" => prepare(
            Scenario::new(|| AtomicU32::new(0))
                .actor("parent", |total: &AtomicU32| {
                    let child = fork(total, (), |total, ()| {
                        let _grandchild = fork(total, (), |total, ()| {
                            total.fetch_add(1, Ordering::Relaxed);
                            0
                        });
                        total.fetch_add(1, Ordering::Relaxed);
                        0
                    });
                    child.is_ok()
                })
                .observe(|total| total.load(Ordering::Relaxed))
                .acceptable(2, "child and grandchild were waited for before the state was judged"),
        ),
        "a child panics" => prepare(
            Scenario::new(|| AtomicU32::new(0))
                .actor("parent", |total: &AtomicU32| {
                    fork(total, (), |_, ()| panic!("in the child")).ok().and_then(Child::wait)
                })
                .observe_returned(|_, seen| seen[0])
                .acceptable(Some(101), "the parent was told, and is none the worse"),
        ),
        "a child needs what a thread of its parent holds" => prepare(
            Scenario::new(|| (Box::new(Mutex::named("log", ())), AtomicBool::new(false), AtomicBool::new(false)))
                .actor("parent", |state: &(Box<Mutex<()>>, AtomicBool, AtomicBool)| {
                    let (log, held, forked) = state;
                    scope(|scope| {
                        scope.spawn(|| {
                            let _held = log.lock();
                            held.store(true, Ordering::Release);
                            while !forked.load(Ordering::Acquire) {
                                yield_now();
                            }
                        });
                        while !held.load(Ordering::Acquire) {
                            yield_now();
                        }
                        let child = fork(state, (), |(log, ..), ()| {
                            let _never = log.lock();
                            0
                        });
                        forked.store(true, Ordering::Release);
                        child.ok().and_then(Child::wait)
                    })
                })
                .observe_returned(|_, seen| seen[0])
                .acceptable(Some(0), "the child had the lock"),
        ),
        "a child runs in a circle" => prepare(
            Scenario::new(|| AtomicBool::new(false))
                .actor("parent", |flag: &AtomicBool| {
                    let child = fork(flag, (), |flag, ()| {
                        while !flag.load(Ordering::Acquire) {
                            spin_loop();
                        }
                        0
                    });
                    child.ok().and_then(Child::wait)
                })
                .observe_returned(|_, seen| seen[0])
                .acceptable(Some(0), "somebody set the flag"),
        ),
        "processes without end" => prepare(
            Scenario::new(Census::new)
                .actor("bomb", Census::explode)
                .actor("idler", |_| false)
                .observe_returned(|census, seen| {
                    let (now, most) = (census.now.load(Ordering::SeqCst), census.most.load(Ordering::SeqCst));
                    (seen[0], now, most <= MOST_EACH as u32)
                })
                .forbidden((true, 0, true), "there were as many as there may be, and no more"),
        ),
        "limits" => prepare(
            Scenario::new(|| AtomicU32::new(0))
                .actor("parent", |state: &AtomicU32| {
                    fork(state, getrlimit(Resource::As).current, |_, above| {
                        let limit = |resource| getrlimit(resource).maximum.unwrap_or(u64::MAX);
                        let memory = limit(Resource::As);
                        // Not what the worker may use, and enough for what it uses.
                        let memory = Some(memory) < above && memory > MORE_MEMORY;
                        let time = getrlimit(Resource::Cpu).current == Some(MOST_PROCESSOR_TIME);
                        let processes = limit(Resource::Nproc) < 100_000;
                        // SAFETY: the call takes a number, and ends with this process.
                        let alarm = unsafe { libc::alarm(1) } > 1;
                        let too_much = std::panic::catch_unwind(|| Vec::<u8>::new().try_reserve(1 << 30).is_err());
                        u8::from(memory && time && processes && alarm && too_much.unwrap_or(false))
                    })
                    .ok()
                    .and_then(Child::wait)
                })
                .observe_returned(|_, seen| seen[0])
                .acceptable(Some(1), "memory, time and processes were limited before the child acted"),
        ),
        "an orphan waits for ever" => prepare(
            Scenario::new(orphanage)
                .killable_actor("parent", (), |state| employ(state, false))
                .actor("heir", |_| ())
                .observe(|(_, done)| done.load(Ordering::Relaxed))
                .acceptable(1, "the child had its job")
                .interesting(0, "there was none yet when the parent was killed"),
        ),
        "an orphan dies" => prepare(
            Scenario::new(orphanage)
                .killable_actor("parent", (), |state| employ(state, true))
                .actor("heir", |_| ())
                .observe(|(_, done)| done.load(Ordering::Relaxed))
                .acceptable(1, "the child had its job")
                .interesting(0, "it died before"),
        ),
        _ => return None,
    };
    Some(scenario)
}

type Orphanage = (Queue<u32, 1>, AtomicU32);

fn orphanage() -> Orphanage {
    (Queue::named("jobs"), AtomicU32::new(0))
}

/// Forks a child, which waits for a job, and gives it one.
fn employ(state: &Orphanage, dies_with_parent: bool) {
    let child = fork(state, dies_with_parent, |(jobs, done), dies_with_parent| {
        if dies_with_parent {
            die_with_parent();
            if is_orphan() {
                return 0;
            }
        }
        done.fetch_add(jobs.get(), Ordering::Relaxed);
        0
    });
    for _ in 0..20_000 {
        spin_loop();
    }
    state.0.put(1);
    child.ok().and_then(Child::wait);
}
