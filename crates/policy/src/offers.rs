//! What an answer may use of `super::sync`.

use crate::objection::Refusal;

/// What every exercise's answers may use, as far as its backends have it.
const OFFERED: &[&str] = &[
    "Arc",
    "AtomicBool",
    "AtomicI32",
    "AtomicI64",
    "AtomicU32",
    "AtomicU64",
    "AtomicU8",
    "AtomicUsize",
    "Barrier",
    "Condvar",
    "FileLock",
    "FileLockGuard",
    "JoinHandle",
    "LockFile",
    "Mutex",
    "MutexGuard",
    "Ordering",
    "Payload",
    "Permit",
    "Pipe",
    "Queue",
    "RwLock",
    "RwLockReadGuard",
    "RwLockWriteGuard",
    "Semaphore",
    "Value",
    "WaitTimeoutResult",
    "fence",
    "scope",
    "spawn",
    "spin_loop",
    "yield_now",
];

/// What only answers may use that may have processes of their own.
const FORKING: &[&str] = &["Child", "LimitReached", "die_with_parent", "fork", "is_orphan"];

const MODULES: &[(&str, &[&str])] = &[
    ("channel", &["IntoIter", "Iter", "Receiver", "RecvError", "SendError", "Sender", "bounded", "unbounded"]),
    ("thread", &["JoinHandle", "Result", "Scope", "ScopedJoinHandle", "scope", "spawn"]),
];

const ORDERINGS: &[&str] = &["AcqRel", "Acquire", "Relaxed", "Release", "SeqCst"];

/// All that there is for `Arc` but what looks at its counters: no model checker sees those.
const ARC: &[&str] = &["clone", "default", "from", "from_iter", "new", "ptr_eq"];

/// The functions of `Arc` that look at its counters, or that lead to some that do.
const COUNTERS: &[&str] = &[
    "downgrade",
    "get_mut",
    "into_inner",
    "make_mut",
    "new_cyclic",
    "strong_count",
    "try_unwrap",
    "unwrap_or_clone",
    "weak_count",
];

const GRADERS: &str = "is for those who judge the answer";
const LEAVE: &str = "leave it to them";

/// What there is and is refused: its name, why, and what to do instead.
const WITHHELD: &[(&str, &str, &str)] = &[
    ("BACKEND", "tells which backend runs the answer", "write what is right on every backend"),
    ("Owned", "hands things over without the model checkers seeing it", "use a `Mutex`"),
    ("Scenario", GRADERS, LEAVE),
    (
        "Shareable",
        "can only be implemented with `unsafe`",
        "use numbers, tuples, arrays and `Option`, which are shareable, and `Payload` as a bound",
    ),
    ("UnsafeCell", "gives pointers, which are of no use without `unsafe`", "use a `Mutex`"),
    ("forked", GRADERS, LEAVE),
    ("implementation", GRADERS, LEAVE),
    ("is_spawned", GRADERS, LEAVE),
    ("offer_chances", GRADERS, LEAVE),
    ("prepare", GRADERS, LEAVE),
    ("pipe", GRADERS, "use a `Pipe`"),
    ("prepare_chances", GRADERS, LEAVE),
];

/// Says whether an answer may use this path, which begins after `super::sync`. A module by itself may be imported.
pub(crate) fn check(path: &[String], may_fork: bool) -> Result<(), Refusal> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let (name, inner) = match path[..] {
        [] => return Ok(()),
        [name, ref inner @ ..] => (name, inner),
    };
    if let Some((_, names)) = MODULES.iter().find(|(module, _)| *module == name) {
        return match inner.first() {
            Some(inner) if !names.contains(inner) => {
                Err(Refusal::new(format!("`sync::{name}` offers no `{inner}`"), format!("it offers {}", list(names))))
            }
            _ => Ok(()),
        };
    }
    if FORKING.contains(&name) && !may_fork {
        return Err(Refusal::new(
            format!("`sync::{name}` is for exercises with processes of their own, and this is none"),
            "use `spawn` or `scope`",
        ));
    }
    if !OFFERED.contains(&name) && !FORKING.contains(&name) {
        let withheld = WITHHELD.iter().find(|(withheld, ..)| *withheld == name);
        return Err(match withheld {
            Some((_, why, instead)) => Refusal::new(format!("`sync::{name}` {why}"), *instead),
            None => {
                Refusal::new(format!("`sync` offers no `{name}` to answers"), format!("it offers {}", list(OFFERED)))
            }
        });
    }
    match inner.first() {
        Some(function) if name == "Arc" && !ARC.contains(function) => Err(looks_at_counters(function)),
        _ => Ok(()),
    }
}

/// Whether this is a module of `sync` that an answer may use.
pub(crate) fn is_module(name: &str) -> bool {
    MODULES.iter().any(|(module, _)| *module == name)
}

/// Whether this is the name of a function that `Arc` has and an answer may not use.
pub(crate) fn may_look_at_counters(name: &str) -> bool {
    COUNTERS.contains(&name)
}

pub(crate) fn looks_at_counters(function: &str) -> Refusal {
    Refusal::new(
        format!("`{function}` may look at the counters of an `Arc`, which no model checker sees"),
        "keep count with an atomic, or lock what is inside",
    )
}

/// What a glob imports from `super::sync`, from one of its modules, or from `Ordering`.
pub(crate) fn names_in(path: &[String], may_fork: bool) -> Option<Vec<&'static str>> {
    match path {
        [] => {
            let modules = MODULES.iter().map(|(module, _)| module);
            let forking = if may_fork { FORKING } else { &[] };
            Some(OFFERED.iter().chain(forking).chain(modules).copied().collect())
        }
        [ordering] if ordering == "Ordering" => Some(ORDERINGS.to_vec()),
        [module] => MODULES.iter().find(|(name, _)| name == module).map(|(_, names)| names.to_vec()),
        _ => None,
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use syn::{Item, Visibility};

    use super::*;
    use crate::names::{Form, leaves};

    /// The names that a file of the engine's makes public, with those of its globs.
    fn public(file: &str) -> BTreeSet<String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../racecourse/src").join(file);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
        let mut names = BTreeSet::new();
        for item in syn::parse_file(&text).expect("the engine is Rust").items {
            let (visibility, name) = match &item {
                Item::Const(item) => (&item.vis, &item.ident),
                Item::Enum(item) => (&item.vis, &item.ident),
                Item::Fn(item) => (&item.vis, &item.sig.ident),
                Item::Mod(item) => (&item.vis, &item.ident),
                Item::Static(item) => (&item.vis, &item.ident),
                Item::Struct(item) => (&item.vis, &item.ident),
                Item::Trait(item) => (&item.vis, &item.ident),
                Item::Type(item) => (&item.vis, &item.ident),
                Item::Use(item) => {
                    for leaf in leaves(item).iter().filter(|_| matches!(item.vis, Visibility::Public(_))) {
                        match leaf.form {
                            Form::Glob => names.extend(public(&format!("{}/mod.rs", leaf.path[0]))),
                            _ => names.extend(leaf.name()),
                        }
                    }
                    continue;
                }
                _ => continue,
            };
            if matches!(visibility, Visibility::Public(_)) {
                names.insert(name.to_string());
            }
        }
        names
    }

    #[test]
    fn whatever_sync_has_is_offered_or_withheld_and_nothing_else_is() {
        let mut there: BTreeSet<_> =
            ["threads.rs", "processes.rs", "loom.rs", "shuttle.rs"].into_iter().flat_map(public).collect();
        // The atomics are made by a macro, and imported from where it is called.
        assert!(there.len() > 30 && there.contains("AtomicU32") && there.contains("Mutex"), "{there:?}");
        let known = OFFERED.iter().chain(FORKING).chain(MODULES.iter().map(|(module, _)| module));
        for name in known.chain(WITHHELD.iter().map(|(name, ..)| name)) {
            assert!(there.remove(*name), "`{name}` is on a list twice, or `sync` has no such thing");
        }
        assert!(there.is_empty(), "put these on one of the lists: {there:?}");
    }

    #[test]
    fn whatever_its_modules_have_is_offered_or_withheld_and_nothing_else_is() {
        for (module, files) in [
            ("channel", ["threads/channel.rs", "derived/channel.rs"]),
            ("thread", ["real/thread.rs", "modelled/thread.rs"]),
        ] {
            let offered = names_in(&[module.to_owned()], false).unwrap_or_default();
            let offered: BTreeSet<String> = offered.into_iter().map(str::to_owned).collect();
            for file in files {
                let withheld = |name: &String| WITHHELD.iter().any(|(withheld, ..)| withheld == name);
                let there: BTreeSet<String> = public(file).into_iter().filter(|name| !withheld(name)).collect();
                assert_eq!(there, offered, "{file}");
            }
        }
    }
}
