//! A letter to the seller about a channel that stands still: what the alarms of all channels have in common. Whether one is due
//! is each channel's business, and so is its row, where a try is noted first.
//!
//! It counts as told when the mail server has the letter: where it does not take it, it is tried again. A server that
//! dies between the two writes twice, which is better than never.

use crate::backend::Backend;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::executors::owner;
use crate::mail::letters::Letter;
use lettre::Address;
use std::time::Duration;
use stoflow_wire::ids::TenantId;
use stoflow_wire::language::Language;

/// Between two tries to hand a letter over.
pub(super) const AGAIN: Duration = Duration::from_mins(10);

/// Writes a letter in this language, to whom the shop of this name belongs, with this link.
pub(super) type Write = fn(Language, &str, &str) -> Letter;

/// What the alarm of one channel has of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bell {
    pub(super) channel: &'static str,
    /// The statement that notes in the shop that its seller was told.
    pub(super) told: &'static str,
}

/// Writes to the shop's owner, in a task of its own: a mail server that is slow holds up no other shop. The letter leads to
/// `page`. Who has no confirmed address is written to once they have one.
pub(super) async fn ring(
    backend: &Backend,
    tenant: TenantId,
    bell: Bell,
    write: Write,
    page: &str,
) -> Result<(), Error> {
    let owner = owner::of(backend, tenant).await?;
    if !owner.confirmed {
        return Ok(());
    }
    let to: Address = owner
        .email
        .parse()
        .map_err(|error| Error::internal("writing to a seller", error))?;
    let link = format!("{}{page}", backend.settings.origin);
    let letter = write(owner.language, &owner.shop, &link);
    let backend = backend.clone();
    tokio::spawn(async move {
        if let Err(error) = deliver(&backend, tenant, bell, &to, letter).await {
            let error: &dyn std::error::Error = &error;
            let channel = bell.channel;
            tracing::warn!(%tenant, channel, error, "a seller could not be told of a channel that stands still; it is tried again");
        }
    });
    Ok(())
}

async fn deliver(
    backend: &Backend,
    tenant: TenantId,
    bell: Bell,
    to: &Address,
    letter: Letter,
) -> Result<(), Error> {
    backend.mailer.send(to, letter).await?;
    let mut tx = backend.database.tenant(tenant).await?;
    sqlx::query(bell.told)
        .execute(tx.conn())
        .await
        .attempted("noting that an alarm was told")?;
    tx.commit().await
}
