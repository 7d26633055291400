use super::spec::{Counter, Door};
use super::sync::Mutex;

trait Gate: Send + Sync {
    fn pass(&self);

    fn passed(&self) -> u32;

    fn is_used(&self) -> bool {
        self.passed() > 0
    }
}

impl dyn Gate {
    fn describe(&self) -> &'static str {
        if self.is_used() { "used" } else { "new" }
    }
}

#[derive(Default)]
struct Turnstile {
    passed: Mutex<u32>,
}

impl Gate for Turnstile {
    fn pass(&self) {
        *self.passed.lock() += 1;
    }

    fn passed(&self) -> u32 {
        *self.passed.lock()
    }
}

/// An own trait may be implemented for what others have declared.
trait Sign {
    fn sign(&self) -> usize;
}

impl Sign for Door {
    fn sign(&self) -> usize {
        *self as usize
    }
}

impl<T: Gate + ?Sized> Sign for Box<T> {
    fn sign(&self) -> usize {
        self.passed() as usize
    }
}

pub struct Tally {
    gates: Vec<Box<dyn Gate>>,
}

impl Default for Tally {
    fn default() -> Self {
        let gate = || Box::new(Turnstile::default()) as Box<dyn Gate>;
        Tally { gates: vec![gate(), gate()] }
    }
}

impl Counter for Tally {
    fn enter(&self, door: Door) {
        self.gates[door.sign()].pass();
    }

    fn total(&self) -> u32 {
        assert!(self.gates.iter().all(|gate| gate.describe().len() > 2));
        self.gates.iter().map(|gate| gate.sign() as u32).sum()
    }
}
