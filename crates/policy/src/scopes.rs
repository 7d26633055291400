//! The modules and blocks of an answer, and where a path leads among its modules.
//!
//! Names in lower case that stand in front of `::` are followed as the compiler does: from the block that they stand in
//! outwards, up to the module around it and no further. What is not found on the way may be a crate, however many modules
//! of that name there are elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;
use proc_macro2::extra::DelimSpan;
use syn::visit::{self, Visit};
use syn::{File, ItemUse};

use crate::macros;
use crate::names::{Leaf, leaves};

/// The longest chain of imports from each other that is followed.
const LONGEST_CHAIN: usize = 8;

/// The file itself, as a scope.
pub(crate) const FILE: usize = 0;

/// A module or a block.
#[derive(Default)]
struct Scope {
    is_block: bool,
    /// What it stands in. The file stands in itself.
    around: usize,
    /// Those that are declared in it, and those that are imported by name.
    modules: BTreeMap<String, usize>,
    /// The modules that everything is imported of.
    globs: BTreeSet<usize>,
    /// The structs, enums and traits that are declared in it, and in no block or module of its own.
    types: BTreeSet<String>,
    imports: Vec<Leaf>,
}

/// Where a path leads, as far as it leads through modules of the file.
pub(crate) struct Place<'a> {
    /// The module, if it leads through any, or begins with `self` or `super`.
    pub(crate) module: Option<usize>,
    pub(crate) rest: &'a [String],
}

/// All scopes of a file.
pub(crate) struct Scopes {
    all: Vec<Scope>,
    /// By the line and the column of the bracket that opens them.
    places: BTreeMap<(usize, usize), usize>,
    /// The modules, wherever they are.
    pub(crate) modules: Vec<Ident>,
    scope: usize,
}

impl Scopes {
    pub(crate) fn collect(file: &File) -> Self {
        let mut scopes =
            Scopes { all: vec![Scope::default()], places: BTreeMap::new(), modules: Vec::new(), scope: FILE };
        scopes.visit_file(file);
        scopes.resolve_imports();
        scopes
    }

    /// The scope that this bracket opens.
    pub(crate) fn at(&self, bracket: &DelimSpan) -> usize {
        self.places.get(&place(bracket)).copied().unwrap_or(FILE)
    }

    /// Follows a path, which is written in a scope, through the modules of the file.
    pub(crate) fn follow<'a>(&self, path: &'a [String], scope: usize) -> Place<'a> {
        let (mut module, mut rest) = (None, path);
        if let [this, inside @ ..] = rest
            && this == "self"
            && !inside.is_empty()
        {
            (module, rest) = (Some(self.module_of(scope)), inside);
        }
        while let [above, inside @ ..] = rest {
            let here = module.unwrap_or_else(|| self.module_of(scope));
            // What is above the file is the grader's.
            if above != "super" || here == FILE {
                break;
            }
            (module, rest) = (Some(self.module_of(self.all[here].around)), inside);
        }
        while let [name, inside @ ..] = rest {
            let next = module.map_or_else(|| self.in_scope(scope, name), |module| self.inside(module, name));
            let Some(next) = next else { break };
            (module, rest) = (Some(next), inside);
        }
        Place { module, rest }
    }

    /// The module that a name means which is written in a scope.
    fn in_scope(&self, mut scope: usize, name: &str) -> Option<usize> {
        loop {
            let found = self.inside(scope, name);
            if found.is_some() || !self.all[scope].is_block {
                return found;
            }
            scope = self.all[scope].around;
        }
    }

    /// The module that has a name in a scope: declared there, or imported by name, or by a glob.
    fn inside(&self, scope: usize, name: &str) -> Option<usize> {
        let (mut seen, mut open) = (BTreeSet::new(), vec![scope]);
        while let Some(scope) = open.pop() {
            if let Some(module) = self.all[scope].modules.get(name) {
                return Some(*module);
            }
            if seen.insert(scope) {
                open.extend(&self.all[scope].globs);
            }
        }
        None
    }

    /// Finds out which imports are of modules of the file. One may begin with what another one brings.
    fn resolve_imports(&mut self) {
        for _ in 0..LONGEST_CHAIN {
            let mut found = Vec::new();
            for (number, scope) in self.all.iter().enumerate() {
                for leaf in &scope.imports {
                    let place = self.follow(&leaf.path, number);
                    if let (Some(module), true) = (place.module, place.rest.is_empty()) {
                        found.push((number, leaf.name(), module));
                    }
                }
            }
            let mut is_new = false;
            for (scope, name, module) in found {
                let scope = &mut self.all[scope];
                is_new |= match name {
                    Some(name) if scope.modules.contains_key(&name) => false,
                    Some(name) => scope.modules.insert(name, module).is_none(),
                    None => scope.globs.insert(module),
                };
            }
            if !is_new {
                break;
            }
        }
    }

    /// Whether the compiler takes this name, in this scope or in this module of the file, for a type that is declared in the
    /// file, because it comes before whatever else has the name.
    pub(crate) fn is_own_type(&self, path: &[String], mut scope: usize) -> bool {
        let place = self.follow(path, scope);
        let [name, ..] = place.rest else { return false };
        if let Some(module) = place.module {
            return self.has_type(module, name);
        }
        loop {
            if self.has_type(scope, name) {
                return true;
            }
            // What is imported here, perhaps, comes before what is declared further out.
            if !self.all[scope].is_block || self.all[scope].imports.iter().any(|leaf| leaf.may_bring(name)) {
                return false;
            }
            scope = self.all[scope].around;
        }
    }

    /// Whether a type has this name in a scope, whatever a glob there would import: it is declared in it, or imported by
    /// name from a module of the file where it is declared.
    pub(crate) fn has_type(&self, scope: usize, name: &str) -> bool {
        let is_imported = |leaf: &Leaf| {
            let place = self.follow(&leaf.path, scope);
            let declared = |module: usize| {
                place.rest.first().is_some_and(|first| place.rest.len() == 1 && self.all[module].types.contains(first))
            };
            place.module.is_some_and(declared)
        };
        let of_name = |leaf: &&Leaf| leaf.name().as_deref() == Some(name);
        self.all[scope].types.contains(name) || self.all[scope].imports.iter().filter(of_name).any(is_imported)
    }

    fn module_of(&self, mut scope: usize) -> usize {
        while self.all[scope].is_block {
            scope = self.all[scope].around;
        }
        scope
    }

    fn open(&mut self, bracket: &DelimSpan, is_block: bool) -> usize {
        let scope = self.all.len();
        self.all.push(Scope { is_block, around: self.scope, ..Scope::default() });
        self.places.insert(place(bracket), scope);
        std::mem::replace(&mut self.scope, scope)
    }

    fn declare(&mut self, name: &Ident) {
        self.all[self.scope].types.insert(name.to_string());
    }
}

fn place(bracket: &DelimSpan) -> (usize, usize) {
    let begin = bracket.open().start();
    (begin.line, begin.column)
}

impl<'ast> Visit<'ast> for Scopes {
    fn visit_block(&mut self, block: &'ast syn::Block) {
        let around = self.open(&block.brace_token.span, true);
        visit::visit_block(self, block);
        self.scope = around;
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.modules.push(item.ident.clone());
        let Some((brace, _)) = &item.content else { return };
        let name = item.ident.to_string();
        let scope = self.all.len();
        self.all[self.scope].modules.insert(name, scope);
        let around = self.open(&brace.span, false);
        visit::visit_item_mod(self, item);
        self.scope = around;
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if item.leading_colon.is_none() {
            self.all[self.scope].imports.extend(leaves(item));
        }
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.declare(&item.ident);
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.declare(&item.ident);
        visit::visit_item_enum(self, item);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.declare(&item.ident);
        visit::visit_item_trait(self, item);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if let Some(Ok(arguments)) = macros::arguments(call) {
            arguments.visit(self);
        }
    }
}
