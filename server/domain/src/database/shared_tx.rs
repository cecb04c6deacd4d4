//! A transaction on what all sellers share: accounts, the directory, sessions. Sees no seller's schema by name.

use super::Database;
use super::rows::Attempted;
use crate::error::Error;
use sqlx::postgres::PgConnection;
use sqlx::{Postgres, Transaction};

/// A transaction with an empty path: tables are written with their schema. One that only read may be dropped.
pub struct SharedTx {
    tx: Transaction<'static, Postgres>,
    database: Database,
}

impl SharedTx {
    pub(super) fn new(tx: Transaction<'static, Postgres>, database: Database) -> Self {
        Self { tx, database }
    }

    /// The database this is a transaction of.
    pub(crate) fn database(&self) -> &Database {
        &self.database
    }

    /// The connection to run queries on.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// Commits. An error when a statement failed earlier: PostgreSQL would have rolled back without a word.
    pub async fn commit(self) -> Result<(), Error> {
        commit(self.tx).await
    }
}

/// COMMIT of a failed transaction succeeds, as a rollback. So the transaction is asked for a sign of life first.
pub(super) async fn commit(mut tx: Transaction<'static, Postgres>) -> Result<(), Error> {
    sqlx::query("select 1")
        .execute(&mut *tx)
        .await
        .attempted("committing after a failed statement")?;
    tx.commit().await.attempted("committing")
}
