//! Sellers with shops, sessions and paired executors, as many as wanted.

use crate::commands::trial;
use stoflow_app::request::cookies;
use stoflow_domain::backend::Backend;
use stoflow_domain::error::Error;
use stoflow_domain::{accounts, executors, sessions, tenants};
use stoflow_wire::executor::PairRequest;
use stoflow_wire::ids::TenantId;
use tokio::task::JoinSet;

/// Sellers made at the same time.
const AT_ONCE: usize = 8;

/// A seller who is signed in, and whose browsers are paired.
pub(super) struct Seller {
    pub(super) tenant: TenantId,
    /// `Cookie: …` of a signed-in browser.
    pub(super) cookie: String,
    pub(super) tokens: Vec<String>,
}

pub(super) async fn make(
    backend: &Backend,
    count: usize,
    executors: usize,
) -> Result<Vec<Seller>, Error> {
    tracing::warn!(count, "shops are being made");
    tenants::fill_ready_pool(&backend.database, count).await?;
    tracing::warn!(executors = count * executors, "executors are being paired");
    let mut tasks = JoinSet::new();
    let mut sellers = Vec::with_capacity(count);
    for _ in 0..count {
        if tasks.len() == AT_ONCE
            && let Some(made) = tasks.join_next().await
        {
            sellers.push(arrived(made)?);
        }
        let backend = backend.clone();
        tasks.spawn(async move { one(&backend, executors).await });
    }
    while let Some(made) = tasks.join_next().await {
        sellers.push(arrived(made)?);
    }
    Ok(sellers)
}

fn arrived(made: Result<Result<Seller, Error>, tokio::task::JoinError>) -> Result<Seller, Error> {
    made.map_err(|ended| Error::internal("making a seller", ended))?
}

async fn one(backend: &Backend, executors: usize) -> Result<Seller, Error> {
    let person = accounts::register_confirmed(backend, trial::seller()).await?;
    let session = sessions::open(backend, person.account, "bench").await?;
    let mut tokens = Vec::with_capacity(executors);
    for number in 0..executors {
        let request = PairRequest {
            code: executors::make_code(backend, person.tenant).await?.code,
            name: format!("Chrome {number}"),
        };
        tokens.push(executors::pair(backend, request).await?.token);
    }
    Ok(Seller {
        tenant: person.tenant,
        cookie: format!("{}={}", cookies::ACCESS, session.access),
        tokens,
    })
}
