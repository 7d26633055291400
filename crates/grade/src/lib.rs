//! Exercises, and how an answer is judged: the rubric, the criteria, and the score.

mod rubric;
mod score;

pub use rubric::Rubric;
pub use score::{Cap, Failure, Grade, Hint, Item, Lesson, Standing, Step, WrongFix};
