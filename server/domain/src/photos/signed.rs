//! The way of a picture to a channel: an address that opens one photo for a while, without signing in. An internal photo
//! has no way out.

use crate::backend::Backend;
use crate::error::Error;
use crate::keys::Keys;
use crate::photos::{self, NO_PHOTO, OpenPhoto, Photo, Rendition};
use stoflow_wire::ids::{PhotoId, TenantId};
use time::OffsetDateTime;

/// Where whoever is given this path can read the full picture until `expires`:
/// `/photos/signed/{tenant}/{photo}/{expires}/{signature}`, `expires` in seconds since 1970.
pub fn path(keys: &Keys, tenant: TenantId, photo: &Photo, expires: OffsetDateTime) -> String {
    let resource = resource(tenant, photo.id);
    let signature = keys.sign_path(&resource, expires);
    format!("{resource}/{}/{signature}", expires.unix_timestamp())
}

/// Opens what [`path`] names. [`Error::NotFound`] for a signature that is not ours or is over, and for a photo that was
/// marked as internal meanwhile.
pub async fn open(
    backend: &Backend,
    tenant: TenantId,
    photo: PhotoId,
    expires: i64,
    signature: &str,
) -> Result<OpenPhoto, Error> {
    let expires = OffsetDateTime::from_unix_timestamp(expires).map_err(|_| NO_PHOTO)?;
    let resource = resource(tenant, photo);
    if !backend
        .keys
        .check_path(&resource, expires, signature, backend.clock.now())
    {
        return Err(NO_PHOTO);
    }
    let found = photos::find(backend, tenant, photo).await?;
    if found.internal {
        return Err(NO_PHOTO);
    }
    found.open(backend, tenant, Rendition::Full).await
}

fn resource(tenant: TenantId, photo: PhotoId) -> String {
    format!("/photos/signed/{tenant}/{photo}")
}
