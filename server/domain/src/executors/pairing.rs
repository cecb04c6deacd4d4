//! Pairing: the signed-in dashboard shows a one-time code, the extension swaps it for a device token.

use crate::backend::Backend;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::executors::token::{self, Token};
use crate::executors::{PairingCode, device, owner};
use std::time::Duration;
use stoflow_wire::executor::{PairRequest, Paired};
use stoflow_wire::ids::TenantId;
use stoflow_wire::problem::Problem;
use time::OffsetDateTime;

/// How long a code is good.
const GOOD_FOR: Duration = Duration::from_mins(1);

/// Characters of a device's name.
const NAME_LENGTH: u32 = 80;

pub(super) async fn make_code(backend: &Backend, tenant: TenantId) -> Result<PairingCode, Error> {
    let code = token::new_code();
    let mut tx = backend.database.shared().await?;
    let expires_at: OffsetDateTime = sqlx::query_scalar(
        "insert into public.pairing_codes (code_hash, tenant_id, expires_at) \
         values ($1, $2, now() + make_interval(secs => $3)) returning expires_at",
    )
    .bind(token::hash_typed_code(&code))
    .bind(tenant.0)
    .bind(GOOD_FOR.as_secs_f64())
    .fetch_one(tx.conn())
    .await
    .attempted("making a pairing code")?;
    tx.commit().await?;
    Ok(PairingCode { code, expires_at })
}

/// Codes that nobody can use any more.
pub(super) async fn clear(backend: &Backend) -> Result<(), Error> {
    let mut tx = backend.database.shared().await?;
    sqlx::query("delete from public.pairing_codes where expires_at < now() - interval '1 hour'")
        .execute(tx.conn())
        .await
        .attempted("clearing old pairing codes")?;
    tx.commit().await
}

pub(super) async fn pair(backend: &Backend, request: PairRequest) -> Result<Paired, Error> {
    let name = name(&request.name)?;
    let tenant = use_up(backend, &request.code).await?;
    let shop = owner::of(backend, tenant).await?.shop;
    let token = Token::new(tenant);
    let mut tx = backend.database.tenant(tenant).await?;
    let executor = device::add(&mut tx, &name, &token.hash()).await?;
    tx.commit().await?;
    Ok(Paired {
        executor,
        token: token.reveal(),
        shop,
    })
}

/// A code is good once, also for two that come with it at the same moment.
async fn use_up(backend: &Backend, code: &str) -> Result<TenantId, Error> {
    let mut tx = backend.database.shared().await?;
    let tenant: Option<i64> = sqlx::query_scalar(
        "update public.pairing_codes set used_at = now() \
         where code_hash = $1 and used_at is null and expires_at > now() returning tenant_id",
    )
    .bind(token::hash_typed_code(code))
    .fetch_optional(tx.conn())
    .await
    .attempted("using a pairing code")?;
    tx.commit().await?;
    tenant.map(TenantId).ok_or(Error::NotFound {
        what: "pairing code",
    })
}

fn name(typed: &str) -> Result<String, Error> {
    let name = typed.trim();
    if name.is_empty() {
        return Err(Error::field("name", Problem::Missing));
    }
    if name.chars().any(char::is_control) {
        return Err(Error::field("name", Problem::ForbiddenCharacter));
    }
    if name.chars().nth(NAME_LENGTH as usize).is_some() {
        return Err(Error::field("name", Problem::TooLong { max: NAME_LENGTH }));
    }
    Ok(name.to_owned())
}
