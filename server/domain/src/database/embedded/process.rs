//! The PostgreSQL process as the system sees it: its number, whether it lives, how it is asked to stop.

use std::path::Path;
use std::process::Command;

/// What PostgreSQL says of itself in `postmaster.pid`: the process id in the first line, its state in the eighth.
pub(super) struct PidFile {
    pub(super) process: u32,
    pub(super) ready: bool,
}

impl PidFile {
    pub(super) fn read(data: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(data.join("postmaster.pid")).ok()?;
        let mut lines = text.lines();
        let process = lines.next()?.trim().parse().ok()?;
        let ready = lines.nth(6).is_some_and(|state| state.trim() == "ready");
        Some(Self { process, ready })
    }

    pub(super) fn is_alive(&self) -> bool {
        is_alive(self.process)
    }
}

/// Whether `process` runs and is a PostgreSQL: after a crash of the machine its number may be somebody else's.
pub(super) fn is_alive(process: u32) -> bool {
    let line = if cfg!(target_os = "linux") {
        // `1234 (postgres) S …`
        std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default()
    } else {
        let output = Command::new("ps")
            .args(["-o", "pid=,comm=,stat=", "-p", &process.to_string()])
            .output();
        output.map_or_else(
            |_| String::new(),
            |output| String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    };
    line.contains("postgres") && !line.contains(" Z")
}

/// Asks for a fast shutdown: clients are cut off, nothing committed is lost.
pub(super) fn interrupt(process: u32) {
    let sent = Command::new("sh")
        .args(["-c", "kill -INT \"$1\"", "sh", &process.to_string()])
        .status();
    if !sent.is_ok_and(|status| status.success()) {
        tracing::warn!(process, "PostgreSQL could not be asked to stop");
    }
}
