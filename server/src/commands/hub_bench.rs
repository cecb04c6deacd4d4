//! `bench-hub`: very many executors on one running server. Prints one figure a line, as JSON.
//!
//! Shops, sellers and pairings are made through the domain; from then on it is an outside world like any other: sockets
//! and requests to the server's address, and a look at how much memory that process has.

mod crowd;
mod shops;

use super::trial;
use crate::open_files;
use clap::Args;
use crowd::Crowd;
use serde::Serialize;
use shops::Seller;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use stoflow_domain::backend::Backend;
use stoflow_domain::error::Error;
use tokio::task::JoinSet;

/// Executors of one shop: the server gives it ten seats.
const PER_SHOP: usize = 10;

/// Round trips under way at once.
const IN_FLIGHT: [usize; 3] = [1, 16, 64];

/// Files this process and the server need beside their sockets.
const OTHER_FILES: usize = 200;

/// How long memory is given to settle.
const SETTLING: Duration = Duration::from_secs(5);

/// Whom to load, and how much.
#[derive(Args, Clone, Debug)]
pub struct Load {
    /// The server's address, such as `http://localhost:4000`
    #[arg(long)]
    url: String,
    /// The server's process
    #[arg(long)]
    pid: u32,
    #[arg(long, default_value_t = 10_000)]
    executors: usize,
    /// Round trips for each number under way at once
    #[arg(long, default_value_t = 2_000)]
    samples: usize,
}

/// One figure.
#[derive(Debug, Serialize)]
pub struct Figure {
    case: String,
    metric: &'static str,
    unit: &'static str,
    value: f64,
}

fn figure(case: impl Into<String>, metric: &'static str, unit: &'static str, value: f64) -> Figure {
    Figure {
        case: case.into(),
        metric,
        unit,
        value,
    }
}

/// Loads the server; `tell` gets each figure as soon as it is known.
pub async fn measure(backend: &Backend, load: &Load, tell: impl Fn(&Figure)) -> Result<(), Error> {
    trial::nobody_but_the_demo_lives_here(backend).await?;
    let executors = as_many_as_files_allow(load.executors);
    let sellers = shops::make(backend, executors.div_ceil(PER_SHOP), PER_SHOP).await?;
    let before = resident(load.pid)?;
    let crowd = Crowd::new(&load.url);
    let begun = Instant::now();
    let connected = crowd.connect(&sellers, executors).await;
    tell(&figure(
        "executors connected",
        "count",
        "",
        small(connected),
    ));
    tell(&figure(
        "executors connected",
        "within",
        "s",
        begun.elapsed().as_secs_f64(),
    ));
    tokio::time::sleep(SETTLING).await;
    let each = (resident(load.pid)? - before) / small(connected.max(1));
    tell(&figure(
        "memory of a connection",
        "resident",
        "kB",
        each / 1000.0,
    ));
    let sellers = Arc::new(sellers);
    for in_flight in IN_FLIGHT {
        let times = round_trips(&crowd, &sellers, in_flight, load.samples).await?;
        tell_times(&tell, in_flight, &times);
    }
    Ok(())
}

fn as_many_as_files_allow(wanted: usize) -> usize {
    let allowed = open_files::raise().saturating_sub(OTHER_FILES);
    if allowed < wanted {
        tracing::warn!(
            allowed,
            wanted,
            "this process may not open more files, so fewer executors connect (ulimit -n)"
        );
    }
    wanted.min(allowed)
}

/// How long the parts of one round trip took.
#[derive(Clone, Copy, Debug)]
struct RoundTrip {
    /// From the request to the command at the executor.
    dispatch: Duration,
    /// From the executor's result to its acknowledgement.
    settle: Duration,
    whole: Duration,
}

/// `samples` syncs of empty wardrobes, `in_flight` at once, no two of one shop at the same time.
async fn round_trips(
    crowd: &Crowd,
    sellers: &Arc<Vec<Seller>>,
    in_flight: usize,
    samples: usize,
) -> Result<Vec<RoundTrip>, Error> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    for lane in 0..in_flight.min(sellers.len()) {
        let (crowd, sellers, next) = (crowd.clone(), Arc::clone(sellers), Arc::clone(&next));
        tasks.spawn(async move {
            let mut times = Vec::new();
            let mut shop = lane;
            while next.fetch_add(1, Ordering::Relaxed) < samples {
                times.push(crowd.round_trip(&sellers[shop]).await?);
                shop += in_flight;
                if shop >= sellers.len() {
                    shop = lane;
                }
            }
            Ok(times)
        });
    }
    let times: Result<Vec<_>, Error> = tasks.join_all().await.into_iter().collect();
    Ok(times?.concat())
}

fn tell_times(tell: &impl Fn(&Figure), in_flight: usize, times: &[RoundTrip]) {
    let part = |of: fn(&RoundTrip) -> Duration| times.iter().map(of).collect::<Vec<_>>();
    let parts = [
        ("request to executor", part(|trip| trip.dispatch)),
        ("result to acknowledgement", part(|trip| trip.settle)),
        ("whole round trip", part(|trip| trip.whole)),
    ];
    for (name, mut sorted) in parts {
        sorted.sort_unstable();
        let case = format!("{name}, {in_flight} in flight");
        for (metric, percent) in [("p50", 50), ("p99", 99)] {
            let index = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
            if let Some(time) = sorted.get(index) {
                tell(&figure(
                    case.as_str(),
                    metric,
                    "ms",
                    time.as_secs_f64() * 1000.0,
                ));
            }
        }
    }
}

/// Bytes of memory a process has in use.
fn resident(pid: u32) -> Result<f64, Error> {
    const READING: &str = "reading how much memory the server has";
    let path = PathBuf::from(format!("/proc/{pid}/status"));
    let text = std::fs::read_to_string(path).map_err(|error| Error::internal(READING, error))?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib: Option<f64> = line
        .and_then(|line| line.trim().strip_suffix("kB"))
        .and_then(|number| number.trim().parse().ok());
    kib.map(|kib| kib * 1024.0)
        .ok_or_else(|| Error::internal(READING, "there is no such line"))
}

fn small(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
