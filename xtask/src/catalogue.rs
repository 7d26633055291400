//! Every class of fixtures that the command line knows.

use racecourse::Class;

/// The classes, in the order in which they are listed and run.
pub const CLASSES: &[Class] = &[
    racecourse_atomicity::CLASS,
    racecourse_ordering::CLASS,
    racecourse_deadlock::CLASS,
    racecourse_signalling::CLASS,
    racecourse_pools::CLASS,
    racecourse_processes::CLASS,
    racecourse_progress::CLASS,
];
