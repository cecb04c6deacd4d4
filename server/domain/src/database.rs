//! The door to PostgreSQL: the only room that sees the pool.
//!
//! Everybody else works inside a [`TenantTx`] (one seller's schema) or a [`SharedTx`] (what all sellers share). This
//! room knows how a transaction is scoped, checked and given back; it knows nothing of what is read or written in it.

mod blueprint;
pub(crate) mod builder;
mod connections;
mod ddl;
pub mod embedded;
#[cfg(test)]
mod lint;
pub mod migrations;
mod roles;
pub mod rows;
pub(crate) mod schema;
mod scope;
mod statements;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;

use crate::error::Error;
use builder::Builder;
use connections::Connections;
use futures::future::BoxFuture;
use rows::Attempted;
use schema::SchemaName;
use scope::Scope;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgListener};
use sqlx::{Connection, Postgres, Transaction};
use std::str::FromStr;
use std::sync::Arc;
use stoflow_wire::ids::TenantId;
use tracing::Instrument;

/// How often an act is tried when PostgreSQL asks for another try: a deadlock, a lost serialisation race.
const TRIES: u32 = 4;

/// A handle on the database; cloning shares the connections.
#[derive(Clone)]
pub struct Database {
    #[expect(clippy::disallowed_types, reason = "this room sees the pool")]
    pool: sqlx::PgPool,
    options: PgConnectOptions,
    connections: Arc<Connections>,
}

impl Database {
    /// Opens the database at `url` (`postgres://…`). [`Error::Unavailable`] when nothing answers there.
    pub async fn connect(url: &str) -> Result<Self, Error> {
        Self::connect_with(url, connections::PER_NODE).await
    }

    /// As [`Database::connect`], with at most `size` connections.
    pub async fn connect_with(url: &str, size: u32) -> Result<Self, Error> {
        let options = PgConnectOptions::from_str(url)
            .attempted("reading DATABASE_URL")?
            .application_name("stoflow")
            .options(connections::SESSION);
        let connections = Arc::new(Connections::default());
        let pool = connections::pool(&connections, size)
            .connect_with(options.clone())
            .await
            .attempted("connecting to PostgreSQL")?;
        Ok(Self {
            pool,
            options,
            connections,
        })
    }

    /// Begins a transaction that sees `tenant`'s schema and the shared catalogues, and nothing else.
    ///
    /// [`Error::NotFound`] where there is no such shop, [`Error::ShopBehind`] while its schema is too old for this
    /// server. Dropping the transaction rolls back.
    pub async fn tenant(&self, tenant: TenantId) -> Result<TenantTx, Error> {
        if tenant == SchemaName::template().number() {
            return Err(Error::NotFound { what: "shop" });
        }
        self.scoped(tenant, Scope::of(tenant)).await
    }

    /// Begins a transaction on what all sellers share. Its path is empty: tables are written `public.accounts`.
    pub async fn shared(&self) -> Result<SharedTx, Error> {
        let database = self.clone();
        uncancelled(async move {
            let tx = database.begin().await?;
            Ok(SharedTx { tx, database })
        })
        .await
    }

    /// As [`Database::shared`], for what may be lost when PostgreSQL dies in the next moment: its commit does not wait
    /// for the disk.
    pub(crate) async fn shared_in_haste(&self) -> Result<SharedTx, Error> {
        let database = self.clone();
        uncancelled(async move {
            let tx = database
                .begin_with("begin; set local synchronous_commit = off")
                .await?;
            Ok(SharedTx { tx, database })
        })
        .await
    }

    /// Runs `act` in a transaction of `tenant` and commits it. Tried again, on a new transaction, when PostgreSQL
    /// asks for that: after a deadlock, or when a migration changed a type under a prepared statement.
    pub async fn in_tenant<T, F>(&self, tenant: TenantId, act: F) -> Result<T, Error>
    where
        T: Send,
        F: for<'a> Fn(&'a mut TenantTx) -> BoxFuture<'a, Result<T, Error>> + Send + Sync,
    {
        let mut tries = 1;
        loop {
            match self.once_in_tenant(tenant, &act).await {
                Err(error) if tries < TRIES && rows::asks_for_another_try(&error) => tries += 1,
                outcome => return outcome,
            }
        }
    }

    async fn once_in_tenant<T, F>(&self, tenant: TenantId, act: &F) -> Result<T, Error>
    where
        F: for<'a> Fn(&'a mut TenantTx) -> BoxFuture<'a, Result<T, Error>>,
    {
        let mut tx = self.tenant(tenant).await?;
        let value = act(&mut tx).await?;
        tx.commit().await?;
        Ok(value)
    }

    async fn scoped(&self, tenant: TenantId, scope: Scope) -> Result<TenantTx, Error> {
        let database = self.clone();
        uncancelled(async move {
            let mut tx = database.begin().await?;
            scope::enter(&mut tx, tenant, &scope, &database.connections).await?;
            Ok(TenantTx { tx, tenant })
        })
        .await
    }

    async fn begin(&self) -> Result<Transaction<'static, Postgres>, Error> {
        self.begin_with("begin").await
    }

    /// A connection that died while it lay idle shows only when it is used; the next one is taken then.
    async fn begin_with(
        &self,
        statement: &'static str,
    ) -> Result<Transaction<'static, Postgres>, Error> {
        let mut spare = self.pool.size();
        loop {
            #[expect(
                clippy::disallowed_methods,
                reason = "the one place where a pooled transaction begins"
            )]
            match self.pool.begin_with(statement).await {
                Err(sqlx::Error::Io(_)) if spare > 0 => spare -= 1,
                begun => return begun.attempted("beginning a transaction"),
            }
        }
    }

    /// A connection of its own on which shops are built and removed.
    pub(crate) async fn builder(&self) -> Result<Builder, Error> {
        self.dedicated().await.map(Builder::on)
    }

    /// Looks over a shop's products after very many of them came, as PostgreSQL does by itself some minutes later.
    pub async fn look_over(&self, tenant: TenantId) -> Result<(), Error> {
        let mut connection = self.dedicated().await?;
        let shop = SchemaName::of(tenant);
        ddl::run(&mut connection, format!("vacuum (analyze) {shop}.products"))
            .await
            .attempted("looking over a shop's products")
    }

    /// A connection of its own, for this room's DDL; closed when dropped.
    async fn dedicated(&self) -> Result<PgConnection, Error> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place where a connection is opened beside the pool"
        )]
        PgConnection::connect_with(&self.options)
            .await
            .attempted("opening a connection to PostgreSQL")
    }

    /// A listener on a connection of its own, which belongs to no pool of requests.
    pub(crate) async fn listener(&self) -> Result<PgListener, sqlx::Error> {
        let own = connections::one_for_ever()
            .connect_with(self.options.clone())
            .await?;
        PgListener::connect_with(&own).await
    }

    /// Asks PostgreSQL for an answer: what "ready" means.
    pub async fn ping(&self) -> Result<(), Error> {
        let mut tx = self.shared().await?;
        sqlx::query("select 1")
            .execute(tx.conn())
            .await
            .attempted("asking PostgreSQL for an answer")?;
        tx.commit().await
    }

    /// Closes every connection and waits for those in use.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Database")
    }
}

/// A transaction that sees one seller's tables by their bare names, and the shared catalogues.
///
/// Dropping it rolls back. One that only read may be dropped: that is cheaper, and off the way of the request.
pub struct TenantTx {
    tx: Transaction<'static, Postgres>,
    tenant: TenantId,
}

impl TenantTx {
    /// Whose schema this is.
    pub fn tenant(&self) -> TenantId {
        self.tenant
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

/// A transaction on what all sellers share. Its path is empty: tables are written with their schema.
///
/// Dropping it rolls back. One that only read may be dropped.
pub struct SharedTx {
    tx: Transaction<'static, Postgres>,
    database: Database,
}

impl SharedTx {
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
async fn commit(mut tx: Transaction<'static, Postgres>) -> Result<(), Error> {
    sqlx::query("select 1")
        .execute(&mut *tx)
        .await
        .attempted("committing after a failed statement")?;
    tx.commit().await.attempted("committing")
}

/// Runs `work` to its end even when the one who asked goes away: sqlx 0.9.0 puts a connection whose BEGIN was cut
/// off back into the pool with the transaction open, and a later, acknowledged write is lost with it.
async fn uncancelled<T: Send + 'static>(
    work: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<T, Error> {
    tokio::spawn(work.in_current_span())
        .await
        .map_err(|ended| Error::internal("beginning a transaction", ended))?
}
