//! Course packs: a workspace with fixtures as exercises, which builds on its own and has none of their solutions.
//!
//! Nothing gets into a pack because it lies in the project. What goes in is what is named here, and what the compiler
//! needs for the learners' command line:
//!
//! - the package `xtask` without its feature `maintain`, and the packages of the workspace that it depends on; of each its
//!   manifest, and the files that are reached from its roots along `mod` and `include_str!`, without tests;
//! - of each chosen fixture `spec.rs`, `sequential.rs`, and `crowd.rs` and `rounds.rs` if it has them, and what says nothing about the solution of
//!   `broken.rs`, `README.md` and `fixture.rs`;
//! - the project's lock file, from which cargo takes what is not needed any more, so that all versions stay the same.
//!
//! A file that is read when the program runs has to be included with `include_str!`, or it is not in a pack.

mod edits;
mod fixture;
mod lesson;
mod manifest;
mod program;
mod workspace;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// Files of the project that a pack has as they are.
const AS_THEY_ARE: [&str; 5] = [".cargo/config.toml", "Cargo.lock", "LICENSE-APACHE", "LICENSE-MIT", "rustfmt.toml"];
/// What a pack says to those who get it.
const README: &str = include_str!("README.md.txt");
/// Of the list of classes.
const CATALOGUE: &str = "xtask/src/catalogue.rs";

/// One of the fixtures that are packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// The class's name.
    pub class: String,
    /// The fixture's name.
    pub fixture: String,
}

impl fmt::Display for Exercise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.class, self.fixture)
    }
}

/// A pack cannot be put there; the text says why, and what to do.
#[derive(Debug)]
pub struct NoPlace(String);

impl fmt::Display for NoPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoPlace {}

/// Makes a pack of the project in `root` with these exercises, in the order of the course, at `out`.
///
/// It is made beside `out` and moved there when it is complete. If something fails, or `stopped` says that nobody wants it
/// any more, nothing is left.
///
/// # Errors
///
/// [`NoPlace`] if there is something at `out`, or no folder to put it in. Anything else if the project is not what it
/// should be, for example if a fixture has metadata of which nobody has said whether they give something away; if a file
/// cannot be read or written; if cargo fails; or if it was stopped.
pub fn pack(root: &Path, out: &Path, exercises: &[Exercise], stopped: &dyn Fn() -> bool) -> Result<()> {
    let (folder, name) = place(out)?;
    let files = files(root, exercises, stopped)?;
    let made_in = tempfile::Builder::new()
        .prefix(&format!(".{name}-"))
        .tempdir_in(&folder)
        .with_context(|| format!("cannot make a folder in {}", folder.display()))?;
    // The temporary folder is its owner's alone, and a pack is like any other folder.
    let pack = made_in.path().join(&name);
    for (path, bytes) in &files {
        go_on(stopped)?;
        write(&pack.join(path), bytes)?;
    }
    go_on(stopped)?;
    settle(&pack)?;
    go_on(stopped)?;
    // A folder may take the place of an empty one.
    fs::rename(&pack, folder.join(&name)).with_context(|| format!("cannot move the pack to {}", out.display()))?;
    Ok(())
}

fn go_on(stopped: &dyn Fn() -> bool) -> Result<()> {
    if stopped() { bail!("interrupted; nothing was packed") } else { Ok(()) }
}

/// The folder that `out` is in, and its name there.
fn place(out: &Path) -> Result<(PathBuf, String)> {
    let no = |why: &str| Err(NoPlace(format!("cannot pack into {}: {why}", out.display())).into());
    match fs::read_dir(out).map(Iterator::count) {
        Ok(0) => {}
        Ok(_) => return no("there is something in it; name a new folder, or an empty one"),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::NotADirectory && out.symlink_metadata().is_ok() => {
            return no("there is something, and it is no folder; name a new one");
        }
        // What is no folder is the one that it would be in, and that is said below.
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {}
        Err(error) => return no(&format!("{error}; name a folder that you may look into")),
    }
    let Some(name) = out.file_name().and_then(|name| name.to_str()) else {
        return no("that is no name for a folder; name a new one, like `../course`");
    };
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match parent.canonicalize() {
        Ok(folder) if folder.is_dir() => Ok((folder, name.to_owned())),
        _ => no(&format!("{} is no folder; make it first", parent.display())),
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = path.parent().expect("a file of a pack is in a folder");
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// Lets cargo take from the lock file what the pack does not need.
fn settle(pack: &Path) -> Result<()> {
    // It changes no version, and looks nothing up.
    workspace::cargo(pack, &["update", "--workspace", "--offline"])?;
    let [manifest, lock] = ["Cargo.toml", "Cargo.lock"].map(|name| pack.join(name));
    let read = |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let settled = manifest::profiles(&read(&manifest)?, &read(&lock)?).context("in the pack")?;
    write(&manifest, settled.as_bytes())
}

/// The files of a pack, by their paths in it.
fn files(root: &Path, exercises: &[Exercise], stopped: &dyn Fn() -> bool) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let root = root.canonicalize().with_context(|| format!("cannot find {}", root.display()))?;
    let first = exercises.first().context("a course pack needs at least one exercise")?;
    let mut classes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for exercise in exercises {
        classes.entry(&exercise.class).or_default().push(&exercise.fixture);
    }
    let workspace::Chosen { packages, left_out } = workspace::choose(&root, &classes.keys().copied().collect())?;
    let names: BTreeSet<String> = packages.keys().cloned().collect();
    let read = |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));

    let mut found = BTreeMap::new();
    let mut used = BTreeSet::new();
    for package in packages.values() {
        go_on(stopped)?;
        let (text, uses) = manifest::package(&read(&package.manifest_path)?, &left_out)
            .with_context(|| format!("in {}", package.manifest_path.display()))?;
        found.insert(package.manifest_path.clone(), text.into_bytes());
        used.extend(uses);
        let class = package.folder().strip_prefix(root.join("fixtures")).ok().and_then(Path::to_str);
        for root_file in package.roots() {
            match class {
                None => program::files_of(root_file, &mut found)?,
                Some(class) => {
                    let text = fixture::class(&read(root_file)?, &classes[class])
                        .with_context(|| format!("in {}", root_file.display()))?;
                    program::with_modules(root_file, &text, &mut found)?;
                }
            }
        }
        for name in class.map_or(&[][..], |class| &classes[class]) {
            let folder = package.folder().join(name);
            found.extend(
                fixture::files(&folder)?.into_iter().map(|(file, text)| (folder.join(file), text.into_bytes())),
            );
        }
    }
    let catalogue = root.join(CATALOGUE);
    let text = fixture::catalogue(&read(&catalogue)?, &names).with_context(|| format!("in {CATALOGUE}"))?;
    found.insert(catalogue, text.into_bytes());
    let manifest = root.join("Cargo.toml");
    let text = manifest::workspace(&read(&manifest)?, &used).with_context(|| format!("in {}", manifest.display()))?;
    found.insert(manifest, text.into_bytes());
    for name in AS_THEY_ARE {
        let path = root.join(name);
        found.insert(path.clone(), read(&path)?.into_bytes());
    }
    found.insert(root.join("README.md"), README.replace("FIRST", &first.fixture).into_bytes());
    found.insert(root.join(".gitignore"), b"target/\n".to_vec());
    let inside = |(path, bytes): (PathBuf, Vec<u8>)| match path.canonicalize().unwrap_or(path).strip_prefix(&root) {
        Ok(inside) => Ok((inside.to_owned(), bytes)),
        Err(_) => bail!("a pack would need a file from outside the project"),
    };
    found.into_iter().map(inside).collect()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn project() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
    }

    fn one() -> [Exercise; 1] {
        [Exercise { class: "atomicity".to_owned(), fixture: "unlocked-counter".to_owned() }]
    }

    fn is_empty(folder: &Path) -> bool {
        fs::read_dir(folder).unwrap().count() == 0
    }

    #[test]
    fn whoever_interrupts_it_finds_nothing_left() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("course");
        let asked = Cell::new(0);
        let stop_after = |times: u32| {
            asked.set(0);
            pack(&project(), &out, &one(), &|| {
                asked.set(asked.get() + 1);
                asked.get() > times
            })
        };
        stop_after(u32::MAX).unwrap();
        assert!(!is_empty(&out));
        let times = asked.get();
        fs::remove_dir_all(&out).unwrap();
        for times in [0, times / 2, times - 1] {
            let error = stop_after(times).unwrap_err();
            assert!(error.to_string().contains("interrupted"), "{error:#}");
            assert!(is_empty(folder.path()), "stopped when it asked for the {times}th time");
        }
    }

    #[test]
    fn what_cannot_be_packed_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("course");
        let [mut exercise] = one();
        exercise.fixture = "no-such-fixture".to_owned();
        let error = pack(&project(), &out, &[exercise], &|| false).unwrap_err();
        assert!(format!("{error:#}").contains("does not list no-such-fixture"), "{error:#}");
        assert!(is_empty(folder.path()));
    }

    #[test]
    fn a_pack_takes_the_place_of_an_empty_folder_and_of_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("empty")).unwrap();
        fs::create_dir(path("full")).unwrap();
        fs::write(path("full/file"), "").unwrap();
        std::os::unix::fs::symlink("loop", path("loop")).unwrap();
        pack(&project(), &path("empty"), &one(), &|| false).unwrap();
        assert!(path("empty/README.md").exists());
        for (out, why) in [
            ("full", "something in it"),
            ("full/file", "no folder"),
            ("none/course", "make it first"),
            ("full/file/course", "no folder"),
            ("loop", "name a folder that you may look into"),
            ("full/..", "something in it"),
            ("new/..", "no name"),
        ] {
            let error = pack(&project(), &path(out), &one(), &|| false).unwrap_err();
            assert!(error.is::<NoPlace>(), "{out}: {error:#}");
            assert!(error.to_string().contains(why), "{out}: {error:#}");
        }
        let names: BTreeSet<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["empty", "full", "loop"].map(Into::into).into());
    }
}
