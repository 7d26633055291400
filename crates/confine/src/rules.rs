//! What Landlock lets a process do: nothing, but to what rules name.

use std::io;
use std::os::fd::AsFd;

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, PathBeneath, Ruleset, RulesetAttr, RulesetCreated, RulesetCreatedAttr,
    RulesetError, RulesetStatus, Scope,
};

use crate::kernel::has_landlock;

/// What is asked of the kernel. A newer one may know more, an older one leaves out what it does not know.
const WANTED: ABI = ABI::V9;

/// To read a file, or all files of a folder.
pub(crate) fn reading() -> BitFlags<AccessFs> {
    AccessFs::ReadFile | AccessFs::ReadDir
}

/// To write to a file, or to do anything in a folder but to execute and to make devices.
pub(crate) fn writing() -> BitFlags<AccessFs> {
    let devices = AccessFs::MakeChar | AccessFs::MakeBlock | AccessFs::IoctlDev;
    AccessFs::from_all(WANTED) & !(devices | AccessFs::Execute | AccessFs::ResolveUnix)
}

/// What this process is going to be allowed.
pub(crate) struct Rules(RulesetCreated);

impl Rules {
    /// Nothing.
    pub(crate) fn new() -> io::Result<Self> {
        let nothing = || -> Result<RulesetCreated, RulesetError> {
            Ruleset::default()
                .handle_access(AccessFs::from_all(WANTED))?
                .handle_access(AccessNet::from_all(WANTED))?
                .scope(Scope::from_all(WANTED))?
                .create()
        };
        nothing().map(Rules).map_err(io::Error::other)
    }

    /// Lets it do so much to a file, or to what is in a folder.
    pub(crate) fn allow(self, what: impl AsFd, access: BitFlags<AccessFs>) -> io::Result<Self> {
        self.0.add_rule(PathBeneath::new(what, access)).map(Rules).map_err(io::Error::other)
    }

    /// Keeps the calling thread, and those that it starts, to the rules.
    pub(crate) fn enforce(self) -> io::Result<()> {
        let status = self.0.restrict_self().map_err(io::Error::other)?;
        if status.ruleset == RulesetStatus::NotEnforced && has_landlock() {
            return Err(io::Error::other("the kernel has Landlock, and did not keep this process to its rules"));
        }
        Ok(())
    }
}
