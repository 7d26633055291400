//! Keeps both balances in one atomic word, and writes the new pair only if the old one is still there.

use super::spec::{Bank, OPENING_BALANCE};
use super::sync::{AtomicU64, Ordering::Relaxed};

pub struct Accounts {
    balances: AtomicU64,
}

fn word((checking, savings): (u32, u32)) -> u64 {
    u64::from(checking) << 32 | u64::from(savings)
}

fn pair(word: u64) -> (u32, u32) {
    ((word >> 32) as u32, word as u32)
}

impl Default for Accounts {
    fn default() -> Self {
        Accounts { balances: AtomicU64::named("balances", word((OPENING_BALANCE, OPENING_BALANCE))) }
    }
}

impl Accounts {
    fn update(&self, change: impl Fn((u32, u32)) -> (u32, u32)) {
        let mut seen = self.balances.load(Relaxed);
        while let Err(now) = self.balances.compare_exchange(seen, word(change(pair(seen))), Relaxed, Relaxed) {
            seen = now;
        }
    }
}

impl Bank for Accounts {
    fn save(&self, amount: u32) {
        self.update(|(checking, savings)| (checking - amount, savings + amount));
    }

    fn withdraw(&self, amount: u32) {
        self.update(|(checking, savings)| (checking + amount, savings - amount));
    }

    fn balances(&self) -> (u32, u32) {
        pair(self.balances.load(Relaxed))
    }
}
