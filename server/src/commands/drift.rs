//! `drift`: whether every shop is made of what the template is made of. For a job that runs each night.

use stoflow_domain::backend::Backend;
use stoflow_domain::error::Error;
use stoflow_domain::tenants::fingerprint::{self, Drift};

/// A line for each difference, after one that names the shop; none where all shops are alike.
pub async fn lines(backend: &Backend) -> Result<Vec<String>, Error> {
    let drifted = fingerprint::drifted(&backend.database).await?;
    Ok(drifted.iter().flat_map(of_shop).collect())
}

fn of_shop(drift: &Drift) -> Vec<String> {
    let more = drift.more.iter().map(|line| format!("  + {line}"));
    let less = drift.less.iter().map(|line| format!("  - {line}"));
    let head = format!("shop {} differs from the template:", drift.shop);
    [head].into_iter().chain(more).chain(less).collect()
}
