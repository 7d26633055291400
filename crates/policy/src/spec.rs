//! What a specification offers to answers.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Item, ItemUse, Visibility};

use crate::names::{Leaf, leaves};
use crate::objection::Refusal;

/// The name of the function that every specification has, and that no answer has any use for.
const SCENARIO: &str = "scenario";

/// What a specification makes public.
#[derive(Debug, Default)]
pub(crate) struct Spec {
    names: BTreeSet<String>,
    enums: BTreeMap<String, Vec<String>>,
}

impl Spec {
    /// Reads a `spec.rs`.
    pub(crate) fn read(source: &str) -> Self {
        let file: syn::File = syn::parse_str(source).expect("the exercise's own specification is Rust");
        let mut spec = Spec::default();
        for item in &file.items {
            let (visibility, name) = match item {
                Item::Const(item) => (&item.vis, &item.ident),
                Item::Enum(item) => {
                    let variants = item.variants.iter().map(|variant| variant.ident.to_string()).collect();
                    spec.enums.insert(item.ident.to_string(), variants);
                    (&item.vis, &item.ident)
                }
                Item::Fn(item) => (&item.vis, &item.sig.ident),
                Item::Static(item) => (&item.vis, &item.ident),
                Item::Struct(item) => (&item.vis, &item.ident),
                Item::Trait(item) => (&item.vis, &item.ident),
                Item::Type(item) => (&item.vis, &item.ident),
                Item::Use(item) => {
                    spec.add_uses(item);
                    continue;
                }
                _ => continue,
            };
            if !matches!(visibility, Visibility::Inherited) && name != SCENARIO {
                spec.names.insert(name.to_string());
            }
        }
        spec
    }

    fn add_uses(&mut self, item: &ItemUse) {
        if !matches!(item.vis, Visibility::Inherited) {
            self.names.extend(leaves(item).iter().filter_map(Leaf::name));
        }
    }

    /// Says whether an answer may use this path, which begins after `super::spec`. The module by itself may be
    /// imported.
    pub(crate) fn check(&self, path: &[String]) -> Result<(), Refusal> {
        match path.first() {
            Some(name) if name == SCENARIO => {
                Err(Refusal::new("`spec::scenario` is for those who judge the answer", "leave it to them"))
            }
            Some(name) if !self.names.contains(name) => {
                let offered: Vec<String> = self.names.iter().map(|name| format!("`{name}`")).collect();
                let instead = format!("it offers {}", offered.join(", "));
                Err(Refusal::new(format!("`spec` offers no `{name}`"), instead))
            }
            _ => Ok(()),
        }
    }

    /// What a glob imports from `super::spec`, or from one of its enums.
    pub(crate) fn names_in(&self, path: &[String]) -> Option<Vec<&str>> {
        match path {
            [] => Some(self.names.iter().map(String::as_str).collect()),
            [name] => self.enums.get(name).map(|variants| variants.iter().map(String::as_str).collect()),
            _ => None,
        }
    }
}
