//! Modules inside of the file, and names that mean something else in them.

use super::Attacks;

pub(crate) const ATTACKS: Attacks = &[
    ("a module in a file of its own", "mod other; //~ `mod` without a body reads another file"),
    (
        "a module in a file that it names",
        "#[path = \"/etc/passwd\"] //~ `#[path]` reads another file\nmod other; //~ `mod` without a body reads",
    ),
    (
        "a folder for the files of a module",
        "#[path = \"..\"] //~ `#[path]` reads another file\nmod inner { mod other; } //~ `mod` without a body reads",
    ),
    ("a module in a module", "mod inner { mod innermost {} } //~ `mod` inside of something"),
    ("a module in a function", "fn f() { mod inner {} } //~ `mod` inside of something"),
    ("a module in a constant", "const X: u8 = { mod inner {} 1 }; //~ `mod` inside of something"),
    ("a module in a macro", "fn f() { vec![{ mod inner {} 1 }]; } //~ `mod` inside of something"),
    ("a module with macros", "#[macro_use] mod inner {} //~ `#[macro_use]` brings in macros"),
    ("a module on some condition", "mod inner { #![cfg(loom)] } //~ `#![cfg]` makes the answer another one"),
    ("a lint in a module", "mod inner { #![allow(unsafe_code)] } //~ `allow(unsafe_code)` switches off"),
    ("unsafe code in a module", "mod inner { fn f() { unsafe {} } } //~ `unsafe` goes round"),
    ("the standard library in a module", "mod inner { use std::fs; } //~ `std::fs` reaches outside"),
    ("the crate in a module", "mod inner { pub fn f() { crate::judge() } } //~ `crate` is the grader's"),
    ("visibility in a module", "mod inner { pub(in super::super) fn f() {} } //~ `pub(in …)` names a module"),
    ("a re-export, in a module", "mod inner { pub use super::super::sync::Mutex; } //~ `pub use` hands on what"),
    ("what is beside the answer", "mod inner { use super::super::judge; } //~ `super::judge` is the grader's"),
    (
        "what is above the answer",
        "mod inner { pub fn f() { super::super::super::judge() } } //~ `super::super::judge` is the grader's",
    ),
    (
        "what is above the answer, by way of the module",
        "mod inner { use self::super::super::super::judge; } //~ `super::super::judge` is the grader's",
    ),
    ("all that is beside the answer", "mod inner { use super::super::*; } //~ `super` is the grader's"),
    ("what is in the answer only", "mod inner { use super::spec::Door; } //~ `spec` is neither declared"),
    (
        "the scenario, in a module",
        "mod inner { use super::super::spec::scenario; } //~ `spec::scenario` is for those who judge",
    ),
    ("the backend", "mod inner { use super::super::sync::BACKEND; } //~ `sync::BACKEND` tells which backend"),
    (
        "the backend by a glob",
        "mod inner { use super::super::sync::*; pub fn f() { BACKEND; } } //~ `BACKEND` is neither declared",
    ),
    (
        "the backend, from where somebody else has imported the module",
        "use super::sync; mod inner { pub fn f() { super::sync::BACKEND; } } //~ `sync::BACKEND` tells which",
    ),
    ("a module that is called like a crate", "mod racecourse {} //~ `racecourse` is a module with a name that means"),
    ("a module that is called like the library", "mod std {} //~ `std` is a module with a name that means"),
    ("a module that is called like its neighbour", "mod sync { pub struct Mutex; } //~ `sync` is a module with a name"),
    ("a module that is called like a number", "mod u32 {} //~ `u32` is a module with a name that means"),
    ("a module that is called like a type", "mod Vec {} //~ `Vec` is a module with a name that means"),
    (
        "a module that is called like one that somebody imports",
        "mod thread { pub struct Helper; } //~ `thread` is a module with\nfn f() { use super::sync::thread; thread::Helper; }",
    ),
    (
        "a module that is called like one that a glob imports",
        "mod channel {} //~ `channel` is a module with\nfn f() { use super::sync::*; channel::Shared; } //~ `Shared` is neither",
    ),
    (
        "a crate that is called like a module elsewhere",
        "mod one { pub fn f() { libc::exit() } } //~ `libc` is neither declared in this file nor\nmod libc { pub fn exit() {} }",
    ),
    (
        "an import from a crate that is called like a module elsewhere",
        "mod one { use libc::exit; } //~ `libc` is neither declared in this file nor\nmod libc { pub fn exit() {} }",
    ),
    (
        "everything of a crate that is called like a module elsewhere",
        "mod one { use libc::*; } //~ `use libc;` imports a crate, or nothing\nmod libc { pub fn exit() {} }",
    ),
    (
        "a global path that is called like a module",
        "mod libc { pub fn exit() {} } fn f() { ::libc::exit() } //~ `libc` is neither declared",
    ),
    ("a crate behind a module", "mod inner {} fn f() { inner::libc::exit() } //~ `libc` is neither declared"),
    (
        "a trait for a type that a glob brings into a module",
        "struct Log; mod inner {\nuse super::super::spec::*; impl Log { pub fn x() {} } } //~ adds functions to a type",
    ),
    (
        "a trait for a type that is declared in another module",
        "mod one { pub struct Log; } mod two {\nuse super::super::spec::Log; impl Clone for Log { fn clone(&self) -> Log { todo!() } } } //~ implements a trait that is not",
    ),
    (
        "functions for a type that is the answer's own in a module",
        "mod one { pub struct Log; }\nuse super::spec::*; impl Log { pub fn x() {} } //~ adds functions to a type",
    ),
    (
        "a destructor's trait by another name, from a module",
        "use std::ops::Drop as D;\nmod inner { pub fn f<T: super::D>(x: T) {} } //~ asking for `Drop` tells",
    ),
    (
        "counting references from a module",
        "use super::sync::Arc; mod inner { pub type A = super::Arc<u8>; }\nfn f() { inner::A::strong_count(&1); } //~ `strong_count` may look",
    ),
    ("an address from a module", "mod inner { pub fn f(x: &[u8]) { x.as_ptr(); } } //~ `as_ptr` tells where"),
    ("a static in a module", "mod inner { static mut X: u32 = 0; } //~ `static mut` lives longer"),
    (
        "another name for a function",
        "mod inner { pub fn f() {} } use inner::f as g; //~ `f as g` gives another name to what is no type",
    ),
    (
        "a module of its own by another name",
        "mod inner {} use inner as other; //~ `inner` is a module of this file //~ `inner as other` gives",
    ),
    (
        "a module as a whole",
        "mod one {} mod two { use super::one; } //~ `one` is a module of this file, and imported whole",
    ),
    (
        "this file as a whole",
        "mod inner { use super as this; } //~ `super` is a module of this file //~ `super as this`",
    ),
];
