//! Manifests of a course pack: those of the project, without what is not packed.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};
use toml_edit::{DocumentMut, Item, TableLike, Value};

use crate::program::MAINTAIN;

/// The tables of a package or of a target that name what it is built with.
const DEPENDENCIES: [&str; 2] = ["dependencies", "build-dependencies"];

/// The dependencies that a feature switches on.
pub(crate) fn guarded<'a>(feature: impl Iterator<Item = &'a str>) -> impl Iterator<Item = &'a str> {
    feature.filter_map(|enabled| enabled.strip_prefix("dep:"))
}

/// A package's manifest without its tests, without the feature `maintain` and what that needs, and without the
/// dependencies in `left_out`. Also says which dependencies it takes from the workspace.
///
/// # Errors
///
/// If the text is no manifest.
pub(crate) fn package(text: &str, left_out: &BTreeSet<String>) -> Result<(String, BTreeSet<String>)> {
    let mut manifest: DocumentMut = text.parse().context("it is no manifest")?;
    for tests in ["dev-dependencies", "test", "bench", "example"] {
        manifest.remove(tests);
    }
    let mut gone = left_out.clone();
    if let Some(features) = manifest.get_mut("features").and_then(Item::as_table_like_mut) {
        let names = features.remove(MAINTAIN);
        let names = names.as_ref().and_then(Item::as_array).into_iter().flatten().filter_map(Value::as_str);
        gone.extend(guarded(names).map(str::to_owned));
        if let Some(default) = features.get_mut("default").and_then(Item::as_array_mut) {
            default.retain(|name| name.as_str() != Some(MAINTAIN));
            if default.is_empty() {
                features.remove("default");
            }
        }
        if features.is_empty() {
            manifest.remove("features");
        }
    }
    let mut used = BTreeSet::new();
    dependencies(manifest.as_table_mut(), &gone, &mut used);
    if let Some(targets) = manifest.get_mut("target").and_then(Item::as_table_like_mut) {
        for (_, target) in targets.iter_mut() {
            if let Some(target) = target.as_table_like_mut() {
                target.remove("dev-dependencies");
                dependencies(target, &gone, &mut used);
            }
        }
    }
    Ok((manifest.to_string(), used))
}

/// Removes those that are `gone`, and notes those that the workspace describes.
fn dependencies(table: &mut dyn TableLike, gone: &BTreeSet<String>, used: &mut BTreeSet<String>) {
    for kind in DEPENDENCIES {
        let Some(dependencies) = table.get_mut(kind).and_then(Item::as_table_like_mut) else { continue };
        for name in gone {
            dependencies.remove(name);
        }
        for (name, dependency) in dependencies.iter() {
            if dependency.get("workspace").and_then(Item::as_bool) == Some(true) {
                used.insert(name.to_owned());
            }
        }
    }
}

/// The workspace's manifest with these dependencies only.
///
/// # Errors
///
/// If the text is no manifest of a workspace.
pub(crate) fn workspace(text: &str, used: &BTreeSet<String>) -> Result<String> {
    let mut manifest: DocumentMut = text.parse().context("it is no manifest")?;
    let workspace = manifest.get_mut("workspace").and_then(Item::as_table_like_mut).context("it has no workspace")?;
    if let Some(dependencies) = workspace.get_mut("dependencies").and_then(Item::as_table_like_mut) {
        retain(dependencies, |name| used.contains(name));
    }
    // What only maintainers' commands call is there, and nobody calls it.
    workspace.get_mut("lints").and_then(|lints| lints.get_mut("rust")).context("it has no lints for Rust")?["dead_code"] =
        toml_edit::value("allow");
    Ok(manifest.to_string())
}

/// The workspace's manifest with the profiles of the packages that the lock file names.
///
/// # Errors
///
/// If one of the texts is not what it should be.
pub(crate) fn profiles(text: &str, lock: &str) -> Result<String> {
    let mut manifest: DocumentMut = text.parse().context("it is no manifest")?;
    let lock: DocumentMut = lock.parse().context("the lock file is none")?;
    let packages = lock.get("package").and_then(Item::as_array_of_tables).context("the lock file names no packages")?;
    let names: BTreeSet<&str> =
        packages.iter().filter_map(|package| package.get("name").and_then(Item::as_str)).collect();
    if let Some(profiles) = manifest.get_mut("profile").and_then(Item::as_table_like_mut) {
        for (_, profile) in profiles.iter_mut() {
            if let Some(packages) = profile.get_mut("package").and_then(Item::as_table_like_mut) {
                retain(packages, |name| names.contains(name));
            }
        }
    }
    Ok(manifest.to_string())
}

fn retain(table: &mut dyn TableLike, stays: impl Fn(&str) -> bool) {
    let gone: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).filter(|name| !stays(name)).collect();
    for name in gone {
        table.remove(&name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_keeps_what_its_program_needs() {
        let manifest = r#"[package]
name = "xtask"

[features]
default = ["maintain"]
maintain = ["dep:bench"]

# A test.
[[test]]
name = "end_to_end"

[dependencies]
# Why.
anyhow.workspace = true
bench = { workspace = true, optional = true }
class-one.workspace = true
class-two.workspace = true
serde = { workspace = true, features = ["rc"] }

[target.'cfg(unix)'.dependencies]
libc.workspace = true
other = "1"

[dev-dependencies]
insta.workspace = true
"#;
        let wanted = r#"[package]
name = "xtask"

[dependencies]
# Why.
anyhow.workspace = true
class-two.workspace = true
serde = { workspace = true, features = ["rc"] }

[target.'cfg(unix)'.dependencies]
libc.workspace = true
other = "1"
"#;
        let (text, used) = package(manifest, &BTreeSet::from(["class-one".to_owned()])).unwrap();
        assert_eq!(text, wanted);
        assert_eq!(used, ["anyhow", "class-two", "libc", "serde"].map(str::to_owned).into());
    }

    #[test]
    fn the_workspace_keeps_what_its_packages_use() {
        let manifest = r#"[workspace]
members = ["xtask"]

[workspace.dependencies]
# Errors.
anyhow = "1"
# Snapshots.
insta = "1"

[workspace.lints.rust]
missing_docs = "warn"

[profile.dev.package.anyhow]
opt-level = 0
[profile.dev.package.insta]
opt-level = 0
"#;
        let wanted = r#"[workspace]
members = ["xtask"]

[workspace.dependencies]
# Errors.
anyhow = "1"

[workspace.lints.rust]
missing_docs = "warn"
dead_code = "allow"

[profile.dev.package.anyhow]
opt-level = 0
"#;
        let text = workspace(manifest, &BTreeSet::from(["anyhow".to_owned()])).unwrap();
        assert_eq!(profiles(&text, "version = 4\n\n[[package]]\nname = \"anyhow\"\n").unwrap(), wanted);
    }
}
