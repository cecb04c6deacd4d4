//! What a benchmark found: rows of figures, on the screen as a table and in `target/bench/NAME.json` for whoever compares.

use std::fs;

use anyhow::{Context, Result};
use serde::Serialize;

use super::table;
use crate::workspace::Workspace;

/// One figure.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) case: String,
    pub(super) metric: String,
    pub(super) unit: String,
    pub(super) value: f64,
    /// Who else was measured, in the same run.
    pub(super) peers: Vec<Peer>,
}

/// Somebody else's figure.
#[derive(Debug)]
pub(super) struct Peer {
    pub(super) name: String,
    pub(super) value: f64,
}

impl Row {
    pub(super) fn new(
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

/// As it is written down.
#[derive(Serialize)]
pub(super) struct Report {
    name: &'static str,
    machine: String,
    rows: Vec<Line>,
    #[serde(skip)]
    figures: Vec<Row>,
}

/// Our figure beside one peer's: as many lines as there are peers, and one where there is none.
#[derive(Serialize)]
struct Line {
    case: String,
    metric: String,
    unit: String,
    value: f64,
    peer: Option<String>,
    peer_value: Option<f64>,
}

impl Report {
    pub(super) fn new(name: &'static str, figures: Vec<Row>) -> Self {
        Self {
            name,
            machine: machine(),
            rows: figures.iter().flat_map(lines).collect(),
            figures,
        }
    }

    /// Writes the file and prints the table.
    pub(super) fn publish(&self, workspace: &Workspace) -> Result<()> {
        let path = workspace.output(format!("bench/{}.json", self.name));
        let text = serde_json::to_vec_pretty(self).context("writing the figures")?;
        fs::create_dir_all(workspace.output("bench")).context("creating target/bench")?;
        fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
        println!("\n{} · {}", self.name, self.machine);
        println!("{}", table::of(&self.figures));
        println!("written to {}", path.display());
        Ok(())
    }
}

fn lines(row: &Row) -> Vec<Line> {
    let line = |peer: Option<&Peer>| Line {
        case: row.case.clone(),
        metric: row.metric.clone(),
        unit: row.unit.clone(),
        value: row.value,
        peer: peer.map(|peer| peer.name.clone()),
        peer_value: peer.map(|peer| peer.value),
    };
    if row.peers.is_empty() {
        return vec![line(None)];
    }
    row.peers.iter().map(|peer| line(Some(peer))).collect()
}

/// Processor and memory, as far as the system tells.
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_line_for_each_peer_and_one_with_nulls_where_there_is_none() {
        let mut beside = Row::new("enqueue", "rate", "1/s", 900.0);
        beside.peers = [("one", 1.0), ("two", 2.0)]
            .map(|(name, value)| Peer {
                name: name.to_owned(),
                value,
            })
            .into();
        let report = Report::new("jobs", vec![beside, Row::new("sync", "whole", "s", 4.0)]);
        let written = serde_json::to_value(&report).unwrap();
        let ours = json!({"case": "enqueue", "metric": "rate", "unit": "1/s", "value": 900.0});
        let with = |peer: &str, value: f64| {
            let mut line = ours.clone();
            line["peer"] = json!(peer);
            line["peer_value"] = json!(value);
            line
        };
        let alone = json!({"case": "sync", "metric": "whole", "unit": "s", "value": 4.0, "peer": null, "peer_value": null});
        assert_eq!(
            written["rows"],
            json!([with("one", 1.0), with("two", 2.0), alone])
        );
        let mut keys: Vec<&String> = written.as_object().unwrap().keys().collect();
        keys.sort();
        assert_eq!(keys, ["machine", "name", "rows"]);
    }
}
