//! Where the labels' bytes lie: beside the shop's photos, one object for each sale.

use crate::error::Error;
use crate::photos::store::PhotoStore;
use bytes::Bytes;
use object_store::path::Path as Key;
use object_store::{ObjectStoreExt, PutPayload};
use stoflow_wire::ids::{SaleId, TenantId};

pub(super) async fn put(
    store: &PhotoStore,
    tenant: TenantId,
    sale: SaleId,
    label: Bytes,
) -> Result<(), Error> {
    store
        .objects()
        .put(&place(tenant, sale), PutPayload::from(label))
        .await
        .map(drop)
        .map_err(|error| unreachable("storing a label", error))
}

/// [`Error::NotFound`] where the object is gone.
pub(super) async fn get(
    store: &PhotoStore,
    tenant: TenantId,
    sale: SaleId,
) -> Result<Bytes, Error> {
    let failed = |error| match error {
        object_store::Error::NotFound { .. } => Error::NotFound { what: "label" },
        error => unreachable("fetching a label", error),
    };
    let place = place(tenant, sale);
    let found = store.objects().get(&place).await.map_err(failed)?;
    found.bytes().await.map_err(failed)
}

fn place(tenant: TenantId, sale: SaleId) -> Key {
    Key::from_iter([
        "tenants",
        &tenant.to_string(),
        "labels",
        &format!("{sale}.pdf"),
    ])
}

fn unreachable(attempted: &'static str, source: object_store::Error) -> Error {
    Error::Unavailable {
        attempted,
        source: source.into(),
    }
}
