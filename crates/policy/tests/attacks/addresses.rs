//! Asking where something is in memory, or whether it has a destructor: both tell one backend from another.

use super::Attacks;

pub(crate) const ATTACKS: Attacks = &[
    ("an address as text", "fn f(x: &u8) -> String { format!(\"{:p}\", x) } //~ `{:p}` tells where"),
    ("an address by a name", "fn f(x: &u8) -> String { format!(\"{x:p}\") } //~ `{:p}` tells where"),
    ("an address with decoration", "fn f(x: &u8) -> String { format!(\"{{{0:>#20p }}}\", x) } //~ `{:p}` tells where"),
    ("an address in a panic", "fn f(x: &u8) { panic!(\"{:p}\", x) } //~ `{:p}` tells where"),
    ("an address in an assertion", "fn f(x: &u8) { assert!(false, \"{:p}\", x) } //~ `{:p}` tells where"),
    ("an address by an escape", "fn f(x: &u8) -> String { format!(\"{\\u{3a}\\x70}\", x) } //~ `{:p}` tells where"),
    ("the trait that shows addresses", "use std::fmt::Pointer; //~ `std::fmt::Pointer` tells where"),
    (
        "the trait by its path",
        "fn f(x: &u8, to: &mut std::fmt::Formatter) { std::fmt::Pointer::fmt(&x, to); } //~ `std::fmt::Pointer` tells",
    ),
    ("where a slice begins", "fn f(x: &[u8]) { x.as_ptr(); } //~ `as_ptr` tells where"),
    ("where a slice begins, as a number", "fn f(x: &[u8]) -> usize { x.as_ptr() as usize } //~ `as_ptr` tells where"),
    ("where a slice ends", "fn f(x: &[u8]) { x.as_ptr_range(); } //~ `as_ptr_range` tells where"),
    ("where a text begins, by a path", "fn f(x: &str) { str::as_ptr(x); } //~ `as_ptr` tells where"),
    ("where a text begins, by a type in brackets", "fn f(x: &str) { <str>::as_ptr(x); } //~ `as_ptr` tells where"),
    ("where a box is", "fn f(x: Box<u8>) { Box::into_raw(x); } //~ `into_raw` tells where"),
    ("where shared values are", "fn f(x: &std::rc::Rc<u8>) { std::rc::Rc::as_ptr(x); } //~ `as_ptr` tells where"),
    (
        "where shared values are, by another name",
        "use super::sync::Arc as A;\nfn f(x: A<u8>) { A::as_ptr(&x); } //~ `as_ptr` may look at the counters",
    ),
    ("a bound on destructors", "struct P<T>(T); impl<T: Drop> P<T> {} //~ asking for `Drop` tells"),
    ("a bound on destructors in a where clause", "fn f<T>(x: T) where T: Drop {} //~ asking for `Drop` tells"),
    ("a bound on destructors by its path", "fn f(x: impl std::ops::Drop) {} //~ asking for `Drop` tells"),
    (
        "a bound on destructors by another name",
        "use std::ops::Drop as Ends;\nfn f<T: Ends>(x: T) {} //~ asking for `Drop` tells",
    ),
    ("an object with a destructor", "fn f(x: &dyn Drop) {} //~ asking for `Drop` tells"),
    ("a supertrait with a destructor", "trait Ends: Drop {} //~ asking for `Drop` tells"),
];
