//! The peer our pages are compared with: a `FastAPI` twin of the product StoFlow replaces, from a kit that may lie beside the
//! checkout. It is measured between our own runs, since the speed of a machine changes by the minute. Without the kit, or
//! where it was never set up, there is no peer.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::http::Load;
use crate::shell;
use crate::workspace::Workspace;

/// The peer as tables call it: its shops are smaller than ours, which is to its advantage.
pub(super) const TWIN: &str = "FastAPI twin, 2 workers, 500 products";

/// The kit, with its PostgreSQL running.
pub(super) struct Twin {
    kit: PathBuf,
    /// Where the kit keeps what its set-up made.
    base: PathBuf,
    results: PathBuf,
    /// The cluster was not running before, so it is ended afterwards.
    started_cluster: bool,
}

#[derive(Deserialize)]
struct Measured {
    rps: f64,
    p50_ms: f64,
    p99_ms: f64,
    http_errors: u64,
    sock_errors: u64,
}

/// The twin, if it can be measured here.
pub(super) fn twin(workspace: &Workspace) -> Result<Option<Twin>> {
    let kit = workspace.root.join("../shared/peers");
    let home = env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache/stoflow-peers"));
    let Some(base) = env::var_os("BASE").map(PathBuf::from).or(home) else {
        return Ok(None);
    };
    if !kit.join("http/load.py").exists() || !base.join("venv-twin").exists() {
        println!("  (no peer: the kit is not set up on this machine)");
        return Ok(None);
    }
    let results = workspace.output("bench/twin.jsonl");
    let mut twin = Twin {
        kit,
        base,
        results,
        started_cluster: false,
    };
    if shell::answer(&mut twin.cluster("status")).is_err() {
        shell::logged(
            &mut twin.cluster("start"),
            &workspace.output("bench/twin-cluster.log"),
        )?;
        twin.started_cluster = true;
    }
    Ok(Some(twin))
}

impl Twin {
    /// Starts it, loads it with the list of 50 on so many connections, ends it.
    pub(super) fn load(&self, connections: u32) -> Result<Load> {
        drop(fs::remove_file(&self.results));
        let mut run = Command::new("python3");
        run.arg(self.kit.join("http/load.py"))
            .arg(self.kit.join("http/targets/twin.json"))
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
            .arg(&self.results)
            .env("BASE", &self.base);
        shell::answer(&mut run).context("measuring the twin")?;
        let text = fs::read_to_string(&self.results).context("reading the twin's figures")?;
        let line = text.lines().last().context("the twin left no figures")?;
        let measured: Measured =
            serde_json::from_str(line).with_context(|| format!("reading the figures {line}"))?;
        Ok(measured.into())
    }

    fn cluster(&self, verb: &str) -> Command {
        let mut command = Command::new(self.kit.join("pg.sh"));
        command.arg(verb).env("BASE", &self.base);
        command
    }
}

impl Drop for Twin {
    fn drop(&mut self) {
        if self.started_cluster {
            drop(self.cluster("stop").status());
        }
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
