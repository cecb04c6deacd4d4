//! Asking for a live listing to be put up anew, by the seller or, where they chose that, by itself. What it was is kept
//! first. How it is done is the channel's business.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::governor;
use crate::jobs::history::Actor;
use crate::jobs::kept::{DraftCursor, DraftStage, Kept, Purpose};
use crate::jobs::queue::{self, NewJob};
use crate::listings::{self, offer, publish, readiness, rows, snapshots};
use sqlx::types::Json;
use stoflow_wire::archive::TakenDown;
use stoflow_wire::batches::LeftOutWhy;
use stoflow_wire::governor::RelistRules;
use stoflow_wire::ids::{JobId, ListingId};
use stoflow_wire::listings::ListingState;
use stoflow_wire::platform::{JobKind, Platform, VintedAction};
use stoflow_wire::pricing::Channel;
use stoflow_wire::wardrobe::WardrobeState;

/// Refused unless the wardrobe shows the listing as on sale: a reserved, hidden or sold one stays as it is.
pub(crate) async fn begin(
    tx: &mut TenantTx,
    listing: ListingId,
    asked_by: Actor,
) -> Result<JobId, Error> {
    let listing = rows::lock(tx, listing).await?;
    if listing.state != ListingState::Live {
        return Err(listings::busy(tx, &listing, "relisting what is not live").await);
    }
    if !interest(tx, listing.id).await?.on_sale {
        return Err(Error::OutOfPlace {
            attempted: "relisting what the wardrobe does not show as on sale",
        });
    }
    let offer = offer::read(tx, Channel::Vinted, listing.product).await?;
    let gaps = readiness::gaps(&offer, Platform::Vinted);
    if !gaps.is_empty() {
        return Err(Error::NotReady(gaps));
    }
    snapshots::keep(tx, listing.id, TakenDown::Withdrawn).await?;
    listings::go(tx, listing.id, ListingState::Relisting).await?;
    let job = NewJob {
        kind: JobKind::Vinted(VintedAction::Relist),
        product: Some(listing.product),
        listing: Some(listing.id),
        idempotency_key: format!("relist-{}", listing.reference),
        kept: kept(tx, &listing).await?,
        asked_by,
    };
    queue::enqueue(tx, &job).await
}

/// What an earlier relisting that gave up left on Vinted is taken over; else a new draft with marks of its own.
async fn kept(tx: &mut TenantTx, listing: &rows::Listing) -> Result<Kept, Error> {
    let earlier: Option<Json<Kept>> = sqlx::query_scalar(
        "select kept from marketplace_jobs where listing_id = $1 and action = $2 and state in ('failed', 'expired') \
         order by id desc limit 1",
    )
    .bind(listing.id.0)
    .bind(JobKind::Vinted(VintedAction::Relist).action())
    .fetch_optional(tx.conn())
    .await
    .attempted("looking for an earlier relisting")?;
    let earlier = earlier.and_then(|Json(kept)| Some((kept.draft?, kept.uploaded)));
    let left = earlier.filter(|(draft, _)| {
        let there = draft.draft.is_some() || draft.sent;
        there && draft.reference != listing.reference
    });
    if let Some((mut draft, uploaded)) = left {
        draft.stage = DraftStage::Make;
        draft.sent |= draft.draft.is_some();
        return Ok(Kept {
            draft: Some(draft),
            uploaded,
            ..Kept::default()
        });
    }
    let marks = publish::marks();
    let draft = DraftCursor::begin(Purpose::Replace, marks.reference, marks.upload_session);
    Ok(Kept {
        draft: Some(draft),
        ..Kept::default()
    })
}

/// How long it is online and how it is liked, as the wardrobe last told.
#[derive(sqlx::FromRow)]
struct Interest {
    on_sale: bool,
    days: i32,
    favourites: i64,
}

async fn interest(tx: &mut TenantTx, listing: ListingId) -> Result<Interest, Error> {
    sqlx::query_as(
        "select coalesce(w.state = $2, false) as on_sale, coalesce(w.favourites, 0) as favourites, \
         coalesce(extract(day from now() - l.published_at), 0)::integer as days \
         from listings l left join wardrobe_items w on w.listing_id = l.id where l.id = $1",
    )
    .bind(listing.0)
    .bind(WardrobeState::OnSale.name())
    .fetch_one(tx.conn())
    .await
    .attempted("reading how a listing does")
}

/// Why the seller's own rules leave a listing where it is, when many are relisted; `None` where they do not.
pub(crate) async fn left_out(
    tx: &mut TenantTx,
    listing: ListingId,
) -> Result<Option<LeftOutWhy>, Error> {
    let interest = interest(tx, listing).await?;
    let rules = governor::relisting(tx).await?;
    Ok(against(&rules, &interest))
}

fn against(rules: &RelistRules, interest: &Interest) -> Option<LeftOutWhy> {
    let days = u32::try_from(interest.days).unwrap_or(0);
    let loved = |below: u32| interest.favourites >= i64::from(below);
    if !interest.on_sale {
        Some(LeftOutWhy::NotOnSale)
    } else if days < rules.least_days {
        Some(LeftOutWhy::TooYoung {
            days,
            least: rules.least_days,
        })
    } else if rules.below_favourites.is_some_and(loved) {
        Some(LeftOutWhy::Loved {
            favourites: interest.favourites,
        })
    } else {
        None
    }
}

/// Puts the listing up anew that is online for the longest, where the seller wants that done by itself and it is time
/// for it. One at a time, and each listing at most once a day. `true` where one was asked for.
pub(crate) async fn by_itself(tx: &mut TenantTx) -> Result<bool, Error> {
    let Some(rules) = governor::time_to_relist(tx).await? else {
        return Ok(false);
    };
    let oldest: Option<i64> = sqlx::query_scalar(
        "select l.id from listings l join wardrobe_items w on w.listing_id = l.id \
         join products p on p.id = l.product_id \
         where l.state = 'live' and w.state = $1 and p.status = 'published' \
         and l.published_at <= now() - make_interval(days => $2) \
         and ($3::bigint is null or w.favourites < $3) \
         and not exists (select 1 from marketplace_jobs j where j.listing_id = l.id and (j.finished_at is null \
             or (j.action = $4 and j.finished_at > now() - interval '1 day'))) \
         order by l.published_at, l.id limit 1",
    )
    .bind(WardrobeState::OnSale.name())
    .bind(rules.least_days.cast_signed())
    .bind(rules.below_favourites.map(i64::from))
    .bind(JobKind::Vinted(VintedAction::Relist).action())
    .fetch_optional(tx.conn())
    .await
    .attempted("looking which listing to put up anew")?;
    let Some(oldest) = oldest else {
        return Ok(false);
    };
    match begin(tx, ListingId(oldest), Actor::Clock).await {
        Ok(_) => Ok(true),
        Err(Error::NotReady(_) | Error::OutOfPlace { .. } | Error::UnderWay(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sellers_rules_leave_young_loved_and_absent_ones() {
        let rules = RelistRules {
            least_days: 10,
            below_favourites: Some(3),
            ..RelistRules::default()
        };
        let told = |on_sale, days, favourites| {
            let interest = Interest {
                on_sale,
                days,
                favourites,
            };
            against(&rules, &interest)
        };
        assert_eq!(told(true, 10, 2), None);
        assert_eq!(told(false, 10, 2), Some(LeftOutWhy::NotOnSale));
        let young = LeftOutWhy::TooYoung { days: 9, least: 10 };
        assert_eq!(told(true, 9, 0), Some(young));
        assert_eq!(told(true, 99, 3), Some(LeftOutWhy::Loved { favourites: 3 }));
    }
}
