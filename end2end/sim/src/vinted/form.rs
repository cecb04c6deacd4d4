//! The upload form: what a create or update request says, and whether the site accepts it.
//!
//! Shape and limits are observed (marketplace facts, section 4.3; the price range is StoFlow's own table, inventory
//! appendix E). Condition and size are taken in the old place (`status_id`, `size_id`) and in the new one
//! (`item_attributes`), since both are in use.

pub(crate) mod judgement;
pub mod placement;

use axum::http::HeaderMap;
use placement::Placement;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::catalogue::Catalogue;
use super::errors::{FieldError, Refusal};
use super::photos::PhotoId;

/// The body of `POST` and `PUT item_upload/items`.
#[derive(Debug, Deserialize)]
pub(crate) struct UploadForm {
    item: ItemForm,
    upload_session_id: Option<Uuid>,
}

#[derive(Debug, Deserialize)]
struct ItemForm {
    id: Option<u64>,
    currency: Option<String>,
    temp_uuid: Option<Uuid>,
    #[serde(default)]
    title: String,
    #[serde(default)]
    description: String,
    brand_id: Option<u64>,
    brand: Option<String>,
    size_id: Option<u64>,
    catalog_id: Option<u64>,
    #[serde(default)]
    is_unisex: bool,
    status_id: Option<u64>,
    price: Option<Amount>,
    package_size_id: Option<u64>,
    #[serde(default)]
    color_ids: Vec<u64>,
    assigned_photos: Option<Vec<AssignedPhoto>>,
    measurement_length: Option<f64>,
    measurement_width: Option<f64>,
    item_attributes: Option<Vec<ItemAttribute>>,
    isbn: Option<String>,
    manufacturer: Option<String>,
    manufacturer_labelling: Option<String>,
}

#[derive(Debug, Deserialize)]
struct AssignedPhoto {
    id: PhotoId,
}

/// A price as a number or as text.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Amount {
    Number(f64),
    Text(String),
}

/// A field of the newer kind: `{"code": "material", "ids": [44]}`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ItemAttribute {
    pub(crate) code: String,
    pub(crate) ids: Vec<u64>,
}

/// What the site keeps of an accepted form, photos aside.
#[derive(Clone, Debug)]
pub(crate) struct Listing {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) price_cents: u64,
    pub(crate) catalog_id: u64,
    pub(crate) brand: Brand,
    pub(crate) size_id: Option<u64>,
    pub(crate) status_id: u64,
    pub(crate) color_ids: Vec<u64>,
    pub(crate) package_size_id: u64,
    pub(crate) is_unisex: bool,
    pub(crate) measurement_length: Option<f64>,
    pub(crate) measurement_width: Option<f64>,
    pub(crate) item_attributes: Vec<ItemAttribute>,
    pub(crate) isbn: Option<String>,
    pub(crate) manufacturer: Option<String>,
    pub(crate) manufacturer_labelling: Option<String>,
}

/// One the site knows, or whatever the seller wrote.
#[derive(Clone, Debug, Default)]
pub(crate) struct Brand {
    pub(crate) id: Option<u64>,
    pub(crate) title: String,
}

impl Listing {
    pub(crate) fn material_ids(&self) -> &[u64] {
        let material = self
            .item_attributes
            .iter()
            .find(|attribute| attribute.code == "material");
        material.map_or(&[], |attribute| &attribute.ids)
    }
}

impl UploadForm {
    /// The form in a request body, or the site's complaint about its shape.
    pub(crate) fn read(body: &Value) -> Result<Self, Refusal> {
        Self::deserialize(body)
            .map_err(|error| Refusal::Validation(vec![FieldError::new("item", &error.to_string())]))
    }

    pub(crate) fn item_id(&self) -> Option<u64> {
        self.item.id
    }

    /// The upload session whose photos the form may use.
    pub(crate) fn session(&self) -> Option<Uuid> {
        self.upload_session_id.or(self.item.temp_uuid)
    }

    /// The photos in the seller's order; `None` when the field was left out.
    pub(crate) fn photos(&self) -> Option<Vec<PhotoId>> {
        let assigned = self.item.assigned_photos.as_ref()?;
        Some(assigned.iter().map(|photo| photo.id).collect())
    }

    /// Whether condition and size are where the site wants them.
    pub(crate) fn placed(
        &self,
        placement: Placement,
        headers: &HeaderMap,
    ) -> Result<(), FieldError> {
        placement.judge(&self.item, headers)
    }

    /// Judges the whole form and reports every complaint at once.
    pub(crate) fn judge(
        &self,
        catalogue: &Catalogue,
        mut problems: Problems,
    ) -> Result<Listing, Refusal> {
        let item = &self.item;
        let catalog = problems.note(item.catalog(catalogue));
        let listing = Listing {
            title: problems.note(item.title()).unwrap_or_default(),
            description: problems.note(item.description()).unwrap_or_default(),
            price_cents: problems.note(item.price()).unwrap_or_default(),
            catalog_id: catalog.map(|catalog| catalog.id).unwrap_or_default(),
            brand: problems
                .note(item.brand(catalogue, catalog))
                .unwrap_or_default(),
            size_id: problems.note(item.size(catalogue, catalog)).flatten(),
            status_id: problems.note(item.condition()).unwrap_or_default(),
            color_ids: problems
                .note(item.colors(catalogue, catalog))
                .unwrap_or_default(),
            package_size_id: problems.note(item.parcel()).unwrap_or_default(),
            is_unisex: item.is_unisex,
            measurement_length: item.measurement_length,
            measurement_width: item.measurement_width,
            item_attributes: problems
                .note(item.attributes(catalogue))
                .unwrap_or_default(),
            isbn: item.isbn.clone(),
            manufacturer: item.manufacturer.clone(),
            manufacturer_labelling: item.manufacturer_labelling.clone(),
        };
        problems.note(item.currency());
        problems.none().map(|()| listing)
    }
}

/// Complaints collected while a form is judged.
#[derive(Default)]
pub(crate) struct Problems(Vec<FieldError>);

impl Problems {
    /// Keeps the complaint, hands on the value.
    pub(crate) fn note<T>(&mut self, judged: Result<T, FieldError>) -> Option<T> {
        judged.map_err(|problem| self.0.push(problem)).ok()
    }

    pub(crate) fn none(self) -> Result<(), Refusal> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Refusal::Validation(self.0))
        }
    }
}
