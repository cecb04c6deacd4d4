//! Ctrl-C (and SIGTERM, SIGHUP): from the moment something runs that must be ended in order, a signal only raises a flag,
//! and whoever waits looks at it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};

static HAPPENED: AtomicBool = AtomicBool::new(false);
static LISTENING: OnceLock<()> = OnceLock::new();

/// From here on a signal no longer ends this program by itself.
pub(crate) fn listen() -> Result<()> {
    if LISTENING.set(()).is_ok() {
        ctrlc::set_handler(|| HAPPENED.store(true, Ordering::SeqCst))
            .context("taking over Ctrl-C")?;
    }
    Ok(())
}

/// Whether a signal came.
pub(crate) fn happened() -> bool {
    HAPPENED.load(Ordering::SeqCst)
}

/// An error if a signal came, for use between two steps.
pub(crate) fn check() -> Result<()> {
    if happened() {
        bail!("stopped on request");
    }
    Ok(())
}
