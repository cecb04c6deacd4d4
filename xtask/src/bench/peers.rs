//! The peers we are compared with, from a kit that may lie beside the checkout. Each is measured between our own runs,
//! since the speed of a machine changes by the minute. Without the kit, or where a peer was never set up, there is none.

pub(super) mod jobs;
pub(super) mod sockets;
pub(super) mod twin;

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::shell;
use crate::workspace::Workspace;

/// The kit, with its PostgreSQL running.
pub(super) struct Kit {
    folder: PathBuf,
    /// Where the kit keeps what its set-up made.
    base: PathBuf,
    /// Where figures and logs go.
    output: PathBuf,
    /// The cluster was not running before, so it is ended afterwards.
    started_cluster: bool,
}

impl Kit {
    /// The kit, if it was set up here with `peer`, a folder that its set-up makes.
    pub(super) fn with(workspace: &Workspace, peer: &str) -> Result<Option<Self>> {
        let home = env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache/stoflow-peers"));
        let base = env::var_os("BASE").map(PathBuf::from).or(home);
        // A kit that may not be written to is set up from a copy of it.
        let beside = workspace.root.join("../shared/peers");
        let mut places = base.iter().map(|base| base.join("kit")).chain([beside]);
        let Some(folder) = places.find(|place| place.join("pg.sh").exists()) else {
            println!(
                "  (no peer: put the kit into {}/kit or beside this checkout as ../shared/peers, and run its setup.sh)",
                base.unwrap_or_default().display()
            );
            return Ok(None);
        };
        let Some(base) = base.filter(|base| base.join(peer).exists()) else {
            println!(
                "  (no peer: this machine has the kit, and not what it needs. Once, some minutes: {})",
                folder.join("setup.sh").display()
            );
            return Ok(None);
        };
        let mut kit = Self {
            folder,
            base,
            output: workspace.output("bench"),
            started_cluster: false,
        };
        if shell::answer(&mut kit.cluster("status")).is_err() {
            shell::logged(
                &mut kit.cluster("start"),
                &kit.output.join("peers-cluster.log"),
            )?;
            kit.started_cluster = true;
        }
        Ok(Some(kit))
    }

    /// A program of the kit.
    fn python(&self, program: &str) -> Command {
        let mut command = Command::new("python3");
        command
            .arg(self.folder.join(program))
            .env("BASE", &self.base);
        command
    }

    fn cluster(&self, verb: &str) -> Command {
        let mut command = Command::new(self.folder.join("pg.sh"));
        command.arg(verb).env("BASE", &self.base);
        command
    }

    /// Runs one statement on the cluster's own database.
    fn sql(&self, statement: &str) -> Result<()> {
        let mut command = self.cluster("psql");
        command.args(["-qc", statement]).env("DB", "postgres");
        shell::answer(&mut command).map(drop)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn results(&self, name: &str) -> PathBuf {
        self.output.join(name)
    }

    fn has(&self, path: impl AsRef<Path>) -> bool {
        self.base.join(path).exists()
    }
}

impl Drop for Kit {
    fn drop(&mut self) {
        if self.started_cluster {
            drop(self.cluster("stop").status());
        }
    }
}
