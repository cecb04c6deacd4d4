//! From the times that a program printed to the percentiles a table shows.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::report::Row;

/// One line of JSON per measurement, as the programs we time print it.
#[derive(Deserialize)]
struct Timing {
    /// What was timed, where a program times several things.
    case: Option<String>,
    ms: f64,
}

/// The percentiles of what a program printed, one `{"ms": …}` a line. Times that say what they are of stand by
/// themselves, in the order they come in; `case` is for those that do not.
pub(super) fn rows(case: &str, printed: &str) -> Result<Vec<Row>> {
    let mut cases: Vec<(String, Vec<f64>)> = Vec::new();
    for line in printed.lines() {
        let timing: Timing =
            serde_json::from_str(line).with_context(|| format!("reading the time {line}"))?;
        let name = timing.case.unwrap_or_else(|| case.to_owned());
        match cases.iter_mut().find(|(known, _)| *known == name) {
            Some((_, times)) => times.push(timing.ms),
            None => cases.push((name, vec![timing.ms])),
        }
    }
    ensure!(!cases.is_empty(), "nothing was timed for `{case}`");
    Ok(cases
        .into_iter()
        .flat_map(|(case, times)| percentiles(&case, times))
        .collect())
}

fn percentiles(case: &str, mut times: Vec<f64>) -> [Row; 3] {
    times.sort_by(f64::total_cmp);
    [("p50", 50), ("p95", 95), ("p99", 99)]
        .map(|(metric, percent)| Row::new(case, metric, "ms", percentile(&times, percent)))
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
        let rows = rows("sign-up", &printed.join("\n")).unwrap();
        let values: Vec<f64> = rows.iter().map(|row| row.value).collect();
        assert_eq!(values, [51.5, 96.5, 100.5]);
        assert_eq!(rows[0].case, "sign-up");
        assert!(super::rows("sign-up", "").is_err());
    }

    #[test]
    fn times_of_several_things_stand_by_themselves() {
        let printed =
            "{\"case\":\"a\",\"ms\":1}\n{\"case\":\"b\",\"ms\":2}\n{\"case\":\"a\",\"ms\":3}";
        let rows = rows("all", printed).unwrap();
        let p50: Vec<(&str, f64)> = rows
            .iter()
            .filter(|row| row.metric == "p50")
            .map(|row| (row.case.as_str(), row.value))
            .collect();
        assert_eq!(p50, [("a", 3.0), ("b", 2.0)]);
    }
}
