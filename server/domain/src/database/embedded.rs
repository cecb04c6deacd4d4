//! A private PostgreSQL in the data folder, for those who have not set up one of their own.
//!
//! Any installed PostgreSQL from 14 on will do. It listens on a socket in a folder only its owner can enter, and it
//! lives as long as this process: [`Cluster::start`] hands it to a thread that starts it again if it dies.

mod installation;
mod place;
mod process;
mod supervisor;

use crate::error::Error;
use installation::Installation;
use place::Place;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use supervisor::Supervisor;

/// Why there is no embedded PostgreSQL; the sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    #[error(
        "PostgreSQL {OLDEST} or newer is not installed. Install it (Debian and Ubuntu: `apt install postgresql`; macOS: \
         `brew install postgresql@17`), or set DATABASE_URL to a PostgreSQL that runs already."
    )]
    NotInstalled,
    #[error(
        "the data in {folder} was written by PostgreSQL {version}, which is not installed here. Install that version, \
         or move the folder away to start with an empty database."
    )]
    OtherVersion { folder: String, version: u32 },
    #[error(
        "PostgreSQL does not run as root, and there is no user `postgres` to run it as. Start StoFlow as another user, \
         or make one: `useradd --system postgres`."
    )]
    NoUser,
    #[error("{attempted} failed: {reason}")]
    Failed { attempted: String, reason: String },
}

impl ClusterError {
    fn failed(attempted: impl Into<String>, reason: impl ToString) -> Self {
        Self::Failed {
            attempted: attempted.into(),
            reason: reason.to_string(),
        }
    }
}

/// The oldest PostgreSQL that will do.
const OLDEST: u32 = 14;

/// What a crash of the machine may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Nothing that was acknowledged.
    Full,
    /// Everything: data of a test, gone in a minute.
    None,
}

/// A running PostgreSQL of our own; stops when dropped, and with the process however that ends.
pub struct Cluster {
    url: String,
    supervisor: Supervisor,
}

impl Cluster {
    /// Starts the PostgreSQL whose data lies in `folder`, made there at the first start. Returns when it answers.
    pub async fn start(folder: &Path) -> Result<Self, Error> {
        let folder = folder.to_owned();
        tokio::task::spawn_blocking(move || Self::start_blocking(&folder, Durability::Full))
            .await
            .map_err(|ended| Error::internal("starting the embedded PostgreSQL", ended))?
            .map_err(|error| Error::internal("starting the embedded PostgreSQL", error))
    }

    /// As [`Cluster::start`], outside a runtime and at the durability asked for.
    pub fn start_blocking(folder: &Path, durability: Durability) -> Result<Self, ClusterError> {
        let place = Place::prepare(folder)?;
        let installation = Installation::find(&place)?;
        installation.init(&place)?;
        let url = place.url();
        std::fs::write(url_file(folder), &url)
            .map_err(|error| ClusterError::failed("writing down where the database is", error))?;
        let supervisor = Supervisor::start(Arc::new(installation), Arc::new(place), durability)?;
        Ok(Self { url, supervisor })
    }

    /// Where it answers, as a `postgres://` URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The process id of the server, while it runs.
    pub fn process(&self) -> Option<u32> {
        self.supervisor.process()
    }
}

/// Where the PostgreSQL whose data lies in `folder` answers while it runs.
pub fn url(folder: &Path) -> String {
    std::fs::read_to_string(url_file(folder))
        .unwrap_or_else(|_| place::url_of_socket(&folder.join("socket")))
}

fn url_file(folder: &Path) -> PathBuf {
    folder.join("database.url")
}
