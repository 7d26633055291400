//! What `sync` has and does not offer to answers.

use super::Attacks;

pub(crate) const ATTACKS: Attacks = &[
    ("the backend's name", "use super::sync::BACKEND; //~ `sync::BACKEND` tells which backend"),
    ("the backend's name by its path", "fn f() -> bool { super::sync::BACKEND.is_stress() } //~ `sync::BACKEND` tells"),
    ("the backend's name by its module", "use super::sync;\nfn f() { sync::BACKEND; } //~ `sync::BACKEND` tells"),
    ("a scenario of its own", "use super::sync::Scenario; //~ `sync::Scenario` is for those who judge"),
    ("preparing a scenario", "fn f() { super::sync::prepare(1); } //~ `sync::prepare` is for those who judge"),
    (
        "chances",
        "use super::sync::{offer_chances, prepare_chances}; //~ `sync::offer_chances` is for //~ `sync::prepare_chances` is for",
    ),
    (
        "the grader's macro",
        "fn f() { super::sync::implementation!(1); } //~ `implementation!` is not on the list of macros",
    ),
    (
        "the grader's macro, imported",
        "use super::sync::implementation; //~ `sync::implementation` is for\nfn f() { implementation!(1); } //~ `implementation!` is not",
    ),
    ("cells", "use super::sync::UnsafeCell; //~ `sync::UnsafeCell` gives pointers"),
    ("hand-overs that nobody sees", "use super::sync::Owned; //~ `sync::Owned` hands things over without"),
    ("a marker", "use super::sync::Shareable; //~ `sync::Shareable` can only be implemented"),
    (
        "processes",
        "use super::sync::{Child, fork}; //~ `sync::Child` is for exercises with processes //~ `sync::fork` is for",
    ),
    ("something that it will have one day", "use super::sync::Telepathy; //~ `sync` offers no `Telepathy` to answers"),
    ("a module of the engine's", "use super::sync::real::thread; //~ `sync` offers no `real` to answers"),
    ("what a module keeps to itself", "use super::sync::thread::Helper; //~ `sync::thread` offers no `Helper`"),
    (
        "counting with the standard library's",
        "use std::sync::Arc;\nfn f(x: &Arc<u8>) { Arc::strong_count(x); } //~ `strong_count` may look at the counters",
    ),
    (
        "counting with the standard library's, by its path",
        "fn f(x: &u8) { std::sync::Arc::strong_count(x); } //~ `strong_count` may look at the counters",
    ),
    (
        "what is beside the orderings",
        "use std::sync::atomic::{AtomicU32, Ordering}; //~ `std::sync::atomic::AtomicU32` is seen by no",
    ),
    ("the module of the orderings", "use std::sync::atomic; //~ `std::sync::atomic` is seen by no"),
    ("a glob beside `Arc`", "use std::sync::*; //~ `std::sync` is seen by no"),
    (
        "counting references",
        "use super::sync::Arc;\nfn f(x: &Arc<u8>) { Arc::strong_count(x); } //~ `strong_count` may look at the counters",
    ),
    ("counting references by its path", "fn f(x: u8) { super::sync::Arc::weak_count(&x); } //~ `weak_count` may look"),
    (
        "references that do not count",
        "use super::sync::Arc;\nfn f() { Arc::new_cyclic(|x| 1); } //~ `new_cyclic` may look",
    ),
    (
        "what nobody has thought of",
        "use super::sync::Arc;\nfn f(x: u8) { Arc::is_unique(&x); } //~ `is_unique` may look",
    ),
    (
        "counting by an alias",
        "use super::sync::Arc; type Alias = Arc<u8>;\nfn f(x: &Alias) { Alias::try_unwrap(x); } //~ `try_unwrap` may look",
    ),
    (
        "counting by a parameter",
        "trait Has { type P; }\nfn f<T: Has>() { T::P::get_mut(&mut 1); } //~ `get_mut` may look",
    ),
    (
        "counting by `Self`",
        "use super::sync::Arc; trait Count { fn count(self); }\nimpl Count for Arc<u8> { fn count(self) { Self::strong_count(&self); } } //~ `strong_count` may look",
    ),
    (
        "counting by a type in brackets",
        "use super::sync::Arc;\nfn f(x: Arc<u8>) { <Arc<u8>>::into_inner(x); } //~ `into_inner` may look",
    ),
    ("counting by nothing but inference", "fn f(x: u8) { <_>::strong_count(&x); } //~ `strong_count` may look"),
    (
        "counting by an associated type",
        "trait Has { type P; } struct S;\nfn f() { <S as Has>::P::downgrade(&1); } //~ `downgrade` may look",
    ),
    (
        "counting by an imported name",
        "use super::sync::Arc as Counted;\nfn f(x: u8) { Counted::make_mut(&x); } //~ `make_mut` may look",
    ),
    (
        "counting by an alias that is a struct elsewhere",
        "use super::sync::Arc; fn g() { struct A; }\nfn f() { type A = Arc<u8>; A::strong_count(&1); } //~ `strong_count` may look",
    ),
    (
        "counting by an alias of the one name of the prelude that may get another meaning",
        "use super::sync::Arc; type Result = Arc<u8>;\nfn f() { Result::strong_count(&1); } //~ `strong_count` may look",
    ),
    (
        "counting by an alias that is imported elsewhere",
        "use super::sync::Arc; fn g() { use std::rc::Rc as A; }\nfn f() { type A = Arc<u8>; A::strong_count(&1); } //~ `strong_count` may",
    ),
    (
        "counting by a parameter that is a struct elsewhere",
        "fn g() { struct P; }\nfn f<P>() { P::strong_count(&1); } //~ `strong_count` may look",
    ),
];
