//! The archive: listings that are gone from their marketplace, as `snapshots` kept them, and the way back.

use crate::backend::Backend;
use crate::channel_rules;
use crate::channels::vinted::unmap;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::hints::Topic;
use crate::photos::{self, OpenPhoto, Rendition, Upload, intake};
use crate::products::{self, ProductFields};
use stoflow_wire::archive::{Keepsake, KeepsakeList, TakenDown};
use stoflow_wire::ids::{ListingId, ProductId, SnapshotId, TenantId};
use stoflow_wire::money::Money;
use stoflow_wire::pricing::Channel;
use stoflow_wire::products::ProductStatus;
use time::OffsetDateTime;

/// Rows of a page.
const PAGE: usize = 50;

/// One more than a page tells whether there is another.
const ASKED: i64 = 51;

const NOT_KEPT: Error = Error::NotFound {
    what: "archived listing",
};

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    listing_id: i64,
    product_id: i64,
    product_title: String,
    product_status: String,
    title: Option<String>,
    description: Option<String>,
    price_minor: Option<i64>,
    photos: i32,
    views: Option<i64>,
    favourites: Option<i64>,
    reason: String,
    published_at: Option<OffsetDateTime>,
    removed_at: OffsetDateTime,
}

macro_rules! keepsakes_where {
    ($condition:literal) => {
        concat!(
            "select s.id, s.listing_id, l.product_id, p.title as product_title, p.status as product_status, s.title \
             , coalesce(s.seen #>> '{details,description}', s.request #>> '{item,description}') as description \
             , s.price_minor, cardinality(s.photos) as photos, s.views, s.favourites, s.reason, s.published_at \
             , l.removed_at from listing_snapshots s join listings l on l.id = s.listing_id \
             and l.external_id = s.external_id join products p on p.id = l.product_id \
             where l.state = 'removed' and l.removed_at is not null and ",
            $condition
        )
    };
}

/// One page, the newest first. What is still on its way is not there yet.
pub(super) async fn list(
    tx: &mut TenantTx,
    after: Option<SnapshotId>,
) -> Result<KeepsakeList, Error> {
    let mut rows: Vec<Row> =
        sqlx::query_as(keepsakes_where!("s.id < $1 order by s.id desc limit $2"))
            .bind(after.map_or(i64::MAX, |id| id.0))
            .bind(ASKED)
            .fetch_all(tx.conn())
            .await
            .attempted("listing what was taken off")?;
    let is_last = rows.len() <= PAGE;
    rows.truncate(PAGE);
    Ok(KeepsakeList {
        next: rows
            .last()
            .filter(|_| !is_last)
            .map(|row| SnapshotId(row.id)),
        rows: rows.into_iter().map(Row::shown).collect::<Result<_, _>>()?,
    })
}

async fn get(tx: &mut TenantTx, snapshot: SnapshotId) -> Result<Keepsake, Error> {
    let row: Option<Row> = sqlx::query_as(keepsakes_where!("s.id = $1"))
        .bind(snapshot.0)
        .fetch_optional(tx.conn())
        .await
        .attempted("reading what a listing was")?;
    row.ok_or(NOT_KEPT)?.shown()
}

impl Row {
    fn shown(self) -> Result<Keepsake, Error> {
        let unknown = |what: &str| Error::internal("showing what a listing was", what.to_owned());
        let status = ProductStatus::from_name(&self.product_status)
            .ok_or_else(|| unknown("its item's status is unknown"))?;
        Ok(Keepsake {
            id: SnapshotId(self.id),
            listing: ListingId(self.listing_id),
            product: ProductId(self.product_id),
            product_title: self.product_title,
            product_is_over: matches!(status, ProductStatus::Archived | ProductStatus::Sold),
            title: self.title.unwrap_or_default(),
            description: unmap::description(&self.description.unwrap_or_default()),
            price: self.price_minor.map(Money::euros_from_cents),
            photos: self.photos.unsigned_abs(),
            views: self.views,
            favourites: self.favourites,
            why: TakenDown::from_name(&self.reason)
                .ok_or_else(|| unknown("why it went is unknown"))?,
            published_at: self.published_at,
            removed_at: self.removed_at,
        })
    }
}

async fn storage_keys(tx: &mut TenantTx, snapshot: SnapshotId) -> Result<Vec<String>, Error> {
    sqlx::query_scalar("select photos from listing_snapshots where id = $1")
        .bind(snapshot.0)
        .fetch_optional(tx.conn())
        .await
        .attempted("looking for the photos of a listing that is gone")?
        .ok_or(NOT_KEPT)
}

/// Its photo at `place`, from 0.
pub(super) async fn open(
    backend: &Backend,
    tenant: TenantId,
    snapshot: SnapshotId,
    place: usize,
    rendition: Rendition,
) -> Result<OpenPhoto, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let keys = storage_keys(&mut tx, snapshot).await?;
    // Given back before the store is asked, which may be far away.
    tx.commit().await?;
    let key = keys.get(place).ok_or(NOT_KEPT)?;
    photos::open_stored(backend, tenant, key, rendition).await
}

/// The item to list again: the listing's own, or where that one is archived or sold, a new one made of what was kept.
pub(super) async fn revive(
    backend: &Backend,
    tenant: TenantId,
    snapshot: SnapshotId,
) -> Result<ProductId, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let kept = get(&mut tx, snapshot).await?;
    if !kept.product_is_over {
        return Ok(kept.product);
    }
    let before = products::get(&mut tx, kept.product).await?.fields;
    let mut keys = storage_keys(&mut tx, snapshot).await?;
    // What was marked since the listing showed it stays with its item.
    let internal = photos::internal::keys(&mut tx, kept.product).await?;
    keys.retain(|key| !internal.contains(key));
    tx.commit().await?;
    let pictures = copies(backend, tenant, &keys).await?;
    let mut tx = backend.database.tenant(tenant).await?;
    match make(&mut tx, &kept, before, &pictures).await {
        Ok(product) => {
            // Where this fails nobody knows whether the rows are there, so the pictures stay.
            tx.commit().await?;
            backend.hints.wake(tenant, Topic::Products);
            Ok(product)
        }
        Err(error) => {
            intake::discard(backend, tenant, &pictures).await;
            Err(error)
        }
    }
}

async fn make(
    tx: &mut TenantTx,
    kept: &Keepsake,
    before: ProductFields,
    pictures: &[intake::Stored],
) -> Result<ProductId, Error> {
    let mut fields = again(kept, before);
    if let Some(shown) = kept.price {
        fields.price = Some(channel_rules::unlisted(tx, Channel::Vinted, shown).await?);
    }
    let product = products::add(tx, &fields).await?;
    intake::name_within(tx, product, pictures).await?;
    Ok(product)
}

/// What the listing said last, its price aside, and of the item what no listing says. Its reference is the old item's own.
fn again(kept: &Keepsake, before: ProductFields) -> ProductFields {
    let said = |said: &str, own: String| {
        if said.is_empty() {
            own
        } else {
            said.to_owned()
        }
    };
    ProductFields {
        description: said(&kept.description, before.description),
        sku: String::new(),
        quantity: 1,
        ..before
    }
}

/// Pictures of their own, so that throwing one item's away leaves the other's.
async fn copies(
    backend: &Backend,
    tenant: TenantId,
    keys: &[String],
) -> Result<Vec<intake::Stored>, Error> {
    let mut copies = Vec::new();
    for key in keys.iter().take(photos::MAX_PER_PRODUCT) {
        let kept = photos::open_stored(backend, tenant, key, Rendition::Full).await?;
        let upload = Upload {
            file_name: key.clone(),
            bytes: kept.bytes,
        };
        match intake::take(backend, tenant, upload).await {
            Ok(Ok(picture)) => copies.push(picture),
            Ok(Err(refused)) => {
                tracing::warn!(%tenant, reason = ?refused.reason, "a kept picture cannot be read any more");
            }
            Err(error) => {
                intake::discard(backend, tenant, &copies).await;
                return Err(error);
            }
        }
    }
    Ok(copies)
}
