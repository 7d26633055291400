//! What is wrong with an answer, where, and what to do instead.

use std::fmt;

use proc_macro2::Span;
use serde::Serialize;

/// Something in an answer that is not allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Objection {
    /// The line, from 1.
    pub line: usize,
    /// The column, in characters from 1.
    pub column: usize,
    /// What is wrong, as a fragment in lower case.
    pub what: String,
    /// What to do instead, as a fragment in lower case.
    pub instead: String,
}

impl fmt::Display for Objection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}; {}", self.line, self.column, self.what, self.instead)
    }
}

/// Why something is refused, wherever it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) what: String,
    pub(crate) instead: String,
}

impl Refusal {
    pub(crate) fn new(what: impl Into<String>, instead: impl Into<String>) -> Self {
        Refusal { what: what.into(), instead: instead.into() }
    }
}

/// What was found so far in one answer.
pub(crate) struct Objections {
    pub(crate) found: Vec<Objection>,
    lines: usize,
}

impl Objections {
    pub(crate) fn new(source: &str) -> Self {
        Objections { found: Vec::new(), lines: source.lines().count().max(1) }
    }

    pub(crate) fn add(&mut self, at: Span, what: impl Into<String>, instead: impl Into<String>) {
        let place = at.start();
        let (line, column) = (place.line, place.column + 1);
        self.found.push(Objection { line, column, what: what.into(), instead: instead.into() });
    }

    pub(crate) fn refuse(&mut self, at: Span, refusal: Refusal) {
        self.add(at, refusal.what, refusal.instead);
    }

    /// What is no Rust, as far as the parser knows.
    pub(crate) fn unreadable(&mut self, error: syn::Error) {
        for error in error {
            let at = error.span();
            self.add(at, format!("cannot be read as Rust: {error}"), "write it so that it compiles");
            // Where the text ends too early, the parser names no place.
            if at.byte_range().is_empty()
                && let Some(last) = self.found.last_mut()
            {
                (last.line, last.column) = (self.lines, 1);
            }
        }
    }
}
