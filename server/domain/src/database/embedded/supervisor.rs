//! Keeps the embedded PostgreSQL running: starts it, takes over one that runs already, starts it again when it died.
//!
//! All of it happens on one thread that lives as long as the process, because the kernel ends the child with the
//! thread that started it.

use super::installation::Installation;
use super::place::Place;
use super::process::{PidFile, interrupt, is_alive};
use super::{ClusterError, Durability};
use std::fs::OpenOptions;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Child;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long PostgreSQL may take to answer: a crashed one with many sellers recovers for a while.
const PATIENCE: Duration = Duration::from_mins(3);

const LOOK_EVERY: Duration = Duration::from_millis(20);

/// A longer log is begun anew at the next start.
const LONGEST_LOG: u64 = 8 << 20;

const START_AGAIN_AFTER: Duration = Duration::from_millis(500);

/// The thread that owns the child process.
pub(super) struct Supervisor {
    state: Arc<State>,
    thread: Option<JoinHandle<()>>,
}

struct State {
    installation: Arc<Installation>,
    place: Arc<Place>,
    durability: Durability,
    stopping: AtomicBool,
    /// 0 while none runs.
    process: AtomicU32,
}

impl Supervisor {
    /// Starts the cluster, or takes over a running one. Returns when it answers.
    pub(super) fn start(
        installation: Arc<Installation>,
        place: Arc<Place>,
        durability: Durability,
    ) -> Result<Self, ClusterError> {
        let state = Arc::new(State {
            installation,
            place,
            durability,
            stopping: AtomicBool::new(false),
            process: AtomicU32::new(0),
        });
        let (answer, answered) = mpsc::channel();
        let owned = Arc::clone(&state);
        let thread = std::thread::Builder::new()
            .name("postgres".to_owned())
            .spawn(move || supervise(&owned, &answer))
            .map_err(|error| ClusterError::failed("starting a thread for PostgreSQL", error))?;
        let supervisor = Self {
            state,
            thread: Some(thread),
        };
        answered
            .recv()
            .map_err(|error| ClusterError::failed("starting PostgreSQL", error))??;
        Ok(supervisor)
    }

    pub(super) fn process(&self) -> Option<u32> {
        match self.state.process.load(Ordering::Relaxed) {
            0 => None,
            process => Some(process),
        }
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        self.state.stopping.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread that runs PostgreSQL had panicked");
        }
    }
}

/// Runs PostgreSQL until told to stop. Whether it started goes to the one who waits for it.
fn supervise(state: &State, answer: &mpsc::Sender<Result<(), ClusterError>>) {
    let mut running = match start_or_adopt(state) {
        Ok(running) => running,
        Err(error) => return drop(answer.send(Err(error))),
    };
    state.process.store(running.process(), Ordering::Relaxed);
    if answer.send(Ok(())).is_err() {
        return;
    }
    loop {
        running.watch(state);
        state.process.store(0, Ordering::Relaxed);
        match start_again(state) {
            Some(next) => running = next,
            None => return,
        }
        state.process.store(running.process(), Ordering::Relaxed);
    }
}

/// `None` when we stop.
fn start_again(state: &State) -> Option<Running> {
    while !state.stopping.load(Ordering::Relaxed) {
        match start_or_adopt(state) {
            Ok(running) => return Some(running),
            Err(error) => tracing::error!(%error, "PostgreSQL does not start; trying again"),
        }
        std::thread::sleep(START_AGAIN_AFTER);
    }
    None
}

enum Running {
    Ours(Child),
    /// Started by a process that is gone, or by another one on the same folder.
    Adopted(u32),
}

impl Running {
    fn process(&self) -> u32 {
        match self {
            Self::Ours(child) => child.id(),
            Self::Adopted(process) => *process,
        }
    }

    /// Returns when it has ended: by itself, or because we stop.
    fn watch(self, state: &State) {
        match self {
            Self::Ours(child) => watch_child(child, state),
            Self::Adopted(process) => watch_other(process, state),
        }
    }
}

fn watch_child(mut child: Child, state: &State) {
    let mut asked = false;
    loop {
        match child.try_wait() {
            Ok(None) => {}
            Ok(Some(status)) => {
                if !asked {
                    tracing::error!(%status, "PostgreSQL ended; starting it again");
                }
                return;
            }
            Err(error) => {
                tracing::error!(%error, "PostgreSQL cannot be watched any more");
                return;
            }
        }
        if !asked && state.stopping.load(Ordering::Relaxed) {
            asked = true;
            interrupt(child.id());
        }
        std::thread::sleep(LOOK_EVERY);
    }
}

fn watch_other(process: u32, state: &State) {
    while is_alive(process) && !state.stopping.load(Ordering::Relaxed) {
        std::thread::sleep(LOOK_EVERY * 10);
    }
}

fn start_or_adopt(state: &State) -> Result<Running, ClusterError> {
    let deadline = Instant::now() + PATIENCE;
    // one that is shutting down is waited for; one that answers is kept
    while let Some(other) = PidFile::read(&state.place.data).filter(PidFile::is_alive) {
        if other.ready {
            tracing::info!(
                process = other.process,
                "a PostgreSQL runs on this data already; using it"
            );
            return Ok(Running::Adopted(other.process));
        }
        if Instant::now() > deadline || state.stopping.load(Ordering::Relaxed) {
            return Err(ClusterError::failed(
                "waiting for the PostgreSQL that still runs on this data",
                format!("process {} neither answers nor ends", other.process),
            ));
        }
        std::thread::sleep(LOOK_EVERY);
    }
    let mut child = spawn(state)?;
    while !state.stopping.load(Ordering::Relaxed) {
        if PidFile::read(&state.place.data)
            .is_some_and(|file| file.ready && file.process == child.id())
        {
            return Ok(Running::Ours(child));
        }
        if let Ok(Some(status)) = child.try_wait() {
            // another server on this data was quicker
            if PidFile::read(&state.place.data).is_some_and(|file| file.is_alive()) {
                return start_or_adopt(state);
            }
            return Err(ClusterError::failed(
                format!(
                    "starting PostgreSQL (its log is {})",
                    state.place.log.display()
                ),
                format!("{status}. {}", last_lines(&state.place.log)),
            ));
        }
        if Instant::now() > deadline {
            interrupt(child.id());
            return Err(ClusterError::failed(
                "starting PostgreSQL",
                "it did not answer in three minutes",
            ));
        }
        std::thread::sleep(LOOK_EVERY);
    }
    Ok(Running::Ours(child))
}

fn spawn(state: &State) -> Result<Child, ClusterError> {
    let is_long = std::fs::metadata(&state.place.log).is_ok_and(|log| log.len() > LONGEST_LOG);
    let log = OpenOptions::new()
        .create(true)
        .write(true)
        .append(!is_long)
        .truncate(is_long)
        .open(&state.place.log)
        .and_then(|log| Ok((log.try_clone()?, log)))
        .map_err(|error| ClusterError::failed("opening PostgreSQL's log", error))?;
    state
        .installation
        .serve(&state.place, state.durability)
        .stdout(log.0)
        .stderr(log.1)
        // Ctrl-C in a terminal is for us: PostgreSQL is stopped after the last request
        .process_group(0)
        .spawn()
        .map_err(|error| ClusterError::failed("starting PostgreSQL", error))
}

fn last_lines(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines = text.lines().rev().take(5).collect::<Vec<_>>();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}
