//! `cargo xtask bench`: the release build, measured. Each benchmark is a module that gives back rows; `report` prints them
//! and writes `target/bench/NAME.json`.
//!
//! Figures depend on the machine and the minute: where a peer is set up, it is measured in the same run.

mod http;
mod hub;
mod jobs;
mod pages;
mod peers;
mod provisioning;
mod report;
mod round_trip;
mod search;
mod table;
mod timings;
mod weight;

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::assemble::{self, Assembly, Grade};
use crate::prepare::{self, Need};
use crate::stack::ports::Ports;
use crate::stack::{self, Data, Plan, Stack};
use crate::workspace::Workspace;
use report::{Report, Row};

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
    /// Searching, filtering and changing shops of 10,000 and 100,000 products
    Search,
    /// What the product list page downloads
    Weight,
}

impl Benchmark {
    const ALL: &[Self] = &[
        Self::Weight,
        Self::Provisioning,
        Self::Pages,
        Self::Search,
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
            Self::Search => "search",
            Self::Weight => "weight",
        }
    }

    fn needs(self) -> &'static [Need] {
        match self {
            Self::Pages | Self::Search => &[Need::Postgres, Need::Wrk],
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
            Self::Search => search::measure(&start()?, *size),
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
        Report::new(name, rows).publish(workspace)?;
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
