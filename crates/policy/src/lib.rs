//! What an answer to an exercise may be written in, checked on its source before anything compiles it.
//!
//! An answer is one file that becomes a module beside `spec` and `sync`, and is compiled once for each backend. What it
//! does at the same time as others has to go through `super::sync`, because the model checkers see nothing else; and it
//! must not reach whoever judges it. So [`check`] lets through what is on its lists, and objects to everything else:
//! modules of the standard library, what `sync` offers, macros, attributes and forms of syntax that are on no list are
//! refused, whether anybody has thought of them or not. All objections are given at once, each with its place, and with
//! what to do instead.
//!
//! The lists: the standard library's in `standard.rs`, those of `sync` in `offers.rs`, macros in `macros.rs`,
//! attributes and lints that may be allowed in `attributes.rs`, names that mean something everywhere in `words.rs`.
//!
//! # What it cannot see
//!
//! It reads text. It infers no types and runs nothing, so these are for others to see:
//!
//! - **Method calls.** `x.leak()` is whatever the type of `x` says. What keeps methods harmless is that the type has to
//!   come from somewhere, and that a trait has to be in scope: both take a path, and paths are checked. A method of a
//!   type that is allowed is allowed.
//! - **What `Arc` counts.** Its counters are atomics that no model checker sees. The functions that read them are
//!   refused by name; that the last `Arc` to be dropped also drops what is in it cannot be.
//! - **Which backend it is.** A type that implements a trait on one backend and not on another can be told by method
//!   resolution. So the types of `sync` implement the same everywhere (`racecourse/tests/same_types.rs`), except for
//!   `Payload`, and nobody may ask for `Drop`, or for an address. The order of a `HashMap` is random all the same. All
//!   backends judge an answer, so whoever cheats one of them still has the others to get past, and an answer that is
//!   wrong once in a million runs is what stress runs are for.
//! - **What an answer means.** One that returns the acceptable outcome as a constant is in order here. The scenario has
//!   to be such that nobody can know the outcome without doing the work.
//! - **What it says.** The names of locks and the texts of panics get into reports. They may have anything in them that
//!   a `String` may, and be as long as memory is: `racecourse::text` cuts them, and takes out what terminals obey.
//! - **How long it takes.** `loop {}` and a type that takes the compiler an hour are for limits of time and memory.
//! - **What the compiler makes of it.** It sees what is expanded and resolved: [`LINTS`] says what to let it forbid
//!   besides.
//!
//! An answer is compiled code that runs with the rights of whoever runs it. This check is what keeps honest people
//! honest and the obvious cheats out; it is no sandbox, and does not replace one.
//!
//! Names are looked up without their scopes: one that is declared anywhere in the file is known everywhere in it. That
//! is safe because types have to begin with a capital letter, which no crate does that a grader depends on; because
//! nothing in lower case can be imported by another name; and because in front of `::`, a name in lower case has to be
//! that of an allowed module. So a grader must not depend on a crate that is called like one of those, such as `time`.
//!
//! An answer may have modules anywhere, which have no files of their own. Paths are read as if what is in them stood beside
//! them (`Names::flat`): names are known in all of the file anyway. But the name of a module is known only where the compiler
//! knows it (`scopes.rs`): elsewhere, it may be a crate's.

mod attributes;
mod items;
mod lints;
mod macros;
mod names;
mod objection;
mod offers;
mod paths;
mod receivers;
mod scopes;
mod spec;
mod standard;
mod syntax;
mod text;
mod tokens;
mod uses;
mod words;

use std::thread;

pub use lints::{LINTS, Lint, Place};
pub use objection::Objection;
pub use receivers::may_meet;
pub use text::{MOST_BYTES, without_mark};
pub use tokens::{DEEPEST, mentions};

/// What an exercise allows besides what every exercise does.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules<'a> {
    /// The text of the exercise's `spec.rs`. What it makes public is what an answer may take from `super::spec`.
    pub spec: &'a str,
    /// Whether answers may have processes of their own: for exercises that run on the backend `processes` only.
    pub may_fork: bool,
    /// Paths of the standard library that answers may use besides those that are on the list, such as
    /// `std::process::id`.
    pub also: &'a [&'a str],
}

/// How much room the parser gets. It uses as much of it as the nesting of an answer needs: at [`DEEPEST`], and compiled
/// without optimisation, between 16 and 24 MiB for what needs most of all that the tests nest.
const STACK: usize = 128 << 20;

/// Checks an answer.
///
/// # Errors
///
/// Everything that is to be objected to, in the order of the lines. What cannot be parsed is objected to where the
/// parser gave up.
///
/// # Panics
///
/// If the text of the specification is not Rust: it is the exercise's own. If no thread can be started.
pub fn check(source: &str, rules: &Rules) -> Result<(), Vec<Objection>> {
    let mut objections = text::check(source);
    if objections.is_empty() {
        // A parser needs stack for whatever is nested. It also keeps the text of what it has parsed until its thread
        // ends.
        let parsed = thread::scope(|scope| {
            let parser = thread::Builder::new().name("policy".to_owned()).stack_size(STACK);
            parser.spawn_scoped(scope, || check_syntax(source, rules)).map(|parser| parser.join())
        });
        match parsed.expect("a thread for the parser can be started; it needs address space, not memory") {
            Ok(found) => objections = found,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }
    objections.sort_by_key(|objection| (objection.line, objection.column));
    objections.dedup_by(|next, last| (next.line, next.column, &next.what) == (last.line, last.column, &last.what));
    if objections.is_empty() { Ok(()) } else { Err(objections) }
}

/// Checks an answer as it was found in a file, which may be no text at all.
///
/// # Errors
///
/// As [`check`]; and what is not UTF-8 is objected to.
///
/// # Panics
///
/// As [`check`].
pub fn check_bytes(source: &[u8], rules: &Rules) -> Result<(), Vec<Objection>> {
    check(text::decode(source).map_err(|objection| vec![objection])?, rules)
}

fn check_syntax(source: &str, rules: &Rules) -> Vec<Objection> {
    let mut objections = objection::Objections::new(source);
    if let Some(tokens) = tokens::check(source, &mut objections) {
        match syn::parse2(tokens) {
            Ok(file) => syntax::check(&file, rules, &mut objections),
            Err(error) => objections.unreadable(error),
        }
    }
    objections.found
}
