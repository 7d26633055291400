//! The packages that a learner's command line is built from, as cargo knows them.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::manifest;

/// The package that everything starts from.
const COMMAND_LINE: &str = "xtask";

/// A package of the workspace.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
    targets: Vec<Target>,
    features: BTreeMap<String, Vec<String>>,
}

#[derive(Clone, Debug, Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
    path: Option<PathBuf>,
}

#[derive(Clone, Debug, Deserialize)]
struct Target {
    kind: Vec<String>,
    src_path: PathBuf,
}

impl Package {
    /// Its folder.
    pub(crate) fn folder(&self) -> &Path {
        self.manifest_path.parent().expect("a manifest is in a folder")
    }

    /// The files at which the compiler begins, but for tests, examples and benchmarks.
    pub(crate) fn roots(&self) -> impl Iterator<Item = &Path> {
        let built = ["lib", "bin", "custom-build", "proc-macro"];
        let targets = self.targets.iter();
        targets
            .filter(move |target| target.kind.iter().any(|kind| built.contains(&kind.as_str())))
            .map(|target| target.src_path.as_path())
    }

    /// Packages that it needs only for what maintainers and teachers use.
    fn guarded(&self) -> BTreeSet<&str> {
        manifest::guarded(self.features.get(crate::program::MAINTAIN).into_iter().flatten().map(String::as_str))
            .collect()
    }
}

/// What goes into a pack.
pub(crate) struct Chosen {
    /// The packages, by name.
    pub(crate) packages: BTreeMap<String, Package>,
    /// The classes that the command line knows and the pack does not have, by the names of their packages.
    pub(crate) left_out: BTreeSet<String>,
}

/// The command line and what it depends on, with these classes only.
///
/// # Errors
///
/// If cargo cannot say what the workspace consists of, or something besides the command line needs a class.
pub(crate) fn choose(root: &Path, classes: &BTreeSet<&str>) -> Result<Chosen> {
    #[derive(Deserialize)]
    struct Workspace {
        packages: Vec<Package>,
    }
    let described = cargo(root, &["metadata", "--no-deps", "--offline", "--format-version", "1"])?;
    let workspace: Workspace = serde_json::from_slice(&described).context("cargo describes the workspace oddly")?;
    let all: BTreeMap<PathBuf, &Package> =
        workspace.packages.iter().map(|package| (package.folder().to_owned(), package)).collect();
    let fixtures = root.join("fixtures");
    let mut chosen = Chosen { packages: BTreeMap::new(), left_out: BTreeSet::new() };
    let mut pending = vec![root.join(COMMAND_LINE)];
    while let Some(folder) = pending.pop() {
        let package =
            *all.get(&folder).with_context(|| format!("{} is no package of the workspace", folder.display()))?;
        if chosen.packages.insert(package.name.clone(), package.clone()).is_some() {
            continue;
        }
        let guarded = package.guarded();
        for dependency in &package.dependencies {
            let is_built = matches!(dependency.kind.as_deref(), None | Some("build"));
            let Some(path) = dependency.path.as_ref().filter(|_| is_built && !guarded.contains(&*dependency.name))
            else {
                continue;
            };
            let class = path.strip_prefix(&fixtures).ok().and_then(Path::to_str);
            if class.is_none_or(|class| classes.contains(class)) {
                pending.push(path.clone());
            } else if package.name == COMMAND_LINE {
                chosen.left_out.insert(dependency.name.clone());
            } else {
                bail!(
                    "{} depends on the class {}, so a course pack cannot do without that; let it depend on no class",
                    package.name,
                    dependency.name
                );
            }
        }
    }
    Ok(chosen)
}

/// Runs cargo in a folder, and returns what it has printed.
pub(crate) fn cargo(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let output = cargo.args(arguments).current_dir(folder).output().context("cannot start cargo")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`cargo {}` failed in {}: {}", arguments.join(" "), folder.display(), said.trim());
    }
    Ok(output.stdout)
}
