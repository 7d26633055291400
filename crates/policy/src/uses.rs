//! What an answer imports, and by which names.

use syn::{ItemUse, Visibility};

use crate::names::{Form, Leaf, leaves};
use crate::objection::Objections;
use crate::paths::Paths;
use crate::words::{PRELUDE_TYPES, is_capitalised};

/// Objects to what a `use` may not do.
pub(crate) fn check(item: &ItemUse, paths: &Paths, objections: &mut Objections) {
    let is_own = |leaf: &Leaf| {
        let flat = paths.flat(&leaf.path);
        flat.len() == 1 && flat != leaf.path && (flat == ["self"] || !matches!(leaf.form, Form::Glob))
    };
    if !matches!(item.vis, Visibility::Inherited) && !leaves(item).iter().all(is_own) {
        let what = "`pub use` hands on what is not the answer's own";
        objections.add(item.use_token.span, what, "leave out the `pub`");
    }
    for leaf in leaves(item) {
        let is_global = item.leading_colon.is_some();
        if let Form::Glob = leaf.form {
            check_glob(&leaf, is_global, paths, objections);
            continue;
        }
        if let Err(refusal) = paths.resolve_import(&leaf.path, is_global) {
            objections.refuse(leaf.at, refusal);
        }
        if let Form::Rename(name) = &leaf.form {
            let name = name.to_string();
            let old = leaf.path.last().map(String::as_str).unwrap_or_default();
            if name != "_" && !(is_capitalised(&name) && is_capitalised(old)) {
                let what = format!("`{old} as {name}` gives another name to what is no type");
                objections.add(leaf.at, what, "import it by its own name");
            } else if PRELUDE_TYPES.contains(&name.as_str()) {
                let what = format!("`{old} as {name}` gives another meaning to a name that everybody knows");
                objections.add(leaf.at, what, "choose another name");
            }
        }
    }
}

fn check_glob(leaf: &Leaf, is_global: bool, paths: &Paths, objections: &mut Objections) {
    let what = match paths.resolve_import(&leaf.path, is_global) {
        // The modules may be imported from, and so their names may not be refused by themselves.
        _ if !is_global && paths.names.glob(&paths.flat(&leaf.path), paths.spec, paths.rules.may_fork).is_some() => {
            return;
        }
        Err(refusal) => return objections.refuse(leaf.at, refusal),
        Ok(_) => format!("`{}::*` imports names that nobody has read", leaf.path.join("::")),
    };
    objections.add(leaf.at, what, "name what you need; globs are for `super::spec`, `super::sync` and enums");
}
