//! What a race-condition fixture is written against.
//!
//! A fixture is one bug pattern, written several times behind one interface. Its `spec.rs` describes the smallest
//! concurrent program that catches the bug as a [`Scenario`](scenario::Scenario): a state, named actors that act on it at the same time,
//! and an observer that turns the end state into an outcome. Its variants (`broken`, `fixed`, `wrong_…`) are written
//! against a module called `sync`, and the [`fixture!`] macro compiles them once per backend, each time with another
//! `sync` in scope:
//!
//! | backend | `sync` is | what runs |
//! |---|---|---|
//! | [`threads`] | parking_lot, crossbeam, std atomics | real threads |
//! | [`processes`] | futex locks and atomics in a shared memory-mapped file | real processes |
//! | [`loom`] | loom's types | every execution of the C11 model that loom can see |
//! | [`shuttle`] | shuttle's types | sampled schedules, sequentially consistent |
//!
//! The monomorphic part of a scenario ends here: `stress` and `model` see it only through [`stressed::StressScenario`]
//! and [`explored::ModelScenario`], so that a fixture adds little to the build.

pub mod about;
pub mod children;
pub mod context;
pub mod crew;
mod exercise;
pub mod explored;
pub mod findings;
mod fixture;
pub mod hang;
mod in_place;
pub mod injection;
pub mod loom;
pub mod mending;
pub mod nudge;
mod opaque;
pub mod outcome;
mod owned;
pub mod pace;
pub mod panics;
pub mod processes;
pub mod races;
pub mod scenario;
pub mod seat;
pub mod shuttle;
pub mod station;
pub mod stressed;
mod table;
pub mod text;
pub mod threads;
pub mod trace;
mod wait;

pub use about::{About, Backend, Expectation, Gap, Source, VariantAbout, Violation, ViolationKind};
pub use exercise::{Concurrency, Criterion, Exercise};
pub use fixture::{Class, Entry, Fixture, Implementation, Part};
pub use injection::Injection;
pub use outcome::{Grade, GradedOutcome, Outcome};
pub use wait::{Label, WaitKind};
