//! rustfmt and clippy, which a minimal toolchain leaves out.

use std::process::Command;

use anyhow::{Context, Result};

use crate::shell;
use crate::workspace::Workspace;

pub(super) fn ensure(workspace: &Workspace) -> Result<()> {
    if present(workspace) {
        return Ok(());
    }
    let mut rustup = Command::new("rustup");
    rustup
        .args(["component", "add", "rustfmt", "clippy"])
        .current_dir(&workspace.root);
    shell::logged(&mut rustup, &workspace.output("prepare/lints.log")).context(
        "rustfmt or clippy is missing and rustup could not add it. Install both for the toolchain that \
         `rustc --version` names, for example: rustup component add rustfmt clippy",
    )
}

fn present(workspace: &Workspace) -> bool {
    ["fmt", "clippy"]
        .iter()
        .all(|tool| shell::answer(&mut workspace.cargo(&[tool, "--version"])).is_ok())
}
