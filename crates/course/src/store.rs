//! The progress file: read and written by several commands at once, and not lost whatever becomes of it.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::Deserialize;

use crate::Refused;
use crate::files::{keep_beside, replace};
use crate::progress::{Progress, VERSION};

/// Where progress is kept: `progress.json` in the folder of the exercises.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// The progress that is kept in `folder`, which need not be there yet.
    pub fn new(folder: &Path) -> Self {
        Store { folder: folder.to_owned() }
    }

    /// The progress so far, and a message if there is something to say about its file.
    ///
    /// # Errors
    ///
    /// If the file is there and cannot be read, or is [of a newer version](Refused).
    pub fn read(&self) -> Result<(Progress, Option<String>)> {
        match self.load()? {
            Loaded::Progress(progress) => Ok((progress, None)),
            // Somebody may just be repairing it, so look again when nobody else does.
            Loaded::Damaged(_) => self.update(|progress| progress.clone()),
        }
    }

    /// Changes the progress, as if nobody else did at the same time. Gives what `change` does, and a message if there is
    /// something to say about the file.
    ///
    /// # Errors
    ///
    /// If the file cannot be read or written, or is [of a newer version](Refused).
    pub fn update<T>(&self, change: impl FnOnce(&mut Progress) -> T) -> Result<(T, Option<String>)> {
        let _lock = self.lock()?;
        let path = self.path();
        let (mut progress, message) = match self.load()? {
            Loaded::Progress(progress) => (progress, None),
            Loaded::Damaged(why) => {
                let kept = keep_beside(&path, ".damaged")
                    .with_context(|| format!("cannot set the damaged {} aside", path.display()))?;
                let message = format!(
                    "{} is damaged ({why}); it is kept as {}, and progress begins anew",
                    path.display(),
                    kept.display()
                );
                (Progress::default(), Some(message))
            }
        };
        let before = progress.clone();
        let value = change(&mut progress);
        if message.is_some() || progress != before {
            let text = serde_json::to_string_pretty(&progress)? + "\n";
            replace(&path, text.as_bytes(), 0o666).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok((value, message))
    }

    fn path(&self) -> PathBuf {
        self.folder.join("progress.json")
    }

    /// Waits until nobody else changes the progress. The kernel lets go of it with the file, whatever becomes of us.
    fn lock(&self) -> Result<File> {
        fs::create_dir_all(&self.folder).with_context(|| format!("cannot make {}", self.folder.display()))?;
        let path = self.folder.join("progress.lock");
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.with_context(|| format!("cannot open {}", path.display()))?;
        file.lock().with_context(|| format!("cannot lock {}", path.display()))?;
        Ok(file)
    }

    fn load(&self) -> Result<Loaded> {
        let path = self.path();
        match fs::read(&path) {
            Ok(bytes) => parse(&bytes).map_err(|newer| newer.at(&path).into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Loaded::Progress(Progress::default())),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }
}

enum Loaded {
    Progress(Progress),
    Damaged(String),
}

/// A version that is not known yet.
#[derive(Debug)]
struct Newer(u64);

impl Newer {
    fn at(&self, path: &Path) -> Refused {
        Refused(format!(
            "{} has version {}, and this program knows {VERSION}; update it, or move the file away to begin anew",
            path.display(),
            self.0
        ))
    }
}

fn parse(bytes: &[u8]) -> Result<Loaded, Newer> {
    #[derive(Deserialize)]
    struct Version {
        schema_version: u64,
    }
    // The version first: the rest may look different in a newer one, and is no less whole for that.
    match serde_json::from_slice::<Version>(bytes) {
        Ok(Version { schema_version }) if schema_version > u64::from(VERSION) => return Err(Newer(schema_version)),
        Ok(Version { schema_version: 0 }) => return Ok(Loaded::Damaged("there is no version 0".to_owned())),
        Ok(_) => {}
        Err(error) => return Ok(Loaded::Damaged(error.to_string())),
    }
    Ok(match serde_json::from_slice(bytes) {
        Ok(progress) => Loaded::Progress(progress),
        Err(error) => Loaded::Damaged(error.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        (folder, store)
    }

    /// What is in every file that was set aside.
    fn set_aside(store: &Store) -> Vec<Vec<u8>> {
        let mut paths: Vec<PathBuf> = fs::read_dir(&store.folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.to_str().unwrap().contains("damaged"));
        paths.iter().map(|path| fs::read(path).unwrap()).collect()
    }

    #[test]
    fn what_was_recorded_is_there_next_time() {
        let (_folder, store) = store();
        assert_eq!(store.read().unwrap(), (Progress::default(), None));
        store.update(|progress| progress.try_with("relock", 80, 100)).unwrap();
        let (progress, message) = store.read().unwrap();
        assert_eq!((progress.of("relock").best, message), (Some(80), None));
    }

    #[test]
    fn reading_leaves_nothing_behind() {
        let (folder, store) = store();
        store.read().unwrap();
        Store::new(&folder.path().join("nowhere")).read().unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn no_try_is_lost_among_many_at_once() {
        let (_folder, store) = store();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                // Each has a file of its own for the lock, as another process would.
                scope.spawn(|| {
                    for score in 0..25 {
                        store.update(|progress| progress.try_with("relock", score, 100)).unwrap();
                    }
                });
            }
        });
        assert_eq!(store.read().unwrap().0.of("relock").tries, 100);
    }

    #[test]
    fn a_newer_version_is_neither_damaged_nor_overwritten() {
        let (_folder, store) = store();
        let newer = br#"{"schema_version": 2, "exercises": ["in another form"]}"#;
        fs::write(store.path(), newer).unwrap();
        let error = store.update(|progress| progress.work_on("relock")).unwrap_err();
        assert!(error.is::<Refused>(), "{error:#}");
        assert!(store.read().is_err());
        assert_eq!(fs::read(store.path()).unwrap(), newer);
        assert!(set_aside(&store).is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_not_taken_for_damaged() {
        let (_folder, store) = store();
        fs::create_dir(store.path()).unwrap();
        assert!(store.update(|progress| progress.work_on("relock")).is_err());
        assert!(store.path().is_dir());
    }

    /// Changes some bytes, or cuts the end off, or both.
    fn damage(bytes: &[u8], random: &mut fastrand::Rng) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..random.usize(..4) {
            let place = random.usize(..bytes.len());
            match random.u8(..3) {
                0 => bytes[place] = random.u8(..),
                1 => bytes.insert(place, random.choice(*b"{}[]\",:0-9\\").unwrap()),
                _ => drop(bytes.remove(place)),
            }
        }
        if random.bool() {
            bytes.truncate(random.usize(..bytes.len()));
        }
        bytes
    }

    #[test]
    fn whatever_becomes_of_the_file_nobody_panics_and_nothing_is_lost() {
        let (_folder, store) = store();
        let mut random = fastrand::Rng::with_seed(1);
        let (mut read, mut damaged, mut newer) = (0, BTreeSet::new(), 0);
        for round in 0..200 {
            let mut progress = Progress::default();
            for _ in 0..random.usize(1..4) {
                progress.try_with(["relock", "lock-order", "größe"][random.usize(..3)], random.u32(..=100), 100);
            }
            let valid = serde_json::to_vec(&progress).unwrap();
            let file = damage(&valid, &mut random);
            fs::write(store.path(), &file).unwrap();
            match (parse(&file), store.update(|progress| progress.try_with("torn-pair", 1, 100))) {
                (Ok(Loaded::Progress(found)), Ok((_, None))) => {
                    read += 1;
                    let (now, _) = store.read().unwrap();
                    assert_eq!(
                        now.of("torn-pair").tries,
                        found.of("torn-pair").tries.saturating_add(1),
                        "round {round}"
                    );
                    for (name, record) in found.exercises.iter().filter(|(name, _)| *name != "torn-pair") {
                        assert_eq!(now.of(name), *record, "round {round}");
                    }
                }
                (Ok(Loaded::Damaged(_)), Ok((_, Some(message)))) => {
                    assert!(message.contains("is damaged"), "{message}");
                    damaged.insert(file);
                    assert_eq!(store.read().unwrap().0.of("torn-pair").tries, 1, "round {round}");
                }
                (Err(_), Err(error)) => {
                    newer += 1;
                    assert!(error.is::<Refused>(), "{error:#}");
                    assert_eq!(fs::read(store.path()).unwrap(), file, "round {round}");
                }
                (_, updated) => panic!("round {round}: {updated:?} of {}", String::from_utf8_lossy(&file)),
            }
        }
        assert!(read > 20 && damaged.len() > 50, "both happen: {read}, {}, {newer}", damaged.len());
        let kept: BTreeSet<Vec<u8>> = set_aside(&store).into_iter().collect();
        assert_eq!(kept, damaged, "every damaged file is kept as it was");
    }
}
