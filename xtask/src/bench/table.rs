//! Figures as a person reads them: ours, and a column for each peer.

use super::report::Row;

pub(super) fn of(rows: &[Row]) -> String {
    let peers = names(rows);
    let width = rows
        .iter()
        .map(|row| row.case.chars().count())
        .max()
        .unwrap_or_default();
    let head = (!peers.is_empty()).then(|| head(&peers, width));
    let lines = rows.iter().map(|row| line(row, &peers, width));
    let lines: Vec<String> = head.into_iter().chain(lines).collect();
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    lines.join("\n")
}

/// The peers, in the order they come up in.
fn names(rows: &[Row]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for peer in rows.iter().flat_map(|row| &row.peers) {
        if !names.contains(&peer.name.as_str()) {
            names.push(&peer.name);
        }
    }
    names
}

fn head(peers: &[&str], width: usize) -> String {
    let names: Vec<String> = peers.iter().map(|name| format!("{name:>10}")).collect();
    let names = names.join("  ");
    format!(
        "  {:<width$}  {:<6} {:>12} {:<6}  {names}",
        "", "", "StoFlow", ""
    )
}

fn line(row: &Row, peers: &[&str], width: usize) -> String {
    let cells: String = peers.iter().map(|peer| cell(row, peer)).collect();
    let Row {
        case,
        metric,
        unit,
        value,
        ..
    } = row;
    format!("  {case:<width$}  {metric:<6} {value:>12.2} {unit:<6}{cells}")
}

/// What one peer did, as wide as its name.
fn cell(row: &Row, peer: &str) -> String {
    let width = peer.chars().count().max(10);
    match row.peers.iter().find(|other| other.name == peer) {
        Some(other) => format!("  {:>width$.2}", other.value),
        None => format!("  {:>width$}", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::super::report::Peer;
    use super::*;

    #[test]
    fn peers_stand_beside_our_figures() {
        let mut row = Row::new("list, 16 connections", "rate", "req/s", 5000.0);
        assert!(!of(std::slice::from_ref(&row)).contains("StoFlow"));
        row.peers.push(Peer {
            name: "a twin of it".into(),
            value: 117.0,
        });
        let other = Row::new("list, page", "rate", "req/s", 1200.0);
        assert_eq!(
            of(&[row, other]),
            "                                    StoFlow         a twin of it\n  \
             list, 16 connections  rate        5000.00 req/s         117.00\n  \
             list, page            rate        1200.00 req/s"
        );
    }
}
