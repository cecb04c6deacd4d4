//! Reading the numbers.

use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use stoflow_wire::revenue::{Course, Span};
use stoflow_wire::statistics::Statistics;

#[server(prefix = "/fn", endpoint = "read_statistics", input = Json)]
pub async fn read_statistics() -> Result<Statistics, AppError> {
    let mut tx = crate::request::tenant_tx().await?;
    let statistics = stoflow_domain::wardrobe::statistics(&mut tx).await?;
    tx.commit().await?;
    Ok(statistics)
}

/// How the money went.
#[server(prefix = "/fn", endpoint = "read_course", input = Json)]
pub async fn read_course(span: Span) -> Result<Course, AppError> {
    let mut tx = crate::request::tenant_tx().await?;
    let course = stoflow_domain::sales::course(&mut tx, span).await?;
    tx.commit().await?;
    Ok(course)
}
