//! What an answer is judged by, and how many points each part of it is worth.

use racecourse::Criterion;

/// How many points each criterion is worth; 100 in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rubric {
    /// The points.
    pub points: Vec<(Criterion, u32)>,
}
