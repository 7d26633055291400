//! What a checker chose, from the beginning of an execution on.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// One choice of a checker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// This thread runs, by the checker's own number.
    Thread(u16),
    /// An atomic load reads this one of the stores that it may read, by loom's number.
    Store(u8),
    /// A wait ends without a reason, or does not.
    Spurious(bool),
}

/// The choices from which an execution follows: whatever comes after the last of them, the checker chooses as it always
/// does, letting the thread run on that runs.
///
/// Its text is short, and safe to type in a shell: a letter for each choice (`a` for the first thread, `A` for the first
/// store, `Y` and `Z` for a wait that ends and that does not), with a number before it where it comes several times.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule(pub Vec<Choice>);

/// The most threads that have letters.
const THREADS: u16 = 26;
/// The most stores that have letters.
const STORES: u8 = 24;
/// The longest schedule that is read; far longer than any that a checker makes.
const LONGEST: usize = 100_000;

impl Choice {
    fn letter(self) -> char {
        char::from(match self {
            Choice::Thread(thread) => b'a' + thread.min(THREADS - 1) as u8,
            Choice::Store(store) => b'A' + store.min(STORES - 1),
            Choice::Spurious(true) => b'Y',
            Choice::Spurious(false) => b'Z',
        })
    }

    fn of_letter(letter: char) -> Option<Choice> {
        Some(match letter {
            'a'..='z' => Choice::Thread(u16::from(letter as u8 - b'a')),
            'A'..='X' => Choice::Store(letter as u8 - b'A'),
            'Y' => Choice::Spurious(true),
            'Z' => Choice::Spurious(false),
            _ => return None,
        })
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for run in self.0.chunk_by(|one, other| one == other) {
            if run.len() > 1 {
                write!(f, "{}", run.len())?;
            }
            f.write_char(run[0].letter())?;
        }
        Ok(())
    }
}

impl FromStr for Schedule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut choices = Vec::new();
        let mut count = String::new();
        for letter in text.chars() {
            if letter.is_ascii_digit() {
                count.push(letter);
                continue;
            }
            let choice = Choice::of_letter(letter).ok_or_else(|| format!("`{letter}` is no choice of a checker"))?;
            let times = if count.is_empty() { Ok(1) } else { count.parse::<usize>() };
            let times = times.ok().filter(|times| (1..=LONGEST - choices.len()).contains(times));
            let times = times.ok_or_else(|| format!("`{count}{letter}` is longer than any schedule"))?;
            choices.extend(std::iter::repeat_n(choice, times));
            count.clear();
        }
        if count.is_empty() { Ok(Schedule(choices)) } else { Err(format!("`{count}` of what?")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_is_read_as_it_was_written() {
        let mut random = fastrand::Rng::with_seed(1);
        for length in 0..200 {
            let choice = |random: &mut fastrand::Rng| match random.u8(..4) {
                0 => Choice::Store(random.u8(..7)),
                1 => Choice::Spurious(random.bool()),
                _ => Choice::Thread(random.u16(..3)),
            };
            let schedule = Schedule((0..length).map(|_| choice(&mut random)).collect());
            assert_eq!(schedule.to_string().parse(), Ok(schedule));
        }
        assert_eq!("3ab2A".parse::<Schedule>().unwrap().to_string(), "3ab2A");
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        for text in ["3", "a!", "0a", "99999999999999999999a", "100001a", "60000a60000b", "-1a", "é"] {
            assert!(text.parse::<Schedule>().is_err(), "{text}");
        }
    }
}
