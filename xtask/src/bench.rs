//! `cargo xtask bench`: the release build, measured. Each benchmark is a module that gives back rows; here they are printed
//! and written to `target/bench/NAME.json`.
//!
//! Figures depend on the machine and the minute: where a peer is set up, it is measured in the same run.

mod http;
mod hub;
mod jobs;
mod pages;
mod peers;
mod provisioning;
mod round_trip;
mod weight;

use std::fs;

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::assemble::{self, Assembly, Grade};
use crate::prepare::{self, Need};
use crate::stack::ports::Ports;
use crate::stack::{self, Data, Plan, Stack};
use crate::workspace::Workspace;

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Benchmark {
    /// Ten thousand connected executors on one server
    Hub,
    /// The job queue: asking, doing, and how soon a job is begun
    Jobs,
    /// The product list of a shop of 10,000 products, as a page and as JSON
    Pages,
    /// A new seller, from nothing to a usable shop
    Provisioning,
    /// Publishing: server, extension, simulated Vinted and back
    RoundTrip,
    /// What the product list page downloads
    Weight,
}

impl Benchmark {
    const ALL: &[Self] = &[
        Self::Weight,
        Self::Provisioning,
        Self::Pages,
        Self::RoundTrip,
        Self::Jobs,
        Self::Hub,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Hub => "hub",
            Self::Jobs => "jobs",
            Self::Pages => "pages",
            Self::Provisioning => "provisioning",
            Self::RoundTrip => "round_trip",
            Self::Weight => "weight",
        }
    }

    fn needs(self) -> &'static [Need] {
        match self {
            Self::Pages => &[Need::Postgres, Need::Wrk],
            Self::Hub | Self::Jobs | Self::Provisioning => &[Need::Postgres],
            Self::RoundTrip => &[Need::Postgres, Need::NpmPackages, Need::Chromium],
            Self::Weight => &[],
        }
    }

    fn measure(self, workspace: &Workspace, build: &Build) -> Result<Vec<Row>> {
        let Build { assembly, size } = build;
        let start = || start(workspace, build);
        match self {
            Self::Hub => hub::measure(workspace, &start()?, *size),
            Self::Jobs => jobs::measure(workspace, assembly, *size),
            Self::Pages => pages::measure(workspace, &start()?),
            Self::Provisioning => provisioning::measure(&start()?),
            Self::RoundTrip => round_trip::measure(workspace, &start()?),
            Self::Weight => weight::measure(&assembly.site),
        }
    }
}

/// How much is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// The release build, as long as it takes to know.
    Whole,
    /// The development build and small numbers: to see that it works, not how fast.
    Small,
}

impl Size {
    /// The size that the command line's `--small` stands for.
    pub(crate) fn from_flag(small: bool) -> Self {
        if small { Self::Small } else { Self::Whole }
    }

    fn grade(self) -> Grade {
        match self {
            Self::Whole => Grade::Release,
            Self::Small => Grade::Development,
        }
    }
}

/// What is measured.
struct Build {
    assembly: Assembly,
    size: Size,
}

/// One figure.
#[derive(Debug, Serialize)]
struct Row {
    case: String,
    metric: String,
    unit: String,
    value: f64,
    /// Who else was measured, in the same run.
    peers: Vec<Peer>,
}

/// Somebody else's figure.
#[derive(Debug, Serialize)]
struct Peer {
    name: String,
    value: f64,
}

impl Row {
    fn new(
        case: impl Into<String>,
        metric: impl Into<String>,
        unit: impl Into<String>,
        value: f64,
    ) -> Self {
        Self {
            case: case.into(),
            metric: metric.into(),
            unit: unit.into(),
            value,
            peers: Vec::new(),
        }
    }
}

#[derive(Serialize)]
struct Report {
    name: &'static str,
    machine: String,
    rows: Vec<Row>,
}

/// Builds once and measures one or all.
pub(crate) fn run(workspace: &Workspace, only: Option<Benchmark>, size: Size) -> Result<()> {
    let chosen = only.as_ref().map_or(Benchmark::ALL, std::slice::from_ref);
    prepare::require(workspace, &[Need::WasmTarget])?;
    prepare::wish(workspace, &[Need::NpmPackages]);
    for benchmark in chosen {
        prepare::require(workspace, benchmark.needs())?;
    }
    let build = Build {
        assembly: assemble::everything(workspace, size.grade())?,
        size,
    };
    for benchmark in chosen {
        let name = benchmark.name();
        let rows = benchmark
            .measure(workspace, &build)
            .with_context(|| format!("the benchmark `{name}`"))?;
        publish(
            workspace,
            &Report {
                name,
                machine: machine(),
                rows,
            },
        )?;
    }
    Ok(())
}

/// A stack with an empty shop for the demo seller, and no waiting between the steps on Vinted.
fn start(workspace: &Workspace, build: &Build) -> Result<Stack> {
    Stack::start(&Plan {
        folder: workspace.output("bench/stack"),
        description: workspace.output("bench/stack.json"),
        ports: Ports::free()?,
        data: Data::Fresh,
        assembly: &build.assembly,
        simulator: stack::build_simulator(workspace, build.size.grade())?,
        settings: &[
            ("STOFLOW_VINTED_PACE", "none"),
            ("STOFLOW_SIGN_IN_LIMIT", "1000"),
            ("RUST_LOG", "warn"),
        ],
    })
}

fn publish(workspace: &Workspace, report: &Report) -> Result<()> {
    let path = workspace.output(format!("bench/{}.json", report.name));
    let text = serde_json::to_vec_pretty(report).context("writing the figures")?;
    fs::create_dir_all(workspace.output("bench")).context("creating target/bench")?;
    fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
    println!("\n{} · {}", report.name, report.machine);
    println!("{}", table(&report.rows));
    println!("written to {}", path.display());
    Ok(())
}

/// Ours and, a column for each, the peers'.
fn table(rows: &[Row]) -> String {
    let mut peers: Vec<&str> = Vec::new();
    for peer in rows.iter().flat_map(|row| &row.peers) {
        if !peers.contains(&peer.name.as_str()) {
            peers.push(&peer.name);
        }
    }
    let width = rows
        .iter()
        .map(|row| row.case.chars().count())
        .max()
        .unwrap_or_default();
    let mut lines = Vec::new();
    if !peers.is_empty() {
        let names: Vec<String> = peers.iter().map(|name| format!("{name:>10}")).collect();
        let names = names.join("  ");
        lines.push(format!(
            "  {:<width$}  {:<6} {:>12} {:<6}  {names}",
            "", "", "StoFlow", ""
        ));
    }
    lines.extend(rows.iter().map(|row| {
        let cells: Vec<String> = peers.iter().map(|peer| cell(row, peer)).collect();
        let cells = cells.concat();
        let Row {
            case,
            metric,
            unit,
            value,
            ..
        } = row;
        format!("  {case:<width$}  {metric:<6} {value:>12.2} {unit:<6}{cells}")
    }));
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    lines.join("\n")
}

/// What one peer did, as wide as its name.
fn cell(row: &Row, peer: &str) -> String {
    let width = peer.chars().count().max(10);
    match row.peers.iter().find(|other| other.name == peer) {
        Some(other) => format!("  {:>width$.2}", other.value),
        None => format!("  {:>width$}", ""),
    }
}

/// Processor, cores and memory, as far as the system tells.
fn machine() -> String {
    let value = |file: &str, key: &str| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(key))
            .unwrap_or_default();
        line.trim_start_matches([':', '\t', ' ']).to_owned()
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "{cores} × {}, memory {}",
        value("/proc/cpuinfo", "model name"),
        value("/proc/meminfo", "MemTotal")
    )
}

/// One line of JSON per measurement, as the programs we time print it.
#[derive(Deserialize)]
struct Timing {
    ms: f64,
}

/// The percentiles of what a program printed: one `{"ms": …}` a line.
fn timings(case: &str, printed: &str) -> Result<Vec<Row>> {
    let mut times: Vec<f64> = printed
        .lines()
        .map(|line| Ok(serde_json::from_str::<Timing>(line)?.ms))
        .collect::<serde_json::Result<_>>()
        .with_context(|| format!("reading the times of `{case}`"))?;
    ensure!(!times.is_empty(), "nothing was timed for `{case}`");
    times.sort_by(f64::total_cmp);
    Ok([("p50", 50), ("p95", 95), ("p99", 99)]
        .map(|(metric, percent)| Row::new(case, metric, "ms", percentile(&times, percent)))
        .into())
}

/// The value below which so many percent of the measurements lie.
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let index = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(index).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_of_what_was_printed() {
        let printed: Vec<String> = (1..=100)
            .rev()
            .map(|ms| format!("{{\"ms\":{ms}.5}}"))
            .collect();
        let rows = timings("sign-up", &printed.join("\n")).unwrap();
        let values: Vec<f64> = rows.iter().map(|row| row.value).collect();
        assert_eq!(values, [51.5, 96.5, 100.5]);
        assert!(timings("sign-up", "").is_err());
    }

    #[test]
    fn peers_stand_beside_our_figures() {
        let mut row = Row::new("list, 16 connections", "rate", "req/s", 5000.0);
        assert!(!table(std::slice::from_ref(&row)).contains("StoFlow"));
        row.peers.push(Peer {
            name: "a twin of it".into(),
            value: 117.0,
        });
        let other = Row::new("list, page", "rate", "req/s", 1200.0);
        assert_eq!(
            table(&[row, other]),
            "                                    StoFlow         a twin of it\n  \
             list, 16 connections  rate        5000.00 req/s         117.00\n  \
             list, page            rate        1200.00 req/s"
        );
    }
}
