//! Texts that come from elsewhere, made fit to be shown.

use std::borrow::Cow;

/// What stands for a character that cannot be shown.
const REPLACEMENT: char = '\u{fffd}';

/// The text without escape sequences, with Unix line breaks, and with a replacement for each character that XML forbids,
/// that a terminal would obey, or that shows a text in another order than it is read in.
pub(super) fn clean(text: &str) -> String {
    let text = anstream::adapter::strip_str(text).to_string().replace("\r\n", "\n");
    text.chars()
        .map(|character| match character {
            '\n' | '\t' => character,
            '\r' => '\n',
            '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => REPLACEMENT,
            control if control.is_control() => REPLACEMENT,
            other => other,
        })
        .collect()
}

/// The same, on one line: for names and headlines.
pub(super) fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As much of the text as fits into so many bytes of UTF-8, and a word about it if that is not all of it.
pub(super) fn cut(text: &str, bytes: usize) -> Cow<'_, str> {
    const MARK: &str = "\n… (the rest is left out)";
    if text.len() <= bytes {
        return Cow::Borrowed(text);
    }
    let end = text.floor_char_boundary(bytes.saturating_sub(MARK.len()));
    Cow::Owned(format!("{}{MARK}", &text[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_gone() {
        assert_eq!(clean("\u{1b}[31mred\u{1b}[0m and \u{1b}]0;title\u{7}plain"), "red and plain");
        assert_eq!(clean("a\u{9b}31mb\u{ffff}c\u{202e}d\u{85}"), "a�31mb�c�d�");
        assert!(!clean("bell\u{7} escape\u{1b} null\0 delete\u{7f}").chars().any(char::is_control));
    }

    #[test]
    fn what_can_be_shown_stays() {
        for text in ["", "two\nlines\tand a tab", "größer → 3, 日本語 🏁", "]]> <b>&amp;\\ \" '"] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn lines_end_as_unix_ends_them() {
        assert_eq!(clean("a\r\nb\rc\n"), "a\nb\nc\n");
        assert_eq!(one_line(" a\r\n  b\tc\n"), "a b c");
    }

    #[test]
    fn a_long_text_is_cut_between_two_characters() {
        assert_eq!(cut("short", 5), "short");
        for bytes in 40..60 {
            let long = "ä→🏁".repeat(20);
            let shorter = cut(&long, bytes);
            assert!(shorter.len() <= bytes && shorter.ends_with("left out)"), "{shorter}");
        }
    }
}
