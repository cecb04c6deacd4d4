//! What the list and the editor ask of the server. Each says who asks, makes one call into the domain and commits.
#![cfg_attr(
    feature = "ssr",
    expect(
        clippy::unused_async,
        reason = "server functions are called over the network"
    )
)]

use super::catalogue::{Catalogue, Suggestions};
use super::editor::opened::Opened;
use super::form::TypedProduct;
use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use stoflow_wire::fit::Fit;
use stoflow_wire::ids::ProductId;
use stoflow_wire::listings::Readiness;
use stoflow_wire::products::{ProductFilter, ProductForm, ProductList};
use stoflow_wire::receipts::{Receipt, SoldElsewhere};
use stoflow_wire::similar::Part;
use stoflow_wire::worth::Worth;

pub const SELL_SIMILAR: &str = "/fn/sell_similar";
/// The addresses of the acts on what is sold.
pub const SELL_ELSEWHERE: &str = "/fn/sell_elsewhere";
pub const UNDO_SOLD: &str = "/fn/undo_sold_elsewhere";
pub const RESTOCK: &str = "/fn/restock_product";

/// One page of the list.
#[server(prefix = "/fn", endpoint = "list_products", input = Json)]
pub async fn list_products(filter: ProductFilter) -> Result<ProductList, AppError> {
    use stoflow_domain::products;

    let mut tx = crate::request::tenant_tx().await?;
    let list = products::list(&mut tx, &filter).await?;
    tx.commit().await?;
    Ok(list)
}

/// Makes an empty product and leads to its editor.
#[server(prefix = "/fn", endpoint = "create_product")]
pub async fn create_product() -> Result<ProductId, AppError> {
    use crate::{paths, request};
    use stoflow_domain::products;

    let mut tx = request::tenant_tx().await?;
    let product = products::create(&mut tx).await?;
    tx.commit().await?;
    request::lead_to(&paths::product(product));
    Ok(product)
}

/// Makes a draft with `parts` of the product and leads to its editor.
#[server(prefix = "/fn", endpoint = "sell_similar")]
pub async fn sell_similar(
    product: ProductId,
    #[server(default)] parts: Vec<Part>,
) -> Result<ProductId, AppError> {
    use crate::{paths, request};
    use stoflow_domain::products;

    let mut tx = request::tenant_tx().await?;
    let similar = products::similar::begin(&mut tx, product, &parts).await?;
    tx.commit().await?;
    request::lead_to(&paths::product(similar));
    Ok(similar)
}

#[server(prefix = "/fn", endpoint = "archive_product")]
pub async fn archive_product(
    product: ProductId,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::products;

    let back = request::own_path(&back);
    let mut tx = request::tenant_tx().await?;
    if let Err(error) = products::archive(&mut tx, product).await {
        return Err(request::refuse(Form::Other, back, &[], error.into()));
    }
    tx.commit().await?;
    request::done(Notice::Archived, back);
    Ok(())
}

#[server(prefix = "/fn", endpoint = "restore_product")]
pub async fn restore_product(
    product: ProductId,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::products;

    let back = request::own_path(&back);
    let mut tx = request::tenant_tx().await?;
    if let Err(error) = products::restore(&mut tx, product).await {
        return Err(request::refuse(Form::Other, back, &[], error.into()));
    }
    tx.commit().await?;
    request::done(Notice::Restored, back);
    Ok(())
}

/// The item was sold where StoFlow does not look: it is taken off everywhere at once.
#[server(prefix = "/fn", endpoint = "sell_elsewhere")]
pub async fn sell_elsewhere(
    product: ProductId,
    #[server(default)] back: String,
) -> Result<SoldElsewhere, AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::listings;

    let back = request::own_path(&back);
    let seller = request::signed_in()?;
    match listings::sell_elsewhere(&request::backend()?, seller.tenant, product).await {
        Ok(sold) => {
            request::done(Notice::SoldElsewhere(sold), back);
            Ok(sold)
        }
        Err(error) => Err(request::refuse(Form::Other, back, &[], error.into())),
    }
}

/// It was not sold elsewhere after all, where nothing has left yet.
#[server(prefix = "/fn", endpoint = "undo_sold_elsewhere")]
pub async fn undo_sold_elsewhere(
    product: ProductId,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::listings;

    let back = request::own_path(&back);
    let seller = request::signed_in()?;
    match listings::undo_sold_elsewhere(&request::backend()?, seller.tenant, product).await {
        Ok(()) => {
            request::done(Notice::SoldUndone, back);
            Ok(())
        }
        Err(error) => Err(request::refuse(Form::Other, back, &[], error.into())),
    }
}

/// A sold item is in stock again.
#[server(prefix = "/fn", endpoint = "restock_product")]
pub async fn restock_product(
    product: ProductId,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    use crate::request;
    use crate::visit::{Form, Notice};
    use stoflow_domain::listings;

    let back = request::own_path(&back);
    let seller = request::signed_in()?;
    match listings::restock(&request::backend()?, seller.tenant, product).await {
        Ok(()) => {
            request::done(Notice::Restocked, back);
            Ok(())
        }
        Err(error) => Err(request::refuse(Form::Other, back, &[], error.into())),
    }
}

/// How a sold product left its marketplaces; `None` where it is not sold.
#[server(prefix = "/fn", endpoint = "read_receipt", input = Json)]
pub async fn read_receipt(product: ProductId) -> Result<Option<Receipt>, AppError> {
    use stoflow_domain::listings;

    let mut tx = crate::request::tenant_tx().await?;
    let receipt = listings::receipt(&mut tx, product).await?;
    tx.commit().await?;
    Ok(receipt)
}

/// Everything the editor shows of one product.
#[server(prefix = "/fn", endpoint = "open_product", input = Json)]
pub async fn open_product(product: ProductId) -> Result<Opened, AppError> {
    use stoflow_domain::{fit, products};

    let mut tx = crate::request::tenant_tx().await?;
    let editor = products::editor(&mut tx, product).await?;
    tx.commit().await?;
    let fit = fit::of(&editor.form, crate::request::visitor().language);
    Ok(Opened { editor, fit })
}

/// How a product stands on each channel and what it lacks there.
#[server(prefix = "/fn", endpoint = "read_readiness", input = Json)]
pub async fn read_readiness(product: ProductId) -> Result<Vec<Readiness>, AppError> {
    use stoflow_domain::listings;

    let mut tx = crate::request::tenant_tx().await?;
    let readiness = listings::readiness(&mut tx, product).await?;
    tx.commit().await?;
    Ok(readiness)
}

/// What the item may be worth and what is left of its sale, as its form was kept last.
#[server(prefix = "/fn", endpoint = "read_worth", input = Json)]
pub async fn read_worth(product: ProductId) -> Result<Worth, AppError> {
    use crate::request;
    use stoflow_domain::brand_tiers;
    use stoflow_domain::products::worth;

    request::signed_in()?;
    let book = brand_tiers::book(&request::backend()?).await?;
    let mut tx = request::tenant_tx().await?;
    let worth = worth::get(&mut tx, product, &book).await?;
    tx.commit().await?;
    Ok(worth)
}

/// The product as it was saved last, in the form's own terms.
#[server(prefix = "/fn", endpoint = "saved_product", input = Json)]
pub async fn saved_product(product: ProductId) -> Result<ProductForm, AppError> {
    use stoflow_domain::products;

    let mut tx = crate::request::tenant_tx().await?;
    let saved = products::get(&mut tx, product).await?;
    tx.commit().await?;
    Ok(products::form::write(&saved.fields))
}

/// Keeps what is being typed. `version` is the one the typing started from.
#[server(prefix = "/fn", endpoint = "keep_draft")]
pub async fn keep_draft(
    product: ProductId,
    version: i64,
    item: TypedProduct,
) -> Result<(), AppError> {
    use stoflow_domain::products;

    let mut tx = crate::request::tenant_tx().await?;
    products::keep_draft(&mut tx, product, &item.into_form(), version).await?;
    Ok(tx.commit().await?)
}

/// Throws away what was typed since the last save.
#[server(prefix = "/fn", endpoint = "drop_draft")]
pub async fn drop_draft(product: ProductId) -> Result<(), AppError> {
    use crate::visit::Notice;
    use crate::{paths, request};
    use stoflow_domain::products;

    let mut tx = request::tenant_tx().await?;
    products::drop_draft(&mut tx, product).await?;
    tx.commit().await?;
    request::done(Notice::DraftDropped, &paths::product(product));
    Ok(())
}

/// Saves the form and answers with the product's new version. What was typed is kept whatever comes of it.
#[server(prefix = "/fn", endpoint = "save_product")]
pub async fn save_product(
    product: ProductId,
    version: i64,
    item: TypedProduct,
) -> Result<i64, AppError> {
    use super::form::outcome;
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::products;

    let mut tx = request::tenant_tx().await?;
    let report = products::save(&mut tx, product, &item.into_form(), version).await?;
    tx.commit().await?;
    let editor = paths::product(product);
    match outcome(report) {
        Ok(version) => {
            request::done(Notice::Saved, &editor);
            Ok(version)
        }
        Err(error) => Err(request::refuse(Form::Product, &editor, &[], error)),
    }
}

/// For forms sent without scripts: saves and, where that was all right, publishes.
#[server(prefix = "/fn", endpoint = "save_and_publish")]
pub async fn save_and_publish(
    product: ProductId,
    version: i64,
    item: TypedProduct,
    #[server(default)] request: String,
) -> Result<(), AppError> {
    save_product(product, version, item).await?;
    crate::channels::server_fns::publish_product(product, request).await
}

/// The words of the form's lists.
#[server(prefix = "/fn", endpoint = "read_catalogue", input = Json)]
pub async fn read_catalogue() -> Result<Catalogue, AppError> {
    use super::catalogue::from_domain::{BRANDS, catalogue};
    use crate::request;
    use stoflow_domain::own_words;
    use stoflow_domain::products::brands;

    let mut tx = request::tenant_tx().await?;
    let brands = brands::like(&mut tx, "", BRANDS).await?;
    let own = own_words::all(&mut tx).await?;
    tx.commit().await?;
    Ok(catalogue(request::visitor().language, brands, &own))
}

/// What is known about the size of an item that this form describes so far.
#[server(prefix = "/fn", endpoint = "read_fit", input = Json)]
pub async fn read_fit(form: ProductForm) -> Result<Fit, AppError> {
    use crate::request;

    request::signed_in()?;
    Ok(stoflow_domain::fit::of(&form, request::visitor().language))
}

/// Brands that a person may mean by what they have typed so far, their own first.
#[server(prefix = "/fn", endpoint = "suggest_brands", input = Json)]
pub async fn suggest_brands(typed: String) -> Result<Suggestions, AppError> {
    use super::catalogue::from_domain::BRANDS;
    use stoflow_domain::products::brands;

    let mut tx = crate::request::tenant_tx().await?;
    let brands = brands::like(&mut tx, &typed, BRANDS).await?;
    tx.commit().await?;
    Ok(brands)
}
