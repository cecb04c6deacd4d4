//! What a machine must have before we can build and run here, each put in place by its own module below.
//!
//! A need that can't be met says what the person must do, with the command to type. Nothing is installed twice.

pub(crate) mod chromium;
pub(crate) mod npm;
pub(crate) mod postgres;

mod apt;
mod lints;
mod wasm_target;
mod wrk;

use anyhow::Result;
use clap::ValueEnum;

use crate::progress;
use crate::workspace::Workspace;

/// One thing a machine must have.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Need {
    /// rustfmt and clippy
    Lints,
    /// The standard library for wasm32-unknown-unknown
    WasmTarget,
    /// The packages of end2end/package.json
    NpmPackages,
    /// A Chromium that loads unpacked extensions
    Chromium,
    /// `initdb` and `postgres`, version 14 or later
    Postgres,
    /// The HTTP load generator
    Wrk,
}

impl Need {
    /// Everything, in the order of `cargo xtask prepare`.
    pub(crate) const ALL: &[Self] = &[
        Self::Lints,
        Self::WasmTarget,
        Self::NpmPackages,
        Self::Chromium,
        Self::Postgres,
        Self::Wrk,
    ];

    fn label(self) -> &'static str {
        match self {
            Self::Lints => "rustfmt and clippy",
            Self::WasmTarget => "wasm32 target",
            Self::NpmPackages => "npm packages",
            Self::Chromium => "Chromium",
            Self::Postgres => "PostgreSQL programs",
            Self::Wrk => "wrk",
        }
    }

    fn meet(self, workspace: &Workspace) -> Result<()> {
        match self {
            Self::Lints => lints::ensure(workspace),
            Self::WasmTarget => wasm_target::ensure(workspace),
            Self::NpmPackages => npm::ensure(workspace),
            Self::Chromium => chromium::ensure(workspace).map(drop),
            Self::Postgres => postgres::ensure(workspace),
            Self::Wrk => wrk::ensure(workspace),
        }
    }
}

/// Meets each need in turn and stops at the first that can't be met.
pub(crate) fn require(workspace: &Workspace, needs: &[Need]) -> Result<()> {
    needs
        .iter()
        .try_for_each(|need| progress::quiet(need.label(), || need.meet(workspace)))
}

/// Meets each need if it can; where it can't, says so and goes on.
pub(crate) fn wish(workspace: &Workspace, needs: &[Need]) {
    for need in needs {
        if let Err(error) = progress::quiet(need.label(), || need.meet(workspace)) {
            eprintln!("  Going on without it: {error:#}");
        }
    }
}
