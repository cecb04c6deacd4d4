//! Files only their owner can read, made at most once however many servers start at the same moment.

use crate::error::Error;
use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// The text of `dir/name`; where there is no such file, it gets what `make` answers.
pub(crate) fn read_or_make(
    dir: &Path,
    name: &str,
    make: impl FnOnce() -> Result<String, Error>,
) -> Result<String, Error> {
    let path = dir.join(name);
    let failed =
        |error: io::Error| Error::internal("keeping a key", format!("{}: {error}", path.display()));
    match fs::read_to_string(&path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(dir)
                .map_err(failed)?;
            keep(dir, &path, &make()?).map_err(failed)?;
            fs::read_to_string(&path).map_err(failed)
        }
        Err(error) => Err(failed(error)),
    }
}

/// The file appears complete or not at all; one that appeared meanwhile is left as it is.
fn keep(dir: &Path, path: &Path, text: &str) -> io::Result<()> {
    let draft = dir.join(format!(
        ".draft-{}-{:x}",
        std::process::id(),
        rand::random::<u64>()
    ));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    let kept = match fs::hard_link(&draft, path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        kept => kept,
    };
    fs::remove_file(&draft)?;
    kept
}
