//! From sources to what is shipped: the server's binary, the site a browser downloads, the extension and its store zip.
//!
//! The two grades differ in where they go and how long the compilers think; the layout is the same. The extension is always
//! built in one way, so that what the tests load is byte for byte what the store gets.

mod compress;
mod css;
mod extension;
mod fonts;
pub(crate) mod site;
mod wasm;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::progress;
use crate::shell;
use crate::workspace::Workspace;

/// How much time a build may take.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grade {
    /// Quick to build, large and slow: `target/dist/`.
    Development,
    /// What is given away: `dist/`.
    Release,
}

impl Grade {
    /// The grade that the command line's `--release` stands for.
    pub(crate) fn from_flag(release: bool) -> Self {
        if release {
            Self::Release
        } else {
            Self::Development
        }
    }

    fn output(self, workspace: &Workspace) -> PathBuf {
        match self {
            Self::Development => workspace.output("dist"),
            Self::Release => workspace.root.join("dist"),
        }
    }
}

/// Where everything lies once it is built. All paths are absolute.
pub(crate) struct Assembly {
    pub(crate) server: PathBuf,
    pub(crate) site: PathBuf,
    pub(crate) extension: PathBuf,
    pub(crate) extension_zip: PathBuf,
}

/// Builds all of it.
pub(crate) fn everything(workspace: &Workspace, grade: Grade) -> Result<Assembly> {
    let output = grade.output(workspace);
    fs::create_dir_all(&output).with_context(|| format!("creating {}", output.display()))?;
    let assembly = Assembly {
        server: output.join("stoflow-server"),
        site: output.join("site"),
        extension: output.join("extension"),
        extension_zip: output.join("stoflow-extension.zip"),
    };
    progress::loud("server", || server(workspace, grade, &assembly.server))?;
    progress::loud("site", || site::assemble(workspace, grade, &assembly.site))?;
    progress::loud("extension", || {
        extension::assemble(workspace, &assembly.extension, &assembly.extension_zip)
    })?;
    Ok(assembly)
}

/// Compiles the native program of `package` and gives back where it lies.
///
/// While developing it is chosen by its binary's name among the default members, not by package: cargo then uses the same
/// features of the libraries as `cargo test` does, and compiles them once for both.
pub(crate) fn program(workspace: &Workspace, grade: Grade, package: &str) -> Result<PathBuf> {
    let (arguments, folder): (&[&str], _) = match grade {
        Grade::Development => (&["build", "--bin", package], "debug"),
        Grade::Release => (&["build", "--release", "--package", package], "release"),
    };
    shell::visible(&mut workspace.cargo(arguments))?;
    Ok(workspace.artefacts.join(folder).join(package))
}

fn server(workspace: &Workspace, grade: Grade, to: &Path) -> Result<()> {
    let built = program(workspace, grade, "stoflow-server")?;
    // A server that still runs keeps the old file; writing into it would fail.
    drop(fs::remove_file(to));
    fs::copy(&built, to)
        .with_context(|| format!("copying {} to {}", built.display(), to.display()))?;
    Ok(())
}

/// A short name for these bytes: 16 hexadecimal digits of their SHA-256.
pub(crate) fn content_hash(bytes: &[u8]) -> String {
    let first_eight = Sha256::digest(bytes)
        .iter()
        .take(8)
        .fold(0, |number, byte| number << 8 | u64::from(*byte));
    format!("{first_eight:016x}")
}

/// Fills a folder beside the final one by `fill`, then swaps the two: nobody reads a half-written folder, and nothing of an
/// earlier build stays.
fn replace_folder(folder: &Path, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let (fresh, stale) = (folder.with_extension("new"), folder.with_extension("old"));
    for leftover in [&fresh, &stale] {
        drop(fs::remove_dir_all(leftover));
    }
    fs::create_dir_all(&fresh).with_context(|| format!("creating {}", fresh.display()))?;
    fill(&fresh)?;
    drop(fs::rename(folder, &stale));
    fs::rename(&fresh, folder)
        .with_context(|| format!("renaming {} to {}", fresh.display(), folder.display()))?;
    drop(fs::remove_dir_all(&stale));
    Ok(())
}

/// Every file under `folder`, as paths relative to it, in one order on every machine.
fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).with_context(|| format!("listing {}", next.display()))? {
            let path = entry
                .with_context(|| format!("listing {}", next.display()))?
                .path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(
                    path.strip_prefix(folder)
                        .context("a file outside its own folder")?
                        .to_path_buf(),
                );
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Writes a file and the folders above it.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))
}
