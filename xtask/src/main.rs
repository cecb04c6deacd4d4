//! `cargo xtask …`: makes a machine ready, builds what we ship, runs a whole StoFlow with its outside world, tests it and
//! measures it.
//!
//! It knows programs, folders and ports. It knows nothing of listings or sellers: it depends on no other crate of the
//! workspace and speaks to them by command line, environment and HTTP.

mod assemble;
mod bench;
mod chaos;
mod interrupt;
mod prepare;
mod progress;
mod shell;
mod stack;
mod test;
mod up;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::assemble::Grade;
use crate::bench::{Benchmark, Size};
use crate::prepare::Need;
use crate::test::Part;
use crate::workspace::Workspace;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Builds, runs, tests and measures StoFlow"
)]
struct CommandLine {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Put in place what building and running need; `up`, `test`, `build` and `bench` do it by themselves
    Prepare {
        /// What to put in place; everything if none is named
        #[arg(value_enum)]
        needs: Vec<Need>,
    },
    /// Build the server, the site and the extension into `dist/` (without --release: into `target/dist/`)
    Build {
        #[arg(long)]
        release: bool,
    },
    /// Run StoFlow and a simulated vinted.fr on this machine until Ctrl-C
    Up(up::Options),
    /// Check format, lints and tests, then drive the shipped extension in Chromium
    Test {
        /// Only one half: `rust` or `browser`
        #[arg(long, value_enum)]
        only: Option<Part>,
        /// What follows `--` goes to Playwright
        #[arg(last = true)]
        playwright: Vec<String>,
    },
    /// Measure the release build; prints tables and writes `target/bench/NAME.json`
    Bench {
        /// Which one; all if none is named
        #[arg(value_enum)]
        name: Option<Benchmark>,
        /// The development build and small numbers: to see that a benchmark works
        #[arg(long)]
        small: bool,
    },
    /// Print what of our catalogue each marketplace and site has a word for
    Coverage,
    /// Sell while everything goes wrong, then hold the site against the database
    Chaos(chaos::Options),
}

fn main() -> ExitCode {
    match run(CommandLine::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    let workspace = Workspace::locate()?;
    match task {
        Task::Prepare { needs } if needs.is_empty() => prepare::require(&workspace, Need::ALL),
        Task::Prepare { needs } => prepare::require(&workspace, &needs),
        Task::Build { release } => build(&workspace, Grade::from_flag(release)),
        Task::Up(options) => up::run(&workspace, &options),
        Task::Test { only, playwright } => test::run(&workspace, only, &playwright),
        Task::Bench { name, small } => bench::run(&workspace, name, Size::from_flag(small)),
        Task::Coverage => coverage(&workspace),
        Task::Chaos(options) => chaos::run(&workspace, &options),
    }
}

/// The server knows the catalogue and the packs; this only runs it.
fn coverage(workspace: &Workspace) -> Result<()> {
    let arguments = [
        "run",
        "--quiet",
        "--bin",
        "stoflow-server",
        "--",
        "coverage",
    ];
    shell::visible(&mut workspace.cargo(&arguments))
}

fn build(workspace: &Workspace, grade: Grade) -> Result<()> {
    prepare::require(workspace, &[Need::WasmTarget])?;
    prepare::wish(workspace, &[Need::NpmPackages]);
    let assembly = assemble::everything(workspace, grade)?;
    println!("\nThe server    {}", assembly.server.display());
    println!("The site      {}", assembly.site.display());
    println!(
        "The extension {} (for the store: {})",
        assembly.extension.display(),
        assembly.extension_zip.display()
    );
    Ok(())
}
