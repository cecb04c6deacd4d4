//! `cargo xtask chaos`: some minutes of selling while everything goes wrong, then an audit of the simulated vinted.fr
//! against the database. `end2end/chaos` drives it and writes the report; its last two lines are the verdict.

use std::fs;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::assemble::{self, Grade};
use crate::prepare::{self, Need, chromium, npm};
use crate::shell;
use crate::stack::ports::Ports;
use crate::stack::{self, Data, Plan, Stack};
use crate::workspace::Workspace;

/// What the report ends with where nothing was done twice and nothing was lost.
const CLEAN: &str = "duplicates: 0\nlosses: 0\n";

#[derive(Args)]
pub(crate) struct Options {
    /// How long things go wrong; a few more minutes pass until all is quiet
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    minutes: u32,
    /// Draws the same operations and faults as a run before; drawn anew where none is given
    #[arg(long)]
    seed: Option<u32>,
}

pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let seed = options.seed.map_or_else(draw, Ok)?;
    println!("seed {seed}");
    prepare::require(
        workspace,
        &[
            Need::WasmTarget,
            Need::Postgres,
            Need::NpmPackages,
            Need::Chromium,
        ],
    )?;
    let stack = start(workspace)?;
    let report = workspace.output("chaos/report.txt");
    drop(fs::remove_file(&report));
    let outcome = drive(workspace, options.minutes, seed);
    drop(stack);
    let text = fs::read_to_string(&report);
    outcome?;
    let text = text.context("reading the report of the run")?;
    print!("\n{text}");
    if !text.ends_with(CLEAN) {
        bail!("something was done twice or lost; the logs are in target/chaos/chaos");
    }
    Ok(())
}

/// It says where the extension and the browser's arguments are. The run kills a server, a database and a simulator of
/// its own.
fn start(workspace: &Workspace) -> Result<Stack> {
    let assembly = assemble::everything(workspace, Grade::Development)?;
    Stack::start(&Plan {
        folder: workspace.output("chaos/stack"),
        description: workspace.output("chaos/env.json"),
        ports: Ports::free()?,
        data: Data::Fresh,
        assembly: &assembly,
        simulator: stack::build_simulator(workspace, Grade::Development)?,
        settings: &[],
    })
}

fn drive(workspace: &Workspace, minutes: u32, seed: u32) -> Result<()> {
    let program = npm::program(workspace, "playwright")
        .context("Playwright is not among the npm packages")?;
    shell::visible(
        Command::new(program)
            .args(["test", "--config", "chaos/playwright.config.ts"])
            .current_dir(workspace.end2end())
            .env("CHROMIUM", chromium::ensure(workspace)?)
            .env("STOFLOW_E2E", workspace.output("chaos/env.json"))
            .env("CHAOS_MINUTES", minutes.to_string())
            .env("CHAOS_SEED", seed.to_string())
            .env("CHAOS_REPORT", workspace.output("chaos/report.txt")),
    )
}

fn draw() -> Result<u32> {
    let now = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .context("reading the clock for a seed")?;
    Ok(now.subsec_nanos())
}
