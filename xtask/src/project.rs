//! Where the project's folders are.

use std::env;
use std::path::PathBuf;

/// The workspace's folder: of the checkout that cargo runs us from, or else of the one we were built in.
pub(crate) fn root() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    package.parent().expect("the package is a folder of the workspace").to_owned()
}

/// The folder for whatever is built.
pub(crate) fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(target) => root().join(target),
        None => root().join("target"),
    }
}
