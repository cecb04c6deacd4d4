//! `wrk`, which the page benchmark drives.

use anyhow::Result;

use super::apt;
use crate::shell;
use crate::workspace::Workspace;

pub(super) fn ensure(workspace: &Workspace) -> Result<()> {
    if shell::find_program(&["wrk"]).is_some() {
        return Ok(());
    }
    apt::install(workspace, "wrk", &["wrk"], "on macOS: brew install wrk")
}
