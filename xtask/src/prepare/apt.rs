//! Debian's package manager: installing as root, and where the machine's own Debian mirror is.

pub(super) mod mirror;

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result, bail};
use nix::unistd::geteuid;

use crate::shell;
use crate::workspace::Workspace;

static LISTS_UPDATED: OnceLock<()> = OnceLock::new();

/// Installs Debian packages.
///
/// `what` names the thing for the person; `elsewhere` says how to get it where there is no apt.
///
/// Fails with the command to type where apt-get is missing or we are not root.
pub(super) fn install(
    workspace: &Workspace,
    what: &str,
    packages: &[&str],
    elsewhere: &str,
) -> Result<()> {
    if shell::find_program(&["apt-get"]).is_none() {
        bail!(
            "{what} is missing, and there is no apt-get to install it with. Install it yourself ({elsewhere}), then start again."
        );
    }
    if !geteuid().is_root() {
        bail!(
            "{what} is missing, and only root can install it. Type this, then start again:\n    sudo apt-get install {}",
            packages.join(" ")
        );
    }
    update_lists_once(workspace);
    let mut command = apt_get();
    command
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages);
    shell::logged(&mut command, &log(workspace, "install"))
        .with_context(|| format!("installing {what} ({elsewhere})"))
}

/// A list that can't be fetched is no reason to stop: the package may be in another one.
fn update_lists_once(workspace: &Workspace) {
    if LISTS_UPDATED.set(()).is_ok()
        && let Err(error) = shell::logged(apt_get().arg("update"), &log(workspace, "update"))
    {
        eprintln!("  apt's package lists are not fresh: {error:#}");
    }
}

/// `apt-get` that never asks.
pub(super) fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["-o", "Dpkg::Options::=--force-confold"]);
    command
}

fn log(workspace: &Workspace, name: &str) -> PathBuf {
    workspace.output(format!("prepare/apt-{name}.log"))
}
