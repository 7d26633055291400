//! How an execution of a litmus test ended, as a value and as text.

use std::fmt;
use std::str::FromStr;

use crate::litmus::MOST_THREADS;
use crate::program::{Registers, VARIABLES, Value, register, variable};

/// What is in the registers and in the variables when all threads are done; `None` for what a test does not use.
///
/// As text: `P0:r0=1 P1:r0=0 x=1 y=1`.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outcome {
    pub(crate) registers: [Registers; MOST_THREADS],
    pub(crate) memory: [Option<Value>; VARIABLES.len()],
}

impl Outcome {
    /// The outcome with what the threads have returned.
    #[inline]
    pub(crate) fn new(returned: &[Registers], memory: [Option<Value>; VARIABLES.len()]) -> Self {
        let mut registers = [Registers::default(); MOST_THREADS];
        registers[..returned.len()].copy_from_slice(returned);
        Outcome { registers, memory }
    }

    /// What is in a register or a variable, by its name in the text form.
    fn place(&mut self, name: &str) -> Option<&mut Option<Value>> {
        match name.split_once(':') {
            Some((thread, name)) => {
                let thread: usize = thread.strip_prefix('P')?.parse().ok()?;
                Some(&mut self.registers.get_mut(thread)?[register(name)?])
            }
            None => Some(&mut self.memory[variable(name)?]),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut between = "";
        for (thread, registers) in self.registers.iter().enumerate() {
            for (register, value) in registers.iter().enumerate() {
                if let Some(value) = value {
                    write!(f, "{between}P{thread}:r{register}={value}")?;
                    between = " ";
                }
            }
        }
        for (variable, value) in VARIABLES.iter().zip(self.memory) {
            if let Some(value) = value {
                write!(f, "{between}{variable}={value}")?;
                between = " ";
            }
        }
        Ok(())
    }
}

/// The same text, because this is what scenarios and findings use.
impl fmt::Debug for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Outcome {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut outcome = Outcome::default();
        for part in text.split(' ') {
            let value = part.split_once('=').and_then(|(name, value)| {
                let value = value.parse().ok()?;
                outcome.place(name)?.replace(value).is_none().then_some(())
            });
            value.ok_or_else(|| format!("`{part}` in the outcome `{text}` is wrong; write `P0:r0=1 x=1`"))?;
        }
        Ok(outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_its_text() {
        for text in ["P2:r0=1 P2:r1=0 P3:r0=1 P3:r1=0 x=1 y=1", "P0:r0=0 x=2", "x=1 y=2"] {
            assert_eq!(text.parse::<Outcome>().map(|outcome| format!("{outcome:?}")).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_is_no_outcome_is_refused() {
        for text in ["", "x", "z=1", "x=1 x=1", "P4:r0=1", "P0:r2=1", "P0=1", "x=-1"] {
            let error = text.parse::<Outcome>().expect_err(text);
            assert!(error.contains(&format!("in the outcome `{text}` is wrong")), "{error}");
        }
    }
}
