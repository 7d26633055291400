//! What an answer may declare: names, statics, and implementations.

use proc_macro2::Ident;
use syn::{GenericArgument, ItemImpl, ItemStatic, Path, PathArguments, StaticMutability, Type, TypeParamBound};

use crate::names::{Kind, Names};
use crate::objection::Objections;
use crate::paths::{Home, Paths};
use crate::syntax::spell;
use crate::words::{MODULES, PRELUDE_TYPES, PRELUDE_VALUES, PRIMITIVES, TELLTALES, is_capitalised};

/// Objects to names that mean something else elsewhere.
pub(crate) fn check_names(names: &Names, objections: &mut Objections) {
    for (ident, kind) in &names.declared {
        let name = ident.to_string();
        let is_type = matches!(kind, Kind::Data | Kind::Trait | Kind::Alias);
        if is_type && !is_capitalised(&name) {
            let what = format!("`{name}` is a type in lower case, which could pass for a crate or a primitive type");
            objections.add(ident.span(), what, "begin its name with a capital letter");
            continue;
        }
        // Everybody writes `type Result<T> = …`.
        let is_taken = match kind {
            Kind::Data | Kind::Trait => PRELUDE_TYPES.contains(&name.as_str()),
            Kind::Alias => PRELUDE_TYPES.contains(&name.as_str()) && name != "Result",
            Kind::Value => PRELUDE_VALUES.contains(&name.as_str()),
            Kind::Variable => false,
        };
        if is_taken || TELLTALES.contains(&name.as_str()) {
            let what = format!("`{name}` gets another meaning than it has everywhere else");
            objections.add(ident.span(), what, "choose another name");
        }
    }
}

/// Objects to names of modules that mean something else elsewhere, or begin as those of types do.
pub(crate) fn check_module(module: &Ident, names: &Names, objections: &mut Objections) {
    let name = module.to_string();
    let is_taken = MODULES.contains(&name.as_str()) || PRIMITIVES.contains(&name.as_str());
    if is_taken || is_capitalised(&name) || names.imports.contains_key(&name) {
        let what = format!("`{name}` is a module with a name that means something else");
        objections.add(module.span(), what, "choose another name, in lower case");
    }
}

/// Objects to statics, except for plain data that nobody can change.
pub(crate) fn check_static(item: &ItemStatic, objections: &mut Objections) {
    if !matches!(item.mutability, StaticMutability::None) {
        let what = "`static mut` lives longer than one execution, and everybody may change it";
        objections.add(item.static_token.span, what, "keep it in the state");
    } else if !is_plain(&item.ty) {
        let what = "a static of this type may be changed, and lives longer than one execution";
        let instead = "keep it in the state, or make it a `const`; statics may be numbers, text, and arrays of those";
        objections.add(item.static_token.span, what, instead);
    }
}

/// Whether this is a type of numbers and text. Their names have no other meaning, as types begin with capital letters.
fn is_plain(plain: &Type) -> bool {
    match plain {
        Type::Array(array) => is_plain(&array.elem),
        Type::Group(group) => is_plain(&group.elem),
        Type::Paren(paren) => is_plain(&paren.elem),
        Type::Path(path) => {
            path.qself.is_none()
                && path.path.get_ident().is_some_and(|name| PRIMITIVES.iter().any(|known| name == known))
        }
        Type::Reference(reference) => reference.mutability.is_none() && is_plain(&reference.elem),
        Type::Slice(slice) => is_plain(&slice.elem),
        Type::Tuple(tuple) => tuple.elems.iter().all(is_plain),
        _ => false,
    }
}

/// Objects to implementations that could change what code outside of the answer means.
pub(crate) fn check_impl(item: &ItemImpl, paths: &Paths, objections: &mut Objections) {
    let of_trait = item.trait_.as_ref().map(|(path, _)| (spell(path), path.leading_colon.is_some()));
    // What goes wrong in the path itself is said where it is visited.
    let home = of_trait.as_ref().and_then(|(path, is_global)| paths.resolve(path, *is_global).ok());
    let is_about_own =
        item.trait_.as_ref().is_some_and(|(path, _)| arguments(path).any(|argument| is_own(argument, paths)));
    // Code that was compiled without a conversion cannot mean it.
    let makes_plain = is_plain(&item.self_ty)
        && item.trait_.as_ref().is_some_and(|(path, _)| {
            let is_conversion = path.segments.last().is_some_and(|last| last.ident == "From");
            is_conversion && arguments(path).any(|argument| is_of_spec(argument, paths))
        });
    let is_fine = is_own(&item.self_ty, paths) || is_about_own || makes_plain;
    if is_fine || matches!(home, Some(Home::OwnTrait | Home::Spec)) {
        return;
    }
    if let Some(name) = ambiguous(&item.self_ty, paths) {
        let what =
            format!("`{name}` is declared in this file, and imported too, so that it may be either of them here");
        return objections.add(item.impl_token.span, what, "give the type of this file another name");
    }
    let (what, instead) = match of_trait {
        None => {
            ("adds functions to a type that is not declared in this file", "write a function, or a trait of your own")
        }
        Some(_) => (
            "implements a trait that is not the answer's own for a type that is not either",
            "write a function, or a type of your own around it",
        ),
    };
    objections.add(item.impl_token.span, what, instead);
}

/// The name of a type that is one of the file's, and something else as well.
fn ambiguous(named: &Type, paths: &Paths) -> Option<String> {
    let Type::Path(path) = named else { return None };
    let names = paths.flat(&spell(&path.path));
    let name = names.last().filter(|name| names.len() == 1 && paths.names.is_data(name))?;
    (path.qself.is_none() && paths.names.imports.contains_key(name)).then(|| name.clone())
}

/// The types that a trait is given: `Visitors` of `From<Visitors>`.
fn arguments(path: &Path) -> impl Iterator<Item = &Type> {
    let last = path.segments.last().map(|segment| &segment.arguments);
    let arguments = match last {
        Some(PathArguments::AngleBracketed(arguments)) => Some(&arguments.args),
        _ => None,
    };
    arguments.into_iter().flatten().filter_map(|argument| match argument {
        GenericArgument::Type(argument) => Some(argument),
        _ => None,
    })
}

/// Whether a type is one of the specification's.
fn is_of_spec(named: &Type, paths: &Paths) -> bool {
    let Type::Path(path) = named else { return false };
    let names = spell(&path.path);
    path.qself.is_none() && paths.resolve(&names, path.path.leading_colon.is_some()) == Ok(Home::Spec)
}

/// Whether a type is declared in this file.
fn is_own(own: &Type, paths: &Paths) -> bool {
    match own {
        Type::Group(group) => is_own(&group.elem, paths),
        Type::Paren(paren) => is_own(&paren.elem, paths),
        Type::Reference(reference) => is_own(&reference.elem, paths),
        Type::Path(path) if path.qself.is_none() => {
            let names = spell(&path.path);
            let flat = paths.flat(&names);
            (flat.len() == 1 || flat[0] == "self")
                && paths.resolve(&names, path.path.leading_colon.is_some()) == Ok(Home::OwnData)
        }
        Type::TraitObject(object) => object.bounds.iter().any(|bound| {
            let TypeParamBound::Trait(bound) = bound else { return false };
            paths.resolve(&spell(&bound.path), bound.path.leading_colon.is_some()) == Ok(Home::OwnTrait)
        }),
        _ => false,
    }
}
