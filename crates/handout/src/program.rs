//! The source of a package as learners get it: what their build compiles, and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Item};

use crate::edits::Edits;

/// The feature that guards what only maintainers and teachers use.
pub(crate) const MAINTAIN: &str = "maintain";

/// The files that a program consists of, found the way in which the compiler finds them: from the file at its root, along
/// `mod` and `include_str!`. Tests are cut out, and what needs the feature `maintain`.
///
/// # Errors
///
/// If a file cannot be read or parsed, or includes one whose name cannot be told.
pub(crate) fn files_of(root_file: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> Result<()> {
    let text = fs::read_to_string(root_file).with_context(|| format!("cannot read {}", root_file.display()))?;
    with_modules(root_file, &text, files)
}

/// The same for a text that stands for the file at the root.
pub(crate) fn with_modules(root_file: &Path, text: &str, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> Result<()> {
    let folder = folder_of(root_file).to_owned();
    collect(root_file, text, &folder, files)
}

fn folder_of(file: &Path) -> &Path {
    file.parent().expect("a file is in a folder")
}

/// `children` is the folder in which the file's modules are.
fn collect(file: &Path, text: &str, children: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> Result<()> {
    let text = without_tests(text).with_context(|| format!("in {}", file.display()))?;
    let parsed =
        syn::parse_file(&text).with_context(|| format!("{} does not parse without its tests", file.display()))?;
    let tokens: TokenStream = text.parse().map_err(|_| anyhow::anyhow!("{} has no tokens", file.display()))?;
    let mut included = Vec::new();
    includes(tokens, &mut included).with_context(|| format!("in {}", file.display()))?;
    for name in included {
        let path = folder_of(file).join(name);
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        files.insert(path, bytes);
    }
    let known = files.insert(file.to_owned(), text.into_bytes()).is_some();
    // Two modules may share a file.
    if !known {
        modules(file, &parsed.items, children, files)?;
    }
    Ok(())
}

fn modules(file: &Path, items: &[Item], children: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> Result<()> {
    for item in items {
        let Item::Mod(module) = item else { continue };
        let name = module.ident.to_string();
        if let Some((_, items)) = &module.content {
            modules(file, items, &children.join(name), files)?;
            continue;
        }
        let (path, grandchildren) = match path_attribute(&module.attrs) {
            Some(named) => {
                let path = folder_of(file).join(named);
                let folder = folder_of(&path).to_owned();
                (path, folder)
            }
            None => {
                let [flat, folder] = [format!("{name}.rs"), format!("{name}/mod.rs")].map(|end| children.join(end));
                (if flat.exists() { flat } else { folder }, children.join(&name))
            }
        };
        let text = fs::read_to_string(&path)
            .with_context(|| format!("cannot read the module `{name}` of {}", file.display()))?;
        collect(&path, &text, &grandchildren, files)?;
    }
    Ok(())
}

fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("path")).find_map(|attribute| {
        let syn::Meta::NameValue(pair) = &attribute.meta else { return None };
        let syn::Expr::Lit(literal) = &pair.value else { return None };
        let syn::Lit::Str(path) = &literal.lit else { return None };
        Some(path.value())
    })
}

/// The names of included files, as they are written. What a macro definition includes is another package's affair.
fn includes(tokens: TokenStream, found: &mut Vec<String>) -> Result<()> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |at: usize, name: &str| matches!(tokens.get(at), Some(TokenTree::Ident(ident)) if ident == name);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let bang = matches!(tokens.get(at + 1), Some(TokenTree::Punct(bang)) if bang.as_char() == '!');
        if bang && is(at, "macro_rules") {
            at += 4;
            continue;
        }
        let including = ["include_str", "include_bytes", "include"].iter().any(|name| is(at, name));
        if let (true, true, Some(TokenTree::Group(argument))) = (bang, including, tokens.get(at + 2)) {
            let argument = argument.stream();
            match syn::parse2::<syn::LitStr>(argument.clone()) {
                Ok(name) => found.push(name.value()),
                Err(_) if argument.to_string().contains("OUT_DIR") => {}
                Err(_) => bail!("it includes a file whose name is no literal, so a course pack would lack that file"),
            }
        } else if let TokenTree::Group(group) = token {
            includes(group.stream(), found)?;
        }
        at += 1;
    }
    Ok(())
}

/// Cuts out what is compiled only for tests, or only with the feature `maintain`.
pub(crate) fn without_tests(text: &str) -> Result<String> {
    let parsed = syn::parse_file(text)?;
    let mut learners = Learners { edits: Edits::new(text) };
    learners.visit_file(&parsed);
    let cut = learners.edits.apply();
    if cut.contains(&format!("feature = \"{MAINTAIN}\"")) {
        bail!("the feature `{MAINTAIN}` stands where it cannot be cut out; put it before an item or a statement");
    }
    Ok(cut)
}

struct Learners<'a> {
    edits: Edits<'a>,
}

/// What becomes of something with this attribute.
fn is_for_learners(attribute: &Attribute) -> Option<bool> {
    if !attribute.path().is_ident("cfg") {
        return None;
    }
    let condition: String = attribute.meta.require_list().ok()?.tokens.to_string().split_whitespace().collect();
    let maintain = format!("feature=\"{MAINTAIN}\"");
    match condition.strip_prefix("not(").and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => (inner == "test" || inner == maintain).then_some(true),
        None => (condition == "test" || condition == maintain).then_some(false),
    }
}

impl Learners<'_> {
    /// Whether the piece stays.
    fn keeps(&mut self, attributes: &[Attribute], piece: &impl Spanned) -> bool {
        for attribute in attributes {
            match is_for_learners(attribute) {
                Some(false) => {
                    self.edits.cut(piece.span().byte_range());
                    return false;
                }
                Some(true) => self.edits.cut(attribute.span().byte_range()),
                None => {}
            }
        }
        true
    }
}

impl<'ast> Visit<'ast> for Learners<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes: &[Attribute] = match item {
            Item::Const(item) => &item.attrs,
            Item::Enum(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            Item::Macro(item) => &item.attrs,
            Item::Mod(item) => &item.attrs,
            Item::Static(item) => &item.attrs,
            Item::Struct(item) => &item.attrs,
            Item::Trait(item) => &item.attrs,
            Item::Type(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            _ => &[],
        };
        if self.keeps(attributes, item) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if self.keeps(&function.attrs, function) {
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        if self.keeps(&variant.attrs, variant) {
            visit::visit_variant(self, variant);
        }
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        if self.keeps(&arm.attrs, arm) {
            visit::visit_arm(self, arm);
        }
    }

    fn visit_stmt(&mut self, statement: &'ast syn::Stmt) {
        let attributes: &[Attribute] = match statement {
            syn::Stmt::Local(local) => &local.attrs,
            syn::Stmt::Expr(syn::Expr::Call(call), _) => &call.attrs,
            syn::Stmt::Macro(call) => &call.attrs,
            _ => &[],
        };
        if self.keeps(attributes, statement) {
            visit::visit_stmt(self, statement);
        }
    }
}

/// Where the tokens of a text are, in order, including those inside groups.
pub(crate) fn token_ranges(tokens: TokenStream, found: &mut Vec<Range<usize>>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() != Delimiter::None => {
                found.push(group.span_open().byte_range());
                token_ranges(group.stream(), found);
                found.push(group.span_close().byte_range());
            }
            TokenTree::Group(group) => token_ranges(group.stream(), found),
            other => found.push(other.span().byte_range()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_and_what_is_for_maintainers_are_cut_out() {
        let text = "\
//! A file.

#[cfg(feature = \"maintain\")]
mod bench;
mod list;

#[derive(Subcommand)]
enum Command {
    /// Lists.
    List,
    /// Measures.
    #[cfg(feature = \"maintain\")]
    #[command(flatten)]
    Bench(Options),
}

fn main() {
    #[cfg(feature = \"maintain\")]
    bench::take_over();
    #[cfg(not(feature = \"maintain\"))]
    take_over();
    match command {
        Command::List => list(),
        #[cfg(feature = \"maintain\")]
        Command::Bench(options) => bench::bench(&options),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_works() {}
}
";
        let cut = "\
//! A file.

mod list;

#[derive(Subcommand)]
enum Command {
    /// Lists.
    List,
}

fn main() {
    take_over();
    match command {
        Command::List => list(),
    }
}
";
        assert_eq!(without_tests(text).unwrap(), cut);
        assert_eq!(without_tests(cut).unwrap(), cut, "there is nothing more to cut");
    }

    #[test]
    fn what_cannot_be_cut_out_is_an_error() {
        let error = without_tests("fn main() {\n    run(cfg!(feature = \"maintain\"));\n}\n").unwrap_err();
        assert!(error.to_string().contains("cannot be cut out"), "{error}");
    }

    #[test]
    fn other_conditions_stay() {
        let text = "#[cfg(target_os = \"linux\")]\nfn main() {}\n";
        assert_eq!(without_tests(text).unwrap(), text);
    }

    #[test]
    fn modules_and_included_files_are_followed_and_nothing_else_comes_along() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write(
            "lib.rs",
            "mod one;\n#[path = \"two/here.rs\"]\nmod two;\nmod inline {\n    mod four;\n}\n#[cfg(test)]\nmod tests;\n",
        );
        write("one.rs", "mod deeper;\nconst A: &str = include_str!(\"data/a.txt\");\n");
        write("one/deeper.rs", "macro_rules! m { () => { include_str!(\"README.md\") } }\n");
        write("two/here.rs", "mod beside;\n");
        write("two/beside.rs", "");
        write("inline/four.rs", "");
        write("data/a.txt", "a");
        write("tests.rs", "");
        write("stray.rs", "");
        let mut files = BTreeMap::new();
        files_of(&folder.path().join("lib.rs"), &mut files).unwrap();
        let found: Vec<_> =
            files.keys().map(|path| path.strip_prefix(folder.path()).unwrap().to_str().unwrap()).collect();
        let wanted =
            ["data/a.txt", "inline/four.rs", "lib.rs", "one/deeper.rs", "one.rs", "two/beside.rs", "two/here.rs"];
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_file_that_is_included_by_a_name_that_is_made_up_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lib.rs");
        fs::write(&file, "const A: &str = include_str!(concat!(\"a\", \".txt\"));\n").unwrap();
        let error = files_of(&file, &mut BTreeMap::new()).unwrap_err();
        assert!(format!("{error:#}").contains("no literal"), "{error:#}");
        fs::write(&file, "include!(concat!(env!(\"OUT_DIR\"), \"/made.rs\"));\n").unwrap();
        files_of(&file, &mut BTreeMap::new()).unwrap();
    }
}
