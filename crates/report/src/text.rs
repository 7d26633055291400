//! Numbers as people read them.

/// A count with its thousands apart: `12 345 678`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).expect("digits are ASCII")).collect();
    groups.join(" ")
}

/// A number of things: `1 run`, `2 runs`.
pub fn plural(number: u64, thing: &str) -> String {
    let ending = match number {
        1 => "",
        _ if thing.ends_with("ch") => "es",
        _ => "s",
    };
    format!("{} {thing}{ending}", count(number))
}

/// A time in a unit that suits it: `3 ms`, `1.2 s`.
pub fn seconds(time: f64) -> String {
    match time {
        time if time < 1e-3 => format!("{:.0} µs", time * 1e6),
        time if time < 1.0 => format!("{:.0} ms", time * 1e3),
        time => format!("{time:.1} s"),
    }
}

/// A title with a line under it.
pub fn heading(title: &str) -> String {
    format!("{title}\n{}\n", "=".repeat(title.chars().count()))
}

/// A text wrapped at `width` columns; further lines are indented by two columns more than the first.
pub fn paragraph(text: &str, indent: usize, width: u16) -> String {
    let (first, further) = (" ".repeat(indent), " ".repeat(indent + 2));
    let options = textwrap::Options::new(width.into()).initial_indent(&first).subsequent_indent(&further);
    textwrap::fill(text, options.break_words(false)) + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([0, 12, 1234, 1_234_567].map(count), ["0", "12", "1 234", "1 234 567"]);
    }

    #[test]
    fn one_thing_has_no_plural() {
        assert_eq!([plural(1, "run"), plural(2, "run"), plural(0, "switch")], ["1 run", "2 runs", "0 switches"]);
    }

    #[test]
    fn times_choose_their_unit() {
        assert_eq!([seconds(0.000_004), seconds(0.25), seconds(2.0)], ["4 µs", "250 ms", "2.0 s"]);
    }
}
