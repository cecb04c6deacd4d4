//! From PostgreSQL's words to the domain's: what an error means, what a count of rows means.
//!
//! Decides by SQLSTATE alone. Names of constraints are not relied on: on Citus the field is empty.

use super::connections;
use crate::error::Error;
use sqlx::postgres::PgQueryResult;

/// Names what a query was for when it fails.
pub trait Attempted<T> {
    fn attempted(self, attempted: &'static str) -> Result<T, Error>;
}

impl<T> Attempted<T> for Result<T, sqlx::Error> {
    fn attempted(self, attempted: &'static str) -> Result<T, Error> {
        self.map_err(|source| translate(attempted, source))
    }
}

impl From<sqlx::Error> for Error {
    fn from(source: sqlx::Error) -> Self {
        translate("reading the database", source)
    }
}

fn translate(attempted: &'static str, source: sqlx::Error) -> Error {
    if sqlstate(&source).as_deref() == Some(STALE_STATEMENT) {
        connections::statements_are_stale();
    }
    if passes_by_itself(&source) {
        Error::Unavailable {
            attempted,
            source: source.into(),
        }
    } else {
        Error::internal(attempted, source)
    }
}

/// The type of a column changed under a prepared statement.
const STALE_STATEMENT: &str = "0A000";
const SERIALISATION_LOST: &str = "40001";
const DEADLOCK: &str = "40P01";

/// The same act may succeed when it is tried again as it is.
fn passes_by_itself(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed => true,
        sqlx::Error::Database(_) => sqlstate(error).is_some_and(|state| {
            // connection lost, out of resources, shutting down, timeouts, locks, and what asks for another try
            state.starts_with("08")
                || state.starts_with("53")
                || state.starts_with("57")
                || matches!(
                    state.as_str(),
                    "55P03" | "25P03" | STALE_STATEMENT | SERIALISATION_LOST | DEADLOCK
                )
        }),
        _ => false,
    }
}

/// Whether PostgreSQL wants the whole transaction again: a deadlock, a lost race, a statement that no longer fits.
pub(super) fn asks_for_another_try(error: &Error) -> bool {
    let Error::Unavailable { source, .. } = error else {
        return false;
    };
    source
        .downcast_ref::<sqlx::Error>()
        .and_then(sqlstate)
        .is_some_and(|state| {
            matches!(
                state.as_str(),
                STALE_STATEMENT | SERIALISATION_LOST | DEADLOCK
            )
        })
}

fn sqlstate(error: &sqlx::Error) -> Option<String> {
    error.as_database_error()?.code().map(Into::into)
}

pub(super) fn is_missing_table(error: &sqlx::Error) -> bool {
    sqlstate(error).as_deref() == Some("42P01")
}

/// A row with this key is there already. The transaction it happened in can only be rolled back.
pub fn is_duplicate(error: &sqlx::Error) -> bool {
    sqlstate(error).as_deref() == Some("23505")
}

/// Answers `instead` where a row with the same key was there already.
pub fn on_unique<T>(
    result: Result<T, sqlx::Error>,
    attempted: &'static str,
    instead: impl FnOnce() -> Error,
) -> Result<T, Error> {
    match result {
        Err(error) if is_duplicate(&error) => Err(instead()),
        result => result.attempted(attempted),
    }
}

/// [`Error::NotFound`] where the statement touched no row.
pub fn expect_one(done: &PgQueryResult, what: &'static str) -> Result<(), Error> {
    if done.rows_affected() == 0 {
        return Err(Error::NotFound { what });
    }
    Ok(())
}
