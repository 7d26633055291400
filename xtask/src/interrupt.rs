//! Ctrl-C, and whatever else asks the program to end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use anyhow::{Context as _, Result};

/// From now on, being asked to end sets the flag, and ends nothing.
///
/// # Errors
///
/// If somebody listens already.
pub(crate) fn listen() -> Result<Arc<AtomicBool>> {
    let stopped = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stopped);
    ctrlc::set_handler(move || flag.store(true, Relaxed)).context("cannot listen for Ctrl-C")?;
    Ok(stopped)
}
