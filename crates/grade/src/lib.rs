//! Exercises, and how an answer is judged: the rubric, the criteria, and the score.

mod format;
mod rubric;
mod score;

pub use format::{Format, Look, read, render};
pub use rubric::{Criterion, Rubric};
pub use score::{Cap, Failure, Grade, Hint, Item, Lesson, Standing, Step, WrongFix};
