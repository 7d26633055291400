//! Scenarios about locks and atomics that every backend has to get right, for the tests of all engines.
//!
//! What a backend offers, and how it prepares a scenario, is looked up where the macro is called.

/// Defines `shared`, which prepares the scenario of a name, if it is one of these.
macro_rules! shared_scenarios {
    ($prepared:ident) => {
        fn shared(name: &str) -> Option<Box<dyn $prepared>> {
            Some(match name {
                "bits and extremes" => prepare(
                    Scenario::new(|| {
                        (AtomicU8::named("marks", 0), AtomicI64::named("lowest", 0), AtomicBool::new(true))
                    })
                    .actor("left", |(marks, lowest, flag): &(AtomicU8, AtomicI64, AtomicBool)| {
                        marks.fetch_or(1, Ordering::Relaxed);
                        lowest.fetch_min(-3, Ordering::Relaxed);
                        u8::from(flag.fetch_and(false, Ordering::AcqRel))
                    })
                    .actor("right", |(marks, lowest, flag)| {
                        marks.fetch_or(2, Ordering::Relaxed);
                        lowest.fetch_min(-5, Ordering::Relaxed);
                        u8::from(flag.fetch_and(false, Ordering::AcqRel))
                    })
                    .observe_returned(|(marks, lowest, flag), seen| {
                        let found = [marks.load(Ordering::Relaxed), seen[0] + seen[1]];
                        (found, lowest.load(Ordering::Relaxed), flag.load(Ordering::Relaxed))
                    })
                    .acceptable(([3, 1], -5, false), "nothing was lost, and one of them has put the flag down"),
                ),
                "read and write" => prepare(
                    Scenario::new(|| RwLock::named("books", 0))
                        .actor("left", |books: &RwLock<u32>| {
                            *books.write() += 1;
                            0
                        })
                        .actor("right", |books| {
                            *books.write() += 1;
                            0
                        })
                        .actor("reader", |books| *books.read())
                        .observe_returned(|books, seen| (*books.read(), seen[2] <= 2))
                        .acceptable((2, true), "both have written, one after the other"),
                ),
                "taken apart" => prepare(
                    Scenario::new(|| AtomicU32::new(0))
                        .actor("one", |_: &AtomicU32| {
                            let (mut purse, mut books) = (Mutex::new(1), RwLock::new(2));
                            let (safe, chest) = (Value::new(4), AtomicU32::new(8));
                            scope(|scope| {
                                scope.spawn(|| {
                                    *purse.lock() += 16;
                                    *books.write() += 32;
                                    safe.set(safe.get() + 64);
                                    chest.fetch_add(128, Ordering::Relaxed);
                                });
                                *purse.lock() += 256;
                                *books.write() += 512;
                                chest.fetch_add(1024, Ordering::Relaxed);
                            });
                            *purse.get_mut() += 2048;
                            *books.get_mut() += 4096;
                            purse.into_inner() + books.into_inner() + safe.into_inner() + chest.into_inner()
                        })
                        .actor("other", |_| 0)
                        .observe_returned(|_, seen| seen[0])
                        .acceptable(8191, "whoever has a lock alone gets what is in it"),
                ),
                "who is spawned" => prepare(
                    Scenario::new(|| AtomicU32::new(0))
                        .actor("one", |_: &AtomicU32| {
                            let spawned = spawn(|| (is_spawned(), scope(|scope| scope.spawn(is_spawned).join())));
                            let (inside, deeper) = spawned.join().expect("it does not panic");
                            u32::from(is_spawned()) + 2 * u32::from(inside) + 4 * u32::from(deeper.is_ok_and(|is| is))
                        })
                        .actor("other", |_| u32::from(is_spawned()))
                        .observe_returned(|_, seen| (seen[0], seen[1]))
                        .acceptable((6, 0), "threads are spawned, and actors are not"),
                ),
                "threads spawn threads of a scope" => prepare(
                    Scenario::new(|| AtomicU32::named("sum", 0))
                        .actor("one", |sum: &AtomicU32| {
                            let add = |number: u32| _ = sum.fetch_add(number, Ordering::Relaxed);
                            scope(|scope| {
                                let first = scope.spawn(move || {
                                    scope.spawn(move || add(1));
                                    add(2);
                                });
                                scope.spawn(move || _ = first.join());
                            });
                            sum.load(Ordering::Relaxed)
                        })
                        .actor("other", |_| 3)
                        .observe_returned(|_, seen| (seen[0], seen[1]))
                        .acceptable((3, 3), "all of them had ended when the scope did"),
                ),
                "a pair under a lock" => prepare(
                    Scenario::new(|| (RwLock::new(()), AtomicU32::new(0), AtomicU32::new(0)))
                        .actor("writer", |(lock, one, other): &(RwLock<()>, AtomicU32, AtomicU32)| {
                            let _writes = lock.write();
                            one.store(1, Ordering::Relaxed);
                            other.store(1, Ordering::Relaxed);
                            true
                        })
                        .actor("reader", |(lock, one, other)| {
                            let _reads = lock.read();
                            one.load(Ordering::Relaxed) == other.load(Ordering::Relaxed)
                        })
                        .observe_returned(|_, seen| seen[1])
                        .acceptable(true, "nobody reads while somebody writes"),
                ),
                "readers meet" => prepare(
                    Scenario::new(|| (RwLock::named("books", ()), Barrier::named("table", 2)))
                        .actor("left", |(books, table): &(RwLock<()>, Barrier)| {
                            let _reads = books.read();
                            table.wait();
                        })
                        .actor("right", |(books, table)| {
                            let _reads = books.read();
                            table.wait();
                        })
                        .observe(|_| "done")
                        .acceptable("done", "both have read at once"),
                ),
                "readers meet behind a writer" => prepare(
                    Scenario::new(|| (RwLock::named("books", 0), Barrier::named("table", 2)))
                        .actor("writer", |(books, _): &(RwLock<u32>, Barrier)| *books.write() += 1)
                        .actor("left", |(books, table)| {
                            let _reads = books.read();
                            table.wait();
                        })
                        .actor("right", |(books, table)| {
                            let _reads = books.read();
                            table.wait();
                        })
                        .observe(|(books, _)| *books.read())
                        .acceptable(1, "both were told that nobody writes any more"),
                ),
                "writers meet" => prepare(
                    Scenario::new(|| (RwLock::named("books", ()), Barrier::named("table", 2)))
                        .actor("left", |(books, table): &(RwLock<()>, Barrier)| {
                            let _writes = books.write();
                            table.wait();
                        })
                        .actor("right", |(books, table)| {
                            let _writes = books.write();
                            table.wait();
                        })
                        .observe(|_| "done")
                        .acceptable("done", "both have written at once"),
                ),
                "write while reading" => prepare(
                    Scenario::new(|| RwLock::named("books", 0))
                        .actor("left", |books: &RwLock<u32>| {
                            let seen = books.read();
                            *books.write() += *seen;
                        })
                        .actor("right", |books| {
                            let seen = books.read();
                            *books.write() += *seen;
                        })
                        .observe(|_| "done")
                        .acceptable("done", "somebody has let go"),
                ),
                "read while writing" => prepare(
                    Scenario::new(|| RwLock::named("books", 0))
                        .actor("careless", |books: &RwLock<u32>| {
                            let mut written = books.write();
                            *written += *books.read();
                        })
                        .observe(|_| "done")
                        .acceptable("done", "it read what it was writing"),
                ),
                "try" => prepare(
                    Scenario::new(RwLock::default)
                        .actor("alone", |books: &RwLock<u8>| {
                            let reads = books.read();
                            let while_reading = (books.try_read().is_some(), books.try_write().is_some());
                            drop(reads);
                            let mut writes = books.write();
                            *writes += 1;
                            let while_writing = (books.try_read().is_some(), books.try_write().is_some());
                            drop(writes);
                            let writes = books.try_write().is_some();
                            let afterwards = (books.try_read().is_some(), writes);
                            [while_reading, while_writing, afterwards]
                        })
                        .observe_returned(|_, seen| seen[0])
                        .acceptable([(true, false), (false, false), (true, true)], "as it should be"),
                ),
                "panic while writing" => prepare(
                    Scenario::new(|| RwLock::named("books", 0))
                        .actor("parent", |books: &RwLock<u32>| {
                            scope(|scope| {
                                let half = scope.spawn(|| {
                                    let _reads = (*books.read() == 7).then(|| books.read());
                                    let mut total = books.write();
                                    *total += 10;
                                    assert!(std::hint::black_box(false), "half-way");
                                });
                                half.join().is_err()
                            })
                        })
                        .actor("other", |books| {
                            *books.write() += 1;
                            true
                        })
                        .observe_returned(|books, seen| (*books.read(), seen[0]))
                        .acceptable((11, true), "the lock was free again, and not poisoned"),
                ),
                "waits while" => prepare(
                    Scenario::new(|| (Mutex::named("letters", 0), Condvar::named("post")))
                        .actor("reader", |(letters, post): &(Mutex<u32>, Condvar)| {
                            let mut letters = letters.lock();
                            post.wait_while(&mut letters, |letters| *letters < 2);
                            *letters
                        })
                        .actor("postman", |(letters, post)| {
                            for _letter in 0..2 {
                                *letters.lock() += 1;
                                post.notify_one();
                            }
                            0
                        })
                        .observe_returned(|_, read| read[0])
                        .acceptable(2, "both letters had come"),
                ),
                "updates" => prepare(
                    Scenario::new(|| AtomicUsize::named("seats", 2))
                        .actor("left", |seats: &AtomicUsize| {
                            let fewer = |seats: usize| seats.checked_sub(2);
                            seats.fetch_update(Ordering::SeqCst, Ordering::SeqCst, fewer).is_ok()
                        })
                        .actor("right", |seats| {
                            let fewer = |seats: usize| seats.checked_sub(1);
                            seats.fetch_update(Ordering::SeqCst, Ordering::SeqCst, fewer).is_ok()
                        })
                        .observe_returned(|seats, sold| (seats.load(Ordering::SeqCst), sold[0], sold[1]))
                        .acceptable((0, true, false), "left was first")
                        .acceptable((1, false, true), "right was first"),
                ),
                "all operations" => prepare(
                    Scenario::new(|| (AtomicI32::named("number", 6), AtomicBool::named("flag", false)))
                        .actor("alone", |(number, flag): &(AtomicI32, AtomicBool)| {
                            let order = Ordering::Relaxed;
                            let numbers = [
                                number.fetch_and(3, order),
                                number.fetch_or(8, order),
                                number.fetch_xor(9, order),
                                number.fetch_max(7, order),
                                number.fetch_min(-7, order),
                                number.fetch_update(order, order, |seen| Some(seen * 2)).unwrap_or(0),
                                number.fetch_update(order, order, |_| None).unwrap_or_else(|seen| seen * 10),
                            ];
                            let flags = [
                                flag.fetch_or(true, order),
                                flag.fetch_not(order),
                                flag.fetch_xor(true, order),
                                flag.fetch_and(false, order),
                            ];
                            (numbers, flags, flag.fetch_update(order, order, |seen| (!seen).then_some(true)).is_ok())
                        })
                        .observe_returned(|_, seen| seen[0])
                        .acceptable(
                            ([6, 2, 10, 3, 7, -7, -140], [false, true, false, true], true),
                            "as the standard library's",
                        ),
                ),
                "made without names" => prepare(
                    Scenario::new(|| (Semaphore::new(1), Barrier::new(1), Queue::<u8, 2>::new(), Value::new(4)))
                        .actor(
                            "alone",
                            |(slots, start, line, total): &(Semaphore, Barrier, Queue<u8, 2>, Value<u8>)| {
                                let permit = slots.acquire();
                                let is_taken = slots.try_acquire().is_none();
                                drop(permit);
                                line.put(3);
                                total.set(total.get() + line.get());
                                (is_taken, start.wait(), total.get())
                            },
                        )
                        .observe_returned(|_, seen| seen[0])
                        .acceptable((true, true, 7), "each does what it does with a name"),
                ),
                _ => return None,
            })
        }
    };
}

pub(crate) use shared_scenarios;
