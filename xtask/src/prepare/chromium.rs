//! A Chromium that loads an unpacked extension. Branded Chrome does not: since version 137 it ignores `--load-extension`.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, anyhow};

use super::{apt, npm};
use crate::shell;
use crate::workspace::Workspace;

const NAMES: &[&str] = &["chromium", "chromium-browser"];
const ELSEWHERE: &str = "or name one you have: CHROMIUM=/path/to/chromium cargo xtask …";

/// The browser, installed if need be: `$CHROMIUM`, the system's, Playwright's own, Debian's package, Playwright's download.
pub(crate) fn ensure(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(found) = find(workspace) {
        return Ok(found);
    }
    let Err(apt) = apt::install(workspace, "Chromium", &["chromium"], ELSEWHERE) else {
        return find(workspace).context("apt-get installed Chromium, yet no `chromium` is on PATH");
    };
    download(workspace)
        .map_err(|playwright| anyhow!("{apt:#}\n(Playwright's own Chromium: {playwright:#})"))
}

fn find(workspace: &Workspace) -> Option<PathBuf> {
    let named = env::var_os("CHROMIUM").map(PathBuf::from);
    named
        .or_else(|| shell::find_program(NAMES))
        .or_else(|| playwrights_own(workspace))
}

/// The Chromium of the installed Playwright, if it was downloaded on this machine before.
fn playwrights_own(workspace: &Workspace) -> Option<PathBuf> {
    npm::program(workspace, "playwright")?;
    let script = "process.stdout.write(require('@playwright/test').chromium.executablePath())";
    let mut node = Command::new("node");
    let path = PathBuf::from(
        shell::answer(node.args(["-e", script]).current_dir(workspace.end2end())).ok()?,
    );
    shell::is_program(&path).then_some(path)
}

fn download(workspace: &Workspace) -> Result<PathBuf> {
    let playwright =
        npm::program(workspace, "playwright").context("its package is not installed")?;
    let mut install = Command::new(playwright);
    install
        .args(["install", "chromium"])
        .current_dir(workspace.end2end());
    shell::logged(&mut install, &workspace.output("prepare/chromium.log"))?;
    playwrights_own(workspace).context("it was downloaded but can't be found")
}
