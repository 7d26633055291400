//! What can be said of an answer's tokens, before anybody makes sense of them: how deep they are nested, keywords that
//! have no place in an answer, and names that are not what they look like.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use crate::objection::Objections;

/// How deep an answer may be nested. Every token counts that a parser may have to remember while it reads another one:
/// whatever comes before it in the same list element or statement, and before each of the brackets around it. The
/// deepest variant of a fixture needs less than 60.
pub const DEEPEST: usize = 500;

/// Keywords that are refused wherever they stand, with why, and what to do instead.
const KEYWORDS: &[(&str, &str, &str)] = &[
    ("unsafe", "goes round everything that the compiler and the model checkers check", "do it with what `sync` offers"),
    ("extern", "reaches code outside of the exercise", "use what `spec` and `sync` offer"),
    ("async", "needs an executor, which no backend has", "use `spawn` or `scope` of `super::sync`"),
    ("await", "needs an executor, which no backend has", "use `spawn` or `scope` of `super::sync`"),
    ("gen", "is not stable Rust", "write an iterator, or a loop"),
    ("yield", "is not stable Rust", "write an iterator, or a loop"),
    ("become", "is not stable Rust", "write a loop"),
    ("macro", "defines a macro, which could hide what is refused", "write a function"),
];

/// Objects to tokens, and gives them if they may be parsed.
pub(crate) fn check(source: &str, objections: &mut Objections) -> Option<TokenStream> {
    let tokens: TokenStream = match source.parse() {
        Ok(tokens) => tokens,
        Err(error) => {
            let what = "cannot be read as Rust: there is no such token, or a bracket has no partner";
            objections.add(error.span(), what, "write it so that it compiles");
            return None;
        }
    };
    let tokens = without_tests(tokens);
    let mut scan = Scan { objections, too_deep: None };
    scan.stream(tokens.clone(), 0);
    let too_deep = scan.too_deep;
    if let Some(at) = too_deep {
        let what = format!("what is written here is nested or chained more than {DEEPEST} tokens deep");
        objections.add(at, what, "split it into statements and functions");
        return None;
    }
    Some(tokens)
}

/// Whether any of these names stands in the code; in a comment, a text or a unit test it does not. What cannot be read has them
/// all.
pub fn mentions(source: &str, names: &[&str]) -> bool {
    fn among(tokens: TokenStream, names: &[&str]) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => names.iter().any(|name| ident == name),
            TokenTree::Group(group) => among(group.stream(), names),
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        })
    }
    check(source, &mut Objections::new(source)).is_none_or(|tokens| among(tokens, names))
}

/// The tokens without modules of unit tests, `#[cfg(test)] mod tests { … }` at the top of the file. The compiler leaves them out
/// before it looks what is in them, as long as nobody asks it for tests, so nothing has to be said of that.
fn without_tests(tokens: TokenStream) -> TokenStream {
    let all: Vec<TokenTree> = tokens.into_iter().collect();
    let mut kept = Vec::new();
    let mut rest = all.as_slice();
    while let [_, others @ ..] = rest {
        rest = tests(rest).unwrap_or_else(|| {
            // The attributes of one thing belong together.
            let kept_at_once = 2 * attributes(rest).count();
            kept.extend_from_slice(&rest[..kept_at_once.max(1)]);
            if kept_at_once == 0 { others } else { &rest[kept_at_once..] }
        });
    }
    kept.into_iter().collect()
}

/// What comes after a module of unit tests, if there is one at the beginning.
fn tests(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    let (mut rest, mut is_for_tests) = (tokens, false);
    for attribute in attributes(tokens) {
        let attribute: Vec<TokenTree> = attribute.into_iter().collect();
        is_for_tests |= is_test_condition(&attribute);
        // Any other attribute may be a macro, which gets to see the module before the condition is looked at.
        if !is_for_tests && !is_beside_tests(&attribute) {
            return None;
        }
        rest = &rest[2..];
    }
    if let [public, after @ ..] = rest
        && is_word(public, "pub")
    {
        rest = match after {
            [TokenTree::Group(within), after @ ..] if within.delimiter() == Delimiter::Parenthesis => after,
            after => after,
        };
    }
    match rest {
        [module, TokenTree::Ident(_), TokenTree::Group(body), after @ ..]
            if is_for_tests && is_word(module, "mod") && body.delimiter() == Delimiter::Brace =>
        {
            Some(after)
        }
        _ => None,
    }
}

/// What is in the attributes at the beginning.
fn attributes(tokens: &[TokenTree]) -> impl Iterator<Item = TokenStream> {
    tokens.chunks_exact(2).map_while(|pair| match pair {
        [hash, TokenTree::Group(attribute)] if is_punct(hash, '#') && attribute.delimiter() == Delimiter::Bracket => {
            Some(attribute.stream())
        }
        _ => None,
    })
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn is_punct(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// Whether this may stand before the condition on a module of unit tests: a comment, or a level of a lint.
fn is_beside_tests(attribute: &[TokenTree]) -> bool {
    match attribute {
        [doc, equals, TokenTree::Literal(_)] => is_word(doc, "doc") && is_punct(equals, '='),
        [level, TokenTree::Group(_)] => ["allow", "deny", "expect", "warn"].iter().any(|known| is_word(level, known)),
        _ => false,
    }
}

/// Whether this is `cfg(test)`.
fn is_test_condition(attribute: &[TokenTree]) -> bool {
    let [cfg, TokenTree::Group(condition)] = attribute else { return false };
    let condition: Vec<TokenTree> = condition.stream().into_iter().collect();
    is_word(cfg, "cfg") && matches!(condition.as_slice(), [test] if is_word(test, "test"))
}

struct Scan<'a> {
    objections: &'a mut Objections,
    too_deep: Option<Span>,
}

impl Scan<'_> {
    fn stream(&mut self, tokens: TokenStream, around: usize) {
        // Since the last token that certainly ends what came before it; and what a comma does not end: angle brackets
        // that may still be open, and bars, which may begin closures.
        let (mut run, mut angles, mut bars) = (0, 0_usize, 0);
        let mut tokens = tokens.into_iter().peekable();
        let mut last = ' ';
        while let Some(token) = tokens.next() {
            run += 1;
            let depth = around + run + angles + bars;
            if depth > DEEPEST {
                self.too_deep.get_or_insert(token.span());
                return;
            }
            let mut this = ' ';
            match token {
                TokenTree::Ident(ident) => self.ident(&ident),
                TokenTree::Literal(_) => {}
                TokenTree::Punct(punct) => {
                    this = punct.as_char();
                    match this {
                        ';' => (run, angles, bars) = (0, 0, 0),
                        ',' => run = 0,
                        '|' => bars += 1,
                        '<' => angles += 1,
                        '>' if last != '-' && last != '=' => angles = angles.saturating_sub(1),
                        _ => {}
                    }
                }
                TokenTree::Group(group) => {
                    self.stream(group.stream(), depth);
                    if group.delimiter() == Delimiter::Brace && begins_anew(tokens.peek()) {
                        (run, angles, bars) = (0, 0, 0);
                    }
                }
            }
            last = this;
        }
    }

    fn ident(&mut self, ident: &Ident) {
        let name = ident.to_string();
        if let Some(plain) = name.strip_prefix("r#") {
            let what = format!("`{name}` is a raw identifier, which hides that it is called `{plain}`");
            self.objections.add(ident.span(), what, "choose a name that needs no `r#`");
        } else if !name.is_ascii() {
            let what = format!("`{name}` is not written in ASCII, and may look like another name");
            self.objections.add(ident.span(), what, "use the letters a to z");
        } else if let Some((keyword, why, instead)) = KEYWORDS.iter().find(|(keyword, ..)| *keyword == name) {
            self.objections.add(ident.span(), format!("`{keyword}` {why}"), *instead);
        }
    }
}

/// Whether what comes after a block in braces certainly has nothing to do with it.
fn begins_anew(next: Option<&TokenTree>) -> bool {
    match next {
        None => true,
        Some(TokenTree::Ident(ident)) => ident != "else" && ident != "as",
        Some(TokenTree::Punct(punct)) => punct.as_char() == '#',
        Some(_) => false,
    }
}
