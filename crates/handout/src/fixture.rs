//! A fixture's folder as an exercise: the files that go into it, and what is cut out of them.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};
use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::{Expr, Item};

use crate::edits::Edits;
use crate::lesson;
use crate::program::token_ranges;

/// The only variant that learners get.
const BROKEN: &str = "broken";
/// What they are told about it.
const IDEA: &str = "the code to repair";
const OPENING: &str = "//! The code to repair. What it owes its callers is in `spec.rs`.";

/// The files of a fixture as an exercise, by name.
///
/// # Errors
///
/// If the folder is not what a fixture's folder is.
pub(crate) fn files(folder: &Path) -> Result<Vec<(&'static str, String)>> {
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let here = |name: &str| format!("in {}", folder.join(name).display());
    let fixture = metadata(&read("fixture.rs")?).with_context(|| here("fixture.rs"))?;
    let mut files = vec![
        ("spec.rs", read("spec.rs")?),
        ("broken.rs", code(&read("broken.rs")?).with_context(|| here("broken.rs"))?),
    ];
    for name in &fixture.scenarios {
        files.push((name, read(name)?));
    }
    files.push(("fixture.rs", fixture.text));
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let lesson = lesson::exercise(&read("README.md")?, &names).with_context(|| here("README.md"))?;
    files.push(("README.md", lesson));
    Ok(files)
}

/// The code without what it says about its bug: the comments inside it, and the sentence that opens the file.
fn code(text: &str) -> Result<String> {
    let tokens: TokenStream = text.parse().map_err(|_| anyhow!("these are not tokens of Rust"))?;
    let mut ranges = Vec::new();
    token_ranges(tokens, &mut ranges);
    let mut edits = Edits::new(text);
    let mut at = 0;
    for range in ranges.iter().cloned().chain(std::iter::once(text.len()..text.len())) {
        if range.start > at {
            comments(text, at..range.start, &mut edits);
        }
        at = at.max(range.end);
    }
    let text = edits.apply();
    let body: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//!")).collect();
    let body = body.join("\n");
    let code = format!("{OPENING}\n\n{}\n", body.trim());
    syn::parse_file(&code).context("it does not parse without its comments")?;
    Ok(code)
}

/// Cuts out the comments of a piece of text in which there are no tokens.
fn comments(text: &str, gap: Range<usize>, edits: &mut Edits) {
    let mut at = gap.start;
    while let Some(found) = text[at..gap.end].find('/') {
        let start = at + found;
        let length = if text[start..].starts_with("//") {
            text[start..gap.end].find('\n').unwrap_or(gap.end - start)
        } else {
            block_comment(&text[start..gap.end])
        };
        edits.cut_comment(start..start + length);
        at = start + length;
    }
}

/// How long the comment is that `text` begins with. Comments in comments count.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        let (change, length) = match &text.as_bytes()[at..] {
            [b'/', b'*', ..] => (1, 2),
            [b'*', b'/', ..] => (-1, 2),
            _ => (0, 1),
        };
        depth += change;
        at += length;
        if depth == 0 {
            break;
        }
    }
    at
}

/// The metadata of an exercise.
struct Metadata {
    text: String,
    /// The files with further scenarios.
    scenarios: Vec<&'static str>,
}

/// A field of the metadata.
struct Field {
    name: String,
    value: Vec<TokenTree>,
}

impl Field {
    /// Where its value is.
    fn range(&self) -> Range<usize> {
        range_of(&self.value)
    }

    fn expression(&self) -> Result<Expr> {
        syn::parse2(self.value.iter().cloned().collect()).with_context(|| format!("`{}` is no expression", self.name))
    }
}

/// The metadata without what is about other variants than `broken`, or about what repairs it. What becomes of a field is
/// said here for each one, so that a new one cannot get into a pack unnoticed.
fn metadata(text: &str) -> Result<Metadata> {
    let mut edits = Edits::new(text);
    let mut others = BTreeSet::new();
    let mut scenarios = Vec::new();
    if syn::parse_file(text).context("it does not parse")?.items.len() != 1 {
        bail!("there is more in it than `fixture!`, and a course pack does not know whether that gives anything away");
    }
    for field in fields(call(text, "fixture")?)? {
        match field.name.as_str() {
            "name" | "title" | "cwe" | "origin" | "subject" | "backends" | "unsupported" | "injected" | "besides" => {}
            "sequential" => scenarios.push("sequential.rs"),
            "crowd" => scenarios.push("crowd.rs"),
            "rounds" => scenarios.push("rounds.rs"),
            // What other people did about it.
            "sources" => edits.replace(field.range(), "&[]"),
            // Among other things, what the other variants are made of.
            "modelled" => edits.replace(field.range(), "&[]"),
            "exercise" => exercise(&field, &mut edits)?,
            "gaps" => gaps(&field, &mut edits)?,
            "variants" => variants(&field, &mut edits, &mut others)?,
            name => bail!("a course pack does not know whether the field `{name}` gives anything away"),
        }
    }
    let text = edits.apply();
    if let Some(other) = others.iter().find(|other| mentions(&text, other)) {
        bail!("what a course pack keeps of it mentions the variant `{other}`");
    }
    fields(call(&text, "fixture")?).context("it is no fixture any more without its solutions")?;
    Ok(Metadata { text, scenarios })
}

/// Whether the text has this word. `fixed` may be one of the story's, and so it counts only in backquotes.
fn mentions(text: &str, variant: &str) -> bool {
    if variant == "fixed" { text.contains("`fixed`") || text.contains("\"fixed\"") } else { text.contains(variant) }
}

/// The tokens of the call of `racecourse::<name>!` in a file.
fn call(text: &str, name: &str) -> Result<TokenStream> {
    let items = syn::parse_file(text).context("it does not parse")?.items;
    let call = items.into_iter().find_map(|item| match item {
        Item::Macro(item) if item.mac.path.segments.last().is_some_and(|last| last.ident == name) => {
            Some(item.mac.tokens)
        }
        _ => None,
    });
    call.with_context(|| format!("there is no `{name}!` in it"))
}

fn fields(tokens: TokenStream) -> Result<Vec<Field>> {
    let pieces = split(tokens, ',').into_iter();
    let field = |piece: Vec<TokenTree>| match piece.as_slice() {
        [TokenTree::Ident(name), TokenTree::Punct(colon), value @ ..]
            if colon.as_char() == ':' && !value.is_empty() =>
        {
            Ok(Field { name: name.to_string(), value: value.to_vec() })
        }
        _ => Err(anyhow!("`fixture!` has a field that is not `name: value`")),
    };
    pieces.map(field).collect()
}

/// What lies between the separators, without what is empty.
fn split(tokens: TokenStream, separator: char) -> Vec<Vec<TokenTree>> {
    let mut pieces = vec![Vec::new()];
    for token in tokens {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == separator => pieces.push(Vec::new()),
            _ => pieces.last_mut().expect("there is always one").push(token),
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn range_of(tokens: &[TokenTree]) -> Range<usize> {
    let [start, end] = [tokens.first(), tokens.last()].map(|token| token.map(|token| token.span().byte_range()));
    start.map_or(0, |range| range.start)..end.map_or(0, |range| range.end)
}

/// What a wrong fix loses goes.
fn exercise(field: &Field, edits: &mut Edits) -> Result<()> {
    let Expr::Struct(exercise) = field.expression()? else { return Ok(()) };
    let loses = |named: &&syn::FieldValue| matches!(&named.member, syn::Member::Named(name) if name == "loses");
    if let Some(loses) = exercise.fields.iter().find(loses) {
        edits.cut(loses.span().byte_range());
    }
    Ok(())
}

/// Gaps of other variants go.
fn gaps(field: &Field, edits: &mut Edits) -> Result<()> {
    let Expr::Reference(list) = field.expression()? else { bail!("`gaps` is no list") };
    let Expr::Array(list) = *list.expr else { bail!("`gaps` is no list") };
    for gap in &list.elems {
        let Expr::Struct(named) = gap else { bail!("`gaps` has something in it that is no `Gap`") };
        let is_of_broken = named.fields.iter().any(|field| {
            let is_variant = matches!(&field.member, syn::Member::Named(name) if name == "variant");
            is_variant && matches!(&field.expr, Expr::Lit(value) if is_text(&value.lit, BROKEN))
        });
        if !is_of_broken {
            edits.cut(gap.span().byte_range());
        }
    }
    Ok(())
}

fn is_text(literal: &syn::Lit, text: &str) -> bool {
    matches!(literal, syn::Lit::Str(literal) if literal.value() == text)
}

/// Variants but `broken` go, and what it says about itself.
fn variants(field: &Field, edits: &mut Edits, others: &mut BTreeSet<String>) -> Result<()> {
    let [TokenTree::Group(list)] = field.value.as_slice() else { bail!("`variants` is no list") };
    let mut is_there = false;
    for variant in split(list.stream(), ';') {
        let [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(idea), ..] = variant.as_slice() else {
            bail!("a variant is not `name: \"idea\" => …`");
        };
        if name == BROKEN {
            is_there = true;
            edits.replace(idea.span().byte_range(), &format!("{IDEA:?}"));
        } else {
            others.insert(name.to_string());
            let range = range_of(&variant);
            // With its semicolon.
            edits.cut(range.start..range.end + 1);
        }
    }
    if is_there { Ok(()) } else { bail!("there is no variant `{BROKEN}`") }
}

/// A class's `lib.rs` with these fixtures only.
pub(crate) fn class(text: &str, fixtures: &[&str]) -> Result<String> {
    let mut edits = Edits::new(text);
    let tokens = call(text, "class")?;
    let list: TokenStream = {
        let [_, list @ ..] = &split(tokens, ';')[..] else { bail!("`class!` has no name") };
        list.iter().flatten().cloned().collect()
    };
    let mut missing: BTreeSet<&str> = fixtures.iter().copied().collect();
    for entry in split(list, ',') {
        let [TokenTree::Ident(_), TokenTree::Punct(_), TokenTree::Literal(path)] = entry.as_slice() else {
            bail!("an entry of `class!` is not `module = \"<fixture>/fixture.rs\"`");
        };
        let path: syn::LitStr = syn::parse2(TokenTree::Literal(path.clone()).into())?;
        let folder = path.value().strip_suffix("/fixture.rs").map(str::to_owned);
        if !folder.is_some_and(|folder| missing.remove(folder.as_str())) {
            edits.cut(range_of(&entry));
        }
    }
    if let Some(missing) = missing.first() {
        bail!("`class!` does not list {missing}");
    }
    let text = edits.apply();
    call(&text, "class").context("it does not parse without the other fixtures")?;
    Ok(text)
}

/// The list of classes, `xtask/src/catalogue.rs`, with those of these packages only.
pub(crate) fn catalogue(text: &str, packages: &BTreeSet<String>) -> Result<String> {
    let parsed = syn::parse_file(text)?;
    let list = parsed.items.iter().find_map(|item| match item {
        Item::Const(item) if item.ident == "CLASSES" => match &*item.expr {
            Expr::Reference(list) => match &*list.expr {
                Expr::Array(list) => Some(list),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    let mut edits = Edits::new(text);
    for class in &list.context("it has no list `CLASSES`")?.elems {
        let Expr::Path(path) = class else { bail!("`CLASSES` has something in it that is no path") };
        let package = path.path.segments.first().map(|first| first.ident.to_string().replace('_', "-"));
        if !package.is_some_and(|package| packages.contains(&package)) {
            edits.cut(class.span().byte_range());
        }
    }
    Ok(edits.apply())
}

#[cfg(test)]
mod tests;
