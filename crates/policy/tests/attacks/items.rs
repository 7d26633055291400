//! Items: what may be declared, and what may be implemented.

use super::Attacks;

pub(crate) const ATTACKS: Attacks = &[
    ("a static that changes", "static mut X: u32 = 0; //~ `static mut` lives longer"),
    (
        "a static atomic",
        "use super::sync::AtomicU32;\nstatic X: AtomicU32 = AtomicU32::new(0); //~ a static of this type may be changed",
    ),
    ("a static of its own type", "struct S(u32);\nstatic X: S = S(1); //~ a static of this type may be changed"),
    ("a static in a function", "fn f() { static X: Option<u32> = None; } //~ a static of this type may be changed"),
    ("a static behind a reference", "static X: &[&Option<u32>] = &[]; //~ a static of this type may be changed"),
    ("a static by an alias", "type Number = u32;\nstatic X: Number = 1; //~ a static of this type may be changed"),
    ("a primitive type that is none", "type u32 = Vec<u8>; //~ `u32` is a type in lower case\nstatic X: u32 = 1;"),
    ("a struct that is called like a crate", "struct std; //~ `std` is a type in lower case"),
    ("a trait that is called like a module", "trait sync {} //~ `sync` is a type in lower case"),
    ("a union in lower case", "union spec { a: u8 } //~ `spec` is a type in lower case //~ a union can only be read"),
    ("a type of the prelude", "struct Vec; //~ `Vec` gets another meaning"),
    ("a trait of the prelude", "trait Clone {} //~ `Clone` gets another meaning"),
    ("a parameter of the prelude", "fn f<Option>(x: Option) {} //~ `Option` gets another meaning"),
    ("a function of the prelude", "fn drop<T>(x: T) {} //~ `drop` gets another meaning"),
    ("a constant of the prelude", "const None: u8 = 1; //~ `None` gets another meaning"),
    ("a function that tells the size", "fn size_of() -> u8 { 1 } //~ `size_of` gets another meaning"),
    (
        "functions for the specification's type",
        "use super::spec::Log;\nimpl Log { pub fn eq(&self, _: &Log) -> bool { true } } //~ adds functions to a type",
    ),
    (
        "functions by the path of a type",
        "impl super::spec::Door { pub fn clone(&self) {} } //~ adds functions to a type",
    ),
    (
        "functions by an alias of a type",
        "type Mine = super::spec::Log;\nimpl Mine { pub fn x() {} } //~ adds functions to a type",
    ),
    (
        "equality for the specification's type",
        "use super::spec::Log;\nimpl PartialEq for Log { fn eq(&self, _: &Log) -> bool { true } } //~ implements a trait that is not",
    ),
    (
        "a comparison with a number",
        "use super::spec::Door;\nimpl PartialEq<Door> for u32 { fn eq(&self, _: &Door) -> bool { true } } //~ implements a trait that is not",
    ),
    (
        "a conversion to a type of the specification",
        "use super::spec::Door;\nimpl From<Door> for super::spec::Log { fn from(_: Door) -> Self { todo!() } } //~ implements a trait that is not",
    ),
    (
        "a trait for everything",
        "impl<T> Default for T { fn default() -> T { todo!() } } //~ implements a trait that is not",
    ),
    (
        "a trait for what is called like a type",
        "struct Log; impl<Log> Clone for Log { fn clone(&self) -> Log { todo!() } } //~ implements a trait that is not",
    ),
    ("a trait for a type in brackets", "impl Drop for <u8 as Into<u8>>::X {} //~ implements a trait that is not"),
    (
        "an implementation in a function",
        "fn f() { impl Drop for super::spec::Log { fn drop(&mut self) {} } } //~ implements a trait that is not",
    ),
    ("unsafe functions", "unsafe fn f() {} //~ `unsafe` goes round"),
    ("unsafe traits", "unsafe trait T {} //~ `unsafe` goes round"),
    ("unsafe implementations", "struct S; unsafe impl Send for S {} //~ `unsafe` goes round"),
    ("unsafe blocks", "fn f() { unsafe { *g() } } fn g() {} //~ `unsafe` goes round"),
    ("unsafe pointers to functions", "struct S(unsafe fn()); //~ `unsafe` goes round"),
    ("foreign functions", "unsafe extern \"C\" { fn abort(); } //~ `unsafe` goes round //~ `extern` reaches code"),
    ("foreign functions as they were", "extern { fn abort(); } //~ `extern` reaches code"),
    ("functions of another binary interface", "extern \"C\" fn f() {} //~ `extern` reaches code"),
    ("pointers to those", "struct S(extern \"C\" fn()); //~ `extern` reaches code"),
    ("an external crate", "extern crate libc; //~ `extern` reaches code"),
    ("an external crate by another name", "extern crate std as core2; //~ `extern` reaches code"),
    ("negative implementations", "struct S; impl !Send for S {} //~ an `impl` of what a type is not is not stable"),
    ("auto traits", "auto trait T {} //~ an auto trait is not stable"),
    ("default implementations", "struct S; default impl Clone for S {} //~ `default impl` is not stable"),
    ("default functions", "struct S; impl S { default fn f() {} } //~ `default fn` is not stable"),
    ("aliases of traits", "trait T = Send; //~ an alias of traits is not stable"),
    ("visibility in the crate", "pub(in crate::x) struct S; //~ `pub(in …)` names a module"),
    (
        "a trait for a type that is the answer's own elsewhere",
        "use super::spec::Log; fn g() { struct Log; }\nimpl Clone for Log { fn clone(&self) -> Log { todo!() } } //~ is declared in this file, and imported too",
    ),
    (
        "functions for a type that is the answer's own elsewhere",
        "fn g() { struct Log; }\nfn f() { use super::spec::Log; impl Log { pub fn x() {} } } //~ is declared in this file, and imported too",
    ),
    (
        "a trait that is the answer's own elsewhere",
        "fn g() { trait Write {} }\nfn f() { use std::fmt::Write; impl Write for super::spec::Log {} } //~ implements a trait that is not",
    ),
    (
        "a trait for a type that a glob brings into a function",
        "struct Queue;\nfn f() { use super::sync::*; impl Queue { pub fn x() {} } } //~ is declared in this file, and imported too",
    ),
    (
        "a conversion that is about something else",
        "struct S; impl From<Option<S>> for u32 { fn from(_: Option<S>) -> u32 { 0 } } //~ implements a trait that is not",
    ),
];
