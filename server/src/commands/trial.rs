//! Whether a database is one to try things out on. Benchmarks add sellers and empty queues: never where people sell.

use stoflow_domain::accounts::{self, Registration};
use stoflow_domain::backend::Backend;
use stoflow_domain::error::Error;
use stoflow_wire::language::Language;

/// Where sellers live that a benchmark made; nobody can get mail there.
const MADE: &str = "bench.invalid";

/// Where the demo seller of `cargo xtask` lives.
const DEMO: &str = "stoflow.test";

/// Refuses a database in which anybody has an account but sellers of benchmarks.
pub(super) async fn nobody_lives_here(backend: &Backend) -> Result<(), Error> {
    refuse_others(backend, &[MADE]).await
}

/// As [`nobody_lives_here`], beside the demo seller.
pub(super) async fn nobody_but_the_demo_lives_here(backend: &Backend) -> Result<(), Error> {
    refuse_others(backend, &[MADE, DEMO]).await
}

async fn refuse_others(backend: &Backend, domains: &[&str]) -> Result<(), Error> {
    if accounts::any_outside(backend, domains).await? {
        return Err(Error::internal(
            "starting a benchmark",
            "people have accounts in this database. Set DATABASE_URL to an empty one, or unset it and set \
             STOFLOW_DATA to an empty folder",
        ));
    }
    Ok(())
}

/// A seller of a benchmark, unlike all others.
pub(super) fn seller() -> Registration {
    Registration {
        email: format!("{:032x}@{MADE}", rand::random::<u128>()),
        password: format!("Aa-{:032x}", rand::random::<u128>()),
        shop: "Friperie".to_owned(),
        language: Language::Fr,
    }
}
