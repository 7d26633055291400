//! Syntax that has no place in an answer, names that are not what they look like, and text that is no Rust.

use super::Attacks;

pub(crate) const ATTACKS: Attacks = &[
    ("async functions", "async fn f() {} //~ `async` needs an executor"),
    ("async blocks", "fn f() { async {}; } //~ `async` needs an executor"),
    ("awaiting", "fn f(x: u8) { x.await; } //~ `await` needs an executor"),
    (
        "generators",
        "fn f() { gen { yield 1 }; } //~ `gen` is not stable //~ `yield` is not stable //~ cannot be read as Rust",
    ),
    ("tail calls", "fn f() { become f() } //~ `become` is not stable //~ what begins here is not stable"),
    ("try blocks", "fn f() { try { 1 }; } //~ a `try` block is not stable"),
    ("constant closures", "fn f() { const || 1; } //~ a closure that is constant is not stable"),
    ("pointers", "struct S(*const u8); //~ raw pointers are of no use"),
    ("changing pointers", "fn f(x: &u8) { x as *const u8 as *mut u8; } //~ raw pointers //~ raw pointers"),
    ("addresses", "fn f(x: u8) { &raw const x; } //~ raw pointers are of no use"),
    (
        "a raw keyword",
        "fn f() { let r#unsafe = 1; } //~ `r#unsafe` is a raw identifier, which hides that it is called `unsafe`",
    ),
    (
        "a raw crate",
        "fn f() { r#std::process::exit(0) } //~ `r#std` is a raw identifier //~ `r#std` is neither declared",
    ),
    ("a raw import", "use r#std::fs; //~ `r#std` is a raw identifier //~ `r#std` is neither declared"),
    ("a raw name in a macro", "fn f() { vec![r#line]; } //~ `r#line` is a raw identifier //~ `r#line` is neither"),
    ("a raw macro", "fn f() { r#env!(\"X\"); } //~ `r#env` is a raw identifier //~ `r#env!` is not on the list"),
    ("a raw attribute", "#[r#cfg(x)] //~ `r#cfg` is a raw identifier //~ `#[r#cfg]` is not on the list\nstruct S;"),
    ("letters of another alphabet", "fn tоtal() {} //~ `tоtal` is not written in ASCII"),
    (
        "letters of another alphabet in a macro",
        "fn f() { vec![ѕtd::fs::read]; } //~ `ѕtd` is not written //~ `ѕtd` is neither",
    ),
    ("what the parser does not know", "fn f() { builtin # offset_of(S, x); } //~ what begins here is not stable"),
    ("a function without a body", "fn f(); //~ what begins here is not stable"),
    ("a constant without a type", "const X = 1; //~ cannot be read as Rust: expected `:`"),
    ("no Rust", "fn f( { } //~ there is no such token, or a bracket has no partner"),
    ("not quite Rust", "fn f() { let = 1; } //~ cannot be read as Rust: expected"),
    (
        "what comes before what is no Rust is not read",
        "use std::fs;\nfn unsafe() {} //~ `unsafe` goes round //~ cannot be read as Rust",
    ),
    ("a script", "#!/usr/bin/env run //~ cannot be read as Rust"),
    ("a direction override in a comment", "// \u{202e}evil //~ U+202E, a character that changes the direction"),
    ("an isolate in a text", "const S: &str = \"\u{2066}\u{2069}\"; //~ U+2066, a character //~ U+2069, a character"),
    ("a mark in a text", "const S: char = '\u{200f}'; //~ U+200F, a character that changes"),
    ("a zero byte", "// \0 //~ U+0000, a control character"),
    ("a line break that is none", "// x\rfn f() {} //~ U+000D, a control character"),
    ("a line separator", "// x\u{2028}fn f() {} //~ U+2028, a line separator"),
    ("an escape sequence", "const S: &str = \"\u{1b}[2J\"; //~ U+001B, a control character"),
    ("what looks like a comment to the parser alone", "fn f() { (/*ERROR*/) } //~ this literal is not stable"),
];
