//! The directory of shops: which schemas there are, which are taken, which wait ready for the next seller.
//!
//! Knows the table `public.tenants`; what is inside a schema is the database room's.

pub mod fingerprint;

use crate::database::builder::Builder;
use crate::database::rows::{self, Attempted};
use crate::database::{Database, SharedTx, migrations};
use crate::error::Error;
use sqlx::postgres::PgConnection;
use stoflow_wire::ids::TenantId;

/// How often a shop built for a sign-up may be taken by another before the sign-up gives up.
const TRIES: u32 = 5;

/// Takes a ready shop, in the transaction that makes its seller. Where none is ready one is built first, on a
/// connection of its own: it stays when that transaction fails.
pub async fn take_ready(tx: &mut SharedTx) -> Result<TenantId, Error> {
    for _ in 0..TRIES {
        if let Some(shop) = try_take(tx).await? {
            return Ok(shop);
        }
        let mut builder = tx.database().builder().await?;
        build(&mut builder).await?;
        builder.close().await?;
    }
    Err(Error::Unavailable {
        attempted: "taking a ready shop",
        source: "others took every shop that was built".into(),
    })
}

/// The oldest ready shop; two that ask at once get two.
async fn try_take(tx: &mut SharedTx) -> Result<Option<TenantId>, Error> {
    let id = sqlx::query_scalar::<_, i64>(
        "update public.tenants set state = 'taken', taken_at = now()
        where id = (
            select id from public.tenants
            where state = 'ready' and schema_version >= $1
            order by id limit 1 for update skip locked
        )
        returning id",
    )
    .bind(migrations::tenant_version())
    .fetch_optional(tx.conn())
    .await
    .attempted("taking a ready shop")?;
    Ok(id.map(TenantId))
}

/// Gives a shop up, in the transaction that leaves it without a seller. It counts as unfinished from then on: nobody
/// works in it any more, and it is removed with what building left over.
pub(crate) async fn give_up(tx: &mut SharedTx, shop: TenantId) -> Result<(), Error> {
    sqlx::query(
        "update public.tenants set state = 'being_built', taken_at = null where id = $1 and state = 'taken'",
    )
    .bind(shop.0)
    .execute(tx.conn())
    .await
    .attempted("giving a shop up")
    .and_then(|done| rows::expect_one(&done, "taken shop"))
}

/// Builds shops until `want` are ready. Answers how many were built.
pub async fn fill_ready_pool(database: &Database, want: usize) -> Result<usize, Error> {
    let mut tx = database.shared().await?;
    let missing = want.saturating_sub(ready(tx.conn()).await?);
    tx.commit().await?;
    if missing == 0 {
        return Ok(0);
    }
    let mut builder = database.builder().await?;
    clear_leftovers(&mut builder).await?;
    for _ in 0..missing {
        build(&mut builder).await?;
    }
    builder.close().await?;
    Ok(missing)
}

/// Shops that have a seller, by their numbers.
pub async fn taken(database: &Database) -> Result<Vec<TenantId>, Error> {
    let mut tx = database.shared().await?;
    let ids = sqlx::query_scalar::<_, i64>(
        "select id from public.tenants where state = 'taken' order by id",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("looking for shops that have a seller")?;
    tx.commit().await?;
    Ok(ids.into_iter().map(TenantId).collect())
}

/// Shops whose schema is at the newest version.
async fn up_to_date(database: &Database) -> Result<Vec<TenantId>, Error> {
    let mut tx = database.shared().await?;
    let ids = sqlx::query_scalar::<_, i64>(
        "select id from public.tenants where state <> 'being_built' and schema_version = $1 order by id",
    )
    .bind(migrations::tenant_version())
    .fetch_all(tx.conn())
    .await
    .attempted("looking for shops that are up to date")?;
    Ok(ids.into_iter().map(TenantId).collect())
}

/// Shops whose schema is older than `version`.
pub(crate) async fn behind(
    connection: &mut PgConnection,
    version: i32,
) -> Result<Vec<TenantId>, Error> {
    let ids = sqlx::query_scalar::<_, i64>(
        "select id from public.tenants where state <> 'being_built' and schema_version < $1 order by id",
    )
    .bind(version)
    .fetch_all(connection)
    .await
    .attempted("looking for shops to migrate")?;
    Ok(ids.into_iter().map(TenantId).collect())
}

/// Notes that the shop's schema is at `version` now.
pub(crate) async fn brought_up(
    connection: &mut PgConnection,
    shop: TenantId,
    version: i32,
) -> Result<(), Error> {
    sqlx::query(
        "update public.tenants set schema_version = $2 where id = $1 and schema_version < $2",
    )
    .bind(shop.0)
    .bind(version)
    .execute(connection)
    .await
    .attempted("noting a migrated shop")
    .map(drop)
}

async fn ready(connection: &mut PgConnection) -> Result<usize, Error> {
    let count =
        sqlx::query_scalar::<_, i64>("select count(*) from public.tenants where state = 'ready'")
            .fetch_one(connection)
            .await
            .attempted("counting ready shops")?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// A number first, committed, so that no schema is ever without its row; then the schema and the word `ready` in
/// one transaction. Whatever is cut off in between, the row says `being_built` and no seller can have it.
async fn build(builder: &mut Builder) -> Result<TenantId, Error> {
    let mut tx = builder.begin().await?;
    let id = sqlx::query_scalar::<_, i64>(
        "insert into public.tenants (state) values ('being_built') returning id",
    )
    .fetch_one(tx.conn())
    .await
    .attempted("numbering a new shop")?;
    tx.commit().await?;
    let mut tx = builder.begin().await?;
    sqlx::query("update public.tenants set state = 'ready', schema_version = $2 where id = $1 and state = 'being_built'")
        .bind(id)
        .bind(migrations::tenant_version())
        .execute(tx.conn())
        .await
        .attempted("building a shop")
        .and_then(|done| rows::expect_one(&done, "shop being built"))?;
    tx.build(TenantId(id)).await?;
    tx.commit().await?;
    Ok(TenantId(id))
}

/// Removes shops whose building was cut off, and those that were given up. Those being built right now are locked, and
/// passed over.
async fn clear_leftovers(builder: &mut Builder) -> Result<(), Error> {
    let mut tx = builder.begin().await?;
    let left = sqlx::query_scalar::<_, i64>(
        "select id from public.tenants
        where state = 'being_built' and created_at < now() - interval '10 seconds'
        order by id limit 50 for update skip locked",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("clearing unfinished shops")?;
    for &id in &left {
        tx.remove(TenantId(id)).await?;
    }
    sqlx::query("delete from public.tenants where id = any($1)")
        .bind(&left)
        .execute(tx.conn())
        .await
        .attempted("clearing unfinished shops")?;
    tx.commit().await
}
