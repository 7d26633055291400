//! Imports.

use super::Attacks;

pub(crate) const ATTACKS: Attacks = &[
    ("a plain import", "use std::fs::File; //~ `std::fs::File` reaches outside"),
    (
        "nested groups",
        "use std::{fmt, collections::{BTreeMap, hash_map::{Entry, RandomState}}}; //~ `std::collections::hash_map::RandomState` is a source",
    ),
    ("a group of everything", "use {std::fmt::Debug, std::{cmp::{self}, thread}}; //~ `std::thread` is seen by no"),
    ("a global import", "use ::std::process::Command; //~ `std::process::Command` reaches outside"),
    ("the whole library", "use std; //~ `std` as a whole"),
    (
        "the whole library by another name",
        "use std as s; //~ `std` as a whole //~ `std as s` gives another name\nfn f() { s::process::exit(0) } //~ `std::process::exit` reaches",
    ),
    ("the whole library by itself", "use std::{self as S}; //~ `std` as a whole //~ `std as S` gives another name"),
    (
        "a module by another name",
        "use std::sync as s; //~ `std::sync` is seen by no //~ `sync as s` gives another\nstruct S(s::Mutex<u8>); //~ `std::sync::Mutex` is seen",
    ),
    ("an allowed module by the name of a crate", "use std::fmt as loom; //~ `fmt as loom` gives another name"),
    (
        "an allowed module, and what is not allowed in it",
        "use std::mem;\nfn f(x: u8) { mem::forget(x) } //~ `std::mem::forget` goes round",
    ),
    (
        "an allowed module in a function",
        "fn f() { use std::mem; mem::size_of::<u8>(); } //~ `std::mem::size_of` tells how",
    ),
    (
        "an import in a function",
        "fn f() { use std::time::Instant; Instant::now(); } //~ `std::time::Instant` reads //~ `std::time::Instant::now` reads",
    ),
    ("an import from what is imported", "use std::mem;\nuse mem::transmute; //~ `std::mem::transmute` works below"),
    ("a circle", "use a::b; //~ in a circle\nuse b::a; //~ in a circle\nfn f() { a::x() } //~ in a circle"),
    ("a crate within itself", "use libc::libc; //~ in a circle"),
    (
        "one name for two things in two functions",
        "fn f() { use super::sync::channel; }\nfn g() { use std::thread as channel; channel::bounded() } //~ `std::thread` is seen //~ gives another name //~ `std::thread::bounded` is seen",
    ),
    (
        "a crate",
        "use parking_lot::Mutex; //~ `parking_lot` is neither declared in this file nor imported, so that it may be",
    ),
    ("a crate by itself", "use crossbeam; //~ `use crossbeam;` imports a crate"),
    (
        "a crate by another name",
        "use racecourse as Door; //~ `use racecourse;` imports a crate //~ `racecourse as Door` gives another",
    ),
    ("a global crate", "use ::rustix::process; //~ `rustix` is neither declared"),
    ("the crate, imported", "use crate::threads; //~ `crate` is the grader's"),
    ("the crate's backends", "use super::super::loom::sync::Mutex; //~ `super::super::loom` is the grader's"),
    ("the module above, imported from", "use super::answer; //~ `super::answer` is the grader's"),
    (
        "the module above as a whole",
        "use super as Above; //~ `super` is the grader's //~ `super as Above` gives another",
    ),
    ("a glob of the module above", "use super::*; //~ `super` is the grader's"),
    ("a glob of the standard library", "use std::*; //~ `std` as a whole"),
    ("a glob of an allowed module", "use std::fmt::*; //~ `std::fmt::*` imports names that nobody has read"),
    (
        "a glob of the collections brings no chance",
        "use std::collections::*;\nfn f() { hash_map::RandomState::new() } //~ `std::collections::hash_map::RandomState::new` is a source",
    ),
    (
        "a glob of the collections brings no more than may be used",
        "use std::collections::*; fn f(x: TryReserveError) {} //~ `std::collections::TryReserveError` is not on the list",
    ),
    (
        "a module that is called like one of the collections'",
        "mod hash_map { pub struct RandomState; } //~ `hash_map` is a module with a name that means\nfn f() { use std::collections::*; hash_map::RandomState; }",
    ),
    (
        "a global glob of the collections",
        "use ::std::collections::*; //~ `std::collections::*` imports names that nobody",
    ),
    (
        "a glob of one of the collections",
        "use std::collections::hash_map::*; //~ `std::collections::hash_map::*` imports",
    ),
    (
        "a source of chance beside what is none",
        "use std::hash::{DefaultHasher, RandomState}; //~ `std::hash::RandomState` is a",
    ),
    (
        "a size beside what tells none",
        "use std::mem::{discriminant, size_of}; //~ `std::mem::size_of` tells how a type",
    ),
    ("a cell below the language", "use std::cell::{LazyCell, UnsafeCell}; //~ `std::cell::UnsafeCell` works below"),
    ("a lazy cell that everybody shares", "use std::sync::LazyLock; //~ `std::sync::LazyLock` is seen by no"),
    ("a glob of a module that is not", "use std::thread::*; //~ `std::thread` is seen by no"),
    ("a glob of a crate", "use loom::*; //~ `use loom;` imports a crate"),
    ("a glob of something global", "use ::super::spec::*; //~ `super` is neither declared"),
    ("a glob of everything global", "use ::*; //~ a path that leads nowhere"),
    (
        "a glob brings no more than may be used",
        "use super::sync::*;\nfn f() { BACKEND; Owned::new(1); } //~ `BACKEND` is neither //~ `Owned` is neither",
    ),
    (
        "a glob brings no scenario",
        "use super::spec::*;\nfn f() { scenario::<Log>(); } //~ `scenario` is neither declared",
    ),
    (
        "a glob of a module brings its functions by name",
        "use super::sync::*;\nfn f() { channel::after(); } //~ `sync::channel` offers no `after`",
    ),
    ("a re-export", "pub use super::sync::Mutex; //~ `pub use` hands on"),
    ("a re-export within the crate", "pub(crate) use super::spec::Door; //~ `pub use` hands on"),
    (
        "a macro",
        "use std::println as print; //~ `std::println` is not on the list //~ `println as print` gives another",
    ),
    (
        "a function by another name",
        "use super::sync::spawn as vec; //~ `spawn as vec` gives another name to what is no type",
    ),
    ("a type by the name of another", "use super::sync::Mutex as Vec; //~ `Mutex as Vec` gives another meaning"),
    ("a trait without a name", "use std::io::Write as _; //~ `std::io::Write` reaches outside"),
    ("what the specification has imported", "use super::spec::Scenario; //~ `spec` offers no `Scenario`"),
    ("a prelude", "use std::prelude::v1::*; //~ `std::prelude::v1` is not on the list"),
];
