//! Every seller's schema in turn, four at a time. Each has its own transaction and its own version, so a run can
//! stop anywhere.

use super::{Migrated, tenant_version};
use crate::database::rows::Attempted;
use crate::database::schema::SchemaName;
use crate::database::{Database, blueprint};
use crate::error::Error;
use crate::tenants;
use futures::{StreamExt, TryStreamExt, stream};
use sqlx::Connection;
use sqlx::postgres::PgConnection;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use stoflow_wire::ids::TenantId;

/// Schemas under way at once.
const WORKERS: usize = 4;

/// How often a schema that was locked by its own traffic is tried again.
const TRIES: u32 = 5;

pub(super) async fn migrate_shops(
    database: &Database,
    connection: &mut PgConnection,
) -> Result<Migrated, Error> {
    let behind = tenants::behind(connection, tenant_version()).await?;
    let workers = WORKERS.min(behind.len());
    let queue = Mutex::new(VecDeque::from(behind));
    let parts: Vec<Migrated> = stream::iter(0..workers)
        .map(|_| work_off(database, &queue))
        .buffer_unordered(WORKERS)
        .try_collect()
        .await?;
    Ok(parts
        .into_iter()
        .fold(Migrated::default(), |mut sum, part| {
            sum.shops += part.shops;
            sum.behind.extend(part.behind);
            sum
        }))
}

async fn work_off(
    database: &Database,
    queue: &Mutex<VecDeque<TenantId>>,
) -> Result<Migrated, Error> {
    let mut connection = database.dedicated().await?;
    let mut migrated = Migrated::default();
    while let Some(shop) = next(queue) {
        match migrate_shop(&mut connection, shop).await {
            Ok(()) => migrated.shops += 1,
            Err(error) => {
                tracing::error!(%shop, error = &error as &dyn std::error::Error, "a shop could not be migrated");
                migrated.behind.push(shop);
                connection = database.dedicated().await?;
            }
        }
    }
    Ok(migrated)
}

fn next(queue: &Mutex<VecDeque<TenantId>>) -> Option<TenantId> {
    queue
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .pop_front()
}

/// A lock that does not come within two seconds is given up and asked for again, so that the shop's own requests
/// get through in between.
async fn migrate_shop(connection: &mut PgConnection, shop: TenantId) -> Result<(), Error> {
    let mut tries = 1;
    while let Err(error) = try_shop(connection, shop).await {
        if tries == TRIES || !matches!(error, Error::Unavailable { .. }) {
            return Err(error);
        }
        tries += 1;
    }
    tenants::brought_up(connection, shop, tenant_version()).await
}

async fn try_shop(connection: &mut PgConnection, shop: TenantId) -> Result<(), Error> {
    let mut tx = connection.begin().await.attempted("migrating a shop")?;
    blueprint::bring_up(&mut tx, SchemaName::of(shop)).await?;
    tx.commit().await.attempted("migrating a shop")
}
