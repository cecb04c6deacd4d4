//! What the person sees while this program works: one line per step, with its seconds.

use std::io::{IsTerminal, Write, stdout};
use std::time::{Duration, Instant};

use anyhow::Result;

/// A step that prints nothing of its own: `✓ wasm32 target (0.1 s)` when done, `✗ wasm32 target` when not.
pub(crate) fn quiet<T>(label: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    announce_for_now(label);
    finish(label, Instant::now(), work())
}

/// A step whose programs print: its name stands above their output, its end below.
pub(crate) fn loud<T>(label: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("▸ {label}");
    finish(label, Instant::now(), work())
}

/// Seconds for a person: `0.4 s`, `2 min 05 s`.
pub(crate) fn seconds(time: Duration) -> String {
    match time.as_secs() {
        0..60 => format!("{:.1} s", time.as_secs_f64()),
        whole => format!("{} min {:02} s", whole / 60, whole % 60),
    }
}

/// On a terminal only, where the line is overwritten by the step's end.
fn announce_for_now(label: &str) {
    if stdout().is_terminal() {
        print!("· {label} …");
        flush();
    }
}

fn finish<T>(label: &str, began: Instant, outcome: Result<T>) -> Result<T> {
    let back = if stdout().is_terminal() {
        "\r\x1b[K"
    } else {
        ""
    };
    match &outcome {
        Ok(_) => println!("{back}✓ {label} ({})", seconds(began.elapsed())),
        Err(_) => println!("{back}✗ {label} ({})", seconds(began.elapsed())),
    }
    flush();
    outcome
}

/// A closed standard output is no reason to stop the work.
fn flush() {
    drop(stdout().flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_times_are_told_in_minutes() {
        assert_eq!(seconds(Duration::from_millis(420)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 05 s");
    }
}
