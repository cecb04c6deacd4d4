//! What an access token says.

use super::SignedIn;
use super::rows::Owner;
use crate::error::Error;
use crate::keys::Keys;
use serde::{Deserialize, Serialize};
use stoflow_wire::accounts::Role;
use stoflow_wire::ids::{SessionId, TenantId};
use time::{Duration, OffsetDateTime};

const ISSUER: &str = "stoflow";
const AUDIENCE: &str = "stoflow";

/// Clocks of two servers may differ by this much.
const LEEWAY: Duration = Duration::seconds(5);

/// The claims, all of them required.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Claims {
    iss: String,
    aud: String,
    /// The account.
    sub: String,
    /// The session.
    sid: i64,
    /// The shop.
    tid: i64,
    role: String,
    iat: i64,
    exp: i64,
    /// Makes each token its own.
    jti: String,
}

impl Claims {
    pub(super) fn new(owner: &Owner, now: OffsetDateTime, expires: OffsetDateTime) -> Self {
        Self {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: owner.account.to_string(),
            sid: owner.session.0,
            tid: owner.tenant.0,
            role: owner.role.name().to_owned(),
            iat: now.unix_timestamp(),
            exp: expires.unix_timestamp(),
            jti: uuid::Uuid::new_v4().simple().to_string(),
        }
    }

    /// Checks signature, kind and times.
    pub(super) fn open(keys: &Keys, access: &str, now: OffsetDateTime) -> Result<Self, Error> {
        let claims = keys.open_token::<Self>(access, ISSUER, AUDIENCE)?;
        let over = claims.exp <= (now - LEEWAY).unix_timestamp();
        let not_yet = claims.iat > (now + LEEWAY).unix_timestamp();
        if over || not_yet {
            return Err(Error::SignedOut);
        }
        Ok(claims)
    }

    pub(super) fn session(&self) -> SessionId {
        SessionId(self.sid)
    }

    /// The caller, if the session is still theirs. The role is the one in the database: a token does not outlive it.
    pub(super) fn speaks_for(&self, owner: &Owner) -> Result<SignedIn, Error> {
        let expires_at =
            OffsetDateTime::from_unix_timestamp(self.exp).map_err(|_| Error::SignedOut)?;
        let same = self.sub == owner.account.to_string()
            && TenantId(self.tid) == owner.tenant
            && Role::from_name(&self.role) == Some(owner.role);
        if !same {
            return Err(Error::SignedOut);
        }
        Ok(SignedIn {
            account: owner.account,
            tenant: owner.tenant,
            session: owner.session,
            role: owner.role,
            expires_at,
        })
    }
}
