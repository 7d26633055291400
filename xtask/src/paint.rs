//! Colours for what people read on a terminal: on lines whose text says by itself what they are, so that nothing is said
//! by a colour alone.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _};

use anstyle::{AnsiColor, Style};

const HEADING: Style = Style::new().bold();
const ADDED: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();
const SEALED: Style = AnsiColor::Red.on_default().bold();
const DIFFERS: Style = AnsiColor::Yellow.on_default().bold();

/// Paints an explanation, if it goes to a terminal that shows colours.
pub(crate) fn for_output(text: String) -> String {
    if is_wanted() { paint(&text) } else { text }
}

/// Whether results go to a terminal that shows colours.
pub(crate) fn is_wanted() -> bool {
    io::stdout().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").is_some_and(|terminal| terminal != "dumb")
}

fn paint(text: &str) -> String {
    let mut painted = String::with_capacity(text.len() * 2);
    let mut in_difference = false;
    let lines: Vec<&str> = text.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        let is_heading = |index: usize| lines.get(index).is_some_and(|under| is_underline(under));
        let heading = line.starts_with('#') || is_heading(index + 1) || is_underline(line);
        in_difference = (in_difference || line.starts_with("--- ")) && !is_heading(index + 1);
        let style = if heading { Some(HEADING) } else { style(line, in_difference) };
        let _ = match style {
            Some(style) => writeln!(painted, "{style}{line}{style:#}"),
            None => writeln!(painted, "{line}"),
        };
    }
    painted
}

fn is_underline(line: &str) -> bool {
    !line.is_empty() && line.chars().all(|character| character == '=')
}

fn style(line: &str, in_difference: bool) -> Option<Style> {
    let mark = line.trim_start().trim_start_matches(|character: char| character.is_ascii_digit());
    match line.chars().next()? {
        '+' if in_difference => Some(ADDED),
        '-' if in_difference => Some(REMOVED),
        '*' if !in_difference && line.starts_with("* Step") => Some(SEALED),
        '≠' => Some(DIFFERS),
        _ if in_difference => None,
        _ if mark.len() < line.len() && mark.starts_with(" * ") => Some(SEALED),
        _ if mark.len() < line.len() && mark.starts_with(" ≠ ") => Some(DIFFERS),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_painted_for_what_they_say() {
        let text = "Title\n=====\n--- a\n+++ b\n-old\n+new\n kept\n\nTable\n=====\n 1    x → 0\n 2 *  x ← 1\n 3 ≠  y\n* Step 2 \
                    seals it\n- a point\n";
        let painted = paint(text);
        let lines = |style: Style| {
            let begin = style.to_string();
            let painted = painted.lines().filter_map(|line| line.strip_prefix(&begin)?.split('\u{1b}').next());
            painted.filter(|line| !line.is_empty()).collect::<Vec<_>>()
        };
        assert_eq!(lines(HEADING), ["Title", "=====", "Table", "====="]);
        assert_eq!((lines(REMOVED), lines(ADDED)), (vec!["--- a", "-old"], vec!["+++ b", "+new"]));
        assert_eq!((lines(SEALED), lines(DIFFERS)), (vec![" 2 *  x ← 1", "* Step 2 seals it"], vec![" 3 ≠  y"]));
        assert_eq!(anstream::adapter::strip_str(&painted).to_string(), text);
    }
}
