//! Which attributes an answer may have.

use syn::punctuated::Punctuated;
use syn::{AttrStyle, Attribute, Expr, Lit, Meta, Path, Token};

use crate::lints;
use crate::objection::Refusal;

/// The derives of the standard library.
const DERIVES: &[&str] = &["Clone", "Copy", "Debug", "Default", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"];

/// Lints that say something about style, or about code that is not finished. (Those of clippy and rustdoc are all of that
/// kind.) The compiler denies none of them by itself, so that to warn of one is not to be content with less.
const LINTS: &[&str] = &[
    "dead_code",
    "elided_lifetimes_in_paths",
    "explicit_outlives_requirements",
    "irrefutable_let_patterns",
    "let_underscore_drop",
    "meta_variable_misuse",
    "missing_copy_implementations",
    "missing_debug_implementations",
    "missing_docs",
    "non_camel_case_types",
    "non_snake_case",
    "non_upper_case_globals",
    "path_statements",
    "private_interfaces",
    "redundant_lifetimes",
    "redundant_semicolons",
    "single_use_lifetimes",
    "trivial_casts",
    "trivial_numeric_casts",
    "unreachable_code",
    "unreachable_patterns",
    "unreachable_pub",
    "unused",
    "unused_assignments",
    "unused_braces",
    "unused_doc_comments",
    "unused_imports",
    "unused_labels",
    "unused_lifetimes",
    "unused_must_use",
    "unused_mut",
    "unused_parens",
    "unused_qualifications",
    "unused_results",
    "unused_variables",
    "variant_size_differences",
    "while_true",
];

/// Groups that may be warned of and denied, and not allowed: what the grader forbids is in none of them, or stays forbidden.
const GROUPS: &[&str] = &["nonstandard_style", "rust_2018_idioms", "warnings"];

/// The tools whose lints are all about style, and which the grader does not run.
const TOOLS: &[&str] = &["clippy::", "rustdoc::"];

const REPRESENTATIONS: &[&str] = &[
    "C",
    "transparent",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "align",
];

/// Attributes without arguments that change nothing about what an answer does.
const PLAIN: &[&str] = &["cold", "default", "inline", "must_use", "non_exhaustive", "rustfmt::skip"];

/// What is refused for a reason of its own: the attributes, why, and what to do instead.
const REASONS: &[(&[&str], &str, &str)] = &[
    (
        &["cfg", "cfg_attr"],
        "makes the answer another one wherever it is compiled",
        "write what is right on every backend",
    ),
    (
        &[
            "unsafe",
            "no_mangle",
            "export_name",
            "link",
            "link_name",
            "link_section",
            "used",
            "naked",
            "no_std",
            "no_main",
        ],
        "reaches into how programs are linked",
        "leave it out",
    ),
    (
        &["global_allocator", "panic_handler", "alloc_error_handler"],
        "takes something over that is the whole program's",
        "leave it out",
    ),
    (&["path"], "reads another file", "put everything into one file"),
    (&["test", "bench", "should_panic", "ignore"], "makes a test, which nobody runs", "test your answer outside of it"),
    (
        &["macro_use", "macro_export", "proc_macro", "proc_macro_derive", "proc_macro_attribute"],
        "brings in macros, which could hide what is refused",
        "write a function",
    ),
    (&["feature"], "asks for Rust that is not stable", "do without it"),
    (&["track_caller"], "makes reports name another line than the one that acts", "leave it out"),
];

/// Says whether an answer may have this attribute.
pub(crate) fn check(attribute: &Attribute) -> Result<(), Refusal> {
    let path = spell(attribute.path());
    let is_allowed = match (path.as_str(), &attribute.meta) {
        ("doc", Meta::NameValue(meta)) => return check_text(&meta.value),
        ("doc", _) => return Err(Refusal::new("`#[doc(…)]` does more than to document", "write a `///` comment")),
        ("allow" | "expect" | "warn" | "deny" | "forbid", Meta::List(_)) => return check_lints(attribute, &path),
        _ if !matches!(attribute.style, AttrStyle::Outer) => false,
        ("derive", Meta::List(_)) => return check_derives(attribute),
        ("repr", Meta::List(_)) => return check_representation(attribute),
        ("inline", Meta::List(meta)) => matches!(meta.tokens.to_string().as_str(), "always" | "never"),
        ("must_use", Meta::NameValue(meta)) => is_text(&meta.value),
        (plain, Meta::Path(_)) => PLAIN.contains(&plain),
        _ => false,
    };
    if is_allowed {
        return Ok(());
    }
    let mark = if matches!(attribute.style, AttrStyle::Outer) { "#" } else { "#!" };
    let last = path.rsplit("::").next().unwrap_or_default();
    Err(match REASONS.iter().find(|(names, ..)| names.contains(&last)) {
        Some((_, why, instead)) => Refusal::new(format!("`{mark}[{path}]` {why}"), *instead),
        None => Refusal::new(
            format!("`{mark}[{path}]` is not on the list of attributes that an answer may have"),
            "leave it out; `derive`, `allow`, `warn`, `inline`, `must_use`, `repr` and comments are allowed",
        ),
    })
}

fn check_text(value: &Expr) -> Result<(), Refusal> {
    match is_text(value) {
        true => Ok(()),
        false => Err(Refusal::new("documentation that is not plain text", "write a `///` comment")),
    }
}

fn is_text(value: &Expr) -> bool {
    matches!(value, Expr::Lit(literal) if literal.attrs.is_empty() && matches!(literal.lit, Lit::Str(_)))
}

fn check_derives(attribute: &Attribute) -> Result<(), Refusal> {
    for path in parse::<Path>(attribute, "derive")? {
        let path = spell(&path);
        if !DERIVES.contains(&path.as_str()) {
            let what = format!("`#[derive({path})]` is none of the standard library's derives");
            return Err(Refusal::new(what, format!("derive {}, or write the `impl`", DERIVES.join(", "))));
        }
    }
    Ok(())
}

fn check_lints(attribute: &Attribute, level: &str) -> Result<(), Refusal> {
    for meta in parse::<Meta>(attribute, level)? {
        let lint = spell(meta.path());
        let is_harmless = match &meta {
            Meta::Path(_) => may_set(&lint, level),
            Meta::NameValue(meta) => lint == "reason" && is_text(&meta.value),
            Meta::List(_) => false,
        };
        if !is_harmless {
            let graders = lints::LINTS.iter().find(|known| known.name == lint).map(|known| known.why);
            let why = match graders {
                Some(why) => format!("switches off what the grader relies on, which {why}"),
                None if level == "deny" => "is about nothing that is known to be a matter of style".to_owned(),
                None if level == "forbid" => "is for good, also for what macros write".to_owned(),
                None => "hides what the compiler objects to for a reason".to_owned(),
            };
            let instead = match level {
                "forbid" => "write `deny`, or leave it out",
                _ => "leave it out; lints about style and unused code may be set",
            };
            return Err(Refusal::new(format!("`{level}({lint})` {why}"), instead));
        }
    }
    Ok(())
}

/// Whether an answer may set this lint to this level.
fn may_set(lint: &str, level: &str) -> bool {
    let is_style = LINTS.contains(&lint) || TOOLS.iter().any(|tool| lint.starts_with(tool));
    let is_forbidden = lints::LINTS.iter().any(|known| known.name == lint);
    match level {
        "warn" => is_style || GROUPS.contains(&lint),
        // To deny what is forbidden changes nothing: the compiler passes over it.
        "deny" => is_style || GROUPS.contains(&lint) || is_forbidden,
        "forbid" => is_forbidden,
        _ => is_style,
    }
}

fn check_representation(attribute: &Attribute) -> Result<(), Refusal> {
    for meta in parse::<Meta>(attribute, "repr")? {
        let name = spell(meta.path());
        if !REPRESENTATIONS.contains(&name.as_str()) {
            let what = format!("`#[repr({name})]` is not on the list of what an answer may have");
            return Err(Refusal::new(what, "leave it out; `u8`, `align(64)` and the like are allowed"));
        }
    }
    Ok(())
}

fn parse<T: syn::parse::Parse>(attribute: &Attribute, name: &str) -> Result<Punctuated<T, Token![,]>, Refusal> {
    attribute.parse_args_with(Punctuated::parse_terminated).map_err(|error| {
        Refusal::new(format!("what `{name}` is given cannot be read: {error}"), "write it so that it compiles")
    })
}

fn spell(path: &Path) -> String {
    let global = if path.leading_colon.is_some() { "::" } else { "" };
    let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    format!("{global}{}", names.join("::"))
}
