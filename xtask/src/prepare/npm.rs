//! The npm packages of `end2end/`: Playwright, axe and, where it installs, binaryen.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::assemble::content_hash;
use crate::shell;
use crate::workspace::Workspace;

/// Runs `npm ci` when the lock file is not the one that `node_modules` was filled from.
pub(super) fn ensure(workspace: &Workspace) -> Result<()> {
    let folder = workspace.end2end();
    let lock =
        fs::read(folder.join("package-lock.json")).context("reading end2end/package-lock.json")?;
    let (stamp, wanted) = (
        folder.join("node_modules/.filled-from"),
        content_hash(&lock),
    );
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    let npm = shell::find_program(&["npm"])
        .context("npm is missing. Install Node.js 20 or later (with npm), then start again")?;
    let mut install = Command::new(npm);
    install
        .args(["ci", "--no-audit", "--no-fund"])
        .current_dir(&folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    shell::logged(&mut install, &workspace.output("prepare/npm.log"))
        .context("installing the packages of end2end/ (this needs the npm registry)")?;
    fs::write(&stamp, wanted).with_context(|| format!("writing {}", stamp.display()))
}

/// A program that one of the packages brought, if it did.
pub(crate) fn program(workspace: &Workspace, name: &str) -> Option<PathBuf> {
    let path = workspace.end2end().join("node_modules/.bin").join(name);
    shell::is_program(&path).then_some(path)
}
