//! Names that mean something in every file.

use crate::objection::Refusal;

/// Types and traits that need no import, and that an answer may use.
pub(crate) const PRELUDE_TYPES: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Into",
    "IntoIterator",
    "Iterator",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// Values and functions that need no import, and that an answer may use.
pub(crate) const PRELUDE_VALUES: &[&str] = &["Some", "None", "Ok", "Err", "drop"];

/// Functions that need no import, and that tell how a type is laid out: which backend's it is.
pub(crate) const TELLTALES: &[&str] = &["size_of", "size_of_val", "align_of", "align_of_val"];

/// Functions and methods that tell where something is in memory: how far two neighbours are apart says how large they are.
pub(crate) const ADDRESSES: &[&str] =
    &["addr", "as_mut_ptr", "as_mut_ptr_range", "as_ptr", "as_ptr_range", "expose_provenance", "into_raw"];

/// Why those are refused, and the like.
pub(crate) fn tells_an_address(what: &str) -> Refusal {
    let what =
        format!("{what} tells where something is in memory, and so how it is laid out, which differs between backends");
    Refusal::new(what, "compare or show what is in it; `Rc::ptr_eq` and `Arc::ptr_eq` say whether two are the same")
}

/// Types that need no import and have a name in lower case.
pub(crate) const PRIMITIVES: &[&str] = &[
    "bool", "char", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    "f32", "f64",
];

/// Modules and crates that are there without an import, or that answers import from.
pub(crate) const MODULES: &[&str] =
    &["alloc", "core", "loom", "racecourse", "racecourse_runner", "shuttle", "spec", "std", "sync"];

/// Whether a name begins as types do, and no crate does that a grader depends on.
pub(crate) fn is_capitalised(name: &str) -> bool {
    name.trim_start_matches('_').starts_with(|first: char| first.is_ascii_uppercase())
}
