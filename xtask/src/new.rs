//! `cargo xtask new`: the skeleton of a fixture, which compiles and fails until it is filled in.

use std::fs;

use anyhow::{Context as _, Result};

use crate::catalogue::CLASSES;
use crate::maintain::NewOptions;
use crate::{AS_EXPECTED, WrongUsage, print, project};

/// Writes the skeleton, and adds its line to the class.
pub(crate) fn new(options: &NewOptions) -> Result<u8> {
    let classes: Vec<_> = CLASSES.iter().map(|class| class.name).collect();
    let wrong = |text: String| Err(WrongUsage(text).into());
    let Some((class, name)) = options.name.split_once('/') else {
        return wrong(format!("`{}` is not `class/name`; the classes are {}", options.name, classes.join(", ")));
    };
    if !classes.contains(&class) {
        let known = classes.join(", ");
        return wrong(format!(
            "there is no class `{class}`; use one of {known}, or see CONTRIBUTING.md for a new class"
        ));
    }
    let words = name.split('-').all(|word| {
        !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
    });
    if !words || !name.starts_with(|first: char| first.is_ascii_lowercase()) {
        return wrong(format!(
            "`{name}` is no name for a fixture; use words in lower case, like `dining-philosophers`"
        ));
    }
    let class_folder = project::root().join("fixtures").join(class);
    let folder = class_folder.join(name);
    if folder.exists() {
        return wrong(format!("fixtures/{class}/{name} exists already; choose another name"));
    }
    let list = class_folder.join("lib.rs");
    let lines = fs::read_to_string(&list).with_context(|| format!("cannot read {}", list.display()))?;
    let entry = format!("    {} = \"{name}/fixture.rs\",\n", name.replace('-', "_"));
    let end = lines.rfind('}').with_context(|| format!("{} has no `class!` list to add to", list.display()))?;
    let lines = format!("{}{entry}{}", &lines[..end], &lines[end..]);

    fs::create_dir(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (file, text) in SKELETON {
        let text = text.replace("CLASS", class).replace("NAME", name);
        let path = folder.join(file);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    fs::write(&list, lines).with_context(|| format!("cannot write {}", list.display()))?;
    print(&format!(
        "Wrote fixtures/{class}/{name} and listed it in fixtures/{class}/lib.rs.\n\
         It fails until it is filled in; CONTRIBUTING.md says how. See what is missing:\n\n\
         \x20   cargo nextest run {}\n",
        name.replace('-', "_")
    ))?;
    Ok(AS_EXPECTED)
}

const SKELETON: [(&str, &str); 8] = [
    ("fixture.rs", include_str!("skeleton/fixture.rs.txt")),
    ("spec.rs", include_str!("skeleton/spec.rs.txt")),
    ("sequential.rs", include_str!("skeleton/sequential.rs.txt")),
    ("broken.rs", include_str!("skeleton/broken.rs.txt")),
    ("fixed.rs", include_str!("skeleton/fixed.rs.txt")),
    ("wrong_first_idea.rs", include_str!("skeleton/wrong_first_idea.rs.txt")),
    ("wrong_second_idea.rs", include_str!("skeleton/wrong_second_idea.rs.txt")),
    ("README.md", include_str!("skeleton/README.md.txt")),
];
