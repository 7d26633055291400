//! From the names that a user types to fixtures and cells.

use std::fmt;

use globset::GlobBuilder;
use racecourse::{Backend, Class, Fixture};

use crate::cell::Cell;

/// A name that names nothing, and the names that it may have meant.
#[derive(Debug)]
pub struct NoSuchName {
    what: &'static str,
    name: String,
    nearest: Vec<String>,
}

impl fmt::Display for NoSuchName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no {} `{}`", self.what, self.name)?;
        match self.nearest.as_slice() {
            [] => {}
            [one] => write!(f, "; did you mean `{one}`?")?,
            several => write!(f, "; did you mean one of `{}`?", several.join("`, `"))?,
        }
        let before = if self.nearest.is_empty() { ";" } else { "" };
        write!(f, "{before} `cargo xtask list` shows what there is")
    }
}

impl std::error::Error for NoSuchName {}

/// The fixtures that any of the selectors names: a class, a fixture, `class/fixture`, or a glob over those. All of
/// them if there is no selector.
///
/// # Errors
///
/// If a selector names nothing.
pub fn fixtures(classes: &'static [Class], selectors: &[String]) -> Result<Vec<(&'static Class, Fixture)>, NoSuchName> {
    let all: Vec<(&'static Class, Fixture)> =
        classes.iter().flat_map(|class| class.fixtures.iter().map(move |fixture| (class, *fixture))).collect();
    if selectors.is_empty() {
        return Ok(all);
    }
    let mut chosen = vec![false; all.len()];
    for selector in selectors {
        let mut matched = false;
        let glob = GlobBuilder::new(selector).literal_separator(true).build().ok().map(|glob| glob.compile_matcher());
        for (index, (class, fixture)) in all.iter().enumerate() {
            let name = fixture.about.name;
            let names = [class.name.to_owned(), name.to_owned(), format!("{}/{name}", class.name)];
            if names.iter().any(|name| name == selector || glob.as_ref().is_some_and(|glob| glob.is_match(name))) {
                chosen[index] = true;
                matched = true;
            }
        }
        if !matched {
            let known = all.iter().flat_map(|(class, fixture)| {
                let name = fixture.about.name;
                [class.name.to_owned(), name.to_owned(), format!("{}/{name}", class.name)]
            });
            return Err(no_such("fixture or class", selector, known));
        }
    }
    Ok(all.into_iter().zip(chosen).filter(|(_, chosen)| *chosen).map(|(fixture, _)| fixture).collect())
}

/// The cells of these fixtures, on these backends, of these variants (all of them if none is named).
///
/// # Errors
///
/// If no fixture has a variant of that name.
pub fn cells(
    fixtures: &[(&'static Class, Fixture)],
    backends: &[Backend],
    variants: &[String],
) -> Result<Vec<Cell>, NoSuchName> {
    let known = || fixtures.iter().flat_map(|(_, fixture)| fixture.about.variants.iter().map(|variant| variant.name));
    if let Some(unknown) = variants.iter().find(|variant| !known().any(|name| name == *variant)) {
        return Err(no_such("variant", unknown, known().map(str::to_owned)));
    }
    let all = fixtures.iter().flat_map(|(class, fixture)| Cell::all(class, *fixture));
    Ok(all
        .filter(|cell| backends.contains(&cell.backend))
        .filter(|cell| variants.is_empty() || variants.iter().any(|variant| variant == cell.variant.name))
        .collect())
}

fn no_such(what: &'static str, name: &str, known: impl Iterator<Item = String>) -> NoSuchName {
    let mut near: Vec<(f64, String)> = known
        .map(|known| (strsim::jaro_winkler(name, &known), known))
        .filter(|(similarity, _)| *similarity > 0.8)
        .collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    near.dedup_by(|one, other| one.1 == other.1);
    NoSuchName { what, name: name.to_owned(), nearest: near.into_iter().take(3).map(|(_, name)| name).collect() }
}
