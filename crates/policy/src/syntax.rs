//! A walk through all of an answer, and what is objected to on the way.

use std::cell::Cell;

use proc_macro2::{Span, TokenStream};
use syn::visit::{self, Visit};
use syn::{Expr, File, Pat, Path, QSelf, Type, Visibility};

use crate::names::Names;
use crate::objection::{Objections, Refusal};
use crate::paths::Paths;
use crate::scopes::FILE;
use crate::spec::Spec;
use crate::{Rules, attributes, items, macros, offers, uses, words};

const UNSTABLE: &str = "is not stable Rust";
const POINTERS: &str = "raw pointers are of no use without `unsafe`";

/// Objects to everything in a file that is not allowed.
pub(crate) fn check(file: &File, rules: &Rules, objections: &mut Objections) {
    let spec = Spec::read(rules.spec);
    let names = Names::collect(file, &spec, rules.may_fork);
    items::check_names(&names, objections);
    names.scopes.modules.iter().for_each(|module| items::check_module(module, &names, objections));
    let paths = Paths { names: &names, spec: &spec, rules, scope: Cell::new(FILE) };
    Walk { paths, objections }.visit_file(file);
}

struct Walk<'a> {
    paths: Paths<'a>,
    objections: &'a mut Objections,
}

impl Walk<'_> {
    fn refuse(&mut self, at: Span, result: Result<(), Refusal>) {
        if let Err(refusal) = result {
            self.objections.refuse(at, refusal);
        }
    }

    fn unstable(&mut self, at: Option<Span>, what: &str) {
        if let Some(at) = at {
            self.objections.add(at, format!("{what} {UNSTABLE}"), "do without it");
        }
    }

    /// A path whose beginning may be a type: `<Tally as Default>::default`.
    fn qualified(&mut self, qself: &QSelf, path: &Path) {
        self.visit_type(&qself.ty);
        let names = spell(path);
        if qself.position > 0 {
            let found = self.paths.resolve(&names[..qself.position], path.leading_colon.is_some());
            self.refuse(span(path), found.map(drop));
        }
        // What comes first after a trait is the trait's own; anything else may be a function of any type.
        let of_types = names.iter().skip(if qself.position > 0 { qself.position + 1 } else { 0 });
        for function in of_types {
            if offers::may_look_at_counters(function) {
                self.objections.refuse(span(path), offers::looks_at_counters(function));
            } else if words::ADDRESSES.contains(&function.as_str()) {
                self.objections.refuse(span(path), words::tells_an_address(&format!("`{function}`")));
            }
        }
        visit::visit_path(self, path);
    }

    fn misplaced(&mut self, call: &syn::Macro, place: &str) {
        match macros::arguments(call) {
            None => self.visit_macro(call),
            Some(_) => {
                let what = format!("a macro stands where {place} is");
                self.objections.add(span(&call.path), what, "write down what it stands for");
            }
        }
    }
}

fn span(path: &Path) -> Span {
    path.segments.first().map_or_else(Span::call_site, |segment| segment.ident.span())
}

pub(crate) fn spell(path: &Path) -> Vec<String> {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}

// Keywords such as `unsafe`, `extern` and `async` are refused as tokens, so nothing is said here of what they begin.
impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_path(&mut self, path: &'ast Path) {
        let found = self.paths.resolve(&spell(path), path.leading_colon.is_some());
        self.refuse(span(path), found.map(drop));
        visit::visit_path(self, path);
    }

    fn visit_expr_path(&mut self, node: &'ast syn::ExprPath) {
        let Some(qself) = &node.qself else {
            return visit::visit_expr_path(self, node);
        };
        node.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
        self.qualified(qself, &node.path);
    }

    fn visit_type_path(&mut self, node: &'ast syn::TypePath) {
        let Some(qself) = &node.qself else {
            return visit::visit_type_path(self, node);
        };
        node.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
        self.qualified(qself, &node.path);
    }

    fn visit_expr_struct(&mut self, node: &'ast syn::ExprStruct) {
        let Some(qself) = &node.qself else {
            return visit::visit_expr_struct(self, node);
        };
        node.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
        self.qualified(qself, &node.path);
        node.fields.iter().for_each(|field| self.visit_field_value(field));
        node.rest.iter().for_each(|rest| self.visit_expr(rest));
    }

    fn visit_pat_struct(&mut self, node: &'ast syn::PatStruct) {
        let Some(qself) = &node.qself else {
            return visit::visit_pat_struct(self, node);
        };
        node.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
        self.qualified(qself, &node.path);
        node.fields.iter().for_each(|field| self.visit_field_pat(field));
        node.rest.iter().for_each(|rest| self.visit_pat_rest(rest));
    }

    fn visit_pat_tuple_struct(&mut self, node: &'ast syn::PatTupleStruct) {
        let Some(qself) = &node.qself else {
            return visit::visit_pat_tuple_struct(self, node);
        };
        node.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
        self.qualified(qself, &node.path);
        node.elems.iter().for_each(|pattern| self.visit_pat(pattern));
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let name = call.method.to_string();
        if words::ADDRESSES.contains(&name.as_str()) {
            self.objections.refuse(call.method.span(), words::tells_an_address(&format!("`{name}`")));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_trait_bound(&mut self, bound: &'ast syn::TraitBound) {
        let names = self.paths.flat(&spell(&bound.path));
        // By whatever name it is imported.
        let spelt_out = self.paths.names.spelt_out(&names);
        if spelt_out.unwrap_or(names).last().is_some_and(|name| name == "Drop") {
            let what = "asking for `Drop` tells whether a type has a destructor, and so which backend runs the answer";
            self.objections.add(span(&bound.path), what, "write what is right on every backend");
        }
        visit::visit_trait_bound(self, bound);
    }

    fn visit_block(&mut self, block: &'ast syn::Block) {
        let around = self.paths.enter(&block.brace_token.span);
        visit::visit_block(self, block);
        self.paths.scope.set(around);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let Some((brace, _)) = &item.content else {
            let what = "`mod` without a body reads another file";
            self.objections.add(item.mod_token.span, what, "put everything into one file");
            return item.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
        };
        // Its attributes are read in it, and have no paths that would be followed.
        let around = self.paths.enter(&brace.span);
        visit::visit_item_mod(self, item);
        self.paths.scope.set(around);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        item.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
        uses::check(item, &self.paths, self.objections);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        self.refuse(attribute.pound_token.span, attributes::check(attribute));
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        match macros::arguments(call) {
            Some(Ok(arguments)) => {
                if let Some(at) = arguments.address() {
                    self.objections.refuse(at, words::tells_an_address("`{:p}`"));
                }
                arguments.visit(self);
            }
            Some(Err(error)) => self.objections.unreadable(error),
            None => self.objections.refuse(span(&call.path), macros::refusal(call)),
        }
    }

    fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
        item.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
        self.misplaced(&item.mac, "an item");
    }

    fn visit_impl_item_macro(&mut self, item: &'ast syn::ImplItemMacro) {
        item.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
        self.misplaced(&item.mac, "an item");
    }

    fn visit_trait_item_macro(&mut self, item: &'ast syn::TraitItemMacro) {
        item.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
        self.misplaced(&item.mac, "an item");
    }

    fn visit_type_macro(&mut self, node: &'ast syn::TypeMacro) {
        self.misplaced(&node.mac, "a type");
    }

    fn visit_pat(&mut self, pattern: &'ast Pat) {
        match pattern {
            Pat::Macro(node) => self.misplaced(&node.mac, "a pattern"),
            _ => visit::visit_pat(self, pattern),
        }
    }

    /// What the parser keeps as it is, because it has no name for it.
    fn visit_token_stream(&mut self, tokens: &'ast TokenStream) {
        // A semicolon too many is an expression of no tokens.
        let first = tokens.clone().into_iter().next();
        self.unstable(first.map(|token| token.span()), "what begins here");
    }

    fn visit_lit(&mut self, literal: &'ast syn::Lit) {
        if let syn::Lit::Verbatim(token) = literal {
            self.unstable(Some(token.span()), "this literal");
        }
    }

    fn visit_visibility(&mut self, visibility: &'ast Visibility) {
        if let Visibility::Restricted(node) = visibility
            && let Some(keyword) = &node.in_token
            && self.paths.flat(&spell(&node.path)) != ["self"]
        {
            let what = "`pub(in …)` names a module outside of the answer";
            self.objections.add(keyword.span, what, "write `pub`, or nothing");
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        self.unstable(item.modifiers.defaultness.as_ref().map(|token| token.span), "`default impl`");
        self.unstable(item.modifiers.polarity.as_ref().map(|token| token.span), "an `impl` of what a type is not");
        items::check_impl(item, &self.paths, self.objections);
        visit::visit_item_impl(self, item);
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        items::check_static(item, self.objections);
        visit::visit_item_static(self, item);
    }

    fn visit_item_union(&mut self, item: &'ast syn::ItemUnion) {
        let what = "a union can only be read with `unsafe`";
        self.objections.add(item.union_token.span, what, "write an `enum`");
        visit::visit_item_union(self, item);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.unstable(item.modifiers.auto_token.as_ref().map(|token| token.span), "an auto trait");
        visit::visit_item_trait(self, item);
    }

    fn visit_item_trait_alias(&mut self, item: &'ast syn::ItemTraitAlias) {
        self.unstable(Some(item.trait_token.span), "an alias of traits");
        visit::visit_item_trait_alias(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.unstable(item.modifiers.defaultness.as_ref().map(|token| token.span), "`default fn`");
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_impl_item_const(&mut self, item: &'ast syn::ImplItemConst) {
        self.unstable(item.modifiers.defaultness.as_ref().map(|token| token.span), "`default const`");
        visit::visit_impl_item_const(self, item);
    }

    fn visit_impl_item_type(&mut self, item: &'ast syn::ImplItemType) {
        self.unstable(item.modifiers.defaultness.as_ref().map(|token| token.span), "`default type`");
        visit::visit_impl_item_type(self, item);
    }

    fn visit_type(&mut self, node: &'ast Type) {
        if let Type::Ptr(pointer) = node {
            self.objections.add(pointer.star_token.span, POINTERS, "use references");
        }
        visit::visit_type(self, node);
    }

    fn visit_expr(&mut self, node: &'ast Expr) {
        match node {
            Expr::RawAddr(address) => self.objections.add(address.raw.span, POINTERS, "use references"),
            Expr::TryBlock(block) => self.unstable(Some(block.try_token.span), "a `try` block"),
            Expr::Closure(closure) => {
                self.unstable(closure.constness.as_ref().map(|token| token.span), "a closure that is constant");
            }
            _ => {}
        }
        visit::visit_expr(self, node);
    }
}
