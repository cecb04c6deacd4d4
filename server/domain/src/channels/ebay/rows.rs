//! The shop's row of its eBay account (`ebay_connection`). Tokens in it are the business of `tokens`, which shop has which
//! account is `directory`'s.

use super::api::identity::User;
use super::api::oauth::Grant;
use crate::backend::Backend;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::secrets::Purpose;
use sqlx::types::Json;
use stoflow_wire::ebay::{EbayAccount, EbayReadiness, EbaySite, EbayStop};
use time::OffsetDateTime;

#[derive(sqlx::FromRow)]
struct Row {
    username: String,
    account_type: String,
    sites: Vec<String>,
    connected_at: OffsetDateTime,
    seen_at: OffsetDateTime,
    refresh_until: OffsetDateTime,
    stopped: Option<String>,
    readiness: Option<Json<EbayReadiness>>,
}

impl From<Row> for EbayAccount {
    fn from(row: Row) -> Self {
        Self {
            username: row.username,
            business: row.account_type == "business",
            sites: in_order(&row.sites),
            connected_at: row.connected_at,
            seen_at: row.seen_at,
            consent_until: row.refresh_until,
            stopped: row.stopped.as_deref().and_then(EbayStop::from_name),
            readiness: row.readiness.map(|json| json.0),
        }
    }
}

fn in_order(names: &[String]) -> Vec<EbaySite> {
    let chosen = |site: &EbaySite| names.iter().any(|name| name == site.marketplace_id());
    EbaySite::ALL.into_iter().filter(chosen).collect()
}

fn names(sites: &[EbaySite]) -> Vec<&'static str> {
    sites.iter().map(|site| site.marketplace_id()).collect()
}

/// The account, if one is connected.
pub(super) async fn find(tx: &mut TenantTx) -> Result<Option<EbayAccount>, Error> {
    let row: Option<Row> = sqlx::query_as(
        "select username, account_type, sites, connected_at, seen_at, refresh_until, stopped, readiness \
         from ebay_connection",
    )
    .fetch_optional(tx.conn())
    .await
    .attempted("reading which eBay account the shop has")?;
    Ok(row.map(EbayAccount::from))
}

/// The sites the shop is to sell on, and since when it has the account, which tells one connection from the next.
pub(super) struct Chosen {
    pub(super) sites: Vec<EbaySite>,
    connected_at: OffsetDateTime,
}

pub(super) async fn chosen(tx: &mut TenantTx) -> Result<Chosen, Error> {
    let found: Option<(Vec<String>, OffsetDateTime)> =
        sqlx::query_as("select sites, connected_at from ebay_connection")
            .fetch_optional(tx.conn())
            .await
            .attempted("reading on which eBay sites the shop sells")?;
    let (names, connected_at) = found.ok_or(Error::NotFound {
        what: "eBay account",
    })?;
    Ok(Chosen {
        sites: in_order(&names),
        connected_at,
    })
}

/// The account is the shop's from now on. One that was connected before keeps its sites; another takes its place whole.
/// Answers whose place it took. Renewals are counted from the milliseconds of now, so that what began for a connection that
/// was left since names a number of its own.
pub(super) async fn connect(
    backend: &Backend,
    tx: &mut TenantTx,
    user: &User,
    grant: &Grant,
) -> Result<Option<String>, Error> {
    const ATTEMPTED: &str = "connecting an eBay account";
    let tenant = tx.tenant();
    let home = EbaySite::from_marketplace_id(&user.registration_marketplace_id);
    let access = backend
        .secrets
        .seal(tenant, Purpose::EbayAccess, &grant.access.0)?;
    let refresh = backend
        .secrets
        .seal(tenant, Purpose::EbayRefresh, &grant.refresh.0)?;
    let before: Option<String> =
        sqlx::query_scalar("select user_id from ebay_connection for update")
            .fetch_optional(tx.conn())
            .await
            .attempted(ATTEMPTED)?;
    sqlx::query(
        "insert into ebay_connection (user_id, username, account_type, sites, access_token, refresh_token, \
             access_until, refresh_until, renewals) \
         values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7), now() + make_interval(secs => $8), \
             (extract(epoch from now()) * 1000)::bigint) \
         on conflict (one) do update set user_id = excluded.user_id, username = excluded.username, \
             account_type = excluded.account_type, access_token = excluded.access_token, \
             refresh_token = excluded.refresh_token, access_until = excluded.access_until, \
             refresh_until = excluded.refresh_until, connected_at = now(), seen_at = now(), checked_at = now(), \
             renewals = greatest(ebay_connection.renewals + 1, excluded.renewals), renewing_until = null, \
             stopped = null, stopped_at = null, alarm_tried_at = null, alarm_told_at = null, readiness = null, \
             sites = case when ebay_connection.user_id = excluded.user_id then ebay_connection.sites else excluded.sites end",
    )
    .bind(&user.user_id)
    .bind(&user.username)
    .bind(user.account_type.name())
    .bind(names(&[home.unwrap_or(EbaySite::Fr)]))
    .bind(access)
    .bind(refresh)
    .bind(grant.access_for.as_secs_f64())
    .bind(grant.refresh_for.as_secs_f64())
    .execute(tx.conn())
    .await
    .attempted(ATTEMPTED)?;
    Ok(before)
}

/// The shop sells on these from now on. What was read of others is not known any more.
pub(super) async fn set_sites(tx: &mut TenantTx, sites: &[EbaySite]) -> Result<(), Error> {
    let done = sqlx::query("update ebay_connection set sites = $1, readiness = null")
        .bind(names(sites))
        .execute(tx.conn())
        .await
        .attempted("choosing eBay sites")?;
    crate::database::rows::expect_one(&done, "eBay account")
}

/// What was read of this connection for these sites; nothing where the account was connected anew meanwhile, or others were
/// chosen.
pub(super) async fn keep_readiness(
    tx: &mut TenantTx,
    of: &Chosen,
    readiness: &EbayReadiness,
) -> Result<(), Error> {
    sqlx::query("update ebay_connection set readiness = $1 where sites = $2 and connected_at = $3")
        .bind(Json(readiness))
        .bind(names(&of.sites))
        .bind(of.connected_at)
        .execute(tx.conn())
        .await
        .attempted("keeping what is ready at eBay")?;
    Ok(())
}

/// eBay took a token of ours just now.
pub(super) async fn note_sight(tx: &mut TenantTx) -> Result<(), Error> {
    sqlx::query(
        "update ebay_connection set seen_at = now() where seen_at < now() - interval '1 minute'",
    )
    .execute(tx.conn())
    .await
    .attempted("noting that eBay answers")?;
    Ok(())
}

/// Whose account it is, if one is connected.
pub(super) async fn user(tx: &mut TenantTx) -> Result<Option<String>, Error> {
    sqlx::query_scalar("select user_id from ebay_connection")
        .fetch_optional(tx.conn())
        .await
        .attempted("reading whose eBay account the shop has")
}

/// Forgets the account and all that came of it. Answers whose it was.
pub(super) async fn remove(tx: &mut TenantTx) -> Result<Option<String>, Error> {
    sqlx::query_scalar("delete from ebay_connection returning user_id")
        .fetch_optional(tx.conn())
        .await
        .attempted("forgetting an eBay account")
}

/// As [`remove`], where the account is this one.
pub(super) async fn remove_user(tx: &mut TenantTx, user: &str) -> Result<(), Error> {
    sqlx::query("delete from ebay_connection where user_id = $1")
        .bind(user)
        .execute(tx.conn())
        .await
        .attempted("forgetting an eBay account")?;
    Ok(())
}
