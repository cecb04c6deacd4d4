//! Lets a transaction into one seller's schema: path, role and timeouts, then the canary that says whose it is.

use super::connections::{
    Connections, IDLE_IN_TRANSACTION_TIMEOUT, LOCK_TIMEOUT, STATEMENT_TIMEOUT, Statements,
};
use super::migrations;
use super::rows::{self, Attempted};
use super::schema::{Bucket, SchemaName};
use crate::error::Error;
use sqlx::Connection;
use sqlx::postgres::PgConnection;
use stoflow_wire::ids::TenantId;

/// Where a transaction is let in: the schemas on its path and the role it acts as.
pub(super) struct Scope {
    pub(super) schema: SchemaName,
    pub(super) role: Bucket,
}

impl Scope {
    pub(super) fn of(tenant: TenantId) -> Self {
        let schema = SchemaName::of(tenant);
        Self {
            schema,
            role: Bucket::of(schema),
        }
    }
}

/// Puts `tx` into `scope` and makes sure that it is `tenant`'s.
pub(super) async fn enter(
    tx: &mut PgConnection,
    tenant: TenantId,
    scope: &Scope,
    connections: &Connections,
) -> Result<(), Error> {
    let backend = set(tx, scope).await.attempted("entering a shop")?;
    if connections.serves(backend, tenant) == Statements::Stale {
        tx.clear_cached_statements()
            .await
            .attempted("forgetting prepared statements")?;
    }
    check_canary(tx, tenant).await
}

/// Path, role and timeouts until the end of the transaction, in one round trip. Answers the backend's process id.
async fn set(connection: &mut PgConnection, scope: &Scope) -> Result<i32, sqlx::Error> {
    let (backend, ..) = sqlx::query_as::<_, (i32, String, String, String, String, String)>(
        "select pg_backend_pid()
            , set_config('search_path', $1, true)
            , set_config('role', $2, true)
            , set_config('statement_timeout', $3, true)
            , set_config('lock_timeout', $4, true)
            , set_config('idle_in_transaction_session_timeout', $5, true)",
    )
    .bind(format!("{}, product_attributes", scope.schema))
    .bind(scope.role.to_string())
    .bind(STATEMENT_TIMEOUT)
    .bind(LOCK_TIMEOUT)
    .bind(IDLE_IN_TRANSACTION_TIMEOUT)
    .fetch_one(connection)
    .await?;
    Ok(backend)
}

/// Reads whose schema this is, where the data is. PostgreSQL skips a schema the role may not use, or that is not
/// there, without a word; then the table is missing.
async fn check_canary(connection: &mut PgConnection, tenant: TenantId) -> Result<(), Error> {
    let canary =
        sqlx::query_as::<_, (i64, i32)>("select tenant_id, schema_version from tenant_identity")
            .fetch_optional(connection)
            .await;
    let (found, version) = match canary {
        Ok(Some(identity)) => identity,
        Ok(None) => {
            return Err(Error::internal(
                "checking whose shop this is",
                "it has no identity",
            ));
        }
        Err(error) if rows::is_missing_table(&error) => {
            return Err(Error::NotFound { what: "shop" });
        }
        Err(error) => return Err(error).attempted("checking whose shop this is"),
    };
    if TenantId(found) != tenant {
        tracing::error!(%tenant, found, "the path led into another seller's schema");
        return Err(Error::internal(
            "checking whose shop this is",
            "it is another's",
        ));
    }
    if version < migrations::tenant_version() - 1 {
        return Err(Error::ShopBehind);
    }
    Ok(())
}
