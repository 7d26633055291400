//! Exercises, and how answers to them are judged: the rules, the compiler, the backends, and the points.
//!
//! An answer is a file like a fixture's `broken.rs`. It is checked against the rules for answers, compiled into a program of
//! its own, and put through the same scenario on the same backends as the fixture's variants, in worker processes that are
//! confined. What these find out becomes points by the fixture's [`Rubric`].

mod compiler;
mod evidence;
mod format;
mod grader;
mod judge;
mod lesson;
mod on_loom;
mod rubric;
mod score;
mod show;
mod source;
mod workshop;

pub use evidence::{Scope, Subject};
pub use format::{Format, Look, read, render};
pub use grader::{ANSWER, Compilation, Grader, Interrupted, Refusal};
pub use lesson::{hints, lesson};
pub use rubric::Rubric;
pub use score::{Cap, Failure, Grade, Hint, Item, Lesson, Standing, Step, WrongFix};
