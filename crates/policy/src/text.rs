//! What can be said of an answer before it is parsed: its size and its characters.

use crate::objection::Objection;

/// The most bytes that an answer may have. The longest variant of a fixture has a fortieth of it.
pub const MOST_BYTES: usize = 64 << 10;

/// How many characters are objected to: a file that has more of them is no text.
const MOST_OBJECTIONS: usize = 20;

/// The text without the byte order mark that some editors begin a file with.
pub fn without_mark(source: &str) -> &str {
    source.strip_prefix('\u{feff}').unwrap_or(source)
}

/// The text in a file.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Objection> {
    std::str::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        let (what, instead) = ("a byte that is not UTF-8", "save the file as UTF-8");
        at(&before, what.to_owned(), instead)
    })
}

/// Objects to what no honest text has in it.
pub(crate) fn check(source: &str) -> Vec<Objection> {
    if source.len() > MOST_BYTES {
        let what = format!("the file has {} bytes, and the most is {MOST_BYTES}", source.len());
        return vec![at("", what, "leave out what the exercise does not need")];
    }
    let mut objections = Vec::new();
    let source = without_mark(source);
    for (place, found) in source.char_indices() {
        let (before, rest) = source.split_at(place);
        let (what, instead) = match found {
            '\n' | '\t' => continue,
            '\r' if rest.starts_with("\r\n") => continue,
            '\0'..='\x1f' | '\x7f'..='\u{9f}' => ("a control character", "remove it"),
            // Editors show a line break where the compiler sees none, or the other way round.
            '\u{2028}' | '\u{2029}' => ("a line separator", "break the line with a newline"),
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                ("a character that changes the direction of text, which shows other code than is compiled", "remove it")
            }
            _ => continue,
        };
        objections.push(at(before, format!("U+{:04X}, {what}", u32::from(found)), instead));
        if objections.len() == MOST_OBJECTIONS {
            break;
        }
    }
    objections
}

fn at(before: &str, what: String, instead: &str) -> Objection {
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Objection { line, column, what, instead: instead.to_owned() }
}
