//! The rows of `public.accounts`.

use super::address::{Applicant, EmailKey};
use crate::database::SharedTx;
use crate::database::rows::{self, Attempted};
use crate::error::Error;
use stoflow_wire::accounts::{Person, Role};
use stoflow_wire::ids::{AccountId, TenantId};
use stoflow_wire::language::Language;
use time::OffsetDateTime;

/// What decides how a known address is answered.
pub(super) struct Known {
    pub(super) account: AccountId,
    pub(super) confirmed: bool,
    pub(super) shop: String,
    pub(super) language: Language,
}

pub(super) async fn find(tx: &mut SharedTx, key: &EmailKey) -> Result<Option<Known>, Error> {
    let row = sqlx::query_as::<_, (i64, bool, String, String)>(
        "select id, confirmed_at is not null, shop, language from public.accounts where email_key = $1",
    )
    .bind(key.as_str())
    .fetch_optional(tx.conn())
    .await
    .attempted("looking for an account")?;
    Ok(row.map(|(id, confirmed, shop, language)| Known {
        account: AccountId(id),
        confirmed,
        shop,
        language: Language::from_tag(&language).unwrap_or_default(),
    }))
}

/// [`Error::Unavailable`] when the same person signed up in another tab at this moment.
pub(super) async fn add(
    tx: &mut SharedTx,
    shop: TenantId,
    applicant: &Applicant,
    password_hash: &str,
) -> Result<AccountId, Error> {
    let added = sqlx::query_scalar::<_, i64>(
        "insert into public.accounts (tenant_id, email, email_key, shop, password_hash, language)
        values ($1, $2, $3, $4, $5, $6)
        returning id",
    )
    .bind(shop.0)
    .bind(applicant.email.to_string())
    .bind(applicant.key.as_str())
    .bind(&applicant.shop)
    .bind(password_hash)
    .bind(applicant.language.tag())
    .fetch_one(tx.conn())
    .await;
    rows::on_unique(added, "adding an account", || Error::Unavailable {
        attempted: "signing up twice at once",
        source: "the same address is being signed up".into(),
    })
    .map(AccountId)
}

/// The account starts anew, with another shop. Answers which it had; of two who take it over at once the second finds
/// the first one's.
pub(super) async fn replace(
    tx: &mut SharedTx,
    account: AccountId,
    shop: TenantId,
    applicant: &Applicant,
    password_hash: &str,
) -> Result<TenantId, Error> {
    let before = sqlx::query_scalar::<_, i64>(
        "select tenant_id from public.accounts where id = $1 and confirmed_at is null for update",
    )
    .bind(account.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("signing up again")?
    .ok_or(Error::NotFound {
        what: "unconfirmed account",
    })?;
    sqlx::query(
        "update public.accounts set tenant_id = $2, password_hash = $3, shop = $4, language = $5, email = $6
        where id = $1",
    )
    .bind(account.0)
    .bind(shop.0)
    .bind(password_hash)
    .bind(&applicant.shop)
    .bind(applicant.language.tag())
    .bind(applicant.email.to_string())
    .execute(tx.conn())
    .await
    .attempted("signing up again")?;
    Ok(TenantId(before))
}

pub(super) async fn confirm(
    tx: &mut SharedTx,
    account: AccountId,
    now: OffsetDateTime,
) -> Result<(), Error> {
    sqlx::query(
        "update public.accounts set confirmed_at = coalesce(confirmed_at, $2) where id = $1",
    )
    .bind(account.0)
    .bind(now)
    .execute(tx.conn())
    .await
    .attempted("confirming an address")
    .and_then(|done| rows::expect_one(&done, "account"))
}

pub(super) async fn set_language(
    tx: &mut SharedTx,
    account: AccountId,
    language: Language,
) -> Result<(), Error> {
    sqlx::query("update public.accounts set language = $2 where id = $1")
        .bind(account.0)
        .bind(language.tag())
        .execute(tx.conn())
        .await
        .attempted("remembering a language")
        .and_then(|done| rows::expect_one(&done, "account"))
}

pub(super) async fn set_role(
    tx: &mut SharedTx,
    account: AccountId,
    role: Role,
) -> Result<(), Error> {
    sqlx::query("update public.accounts set role = $2 where id = $1")
        .bind(account.0)
        .bind(role.name())
        .execute(tx.conn())
        .await
        .attempted("giving an account its role")
        .and_then(|done| rows::expect_one(&done, "account"))
}

pub(super) async fn person(tx: &mut SharedTx, account: AccountId) -> Result<Person, Error> {
    let row = sqlx::query_as::<_, (i64, String, String, String, String, bool)>(
        "select tenant_id, email, shop, language, role, confirmed_at is not null from public.accounts where id = $1",
    )
    .bind(account.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("reading who somebody is")?;
    let (tenant, email, shop, language, role, confirmed) =
        row.ok_or(Error::NotFound { what: "account" })?;
    Ok(Person {
        account,
        tenant: TenantId(tenant),
        email,
        shop,
        language: Language::from_tag(&language).unwrap_or_default(),
        role: Role::from_name(&role).ok_or_else(|| Error::internal("reading a role", role))?,
        confirmed,
    })
}

pub(super) async fn any_outside(tx: &mut SharedTx, domains: &[&str]) -> Result<bool, Error> {
    sqlx::query_scalar::<_, bool>(
        "select exists (select 1 from public.accounts where split_part(email_key, '@', 2) <> all ($1))",
    )
    .bind(domains)
    .fetch_one(tx.conn())
    .await
    .attempted("looking whose accounts there are")
}
