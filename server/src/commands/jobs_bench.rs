//! `bench-jobs`: the job queue under load, with handlers that do nothing. Prints one `RESULT{…}` as the peers of the
//! comparison do, on the same PostgreSQL where `DATABASE_URL` names theirs.

mod sync;

use super::trial;
use crate::compose::{Composed, compose};
use crate::settings::Settings;
use clap::ValueEnum;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use stoflow_domain::backend::Backend;
use stoflow_domain::error::Error;
use stoflow_domain::jobs::drill::{self, Begun};
use stoflow_wire::ids::TenantId;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

/// Jobs of one call in a batch.
const BATCH: usize = 1000;

/// What is measured.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Mode {
    /// Jobs asked for one by one, each with a row of the business in the same commit
    Enq1,
    /// The same by ten at once
    Enq10,
    /// Jobs asked for by the thousand
    Batch,
    /// Jobs done, from the first to the last
    Drain,
    /// From the beginning of the call that asks to the handler's, with idle workers
    Latency,
    /// A wardrobe of so many listings read by a browser that answers at once
    Sync,
}

/// How it is measured.
#[derive(clap::Args, Clone, Copy, Debug)]
pub struct Drill {
    #[arg(long, value_enum)]
    mode: Mode,
    /// Jobs, or listings
    #[arg(long, default_value_t = 1000)]
    n: usize,
    /// Workers
    #[arg(long, default_value_t = 10)]
    conc: usize,
    /// Shops the jobs are spread over
    #[arg(long, default_value_t = 1)]
    shops: usize,
    /// Seconds after which it is given up
    #[arg(long, default_value_t = 60)]
    budget: u64,
}

/// Measures on a database of its own or the one the settings name.
pub async fn measure(settings: &Settings, drill: Drill) -> Result<Value, Error> {
    let Composed { backend, cluster } = compose(settings).await?;
    let result = tokio::time::timeout(Duration::from_secs(drill.budget), run(&backend, drill));
    let result = result.await.map_err(|late| Error::Unavailable {
        attempted: "measuring the job queue within its time",
        source: late.into(),
    })?;
    drop(cluster);
    result
}

async fn run(backend: &Backend, drill: Drill) -> Result<Value, Error> {
    trial::nobody_lives_here(backend).await?;
    if let Mode::Sync = drill.mode {
        return sync::measure(backend, drill.n).await;
    }
    let shops = drill::shops(backend, drill.shops.max(1)).await?;
    match drill.mode {
        Mode::Enq1 => enqueue(backend, &shops, drill.n, 1).await,
        Mode::Enq10 => enqueue(backend, &shops, drill.n, 10).await,
        Mode::Batch => batch(backend, &shops, drill.n).await,
        Mode::Drain => drain(backend, &shops, drill).await,
        Mode::Latency | Mode::Sync => latency(backend, &shops, drill).await,
    }
}

/// `producers` tasks ask for `n` jobs in all.
async fn enqueue(
    backend: &Backend,
    shops: &[TenantId],
    n: usize,
    producers: usize,
) -> Result<Value, Error> {
    let next = Arc::new(AtomicUsize::new(0));
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for _ in 0..producers {
        let (backend, shops, next) = (backend.clone(), shops.to_vec(), Arc::clone(&next));
        tasks.spawn(async move {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= n {
                    return Ok(());
                }
                drill::ask(&backend, shops[number % shops.len()]).await?;
            }
        });
    }
    tasks
        .join_all()
        .await
        .into_iter()
        .collect::<Result<(), Error>>()?;
    Ok(rate(n, begun.elapsed()))
}

async fn batch(backend: &Backend, shops: &[TenantId], n: usize) -> Result<Value, Error> {
    let begun = Instant::now();
    fill(backend, shops, n).await?;
    Ok(rate(n, begun.elapsed()))
}

async fn fill(backend: &Backend, shops: &[TenantId], n: usize) -> Result<(), Error> {
    let each = n.div_ceil(shops.len());
    for shop in shops {
        for first in (0..each).step_by(BATCH) {
            drill::ask_many(backend, *shop, BATCH.min(each - first)).await?;
        }
    }
    Ok(())
}

/// Workers as a server runs them, and the hints that wake them.
struct Crew {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
    begun: mpsc::UnboundedReceiver<Begun>,
}

impl Crew {
    fn start(backend: &Backend, hands: usize) -> Self {
        let (stop, stopped) = watch::channel(false);
        let (tell, begun) = mpsc::unbounded_channel();
        let mut tasks = JoinSet::new();
        tasks.spawn(drill::worker(backend, hands, tell).run(stopped.clone()));
        let hints = backend.hints.clone();
        tasks.spawn(async move { hints.run(stopped).await });
        Self { stop, tasks, begun }
    }

    async fn next(&mut self) -> Result<Begun, Error> {
        self.begun
            .recv()
            .await
            .ok_or(Error::NotFound { what: "worker" })
    }

    async fn end(self) {
        self.stop.send_replace(true);
        self.tasks.join_all().await;
    }
}

async fn drain(backend: &Backend, shops: &[TenantId], drill: Drill) -> Result<Value, Error> {
    fill(backend, shops, drill.n).await?;
    let n = drill.n.div_ceil(shops.len()) * shops.len();
    let mut crew = Crew::start(backend, drill.conc);
    let first = crew.next().await?.at;
    for _ in 1..n {
        crew.next().await?;
    }
    for shop in shops {
        while drill::open(backend, *shop).await? > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
    let took = first.elapsed();
    crew.end().await;
    Ok(rate(n, took))
}

/// One job at a time, 20 to 40 ms apart.
async fn latency(backend: &Backend, shops: &[TenantId], drill: Drill) -> Result<Value, Error> {
    let mut crew = Crew::start(backend, drill.conc);
    tokio::time::sleep(Duration::from_millis(500)).await;
    let mut asked = HashMap::new();
    for number in 0..drill.n {
        let shop = shops[number % shops.len()];
        let at = Instant::now();
        let job = drill::ask(backend, shop).await?;
        asked.insert(job, at);
        tokio::time::sleep(Duration::from_millis(rand::random_range(20..40))).await;
    }
    let mut times = Vec::with_capacity(drill.n);
    while times.len() < drill.n {
        let begun = crew.next().await?;
        if let Some(at) = asked.get(&begun.job) {
            times.push(begun.at.saturating_duration_since(*at));
        }
    }
    crew.end().await;
    times.sort_unstable();
    let ms = |percent: usize| {
        let index = (times.len() * percent / 100).min(times.len().saturating_sub(1));
        times.get(index).map(|time| time.as_secs_f64() * 1000.0)
    };
    Ok(json!({"n": times.len(), "p50": ms(50), "p99": ms(99)}))
}

fn rate(n: usize, took: Duration) -> Value {
    let seconds = took.as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a number of jobs")]
    let per_s = n as f64 / seconds;
    json!({"per_s": per_s, "n": n, "s": seconds})
}
