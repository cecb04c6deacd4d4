//! `python-socketio`, with a command sent to a user and its answer awaited.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Kit;
use crate::shell;
use crate::workspace::Workspace;

/// The peer as tables call it: it holds a tenth of our connections, and no database is behind it.
pub(in crate::bench) const SOCKETIO: &str = "python-socketio, 1,000 conn, no database";

/// One phase of its run.
#[derive(Deserialize)]
struct Measured {
    phase: String,
    conc: Option<u32>,
    kib_per_conn: Option<f64>,
    p50: Option<f64>,
    p99: Option<f64>,
}

/// What it did.
pub(in crate::bench) struct SocketIo(Vec<Measured>);

/// Measures it, if it is set up here.
pub(in crate::bench) fn measure(workspace: &Workspace) -> Result<Option<SocketIo>> {
    let Some(kit) = Kit::with(workspace, "venv-sio")? else {
        return Ok(None);
    };
    let results = kit.results("peers-sockets.jsonl");
    drop(fs::remove_file(&results));
    let mut run = kit.python("sio/run.py");
    run.arg(kit.file("sio/targets/py.json"))
        .args(["--reps", "1", "--conns", "1000", "--dispatch", "2000"])
        .args(["--hold", "3", "--out"])
        .arg(&results);
    shell::answer(&mut run).context("measuring python-socketio")?;
    let text = fs::read_to_string(&results).context("reading its figures")?;
    let lines = text.lines().map(|line| {
        serde_json::from_str(line).with_context(|| format!("reading the figures {line}"))
    });
    Ok(Some(SocketIo(lines.collect::<Result<_>>()?)))
}

impl SocketIo {
    /// What stands beside one of our figures, in its unit.
    pub(in crate::bench) fn beside(&self, case: &str, metric: &str) -> Option<f64> {
        if case == "memory of a connection" {
            let idle = self.0.iter().find(|phase| phase.phase == "idle")?;
            return idle.kib_per_conn.map(|kib| kib * 1.024);
        }
        let in_flight = case.strip_prefix("whole round trip, ")?;
        let in_flight: u32 = in_flight.strip_suffix(" in flight")?.parse().ok()?;
        let of = |phase: &&Measured| phase.phase == "dispatch" && phase.conc == Some(in_flight);
        let dispatch = self.0.iter().find(of)?;
        match metric {
            "p50" => dispatch.p50,
            "p99" => dispatch.p99,
            _ => None,
        }
    }
}
