//! What a sign-in is checked against.

use super::address::EmailKey;
use crate::database::SharedTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use stoflow_wire::ids::AccountId;

/// An account that can be signed in to.
pub(crate) struct Credentials {
    pub(crate) account: AccountId,
    pub(crate) password_hash: String,
}

/// `None` where the address has no account.
pub(crate) async fn find(tx: &mut SharedTx, key: &EmailKey) -> Result<Option<Credentials>, Error> {
    let row = sqlx::query_as::<_, (i64, String)>(
        "select id, password_hash from public.accounts where email_key = $1",
    )
    .bind(key.as_str())
    .fetch_optional(tx.conn())
    .await
    .attempted("looking for the account to sign in to")?;
    Ok(row.map(|(account, password_hash)| Credentials {
        account: AccountId(account),
        password_hash,
    }))
}
