//! `cargo xtask test`: everything that must hold, from formatting to the shipped extension in a real browser. Stops at the
//! first step that fails, with its output in view.

use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use clap::ValueEnum;

use crate::assemble::{self, Assembly, Grade};
use crate::interrupt;
use crate::prepare::{self, Need, chromium, npm};
use crate::progress;
use crate::shell;
use crate::stack::ports::Ports;
use crate::stack::{self, Data, Plan, Stack};
use crate::workspace::{WASM_TRIPLE, Workspace};

/// A half of the tests, for a developer in the middle of something.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Format, lints and `cargo test`
    Rust,
    /// The build and Playwright
    Browser,
}

pub(crate) fn run(workspace: &Workspace, only: Option<Part>, playwright: &[String]) -> Result<()> {
    let mut steps = Steps::default();
    steps.run("prepare the machine", || prepare(workspace, only))?;
    match only {
        Some(Part::Rust) => {
            rust_is_clean(workspace, &mut steps)?;
            rust_works(workspace, &mut steps)?;
        }
        Some(Part::Browser) => {
            let built = steps.run("build", || build(workspace))?;
            browser_works(workspace, built, playwright, &mut steps)?;
        }
        None => {
            rust_is_clean(workspace, &mut steps)?;
            // The tests wait for clocks and for PostgreSQL longer than they reckon: there is time to compile.
            let built = steps.meanwhile(
                "build",
                || build(workspace),
                |steps| rust_works(workspace, steps),
            )?;
            browser_works(workspace, built, playwright, &mut steps)?;
        }
    }
    steps.print();
    Ok(())
}

fn prepare(workspace: &Workspace, only: Option<Part>) -> Result<()> {
    prepare::require(workspace, &[Need::Lints, Need::WasmTarget, Need::Postgres])?;
    if only != Some(Part::Rust) {
        prepare::require(workspace, &[Need::NpmPackages, Need::Chromium])?;
    }
    Ok(())
}

fn rust_is_clean(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    let cargo = |arguments: &[&str]| shell::visible(&mut workspace.cargo(arguments));
    steps.run("format", || cargo(&["fmt", "--all", "--check"]))?;
    steps.run("lints", || {
        cargo(&["clippy", "--all-targets", "--", "-D", "warnings"])
    })?;
    steps.run("lints of the browser's side", || {
        let packages = [
            "--package",
            "stoflow-frontend",
            "--package",
            "stoflow-extension",
        ];
        let arguments = [
            &["clippy"],
            &packages[..],
            &["--target", WASM_TRIPLE, "--", "-D", "warnings"],
        ];
        cargo(&arguments.concat())
    })?;
    steps.run("compile the tests", || cargo(&["test", "--no-run"]))
}

fn rust_works(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    steps.passed += steps.run("cargo test", || {
        counting(&mut workspace.cargo(&["test", "--no-fail-fast"]))
    })?;
    Ok(())
}

/// What the browser's tests run.
struct Built {
    assembly: Assembly,
    simulator: PathBuf,
}

fn build(workspace: &Workspace) -> Result<Built> {
    Ok(Built {
        assembly: assemble::everything(workspace, Grade::Development)?,
        simulator: stack::build_simulator(workspace, Grade::Development)?,
    })
}

fn browser_works(
    workspace: &Workspace,
    built: Built,
    playwright: &[String],
    steps: &mut Steps,
) -> Result<()> {
    steps.run("types of the specs", || check_types(workspace))?;
    let stack = steps.run("start", || start(workspace, built))?;
    let outcome = steps.run("Playwright", || run_playwright(workspace, playwright));
    drop(stack);
    steps.passed += outcome?;
    Ok(())
}

/// Playwright runs TypeScript without looking at its types.
fn check_types(workspace: &Workspace) -> Result<()> {
    let program =
        npm::program(workspace, "tsc").context("TypeScript is not among the npm packages")?;
    shell::visible(
        Command::new(program)
            .arg("--noEmit")
            .current_dir(workspace.end2end()),
    )
}

fn start(workspace: &Workspace, built: Built) -> Result<Stack> {
    Stack::start(&Plan {
        folder: workspace.output("e2e"),
        description: description(workspace),
        ports: Ports::free()?,
        data: Data::Fresh,
        assembly: &built.assembly,
        simulator: built.simulator,
        // One browser signs up more sellers from one address in a minute than a neighbourhood does.
        settings: &[
            ("STOFLOW_VINTED_PACE", "none"),
            ("STOFLOW_SIGN_IN_LIMIT", "1000"),
        ],
    })
}

fn run_playwright(workspace: &Workspace, arguments: &[String]) -> Result<u64> {
    let program = npm::program(workspace, "playwright")
        .context("Playwright is not among the npm packages")?;
    let mut command = Command::new(program);
    command
        .arg("test")
        .args(arguments)
        .current_dir(workspace.end2end())
        .env("CHROMIUM", chromium::ensure(workspace)?)
        .env("STOFLOW_E2E", description(workspace));
    let passed = counting(&mut command)?;
    interrupt::check()?;
    Ok(passed)
}

fn description(workspace: &Workspace) -> PathBuf {
    workspace.output("e2e/env.json")
}

/// Runs a test runner in view and adds up the tests it says have passed.
fn counting(command: &mut Command) -> Result<u64> {
    let mut passed = 0;
    shell::visible_lines(command, |line| passed += passed_in(line).unwrap_or(0))?;
    Ok(passed)
}

/// From a closing line of cargo's runner (`test result: ok. 12 passed; …`) or Playwright's (`  12 passed (1.2m)`).
fn passed_in(line: &str) -> Option<u64> {
    let line = line.trim_start();
    line.strip_prefix("test result: ok. ")
        .unwrap_or(line)
        .split_once(" passed")?
        .0
        .parse()
        .ok()
}

/// What was done, for the table at the end.
#[derive(Default)]
struct Steps {
    done: Vec<(&'static str, Duration)>,
    passed: u64,
}

impl Steps {
    fn run<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n━ {name}");
        let began = Instant::now();
        let outcome = work().context(name)?;
        self.done.push((name, began.elapsed()));
        Ok(outcome)
    }

    /// The work called `name` while the other steps go on. Both come to their ends before a failure of either is told.
    fn meanwhile<T: Send>(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Result<T> + Send,
        others: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<T> {
        println!("\n━ {name}, beside what follows");
        let (outcome, took) = thread::scope(|scope| {
            let began = Instant::now();
            let beside = scope.spawn(move || (work(), began.elapsed()));
            others(self)?;
            beside
                .join()
                .map_err(|_panicked| anyhow!("{name} panicked"))
        })?;
        self.done.push((name, took));
        outcome.context(name)
    }

    fn print(&self) {
        println!("\nEvery step passed:");
        for (name, time) in &self.done {
            println!("  {name:<32} {:>12}", progress::seconds(*time));
        }
        println!("\ntests: {} passed, 0 failed", self.passed);
    }
}

#[cfg(test)]
mod tests {
    use super::passed_in;

    #[test]
    fn closing_lines_of_both_runners_are_counted() {
        assert_eq!(
            passed_in("test result: ok. 12 passed; 0 failed; 0 ignored"),
            Some(12)
        );
        assert_eq!(passed_in("  7 passed (1.2m)"), Some(7));
        assert_eq!(passed_in("the deadline of 3 s has passed"), None);
    }
}
