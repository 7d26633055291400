//! What methods are called on, as far as names tell.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};

use crate::objection::Objections;
use crate::tokens::check;

/// Whether a method of the first names and one of the others may be called on the same thing: on fields or variables of one name,
/// or on something that has none. What cannot be read may do anything.
pub fn may_meet(source: &str, some: &[&str], others: &[&str]) -> bool {
    let Some(tokens) = check(source, &mut Objections::new(source)) else { return true };
    let [some, others] = [some, others].map(|methods| {
        let mut receivers = Receivers { methods, names: BTreeSet::new(), is_nameless: false };
        receivers.look(tokens.clone());
        receivers
    });
    let both_are_called = !some.is_empty() && !others.is_empty();
    both_are_called && (some.is_nameless || others.is_nameless || !some.names.is_disjoint(&others.names))
}

/// What these methods are called on.
struct Receivers<'a> {
    methods: &'a [&'a str],
    names: BTreeSet<String>,
    /// Whether one of them is called on something without a name.
    is_nameless: bool,
}

impl Receivers<'_> {
    fn is_empty(&self) -> bool {
        self.names.is_empty() && !self.is_nameless
    }

    fn look(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (place, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(method) if self.methods.iter().any(|known| method == known) => {
                    match receiver(&tokens[..place]) {
                        Some(name) => _ = self.names.insert(name),
                        None => self.is_nameless = true,
                    }
                }
                TokenTree::Group(group) => self.look(group.stream()),
                _ => {}
            }
        }
    }
}

/// The name in front of the dot at the end: `wants` of `self.wants[me].`, `place` of `self.place(0).`.
fn receiver(before: &[TokenTree]) -> Option<String> {
    let [rest @ .., TokenTree::Punct(dot)] = before else { return None };
    if dot.as_char() != '.' {
        return None;
    }
    match rest.iter().rev().find(|token| !matches!(token, TokenTree::Group(_)))? {
        TokenTree::Ident(name) => Some(name.to_string()),
        TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::may_meet;

    fn meet(body: &str) -> bool {
        may_meet(&format!("fn f(&self) {{ {body} }}"), &["swap", "fetch_add"], &["store"])
    }

    #[test]
    fn methods_meet_on_what_has_one_name() {
        assert!(meet("self.taken.swap(true, X); self.taken.store(false, Y);"));
        assert!(meet("self.wants[me].swap(true, X); if a { other.wants[1 - me].store(false, Y); }"));
        assert!(meet("self.place(0).swap(1, X); self.place(1).store(2, Y);"));
        assert!(!meet("self.total.fetch_add(1, X); self.wants[me].store(true, Y); self.turn.store(0, Z);"));
        assert!(!meet("self.total.fetch_add(1, X); self.total.swap(0, X);"));
    }

    #[test]
    fn what_has_no_name_may_be_anything() {
        assert!(meet("(&self.total).fetch_add(1, X); self.turn.store(0, Y);"));
        assert!(meet("AtomicU32::fetch_add(&self.total, 1, X); self.turn.store(0, Y);"));
        assert!(meet("}"), "what is no Rust may do anything");
        assert!(!meet("(&self.total).fetch_add(1, X);"), "nobody stores");
    }
}
