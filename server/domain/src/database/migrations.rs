//! Brings the database to the version this server was built with: what sellers share, then the blueprint, then
//! every seller's schema.
//!
//! The files are part of the binary. Their order is their version; a file that was published never changes.

mod catalogues;
mod fan_out;

use super::rows::Attempted;
use super::schema::SchemaName;
use super::statements::statements;
use super::{Database, blueprint, roles};
use crate::error::Error;
use crate::tenants;
use sqlx::postgres::PgConnection;
use sqlx::{Connection, Executor};
use stoflow_wire::ids::TenantId;

/// One file of the migrations folder.
pub(crate) struct Migration {
    pub(crate) name: &'static str,
    pub(crate) sql: &'static str,
}

macro_rules! migrations {
    ($($folder:literal / $name:literal),+ $(,)?) => {
        &[$(Migration {
            name: concat!($folder, "/", $name),
            sql: include_str!(concat!("../../../../migrations/", $folder, "/", $name, ".sql")),
        }),+]
    };
}

pub(super) const SHARED: &[Migration] = migrations![
    "shared" / "0001_accounts",
    "shared" / "0002_schedules",
    "shared" / "0004_catalogues",
    "shared" / "0005_brand_tiers",
    "shared" / "0006_ebay",
    "shared" / "0007_brand_tiers_order",
];

pub(super) const TENANT: &[Migration] = migrations![
    "tenant" / "0001_catalogue",
    "tenant" / "0002_selling",
    "tenant" / "0003_wardrobe",
    "tenant" / "0004_batches",
    "tenant" / "0005_sales",
    "tenant" / "0006_conversations",
    "tenant" / "0007_governor",
    "tenant" / "0008_alarm",
    "tenant" / "0009_statistics",
    "tenant" / "0010_measurements",
    "tenant" / "0011_relisting",
    "tenant" / "0012_wardrobe_copies",
    "tenant" / "0013_revenue",
    "tenant" / "0014_queue",
    "tenant" / "0015_sight",
    "tenant" / "0016_attributes",
    "tenant" / "0017_price",
    "tenant" / "0018_templates",
    "tenant" / "0019_internal_photos",
    "tenant" / "0020_views",
    "tenant" / "0021_search",
    "tenant" / "0022_own_words",
    "tenant" / "0023_channel_rules",
    "tenant" / "0024_attention",
    "tenant" / "0025_originals",
    "tenant" / "0026_ebay_connection",
    "tenant" / "0027_fewer_files",
    "tenant" / "0028_ebay_alarm",
    "tenant" / "0029_first_of_each_lane",
    "tenant" / "0030_earlier_pictures",
];

/// Held while one server migrates, so that others wait. Any number will do that nobody else uses.
const ONE_AT_A_TIME: i64 = 0x0570_F10E;

/// The version of a seller's schema this server was written for.
pub(crate) fn tenant_version() -> i32 {
    i32::try_from(TENANT.len()).unwrap_or(i32::MAX)
}

/// What a schema at version `from` lacks to be at version `to`.
pub(crate) fn tenant_between(from: i32, to: i32) -> &'static [Migration] {
    let place = |version| usize::try_from(version).unwrap_or_default();
    TENANT.get(place(from)..place(to)).unwrap_or_default()
}

/// What a run of the migrations did.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Migrated {
    /// Shops brought up to date.
    pub shops: usize,
    /// Shops that could not be; they answer [`Error::ShopBehind`] until a later run gets them there.
    pub behind: Vec<TenantId>,
}

/// Brings everything up to date. A run that was cut off is taken up again by the next; a shop that fails does not
/// hold up the others.
pub async fn migrate(database: &Database) -> Result<Migrated, Error> {
    // the lock goes with the connection
    let mut guard = database.dedicated().await?;
    for patience in ["set statement_timeout = 0", "set lock_timeout = 0"] {
        guard
            .execute(patience)
            .await
            .attempted("waiting for another server's migrations")?;
    }
    sqlx::query("select pg_advisory_lock($1)")
        .bind(ONE_AT_A_TIME)
        .execute(&mut guard)
        .await
        .attempted("waiting for another server's migrations")?;
    roles::ensure(&mut guard).await?;
    if migrate_shared(&mut guard).await? > 0 {
        roles::open_catalogues(&mut guard).await?;
    }
    catalogues::publish(&mut guard).await?;
    migrate_template(&mut guard).await?;
    let migrated = fan_out::migrate_shops(database, &mut guard).await?;
    guard
        .close()
        .await
        .attempted("closing the migrations' connection")?;
    Ok(migrated)
}

/// Tries those shops again that could not be brought up to date before. Nothing to do where there are none.
pub(crate) async fn catch_up(database: &Database) -> Result<(), Error> {
    if behind(database).await? == 0 {
        return Ok(());
    }
    let caught_up = migrate(database).await?;
    tracing::info!(
        shops = caught_up.shops,
        behind = caught_up.behind.len(),
        "shops that were behind were tried again"
    );
    Ok(())
}

/// How many shops wait for their migration.
pub async fn behind(database: &Database) -> Result<usize, Error> {
    let mut tx = database.shared().await?;
    let behind = tenants::behind(tx.conn(), tenant_version()).await?.len();
    tx.commit().await?;
    Ok(behind)
}

/// Applies the shared files that are not applied yet. Answers how many.
async fn migrate_shared(connection: &mut PgConnection) -> Result<usize, Error> {
    connection
        .execute(
            "create table if not exists public.schema_migrations (
                name text primary key
                , applied_at timestamptz not null default now()
            )",
        )
        .await
        .attempted("reading which migrations were applied")?;
    let applied = sqlx::query_scalar::<_, String>("select name from public.schema_migrations")
        .fetch_all(&mut *connection)
        .await
        .attempted("reading which migrations were applied")?;
    let missing = || {
        SHARED
            .iter()
            .filter(|migration| !applied.iter().any(|name| name == migration.name))
    };
    for migration in missing() {
        apply_shared(connection, migration).await?;
    }
    Ok(missing().count())
}

async fn apply_shared(connection: &mut PgConnection, migration: &Migration) -> Result<(), Error> {
    let mut tx = connection.begin().await.attempted(migration.name)?;
    for statement in statements(migration.sql) {
        tx.execute(sqlx::raw_sql(statement))
            .await
            .attempted(migration.name)?;
    }
    sqlx::query("insert into public.schema_migrations (name) values ($1)")
        .bind(migration.name)
        .execute(&mut *tx)
        .await
        .attempted(migration.name)?;
    tx.commit().await.attempted(migration.name)
}

async fn migrate_template(connection: &mut PgConnection) -> Result<(), Error> {
    let present =
        sqlx::query_scalar::<_, bool>("select to_regnamespace('template_tenant') is not null")
            .fetch_one(&mut *connection)
            .await
            .attempted("looking for the blueprint")?;
    let mut tx = connection
        .begin()
        .await
        .attempted("migrating the blueprint")?;
    if present {
        blueprint::bring_up(&mut tx, SchemaName::template()).await?;
    } else {
        blueprint::build(&mut tx, SchemaName::template()).await?;
    }
    tx.commit().await.attempted("migrating the blueprint")
}
