//! The reference lists as the upload form asks for them.

use std::sync::Arc;

use axum::extract::{Path, Query, RawQuery, State};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Site;
use super::catalogue::{CONDITIONS, Catalog, Catalogue, Field, Named, PARCELS};
use super::errors::{FieldError, Refusal};
use super::gate::SignedIn;

pub(crate) fn router() -> Router<Arc<Site>> {
    Router::new()
        .route("/api/v2/item_upload/catalogs", get(catalogs))
        .route("/api/v2/item_upload/catalogs/search", get(search))
        .route("/api/v2/item_upload/brands", get(brands))
        .route("/api/v2/item_upload/colors", get(colors))
        .route("/api/v2/item_upload/conditions", get(conditions))
        .route("/api/v2/item_upload/size_groups", get(size_groups))
        .route("/api/v2/item_upload/attributes", post(attributes))
        .route("/api/v2/catalogs/{id}/package_sizes", get(package_sizes))
}

async fn catalogs(State(site): State<Arc<Site>>, SignedIn(_): SignedIn) -> Json<Value> {
    Json(json!({ "catalogs": branches(&site.catalogue, None), "code": 0 }))
}

fn branches(catalogue: &Catalogue, parent: Option<u64>) -> Vec<Value> {
    let below = catalogue.below(parent);
    below
        .map(|catalog| {
            let mut view = catalog_view(catalogue, catalog);
            view["catalogs"] = branches(catalogue, Some(catalog.id)).into();
            view
        })
        .collect()
}

fn catalog_view(catalogue: &Catalogue, catalog: &Catalog) -> Value {
    let visibility = |field| u8::from(catalog.asks_for(field));
    json!({
        "id": catalog.id,
        "title": catalog.title,
        "parent_id": catalog.parent,
        "path": catalogue.path(catalog.id),
        "size_group_ids": catalog.size_groups,
        "brand_field_visibility": visibility(Field::Brand),
        "color_field_visibility": visibility(Field::Color),
        "size_field_visibility": visibility(Field::Size),
        "shippable": true,
    })
}

#[derive(Deserialize)]
struct Search {
    #[serde(default)]
    keyword: String,
}

impl Search {
    fn finds(&self, title: &str) -> bool {
        title.to_lowercase().contains(&self.keyword.to_lowercase())
    }
}

async fn search(
    State(site): State<Arc<Site>>,
    SignedIn(_): SignedIn,
    Query(search): Query<Search>,
) -> Json<Value> {
    let found = site
        .catalogue
        .leaves()
        .filter(|catalog| search.finds(&catalog.title))
        .take(50);
    let views: Vec<Value> = found
        .map(|catalog| catalog_view(&site.catalogue, catalog))
        .collect();
    Json(json!({ "catalogs": views, "code": 0 }))
}

async fn brands(
    State(site): State<Arc<Site>>,
    SignedIn(_): SignedIn,
    Query(search): Query<Search>,
) -> Json<Value> {
    let found = site
        .catalogue
        .brands
        .iter()
        .filter(|brand| search.finds(&brand.title));
    let views: Vec<Value> = found
        .map(|brand| json!({ "id": brand.id, "title": brand.title, "requires_authenticity_check": false, "is_luxury": false }))
        .collect();
    Json(json!({ "brands": views, "code": 0 }))
}

async fn colors(State(site): State<Arc<Site>>, SignedIn(_): SignedIn) -> Json<Value> {
    let colors = site.catalogue.colors.iter().enumerate();
    let views: Vec<Value> = colors
        .map(|(place, color)| {
            json!({ "id": color.id, "title": color.title, "hex": color.hex, "order": place + 1, "code": color.code })
        })
        .collect();
    Json(json!({ "colors": views, "code": 0 }))
}

async fn conditions(SignedIn(_): SignedIn) -> Json<Value> {
    let views = CONDITIONS.map(|(id, title)| json!({ "id": id, "title": title }));
    Json(json!({ "conditions": views, "code": 0 }))
}

async fn package_sizes(
    State(site): State<Arc<Site>>,
    SignedIn(_): SignedIn,
    Path(id): Path<u64>,
) -> Result<Json<Value>, Refusal> {
    site.catalogue.leaf(id).ok_or(Refusal::NotFound)?;
    let views = PARCELS.map(|(id, title)| json!({ "id": id, "title": title, "standard": id == 1 }));
    Ok(Json(json!({ "package_sizes": views, "code": 0 })))
}

/// `?catalog_ids[]=1819` or `?catalog_ids=1819`. A category without sizes is a page with 404, not an empty list.
async fn size_groups(
    State(site): State<Arc<Site>>,
    SignedIn(_): SignedIn,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Refusal> {
    let query = query.unwrap_or_default();
    let mut ids = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter(|(name, _)| name.starts_with("catalog_ids"));
    let leaf = ids.find_map(|(_, id)| site.catalogue.leaf(id.parse().ok()?));
    let groups = leaf
        .map(|catalog| site.catalogue.size_groups_of(catalog))
        .unwrap_or_default();
    if groups.is_empty() {
        return Err(Refusal::NoSizes);
    }
    let views: Vec<Value> = groups
        .iter()
        .map(|group| {
            let sizes: Vec<Value> = group.sizes.iter().map(|size| option(size.id, &size.title)).collect();
            json!({ "id": group.id, "caption": group.title, "description": group.title, "sizes": sizes })
        })
        .collect();
    Ok(Json(json!({ "size_groups": views, "code": 0 })))
}

#[derive(Deserialize)]
struct Question {
    attributes: Vec<Asked>,
}

#[derive(Deserialize)]
struct Asked {
    code: String,
    value: Vec<u64>,
}

/// `POST item_upload/attributes {"attributes": [{"code": "category", "value": [1819]}]}`: the fields of a category.
async fn attributes(
    State(site): State<Arc<Site>>,
    SignedIn(_): SignedIn,
    body: axum::body::Bytes,
) -> Result<Json<Value>, Refusal> {
    let question: Question = serde_json::from_slice(&body).map_err(|error| {
        Refusal::Validation(vec![FieldError::new("attributes", &error.to_string())])
    })?;
    let asked = question
        .attributes
        .iter()
        .find(|asked| asked.code == "category");
    let category = asked
        .and_then(|asked| asked.value.first())
        .and_then(|id| site.catalogue.leaf(*id));
    let catalog = category.ok_or_else(|| {
        Refusal::Validation(vec![FieldError::new("category", "Catégorie inconnue")])
    })?;
    Ok(Json(
        json!({ "code": 0, "message": null, "attributes": fields(&site.catalogue, catalog) }),
    ))
}

fn fields(catalogue: &Catalogue, catalog: &Catalog) -> Vec<Value> {
    let mut fields = Vec::new();
    if catalog.asks_for(Field::Brand) {
        fields.push(json!({ "code": "brand", "configuration": null }));
    }
    let groups = catalogue.size_groups_of(catalog);
    if catalog.asks_for(Field::Size) && !groups.is_empty() {
        let options = groups.iter().map(|group| {
            let sizes = group.sizes.iter().map(|size| option(size.id, &size.title));
            choices(group.id, &group.title, sizes)
        });
        fields.push(configured("size", "Taille", 1, options.collect()));
    }
    let conditions = CONDITIONS.iter().map(|(id, title)| option(*id, title));
    fields.push(configured(
        "condition",
        "État",
        1,
        vec![choices(1, "État", conditions)],
    ));
    if catalog.asks_for(Field::Color) {
        fields.push(json!({ "code": "color", "configuration": null }));
    }
    let materials = catalogue
        .materials
        .iter()
        .map(|Named { id, title }| option(*id, title));
    fields.push(configured(
        "material",
        "Matière (recommandé)",
        3,
        vec![choices(1, "Matière", materials)],
    ));
    fields
}

fn option(id: u64, title: &str) -> Value {
    json!({ "id": id, "title": title, "type": "default" })
}

fn choices(id: u64, title: &str, options: impl Iterator<Item = Value>) -> Value {
    json!({ "id": id, "title": title, "type": "group", "options": options.collect::<Vec<_>>() })
}

fn configured(code: &str, title: &str, limit: u8, options: Vec<Value>) -> Value {
    json!({
        "code": code,
        "configuration": {
            "title": title,
            "selection_type": if limit == 1 { "single" } else { "multi" },
            "selection_limit": limit,
            "required": code != "material",
            "options": options,
        },
    })
}
