//! `cargo xtask bench`: the release build, measured. Each benchmark is a module that gives back rows; here they are printed
//! and written to `target/bench/NAME.json`.
//!
//! Figures depend on the machine and the minute: where a peer is set up, it is measured in the same run.

mod http;
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
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::Provisioning => "provisioning",
            Self::RoundTrip => "round_trip",
            Self::Weight => "weight",
        }
    }

    fn needs(self) -> &'static [Need] {
        match self {
            Self::Pages => &[Need::Postgres, Need::Wrk],
            Self::Provisioning => &[Need::Postgres],
            Self::RoundTrip => &[Need::Postgres, Need::NpmPackages, Need::Chromium],
            Self::Weight => &[],
        }
    }

    fn measure(self, workspace: &Workspace, assembly: &Assembly) -> Result<Vec<Row>> {
        match self {
            Self::Pages => pages::measure(workspace, &start(workspace, assembly)?),
            Self::Provisioning => provisioning::measure(&start(workspace, assembly)?),
            Self::RoundTrip => round_trip::measure(workspace, &start(workspace, assembly)?),
            Self::Weight => weight::measure(&assembly.site),
        }
    }
}

/// One figure.
#[derive(Debug, Serialize)]
struct Row {
    case: String,
    metric: &'static str,
    unit: &'static str,
    value: f64,
    /// Who else was measured, in the same run.
    peer: Option<String>,
    peer_value: Option<f64>,
}

impl Row {
    fn new(case: impl Into<String>, metric: &'static str, unit: &'static str, value: f64) -> Self {
        Self {
            case: case.into(),
            metric,
            unit,
            value,
            peer: None,
            peer_value: None,
        }
    }
}

#[derive(Serialize)]
struct Report {
    name: &'static str,
    machine: String,
    rows: Vec<Row>,
}

/// Builds the release once and measures one or all.
pub(crate) fn run(workspace: &Workspace, only: Option<Benchmark>) -> Result<()> {
    let chosen = only.as_ref().map_or(Benchmark::ALL, std::slice::from_ref);
    prepare::require(workspace, &[Need::WasmTarget])?;
    prepare::wish(workspace, &[Need::NpmPackages]);
    for benchmark in chosen {
        prepare::require(workspace, benchmark.needs())?;
    }
    let assembly = assemble::everything(workspace, Grade::Release)?;
    for benchmark in chosen {
        let name = benchmark.name();
        let rows = benchmark
            .measure(workspace, &assembly)
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
fn start(workspace: &Workspace, assembly: &Assembly) -> Result<Stack> {
    Stack::start(&Plan {
        folder: workspace.output("bench/stack"),
        description: workspace.output("bench/stack.json"),
        ports: Ports::free()?,
        data: Data::Fresh,
        assembly,
        simulator: stack::build_simulator(workspace, Grade::Release)?,
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

fn table(rows: &[Row]) -> String {
    let width = rows
        .iter()
        .map(|row| row.case.chars().count())
        .max()
        .unwrap_or_default();
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let peer = match (&row.peer, row.peer_value) {
                (Some(peer), Some(value)) => format!("  {peer}: {value:.2} {}", row.unit),
                _ => String::new(),
            };
            format!(
                "  {:<width$}  {:<12} {:>12.2} {:<6}{peer}",
                row.case, row.metric, row.value, row.unit
            )
        })
        .collect();
    lines.join("\n")
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
    fn a_peer_stands_beside_our_figure() {
        let mut row = Row::new("list, 16 connections", "rate", "1/s", 5000.0);
        assert!(!table(std::slice::from_ref(&row)).contains(':'));
        (row.peer, row.peer_value) = (Some("twin".into()), Some(117.0));
        assert!(table(&[row]).ends_with("twin: 117.00 1/s"));
    }
}
