//! Paths to what an answer may not reach, in every place where there may be a path.

use super::Attacks;

pub(crate) const ATTACKS: Attacks = &[
    ("a path in an expression", "fn f() { std::process::exit(0) } //~ `std::process::exit` reaches outside"),
    ("a global path", "fn f() { ::std::process::abort() } //~ `std::process::abort` reaches outside"),
    ("core", "fn f() { core::hint::black_box(()) } //~ `std::hint::black_box` is seen by no model checker"),
    (
        "global core",
        "const N: usize = ::core::mem::size_of::<u8>(); //~ `std::mem::size_of` tells how a type is laid out",
    ),
    ("alloc", "fn f(x: alloc::sync::Arc<u8>) {} //~ `alloc` is neither declared in this file nor imported"),
    (
        "a method of a type that nobody names",
        "fn f() { <std::fs::File as Drop>::drop; } //~ `std::fs::File` reaches outside",
    ),
    (
        "a qualified trait",
        "fn f(x: u8) { <u8 as std::any::Any>::type_id(&x); } //~ `std::any::Any` can tell which backend",
    ),
    ("a qualified type", "type T = <std::env::Args as Iterator>::Item; //~ `std::env::Args` reaches outside"),
    (
        "a qualified pattern",
        "fn f(x: u8) { let <std::io::Empty as T>::P { .. } = x; } //~ `std::io::Empty` //~ `T` is neither",
    ),
    ("a type argument", "struct S(Vec<std::cell::UnsafeCell<u8>>); //~ `std::cell::UnsafeCell` works below"),
    (
        "a turbofish",
        "fn f() { Vec::<std::thread::JoinHandle<()>>::new(); } //~ `std::thread::JoinHandle` is seen by no",
    ),
    (
        "an argument of a method",
        "fn f(x: u8) { x.into::<std::sync::Mutex<u8>>(); } //~ `std::sync::Mutex` is seen by no",
    ),
    (
        "an argument that is a constant",
        "struct S([u8; 2]); type T = Row<{ std::mem::align_of::<u8>() }>; struct Row<const N: usize>; //~ `std::mem::align_of`",
    ),
    ("the length of an array", "struct S([u8; std::mem::size_of::<u8>()]); //~ `std::mem::size_of` tells how"),
    ("a default of a parameter", "struct S<T = std::time::Instant>(T); //~ `std::time::Instant` reads a clock"),
    (
        "an associated type in a bound",
        "fn f(x: impl Iterator<Item = std::net::IpAddr>) {} //~ `std::net::IpAddr` reaches outside",
    ),
    ("a bound", "fn f<T: std::os::fd::AsFd>(x: T) {} //~ `std::os::fd::AsFd` reaches outside"),
    ("a bound in a where clause", "fn f<T>(x: T) where T: std::any::Any {} //~ `std::any::Any` can tell"),
    ("a bounded type", "fn f() where std::fs::File: Sized {} //~ `std::fs::File` reaches outside"),
    ("a supertrait", "trait T: std::io::Write {} //~ `std::io::Write` reaches outside"),
    ("an object", "fn f(x: &dyn std::error::Report) {} //~ `std::error::Report` is not on the list"),
    ("an implementation", "struct S; impl std::panic::UnwindSafe for S {} //~ `std::panic::UnwindSafe` takes panics"),
    ("an alias", "type Lock = std::sync::RwLock<u8>; //~ `std::sync::RwLock` is seen by no model checker"),
    ("an alias of an alias", "type A = std::sync::Weak<u8>; //~ `std::sync::Weak` is seen by no\ntype B = A;"),
    ("a pattern", "fn f(x: u8) { if let std::net::IpAddr::V4(_) = x {} } //~ `std::net::IpAddr::V4` reaches outside"),
    ("a discriminant", "enum E { A = std::mem::size_of::<u8>() as isize } //~ `std::mem::size_of` tells how"),
    ("a cast", "fn f(x: u8) { x as std::ffi::c_int; } //~ `std::ffi::c_int` reaches outside"),
    (
        "a struct literal",
        "fn f() { std::alloc::Layout { ..x } } //~ `std::alloc::Layout` works below //~ `x` is neither",
    ),
    ("a closure's parameter", "fn f() { |x: std::task::Context| (); } //~ `std::task::Context` needs an executor"),
    (
        "a pointer to a function",
        "fn f() { let x: fn() -> () = std::thread::yield_now; } //~ `std::thread::yield_now` is seen by",
    ),
    ("forgetting", "fn f(x: u8) { std::mem::forget(x) } //~ `std::mem::forget` goes round a destructor"),
    (
        "another kind of forgetting",
        "fn f(x: u8) { std::mem::ManuallyDrop::new(x); } //~ `std::mem::ManuallyDrop::new` goes round",
    ),
    ("transmuting", "fn f(x: u8) { std::mem::transmute(x) } //~ `std::mem::transmute` works below"),
    ("the type's name", "fn f() { std::any::type_name::<u8>(); } //~ `std::any::type_name` can tell which backend"),
    ("catching panics", "fn f() { std::panic::catch_unwind(f); } //~ `std::panic::catch_unwind` takes panics"),
    (
        "where it is called",
        "fn f() { std::panic::Location::caller(); } //~ `std::panic::Location::caller` takes panics",
    ),
    ("the clock", "fn f() { std::time::SystemTime::now(); } //~ `std::time::SystemTime::now` reads a clock"),
    (
        "chance",
        "fn f() { std::collections::hash_map::RandomState::new(); } //~ `std::collections::hash_map::RandomState::new` is a source",
    ),
    (
        "a module that may have anything in it one day",
        "fn f() { std::random::random(); } //~ `std::random::random` is not on the list",
    ),
    ("what is inside of an allowed module", "fn f() { std::fmt::rt::f() } //~ `std::fmt::rt::f` is not on the list"),
    (
        "the size of something, from the prelude",
        "fn f() { size_of::<u8>(); } //~ `size_of` tells how a type is laid out",
    ),
    (
        "the size of something, by a variable's name",
        "fn g() { let align_of_val = 1; } //~ `align_of_val` gets another\nfn f() { align_of_val(&1); } //~ `align_of_val` tells how",
    ),
    ("the crate", "fn f() { crate::judge() } //~ `crate` is the grader's"),
    ("the crate in a type", "fn f(x: crate::Verdict) {} //~ `crate` is the grader's"),
    ("the module above", "fn f() { super::super::judge() } //~ `super::super::judge` is the grader's"),
    (
        "the module above, by way of this one",
        "fn f() { self::super::super::judge() } //~ `super::super::judge` is the grader's",
    ),
    ("a neighbour", "fn f() { super::other::f() } //~ `super::other::f` is the grader's"),
    (
        "what the specification keeps to itself",
        "fn f() { super::spec::of_its_own() } //~ `spec` offers no `of_its_own`",
    ),
    ("the scenario", "fn f() { super::spec::scenario::<S>(); } struct S; //~ `spec::scenario` is for those who judge"),
    (
        "the engine",
        "fn f() { racecourse::context::acting(); } //~ `racecourse` is neither declared in this file nor imported, so that",
    ),
    (
        "a crate that the engine brings",
        "fn f() { libc::_exit(0) } //~ `libc` is neither declared in this file nor imported, so that",
    ),
    (
        "a crate by a global path",
        "fn f() { ::loom::model(f) } //~ `loom` is neither declared in this file nor imported, so that",
    ),
    ("a global path of something of its own", "struct S; fn f() { ::S::new(); } //~ `S` is neither declared"),
    ("a crate that is called like a function", "fn loom() {} fn f() { loom::model(f) } //~ `loom` is neither declared"),
    (
        "a crate that is called like a variable",
        "fn f() { let loom = 1; loom::model(f) } //~ `loom` is neither declared",
    ),
    (
        "a crate that is called like a type elsewhere",
        "fn g<loom>() {} //~ `loom` is a type in lower case\nfn f() { loom::model(f) } //~ `loom` is neither",
    ),
    (
        "a crate that is called like a struct in a function",
        "fn g() { struct shuttle; } //~ `shuttle` is a type in lower\nfn f() { shuttle::check() } //~ `shuttle` is neither",
    ),
    ("a name that nobody has declared", "fn f() { abort() } //~ `abort` is neither declared in this file nor imported"),
    (
        "a crate that is called like a variant elsewhere",
        "enum E { racecourse } fn g() { use E::*; }\nfn f() { racecourse::context::acting(); } //~ `racecourse` is neither",
    ),
    (
        "a crate that is called like an imported variant",
        "enum E { libc } fn g() { use E::libc; }\nfn f() { libc::_exit(0) } //~ `libc` is neither declared",
    ),
    ("this module twice", "fn f() { self::self::std::fs::read() } //~ `self` is neither declared"),
];
