//! The door for who builds and removes sellers' schemas: a connection of its own, because that takes longer than a
//! request may, and a request that waits for it has one of the pool's already. It knows nothing of who gets a shop.

use super::blueprint;
use super::rows::Attempted;
use super::schema::SchemaName;
use crate::error::Error;
use sqlx::postgres::PgConnection;
use sqlx::{Connection, Postgres, Transaction};
use stoflow_wire::ids::TenantId;

/// A connection on which shops are built; closed when dropped.
pub(crate) struct Builder(PgConnection);

impl Builder {
    pub(super) fn on(connection: PgConnection) -> Self {
        Self(connection)
    }

    pub(crate) async fn begin(&mut self) -> Result<BuildTx<'_>, Error> {
        let tx = self
            .0
            .begin()
            .await
            .attempted("beginning to build a shop")?;
        Ok(BuildTx(tx))
    }

    pub(crate) async fn close(self) -> Result<(), Error> {
        self.0
            .close()
            .await
            .attempted("closing the builder's connection")
    }
}

/// A transaction in which schemas come and go, together with their entries in the directory. Dropping it rolls back.
pub(crate) struct BuildTx<'builder>(Transaction<'builder, Postgres>);

impl BuildTx<'_> {
    /// The connection to keep the directory on.
    pub(crate) fn conn(&mut self) -> &mut PgConnection {
        &mut self.0
    }

    /// Builds the shop's schema at the newest version.
    pub(crate) async fn build(&mut self, shop: TenantId) -> Result<(), Error> {
        blueprint::build(&mut self.0, SchemaName::of(shop)).await
    }

    /// Removes the shop's schema and all that is in it, if it is there.
    pub(crate) async fn remove(&mut self, shop: TenantId) -> Result<(), Error> {
        blueprint::remove(&mut self.0, SchemaName::of(shop)).await
    }

    pub(crate) async fn commit(self) -> Result<(), Error> {
        self.0.commit().await.attempted("building a shop")
    }
}
