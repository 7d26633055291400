//! The folder that a learner works in: one folder per exercise, with the answer and what it is written against.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::files::{create, keep_beside, replace};
use crate::{Exercise, Refused, editor};

/// The folder of the exercises.
#[derive(Clone, Debug)]
pub struct Desk {
    folder: PathBuf,
    project: PathBuf,
}

/// What became of an answer that was to be as it was in the beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reset {
    /// The old one is kept here.
    Kept(PathBuf),
    /// It was as in the beginning.
    Unchanged,
}

impl Desk {
    /// The exercises in `folder`, which need not be there yet, of the workspace in `project`. Both are absolute.
    pub fn new(folder: &Path, project: &Path) -> Self {
        Desk { folder: folder.to_owned(), project: project.to_owned() }
    }

    /// Where everything is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the answer to an exercise is, or will be.
    pub fn answer(&self, exercise: &Exercise) -> PathBuf {
        self.folder.join(exercise.name()).join("answer.rs")
    }

    /// Whether there is an answer.
    pub fn is_begun(&self, exercise: &Exercise) -> bool {
        self.answer(exercise).symlink_metadata().is_ok()
    }

    /// Writes an answer to begin with, and what an editor needs to know about it.
    ///
    /// # Errors
    ///
    /// [`Refused`] if there is an answer already, or the folder is somebody else's; else if something cannot be written.
    pub fn start(&self, course: &[Exercise], exercise: &Exercise, text: &str) -> Result<PathBuf> {
        editor::check(&self.folder)?;
        let path = self.answer(exercise);
        let name = exercise.name();
        let there_already = || {
            Refused(format!(
                "{} is there already, and is not overwritten; go on with it, or begin again with `cargo xtask exercise \
                 reset {name}`, which keeps it as well",
                path.display()
            ))
        };
        // Also where nothing could be written.
        if self.is_begun(exercise) {
            return Err(there_already().into());
        }
        let folder = self.folder.join(name);
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        if !create(&path, text.as_bytes(), 0o666).with_context(|| format!("cannot write {}", path.display()))? {
            return Err(there_already().into());
        }
        self.tell_editors(course)?;
        Ok(path)
    }

    /// Puts the beginning back, and keeps what was there.
    ///
    /// # Errors
    ///
    /// [`Refused`] if there is no answer, or the folder is somebody else's; else if something cannot be read or written.
    pub fn reset(&self, course: &[Exercise], exercise: &Exercise, text: &str) -> Result<Reset> {
        editor::check(&self.folder)?;
        let path = self.answer(exercise);
        if !self.is_begun(exercise) {
            return Err(Refused(format!(
                "there is no {}; `cargo xtask exercise start {}` writes it",
                path.display(),
                exercise.name()
            ))
            .into());
        }
        self.tell_editors(course)?;
        let old = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        if old == text.as_bytes() {
            return Ok(Reset::Unchanged);
        }
        let kept = keep_beside(&path, ".old").with_context(|| format!("cannot keep {}", path.display()))?;
        replace(&path, text.as_bytes(), 0o666).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Reset::Kept(kept))
    }

    fn tell_editors(&self, course: &[Exercise]) -> Result<()> {
        let begun: Vec<&Exercise> = course.iter().filter(|exercise| self.is_begun(exercise)).collect();
        editor::write(&self.folder, &self.project, &begun)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::exercises;

    /// A project with nothing but a lock file, and a desk in it.
    fn desk() -> (tempfile::TempDir, Desk) {
        let project = tempfile::tempdir().unwrap();
        fs::write(project.path().join("Cargo.lock"), "version = 4\n").unwrap();
        let desk = Desk::new(&project.path().join("exercises"), project.path());
        (project, desk)
    }

    fn read(path: impl AsRef<Path>) -> String {
        fs::read_to_string(path).unwrap()
    }

    #[test]
    fn what_is_begun_has_an_answer_a_specification_and_a_module() {
        let ((_project, desk), course) = (desk(), exercises());
        assert!(!desk.is_begun(&course[0]));
        let path = desk.start(&course, &course[0], "the start").unwrap();
        assert_eq!(path, desk.answer(&course[0]));
        assert_eq!(read(&path), "the start");
        assert!(desk.is_begun(&course[0]) && !desk.is_begun(&course[2]));
        let spec = path.with_file_name("spec.rs");
        assert_eq!(read(&spec), course[0].fixture.source("spec").unwrap());
        assert!(fs::metadata(&spec).unwrap().permissions().readonly());
        assert_eq!(read(desk.folder().join("Cargo.lock")), "version = 4\n");

        desk.start(&course, &course[2], "another").unwrap();
        let modules = read(desk.folder().join("lib.rs"));
        assert!(modules.contains("mod unlocked_counter") && modules.contains("mod torn_pair"), "{modules}");
    }

    #[test]
    fn an_answer_that_is_there_is_not_overwritten() {
        let ((_project, desk), course) = (desk(), exercises());
        let path = desk.start(&course, &course[0], "the start").unwrap();
        fs::write(&path, "mine").unwrap();
        let error = desk.start(&course, &course[0], "the start").unwrap_err();
        assert!(error.is::<Refused>() && error.to_string().contains("reset unlocked-counter"), "{error:#}");
        assert_eq!(read(&path), "mine");
    }

    #[test]
    fn every_answer_that_was_ever_reset_is_kept() {
        let ((_project, desk), course) = (desk(), exercises());
        assert!(desk.reset(&course, &course[0], "the start").unwrap_err().is::<Refused>(), "there is nothing to reset");
        let path = desk.start(&course, &course[0], "the start").unwrap();
        assert_eq!(desk.reset(&course, &course[0], "the start").unwrap(), Reset::Unchanged);
        for (mine, kept) in [("first", "answer.rs.old"), ("second", "answer.rs.old.2")] {
            fs::write(&path, mine).unwrap();
            let kept = path.with_file_name(kept);
            assert_eq!(desk.reset(&course, &course[0], "the start").unwrap(), Reset::Kept(kept.clone()));
            assert_eq!((read(&path), read(kept)), ("the start".to_owned(), mine.to_owned()));
        }
    }

    #[test]
    fn a_package_of_somebody_else_is_left_alone() {
        let ((project, _), course) = (desk(), exercises());
        let desk = Desk::new(project.path(), project.path());
        fs::write(project.path().join("Cargo.toml"), "[workspace]\n").unwrap();
        let error = desk.start(&course, &course[0], "the start").unwrap_err();
        assert!(error.is::<Refused>() && error.to_string().contains("Cargo.toml"), "{error:#}");
        assert_eq!(read(project.path().join("Cargo.toml")), "[workspace]\n");
        assert!(!desk.is_begun(&course[0]));
    }
}
