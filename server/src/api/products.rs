//! `GET /api/v1/products`: the list as the dashboard shows it; `GET /api/v1/products/{id}`: one with its channels.

use crate::asked::{Path, Query, Seller};
use crate::failure::Failure;
use crate::router::Server;
use axum::Json;
use axum::extract::State;
use stoflow_domain::products;
use stoflow_wire::ids::ProductId;
use stoflow_wire::products::{ProductEditor, ProductFilter, ProductList};

pub async fn list(
    State(server): State<Server>,
    Seller(seller): Seller,
    Query(filter): Query<ProductFilter>,
) -> Result<Json<ProductList>, Failure> {
    let mut tx = server.backend.database.tenant(seller.tenant).await?;
    let list = products::list(&mut tx, &filter).await?;
    tx.commit().await?;
    Ok(Json(list))
}

pub async fn get(
    State(server): State<Server>,
    Seller(seller): Seller,
    Path(product): Path<i64>,
) -> Result<Json<ProductEditor>, Failure> {
    let mut tx = server.backend.database.tenant(seller.tenant).await?;
    let product = products::editor(&mut tx, ProductId(product)).await?;
    tx.commit().await?;
    Ok(Json(product))
}
