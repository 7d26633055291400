//! Which macros an answer may call, and what their arguments are.

use proc_macro2::Span;
use syn::parse::{Parse, ParseStream};
use syn::visit::Visit;
use syn::{Expr, ExprLit, Ident, Lit, Macro, Pat, Token};

use crate::objection::Refusal;

/// How the arguments of a macro are read.
#[derive(Clone, Copy)]
enum Shape {
    /// Expressions between commas, some with a name: `format!("{total}", total = 2)`.
    List,
    /// Those, or an expression and how many of it: `vec![0; 4]`.
    Repeat,
    /// An expression, a pattern, and perhaps a condition.
    Matches,
}

/// What prints is quiet while an answer is judged: the grader has macros of the same names.
const ALLOWED: &[(&str, Shape)] = &[
    ("assert", Shape::List),
    ("assert_eq", Shape::List),
    ("assert_ne", Shape::List),
    ("dbg", Shape::List),
    ("debug_assert", Shape::List),
    ("debug_assert_eq", Shape::List),
    ("debug_assert_ne", Shape::List),
    ("eprint", Shape::List),
    ("eprintln", Shape::List),
    ("format", Shape::List),
    ("format_args", Shape::List),
    ("matches", Shape::Matches),
    ("panic", Shape::List),
    ("print", Shape::List),
    ("println", Shape::List),
    ("todo", Shape::List),
    ("unimplemented", Shape::List),
    ("unreachable", Shape::List),
    ("vec", Shape::Repeat),
    ("write", Shape::List),
    ("writeln", Shape::List),
];

/// What is refused for a reason of its own: the macros, why, and what to do instead.
const REASONS: &[(&[&str], &str, &str)] = &[
    (
        &["include", "include_str", "include_bytes"],
        "reads a file while the answer is compiled",
        "write down what you need",
    ),
    (&["env", "option_env"], "reads the environment in which the answer is compiled", "write down what you need"),
    (&["cfg", "cfg_select"], "asks how the answer is compiled", "write what is right on every backend"),
    (
        &["file", "line", "column", "module_path"],
        "tells where the answer is compiled, and so for which backend",
        "write what is right on every backend",
    ),
    (
        &["stringify", "concat", "concat_idents", "concat_bytes"],
        "makes text or names of tokens that nobody checks",
        "write the text down, or use `format!`",
    ),
    (
        &["thread_local"],
        "makes a variable that lives longer than one execution, and that no model checker sees",
        "keep it in the state, or in a local variable",
    ),
    (&["compile_error"], "ends the compilation", "use `todo!` where something is missing"),
    (&["macro_rules"], "defines a macro, which could hide what is refused", "write a function"),
    (&["asm", "global_asm", "naked_asm"], "is `unsafe` code", "do it with what `sync` offers"),
];

/// What stands between the brackets of a macro that is allowed.
pub(crate) struct Arguments {
    expressions: Vec<Expr>,
    pattern: Option<Pat>,
}

impl Arguments {
    /// The first of them that is a text with a `{:p}` in it, which shows where something is in memory.
    pub(crate) fn address(&self) -> Option<Span> {
        self.expressions.iter().find_map(|expression| match expression {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => shows_an_address(&text.value()).then(|| text.span()),
            _ => None,
        })
    }

    /// Shows all of it to a visitor.
    pub(crate) fn visit<V: for<'ast> Visit<'ast>>(&self, visitor: &mut V) {
        for expression in &self.expressions {
            visitor.visit_expr(expression);
        }
        if let Some(pattern) = &self.pattern {
            visitor.visit_pat(pattern);
        }
    }
}

/// Reads the arguments of a macro. `None` if it is one that an answer may not call.
pub(crate) fn arguments(call: &Macro) -> Option<syn::Result<Arguments>> {
    let name = call.path.get_ident()?;
    let (_, shape) = ALLOWED.iter().find(|(allowed, _)| name == allowed)?;
    Some(call.parse_body_with(|input: ParseStream<'_>| match shape {
        Shape::List => list(input, Vec::new()),
        Shape::Repeat => repeat(input),
        Shape::Matches => matches(input),
    }))
}

/// Why an answer may not call a macro that has no [`arguments`].
pub(crate) fn refusal(call: &Macro) -> Refusal {
    let path: Vec<String> = call.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let name = path.last().map(String::as_str).unwrap_or_default();
    if let Some((_, why, instead)) = REASONS.iter().find(|(names, ..)| names.contains(&name)) {
        return Refusal::new(format!("`{name}!` {why}"), *instead);
    }
    if ALLOWED.iter().any(|(allowed, _)| *allowed == name) {
        return Refusal::new(format!("`{}!` is called by a path", path.join("::")), format!("write `{name}!`"));
    }
    let allowed: Vec<String> = ALLOWED.iter().map(|(allowed, _)| format!("`{allowed}!`")).collect();
    let instead = format!("write a function, or use one of {}", allowed.join(", "));
    Refusal::new(format!("`{name}!` is not on the list of macros that an answer may call"), instead)
}

/// Whether a format has a `{:p}` in it, however it is spelt: `{x:>20p}`.
fn shows_an_address(format: &str) -> bool {
    let plain = format.replace("{{", "");
    plain.split('{').skip(1).any(|rest| {
        let hole = rest.split('}').next().unwrap_or_default();
        hole.split_once(':').is_some_and(|(_, how)| how.trim_end().ends_with('p'))
    })
}

fn list(input: ParseStream, mut expressions: Vec<Expr>) -> syn::Result<Arguments> {
    while !input.is_empty() {
        if input.peek(Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]) && !input.peek2(Token![=>]) {
            input.parse::<Ident>()?;
            input.parse::<Token![=]>()?;
        }
        expressions.push(input.parse()?);
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(Arguments { expressions, pattern: None })
}

fn repeat(input: ParseStream) -> syn::Result<Arguments> {
    if input.is_empty() {
        return list(input, Vec::new());
    }
    let first = input.parse()?;
    if input.peek(Token![;]) {
        input.parse::<Token![;]>()?;
        return Ok(Arguments { expressions: vec![first, input.parse()?], pattern: None });
    }
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    list(input, vec![first])
}

fn matches(input: ParseStream) -> syn::Result<Arguments> {
    let mut expressions = vec![input.parse()?];
    input.parse::<Token![,]>()?;
    let pattern = Pat::parse_multi_with_leading_vert(input)?;
    if input.peek(Token![if]) {
        input.parse::<Token![if]>()?;
        expressions.push(Expr::parse(input)?);
    }
    input.parse::<Option<Token![,]>>()?;
    Ok(Arguments { expressions, pattern: Some(pattern) })
}
