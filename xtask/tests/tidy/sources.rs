//! Rules over the text of every source file.
//!
//! The forbidden words are put together from pieces, or this file would break its own rules.

use std::fs;
use std::path::{Path, PathBuf};

const LONGEST: usize = 400;
const NAMES_THAT_SAY_NOTHING: &[&str] = &[
    "utils", "util", "common", "helpers", "helper", "services", "models", "types",
];
/// The rules over SQL have the forbidden words as examples.
const SQL_RULES: &str = "server/domain/src/database/lint/";
const NOT_OURS: &[&str] = &[
    "target",
    "dist",
    "data",
    "node_modules",
    ".git",
    "test-results",
    "playwright-report",
];

pub(super) struct Source {
    /// Relative to the root of the checkout, with `/`.
    pub(super) path: String,
    pub(super) text: String,
}

impl Source {
    fn is(&self, extensions: &[&str]) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|found| extensions.iter().any(|wanted| found == *wanted))
    }

    /// Lower case, all white space as single blanks: how SQL and keys are looked for.
    pub(super) fn flattened(&self) -> String {
        self.text
            .to_lowercase()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

/// Every path of ours below the root, folders included.
fn paths() -> Vec<PathBuf> {
    let mut folders = vec![root()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if NOT_OURS
                .iter()
                .any(|name| path.file_name().unwrap() == *name)
            {
                continue;
            }
            if path.is_dir() {
                folders.push(path.clone());
            }
            found.push(path);
        }
    }
    found
}

pub(super) fn sources(extensions: &[&str]) -> Vec<Source> {
    let files = paths().into_iter().filter(|path| path.is_file());
    let named = files.filter(|path| {
        path.extension()
            .is_some_and(|found| extensions.iter().any(|wanted| found == *wanted))
    });
    named
        .map(|path| Source {
            text: fs::read_to_string(&path).unwrap(),
            path: path
                .strip_prefix(root())
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/"),
        })
        .collect()
}

/// Fails with every offender at once, each with what is wrong.
pub(super) fn none(offenders: &[String]) {
    assert!(offenders.is_empty(), "\n{}\n", offenders.join("\n"));
}

#[test]
fn a_file_is_one_idea() {
    let long = sources(&["rs", "ts", "css", "js"])
        .into_iter()
        .filter_map(|source| {
            let lines = source.text.lines().count();
            (lines > LONGEST).then(|| format!("{}: {lines} lines, at most {LONGEST}", source.path))
        });
    none(&long.collect::<Vec<_>>());
}

#[test]
fn names_say_what_is_inside() {
    let root = root();
    let empty = paths().into_iter().filter_map(|path| {
        let stem = path.file_stem()?.to_str()?;
        let code = path.is_dir()
            || path
                .extension()
                .is_some_and(|extension| extension == "rs" || extension == "ts");
        let bad = code && (NAMES_THAT_SAY_NOTHING.contains(&stem) || path.file_name()? == "mod.rs");
        bad.then(|| {
            format!(
                "{}: say what is inside",
                path.strip_prefix(&root).unwrap().display()
            )
        })
    });
    none(&empty.collect::<Vec<_>>());
}

#[test]
fn sql_lists_its_columns() {
    let everything = [["select", "*"].join(" "), ["returning", "*"].join(" ")];
    let sql = sources(&["rs", "sql"])
        .into_iter()
        .filter(|source| !source.path.starts_with(SQL_RULES));
    let lazy = sql.filter_map(|source| {
        let text = source.flattened();
        let found = everything
            .iter()
            .find(|words| text.contains(words.as_str()))?;
        Some(format!(
            "{}: list the columns instead of `{found}`",
            source.path
        ))
    });
    none(&lazy.collect::<Vec<_>>());
}

#[test]
fn only_the_database_room_sees_the_pool() {
    let pools = [["Pg", "Pool"].concat(), ["sqlx::", "Pool"].concat()];
    let elsewhere = sources(&["rs"])
        .into_iter()
        .filter(|source| {
            pools.iter().any(|pool| source.text.contains(pool)) || names_the_pool(&source.text)
        })
        .filter_map(|source| {
            let room = source.path == "server/domain/src/database.rs"
                || source.path.starts_with("server/domain/src/database/");
            (!room).then(|| {
                format!(
                    "{}: go through a tenant's transaction, not the pool",
                    source.path
                )
            })
        });
    none(&elsewhere.collect::<Vec<_>>());
}

/// The pool with its driver in brackets, under whatever path; a pool of threads is somebody else's.
fn names_the_pool(text: &str) -> bool {
    let pool = ["Pool", "<"].concat();
    text.match_indices(&pool)
        .any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

#[test]
fn no_test_is_switched_off() {
    let rust = ["#[", "ignore"].concat();
    let script = [
        [".", "skip("].concat(),
        [".", "only("].concat(),
        [".", "fixme("].concat(),
    ];
    let off = sources(&["rs", "ts", "js"])
        .into_iter()
        .filter_map(|source| {
            let words: &[String] = if source.is(&["rs"]) {
                std::slice::from_ref(&rust)
            } else {
                &script
            };
            let found = words
                .iter()
                .find(|word| source.text.contains(word.as_str()))?;
            Some(format!("{}: `{found}` switches a test off", source.path))
        });
    none(&off.collect::<Vec<_>>());
}
