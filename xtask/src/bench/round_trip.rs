//! From the request to publish on Vinted to the live listing in the shop, with the shipped extension in a real Chromium and
//! no waiting between the steps. `end2end/bench/publish.bench.ts` drives it and writes one line of JSON per publication.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::report::Row;
use super::timings;
use crate::prepare::{chromium, npm};
use crate::shell;
use crate::stack::Stack;
use crate::workspace::Workspace;

pub(super) fn measure(workspace: &Workspace, stack: &Stack) -> Result<Vec<Row>> {
    let results = stack.folder.join("round-trip.jsonl");
    let program = npm::program(workspace, "playwright")
        .context("Playwright is not among the npm packages")?;
    let mut playwright = Command::new(program);
    playwright
        .args(["test", "--config", "bench/playwright.config.ts"])
        .current_dir(workspace.end2end())
        .env("CHROMIUM", chromium::ensure(workspace)?)
        .env("STOFLOW_E2E", workspace.output("bench/stack.json"))
        .env("STOFLOW_BENCH", &results);
    shell::visible(&mut playwright)?;
    let text = fs::read_to_string(&results).context("reading the times of the publications")?;
    timings::rows("publish, 3 photos, request to live", &text)
}
