//! Filling a member's wardrobe at one stroke, as if they had sold on the site for years: each listing goes through the
//! same judgement as the upload form's, with pictures drawn for it.

mod pictures;
mod wares;

use axum::body::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};
use time::Duration;

use super::reports::ItemReport;
use super::{Control, ControlError};
use crate::clock;
use crate::vinted::catalogue::{Catalog, Catalogue};
use crate::vinted::form::{Listing, Problems, UploadForm};
use crate::vinted::items::{ItemId, Standing, Visibility};
use crate::vinted::photos::{PhotoId, Picture, see};
use crate::vinted::session::MemberId;
use wares::Ware;

/// Most listings in one order, and photos of one listing.
const MOST: usize = 20_000;
const MOST_PHOTOS: u32 = 20;

/// What to put into the wardrobe, the oldest first: `{"count": 120}`, or a list of [`WantedItem`].
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum StockOrder {
    Drawn(Drawn),
    Listed(Vec<WantedItem>),
}

/// So many listings, all different, with this in common.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drawn {
    pub count: usize,
    /// Of each listing; 1 where it is not said.
    pub photos: Option<u32>,
}

/// One listing; what is not said is drawn.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WantedItem {
    pub title: Option<String>,
    pub description: Option<String>,
    /// `24.5` or `"24.50"`.
    pub price: Option<Value>,
    pub catalog_id: Option<u64>,
    /// The site's own where it knows the name.
    pub brand: Option<String>,
    /// As the category names it, or one of its parts: `M` for `M / 38 / 10`.
    pub size: Option<String>,
    pub status_id: Option<u64>,
    pub color_ids: Option<Vec<u64>>,
    pub material_ids: Option<Vec<u64>>,
    /// How many; 1 where it is not said.
    pub photos: Option<u32>,
    pub standing: Option<Standing>,
    pub visibility: Option<Visibility>,
    pub views: Option<u64>,
    pub favourites: Option<u64>,
    pub days_ago: Option<u32>,
}

impl StockOrder {
    fn wanted(self) -> Vec<WantedItem> {
        match self {
            Self::Listed(wanted) => wanted,
            Self::Drawn(Drawn { count, photos }) => {
                let wanted = WantedItem {
                    photos,
                    ..WantedItem::default()
                };
                vec![wanted; count.min(MOST + 1)]
            }
        }
    }
}

impl Control {
    /// Puts listings into the member's wardrobe and reports them in the order's order. All of them or none.
    pub fn stock(
        &self,
        member: MemberId,
        order: StockOrder,
    ) -> Result<Vec<ItemReport>, ControlError> {
        let wanted = order.wanted();
        if wanted.len() > MOST {
            return Err(ControlError::TooMuch { most: MOST });
        }
        let there = {
            let state = self.site.lock();
            state
                .members
                .get(member)
                .ok_or(ControlError::NoSuchMember)?;
            state.items.of(member).count()
        };
        let judged = wanted.into_iter().enumerate().map(|(place, wanted)| {
            let number = there + place;
            wanted
                .judge(number, &self.site.catalogue)
                .map(|fit| Fitting { number, ..fit })
                .map_err(|complaint| ControlError::Unfit { place, complaint })
        });
        let fitting: Vec<Fitting> = judged.collect::<Result<_, _>>()?;
        let count = fitting.len();
        let ids: Vec<ItemId> = fitting
            .into_iter()
            .zip((0..count).rev())
            .map(|(fitting, newer)| self.put_up(member, fitting, newer))
            .collect();
        Ok(self.report(&ids))
    }

    /// `newer` listings of the same order come after it, an hour apart unless the order says otherwise.
    fn put_up(&self, member: MemberId, fitting: Fitting, newer: usize) -> ItemId {
        let Fitting {
            number,
            wanted,
            listing,
            request,
        } = fitting;
        let photos = wanted.photos.unwrap_or(1).min(MOST_PHOTOS);
        let drawn: Vec<(Picture, Bytes)> = (0..photos)
            .map(|place| pictures::draw(member, number, place))
            .filter_map(|bytes| Some((see(&bytes)?, bytes)))
            .collect();
        let age = match wanted.days_ago {
            Some(days) => Duration::days(days.into()),
            None => Duration::hours(i64::try_from(newer).unwrap_or(i64::MAX)),
        };
        let drawing = u64::try_from(number).unwrap_or(u64::MAX);

        let mut state = self.site.lock();
        let photos: Vec<PhotoId> = drawn
            .into_iter()
            .map(|(picture, bytes)| state.photos.add(member, None, picture, bytes).id)
            .collect();
        let standing = wanted.standing.unwrap_or(Standing::OnSale);
        let id = state.items.add(member, listing, photos, request, standing);
        if let Some(item) = state.items.get_mut(id) {
            item.stand(standing);
            item.visibility = wanted.visibility.unwrap_or(Visibility::Shown);
            item.views = wanted.views.unwrap_or(drawing * 31 % 240);
            item.favourites = wanted.favourites.unwrap_or(drawing * 7 % 19);
            item.created_at = clock::now() - age;
            item.updated_at = item.created_at;
        }
        id
    }

    fn report(&self, ids: &[ItemId]) -> Vec<ItemReport> {
        let state = self.site.lock();
        let items = ids.iter().filter_map(|id| state.items.get(*id));
        items
            .map(|item| ItemReport::of(&self.site.catalogue, &state, item))
            .collect()
    }
}

/// A listing the site takes.
struct Fitting {
    /// How many the member had before, counting all there ever were.
    number: usize,
    wanted: WantedItem,
    listing: Listing,
    request: Value,
}

impl WantedItem {
    /// The listing, or the site's first complaint about it.
    fn judge(self, number: usize, catalogue: &Catalogue) -> Result<Fitting, String> {
        let request = self.form(number, catalogue);
        let listing = UploadForm::read(&request)
            .and_then(|form| form.judge(catalogue, Problems::default()))
            .map_err(|refusal| refusal.complaints())?;
        Ok(Fitting {
            number,
            wanted: self,
            listing,
            request,
        })
    }

    /// What the upload form would have sent, but for the photos.
    fn form(&self, number: usize, catalogue: &Catalogue) -> Value {
        let ware = Ware::number(number);
        let catalog_id = self.catalog_id.unwrap_or(ware.catalog_id);
        let brand = self.brand.as_deref().unwrap_or(ware.brand);
        let known = catalogue.brands.iter().find(|known| known.title == brand);
        let size = self.size.as_deref().unwrap_or(ware.size);
        let catalog = catalogue.catalog(catalog_id);
        let materials = self
            .material_ids
            .clone()
            .unwrap_or_else(|| vec![ware.material_id]);
        json!({ "item": {
            "id": null,
            "currency": "EUR",
            "title": self.title.clone().unwrap_or_else(|| ware.title()),
            "description": self.description.clone().unwrap_or_else(|| ware.description()),
            "brand_id": known.map(|known| known.id),
            "brand": brand,
            "size_id": catalog.and_then(|catalog| size_id(catalogue, catalog, size)),
            "catalog_id": catalog_id,
            "is_unisex": false,
            "status_id": self.status_id.unwrap_or(ware.status_id),
            "price": self.price.clone().unwrap_or_else(|| ware.price().into()),
            "package_size_id": 1,
            "color_ids": self.color_ids.clone().unwrap_or_else(|| vec![ware.color_id]),
            "item_attributes": [{ "code": "material", "ids": materials }],
        } })
    }
}

/// The size of this name, else the category's first.
fn size_id(catalogue: &Catalogue, catalog: &Catalog, wanted: &str) -> Option<u64> {
    let groups = catalogue.size_groups_of(catalog);
    let sizes: Vec<_> = groups.iter().flat_map(|group| &group.sizes).collect();
    let named =
        |title: &str| title == wanted || title.split([' ', '/', '|']).any(|part| part == wanted);
    let found = sizes
        .iter()
        .find(|size| named(&size.title))
        .or(sizes.first());
    found.map(|size| size.id)
}
