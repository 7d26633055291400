//! A folder of submissions: who has handed in what.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::source::{Unreadable, read_submission};
use crate::{Exercise, plain};

/// One answer that was handed in.
#[derive(Clone)]
pub struct Submission {
    /// Whose it is, as the folder or file is named, without characters that terminals obey.
    pub who: String,
    /// What it answers.
    pub exercise: Exercise,
    /// Where it is.
    pub path: PathBuf,
    /// Another answer to the same by the same, if there is one: nobody can tell which of them counts.
    rival: Option<PathBuf>,
}

/// What is in a folder of submissions.
pub struct Found {
    /// By who they are from, and then in the order of the course.
    pub submissions: Vec<Submission>,
    /// What else there is, and why it was not taken for a submission, in a sentence each.
    pub ignored: Vec<String>,
}

impl Submission {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// Says why not, in a few words.
    pub fn read(&self) -> Result<Vec<u8>, String> {
        if let Some(rival) = &self.rival {
            let name = |path: &Path| plain(&path.file_name().unwrap_or_default().to_string_lossy());
            let (one, other) = (name(&self.path), name(rival.parent().unwrap_or(rival)));
            return Err(format!("there are two, {one} and {other}/{}; keep one of them", name(rival)));
        }
        read_submission(&self.path).map_err(|why: Unreadable| format!("the file {why}"))
    }
}

/// Finds the submissions in a folder: `<who>/<fixture>.rs` and `<who>/<fixture>/answer.rs`. If only one exercise is asked
/// for, these are those of it, and `<who>.rs` and `<who>/answer.rs` are answers to it as well. Symbolic links are never
/// followed: one that is named like an answer is a submission that cannot be read.
///
/// # Errors
///
/// If the folder cannot be read.
pub fn find(folder: &Path, course: &[Exercise], only: Option<&Exercise>) -> Result<Found> {
    let mut search = Search { course, only, found: Found { submissions: Vec::new(), ignored: Vec::new() } };
    let entries = Entry::all(folder).with_context(|| format!("cannot read the folder {}", folder.display()))?;
    for entry in entries {
        search.top(&entry);
    }
    let mut found = search.found;
    // Where `ada.rs` and `ada/` are both hers, they are not next to each other.
    let order = |one: &Submission| (one.who.clone(), person(&one.path, folder), one.exercise.number);
    found.submissions.sort_by_cached_key(order);
    // Of two answers, the one whose row is kept names the other.
    found.submissions.dedup_by(|later, first| {
        let same = later.who == first.who && later.exercise.number == first.exercise.number;
        // Two names may look the same when they are not. Those people are told apart by their paths.
        let one_person = same && person(&later.path, folder) == person(&first.path, folder);
        if one_person {
            first.rival = Some(later.path.clone());
        }
        one_person
    });
    Ok(found)
}

/// The first part of a path below `folder`, without the extension of an answer.
fn person(path: &Path, folder: &Path) -> PathBuf {
    let first = path.strip_prefix(folder).ok().and_then(|below| below.components().next());
    let first = first.map_or_else(PathBuf::new, |first| PathBuf::from(first.as_os_str()));
    if first.extension().is_some_and(|extension| extension == "rs") { first.with_extension("") } else { first }
}

/// An entry of a folder.
struct Entry {
    path: PathBuf,
    name: String,
    is_folder: bool,
    is_link: bool,
}

impl Entry {
    fn all(folder: &Path) -> std::io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            // Of the entry itself, not of what it may point to.
            let kind = entry.file_type()?;
            entries.push(Entry { path: entry.path(), name, is_folder: kind.is_dir(), is_link: kind.is_symlink() });
        }
        entries.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(entries)
    }

    /// The name without the extension of an answer.
    fn stem(&self) -> Option<&str> {
        self.name.strip_suffix(".rs").filter(|stem| !stem.is_empty())
    }
}

struct Search<'a> {
    course: &'a [Exercise],
    only: Option<&'a Exercise>,
    found: Found,
}

impl Search<'_> {
    /// An entry of the folder itself.
    fn top(&mut self, entry: &Entry) {
        match (self.only, entry.stem()) {
            (_, _) if entry.name.starts_with('.') => self.ignore(entry, "its name begins with a dot"),
            (Some(exercise), Some(who)) => self.add(who, exercise, &entry.path),
            _ if entry.is_folder => self.person(entry),
            (None, Some(_)) => self.ignore(entry, "it does not say what it answers; name it with `--fixture`"),
            _ => self.ignore(entry, "it is neither a folder nor a Rust file"),
        }
    }

    /// A folder of somebody's.
    fn person(&mut self, person: &Entry) {
        let before = (self.found.submissions.len(), self.found.ignored.len());
        let entries = match Entry::all(&person.path) {
            Ok(entries) => entries,
            Err(error) => return self.ignore(person, &format!("it cannot be read: {error}")),
        };
        let mut asked_for_others = false;
        for entry in &entries {
            let named = |name: &str| self.course.iter().find(|exercise| exercise.name() == name);
            let (exercise, path) = match (self.only, entry.stem()) {
                (Some(only), Some("answer")) => (Some(only), entry.path.clone()),
                (_, Some(stem)) => (named(stem), entry.path.clone()),
                // Without a look at what is in it: a link there is the reading's affair.
                (_, None) if entry.is_folder => (named(&entry.name), entry.path.join("answer.rs")),
                (_, None) => (None, entry.path.clone()),
            };
            match exercise {
                None => self.ignore(entry, "no fixture is called that"),
                Some(exercise) if self.only.is_some_and(|only| only.number != exercise.number) => {
                    asked_for_others = true
                }
                Some(_) if path != entry.path && path.symlink_metadata().is_err() => {
                    self.ignore(entry, "there is no answer.rs in it");
                }
                Some(exercise) => self.add(&person.name, exercise, &path),
            }
        }
        if before == (self.found.submissions.len(), self.found.ignored.len()) && !asked_for_others {
            self.ignore(person, "there is nothing in it");
        }
    }

    fn add(&mut self, who: &str, exercise: &Exercise, path: &Path) {
        let submission = Submission { who: plain(who), exercise: *exercise, path: path.to_owned(), rival: None };
        self.found.submissions.push(submission);
    }

    fn ignore(&mut self, entry: &Entry, why: &str) {
        let why = if entry.is_link { "it is a symbolic link, which is not followed" } else { why };
        self.found.ignored.push(format!("{} is no submission: {why}", plain(&entry.path.to_string_lossy())));
    }
}

/// A file name for the report of each submission, with `extension`: inside of whatever folder, and no two alike.
pub fn report_names(submissions: &[Submission], extension: &str) -> Vec<String> {
    let mut taken = HashSet::new();
    let name = |submission: &Submission| {
        let letter = |letter: char| if letter.is_alphanumeric() || "-_".contains(letter) { letter } else { '_' };
        // A name has at most 255 bytes, and a letter up to 4.
        let who: String = submission.who.chars().take(40).map(letter).collect();
        format!("{who}.{}", submission.exercise.name())
    };
    let names = submissions.iter().map(|submission| {
        let name = name(submission);
        let numbered = (2..).map(|number| format!("{name}.{number}.{extension}"));
        let mut candidates = std::iter::once(format!("{name}.{extension}")).chain(numbered);
        // Some file systems do not tell small from capital letters.
        candidates.find(|candidate| taken.insert(candidate.to_lowercase())).unwrap_or_default()
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::testing::exercises;

    /// A folder with these files, whose content is their path.
    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    fn found(folder: &Path, only: Option<&str>) -> (Vec<String>, Vec<String>) {
        let course = exercises();
        let only = only.and_then(|name| course.iter().find(|exercise| exercise.name() == name));
        let found = find(folder, &course, only).unwrap();
        let submissions = found.submissions.iter().map(|submission| {
            let read = submission.read().map_or_else(|why| why, |source| String::from_utf8_lossy(&source).into_owned());
            format!("{} {}: {read}", submission.who, submission.exercise.name())
        });
        let root = format!("{}/", folder.display());
        (submissions.collect(), found.ignored.iter().map(|text| text.replace(&root, "")).collect())
    }

    #[test]
    fn a_folder_of_people_has_their_answers_as_files_or_in_folders() {
        let folder = folder(&["ben/torn-pair.rs", "ben/unlocked-counter/answer.rs", "ada/unlocked-counter.rs"]);
        let (submissions, ignored) = found(folder.path(), None);
        assert_eq!(
            submissions,
            [
                "ada unlocked-counter: ada/unlocked-counter.rs",
                "ben unlocked-counter: ben/unlocked-counter/answer.rs",
                "ben torn-pair: ben/torn-pair.rs",
            ]
        );
        assert!(ignored.is_empty(), "{ignored:?}");
    }

    #[test]
    fn for_one_exercise_files_need_not_name_it_and_those_of_others_are_left_out() {
        let files = ["ada.rs", "ben/answer.rs", "cy/torn-pair.rs", "di/torn-pair/answer.rs", "ed/unlocked-counter.rs"];
        let folder = folder(&files);
        let (submissions, ignored) = found(folder.path(), Some("torn-pair"));
        assert_eq!(
            submissions,
            [
                "ada torn-pair: ada.rs",
                "ben torn-pair: ben/answer.rs",
                "cy torn-pair: cy/torn-pair.rs",
                "di torn-pair: di/torn-pair/answer.rs",
            ]
        );
        assert!(ignored.is_empty(), "{ignored:?}");
    }

    #[test]
    fn what_is_not_understood_is_named_with_the_reason() {
        let folder = folder(&["ada.rs", "notes.txt", ".git/config", "ben/unlocked-conter.rs", "cy/torn-pair/other.rs"]);
        fs::create_dir(folder.path().join("di")).unwrap();
        symlink("/etc", folder.path().join("ed")).unwrap();
        let (submissions, ignored) = found(folder.path(), None);
        assert!(submissions.is_empty(), "{submissions:?}");
        assert_eq!(
            ignored,
            [
                ".git is no submission: its name begins with a dot",
                "ada.rs is no submission: it does not say what it answers; name it with `--fixture`",
                "ben/unlocked-conter.rs is no submission: no fixture is called that",
                "cy/torn-pair is no submission: there is no answer.rs in it",
                "di is no submission: there is nothing in it",
                "ed is no submission: it is a symbolic link, which is not followed",
                "notes.txt is no submission: it is neither a folder nor a Rust file",
            ]
        );
    }

    #[test]
    fn two_answers_to_the_same_are_one_submission_that_cannot_be_judged() {
        let folder = folder(&["ada/torn-pair.rs", "ada/torn-pair/answer.rs", "ada/unlocked-counter.rs"]);
        let (submissions, _) = found(folder.path(), None);
        assert_eq!(submissions.len(), 2);
        assert!(submissions[1].starts_with("ada torn-pair: there are two, "), "{submissions:?}");
        assert!(submissions[0].ends_with("ada/unlocked-counter.rs"), "{submissions:?}");
    }

    #[test]
    fn links_and_folders_in_the_place_of_answers_are_submissions_that_cannot_be_read() {
        let folder = folder(&["ada/secret", "cy/torn-pair.rs/file"]);
        symlink("/etc/hostname", folder.path().join("ada/torn-pair.rs")).unwrap();
        fs::create_dir_all(folder.path().join("ben/torn-pair")).unwrap();
        symlink("/etc/hostname", folder.path().join("ben/torn-pair/answer.rs")).unwrap();
        let (submissions, _) = found(folder.path(), None);
        assert_eq!(
            submissions,
            [
                "ada torn-pair: the file is a symbolic link, which is not followed, not a file",
                "ben torn-pair: the file is a symbolic link, which is not followed, not a file",
                "cy torn-pair: the file is a folder, not a file",
            ]
        );
    }

    #[test]
    fn people_whose_names_look_alike_are_different_people() {
        let folder = tempfile::tempdir().unwrap();
        for name in [b"a\xff", b"a\xfe"] {
            let person = folder.path().join(std::ffi::OsStr::from_bytes(name));
            fs::create_dir(&person).unwrap();
            fs::write(person.join("torn-pair.rs"), "").unwrap();
        }
        let (submissions, _) = found(folder.path(), None);
        assert_eq!(submissions, ["a\u{fffd} torn-pair: ", "a\u{fffd} torn-pair: "]);
    }

    #[test]
    fn names_of_reports_stay_in_their_folder_and_differ() {
        let exercise = exercises()[0];
        let of = |who: &str| Submission { who: who.to_owned(), exercise, path: PathBuf::new(), rival: None };
        let long = "ü".repeat(300);
        let people = ["../../etc/x", "Ada", "ada", "..", "", "a\u{fffd}", "a?", &long];
        let submissions: Vec<_> = people.iter().map(|who| of(who)).collect();
        let names = report_names(&submissions, "json");
        assert_eq!(
            names[..7],
            [
                "______etc_x.unlocked-counter.json",
                "Ada.unlocked-counter.json",
                "ada.unlocked-counter.2.json",
                "__.unlocked-counter.json",
                ".unlocked-counter.json",
                "a_.unlocked-counter.json",
                "a_.unlocked-counter.2.json",
            ]
        );
        assert!(names[7].len() < 255, "{}", names[7]);
    }
}
