//! The database room from the inside, on a real PostgreSQL.

mod cluster;
mod fan_out;
mod login_role;
mod readings;
mod second_wall;
mod stale_statements;

use super::Database;
use super::rows::Attempted;
use crate::error::Error;
use sqlx::postgres::PgConnection;

/// Runs a statement whose text is not constant, as only these tests do.
async fn run(connection: &mut PgConnection, statement: impl Into<String>) {
    super::ddl::run(connection, statement.into())
        .await
        .expect("the statement runs");
}

/// A database of the test's own with all that sellers share.
async fn migrated(name: &str) -> Result<Database, Error> {
    let database = Database::connect_with(&super::testing::empty_database(name).await, 4).await?;
    super::migrations::migrate(&database).await?;
    Ok(database)
}

async fn count(connection: &mut PgConnection, query: &'static str) -> Result<i64, Error> {
    sqlx::query_scalar::<_, i64>(query)
        .fetch_one(connection)
        .await
        .attempted("counting")
}
