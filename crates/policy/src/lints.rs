//! What the compiler is to forbid besides: it sees what is expanded and resolved, where this check reads text.

/// Where the grader sets a lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Once, at the top of the crate: `#![forbid(…)]`.
    Crate,
    /// On each declaration of the answer's module: `#[forbid(…)] mod answer;`. What the grader generates, and some
    /// specifications, need what answers may not have.
    Answer,
}

/// A lint of the compiler that the grader's crate forbids, so that no answer can allow it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lint {
    /// Its name.
    pub name: &'static str,
    /// Where to forbid it.
    pub place: Place,
    /// Why.
    pub why: &'static str,
}

/// The lints to forbid. `--cap-lints` must not be given: it turns all of them off.
pub const LINTS: &[Lint] = &[
    Lint {
        name: "unsafe_code",
        place: Place::Answer,
        why: "sees `unsafe` in what macros expand to, and attributes such as `no_mangle` however they are written",
    },
    Lint {
        name: "long_running_const_eval",
        place: Place::Answer,
        why: "ends constants that compute for ever, which would hang the compiler",
    },
    Lint {
        name: "non_local_definitions",
        place: Place::Answer,
        why: "sees an `impl` that hides in a function and holds outside of it",
    },
    Lint {
        name: "drop_bounds",
        place: Place::Answer,
        why: "sees who asks whether a type has a destructor, which tells which backend's it is",
    },
    Lint {
        name: "function_casts_as_integer",
        place: Place::Answer,
        why: "sees who makes a number of where a function is, which is somewhere else each time",
    },
    Lint {
        name: "text_direction_codepoint_in_literal",
        place: Place::Crate,
        why: "sees text that is shown in another order than it is compiled, by the compiler's own list",
    },
    Lint { name: "text_direction_codepoint_in_comment", place: Place::Crate, why: "sees the same in comments" },
    Lint {
        name: "non_ascii_idents",
        place: Place::Crate,
        why: "sees names that look like others, as the compiler reads them",
    },
];
