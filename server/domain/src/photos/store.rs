//! Where the pictures' bytes lie: a folder, or an S3-compatible store. Knows keys and bytes, no rows and no sellers'
//! rules.
//!
//! Objects are written before the rows that name them and removed after, so the worst that a crash leaves behind is
//! an object nobody names.

use crate::error::Error;
use crate::photos::Rendition;
use bytes::Bytes;
use futures::{StreamExt, future};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use std::path::Path;
use std::sync::Arc;
use stoflow_wire::ids::TenantId;

/// A handle on the store; cloning shares it.
#[derive(Clone, Debug)]
pub struct PhotoStore(Arc<dyn ObjectStore>);

/// An S3-compatible store and how to get in. Everything is said here, nothing is taken from the environment.
#[derive(Clone)]
pub struct S3 {
    /// `s3://bucket/prefix`; the prefix may be missing.
    pub url: String,
    /// Where it answers; absent means the provider's default for the region.
    pub endpoint: Option<String>,
    pub region: String,
    pub key: String,
    pub secret: String,
}

impl std::fmt::Debug for S3 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "S3({})", self.url)
    }
}

impl PhotoStore {
    /// A folder on this machine, made where it is missing. What was written is on the disk when a write returns.
    pub fn local(folder: impl AsRef<Path>) -> Result<Self, Error> {
        std::fs::create_dir_all(&folder)
            .map_err(|error| Error::internal("making the folder for photos", error))?;
        let store = LocalFileSystem::new_with_prefix(folder)
            .map_err(|error| Error::internal("opening the folder for photos", error))?
            .with_fsync(true)
            .with_automatic_cleanup(true);
        Ok(Self(Arc::new(store)))
    }

    /// A bucket. Nothing is sent yet: a wrong secret shows at the first photo.
    pub fn s3(s3: &S3) -> Result<Self, Error> {
        let attempted = "reading the settings of the photo store";
        let (bucket, prefix) = s3
            .url
            .strip_prefix("s3://")
            .map(|place| place.split_once('/').unwrap_or((place, "")))
            .filter(|(bucket, _)| !bucket.is_empty())
            .ok_or_else(|| Error::internal(attempted, "write s3://bucket or s3://bucket/prefix"))?;
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(bucket)
            .with_region(&s3.region)
            .with_access_key_id(&s3.key)
            .with_secret_access_key(&s3.secret);
        if let Some(endpoint) = &s3.endpoint {
            builder = builder
                .with_allow_http(endpoint.starts_with("http://"))
                .with_endpoint(endpoint);
        }
        let store = builder
            .build()
            .map_err(|error| Error::internal(attempted, error))?;
        Ok(Self(Arc::new(PrefixStore::new(store, prefix))))
    }

    /// The store itself, for what else a shop keeps beside its photos.
    pub(crate) fn objects(&self) -> &dyn ObjectStore {
        &*self.0
    }

    pub(super) async fn put(
        &self,
        tenant: TenantId,
        key: &str,
        rendition: Rendition,
        bytes: Vec<u8>,
    ) -> Result<(), Error> {
        self.0
            .put(&place(tenant, key, rendition), PutPayload::from(bytes))
            .await
            .map(drop)
            .map_err(|error| unreachable("storing a photo", error))
    }

    /// [`Error::NotFound`] where the object is gone.
    pub(super) async fn get(
        &self,
        tenant: TenantId,
        key: &str,
        rendition: Rendition,
    ) -> Result<Bytes, Error> {
        let failed = |error| match error {
            object_store::Error::NotFound { .. } => Error::NotFound { what: "photo" },
            error => unreachable("fetching a photo", error),
        };
        let found = self
            .0
            .get(&place(tenant, key, rendition))
            .await
            .map_err(failed)?;
        found.bytes().await.map_err(failed)
    }

    /// Removes both renditions. What cannot be removed is left: nobody names it any more.
    pub(super) async fn remove(&self, tenant: TenantId, key: &str) {
        let removals = [Rendition::Full, Rendition::Thumb].map(|rendition| async move {
            let place = place(tenant, key, rendition);
            match self.0.delete(&place).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => {
                    tracing::warn!(%place, %error, "a photo nobody needs stays in the store");
                }
            }
        });
        future::join_all(removals).await;
    }

    /// Removes all that a shop kept, photos and whatever else, beside the request that gave the shop up. What cannot be
    /// removed is left: nobody names it any more.
    pub(crate) fn forget_later(&self, tenant: TenantId) {
        let store = Arc::clone(&self.0);
        tokio::spawn(async move {
            let whole = Key::from_iter(["tenants", &tenant.to_string()]);
            let mut kept = store.list(Some(&whole));
            while let Some(object) = kept.next().await {
                let removed = match object {
                    Ok(object) => store.delete(&object.location).await,
                    Err(error) => Err(error),
                };
                if let Err(error) = removed {
                    tracing::warn!(%tenant, %error, "files of a shop that was given up stay in the store");
                    return;
                }
            }
        });
    }
}

fn place(tenant: TenantId, key: &str, rendition: Rendition) -> Key {
    Key::from_iter([
        "tenants",
        &tenant.to_string(),
        "photos",
        key,
        rendition.file_name(),
    ])
}

fn unreachable(attempted: &'static str, source: object_store::Error) -> Error {
    Error::Unavailable {
        attempted,
        source: source.into(),
    }
}

#[cfg(test)]
mod tests;
