//! The programs on `sync`. Compiled once for each checker.

use racecourse::explored::ModelScenario;

use super::sync::{AtomicU64, Condvar, Mutex, Ordering::Relaxed, Scenario, prepare};
use crate::checked::{ADDITIONS, MESSAGES};

pub(crate) fn lost_update() -> Box<dyn ModelScenario> {
    fn add(total: &AtomicU64) {
        for _ in 0..ADDITIONS {
            let seen = total.load(Relaxed);
            total.store(seen + 1, Relaxed);
        }
    }
    prepare(
        Scenario::new(|| AtomicU64::new(0)).actor("left", add).actor("right", add).observe(|total| total.load(Relaxed)),
    )
}

pub(crate) fn mutex_counter() -> Box<dyn ModelScenario> {
    fn add(total: &Mutex<u64>) {
        for _ in 0..ADDITIONS {
            *total.lock() += 1;
        }
    }
    prepare(
        Scenario::new(|| Mutex::new(0))
            .actor("one", add)
            .actor("two", add)
            .actor("three", add)
            .observe(|total| *total.lock()),
    )
}

pub(crate) fn two_locks() -> Box<dyn ModelScenario> {
    type Accounts = (Mutex<u64>, Mutex<u64>);
    fn deposit((savings, checking): &Accounts) {
        let mut savings = savings.lock();
        let mut checking = checking.lock();
        *savings += 10;
        *checking -= 10;
    }
    fn withdraw((savings, checking): &Accounts) {
        let mut savings = savings.lock();
        let mut checking = checking.lock();
        *savings -= 20;
        *checking += 20;
    }
    fn audit((savings, checking): &Accounts) {
        let savings = savings.lock();
        let checking = checking.lock();
        assert_eq!(*savings + *checking, 200);
    }
    prepare(
        Scenario::new(|| (Mutex::new(100), Mutex::new(100)))
            .actor("saver", |accounts: &Accounts| {
                deposit(accounts);
                deposit(accounts);
            })
            .actor("spender", |accounts: &Accounts| {
                withdraw(accounts);
                withdraw(accounts);
            })
            .actor("auditor", |accounts: &Accounts| {
                audit(accounts);
                audit(accounts);
            })
            .observe(|(savings, checking)| (*savings.lock(), *checking.lock())),
    )
}

pub(crate) fn messages() -> Box<dyn ModelScenario> {
    type Mailbox = (Mutex<Option<u32>>, Condvar, Condvar);
    prepare(
        Scenario::new(|| (Mutex::new(None), Condvar::new(), Condvar::new()))
            .actor("sender", |(mail, arrived, taken): &Mailbox| {
                for message in 0..MESSAGES {
                    let mut mail = mail.lock();
                    while mail.is_some() {
                        taken.wait(&mut mail);
                    }
                    *mail = Some(message);
                    arrived.notify_one();
                }
                0
            })
            .actor("receiver", |(mail, arrived, taken)| {
                let mut sum = 0;
                for _ in 0..MESSAGES {
                    let mut mail = mail.lock();
                    while mail.is_none() {
                        arrived.wait(&mut mail);
                    }
                    sum += mail.take().unwrap_or(0);
                    taken.notify_one();
                }
                sum
            })
            .observe_returned(|_, returned| returned[1]),
    )
}
