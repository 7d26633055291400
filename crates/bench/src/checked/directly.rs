//! The same programs on the checker's own types. Compiled once for each checker, with its crate in scope as `native`.

use std::fmt::Debug;
use std::hash::Hash;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use super::native::sync::atomic::AtomicU64;
use super::native::sync::{Condvar, Mutex};
use super::native::thread;
use crate::checked::{ADDITIONS, Checked, MESSAGES};
use crate::tally::{Tallied, Tally};

/// Explores a program, and says what was seen.
pub(crate) fn explore(program: Checked, seed: u64) -> Tallied {
    match program {
        Checked::LostUpdate => run(lost_update, seed),
        Checked::MutexCounter => run(mutex_counter, seed),
        Checked::TwoLocks => run(two_locks, seed),
        Checked::Messages => run(messages, seed),
    }
}

fn run<O: Debug + Eq + Hash + Send + 'static>(
    execution: impl Fn() -> O + Copy + Send + Sync + 'static,
    seed: u64,
) -> Tallied {
    let tally = Arc::new(Tally::new());
    let counted = Arc::clone(&tally);
    super::search(Arc::new(move || counted.count(execution())), seed);
    tally.finish()
}

fn lost_update() -> u64 {
    fn add(total: &AtomicU64) {
        for _ in 0..ADDITIONS {
            let seen = total.load(Relaxed);
            total.store(seen + 1, Relaxed);
        }
    }
    let total = Arc::new(AtomicU64::new(0));
    let other = thread::spawn({
        let total = Arc::clone(&total);
        move || add(&total)
    });
    add(&total);
    other.join().unwrap();
    total.load(Relaxed)
}

fn mutex_counter() -> u64 {
    fn add(total: &Mutex<u64>) {
        for _ in 0..ADDITIONS {
            *total.lock().unwrap() += 1;
        }
    }
    let total = Arc::new(Mutex::new(0));
    let others = [0, 1].map(|_| {
        let total = Arc::clone(&total);
        thread::spawn(move || add(&total))
    });
    add(&total);
    for other in others {
        other.join().unwrap();
    }
    *total.lock().unwrap()
}

fn two_locks() -> (u64, u64) {
    type Accounts = (Mutex<u64>, Mutex<u64>);
    fn deposit((savings, checking): &Accounts) {
        let mut savings = savings.lock().unwrap();
        let mut checking = checking.lock().unwrap();
        *savings += 10;
        *checking -= 10;
    }
    fn withdraw((savings, checking): &Accounts) {
        let mut savings = savings.lock().unwrap();
        let mut checking = checking.lock().unwrap();
        *savings -= 20;
        *checking += 20;
    }
    fn audit((savings, checking): &Accounts) {
        let savings = savings.lock().unwrap();
        let checking = checking.lock().unwrap();
        assert_eq!(*savings + *checking, 200);
    }
    let accounts = Arc::new((Mutex::new(100), Mutex::new(100)));
    let saver = thread::spawn({
        let accounts = Arc::clone(&accounts);
        move || {
            deposit(&accounts);
            deposit(&accounts);
        }
    });
    let spender = thread::spawn({
        let accounts = Arc::clone(&accounts);
        move || {
            withdraw(&accounts);
            withdraw(&accounts);
        }
    });
    audit(&accounts);
    audit(&accounts);
    saver.join().unwrap();
    spender.join().unwrap();
    (*accounts.0.lock().unwrap(), *accounts.1.lock().unwrap())
}

fn messages() -> u32 {
    type Mailbox = (Mutex<Option<u32>>, Condvar, Condvar);
    let mailbox: Arc<Mailbox> = Arc::new((Mutex::new(None), Condvar::new(), Condvar::new()));
    let sender = thread::spawn({
        let mailbox = Arc::clone(&mailbox);
        move || {
            let (mail, arrived, taken) = &*mailbox;
            for message in 0..MESSAGES {
                let mut mail = mail.lock().unwrap();
                while mail.is_some() {
                    mail = taken.wait(mail).unwrap();
                }
                *mail = Some(message);
                arrived.notify_one();
            }
        }
    });
    let (mail, arrived, taken) = &*mailbox;
    let mut sum = 0;
    for _ in 0..MESSAGES {
        let mut mail = mail.lock().unwrap();
        while mail.is_none() {
            mail = arrived.wait(mail).unwrap();
        }
        sum += mail.take().unwrap_or(0);
        taken.notify_one();
    }
    sender.join().unwrap();
    sum
}
