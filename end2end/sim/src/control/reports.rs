//! What the control tells about the world: listings with ids and titles, photos, cookies.

use axum_extra::extract::cookie::Cookie;
use serde::Serialize;
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::vinted::State;
use crate::vinted::catalogue::{Catalogue, condition_title};
use crate::vinted::items::{Item, ItemId, Standing, Visibility};
use crate::vinted::session::MemberId;

/// A cookie that makes a browser, or a test's client, a member's.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CookieReport {
    pub name: String,
    pub value: String,
    pub domain: &'static str,
    pub path: &'static str,
    pub secure: bool,
    pub http_only: bool,
    pub same_site: &'static str,
}

/// Everything about a listing, ids and titles.
#[derive(Clone, Debug, Serialize)]
pub struct ItemReport {
    pub id: ItemId,
    pub member: MemberId,
    pub standing: Standing,
    pub visibility: Visibility,
    /// On sale and shown.
    pub live: bool,
    pub views: u64,
    pub favourites: u64,
    pub title: String,
    pub description: String,
    /// `{"amount": "12.50", "currency_code": "EUR"}`.
    pub price: Value,
    /// `{"id", "path"}`.
    pub catalog: Value,
    /// `{"id", "title"}`; `id` is null for a brand the seller wrote.
    pub brand: Value,
    /// `{"id", "title"}` or null.
    pub size: Value,
    /// `{"id", "title"}`.
    pub condition: Value,
    /// `[{"id", "title"}]`.
    pub colors: Vec<Value>,
    /// `[{"id", "title"}]`.
    pub materials: Vec<Value>,
    pub package_size_id: u64,
    /// In the seller's order, the cover first.
    pub photos: Vec<PhotoReport>,
    /// The body of the last create or update, as it came.
    pub request: Value,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
    /// When it was sold or deleted.
    #[serde(with = "time::serde::rfc3339::option")]
    pub gone_at: Option<OffsetDateTime>,
    pub url: String,
}

/// A photo of a listing.
#[derive(Clone, Debug, Serialize)]
pub struct PhotoReport {
    pub id: u64,
    /// Pixels, as decoded.
    pub width: u32,
    pub height: u32,
    pub content_type: &'static str,
    pub bytes: usize,
    /// Hex, of the bytes as uploaded.
    pub sha256: String,
    /// With its signature; the same on the image host, on www.vinted.fr and on the plain HTTP port.
    pub path: String,
}

impl CookieReport {
    pub(super) fn of(cookie: &Cookie<'_>) -> Self {
        Self {
            name: cookie.name().to_owned(),
            value: cookie.value().to_owned(),
            domain: "www.vinted.fr",
            path: "/",
            secure: true,
            http_only: cookie.http_only().unwrap_or_default(),
            same_site: "Lax",
        }
    }
}

impl ItemReport {
    pub(super) fn of(catalogue: &Catalogue, state: &State, item: &Item) -> Self {
        let listing = &item.listing;
        let titled = |id: u64, title: Option<&str>| json!({ "id": id, "title": title });
        let color = |id: &u64| titled(*id, catalogue.color(*id).map(|color| color.title.as_str()));
        let material = |id: &u64| titled(*id, catalogue.material_title(*id));
        Self {
            id: item.id,
            member: item.member,
            standing: item.standing,
            visibility: item.visibility,
            live: item.is_live(),
            views: item.views,
            favourites: item.favourites,
            title: listing.title.clone(),
            description: listing.description.clone(),
            price: item.price(),
            catalog: json!({ "id": listing.catalog_id, "path": catalogue.path(listing.catalog_id) }),
            brand: json!({ "id": listing.brand.id, "title": listing.brand.title }),
            size: listing
                .size_id
                .map_or(Value::Null, |id| titled(id, catalogue.size_title(id))),
            condition: titled(listing.status_id, condition_title(listing.status_id)),
            colors: listing.color_ids.iter().map(color).collect(),
            materials: listing.material_ids().iter().map(material).collect(),
            package_size_id: listing.package_size_id,
            photos: PhotoReport::all(state, item),
            request: item.request.clone(),
            created_at: item.created_at,
            updated_at: item.updated_at,
            gone_at: item.gone_at,
            url: item.url(),
        }
    }
}

impl PhotoReport {
    fn all(state: &State, item: &Item) -> Vec<Self> {
        let photos = item.photos.iter().filter_map(|id| state.photos.get(*id));
        photos
            .map(|photo| Self {
                id: photo.id.0,
                width: photo.picture.width,
                height: photo.picture.height,
                content_type: photo.picture.content_type,
                bytes: photo.length,
                sha256: photo.sha256.clone(),
                path: photo.path("original"),
            })
            .collect()
    }
}
