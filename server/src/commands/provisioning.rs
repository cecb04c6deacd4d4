//! `bench-provisioning`: how long a sign-up takes until the shop can be used, beside the password's hashing.

use stoflow_domain::backend::Backend;
use stoflow_domain::error::Error;
use stoflow_domain::tenants;
use tokio::time::Instant;

/// Milliseconds each of `count` sign-ups took to get a complete shop and use it once. The pool is filled first,
/// as it is on a running server.
pub async fn measure(backend: &Backend, count: usize) -> Result<Vec<f64>, Error> {
    tenants::fill_ready_pool(&backend.database, count).await?;
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        let start = Instant::now();
        let mut shared = backend.database.shared().await?;
        let tenant = tenants::take_ready(&mut shared).await?;
        shared.commit().await?;
        backend.database.tenant(tenant).await?.commit().await?;
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(times)
}
