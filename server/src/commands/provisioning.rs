//! `bench-provisioning`: what a new seller waits for, and what was done before so that they wait for no more. Prints one
//! time a line, as JSON.

use super::timing::Timing;
use super::trial;
use stoflow_domain::accounts;
use stoflow_domain::backend::Backend;
use stoflow_domain::error::Error;
use stoflow_domain::tenants;
use tokio::time::Instant;

/// Shops a running server keeps ready, and a few more, so that it builds none itself meanwhile.
const READY: usize = 25;

/// Building takes longer than the rest: it is measured less often.
const BUILT_OF_ALL: usize = 5;

/// `count` sign-ups, and a fifth as many buildings.
pub async fn measure(backend: &Backend, count: usize) -> Result<Vec<Timing>, Error> {
    trial::nobody_but_the_demo_lives_here(backend).await?;
    let mut times = build(backend, count / BUILT_OF_ALL).await?;
    tenants::fill_ready_pool(&backend.database, 2 * count + READY).await?;
    for _ in 0..count {
        times.push(hand_over(backend).await?);
    }
    for _ in 0..count {
        times.push(register(backend).await?);
    }
    Ok(times)
}

/// Schemas from the canonical DDL, one at a time.
async fn build(backend: &Backend, count: usize) -> Result<Vec<Timing>, Error> {
    tenants::fill_ready_pool(&backend.database, READY).await?;
    let mut times = Vec::with_capacity(count);
    for ready in READY + 1..=READY + count {
        let start = Instant::now();
        let built = tenants::fill_ready_pool(&backend.database, ready).await?;
        if built == 1 {
            times.push(Timing::new("building a shop ahead", start.elapsed()));
        }
    }
    Ok(times)
}

/// A complete shop, used once: all of a sign-up but the password and the letter.
async fn hand_over(backend: &Backend) -> Result<Timing, Error> {
    let start = Instant::now();
    let mut shared = backend.database.shared().await?;
    let tenant = tenants::take_ready(&mut shared).await?;
    shared.commit().await?;
    backend.database.tenant(tenant).await?.commit().await?;
    Ok(Timing::new(
        "new seller, beside the password",
        start.elapsed(),
    ))
}

/// The whole of it: password hashed twice, account, shop, link, letter handed to the mail server.
async fn register(backend: &Backend) -> Result<Timing, Error> {
    let seller = trial::seller();
    let start = Instant::now();
    accounts::register(backend, seller).await?;
    Ok(Timing::new(
        "new seller, whole registration",
        start.elapsed(),
    ))
}
