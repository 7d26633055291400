//! What the threads of a litmus test do: parsed once, and carried out on any memory.

use std::str::FromStr;
use std::sync::atomic::Ordering;

/// The variables, by number. All of them begin as 0.
pub(crate) const VARIABLES: [&str; 2] = ["x", "y"];

/// The most registers of a thread.
pub(crate) const REGISTERS: usize = 2;

/// What variables and registers hold: small, because real threads return registers millions of times per second.
pub(crate) type Value = u8;

/// The registers of one thread; `None` where it has not written to one.
pub(crate) type Registers = [Option<Value>; REGISTERS];

/// One step of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    /// `r0 = x.load(order)`
    Load {
        /// The number of the register.
        into: usize,
        /// The number of the variable.
        variable: usize,
        /// How it is ordered.
        order: Ordering,
    },
    /// `x.store(value, order)`
    Store {
        /// The number of the variable.
        variable: usize,
        /// What is written.
        value: Value,
        /// How it is ordered.
        order: Ordering,
    },
    /// `r0 = x.fetch_add(value, order)`
    FetchAdd {
        /// The number of the register, which gets the value before.
        into: usize,
        /// The number of the variable.
        variable: usize,
        /// What is added.
        value: Value,
        /// How it is ordered.
        order: Ordering,
    },
    /// `fence(order)`
    Fence(Ordering),
}

/// What operations act on.
pub(crate) trait Memory {
    /// Reads a variable.
    fn load(&self, variable: usize, order: Ordering) -> Value;

    /// Writes a variable.
    fn store(&self, variable: usize, value: Value, order: Ordering);

    /// Adds to a variable in one step, and returns the value before.
    fn fetch_add(&self, variable: usize, value: Value, order: Ordering) -> Value;

    /// A fence.
    fn fence(&self, order: Ordering);
}

/// Carries out one operation: the interpreter.
#[inline]
pub(crate) fn step(operation: &Operation, memory: &impl Memory, registers: &mut Registers) {
    match *operation {
        Operation::Load { into, variable, order } => registers[into] = Some(memory.load(variable, order)),
        Operation::Store { variable, value, order } => memory.store(variable, value, order),
        Operation::FetchAdd { into, variable, value, order } => {
            registers[into] = Some(memory.fetch_add(variable, value, order));
        }
        Operation::Fence(order) => memory.fence(order),
    }
}

/// Carries out a thread, and returns its registers.
#[inline]
pub(crate) fn run(operations: &[Operation], memory: &impl Memory) -> Registers {
    let mut registers = Registers::default();
    for operation in operations {
        step(operation, memory, &mut registers);
    }
    registers
}

/// Parses a thread: operations with semicolons between them.
pub(crate) fn parse(thread: &str) -> Result<Vec<Operation>, String> {
    thread.split(';').map(|operation| operation.trim().parse()).collect()
}

impl Operation {
    /// The number of the variable that it acts on.
    pub(crate) fn variable(&self) -> Option<usize> {
        match *self {
            Operation::Load { variable, .. }
            | Operation::Store { variable, .. }
            | Operation::FetchAdd { variable, .. } => Some(variable),
            Operation::Fence(_) => None,
        }
    }

    /// What it asks for as an access to an atomic.
    pub(crate) fn access_order(&self) -> Option<Ordering> {
        match *self {
            Operation::Load { order, .. } | Operation::Store { order, .. } | Operation::FetchAdd { order, .. } => {
                Some(order)
            }
            Operation::Fence(_) => None,
        }
    }
}

impl FromStr for Operation {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = Self::parse(text);
        parsed.ok_or_else(|| {
            format!(
                "`{text}` is no operation; write `r0 = x.load(Relaxed)`, `x.store(1, Relaxed)`, \
                 `r0 = x.fetch_add(1, Relaxed)` or `fence(Release)`"
            )
        })
    }
}

impl Operation {
    fn parse(text: &str) -> Option<Self> {
        let (into, call) = match text.split_once(" = ") {
            Some((into, call)) => (Some(register(into)?), call),
            None => (None, text),
        };
        let (callee, arguments) = call.strip_suffix(')')?.split_once('(')?;
        if callee == "fence" && into.is_none() {
            return ordering(arguments).map(Operation::Fence);
        }
        let (name, method) = callee.split_once('.')?;
        let variable = variable(name)?;
        if method == "load" {
            return Some(Operation::Load { into: into?, variable, order: ordering(arguments)? });
        }
        let (value, order) = arguments.split_once(", ")?;
        let (value, order) = (value.parse().ok()?, ordering(order)?);
        match (method, into) {
            ("store", None) => Some(Operation::Store { variable, value, order }),
            ("fetch_add", Some(into)) => Some(Operation::FetchAdd { into, variable, value, order }),
            _ => None,
        }
    }
}

/// The number of the register called `name`.
pub(crate) fn register(name: &str) -> Option<usize> {
    let number = name.strip_prefix('r')?.parse().ok()?;
    (number < REGISTERS).then_some(number)
}

/// The number of the variable called `name`.
pub(crate) fn variable(name: &str) -> Option<usize> {
    VARIABLES.iter().position(|variable| *variable == name)
}

fn ordering(name: &str) -> Option<Ordering> {
    match name {
        "Relaxed" => Some(Ordering::Relaxed),
        "Release" => Some(Ordering::Release),
        "Acquire" => Some(Ordering::Acquire),
        "AcqRel" => Some(Ordering::AcqRel),
        "SeqCst" => Some(Ordering::SeqCst),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_operation_is_parsed() {
        let parsed = parse("r1 = y.load(Acquire); x.store(2, Release); r0 = x.fetch_add(1, AcqRel); fence(SeqCst)");
        let wanted = [
            Operation::Load { into: 1, variable: 1, order: Ordering::Acquire },
            Operation::Store { variable: 0, value: 2, order: Ordering::Release },
            Operation::FetchAdd { into: 0, variable: 0, value: 1, order: Ordering::AcqRel },
            Operation::Fence(Ordering::SeqCst),
        ];
        assert_eq!(parsed.as_deref(), Ok(wanted.as_slice()));
    }

    #[test]
    fn what_is_no_operation_is_refused() {
        let wrong = [
            "",
            "x.load(Relaxed)",
            "r2 = x.load(Relaxed)",
            "r0 = z.load(Relaxed)",
            "r0 = x.load(Weak)",
            "r0 = x.store(1, Relaxed)",
            "x.store(Relaxed)",
            "x.store(300, Relaxed)",
            "x.fetch_add(1, Relaxed)",
            "r0 = fence(SeqCst)",
        ];
        for text in wrong {
            let error = text.parse::<Operation>().expect_err(text);
            assert!(error.contains(&format!("`{text}` is no operation")), "{error}");
        }
    }
}
