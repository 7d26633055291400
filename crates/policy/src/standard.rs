//! What an answer may use of the standard library.

use crate::objection::Refusal;
use crate::words::{is_capitalised, tells_an_address};

enum Allowed {
    /// All that is in the module, but not what is in modules of its own.
    All,
    Only(&'static [&'static str]),
}
use Allowed::{All, Only};

/// The modules that an answer may use, without `std::` or `core::`.
const MODULES: &[(&str, Allowed)] = &[
    ("array", All),
    ("borrow", All),
    ("boxed", Only(&["Box"])),
    ("cell", Only(&["Cell", "LazyCell", "OnceCell", "Ref", "RefCell", "RefMut"])),
    ("char", All),
    ("clone", All),
    ("cmp", All),
    (
        "collections",
        Only(&["BTreeMap", "BTreeSet", "BinaryHeap", "Bound", "HashMap", "HashSet", "LinkedList", "VecDeque"]),
    ),
    ("collections::binary_heap", All),
    ("collections::btree_map", All),
    ("collections::btree_set", All),
    (
        "collections::hash_map",
        Only(&[
            "DefaultHasher",
            "Drain",
            "Entry",
            "HashMap",
            "IntoIter",
            "IntoKeys",
            "IntoValues",
            "Iter",
            "IterMut",
            "Keys",
            "OccupiedEntry",
            "VacantEntry",
            "Values",
            "ValuesMut",
        ]),
    ),
    ("collections::hash_set", Only(&["Drain", "HashSet", "IntoIter", "Iter"])),
    ("collections::linked_list", All),
    ("collections::vec_deque", All),
    ("convert", All),
    ("default", All),
    ("error", Only(&["Error"])),
    ("f32", All),
    ("f32::consts", All),
    ("f64", All),
    ("f64::consts", All),
    ("fmt", All),
    ("hash", Only(&["BuildHasherDefault", "DefaultHasher", "Hash", "Hasher"])),
    ("i8", All),
    ("i16", All),
    ("i32", All),
    ("i64", All),
    ("i128", All),
    ("isize", All),
    ("iter", All),
    ("marker", Only(&["Copy", "PhantomData", "Send", "Sized", "Sync", "Unpin"])),
    ("mem", Only(&["Discriminant", "discriminant", "drop", "replace", "swap", "take"])),
    ("num", All),
    ("ops", All),
    ("option", All),
    ("rc", Only(&["Rc", "Weak"])),
    ("result", All),
    ("slice", All),
    ("str", All),
    ("string", All),
    ("time", Only(&["Duration"])),
    ("u8", All),
    ("u16", All),
    ("u32", All),
    ("u64", All),
    ("u128", All),
    ("usize", All),
    ("vec", All),
];

const OUTSIDE: &str = "reaches outside of the exercise";
const NO_WORLD: &str = "keep to the state, and to what `spec` and `sync` offer";
const UNSEEN: &str = "is seen by no model checker, and not shared between processes";
const TELLS: &str = "can tell which backend runs the answer";
const SAME: &str = "write what is right on every backend";
const BELOW: &str = "works below the language, which only `unsafe` code needs";

/// What is refused for a reason of its own: the path, why, and what to do instead. The longest path counts.
const REASONS: &[(&str, &str, &str)] = &[
    ("alloc", BELOW, "use `Box` and `Vec`"),
    ("any", TELLS, SAME),
    (
        "any::Any",
        TELLS,
        "write what is right on every backend; what `join` gives is a `thread::Result` of `super::sync`",
    ),
    ("arch", BELOW, NO_WORLD),
    ("backtrace", TELLS, SAME),
    ("cell::UnsafeCell", BELOW, "use `Mutex` of `super::sync`"),
    (
        "collections::hash_map::RandomState",
        "is a source of chance, and a model has to be able to run again",
        "use `BTreeMap`",
    ),
    ("env", OUTSIDE, NO_WORLD),
    ("ffi", OUTSIDE, NO_WORLD),
    ("fs", OUTSIDE, NO_WORLD),
    ("future", "needs an executor, which no backend has", "use `spawn` or `scope` of `super::sync`"),
    ("hash::BuildHasher", "is a source of chance, and a model has to be able to run again", "use `BTreeMap`"),
    ("hash::RandomState", "is a source of chance, and a model has to be able to run again", "use `BTreeMap`"),
    ("hint", UNSEEN, "use `spin_loop` or `yield_now` of `super::sync`"),
    ("intrinsics", BELOW, NO_WORLD),
    ("io", OUTSIDE, NO_WORLD),
    ("mem", "tells how a type is laid out, or goes round its destructor", "use `take`, `replace` or `swap`"),
    ("mem::forget", "goes round a destructor", "keep the value, or `keep` a permit"),
    ("mem::ManuallyDrop", "goes round a destructor", "keep the value, or `keep` a permit"),
    ("mem::transmute", BELOW, "use `From`, `as` or `to_ne_bytes`"),
    ("net", OUTSIDE, NO_WORLD),
    ("os", OUTSIDE, NO_WORLD),
    ("panic", "takes panics from those who judge the answer", "take a panic from `join`"),
    ("path", OUTSIDE, NO_WORLD),
    ("pin", "needs an executor, which no backend has", "use `spawn` or `scope` of `super::sync`"),
    ("process", OUTSIDE, NO_WORLD),
    ("ptr", BELOW, "use references"),
    ("sync", UNSEEN, "take it from `super::sync`, if that has it"),
    ("task", "needs an executor, which no backend has", "use `spawn` or `scope` of `super::sync`"),
    ("thread", UNSEEN, "use `spawn`, `scope` or `yield_now` of `super::sync`"),
    ("time", "reads a clock, and a model has none", "wait for what has to happen, not for time to pass"),
];

/// What `super::sync` hands on as it is, so that it does not matter where it comes from: the path there.
pub(crate) fn same_in_sync(path: &[String]) -> Option<&[String]> {
    match path {
        [sync, rest @ ..] if sync == "sync" && rest.first().is_some_and(|name| name == "Arc") => Some(rest),
        [sync, atomic, rest @ ..]
            if sync == "sync" && atomic == "atomic" && rest.first().is_some_and(|name| name == "Ordering") =>
        {
            Some(rest)
        }
        _ => None,
    }
}

/// Says whether an answer may use this path, which is given without `std` or `core`. A module by itself may be
/// imported. `also` is what the exercise allows besides.
pub(crate) fn check(path: &[String], also: &[&str]) -> Result<(), Refusal> {
    let text = path.join("::");
    let allowed_besides = also.iter().filter_map(|allowed| allowed.strip_prefix("std::")).any(|allowed| {
        // What is in it is its own, and the modules around it may be imported.
        covers(allowed, &text) || (covers(&text, allowed) && !text.is_empty())
    });
    if covers("fmt::Pointer", &text) {
        return Err(tells_an_address("`std::fmt::Pointer`"));
    }
    if allowed_besides || is_allowed(path, &text) {
        return Ok(());
    }
    let reason =
        REASONS.iter().filter(|(refused, ..)| covers(refused, &text)).max_by_key(|(refused, ..)| refused.len());
    Err(match reason {
        Some((_, why, instead)) => Refusal::new(format!("`std::{text}` {why}"), *instead),
        None if path.is_empty() => {
            Refusal::new("`std` as a whole is more than an answer may use", "name what you need")
        }
        None => Refusal::new(
            format!("`std::{text}` is not on the list of what an answer may use"),
            "do without it, or with `fmt`, `collections`, `iter`, `cmp`, `ops`, `mem::{replace, swap, take}` and the like",
        ),
    })
}

/// What a glob imports from a module, also what is refused, if that is known.
pub(crate) fn names_in(path: &[String]) -> Option<Vec<&'static str>> {
    let [module] = path else { return None };
    if module != "collections" {
        return None;
    }
    let types = MODULES.iter().find_map(|(name, allowed)| match allowed {
        Only(types) if name == module => Some(*types),
        _ => None,
    })?;
    let inside = MODULES.iter().filter_map(|(name, _)| name.strip_prefix(module.as_str())?.strip_prefix("::"));
    Some(types.iter().copied().chain(inside).chain(["TryReserveError"]).collect())
}

/// Whether this is a module that an answer may use something of.
pub(crate) fn is_module(path: &[String], also: &[&str]) -> bool {
    let text = path.join("::");
    let besides = || also.iter().filter_map(|allowed| allowed.strip_prefix("std::"));
    !text.is_empty()
        && (MODULES.iter().any(|(module, _)| *module == text)
            || besides().any(|allowed| allowed != text && covers(&text, allowed)))
}

fn is_allowed(path: &[String], text: &str) -> bool {
    let module = MODULES.iter().filter(|(module, _)| covers(module, text)).max_by_key(|(module, _)| module.len());
    let Some((module, allowed)) = module else {
        return false;
    };
    match (&path[module.split("::").count()..], allowed) {
        ([], _) => true,
        ([name, ..], Only(names)) => names.contains(&name.as_str()),
        ([name, rest @ ..], All) => rest.is_empty() || is_capitalised(name),
    }
}

/// Whether `path` is `prefix`, or inside of it.
fn covers(prefix: &str, path: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(path: &str, also: &[&str]) -> bool {
        check(&path.split("::").map(str::to_owned).collect::<Vec<_>>(), also).is_ok()
    }

    #[test]
    fn what_is_listed_is_allowed_with_all_that_belongs_to_it() {
        for path in ["fmt", "fmt::Write", "fmt::Write::write_str", "mem::take", "collections::btree_map::Entry"] {
            assert!(allows(path, &[]), "{path}");
        }
    }

    #[test]
    fn what_is_not_listed_is_refused_also_next_to_what_is() {
        for path in
            ["fs", "mem::forget", "time::Instant", "fmt::rt::Argument", "collections::hash_map::RandomState", "new"]
        {
            assert!(!allows(path, &[]), "{path}");
        }
    }

    #[test]
    fn what_is_allowed_besides_brings_its_module_and_not_what_else_is_in_it() {
        let also = ["std::process::id"];
        assert!(allows("process::id", &also) && allows("process", &also));
        assert!(!allows("process::exit", &also) && !allows("process::idle", &also) && !allows("process::id", &[]));
    }
}
