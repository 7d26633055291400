//! Files that are never half written, and never overwritten by mistake.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// Writes a file that appears at `path` all at once, in place of what is there, or leaves that as it is. `mode` are its
/// permissions, of which the user's mask takes some away. A symbolic link is replaced, and not followed.
///
/// # Errors
///
/// If it cannot be written.
pub fn replace(path: &Path, contents: &[u8], mode: u32) -> io::Result<()> {
    written(path, contents, mode)?.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// The same where nothing is yet; `false` if something is.
pub(crate) fn create(path: &Path, contents: &[u8], mode: u32) -> io::Result<bool> {
    match written(path, contents, mode)?.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error.error),
    }
}

fn written(path: &Path, contents: &[u8], mode: u32) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // In the same folder, since a file is renamed in one step only within a file system. The user's mask applies.
    let mut file = Builder::new().prefix(".new-").permissions(Permissions::from_mode(mode)).tempfile_in(folder)?;
    file.write_all(contents)?;
    // Or the name might survive a power failure, and what it names might not.
    file.as_file().sync_data()?;
    Ok(file)
}

/// Copies what is at `path` to a new file beside it, with `ending` and, from the second on, a number behind the name.
pub(crate) fn keep_beside(path: &Path, ending: &str) -> io::Result<PathBuf> {
    let contents = fs::read(path)?;
    for number in 1_u64.. {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(ending);
        if number > 1 {
            name.push(format!(".{number}"));
        }
        let beside = path.with_file_name(name);
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Ok(mut file) => {
                file.write_all(&contents)?;
                file.sync_data()?;
                return Ok(beside);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    unreachable!("there is always another number")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_replaced_whole_or_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        assert!(create(&path, b"first", 0o644).unwrap());
        assert!(!create(&path, b"second", 0o644).unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"first");
        replace(&path, b"third", 0o444).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"third");
        assert!(fs::metadata(&path).unwrap().permissions().readonly());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
    }

    #[test]
    fn every_copy_gets_a_name_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("answer.rs");
        let mut names = Vec::new();
        for contents in ["one", "two", "three"] {
            fs::write(&path, contents).unwrap();
            let kept = keep_beside(&path, ".old").unwrap();
            assert_eq!(fs::read_to_string(&kept).unwrap(), contents);
            names.push(kept.file_name().unwrap().to_str().unwrap().to_owned());
        }
        assert_eq!(names, ["answer.rs.old", "answer.rs.old.2", "answer.rs.old.3"]);
    }
}
