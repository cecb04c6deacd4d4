//! A seller's catalogue: what is for sale, what was sold, what is being typed. Writes `products` and
//! `product_drafts`, and nobody else does.
//!
//! Knows the shared catalogues by their keys; knows no marketplace. What is live where it asks the listings.

pub(crate) mod arrivals;
pub mod brands;
pub(crate) mod carrying;
pub mod composition;
mod counts;
pub mod demo;
pub(crate) mod drafts;
pub mod fill;
pub mod form;
pub(crate) mod leaving;
mod life;
pub mod matching;
mod pages;
pub mod parcel;
mod place;
mod question;
pub(crate) mod revision;
mod row;
mod saving;
pub(crate) mod search;
pub(crate) mod shelf;
pub mod similar;
mod status;
pub mod telling;
pub mod views;
mod walk;
pub mod worth;

use crate::catalogue::Gender;
use crate::catalogue::attributes::Described;
use crate::catalogue::measurements::Measured;
use crate::database::TenantTx;
use crate::database::rows::{self, Attempted};
use crate::error::Error;
use crate::{listings, own_words, photos};
use composition::Share;
use parcel::Parcel;
use status::Change;
use stoflow_wire::ids::ProductId;
use stoflow_wire::money::Money;
use stoflow_wire::photos::PhotoView;
use stoflow_wire::products::{
    ProductEditor, ProductFilter, ProductForm, ProductList, ProductStatus, SaveReport,
};
use stoflow_wire::receipts::SoldBy;
use time::OffsetDateTime;

/// A saved product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    pub id: ProductId,
    /// Counts saves.
    pub version: i64,
    pub status: ProductStatus,
    pub fields: ProductFields,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
}

/// What a seller says about an item, read and valid (see [`form::read`]). An empty text is "not said yet".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductFields {
    pub title: String,
    pub description: String,
    pub price: Option<Money>,
    /// What the seller paid; 0 for what was given to them.
    pub cost: Option<Money>,
    /// The least it is sold for.
    pub minimum: Option<Money>,
    /// Key of a leaf of [`crate::catalogue::categories`].
    pub category: String,
    pub gender: Option<Gender>,
    pub brand: String,
    /// As on the label.
    pub size: String,
    /// Keys, the main colour first.
    pub colours: Vec<String>,
    /// 0–10, 10 = new with tags.
    pub condition: Option<u8>,
    /// Keys, the main one first.
    pub materials: Vec<String>,
    /// Of those materials whose care label says how much of them there is, in their order.
    pub shares: Vec<Share>,
    /// In the catalogue's order, those too that its category is not asked for.
    pub attributes: Vec<Described>,
    /// In the catalogue's order.
    pub measurements: Vec<Measured>,
    /// Packed.
    pub weight_g: Option<u16>,
    /// `None` where category and weight decide.
    pub parcel: Option<Parcel>,
    /// Where it lies: shelf, box.
    pub location: String,
    pub sku: String,
    pub quantity: i32,
}

/// One page of the list, newest first.
pub async fn list(tx: &mut TenantTx, filter: &ProductFilter) -> Result<ProductList, Error> {
    pages::list(tx, filter).await
}

/// A new product with nothing said about it. It stays out of lists until something is typed or a photo comes; one that
/// is left untouched is cleared away.
pub async fn create(tx: &mut TenantTx) -> Result<ProductId, Error> {
    clear_untouched(tx).await?;
    sqlx::query_scalar("insert into products (status) values ('draft') returning id")
        .fetch_one(tx.conn())
        .await
        .attempted("making a product")
        .map(ProductId)
}

/// Clears products away that were left untouched for an hour, so that they don't pile up.
pub(crate) async fn clear_untouched(tx: &mut TenantTx) -> Result<(), Error> {
    sqlx::query("delete from products where not touched and created_at < now() - interval '1 hour'")
        .execute(tx.conn())
        .await
        .attempted("clearing away untouched products")
        .map(drop)
}

/// The saved product. [`Error::NotFound`] where this seller has none of this id.
pub async fn get(tx: &mut TenantTx, product: ProductId) -> Result<Product, Error> {
    row::find(tx, product).await?.ok_or(NO_PRODUCT)
}

/// Everything the editor shows. Where the unsaved draft began before the last save, `version` is the one it began
/// from, so that saving it says that somebody else saved since.
pub async fn editor(tx: &mut TenantTx, product: ProductId) -> Result<ProductEditor, Error> {
    let saved = get(tx, product).await?;
    let own = own_words::all(tx).await?;
    let draft = drafts::find(tx, product)
        .await?
        .filter(|draft| form::read(&draft.form, &own).as_ref() != Ok(&saved.fields));
    let photos = photos::list(tx, product).await?;
    let readiness = listings::readiness(tx, product).await?;
    let (form, version, problems, unsaved) = match draft {
        Some(draft) => {
            let problems = form::read(&draft.form, &own).err().unwrap_or_default();
            (
                draft.form,
                draft.base_version.min(saved.version),
                problems,
                true,
            )
        }
        None => (form::write(&saved.fields), saved.version, Vec::new(), false),
    };
    Ok(ProductEditor {
        id: product,
        version,
        status: saved.status,
        form,
        unsaved,
        problems,
        photos: photos.iter().map(PhotoView::from).collect(),
        readiness,
    })
}

/// Keeps what was typed, valid or not, until it is saved. `base_version` is the version the typing started from.
/// Refuses only what is beyond all measure: [`Error::Invalid`] for a text of more than 20,000 characters.
pub async fn keep_draft(
    tx: &mut TenantTx,
    product: ProductId,
    form: &ProductForm,
    base_version: i64,
) -> Result<(), Error> {
    drafts::keep(tx, product, form, base_version).await
}

/// Throws away what was typed since the last save.
pub async fn drop_draft(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    get(tx, product).await?;
    drafts::forget(tx, product).await
}

/// Saves the form over version `base_version`. Whatever the report says, nothing typed is lost: what was not saved
/// is kept as the draft. A stale save is reported once; the draft then builds on the newest version, so that saving
/// it again is a decision. Saving what is saved already changes nothing.
pub async fn save(
    tx: &mut TenantTx,
    product: ProductId,
    form: &ProductForm,
    base_version: i64,
) -> Result<SaveReport, Error> {
    let report = saving::write(tx, product, form, base_version).await?;
    match &report {
        SaveReport::Saved { .. } => {
            drafts::forget(tx, product).await?;
            counts::appear(tx, product).await?;
        }
        SaveReport::Refused { .. } => drafts::keep(tx, product, form, base_version).await?,
        SaveReport::Stale { version } => drafts::keep(tx, product, form, *version).await?,
    }
    Ok(report)
}

/// Takes the product out of sight and frees its SKU. [`Error::OutOfPlace`] while a marketplace may be showing it:
/// it must be withdrawn there first.
pub async fn archive(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    life::archive(tx, product).await
}

/// Brings the product back with the status it had. [`Error::Invalid`] at `sku` where another product took its SKU
/// meanwhile, [`Error::OutOfPlace`] where it is not archived.
pub async fn restore(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    life::restore(tx, product).await
}

/// Tells the product what became of it on the marketplaces: [`ProductStatus::Published`] when it went live somewhere,
/// [`ProductStatus::Draft`] when it is live nowhere any more, [`ProductStatus::Sold`]. A product that was sold stays
/// sold, whatever is said later. [`Error::OutOfPlace`] for what cannot be, such as publishing what is archived.
pub async fn set_status(
    tx: &mut TenantTx,
    product: ProductId,
    status: ProductStatus,
) -> Result<(), Error> {
    let change = match status {
        ProductStatus::Published => Change::Publish,
        ProductStatus::Draft => Change::Withdraw,
        ProductStatus::Sold => return life::sell(tx, product, SoldBy::Vinted).await,
        ProductStatus::Archived | ProductStatus::PendingDeletion => {
            return Err(Error::OutOfPlace {
                attempted: "archiving a product in passing",
            });
        }
    };
    life::tell(tx, product, change).await
}

/// A product with all that is known of it, as it is made from something that is there already. The fields are within
/// the form's bounds.
pub(crate) async fn add(tx: &mut TenantTx, fields: &ProductFields) -> Result<ProductId, Error> {
    let product = create(tx).await?;
    complete(tx, product, fields, 1).await?;
    counts::appear(tx, product).await?;
    Ok(product)
}

/// Writes `fields` over version `base_version`. `false` where somebody saved since.
pub(crate) async fn complete(
    tx: &mut TenantTx,
    product: ProductId,
    fields: &ProductFields,
    base_version: i64,
) -> Result<bool, Error> {
    let version = saving::update(tx.conn(), product, fields, base_version)
        .await
        .attempted("completing a product")?;
    Ok(version.is_some())
}

/// What is left of a product of which a piece was sold.
pub(crate) enum Stock {
    None,
    /// So many.
    Some(i32),
}

/// A piece of it was sold, as `by` says: of several there is one less, the last one sells the product. Counts as a save,
/// so that an older form does not bring the piece back. What is archived stays there and is sold when it comes back.
pub(crate) async fn sell_one(
    tx: &mut TenantTx,
    product: ProductId,
    by: SoldBy,
) -> Result<Stock, Error> {
    let left: Option<i32> = sqlx::query_scalar(
        "update products set quantity = quantity - 1, version = version + 1, updated_at = now()
        where id = $1 and quantity > 1 and coalesce(archived_from, status) in ('draft', 'published')
        returning quantity",
    )
    .bind(product.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("selling a piece of a product")?;
    if let Some(left) = left {
        return Ok(Stock::Some(left));
    }
    life::sell(tx, product, by).await?;
    Ok(Stock::None)
}

/// A sale came to nothing: the product is in stock again, or has its piece back. Counts as a save, as [`sell_one`] does.
pub(crate) async fn take_back(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    life::take_back(tx, product).await
}

/// Marks that the product's photos changed. Its version stays: unsaved typing is not outdated by a photo.
/// Holding the row until the end of the transaction lets one upload at a time count the places left.
pub(crate) async fn touch(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    let done = sqlx::query("update products set updated_at = now() where id = $1")
        .bind(product.0)
        .execute(tx.conn())
        .await
        .attempted("marking a product as changed")?;
    rows::expect_one(&done, "product")?;
    counts::appear(tx, product).await
}

/// Keeps whether buyers would see a photo of the product; to be called once its photos are as they will be.
pub(crate) async fn keep_pictured(tx: &mut TenantTx, product: ProductId) -> Result<(), Error> {
    sqlx::query(
        "update products set pictured = not pictured where id = $1 and pictured <> exists (
            select 1 from product_photos f where f.product_id = products.id and not f.internal
        )",
    )
    .bind(product.0)
    .execute(tx.conn())
    .await
    .attempted("keeping whether a product has a photo to show")
    .map(drop)
}

const NO_PRODUCT: Error = Error::NotFound { what: "product" };
