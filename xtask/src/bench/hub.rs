//! Ten thousand connected executors on one server: what a connection costs, and how long a command takes from the
//! seller's request to the executor and back, written down at every step.

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Size;
use super::peers::sockets::{self, SOCKETIO};
use super::report::{Peer, Row};
use crate::progress;
use crate::shell;
use crate::stack::Stack;
use crate::workspace::Workspace;

#[derive(Deserialize)]
struct Figure {
    case: String,
    metric: String,
    unit: String,
    value: f64,
}

pub(super) fn measure(workspace: &Workspace, stack: &Stack, size: Size) -> Result<Vec<Row>> {
    let (executors, samples) = match size {
        Size::Whole => ("10000", "1000"),
        Size::Small => ("200", "200"),
    };
    let server = stack
        .server_process()
        .context("the server runs")?
        .to_string();
    let told = progress::quiet("shops, executors, round trips (some minutes)", || {
        shell::answer(&mut stack.server_command(&[
            "bench-hub",
            "--url",
            &stack.description.url,
            "--pid",
            &server,
            "--executors",
            executors,
            "--samples",
            samples,
        ]))
    })?;
    let socketio = progress::quiet("python-socketio", || sockets::measure(workspace))?;
    told.lines()
        .map(|line| {
            let figure: Figure =
                serde_json::from_str(line).with_context(|| format!("reading the figure {line}"))?;
            let beside = socketio
                .as_ref()
                .and_then(|peer| peer.beside(&figure.case, &figure.metric));
            let peers = beside.map(|value| Peer {
                name: SOCKETIO.to_owned(),
                value,
            });
            Ok(Row {
                peers: peers.into_iter().collect(),
                ..Row::new(figure.case, figure.metric, figure.unit, figure.value)
            })
        })
        .collect()
}
