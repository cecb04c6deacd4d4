//! Reading and changing the tiers of brands. The domain answers admins alone; it is told who asks.

use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use stoflow_wire::brand_tiers::{BrandFilter, BrandPage, BrandRow};

/// The address of the act of a row's form.
pub const MOVE: &str = "/fn/set_brand_tier";

#[server(prefix = "/fn", endpoint = "list_brand_tiers", input = Json)]
pub async fn list_brand_tiers(filter: BrandFilter) -> Result<BrandPage, AppError> {
    use crate::request;
    use stoflow_domain::brand_tiers;

    let who = request::signed_in()?;
    Ok(brand_tiers::list(&request::backend()?, &who, &filter).await?)
}

/// Puts a brand into the tier of this name; none puts it back to where the tables have it.
#[server(prefix = "/fn", endpoint = "set_brand_tier")]
pub async fn set_brand_tier(
    brand: String,
    #[server(default)] tier: String,
    #[server(default)] back: String,
) -> Result<BrandRow, AppError> {
    use crate::request;
    use crate::visit::Notice;
    use stoflow_domain::brand_tiers;
    use stoflow_wire::pricing::Tier;

    let who = request::signed_in()?;
    let tier = match tier.as_str() {
        "" => None,
        name => Some(Tier::from_name(name).ok_or(AppError::Unreadable)?),
    };
    let row = brand_tiers::set(&request::backend()?, &who, &brand, tier).await?;
    request::done(Notice::BrandMoved, request::own_path(&back));
    Ok(row)
}
