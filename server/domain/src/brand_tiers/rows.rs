//! The rows of `public.brand_tiers`. None is changed or removed: a word is taken back by another one.

use crate::database::SharedTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use std::collections::HashMap;
use stoflow_wire::brand_tiers::TierChange;
use stoflow_wire::ids::AccountId;
use stoflow_wire::pricing::Tier;
use time::OffsetDateTime;

/// More of what was said of one page's brands tell an admin nothing.
const CHANGES: i64 = 500;

/// Brands by their keys, with the tier they were moved to. One that was put back is not among them.
pub(super) async fn list(tx: &mut SharedTx) -> Result<Vec<(String, Tier)>, Error> {
    let newest: Vec<(String, Option<String>)> = sqlx::query_as(
        "select distinct on (brand) brand, tier from public.brand_tiers order by brand, id desc",
    )
    .fetch_all(tx.conn())
    .await
    .attempted("reading which brands were moved")?;
    let moved = newest
        .into_iter()
        .filter_map(|(brand, tier)| Some((brand, Tier::from_name(&tier?)?)));
    Ok(moved.collect())
}

/// The tier that a brand was moved to.
pub(super) async fn find(tx: &mut SharedTx, brand: &str) -> Result<Option<Tier>, Error> {
    let newest: Option<Option<String>> = sqlx::query_scalar(
        "select tier from public.brand_tiers where brand = $1 order by id desc limit 1",
    )
    .bind(brand)
    .fetch_optional(tx.conn())
    .await
    .attempted("reading where a brand was moved")?;
    Ok(newest.flatten().and_then(|name| Tier::from_name(&name)))
}

pub(super) async fn add(
    tx: &mut SharedTx,
    brand: &str,
    tier: Option<Tier>,
    admin: AccountId,
) -> Result<(), Error> {
    sqlx::query("insert into public.brand_tiers (brand, tier, account_id) values ($1, $2, $3)")
        .bind(brand)
        .bind(tier.map(Tier::name))
        .bind(admin.0)
        .execute(tx.conn())
        .await
        .attempted("moving a brand")
        .map(drop)
}

type Said = (String, Option<String>, Option<String>, OffsetDateTime);

/// What was said of these brands, of each the newest first.
pub(super) async fn changes(
    tx: &mut SharedTx,
    brands: &[&str],
) -> Result<HashMap<String, Vec<TierChange>>, Error> {
    let said: Vec<Said> = sqlx::query_as(
        "select b.brand, b.tier, a.email, b.changed_at from public.brand_tiers b \
         left join public.accounts a on a.id = b.account_id \
         where b.brand = any($1) order by b.id desc limit $2",
    )
    .bind(brands)
    .bind(CHANGES)
    .fetch_all(tx.conn())
    .await
    .attempted("reading who moved brands")?;
    let mut changes: HashMap<String, Vec<TierChange>> = HashMap::new();
    for (brand, tier, by, at) in said {
        changes.entry(brand).or_default().push(TierChange {
            tier: tier.as_deref().and_then(Tier::from_name),
            by,
            at,
        });
    }
    Ok(changes)
}
