//! Where a path leads, and whether an answer may go there.

use std::cell::Cell;

use proc_macro2::extra::DelimSpan;

use crate::Rules;
use crate::names::Names;
use crate::objection::Refusal;
use crate::spec::Spec;
use crate::words::{ADDRESSES, PRELUDE_TYPES, PRELUDE_VALUES, PRIMITIVES, TELLTALES, is_capitalised, tells_an_address};
use crate::{offers, standard};

/// The longest chain of imports from each other that is followed.
const LONGEST_CHAIN: usize = 8;

/// What is at the beginning of a path that is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    /// A struct or an enum of the file.
    OwnData,
    OwnTrait,
    Spec,
    Sync,
    Standard,
    /// Something that may stand for a type from anywhere: an alias, a parameter, `Self`; or a plain value.
    Unknown,
}

/// Resolves the paths of one answer.
pub(crate) struct Paths<'a> {
    pub(crate) names: &'a Names,
    pub(crate) spec: &'a Spec,
    pub(crate) rules: &'a Rules<'a>,
    /// The scope that the paths are written in.
    pub(crate) scope: Cell<usize>,
}

impl Paths<'_> {
    /// A path as if there were no modules in the file.
    pub(crate) fn flat(&self, path: &[String]) -> Vec<String> {
        self.names.flat(path, self.scope.get())
    }

    /// Goes into the scope that a bracket opens, and says which one it was before.
    pub(crate) fn enter(&self, bracket: &DelimSpan) -> usize {
        self.scope.replace(self.names.scopes.at(bracket))
    }

    /// Says where a path leads that is written in code.
    pub(crate) fn resolve(&self, path: &[String], is_global: bool) -> Result<Home, Refusal> {
        let flat = if is_global { path.to_vec() } else { self.flat(path) };
        let mut home = self.follow(&flat, is_global, 0)?;
        if home == Home::Unknown && !is_global {
            home = self.own_type(path, flat.first()).unwrap_or(home);
        }
        let path = flat.as_slice();
        // `Arc`'s functions have no receiver, so they are always called by a path; but not always by one that begins
        // with `Arc`.
        let looks = path.iter().skip(1).find(|name| offers::may_look_at_counters(name));
        let tells = path.iter().skip(1).find(|name| ADDRESSES.contains(&name.as_str()));
        if let (false, Some(name)) = (matches!(home, Home::OwnData | Home::OwnTrait), tells) {
            return Err(tells_an_address(&format!("`{name}`")));
        }
        match (home, looks) {
            (Home::OwnData | Home::OwnTrait | Home::Standard, _) | (_, None) => Ok(home),
            (_, Some(function)) => Err(offers::looks_at_counters(function)),
        }
    }

    /// Says where a path leads that is imported.
    pub(crate) fn resolve_import(&self, path: &[String], is_global: bool) -> Result<Home, Refusal> {
        let flat = if is_global { path.to_vec() } else { self.flat(path) };
        match flat.as_slice() {
            // From one of the file's modules, or from the file.
            [_] if flat != path => self.follow(&flat, false, 0),
            [name] if !is_global && !matches!(name.as_str(), "std" | "core" | "crate" | "super") => Err(Refusal::new(
                format!("`use {name};` imports a crate, or nothing"),
                "import from `super::spec`, `super::sync` or `std`",
            )),
            flat => self.follow(flat, is_global, 0),
        }
    }

    /// What the compiler takes this path for, if its name is that of a type of the file and of something else too.
    fn own_type(&self, path: &[String], name: Option<&String>) -> Option<Home> {
        let name =
            name.filter(|name| !self.names.is_alias(name) && self.names.scopes.is_own_type(path, self.scope.get()))?;
        match (self.names.is_data(name), self.names.is_trait(name)) {
            (true, false) => Some(Home::OwnData),
            (false, true) => Some(Home::OwnTrait),
            _ => None,
        }
    }

    fn follow(&self, path: &[String], is_global: bool, imports: usize) -> Result<Home, Refusal> {
        let path = match path {
            [this, rest @ ..] if this == "self" && !rest.is_empty() => rest,
            _ => path,
        };
        let (first, rest) = match path {
            [] => return Err(Refusal::new("a path that leads nowhere", "name what you need")),
            [first, rest @ ..] => (first.as_str(), rest),
        };
        match first {
            "std" | "core" if let Some(same) = standard::same_in_sync(rest) => {
                return offers::check(same, self.rules.may_fork).map(|()| Home::Sync);
            }
            "std" | "core" => return standard::check(rest, self.rules.also).map(|()| Home::Standard),
            _ if is_global => {}
            "crate" => {
                let what = "`crate` is the grader's, with the other backends and whatever judges the answer";
                return Err(Refusal::new(what, "begin with `super::spec` or `super::sync`"));
            }
            "super" => return self.follow_super(rest),
            "self" if rest.is_empty() => return Ok(Home::Unknown),
            "Self" => return Ok(Home::Unknown),
            _ => {
                // What has the name in one function may not be what has it in another one.
                let mut homes = self.known(first, !rest.is_empty());
                for target in self.names.imports.get(first).into_iter().flatten() {
                    homes.push(self.follow_import(first, target, rest, imports)?);
                }
                match homes[..] {
                    [] => {}
                    [home, ref others @ ..] if others.iter().all(|other| *other == home) => return Ok(home),
                    _ => return Ok(Home::Unknown),
                }
            }
        }
        Err(self.unknown(first, rest.is_empty()))
    }

    fn follow_super(&self, rest: &[String]) -> Result<Home, Refusal> {
        match rest {
            [module, rest @ ..] if module == "spec" => self.spec.check(rest).map(|()| Home::Spec),
            [module, rest @ ..] if module == "sync" => offers::check(rest, self.rules.may_fork).map(|()| Home::Sync),
            _ => {
                let path: String = rest.iter().take(2).map(|name| format!("::{name}")).collect();
                let what = format!("`super{path}` is the grader's, and no part of the exercise");
                Err(Refusal::new(what, "begin with `super::spec` or `super::sync`"))
            }
        }
    }

    /// Goes on from what a name is imported from.
    fn follow_import(&self, name: &str, target: &[String], rest: &[String], imports: usize) -> Result<Home, Refusal> {
        if imports == LONGEST_CHAIN {
            let what = format!("`{name}` is imported from something that is imported, and so on, in a circle");
            return Err(Refusal::new(what, "import it from `super::spec`, `super::sync` or `std`"));
        }
        let path: Vec<String> = target.iter().chain(rest).cloned().collect();
        let home = self.follow(&path, false, imports + 1)?;
        if rest.is_empty() || is_capitalised(name) || self.is_module(target) {
            Ok(home)
        } else {
            Err(self.unknown(name, false))
        }
    }

    /// What a name may mean that is not imported. In front of `::`, only names of types count: whatever else has the
    /// name is passed over by the compiler, which then looks for a crate.
    fn known(&self, name: &str, leads_on: bool) -> Vec<Home> {
        let names = self.names;
        // All types begin with a capital letter, or are objected to where they are declared. A crate does not.
        let is_type = is_capitalised(name);
        let is_value = !leads_on && !TELLTALES.contains(&name);
        let meanings = [
            (is_type && names.is_data(name), Home::OwnData),
            (is_type && names.is_trait(name), Home::OwnTrait),
            (is_type && names.is_alias(name), Home::Unknown),
            (PRELUDE_TYPES.contains(&name) || PRIMITIVES.contains(&name), Home::Standard),
            (is_value && (PRELUDE_VALUES.contains(&name) || names.is_value(name)), Home::Unknown),
        ];
        meanings.into_iter().filter(|(is_meant, _)| *is_meant).map(|(_, home)| home).collect()
    }

    /// Whether this is one of the modules that an answer may import. Their names are in lower case, as those of crates
    /// are; but they are known, and no grader depends on a crate with one of them.
    fn is_module(&self, path: &[String]) -> bool {
        let path = self.names.spelt_out(path).unwrap_or_default();
        match path.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["super", "spec" | "sync"] => true,
            ["super", "sync", module] => offers::is_module(module),
            ["std" | "core", ..] => standard::is_module(&path[1..], self.rules.also),
            _ => false,
        }
    }

    fn unknown(&self, name: &str, is_all: bool) -> Refusal {
        if is_all && TELLTALES.contains(&name) {
            let what = format!("`{name}` tells how a type is laid out, and so which backend runs the answer");
            return Refusal::new(what, "write what is right on every backend");
        }
        let what = match is_all {
            true => format!("`{name}` is neither declared in this file nor imported"),
            false => format!("`{name}` is neither declared in this file nor imported, so that it may be a crate"),
        };
        Refusal::new(what, "use what `super::spec` and `super::sync` offer, and what `std` has on the list")
    }
}
