//! The programs of a PostgreSQL server, 14 or later. Only the programs: the server of StoFlow makes its own cluster.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::apt;
use crate::shell;
use crate::workspace::Workspace;

const OLDEST: u32 = 14;
/// The server looks for PostgreSQL in the same list.
const FOLDERS: &str =
    include_str!("../../../server/domain/src/database/embedded/installations.txt");
const CREATE_CLUSTER: &str = "/etc/postgresql-common/createcluster.conf";
const ELSEWHERE: &str = "on macOS: brew install postgresql@17; or name a running one: DATABASE_URL=postgres://… cargo xtask …";

pub(super) fn ensure(workspace: &Workspace) -> Result<()> {
    if candidates().iter().any(|folder| is_recent(folder)) {
        return Ok(());
    }
    install_without_cluster(workspace)
}

/// Debian's package would start a cluster of its own on port 5432: it is told not to, for this installation only.
fn install_without_cluster(workspace: &Workspace) -> Result<()> {
    let install = |packages| apt::install(workspace, "PostgreSQL", packages, ELSEWHERE);
    install(&["postgresql-common"])?;
    let before =
        fs::read_to_string(CREATE_CLUSTER).with_context(|| format!("reading {CREATE_CLUSTER}"))?;
    let write = |text: &str| {
        fs::write(CREATE_CLUSTER, text).with_context(|| format!("writing {CREATE_CLUSTER}"))
    };
    write(&format!("{before}\ncreate_main_cluster = false\n"))?;
    let installed = install(&["postgresql"]);
    write(&before)?;
    installed
}

/// Folders that may hold `postgres` and `initdb`.
fn candidates() -> Vec<PathBuf> {
    let on_path = env::var_os("PATH").unwrap_or_default();
    let listed = FOLDERS
        .lines()
        .filter(|line| line.starts_with('/'))
        .flat_map(folders_like);
    env::split_paths(&on_path).chain(listed).collect()
}

/// The folders that a line of the list stands for.
fn folders_like(line: &str) -> Vec<PathBuf> {
    let Some((before, after)) = line.split_once('*') else {
        return vec![PathBuf::from(line)];
    };
    let (parent, name) = before.rsplit_once('/').unwrap_or_default();
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    let alike = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(name));
    alike
        .map(|entry| entry.path().join(after.trim_start_matches('/')))
        .collect()
}

fn is_recent(folder: &Path) -> bool {
    let told = shell::answer(Command::new(folder.join("postgres")).arg("--version"));
    shell::is_program(&folder.join("initdb"))
        && told.is_ok_and(|line| major(&line).is_some_and(|major| major >= OLDEST))
}

/// `postgres (PostgreSQL) 15.13 (Debian …)` → 15
fn major(line: &str) -> Option<u32> {
    let digits = line
        .split(|c: char| !c.is_ascii_digit())
        .find(|part| !part.is_empty())?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_postgres_says() {
        assert_eq!(
            major("postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)"),
            Some(15)
        );
        assert_eq!(major("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major("no version"), None);
    }
}
