//! Reading an answer, from wherever it comes.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use rustix::fs::OFlags;

/// The most bytes that an answer may have. The largest variant of a fixture has a few thousand.
pub const LARGEST: u64 = 1 << 20;

/// Why an answer could not be read.
#[derive(Debug)]
pub enum Unreadable {
    /// It cannot be opened or read.
    Io(io::Error),
    /// It is no file.
    NoFile(&'static str),
    /// It has more than [`LARGEST`] bytes.
    TooLarge,
}

impl Unreadable {
    /// Whether there is nothing at all.
    pub fn is_missing(&self) -> bool {
        matches!(self, Unreadable::Io(error) if error.kind() == io::ErrorKind::NotFound)
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::Io(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                write!(f, "cannot be read: {error}; make it readable with `chmod`")
            }
            Unreadable::Io(error) => write!(f, "cannot be read: {error}"),
            Unreadable::NoFile(what) => write!(f, "is {what}, not a file"),
            Unreadable::TooLarge => write!(f, "is larger than {} KiB, which no answer needs to be", LARGEST >> 10),
        }
    }
}

/// Reads an answer to its end.
///
/// # Errors
///
/// If it cannot be read, or is too large.
pub fn read_answer(from: impl Read) -> Result<Vec<u8>, Unreadable> {
    let mut source = Vec::new();
    from.take(LARGEST + 1).read_to_end(&mut source).map_err(Unreadable::Io)?;
    if source.len() as u64 > LARGEST { Err(Unreadable::TooLarge) } else { Ok(source) }
}

/// Reads a file that somebody else has left there: neither follows a symbolic link nor waits for a pipe's writer.
pub(crate) fn read_submission(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let kind = fs::symlink_metadata(path).map_err(Unreadable::Io)?.file_type();
    if kind.is_symlink() {
        return Err(Unreadable::NoFile("a symbolic link, which is not followed"));
    }
    read_opened(path, OFlags::NOFOLLOW | OFlags::NONBLOCK)
}

/// Reads a file of the user's own, and does not wait for a pipe's writer either.
pub(crate) fn read_regular(path: &Path) -> Result<Vec<u8>, Unreadable> {
    read_opened(path, OFlags::NONBLOCK)
}

fn read_opened(path: &Path, flags: OFlags) -> Result<Vec<u8>, Unreadable> {
    if fs::symlink_metadata(path).map_err(Unreadable::Io)?.is_dir() {
        return Err(Unreadable::NoFile("a folder"));
    }
    let opened = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path);
    let file = opened.map_err(Unreadable::Io)?;
    if !file.metadata().map_err(Unreadable::Io)?.is_file() {
        return Err(Unreadable::NoFile("a pipe or a device"));
    }
    read_answer(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_up_to_the_limit_and_not_beyond() {
        assert_eq!(read_answer(io::repeat(b'x').take(LARGEST)).unwrap().len() as u64, LARGEST);
        assert!(matches!(read_answer(io::repeat(b'x')), Err(Unreadable::TooLarge)));
    }

    #[test]
    fn what_may_not_be_read_is_told_with_what_to_do() {
        let text = Unreadable::Io(io::ErrorKind::PermissionDenied.into()).to_string();
        assert_eq!(text, "cannot be read: permission denied; make it readable with `chmod`");
    }

    #[test]
    fn only_files_are_read_and_nothing_is_followed_or_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name| folder.path().join(name);
        fs::write(path("file"), [0xff, 0]).unwrap();
        std::os::unix::fs::symlink(path("file"), path("link")).unwrap();
        rustix::fs::mkfifoat(rustix::fs::CWD, path("pipe"), rustix::fs::Mode::from(0o600)).unwrap();
        assert_eq!(read_submission(&path("file")).unwrap(), [0xff, 0], "what is in it is the judge's affair");
        assert!(read_submission(&path("none")).unwrap_err().is_missing());
        for (name, why) in [
            ("link", "is a symbolic link, which is not followed, not a file"),
            ("pipe", "is a pipe or a device, not a file"),
            ("", "is a folder, not a file"),
        ] {
            assert_eq!(read_submission(&path(name)).unwrap_err().to_string(), why, "{name}");
        }
        assert_eq!(read_regular(&path("link")).unwrap(), [0xff, 0], "the user's own links are followed");
        assert_eq!(read_regular(&path("pipe")).unwrap_err().to_string(), "is a pipe or a device, not a file");
    }
}
