//! Products as lists and forms show them.

use crate::filters::{Age, Presence};
use crate::ids::{PhotoId, ProductId};
use crate::listings::{ChannelBadge, Readiness};
use crate::money::Money;
use crate::photos::PhotoView;
use crate::problem::FieldProblem;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::OffsetDateTime;

/// Design section 9: draft, published, sold, archived (+ `pending_deletion`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductStatus {
    Draft,
    Published,
    Sold,
    Archived,
    PendingDeletion,
}

impl ProductStatus {
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Sold => "sold",
            Self::Archived => "archived",
            Self::PendingDeletion => "pending_deletion",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "draft" => Self::Draft,
            "published" => Self::Published,
            "sold" => Self::Sold,
            "archived" => Self::Archived,
            "pending_deletion" => Self::PendingDeletion,
            _ => return None,
        })
    }
}

/// The list's question, as it stands in the URL. An absent status means all but archived ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProductFilter {
    /// Words looked for in title, brand, SKU and location.
    pub search: String,
    pub status: Option<ProductStatus>,
    pub vinted: Option<Presence>,
    /// Key of the catalogue; of a node above others it means all of them.
    pub category: String,
    /// As typed; case does not matter.
    pub brand: String,
    /// In cents, both ends included.
    pub price_from: Option<i64>,
    pub price_to: Option<i64>,
    pub age: Option<Age>,
    /// Something is missing or went wrong.
    pub attention: bool,
    /// The opaque text of [`ProductList::next`]; absent for the first page.
    pub after: Option<String>,
}

/// One row of the product list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductRow {
    pub id: ProductId,
    pub title: String,
    pub brand: String,
    pub size: String,
    pub sku: String,
    pub location: String,
    pub price: Option<Money>,
    pub quantity: i32,
    pub status: ProductStatus,
    pub cover: Option<PhotoId>,
    pub channels: Vec<ChannelBadge>,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
}

/// One page of the list, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductList {
    pub rows: Vec<ProductRow>,
    /// Where the next page starts; `None` on the last.
    pub next: Option<String>,
    /// How many match in each status, whatever the status asked for.
    pub counts: StatusCounts,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusCounts {
    pub draft: i64,
    pub published: i64,
    pub sold: i64,
    pub archived: i64,
}

/// The editor's form, exactly as typed. Nothing in it is valid until the domain has read it.
/// Catalogue fields hold keys of the shared catalogues; `brand` and `size` are free text with suggestions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProductForm {
    pub title: String,
    pub description: String,
    pub price: String,
    /// What the seller paid for it; `0` for what was given to them.
    pub cost: String,
    /// The least they sell it for.
    pub minimum: String,
    pub category: String,
    pub gender: String,
    pub brand: String,
    pub size: String,
    /// Keys separated by commas, the main colour first (up to 5).
    pub colours: String,
    /// 0–10, 10 = new with tags.
    pub condition: String,
    /// Keys separated by commas (up to 3).
    pub materials: String,
    /// How much of a material there is, in percent, by its key. What is said of other materials does not count.
    pub shares: BTreeMap<String, String>,
    /// What else is said of it: for each attribute of the catalogue the keys of its words, separated by commas.
    pub attributes: BTreeMap<String, String>,
    /// What was measured, by the keys of the catalogue, in centimetres.
    pub measurements: BTreeMap<String, String>,
    /// In grams, packed.
    pub weight: String,
    /// `small`, `medium`, `large`; empty where category and weight decide.
    pub parcel: String,
    pub location: String,
    pub sku: String,
    pub quantity: String,
}

/// Everything the editor needs to show one product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductEditor {
    pub id: ProductId,
    /// Counts saves; a save that names an older one is refused (two tabs).
    pub version: i64,
    pub status: ProductStatus,
    /// What to show in the form: the unsaved draft where there is one, else the product.
    pub form: ProductForm,
    /// `form` is a draft that differs from the saved product.
    pub unsaved: bool,
    /// What keeps the draft from being saved.
    pub problems: Vec<FieldProblem>,
    pub photos: Vec<PhotoView>,
    pub readiness: Vec<Readiness>,
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "saved", rename_all = "snake_case")]
pub enum SaveReport {
    Saved {
        version: i64,
    },
    /// Nothing was changed but the draft, which holds all that was typed.
    Refused {
        problems: Vec<FieldProblem>,
    },
    /// Another tab saved since; the draft is kept.
    Stale {
        version: i64,
    },
}
