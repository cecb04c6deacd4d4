//! One long-running child process: started in a process group of its own (so that Ctrl-C reaches only us, and we end it in
//! order), its output in a log file.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, kill, killpg};
use nix::unistd::Pid;
use ureq::Agent;

use crate::interrupt;
use crate::shell;

const PATIENCE_AT_START: Duration = Duration::from_secs(90);
const PATIENCE_AT_END: Duration = Duration::from_secs(20);
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Whether the stack lives on when this service ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    Vital,
    Optional,
}

/// A running child.
pub(crate) struct Service {
    name: &'static str,
    child: Child,
    log: PathBuf,
    weight: Weight,
}

impl Service {
    /// A service without which nothing works.
    pub(crate) fn start(name: &'static str, command: Command, log: &Path) -> Result<Self> {
        Self::spawn(name, command, log, Weight::Vital)
    }

    /// A service that the person may end, such as a browser.
    pub(crate) fn start_optional(name: &'static str, command: Command, log: &Path) -> Result<Self> {
        Self::spawn(name, command, log, Weight::Optional)
    }

    fn spawn(name: &'static str, mut command: Command, log: &Path, weight: Weight) -> Result<Self> {
        use std::os::unix::process::CommandExt;
        let output = shell::create_log(log)?;
        command
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(output.try_clone().context("sharing a log file")?)
            .stderr(output);
        let child = command
            .spawn()
            .with_context(|| format!("starting the {name}"))?;
        Ok(Self {
            name,
            child,
            log: log.to_path_buf(),
            weight,
        })
    }

    /// Whether it goes by this name.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// The number of its process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Asks `url` until it answers 200; an error when the child ends, time runs out, or the person wants to stop.
    pub(crate) fn wait_until_healthy(&mut self, url: &str) -> Result<()> {
        let agent: Agent = Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(2)))
            .build()
            .into();
        let deadline = Instant::now() + PATIENCE_AT_START;
        while agent.get(url).call().is_err() {
            interrupt::check()?;
            self.check()?;
            if Instant::now() > deadline {
                bail!(
                    "the {self} did not answer at {url}. Its last lines:\n{}",
                    shell::last_lines(&self.log, 15)
                );
            }
            thread::sleep(BETWEEN_LOOKS);
        }
        Ok(())
    }

    /// An error with the last lines of the log if a vital child has ended by itself.
    pub(crate) fn check(&mut self) -> Result<()> {
        match self.ended() {
            Some(status) if self.weight == Weight::Vital => {
                bail!(
                    "the {self} stopped by itself ({status}). Its last lines:\n{}",
                    shell::last_lines(&self.log, 15)
                )
            }
            _ => Ok(()),
        }
    }

    /// Asks the child to end and waits for it; one that does not is ended with everything it started.
    pub(crate) fn stop(mut self) {
        let Ok(pid) = i32::try_from(self.child.id()) else {
            return;
        };
        let pid = Pid::from_raw(pid);
        if self.ended().is_none() {
            self.told(kill(pid, Signal::SIGTERM));
            self.wait(PATIENCE_AT_END);
        }
        if self.ended().is_none() {
            eprintln!(
                "  the {self} did not end in {} s and was killed",
                PATIENCE_AT_END.as_secs()
            );
            self.told(killpg(pid, Signal::SIGKILL));
            drop(self.child.wait());
        }
    }

    fn told(&self, sent: nix::Result<()>) {
        if let Err(error) = sent {
            eprintln!("  the {self} could not be told to end: {error}");
        }
    }

    fn wait(&mut self, patience: Duration) {
        let deadline = Instant::now() + patience;
        while self.ended().is_none() && Instant::now() < deadline {
            thread::sleep(BETWEEN_LOOKS);
        }
    }

    fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("stoflow-{name}-{}.log", std::process::id()))
    }

    fn shell_command(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_service_that_ends_is_told_with_its_last_lines() {
        let log = log("ended");
        let mut service = Service::start(
            "scale",
            shell_command("echo the spring broke; exit 4"),
            &log,
        )
        .unwrap();
        service.child.wait().unwrap();
        let complaint = service.check().unwrap_err().to_string();
        assert!(
            complaint.starts_with("the scale stopped by itself (exit status: 4)"),
            "{complaint}"
        );
        assert!(complaint.contains("| the spring broke"), "{complaint}");
        std::fs::remove_file(log).unwrap();
    }

    #[test]
    fn stopping_waits_until_the_child_has_tidied_up() {
        let log = log("tidy");
        let script = "trap 'echo tidied; exit 0' TERM; echo ready; while :; do sleep 0.05; done";
        let service = Service::start("scale", shell_command(script), &log).unwrap();
        let deadline = Instant::now() + Duration::from_secs(10);
        while !std::fs::read_to_string(&log).unwrap().contains("ready") {
            assert!(Instant::now() < deadline, "the child never started");
            thread::yield_now();
        }
        service.stop();
        assert_eq!(std::fs::read_to_string(&log).unwrap(), "ready\ntidied\n");
        std::fs::remove_file(log).unwrap();
    }
}
