//! The job queue beside the peers', on one PostgreSQL: asking, doing, and how soon a job is begun. Ours writes a row of the
//! business, the job and its history in one commit, and claims with fences, leases and turns between shops.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Size;
use super::peers::jobs as peers;
use super::report::{Peer, Row};
use crate::assemble::Assembly;
use crate::interrupt;
use crate::progress;
use crate::shell;
use crate::workspace::Workspace;

/// What is measured, as the peers' kit calls it and as we do.
struct Measurement {
    case: &'static str,
    /// The kit's word; none where the peers have nothing like it.
    kit: Option<&'static str>,
    mode: &'static str,
    jobs: u32,
    workers: u32,
    shops: u32,
}

const fn one(
    case: &'static str,
    kit: &'static str,
    mode: &'static str,
    jobs: u32,
    workers: u32,
) -> Measurement {
    Measurement {
        case,
        kit: Some(kit),
        mode,
        jobs,
        workers,
        shops: 1,
    }
}

/// The same among many shops; the peers' figures stand at the line before.
const fn many(case: &'static str, jobs: u32, workers: u32) -> Measurement {
    Measurement {
        case,
        kit: None,
        mode: "drain",
        jobs,
        workers,
        shops: 50,
    }
}

/// As many as the kit has each tuned peer drain.
const DRAINED: u32 = 20_000;

/// What one worker does in a minute or two, where each job is several commits that reach the disk.
const DRAINED_ALONE: u32 = 5_000;

const MEASUREMENTS: [Measurement; 11] = [
    one("enqueue, 1 producer", "enq1", "enq1", 2_000, 1),
    one("enqueue, 10 producers", "enq10", "enq10", 5_000, 1),
    one("enqueue, 1,000 a call", "batch", "batch", 50_000, 1),
    one("drain, 1 worker", "drain1", "drain", DRAINED_ALONE, 1),
    many("drain, 1 worker, 50 shops", DRAINED_ALONE, 1),
    one("drain, 10 workers", "drain10", "drain", DRAINED, 10),
    many("drain, 10 workers, 50 shops", DRAINED, 10),
    one("drain, 50 workers", "drain50", "drain", DRAINED, 50),
    many("drain, 50 workers, 50 shops", DRAINED, 50),
    one("begun after it was asked", "latency", "latency", 300, 10),
    Measurement {
        case: "sync of 10,000 listings",
        kit: None,
        mode: "sync",
        jobs: 10_000,
        workers: 4,
        shops: 1,
    },
];

#[derive(Deserialize)]
struct Ours {
    per_s: Option<f64>,
    p50: Option<f64>,
    p99: Option<f64>,
    s: Option<f64>,
}

pub(super) fn measure(workspace: &Workspace, assembly: &Assembly, size: Size) -> Result<Vec<Row>> {
    let scale = match size {
        Size::Whole => 1.0,
        Size::Small => 0.1,
    };
    interrupt::listen()?;
    let folder = workspace.output("bench/jobs");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).with_context(|| format!("creating {}", folder.display()))?;
    let queues = peers::find(workspace, scale)?;
    let mut rows = Vec::new();
    for measurement in &MEASUREMENTS {
        interrupt::check()?;
        let mut command = Command::new(&assembly.server);
        command
            .env("STOFLOW_DATA", &folder)
            .env("STOFLOW_ORIGINS", "http://localhost:4000")
            .env("RUST_LOG", "warn");
        match &queues {
            Some(queues) => command.env("DATABASE_URL", queues.database_url),
            None => command.env_remove("DATABASE_URL"),
        };
        let ours = progress::quiet(measurement.case, || ours(&mut command, measurement, size))?;
        let theirs = match (&queues, measurement.kit) {
            (Some(queues), Some(measure)) => {
                progress::quiet("the peers", || queues.measure(measure))?
            }
            _ => Vec::new(),
        };
        rows.extend(figures(measurement, &ours, &theirs));
    }
    if queues.is_some() {
        println!("{}", peers::LIKE_WITH_LIKE);
    }
    Ok(rows)
}

fn ours(command: &mut Command, measurement: &Measurement, size: Size) -> Result<Ours> {
    let jobs = match (size, measurement.mode) {
        (Size::Small, "drain" | "enq1" | "enq10" | "batch" | "latency") => measurement.jobs / 10,
        _ => measurement.jobs,
    };
    command
        .args(["bench-jobs", "--mode", measurement.mode, "--budget", "300"])
        .args(["--n", &jobs.to_string()])
        .args(["--conc", &measurement.workers.to_string()])
        .args(["--shops", &measurement.shops.to_string()]);
    let told = shell::answer(command)?;
    let line = told
        .lines()
        .find_map(|line| line.strip_prefix("RESULT"))
        .context("the job queue printed no result")?;
    serde_json::from_str(line).with_context(|| format!("reading the result {line}"))
}

fn figures(measurement: &Measurement, ours: &Ours, theirs: &[peers::Measured]) -> Vec<Row> {
    let row = |metric, unit, value: Option<f64>, of: fn(&peers::Measured) -> Option<f64>| {
        let peers = theirs.iter().filter_map(|peer| {
            Some(Peer {
                name: peer.peer.clone(),
                value: of(peer)?,
            })
        });
        Some(Row {
            peers: peers.collect(),
            ..Row::new(measurement.case, metric, unit, value?)
        })
    };
    let rows = if measurement.mode == "sync" {
        [row("whole", "s", ours.s, |_| None), None, None]
    } else {
        [
            row("rate", "1/s", ours.per_s, |peer| peer.per_s),
            row("p50", "ms", ours.p50, |peer| peer.p50),
            row("p99", "ms", ours.p99, |peer| peer.p99),
        ]
    };
    rows.into_iter().flatten().collect()
}
