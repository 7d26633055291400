//! The memory that a run's processes share: a temporary file without a name, mapped by all of them.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};
use std::ptr::NonNull;

use memmap2::{MmapOptions, MmapRaw};
use rustix::fs::{FallocateFlags, fallocate};
use rustix::io::Errno;

use crate::control::Control;

/// How many bytes are left for the states and for what actors return.
const STATE_BYTES: usize = 4 << 20;

/// Where the states begin: behind the control block, at a page boundary.
const STATES_AT: usize = size_of::<Control>().next_multiple_of(4096);

/// A temporary file that has no name, so that nothing is left of it however the program ends.
pub(crate) struct NamelessFile {
    file: File,
    path: PathBuf,
}

impl NamelessFile {
    /// A file of `bytes` bytes in the directory for temporary files.
    ///
    /// # Errors
    ///
    /// If the directory cannot be written to or is full.
    pub(crate) fn new(bytes: usize) -> io::Result<Self> {
        let explain = |error: io::Error| {
            let directory = std::env::temp_dir();
            let advice = "set TMPDIR to a directory that can be written to and has 16 MB to spare";
            io::Error::new(error.kind(), format!("cannot make a file in {}: {error}; {advice}", directory.display()))
        };
        let file = tempfile::tempfile().map_err(explain)?;
        // Without the space set aside, writing to the mapping of a file in a full directory would kill the process.
        match fallocate(&file, FallocateFlags::empty(), 0, bytes as u64) {
            Ok(()) => {}
            Err(Errno::OPNOTSUPP | Errno::NOSYS) => write_zeros(&file, bytes).map_err(explain)?,
            Err(error) => return Err(explain(error.into())),
        }
        let path = format!("/proc/{}/fd/{}", std::process::id(), file.as_raw_fd()).into();
        Ok(NamelessFile { file, path })
    }

    /// The path by which this program's workers open it, as long as this process has it open.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

fn write_zeros(mut file: &File, bytes: usize) -> io::Result<()> {
    io::copy(&mut io::Read::take(io::repeat(0), bytes as u64), &mut file).map(drop)
}

/// The mapped file: the control block, and the memory for states.
pub(crate) struct Memory {
    map: MmapRaw,
}

impl Memory {
    /// How long the file has to be, in bytes.
    pub(crate) const BYTES: usize = STATES_AT + STATE_BYTES;

    /// Maps the parent's file.
    pub(crate) fn of(file: &NamelessFile) -> io::Result<Self> {
        Self::map(&file.file)
    }

    /// Maps the file that the parent made.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        Self::map(&OpenOptions::new().read(true).write(true).open(path)?)
    }

    fn map(file: &File) -> io::Result<Self> {
        Ok(Memory { map: MmapOptions::new().len(Self::BYTES).map_raw(file)? })
    }

    /// The control block.
    pub(crate) fn control(&self) -> &Control {
        // SAFETY: the mapping is page-aligned, longer than a control block, and lives as long as `self`. A control block
        // consists of atomics, and bytes that its own rules guard; it is valid when all zero, as a new file is.
        unsafe { &*self.map.as_ptr().cast::<Control>() }
    }

    /// The memory for the states.
    pub(crate) fn states(&self) -> NonNull<[u8]> {
        // SAFETY: the mapping is `BYTES` long, and not null.
        let start = unsafe { NonNull::new_unchecked(self.map.as_mut_ptr().add(STATES_AT)) };
        NonNull::slice_from_raw_parts(start, STATE_BYTES)
    }
}
