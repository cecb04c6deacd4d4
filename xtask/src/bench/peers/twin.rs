//! A `FastAPI` twin of the product StoFlow replaces.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Kit;
use crate::bench::http::Load;
use crate::shell;
use crate::workspace::Workspace;

/// The peer as tables call it: its shops are smaller than ours, which is to its advantage.
pub(in crate::bench) const TWIN: &str = "FastAPI twin, 2 workers, 500 products";

pub(in crate::bench) struct Twin(Kit);

#[derive(Deserialize)]
struct Measured {
    rps: f64,
    p50_ms: f64,
    p99_ms: f64,
    http_errors: u64,
    sock_errors: u64,
}

/// The twin, if it can be measured here.
pub(in crate::bench) fn find(workspace: &Workspace) -> Result<Option<Twin>> {
    Ok(Kit::with(workspace, "venv-twin")?.map(Twin))
}

impl Twin {
    /// Starts it, loads it with the list of 50 on so many connections, ends it.
    pub(in crate::bench) fn load(&self, connections: u32) -> Result<Load> {
        let results = self.0.results("twin.jsonl");
        drop(fs::remove_file(&results));
        let mut run = self.0.python("http/load.py");
        run.arg(self.0.file("http/targets/twin.json"))
            .args([
                "--scenario",
                "list50",
                "--conc",
                &connections.to_string(),
                "--secs",
                "6",
                "--reps",
                "1",
            ])
            .args(["--workers", "2", "--out"])
            .arg(&results);
        shell::answer(&mut run).context("measuring the twin")?;
        let text = fs::read_to_string(&results).context("reading the twin's figures")?;
        let line = text.lines().last().context("the twin left no figures")?;
        let measured: Measured =
            serde_json::from_str(line).with_context(|| format!("reading the figures {line}"))?;
        Ok(measured.into())
    }
}

impl From<Measured> for Load {
    fn from(measured: Measured) -> Self {
        let Measured {
            rps,
            p50_ms,
            p99_ms,
            http_errors,
            sock_errors,
        } = measured;
        Self {
            rate: rps,
            p50: p50_ms,
            p99: p99_ms,
            errors: http_errors + sock_errors,
        }
    }
}
