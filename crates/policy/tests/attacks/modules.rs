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
        "struct Log; mod inner {\nuse super::super::spec::*; impl Log { pub fn x() {} } } //~ is declared in this file, and imported too",
    ),
    (
        "a trait for a type that is declared in another module",
        "mod one { pub struct Log; } mod two {\nuse super::super::spec::Log; impl Clone for Log { fn clone(&self) -> Log { todo!() } } } //~ is declared in this file, and imported too",
    ),
    (
        "functions for a type that is the answer's own in a module",
        "mod one { pub struct Log; }\nuse super::spec::*; impl Log { pub fn x() {} } //~ is declared in this file, and imported too",
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
        "mod inner {} use inner as other; //~ `inner as other` gives another name to what is no type",
    ),
    ("this file as a whole", "mod inner { use super as this; } //~ `super as this` gives another name"),
    ("a module of a module, without a body", "mod one { mod two { mod three; } } //~ `mod` without a body reads"),
    (
        "a module of a function, in a file that it names",
        "fn f() { #[path = \"/etc/passwd\"] //~ `#[path]` reads another file\nmod inner; } //~ `mod` without a body reads",
    ),
    ("threads, three modules deep", "mod a { mod b { mod c { use std::thread; } } } //~ `std::thread` is seen by no"),
    ("unsafe code in a function's module", "fn f() { mod inner { fn g() { unsafe {} } } } //~ `unsafe` goes round"),
    (
        "a file in a function's module",
        "fn f() { mod a { const A: &str = include_str!(\"x\"); } } //~ `include_str!` reads",
    ),
    (
        "the environment in a macro's module",
        "fn f() { vec![{ mod a { const A: &str = env!(\"X\"); } 1 }]; } //~ `env!` reads",
    ),
    ("a process in a constant's module", "const X: u8 = { mod a { use std::process; } 1 }; //~ `std::process` reaches"),
    (
        "above the answer from a module in a module",
        "mod a { mod b { use super::super::super::judge; } } //~ `super::judge` is the grader's",
    ),
    (
        "above the answer from a function's module",
        "fn f() { mod a { pub fn g() { super::super::judge() } } } //~ `super::judge` is the grader's",
    ),
    (
        "above the answer by way of another module",
        "mod a {} mod b { use super::a::super::super::judge; } //~ `super::super::judge` is the grader's",
    ),
    (
        "the scenario from a module in a module",
        "mod a { mod b { use super::super::super::spec::scenario; } } //~ `spec::scenario` is for those who judge",
    ),
    (
        "the backend by an imported module",
        "mod a { pub mod b { pub use super::super::super::sync::BACKEND; } } //~ `pub use` //~ `sync::BACKEND` tells\nmod c { use super::a::b; pub fn f() { b::BACKEND; } } //~ `sync::BACKEND` tells which",
    ),
    (
        "a crate behind an imported module",
        "mod one {} mod two { use super::one; pub fn f() { one::libc::exit() } } //~ `libc` is neither declared",
    ),
    (
        "a crate that is called like a module that is imported elsewhere",
        "mod libc { pub fn exit() {} } mod one { use super::libc; }\nmod two { pub fn f() { libc::exit() } } //~ `libc` is neither declared in this file nor",
    ),
    (
        "a crate that is called like a module that another function imports",
        "mod one { fn f() { use super::libc; } fn g() { libc::exit() } } //~ `libc` is neither declared\nmod libc {}",
    ),
    (
        "a crate that is called like a module of another function",
        "fn f() { mod libc { pub fn exit() {} } }\nfn g() { libc::exit() } //~ `libc` is neither declared in this file nor",
    ),
    (
        "a crate that is called like a module of the module around",
        "mod a { mod libc {} mod b { pub fn f() { libc::exit() } } } //~ `libc` is neither declared in this file nor",
    ),
    (
        "a crate that is called like a module's module",
        "mod a { pub mod libc {} }\nfn f() { libc::exit() } //~ `libc` is neither declared in this file nor",
    ),
    (
        "a crate that is called like a module that a glob brings elsewhere",
        "mod a { pub mod libc {} } mod b { use super::a::*; }\nfn f() { libc::exit() } //~ `libc` is neither declared",
    ),
    (
        "modules that import each other",
        "mod a { use super::b::c; } //~ `c` is neither declared\nmod b { use super::a::c; } //~ `c` is neither declared",
    ),
    ("a crate's name for a module in a module", "mod a { mod loom {} } //~ `loom` is a module with a name that means"),
    (
        "a crate's name for a function's module",
        "fn f() { mod shuttle {} } //~ `shuttle` is a module with a name that means",
    ),
    (
        "a module that is called like one that another module imports",
        "mod a { mod mem { pub fn forget() {} } } //~ `mem` is a module with\nmod b { use std::mem; pub fn f() { mem::forget(1) } } //~ `std::mem::forget` goes round",
    ),
    (
        "a function of the name that a glob brings a type by",
        "mod a { pub struct Arc; } mod b { pub fn Arc() {} }\nuse b::Arc; use super::sync::*; fn f() { Arc::strong_count(&1); } //~ `strong_count` may look",
    ),
    (
        "a type of its own that a glob hides in a function",
        "struct Arc; fn f() { use super::sync::*;\nArc::strong_count(&1); } //~ `strong_count` may look",
    ),
    (
        "a type of its own that an import hides in a function",
        "struct Arc; fn f() { use super::sync::Arc;\nArc::strong_count(&1); } //~ `strong_count` may look",
    ),
    (
        "a type of its own in another module",
        "mod a { pub struct Arc; } mod b { use super::super::sync::Arc;\npub fn f() { Arc::strong_count(&1); } } //~ `strong_count` may look",
    ),
    (
        "a type of its own that a parameter hides",
        "use super::sync::Arc as A; struct B; fn f<B>(x: B) {\nuse super::sync::Arc as B; B::strong_count(&1); } //~ `strong_count` may look",
    ),
    (
        "functions for a type of sync's, beside one of its own elsewhere",
        "mod a { pub struct Semaphore; }\nuse super::sync::Semaphore; impl Semaphore { pub fn x() {} } //~ `Semaphore` is declared in this file, and imported too",
    ),
    (
        "a module that is visible above the answer",
        "mod a { mod b { pub(in super::super::super) fn f() {} } } //~ `pub(in …)` names a module",
    ),
    (
        "tests behind a macro of somebody's",
        "#[tokio::test] //~ `#[tokio::test]` makes a test\n#[cfg(test)] mod x {} //~ `#[cfg]` makes",
    ),
    (
        "tests behind a file",
        "#[doc = include_str!(\"x\")] //~ documentation that is not\n#[cfg(test)] mod x {} //~ `#[cfg]` makes",
    ),
    ("tests of something else", "#[allow(dead_code)] #[cfg(test)] struct S; //~ `#[cfg]` makes"),
];
