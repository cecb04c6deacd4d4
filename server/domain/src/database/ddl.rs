//! Runs the few statements whose text is not constant: a schema or a role is named in them.

#[expect(
    clippy::disallowed_types,
    reason = "here alone names are written into SQL, and names are made from numbers"
)]
use sqlx::AssertSqlSafe;
use sqlx::Executor;
use sqlx::postgres::PgConnection;

/// Runs one statement. Every name in it must come from [`super::schema`].
pub(super) async fn run(
    connection: &mut PgConnection,
    statement: String,
) -> Result<(), sqlx::Error> {
    connection
        .execute(sqlx::raw_sql(AssertSqlSafe(statement)))
        .await
        .map(drop)
}
