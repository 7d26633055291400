//! Texts that the code under test makes up, for reports: never without end, and with nothing in them that a terminal obeys.

use std::fmt::{self, Display, Write as _};

/// The most characters of an object's name.
pub const NAME: usize = 100;
/// The most characters of a step in an execution.
pub const STEP: usize = 300;
/// The most characters of an outcome.
pub const OUTCOME: usize = 1000;
/// The most characters of what somebody panics with.
pub const PANIC: usize = 4000;

/// So many characters of a text, with a replacement for each that a terminal would obey, or that shows a text in another
/// order than it is read in. Nothing is made of what is beyond that.
pub fn shown(text: impl Display, most: usize) -> String {
    let mut cut = Cut { text: String::new(), room: most };
    // That there is no more room ends it.
    let _ = write!(cut, "{text}");
    cut.text
}

/// An item in a queue, as its `Debug` says it; but not if it is of a type that an answer has declared: that code would be
/// run only where steps are recorded, and could tell by it that they are.
pub(crate) fn item<T: fmt::Debug>(item: &T) -> String {
    if is_of_an_answer(std::any::type_name::<T>()) { "an item".to_owned() } else { format!("{item:?}") }
}

/// Whether the name of a type has one in it of an answer's: `main::exercise::loom::answer::Job`.
fn is_of_an_answer(name: &str) -> bool {
    let mut modules = name.split("::exercise::").skip(1).filter_map(|path| path.split("::").nth(1));
    modules.any(|module| module != "spec")
}

struct Cut {
    text: String,
    room: usize,
}

impl fmt::Write for Cut {
    fn write_str(&mut self, more: &str) -> fmt::Result {
        for character in more.chars() {
            if self.room == 0 {
                self.text.push('…');
                return Err(fmt::Error);
            }
            self.room -= 1;
            self.text.push(if is_obeyed(character) { '\u{fffd}' } else { character });
        }
        Ok(())
    }
}

fn is_obeyed(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        other => other.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_short_and_harmless_stays_as_it_is() {
        for text in ["", "total", "größer → 3\n\tleft: 1", "日本語"] {
            assert_eq!(shown(text, 30), text);
        }
        assert_eq!(shown(format_args!("{:?}", [1, 2]), 6), "[1, 2]");
    }

    #[test]
    fn what_a_terminal_obeys_is_replaced() {
        assert_eq!(shown("a\u{1b}[31m\u{9b}\r\u{202e}\u{7f}", 30), "a\u{fffd}[31m\u{fffd}\u{fffd}\u{fffd}\u{fffd}");
    }

    #[test]
    fn what_an_answer_has_declared_is_told_from_everything_else() {
        for name in ["u32", "main::exercise::loom::spec::Door", "racecourse_pools::starvation::loom::fixed::Job"] {
            assert!(!is_of_an_answer(name), "{name}");
        }
        let own = "main::exercise::loom::answer::Job";
        for name in [own, &format!("&{own}"), &format!("(main::exercise::loom::spec::Door, [{own}; 2])")] {
            assert!(is_of_an_answer(name), "{name}");
        }
        assert_eq!(item(&Some(7)), "Some(7)");
    }

    #[test]
    fn what_is_long_is_cut_and_not_even_made() {
        struct Endless;
        impl Display for Endless {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                loop {
                    f.write_str("ä")?;
                }
            }
        }
        assert_eq!(shown(Endless, 3), "äää…");
    }
}
