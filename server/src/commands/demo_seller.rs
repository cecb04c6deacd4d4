//! `demo-seller`: a confirmed seller with a small, complete shop, so that a newcomer has something to click.

use stoflow_domain::backend::Backend;
use stoflow_domain::error::Error;
use stoflow_domain::{accounts, products};
use stoflow_wire::language::Language;

/// Makes the seller and the goods; what is there already stays as it is.
pub async fn make(backend: &Backend, email: &str, password: &str) -> Result<(), Error> {
    let account = accounts::register_confirmed(
        backend,
        accounts::Registration {
            email: email.to_owned(),
            password: password.to_owned(),
            shop: "Friperie Démo".to_owned(),
            language: Language::Fr,
        },
    )
    .await?;
    products::demo::make(backend, account.tenant).await
}
