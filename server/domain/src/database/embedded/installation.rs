//! Finds an installed PostgreSQL and makes a cluster with it.

use super::place::Place;
use super::{ClusterError, Durability, OLDEST};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The programs of one installed PostgreSQL.
pub(super) struct Installation {
    folder: PathBuf,
    version: u32,
}

/// `cargo xtask` looks for PostgreSQL in the same list.
const FOLDERS: &str = include_str!("installations.txt");

impl Installation {
    /// The newest one that can read what lies in `place`.
    pub(super) fn find(place: &Place) -> Result<Self, ClusterError> {
        let mut found = candidates()
            .into_iter()
            .filter_map(Self::at)
            .collect::<Vec<_>>();
        found.sort_by_key(|installation| std::cmp::Reverse(installation.version));
        match version_of_data(&place.data) {
            Some(version) => found
                .into_iter()
                .find(|installation| installation.version == version)
                .ok_or_else(|| ClusterError::OtherVersion {
                    folder: place.data.display().to_string(),
                    version,
                }),
            None => found.into_iter().next().ok_or(ClusterError::NotInstalled),
        }
    }

    fn at(folder: PathBuf) -> Option<Self> {
        if !folder.join("initdb").exists() {
            return None;
        }
        let output = Command::new(folder.join("postgres"))
            .arg("--version")
            .output()
            .ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let version = text.split_whitespace().find_map(major)?;
        (version >= OLDEST).then_some(Self { folder, version })
    }

    /// Makes the cluster, unless it is there. It gets its name only when it is complete.
    pub(super) fn init(&self, place: &Place) -> Result<(), ClusterError> {
        if version_of_data(&place.data).is_some() {
            return Ok(());
        }
        let unfinished = place.data.with_extension("unfinished");
        if unfinished.exists() {
            std::fs::remove_dir_all(&unfinished)
                .map_err(|error| ClusterError::failed("removing an unfinished cluster", error))?;
        }
        let mut initdb = place.command(&self.folder.join("initdb"));
        initdb
            .arg("--pgdata")
            .arg(&unfinished)
            .args([
                "--username=stoflow",
                "--auth=trust",
                "--encoding=UTF8",
                "--no-locale",
            ])
            .args(["--data-checksums", "--no-instructions"]);
        finish(initdb, "", "making a PostgreSQL cluster")?;
        let mut single = place.command(&self.folder.join("postgres"));
        single
            .args(["--single", "-D"])
            .arg(&unfinished)
            .arg("postgres");
        finish(
            single,
            "create database stoflow;\n",
            "making the database in the new cluster",
        )?;
        std::fs::rename(&unfinished, &place.data)
            .map_err(|error| ClusterError::failed("naming the new cluster", error))
    }

    /// The command that runs the cluster in the foreground.
    pub(super) fn serve(&self, place: &Place, durability: Durability) -> Command {
        let mut command = place.command(&self.folder.join("postgres"));
        command
            .arg("-D")
            .arg(&place.data)
            .arg("-k")
            .arg(&place.socket);
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        if cfg!(target_os = "linux") {
            // recovery syncs one file system instead of 145 files per seller
            command.args(["-c", "recovery_init_sync_method=syncfs"]);
        }
        if durability == Durability::None {
            for setting in FORGETFUL {
                command.args(["-c", setting]);
            }
        }
        command
    }
}

const SETTINGS: [&str; 10] = [
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "port=5432",
    "max_connections=200",
    "shared_buffers=128MB",
    // dropping or dumping many schemas locks many tables
    "max_locks_per_transaction=512",
    "random_page_cost=1.1",
    "log_min_messages=warning",
    "log_checkpoints=off",
    // what people typed stays out of the log
    "log_error_verbosity=terse",
];

const FORGETFUL: [&str; 4] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
];

/// Runs `command` to its end with `input` on its standard input.
fn finish(mut command: Command, input: &str, attempted: &str) -> Result<(), ClusterError> {
    let failed = |reason: String| ClusterError::failed(attempted, reason);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(error.to_string()))?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin
            .write_all(input.as_bytes())
            .map_err(|error| failed(error.to_string()))?;
    }
    let output = child
        .wait_with_output()
        .map_err(|error| failed(error.to_string()))?;
    if output.status.success() {
        return Ok(());
    }
    Err(failed(
        String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    ))
}

fn candidates() -> Vec<PathBuf> {
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let listed = FOLDERS
        .lines()
        .filter(|line| line.starts_with('/'))
        .flat_map(folders_like);
    std::env::split_paths(&on_path).chain(listed).collect()
}

/// The folders that a line of the list stands for.
fn folders_like(line: &str) -> Vec<PathBuf> {
    let Some((before, after)) = line.split_once('*') else {
        return vec![PathBuf::from(line)];
    };
    let (parent, name) = before.rsplit_once('/').unwrap_or_default();
    std::fs::read_dir(parent)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(name))
        .map(|entry| entry.path().join(after.trim_start_matches('/')))
        .collect()
}

fn version_of_data(data: &Path) -> Option<u32> {
    major(
        std::fs::read_to_string(data.join("PG_VERSION"))
            .ok()?
            .trim(),
    )
}

fn major(text: &str) -> Option<u32> {
    text.split('.').next()?.parse().ok()
}
