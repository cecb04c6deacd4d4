//! A small shop that looks lived in, for newcomers: six complete products with pictures drawn on the spot.
//! Ready for publishing; nothing of it is real.

mod cloth;
mod cuts;
mod drawing;
mod garments;

use crate::backend::Backend;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::hints::Topic;
use crate::photos::{self, Upload};
use crate::products::{self, ProductFields, form};
use drawing::{Look, View};
use futures::{StreamExt, TryStreamExt, stream};
use stoflow_wire::ids::{ProductId, TenantId};
use stoflow_wire::products::SaveReport;

/// Pieces whose photos are drawn at once.
const EASELS: usize = 2;

/// Makes the goods, each found again by its SKU; what is there already stays as it is.
pub async fn make(backend: &Backend, tenant: TenantId) -> Result<(), Error> {
    let mut made = Vec::new();
    for piece in garments::pieces() {
        let product = match find(backend, tenant, &piece.fields.sku).await? {
            Some(product) => product,
            None => add(backend, tenant, &piece.fields).await?,
        };
        made.push((product, piece.look));
    }
    stream::iter(made)
        .map(|(product, look)| add_photos(backend, tenant, product, look))
        .buffer_unordered(EASELS)
        .try_collect()
        .await
}

async fn find(backend: &Backend, tenant: TenantId, sku: &str) -> Result<Option<ProductId>, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let found: Option<i64> = sqlx::query_scalar("select id from products where sku = $1 limit 1")
        .bind(sku)
        .fetch_optional(tx.conn())
        .await
        .attempted("looking for a demo product")?;
    tx.commit().await?;
    Ok(found.map(ProductId))
}

async fn add(
    backend: &Backend,
    tenant: TenantId,
    fields: &ProductFields,
) -> Result<ProductId, Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let product = products::create(&mut tx).await?;
    let version = products::get(&mut tx, product).await?.version;
    match products::save(&mut tx, product, &form::write(fields), version).await? {
        SaveReport::Saved { .. } => {}
        refused => {
            return Err(Error::internal(
                "making a demo product",
                format!("{refused:?}"),
            ));
        }
    }
    tx.commit().await?;
    backend.hints.wake(tenant, Topic::Products);
    Ok(product)
}

async fn add_photos(
    backend: &Backend,
    tenant: TenantId,
    product: ProductId,
    look: Look,
) -> Result<(), Error> {
    let mut tx = backend.database.tenant(tenant).await?;
    let present = photos::list(&mut tx, product).await?;
    tx.commit().await?;
    if !present.is_empty() {
        return Ok(());
    }
    let mut uploads = Vec::new();
    for (view, file_name) in [(View::Front, "devant.jpg"), (View::Close, "detail.jpg")] {
        let drawn = tokio::task::spawn_blocking(move || drawing::draw(look, view))
            .await
            .map_err(|error| Error::internal("drawing a demo photo", error))??;
        uploads.push(Upload {
            file_name: file_name.to_owned(),
            bytes: drawn.into(),
        });
    }
    let report = photos::add(backend, tenant, product, uploads).await?;
    match report.refused.first() {
        None => Ok(()),
        Some(refused) => Err(Error::internal(
            "adding a demo photo",
            format!("{refused:?}"),
        )),
    }
}
