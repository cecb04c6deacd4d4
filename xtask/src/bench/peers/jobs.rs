//! Job queues on the same PostgreSQL as ours.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Kit;
use crate::shell;
use crate::workspace::Workspace;

/// Who is measured, as the kit calls them: each as it comes and as its own advice tunes it.
const QUEUES: &str = "graphile-worker,pg-boss,procrastinate,rust-graphile_worker";

/// Those that can empty a queue within the time there is.
const FOR_DRAINS: &str = "graphile-worker,pg-boss/best,procrastinate,rust-graphile_worker";

/// What somebody who reads the table must know.
pub(in crate::bench) const LIKE_WITH_LIKE: &str = "
  Drains are of 20,000 jobs, ours as well as the tuned peers'. Fewer, of the same kind, are given to those that would
  take too long: stock ones get 3,000 for one worker and 10,000 for ten, procrastinate at most 4,000.
  Stock pg-boss is left out of drains: it looks for work every two seconds and takes one job then.";

pub(in crate::bench) struct Queues {
    kit: Kit,
    /// The address of an empty database beside theirs.
    pub(in crate::bench) database_url: &'static str,
    /// By how much the number of jobs differs from the kit's own.
    scale: f64,
}

/// What one of them did in one measurement; what is not there was not measured, or failed.
#[derive(Deserialize)]
pub(in crate::bench) struct Measured {
    pub(in crate::bench) peer: String,
    pub(in crate::bench) per_s: Option<f64>,
    pub(in crate::bench) p50: Option<f64>,
    pub(in crate::bench) p99: Option<f64>,
}

/// The queues, if any can be measured here.
pub(in crate::bench) fn find(workspace: &Workspace, scale: f64) -> Result<Option<Queues>> {
    let Some(kit) = Kit::with(workspace, "jobs22")? else {
        return Ok(None);
    };
    if !kit.has("venv-jobs") {
        println!("  (procrastinate is not set up on this machine: run the kit's setup.sh again)");
    }
    kit.sql("drop database if exists stoflow_jobs with (force)")?;
    kit.sql("create database stoflow_jobs")?;
    Ok(Some(Queues {
        kit,
        database_url: "postgresql://bench@127.0.0.1:55432/stoflow_jobs",
        scale,
    }))
}

impl Queues {
    /// Measures each of them once, in the kit's own words for what is measured.
    pub(in crate::bench) fn measure(&self, measure: &str) -> Result<Vec<Measured>> {
        let results = self.kit.results("peers-jobs.jsonl");
        drop(fs::remove_file(&results));
        let mut run = self.kit.python("jobs/run.py");
        let queues = if measure.starts_with("drain") {
            FOR_DRAINS
        } else {
            QUEUES
        };
        run.args(["--reps", "1", "--max-wait", "1", "--only", queues])
            .args(["--modes", measure, "--scale", &self.scale.to_string()])
            .arg("--out")
            .arg(&results);
        shell::answer(&mut run).with_context(|| format!("measuring the peers: {measure}"))?;
        let text = fs::read_to_string(&results).context("reading the peers' figures")?;
        text.lines()
            .map(|line| {
                serde_json::from_str(line).with_context(|| format!("reading the figures {line}"))
            })
            .collect()
    }
}
