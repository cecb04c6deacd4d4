//! The standard library for `wasm32-unknown-unknown`.
//!
//! Not listed in a `rust-toolchain.toml`: rustup would then ask its server at every cargo call, also where there is none.

mod debian_source;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow};

use crate::shell;
use crate::workspace::{WASM_TRIPLE, Workspace};

pub(super) fn ensure(workspace: &Workspace) -> Result<()> {
    if present()? {
        return Ok(());
    }
    let Err(rustup) = from_rustup(workspace) else {
        return Ok(());
    };
    debian_source::install(workspace, &library_folder()?).map_err(|debian| {
        anyhow!(
            "the standard library for {WASM_TRIPLE} is missing.\n\
             rustup: {rustup:#}\nDebian's source: {debian:#}\n\
             With access to the internet, type this and start again:\n    rustup target add {WASM_TRIPLE}"
        )
    })
}

fn from_rustup(workspace: &Workspace) -> Result<()> {
    let mut rustup = Command::new(
        shell::find_program(&["rustup"]).context("there is no rustup on this machine")?,
    );
    rustup
        .args(["target", "add", WASM_TRIPLE])
        .current_dir(&workspace.root);
    shell::logged(&mut rustup, &workspace.output("prepare/rustup.log"))
}

/// The folder rustc looks in; it need not exist.
fn library_folder() -> Result<PathBuf> {
    shell::answer(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM_TRIPLE]))
        .map(PathBuf::from)
}

fn present() -> Result<bool> {
    let Ok(entries) = fs::read_dir(library_folder()?) else {
        return Ok(false);
    };
    Ok(entries
        .flatten()
        .any(|entry| is_named(&entry.path(), "libstd-", "rlib")))
}

fn is_named(path: &Path, prefix: &str, extension: &str) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(prefix) && path.extension().is_some_and(|found| found == extension)
}
