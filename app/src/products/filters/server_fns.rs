//! What the filters ask of the server. Each says who asks, makes one call into the domain and commits.

use crate::error::AppError;
use crate::products::catalogue::Family;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use stoflow_wire::filters::SavedView;

pub const KEEP: &str = "/fn/keep_view";
pub const FORGET: &str = "/fn/forget_view";

/// What there is to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub families: Vec<Family>,
    pub views: Vec<SavedView>,
}

#[server(prefix = "/fn", endpoint = "read_filters", input = Json)]
pub async fn read_filters() -> Result<Offer, AppError> {
    use crate::products::catalogue::from_domain;
    use crate::request;
    use stoflow_domain::products::views;

    let mut tx = request::tenant_tx().await?;
    let views = views::list(&mut tx).await?;
    tx.commit().await?;
    Ok(Offer {
        families: from_domain::families(request::visitor().language),
        views,
    })
}

/// Keeps a question under a name; `filter` is the question as JSON.
#[server(prefix = "/fn", endpoint = "keep_view")]
pub async fn keep_view(
    #[server(default)] name: String,
    filter: String,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::products::views;

    let back = request::own_path(&back);
    let mut tx = request::tenant_tx().await?;
    let filter = serde_json::from_str(&filter).map_err(|_| AppError::Unreadable)?;
    if let Err(error) = views::keep(&mut tx, &name, &filter).await {
        return Err(request::refuse(Form::Other, back, &[], error.into()));
    }
    tx.commit().await?;
    request::done(Notice::ViewKept, back);
    Ok(())
}

#[server(prefix = "/fn", endpoint = "forget_view")]
pub async fn forget_view(name: String, #[server(default)] back: String) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::products::views;

    let mut tx = request::tenant_tx().await?;
    views::forget(&mut tx, &name).await?;
    tx.commit().await?;
    request::done(Notice::ViewForgotten, request::own_path(&back));
    Ok(())
}
