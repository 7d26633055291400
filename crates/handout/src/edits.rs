//! Cuts pieces out of a text, with the lines that would be left empty.

use std::ops::Range;

/// A text, and what is to become of some of its pieces.
pub(crate) struct Edits<'a> {
    text: &'a str,
    edits: Vec<(Range<usize>, String)>,
}

impl<'a> Edits<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Edits { text, edits: Vec::new() }
    }

    /// Puts something else in a piece's place.
    pub(crate) fn replace(&mut self, piece: Range<usize>, with: &str) {
        self.edits.push((piece, with.to_owned()));
    }

    /// Cuts a piece out, and the comma behind it. If nothing else is on its lines, these go too, and the comments right
    /// above them.
    pub(crate) fn cut(&mut self, piece: Range<usize>) {
        let behind = &self.text[piece.end..];
        let end = piece.end + if behind.starts_with(',') { 1 } else { 0 };
        self.cut_exactly(piece.start..end);
    }

    /// Cuts a comment out.
    pub(crate) fn cut_comment(&mut self, comment: Range<usize>) {
        self.cut_exactly(comment);
    }

    fn cut_exactly(&mut self, piece: Range<usize>) {
        let blank = [' ', '\t'];
        let before = self.text[..piece.start].trim_end_matches(blank);
        let behind = self.text[piece.end..].trim_start_matches(blank);
        let ends_its_line = behind.is_empty() || behind.starts_with('\n');
        let begins_its_line = before.is_empty() || before.ends_with('\n');
        let range = match (begins_its_line, ends_its_line) {
            (true, true) => {
                let newline = usize::from(!behind.is_empty());
                above_comments(before)..self.text.len() - behind.len() + newline
            }
            (false, true) => before.len()..self.text.len() - behind.len(),
            (_, false) => piece.start..self.text.len() - behind.len(),
        };
        self.edits.push((range, String::new()));
    }

    /// The text as it has become.
    pub(crate) fn apply(mut self) -> String {
        // Of two that begin at the same place, the one that ends later contains the other.
        self.edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut text = String::with_capacity(self.text.len());
        let mut at = 0;
        for (range, with) in self.edits {
            if range.end <= at && !range.is_empty() {
                continue;
            }
            text.push_str(&self.text[at..range.start.max(at)]);
            text.push_str(&with);
            at = range.end.max(at);
            if with.is_empty() {
                at += close_gap(&mut text, &self.text[at..]);
            }
        }
        text.push_str(&self.text[at..]);
        text
    }
}

/// Where the comments begin that are the last lines of `before`, without a blank line in between.
fn above_comments(before: &str) -> usize {
    let mut start = before.len();
    for line in before.split_inclusive('\n').rev() {
        let words = line.trim_start();
        let is_comment = words.starts_with("//") && !words.starts_with("///") && !words.starts_with("//!");
        if !is_comment {
            break;
        }
        start -= line.len();
    }
    start
}

/// Where something was cut out, one blank line is enough, and none after `{` or before `}`. Says how much of `rest` goes.
fn close_gap(text: &mut String, rest: &str) -> usize {
    let after_blank = text.ends_with("\n\n");
    if rest.starts_with('\n') && (after_blank || text.ends_with("{\n") || text.is_empty()) {
        return 1;
    }
    if after_blank && (rest.trim_start_matches(' ').starts_with('}') || rest.is_empty()) {
        text.pop();
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, pieces: &[&str]) -> String {
        let mut edits = Edits::new(text);
        for piece in pieces {
            let start = text.find(piece).unwrap_or_else(|| panic!("no {piece}"));
            edits.cut(start..start + piece.len());
        }
        edits.apply()
    }

    #[test]
    fn a_piece_goes_with_its_comma_and_its_line() {
        assert_eq!(without("[\n    one,\n    two,\n]\n", &["one"]), "[\n    two,\n]\n");
        assert_eq!(without("[one, two]\n", &["one"]), "[two]\n");
    }

    #[test]
    fn the_comment_above_goes_too_and_others_stay() {
        let text = "// of a\nlet a;\n\n// of b\n// and b\nlet b;\nlet c;\n";
        assert_eq!(without(text, &["let b;"]), "// of a\nlet a;\n\nlet c;\n");
    }

    #[test]
    fn no_gap_is_left() {
        let text = "mod a {\n    one\n\n    two\n}\n\nthree\n\nfour\n";
        assert_eq!(without(text, &["two"]), "mod a {\n    one\n}\n\nthree\n\nfour\n");
        assert_eq!(without(text, &["one"]), "mod a {\n    two\n}\n\nthree\n\nfour\n");
        assert_eq!(without(text, &["three", "four"]), "mod a {\n    one\n\n    two\n}\n");
    }

    #[test]
    fn a_piece_inside_another_one_is_cut_once() {
        assert_eq!(without("a(b(c))d\n", &["(b(c))", "(c)"]), "ad\n");
    }

    #[test]
    fn what_is_replaced_leaves_the_rest_as_it_is() {
        let mut edits = Edits::new("one two three");
        edits.replace(4..7, "2");
        assert_eq!(edits.apply(), "one 2 three");
    }
}
