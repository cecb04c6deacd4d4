//! `make-admin`: an account may do what only admins may, from its next click on. Says nothing to the account's owner.

use stoflow_domain::accounts;
use stoflow_domain::backend::Backend;
use stoflow_domain::error::Error;

/// The account of `email`, which is confirmed, becomes an admin's; one that is an admin's stays so.
pub async fn make(backend: &Backend, email: &str) -> Result<(), Error> {
    accounts::make_admin(backend, email).await
}
