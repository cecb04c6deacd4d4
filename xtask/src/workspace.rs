//! Where things lie: the root of the checkout, cargo's target folder (which the environment may move), and the folders
//! this program writes, which always lie under `target/` of the checkout so that scripts find them.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::shell;

/// The platform of what a browser runs.
pub(crate) const WASM_TRIPLE: &str = "wasm32-unknown-unknown";

/// The checkout this program was started from.
pub(crate) struct Workspace {
    /// The folder with the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Where cargo puts what it builds.
    pub(crate) artefacts: PathBuf,
}

#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
}

impl Workspace {
    /// Asks cargo, which knows `CARGO_TARGET_DIR` and every configuration file.
    pub(crate) fn locate() -> Result<Self> {
        let manifest =
            env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let answer = shell::answer(
            Command::new(cargo_program())
                .args([
                    "metadata",
                    "--no-deps",
                    "--offline",
                    "--format-version",
                    "1",
                ])
                .current_dir(manifest),
        )?;
        let metadata: Metadata =
            serde_json::from_str(&answer).context("reading what `cargo metadata` printed")?;
        Ok(Self {
            root: metadata.workspace_root,
            artefacts: metadata.target_directory,
        })
    }

    /// A `cargo` command that runs in the root.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo_program());
        command.args(arguments).current_dir(&self.root);
        command
    }

    /// A folder or file of our own under `target/`.
    pub(crate) fn output(&self, name: impl AsRef<Path>) -> PathBuf {
        self.root.join("target").join(name)
    }

    /// The folder of the Playwright specs and the npm packages.
    pub(crate) fn end2end(&self) -> PathBuf {
        self.root.join("end2end")
    }
}

fn cargo_program() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from)
}
