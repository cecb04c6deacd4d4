//! `bench-bulk`: what a change of very many items takes, looked at, done and taken back, and what one item takes that is
//! held against what every channel asks. Prints one time a line, as JSON.

use super::timing::Timing;
use super::trial;
use stoflow_domain::backend::Backend;
use stoflow_domain::batches::changes;
use stoflow_domain::batches::changes::seen::Seen;
use stoflow_domain::error::Error;
use stoflow_domain::products::matching;
use stoflow_domain::{accounts, batches, listings};
use stoflow_wire::changes::{ChangeForm, ChangeKind};
use stoflow_wire::ids::{ProductId, TenantId};
use stoflow_wire::products::{ProductFilter, ProductStatus};
use tokio::time::Instant;

/// How often a change is done and taken back.
const ROUNDS: usize = 10;

/// How many items are held against the channels.
const MAPPED: usize = 500;

/// On `items` drafts of the account with this address.
pub async fn measure(backend: &Backend, email: &str, items: u32) -> Result<Vec<Timing>, Error> {
    trial::nobody_but_the_demo_lives_here(backend).await?;
    let account = accounts::by_email(backend, email)
        .await?
        .ok_or(Error::NotFound { what: "account" })?;
    let tenant = account.tenant;
    let mut times = Vec::new();
    let mut products = Vec::new();
    for _ in 0..ROUNDS {
        products = choose(backend, tenant, items, &mut times).await?;
        reprice(backend, tenant, &products, &mut times).await?;
    }
    for product in products.into_iter().take(MAPPED) {
        times.push(map(backend, tenant, product).await?);
    }
    Ok(times)
}

async fn choose(
    backend: &Backend,
    tenant: TenantId,
    items: u32,
    times: &mut Vec<Timing>,
) -> Result<Vec<ProductId>, Error> {
    let drafts = ProductFilter {
        status: Some(ProductStatus::Draft),
        ..ProductFilter::default()
    };
    let start = Instant::now();
    let mut tx = backend.database.tenant(tenant).await?;
    let found = matching::matching(&mut tx, &drafts, items).await?;
    times.push(Timing::new("bulk price, items chosen", start.elapsed()));
    Ok(found.products)
}

async fn reprice(
    backend: &Backend,
    tenant: TenantId,
    products: &[ProductId],
    times: &mut Vec<Timing>,
) -> Result<(), Error> {
    let form = ChangeForm {
        way: "down_by".to_owned(),
        amount: "10".to_owned(),
        ..ChangeForm::default()
    };
    let start = Instant::now();
    let looked = changes::rehearse(backend, tenant, ChangeKind::Price, &form, products).await?;
    times.push(Timing::new("bulk price, dry run", start.elapsed()));
    let seen = looked.changed.iter().map(|item| Seen {
        product: item.product,
        version: item.version,
    });
    let (seen, key) = (seen.collect::<Vec<_>>(), batches::key());
    let start = Instant::now();
    let done = changes::apply(backend, tenant, ChangeKind::Price, &form, &key, &seen).await?;
    times.push(Timing::new("bulk price, done", start.elapsed()));
    let batch = done.batch.ok_or(Error::NotFound { what: "change" })?;
    let start = Instant::now();
    changes::undo(backend, tenant, batch).await?;
    times.push(Timing::new("bulk price, taken back", start.elapsed()));
    Ok(())
}

/// What the editor's readiness asks after each save.
async fn map(backend: &Backend, tenant: TenantId, product: ProductId) -> Result<Timing, Error> {
    let start = Instant::now();
    let mut tx = backend.database.tenant(tenant).await?;
    listings::readiness(&mut tx, product).await?;
    Ok(Timing::new(
        "one item against every channel",
        start.elapsed(),
    ))
}
