//! The queue as it is, with work that costs nothing: what its benchmarks stand on.
//!
//! Jobs are asked for, claimed, fenced and settled as in a server; only what is done with them is nothing. The jobs are
//! of a kind that needs no executor and no listing.

use crate::backend::Backend;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::jobs::dispatch::Handler;
use crate::jobs::history::Actor;
use crate::jobs::kept::Kept;
use crate::jobs::queue::{self, NewJob};
use crate::jobs::rows::Job;
use crate::jobs::settle::Verdict;
use crate::jobs::turns;
use crate::jobs::worker::Worker;
use crate::{products, tenants};
use futures::FutureExt;
use futures::future::BoxFuture;
use std::sync::Arc;
use std::time::Instant;
use stoflow_wire::ids::{JobId, TenantId};
use stoflow_wire::platform::{JobKind, VintedAction};
use tokio::sync::mpsc::UnboundedSender;

/// A handler was called with a job.
#[derive(Clone, Copy, Debug)]
pub struct Begun {
    pub job: JobId,
    pub at: Instant,
}

/// `count` shops without open jobs; those of an earlier drill are used again. For a database where nobody sells: open
/// jobs are thrown away.
pub async fn shops(backend: &Backend, count: usize) -> Result<Vec<TenantId>, Error> {
    let mut shops = tenants::taken(&backend.database).await?;
    shops.truncate(count);
    for shop in &shops {
        while remove_some(backend, *shop).await? > 0 {}
    }
    tenants::fill_ready_pool(&backend.database, count - shops.len()).await?;
    while shops.len() < count {
        let mut tx = backend.database.shared().await?;
        shops.push(tenants::take_ready(&mut tx).await?);
        tx.commit().await?;
    }
    Ok(shops)
}

/// Removes open jobs, as many as one statement can.
async fn remove_some(backend: &Backend, shop: TenantId) -> Result<u64, Error> {
    let mut tx = backend.database.tenant(shop).await?;
    let removed = sqlx::query(
        "delete from marketplace_jobs where id in \
         (select id from marketplace_jobs where finished_at is null order by id limit 5000)",
    )
    .execute(tx.conn())
    .await
    .attempted("emptying a queue")?;
    tx.commit().await?;
    Ok(removed.rows_affected())
}

/// A row of the business and a job about it in one transaction, announced as every click announces its job.
pub async fn ask(backend: &Backend, shop: TenantId) -> Result<JobId, Error> {
    let mut tx = backend.database.tenant(shop).await?;
    products::create(&mut tx).await?;
    let job = queue::enqueue(&mut tx, &idle_job()).await?;
    tx.commit().await?;
    turns::announce(backend, shop).await;
    Ok(job)
}

/// `count` jobs in one transaction.
pub async fn ask_many(backend: &Backend, shop: TenantId, count: usize) -> Result<(), Error> {
    let jobs: Vec<NewJob> = (0..count).map(|_| idle_job()).collect();
    let mut tx = backend.database.tenant(shop).await?;
    queue::enqueue_all(&mut tx, &jobs).await?;
    tx.commit().await?;
    turns::announce(backend, shop).await;
    Ok(())
}

/// Jobs that are not over.
pub async fn open(backend: &Backend, shop: TenantId) -> Result<i64, Error> {
    let mut tx = backend.database.tenant(shop).await?;
    sqlx::query_scalar("select count(*) from marketplace_jobs where finished_at is null")
        .fetch_one(tx.conn())
        .await
        .attempted("counting open jobs")
}

/// Workers with so many hands, who tell of each job and do nothing with it.
pub fn worker(backend: &Backend, hands: usize, begun: UnboundedSender<Begun>) -> Worker {
    Worker::with(backend.clone(), "drill", hands, Arc::new(Idle(begun)))
}

fn idle_job() -> NewJob {
    NewJob {
        kind: JobKind::Vinted(VintedAction::Link),
        product: None,
        listing: None,
        idempotency_key: format!("drill-{:032x}", rand::random::<u128>()),
        kept: Kept::default(),
        asked_by: Actor::Seller,
    }
}

struct Idle(UnboundedSender<Begun>);

impl Handler for Idle {
    fn handle<'a>(&'a self, _: &'a Backend, _: TenantId, job: &'a Job) -> BoxFuture<'a, Verdict> {
        let begun = Begun {
            job: job.id,
            at: Instant::now(),
        };
        let _the_drill_is_over = self.0.send(begun);
        async { Verdict::Done }.boxed()
    }
}
