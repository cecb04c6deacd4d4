//! Codes and tokens: the token door, revocation, and what a token opens.
//!
//! A refresh token stays the same through all renewals and is good for a year and a half; a code is good once, for five
//! minutes, for the application it was given to.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::json;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::Ebay;
use super::errors::NoToken;
use super::keyset::{CLIENT_ID, CLIENT_SECRET, RUNAME};
use crate::clock;

const CODE_FOR: Duration = Duration::seconds(299);
const ACCESS_FOR: Duration = Duration::seconds(7_200);
const REFRESH_FOR: Duration = Duration::seconds(47_304_000);

/// What a code or a token stands for.
#[derive(Clone, Debug)]
struct Worth {
    seller: String,
    scopes: Vec<String>,
    until: OffsetDateTime,
}

impl Worth {
    fn is_good(&self) -> bool {
        clock::now() < self.until
    }
}

/// All that were given out and not used up.
#[derive(Default)]
pub(crate) struct Tokens {
    codes: HashMap<String, Worth>,
    access: HashMap<String, Worth>,
    refresh: HashMap<String, Worth>,
}

/// Who asks with a token, and how far their consent reaches.
#[derive(Clone, Debug)]
pub(crate) struct Bearer {
    pub(crate) seller: String,
    pub(crate) scopes: Vec<String>,
}

/// Tokens of eBay look like this; clients have to escape them.
fn fresh() -> String {
    format!("v^1.1#i^1#{}", Uuid::new_v4().simple())
}

impl Tokens {
    /// A code for a consent that was given just now.
    pub(crate) fn code(&mut self, seller: &str, scopes: Vec<String>) -> String {
        let code = fresh();
        let worth = Worth {
            seller: seller.to_owned(),
            scopes,
            until: clock::now() + CODE_FOR,
        };
        self.codes.insert(code.clone(), worth);
        code
    }

    /// Whose access token it is, while it is good.
    pub(crate) fn bearer(&self, token: &str) -> Option<Bearer> {
        let worth = self.access.get(token).filter(|worth| worth.is_good())?;
        Some(Bearer {
            seller: worth.seller.clone(),
            scopes: worth.scopes.clone(),
        })
    }

    /// Whose code or refresh token a form holds, good or not.
    pub(crate) fn owner(&self, text: &str) -> Option<String> {
        let worth = self.codes.get(text).or_else(|| self.refresh.get(text))?;
        Some(worth.seller.clone())
    }

    fn give_access(&mut self, seller: &str, scopes: Vec<String>) -> String {
        let token = fresh();
        let worth = Worth {
            seller: seller.to_owned(),
            scopes,
            until: clock::now() + ACCESS_FOR,
        };
        self.access.insert(token.clone(), worth);
        token
    }

    /// The seller's access tokens run out; their refresh tokens stay good.
    pub(crate) fn expire_access(&mut self, seller: &str) {
        self.access.retain(|_, worth| worth.seller != seller);
    }

    /// The seller takes every consent back: nothing of theirs is good any more.
    pub(crate) fn withdraw(&mut self, seller: &str) {
        self.expire_access(seller);
        self.refresh.retain(|_, worth| worth.seller != seller);
        self.codes.retain(|_, worth| worth.seller != seller);
    }

    /// How many consents of the seller stand.
    pub(crate) fn consents(&self, seller: &str) -> usize {
        let of_seller = |worth: &&Worth| worth.seller == seller;
        self.refresh.values().filter(of_seller).count()
    }
}

/// The form at the token door.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    grant_type: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    redirect_uri: String,
    #[serde(default)]
    refresh_token: String,
    #[serde(default)]
    scope: String,
}

/// `POST /identity/v1/oauth2/token`.
pub(crate) async fn grant(
    State(ebay): State<Arc<Ebay>>,
    headers: HeaderMap,
    Form(asked): Form<Asked>,
) -> Response {
    if !is_application(&headers) {
        return NoToken::InvalidClient.into_response();
    }
    let granted = match asked.grant_type.as_str() {
        "authorization_code" => ebay.trade(&asked),
        "refresh_token" => ebay.renew(&asked),
        "client_credentials" => ebay.for_application(&asked),
        _ => Err(NoToken::UnsupportedGrantType),
    };
    match granted {
        Ok(answer) => Json(answer).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

impl Ebay {
    fn trade(&self, asked: &Asked) -> Result<serde_json::Value, NoToken> {
        if asked.redirect_uri != RUNAME {
            return Err(NoToken::InvalidGrant);
        }
        let tokens = &mut self.lock().tokens;
        let worth = tokens.codes.remove(&asked.code);
        let worth = worth.filter(Worth::is_good).ok_or(NoToken::InvalidGrant)?;
        let access = tokens.give_access(&worth.seller, worth.scopes.clone());
        let refresh = fresh();
        let kept = Worth {
            until: clock::now() + REFRESH_FOR,
            ..worth
        };
        tokens.refresh.insert(refresh.clone(), kept);
        Ok(json!({
            "access_token": access,
            "expires_in": ACCESS_FOR.whole_seconds(),
            "refresh_token": refresh,
            "refresh_token_expires_in": REFRESH_FOR.whole_seconds(),
            "token_type": "User Access Token",
        }))
    }

    fn renew(&self, asked: &Asked) -> Result<serde_json::Value, NoToken> {
        let tokens = &mut self.lock().tokens;
        let worth = tokens.refresh.get(&asked.refresh_token).cloned();
        let worth = worth.filter(Worth::is_good).ok_or(NoToken::InvalidGrant)?;
        let wanted: Vec<String> = asked.scope.split_whitespace().map(str::to_owned).collect();
        if wanted.iter().any(|scope| !worth.scopes.contains(scope)) {
            return Err(NoToken::InvalidScope);
        }
        let scopes = if wanted.is_empty() {
            worth.scopes
        } else {
            wanted
        };
        let access = tokens.give_access(&worth.seller, scopes);
        Ok(json!({
            "access_token": access,
            "expires_in": ACCESS_FOR.whole_seconds(),
            "token_type": "User Access Token",
        }))
    }

    fn for_application(&self, asked: &Asked) -> Result<serde_json::Value, NoToken> {
        if asked.scope.trim() != "https://api.ebay.com/oauth/api_scope" {
            return Err(NoToken::InvalidScope);
        }
        let access = self
            .lock()
            .tokens
            .give_access("", vec![asked.scope.clone()]);
        Ok(json!({
            "access_token": access,
            "expires_in": ACCESS_FOR.whole_seconds(),
            "token_type": "Application Access Token",
        }))
    }
}

/// The form at the door for revocation (RFC 7009).
#[derive(Deserialize)]
pub(crate) struct Revoked {
    token: String,
}

/// `POST /identity/v1/oauth2/revoke`. A token nobody knows is revoked already.
pub(crate) async fn revoke(
    State(ebay): State<Arc<Ebay>>,
    headers: HeaderMap,
    Form(revoked): Form<Revoked>,
) -> Response {
    if !is_application(&headers) {
        return NoToken::InvalidClient.into_response();
    }
    let tokens = &mut ebay.lock().tokens;
    tokens.access.remove(&revoked.token);
    if let Some(worth) = tokens.refresh.remove(&revoked.token) {
        tokens.expire_access(&worth.seller);
    }
    Json(json!({})).into_response()
}

fn is_application(headers: &HeaderMap) -> bool {
    let told = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Basic "));
    told == Some(
        STANDARD
            .encode(format!("{CLIENT_ID}:{CLIENT_SECRET}"))
            .as_str(),
    )
}
