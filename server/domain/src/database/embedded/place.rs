//! Where the embedded PostgreSQL keeps its data and its socket, and as whom it runs.

use super::ClusterError;
use super::process::PidFile;
use aws_lc_rs::digest;
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use std::fs::{DirBuilder, Permissions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A socket's whole path must fit into 107 bytes; `/.s.PGSQL.5432` takes 14 of them.
const LONGEST_SOCKET_FOLDER: usize = 90;

/// Where data lies that PostgreSQL could not reach in the data folder itself.
const SERVICES: &str = "/var/lib/stoflow";

/// The folders of one cluster, and who it belongs to.
pub(super) struct Place {
    /// PostgreSQL's data directory.
    pub(super) data: PathBuf,
    /// The folder of the socket; only its owner can enter it.
    pub(super) socket: PathBuf,
    /// What PostgreSQL writes about itself.
    pub(super) log: PathBuf,
    /// Who runs it, where that is not us.
    other: Option<User>,
}

#[derive(Clone, Copy)]
struct User {
    id: u32,
    group: u32,
}

impl Place {
    pub(super) fn prepare(data_dir: &Path) -> Result<Self, ClusterError> {
        std::fs::create_dir_all(data_dir).map_err(|error| unusable(data_dir, error))?;
        let data_dir = data_dir
            .canonicalize()
            .map_err(|error| unusable(data_dir, error))?;
        let other = if is_root()? {
            Some(postgres_user()?)
        } else {
            None
        };
        let home = match other {
            Some(user) => reachable_home(&data_dir, user)?,
            None => data_dir,
        };
        let socket = socket_folder(&home);
        let place = Self {
            data: home.join("data"),
            log: home.join("postgres.log"),
            socket,
            other,
        };
        place.own_folder(&home)?;
        place.own_folder(&place.socket)?;
        Ok(place)
    }

    pub(super) fn url(&self) -> String {
        url_of_socket(&self.socket)
    }

    /// `program` as the user who owns the cluster. Where we are root it also ends, cleanly, with the thread that
    /// started it; so it does for us where `setpriv` is there.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = match self.other {
            Some(user) => {
                let mut command = Command::new("setpriv");
                command
                    .arg(format!("--reuid={}", user.id))
                    .arg(format!("--regid={}", user.group))
                    .args(["--clear-groups", "--pdeathsig=INT", "--"])
                    .arg(program);
                command
            }
            None if has_setpriv() => {
                let mut command = Command::new("setpriv");
                command.args(["--pdeathsig=INT", "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        // settings of the environment, such as PGDATA, are for other clusters
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PG") {
                command.env_remove(name);
            }
        }
        command.stdin(Stdio::null()).current_dir("/");
        command
    }

    /// Makes `folder`, for its owner alone. One that is there already must be the owner's, or ours to give: in the
    /// temporary folder anybody could have put it there.
    fn own_folder(&self, folder: &Path) -> Result<(), ClusterError> {
        let failed = |error: std::io::Error| unusable(folder, error);
        if !folder.exists() {
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(folder)
                .map_err(failed)?;
        }
        let found = std::fs::symlink_metadata(folder).map_err(failed)?;
        let we = own_id(&["-u"])?;
        let owner = self.other.map_or(we, |user| user.id);
        if !found.is_dir() || (found.uid() != owner && found.uid() != we) {
            return Err(unusable(folder, "it belongs to somebody else"));
        }
        std::fs::set_permissions(folder, Permissions::from_mode(0o700)).map_err(failed)?;
        match self.other {
            Some(user) => chown(folder, Some(user.id), Some(user.group)).map_err(failed),
            None => Ok(()),
        }
    }
}

/// How to reach the cluster whose socket lies in `folder`, in a form other programs understand too.
pub(super) fn url_of_socket(folder: &Path) -> String {
    let mut url = PgConnectOptions::new_without_pgpass()
        .socket(folder)
        .username("stoflow")
        .database("stoflow")
        .to_url_lossy();
    url.set_query(None);
    url.to_string()
}

fn unusable(folder: &Path, reason: impl ToString) -> ClusterError {
    ClusterError::failed(format!("using the folder {}", folder.display()), reason)
}

/// Below the data folder where its path is short enough, else in the temporary folder under a name made from it.
fn socket_folder(home: &Path) -> PathBuf {
    let near = home.join("socket");
    if near.as_os_str().len() < LONGEST_SOCKET_FOLDER {
        return near;
    }
    let temporary = |mark: String| std::env::temp_dir().join(format!("stoflow-{mark}"));
    // a PostgreSQL of an earlier release may still answer there
    let old = temporary(old_mark(home));
    if old.join(".s.PGSQL.5432").exists() {
        return old;
    }
    temporary(mark(home))
}

/// PostgreSQL must be able to walk to its data. Root's own home is closed to others: then the data lies where
/// system services keep theirs.
fn reachable_home(data_dir: &Path, user: User) -> Result<PathBuf, ClusterError> {
    let reachable = Command::new("setpriv")
        .arg(format!("--reuid={}", user.id))
        .arg(format!("--regid={}", user.group))
        .args(["--clear-groups", "--", "test", "-x"])
        .arg(data_dir.parent().unwrap_or(data_dir))
        .status()
        .map_err(|error| {
            ClusterError::failed(
                "becoming the user `postgres` with `setpriv` (package util-linux)",
                error,
            )
        })?;
    if reachable.success() {
        return Ok(data_dir.to_owned());
    }
    let parent = Path::new(SERVICES);
    std::fs::create_dir_all(parent).map_err(|error| unusable(parent, error))?;
    let home = settled(parent, data_dir)?;
    tracing::info!(
        "the user `postgres` cannot enter {}; the database lies in {}",
        data_dir.display(),
        home.display()
    );
    Ok(home)
}

/// The folder in `parent` that belongs to `data_dir`. One that an earlier release named in its own way gets its name
/// as soon as nothing runs in it.
fn settled(parent: &Path, data_dir: &Path) -> Result<PathBuf, ClusterError> {
    let (home, old) = (parent.join(mark(data_dir)), parent.join(old_mark(data_dir)));
    if home.exists() || !old.exists() {
        return Ok(home);
    }
    if PidFile::read(&old.join("data")).is_some_and(|file| file.is_alive()) {
        return Ok(old);
    }
    std::fs::rename(&old, &home).map_err(|error| unusable(&old, error))?;
    Ok(home)
}

/// A name for `path`, the same for ever.
fn mark(path: &Path) -> String {
    let digest = digest::digest(&digest::SHA256, path.as_os_str().as_bytes());
    let mut start = [0; 16];
    start.copy_from_slice(&digest.as_ref()[..16]);
    format!("{:032x}", u128::from_be_bytes(start))
}

/// The name that releases up to 0.1 gave it; it depends on the compiler they were built with.
fn old_mark(path: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn is_root() -> Result<bool, ClusterError> {
    own_id(&["-u"]).map(|id| id == 0)
}

fn postgres_user() -> Result<User, ClusterError> {
    let id = |flag| own_id(&[flag, "postgres"]).map_err(|_| ClusterError::NoUser);
    Ok(User {
        id: id("-u")?,
        group: id("-g")?,
    })
}

fn own_id(arguments: &[&str]) -> Result<u32, ClusterError> {
    let output = Command::new("id")
        .args(arguments)
        .output()
        .map_err(|error| ClusterError::failed("asking `id` who runs this", error))?;
    String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .map_err(|error| ClusterError::failed("asking `id` who runs this", error))
}

fn has_setpriv() -> bool {
    Command::new("setpriv")
        .args(["--pdeathsig=INT", "--", "true"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("stoflow-place-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    #[test]
    fn a_folder_has_the_same_name_for_ever() {
        assert_eq!(
            mark(Path::new("/srv/stoflow/data")),
            "a2e38ad0c1ff4fab691985ebb53b4e7a"
        );
    }

    #[test]
    fn what_an_earlier_release_named_is_found_and_gets_its_name() {
        let (parent, data) = (folder("old"), Path::new("/srv/data"));
        let old = parent.join(old_mark(data));
        fs::create_dir(&old).expect("a folder");
        fs::write(old.join("kept"), "rows").expect("a file");
        let home = settled(&parent, data).expect("a place");
        assert_eq!(home, parent.join(mark(data)));
        assert_eq!(fs::read_to_string(home.join("kept")).expect("kept"), "rows");
        assert_eq!(settled(&parent, data).expect("a place"), home);
        fs::remove_dir_all(parent).expect("a folder");
    }
}
