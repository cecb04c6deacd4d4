//! Builds a seller's schema and brings it up to date, from the canonical DDL, statement by statement.
//!
//! Never a copy of another schema: copies lose foreign keys, share sequences and invent names (facts: O6, R19).

use super::ddl::run;
use super::migrations::{self, Migration};
use super::rows::Attempted;
use super::schema::{Bucket, SchemaName};
use super::statements::statements;
use crate::error::Error;
use sqlx::Executor;
use sqlx::postgres::PgConnection;

/// Builds `schema` at the newest version, inside the caller's transaction.
pub(crate) async fn build(connection: &mut PgConnection, schema: SchemaName) -> Result<(), Error> {
    build_to(connection, schema, migrations::tenant_version()).await
}

/// As [`build`], at `version`.
pub(super) async fn build_to(
    connection: &mut PgConnection,
    schema: SchemaName,
    version: i32,
) -> Result<(), Error> {
    run(connection, format!("create schema {schema}"))
        .await
        .attempted("building a shop")?;
    look_into(connection, schema).await?;
    apply(connection, migrations::tenant_between(0, version)).await?;
    sqlx::query("insert into tenant_identity (tenant_id, schema_version) values ($1, $2)")
        .bind(schema.number().0)
        .bind(version)
        .execute(&mut *connection)
        .await
        .attempted("building a shop")?;
    grant(connection, schema).await
}

/// Applies what `schema` lacks, inside the caller's transaction. Answers how many migrations that were.
pub(crate) async fn bring_up(
    connection: &mut PgConnection,
    schema: SchemaName,
) -> Result<i32, Error> {
    look_into(connection, schema).await?;
    let version =
        sqlx::query_scalar::<_, i32>("select schema_version from tenant_identity for update")
            .fetch_one(&mut *connection)
            .await
            .attempted("reading a shop's version")?;
    let missing = migrations::tenant_version() - version;
    if missing <= 0 {
        return Ok(0);
    }
    let newest = migrations::tenant_version();
    apply(connection, migrations::tenant_between(version, newest)).await?;
    sqlx::query("update tenant_identity set schema_version = $1")
        .bind(migrations::tenant_version())
        .execute(&mut *connection)
        .await
        .attempted("migrating a shop")?;
    grant(connection, schema).await?;
    Ok(missing)
}

/// Removes `schema` and all that is in it, if it is there.
pub(crate) async fn remove(connection: &mut PgConnection, schema: SchemaName) -> Result<(), Error> {
    run(
        connection,
        format!("drop schema if exists {schema} cascade"),
    )
    .await
    .attempted("removing what is left of a shop")
}

/// Path and timeouts for DDL, until the end of the transaction.
async fn look_into(connection: &mut PgConnection, schema: SchemaName) -> Result<(), Error> {
    sqlx::query(
        "select set_config('search_path', $1, true)
            , set_config('lock_timeout', '2s', true)
            , set_config('statement_timeout', '60s', true)",
    )
    .bind(format!("{schema}, product_attributes"))
    .execute(connection)
    .await
    .attempted("looking into a shop")
    .map(drop)
}

async fn apply(connection: &mut PgConnection, migrations: &[Migration]) -> Result<(), Error> {
    for migration in migrations {
        for statement in statements(migration.sql) {
            connection
                .execute(sqlx::raw_sql(statement))
                .await
                .attempted(migration.name)?;
        }
    }
    Ok(())
}

/// The rights of the schema's own role: its rows, and of its identity only the sight.
async fn grant(connection: &mut PgConnection, schema: SchemaName) -> Result<(), Error> {
    let role = Bucket::of(schema);
    for statement in [
        format!("grant usage on schema {schema} to {role}"),
        format!("grant select, insert, update, delete on all tables in schema {schema} to {role}"),
        format!("revoke insert, update, delete on {schema}.tenant_identity from {role}"),
    ] {
        run(connection, statement)
            .await
            .attempted("giving a shop its rights")?;
    }
    Ok(())
}
