//! What an answer declares and imports, anywhere in its file.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span};
use syn::visit::{self, Visit};
use syn::{File, ItemUse, UseTree};

use crate::macros;
use crate::offers;
use crate::scopes::{FILE, Scopes};
use crate::spec::Spec;
use crate::standard;

/// The longest chain of imports from each other that is followed.
const LONGEST_CHAIN: usize = 8;

/// One name, or one glob, of a `use`.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    /// As written; a `self` at its end is left out.
    pub(crate) path: Vec<String>,
    pub(crate) at: Span,
    pub(crate) form: Form,
}

#[derive(Clone, Debug)]
pub(crate) enum Form {
    Name,
    /// Under another name.
    Rename(Ident),
    Glob,
}

impl Leaf {
    /// The name that it is imported by, if there is one.
    pub(crate) fn name(&self) -> Option<String> {
        match &self.form {
            Form::Name => self.path.last().cloned(),
            Form::Rename(name) => (name != "_").then(|| name.to_string()),
            Form::Glob => None,
        }
    }

    /// Whether it may import something of this name.
    pub(crate) fn may_bring(&self, name: &str) -> bool {
        matches!(self.form, Form::Glob) || self.name().as_deref() == Some(name)
    }
}

/// The names and globs of a `use`.
pub(crate) fn leaves(item: &ItemUse) -> Vec<Leaf> {
    fn collect(tree: &UseTree, before: &[String], found: &mut Vec<Leaf>) {
        let with = |ident: &Ident| {
            let mut path = before.to_vec();
            if ident != "self" || path.is_empty() {
                path.push(ident.to_string());
            }
            path
        };
        match tree {
            UseTree::Path(tree) => {
                let mut path = before.to_vec();
                path.push(tree.ident.to_string());
                collect(&tree.tree, &path, found);
            }
            UseTree::Name(tree) => {
                found.push(Leaf { path: with(&tree.ident), at: tree.ident.span(), form: Form::Name });
            }
            UseTree::Rename(tree) => found.push(Leaf {
                path: with(&tree.ident),
                at: tree.ident.span(),
                form: Form::Rename(tree.rename.clone()),
            }),
            UseTree::Glob(tree) => {
                found.push(Leaf { path: before.to_vec(), at: tree.star_token.span, form: Form::Glob });
            }
            UseTree::Group(tree) => tree.items.iter().for_each(|tree| collect(tree, before, found)),
        }
    }
    let mut found = Vec::new();
    collect(&item.tree, &[], &mut found);
    found
}

/// What kind of name is declared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A struct, an enum or a union.
    Data,
    Trait,
    /// Another name for a type, or a parameter that stands for one.
    Alias,
    /// A function, a constant or a static.
    Value,
    /// A variable, or a parameter that stands for a value.
    Variable,
}

/// What a file declares and imports.
pub(crate) struct Names {
    pub(crate) declared: Vec<(Ident, Kind)>,
    data: BTreeSet<String>,
    traits: BTreeSet<String>,
    aliases: BTreeSet<String>,
    values: BTreeSet<String>,
    enums: BTreeMap<String, Vec<String>>,
    /// What each imported name may stand for.
    pub(crate) imports: BTreeMap<String, Vec<Vec<String>>>,
    globs: Vec<Glob>,
    pub(crate) scopes: Scopes,
    scope: usize,
}

/// A glob, and the scope that it stands in.
#[derive(Clone)]
struct Glob {
    path: Vec<String>,
    scope: usize,
}

impl Names {
    /// Collects the names of a file, with those that its globs import.
    pub(crate) fn collect(file: &File, spec: &Spec, may_fork: bool) -> Self {
        let mut names = Names {
            scopes: Scopes::collect(file),
            declared: Vec::new(),
            data: BTreeSet::new(),
            traits: BTreeSet::new(),
            aliases: BTreeSet::new(),
            values: BTreeSet::new(),
            enums: BTreeMap::new(),
            imports: BTreeMap::new(),
            globs: Vec::new(),
            scope: FILE,
        };
        names.visit_file(file);
        // A glob may be of something that another glob imports.
        for _ in 0..names.globs.len().min(LONGEST_CHAIN) {
            for Glob { path, scope } in names.globs.clone() {
                for path in names.glob(&path, spec, may_fork).unwrap_or_default() {
                    let name = path.last().cloned().unwrap_or_default();
                    // A type that is declared beside a glob has its name, whatever the glob would import.
                    if !names.scopes.has_type(scope, &name) {
                        names.import(name, path);
                    }
                }
            }
        }
        names
    }

    /// Whether this is a struct or an enum of the file.
    pub(crate) fn is_data(&self, name: &str) -> bool {
        self.data.contains(name)
    }

    pub(crate) fn is_trait(&self, name: &str) -> bool {
        self.traits.contains(name)
    }

    /// Whether this is another name for a type, or a parameter that stands for one.
    pub(crate) fn is_alias(&self, name: &str) -> bool {
        self.aliases.contains(name)
    }

    pub(crate) fn is_value(&self, name: &str) -> bool {
        self.values.contains(name)
    }

    /// What a glob imports: each path, spelt out. `None` if it is a glob of something that may be anything.
    pub(crate) fn glob(&self, path: &[String], spec: &Spec, may_fork: bool) -> Option<Vec<Vec<String>>> {
        let path = self.spelt_out(path)?;
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        let names: Vec<&str> = match parts[..] {
            ["super", "spec", ..] => spec.names_in(&path[2..])?,
            ["super", "sync", ..] => offers::names_in(&path[2..], may_fork)?,
            ["std" | "core", ..] => match standard::same_in_sync(&path[1..]) {
                Some(same) => offers::names_in(same, may_fork)?,
                None => standard::names_in(&path[1..])?,
            },
            // The file's own names are known in all of it.
            ["self"] => Vec::new(),
            [name] => self.enums.get(name)?.iter().map(String::as_str).collect(),
            _ => return None,
        };
        let spelt_out = |name: &str| path.iter().cloned().chain([name.to_owned()]).collect();
        Some(names.into_iter().map(spelt_out).collect())
    }

    /// A path that is written in a scope, as if there were no modules in the file: in one of them, `super::Door` is `Door`,
    /// and everywhere else, `doors::Door` is. The file and its modules are `self`.
    pub(crate) fn flat(&self, path: &[String], scope: usize) -> Vec<String> {
        let place = self.scopes.follow(path, scope);
        match place.rest {
            _ if place.module.is_none() => path.to_vec(),
            [] => vec!["self".to_owned()],
            // No module has another `self` in it.
            [this, ..] if this == "self" => path.to_vec(),
            rest => rest.to_vec(),
        }
    }

    /// A path with its beginning replaced by what it is imported from.
    pub(crate) fn spelt_out(&self, path: &[String]) -> Option<Vec<String>> {
        let mut path = path.to_vec();
        for _ in 0..LONGEST_CHAIN {
            if path.len() > 1 && path[0] == "self" {
                path.remove(0);
            }
            match self.imports.get(path.first()?).map(Vec::as_slice) {
                None => return Some(path),
                Some([target]) => drop(path.splice(..1, target.iter().cloned())),
                Some(_) => return None,
            }
        }
        None
    }

    fn import(&mut self, name: String, path: Vec<String>) {
        // From a module of the file's, by its own name; or the module, which is objected to.
        if path == [name.as_str()] || path == ["self"] {
            return;
        }
        let targets = self.imports.entry(name).or_default();
        if !targets.contains(&path) {
            targets.push(path);
        }
    }

    fn declare(&mut self, ident: &Ident, kind: Kind) {
        let of_kind = match kind {
            Kind::Data => &mut self.data,
            Kind::Trait => &mut self.traits,
            Kind::Alias => &mut self.aliases,
            Kind::Value | Kind::Variable => &mut self.values,
        };
        of_kind.insert(ident.to_string());
        self.declared.push((ident.clone(), kind));
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_block(&mut self, block: &'ast syn::Block) {
        let around = std::mem::replace(&mut self.scope, self.scopes.at(&block.brace_token.span));
        visit::visit_block(self, block);
        self.scope = around;
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        for leaf in leaves(item) {
            let path = self.flat(&leaf.path, self.scope);
            match (leaf.name(), leaf.form) {
                (Some(name), _) => self.import(name, path),
                (None, Form::Glob) => self.globs.push(Glob { path, scope: self.scope }),
                (None, _) => {}
            }
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let Some((brace, _)) = &item.content else { return };
        let around = std::mem::replace(&mut self.scope, self.scopes.at(&brace.span));
        visit::visit_item_mod(self, item);
        self.scope = around;
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.declare(&item.ident, Kind::Data);
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.declare(&item.ident, Kind::Data);
        let variants = item.variants.iter().map(|variant| variant.ident.to_string());
        self.enums.entry(item.ident.to_string()).or_default().extend(variants);
        visit::visit_item_enum(self, item);
    }

    fn visit_item_union(&mut self, item: &'ast syn::ItemUnion) {
        self.declare(&item.ident, Kind::Data);
        visit::visit_item_union(self, item);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.declare(&item.ident, Kind::Trait);
        visit::visit_item_trait(self, item);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.declare(&item.ident, Kind::Alias);
        visit::visit_item_type(self, item);
    }

    fn visit_type_param(&mut self, parameter: &'ast syn::TypeParam) {
        self.declare(&parameter.ident, Kind::Alias);
        visit::visit_type_param(self, parameter);
    }

    fn visit_const_param(&mut self, parameter: &'ast syn::ConstParam) {
        self.declare(&parameter.ident, Kind::Variable);
        visit::visit_const_param(self, parameter);
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.declare(&item.sig.ident, Kind::Value);
        visit::visit_item_fn(self, item);
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.declare(&item.ident, Kind::Value);
        visit::visit_item_const(self, item);
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        self.declare(&item.ident, Kind::Value);
        visit::visit_item_static(self, item);
    }

    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        self.declare(&pattern.ident, Kind::Variable);
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if let Some(Ok(arguments)) = macros::arguments(call) {
            arguments.visit(self);
        }
    }
}
