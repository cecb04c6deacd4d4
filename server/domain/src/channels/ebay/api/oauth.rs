//! The consent and the tokens it is worth (OAuth 2, authorisation code grant).
//!
//! Both the consent's address and the exchange name the RuName where others name an address: eBay keeps the addresses.

use super::call::{Call, Repeat};
use super::failure::Failure;
use super::hosts::Host;
use super::{Api, Token, scopes};
use reqwest::Url;
use serde::Deserialize;
use std::time::Duration;
use stoflow_wire::language::Language;

const TOKEN_DOOR: &str = "/identity/v1/oauth2/token";
const REVOCATION_DOOR: &str = "/identity/v1/oauth2/revoke";

/// What a consent was worth.
#[derive(Clone, Debug)]
pub struct Grant {
    pub access: Token,
    pub access_for: Duration,
    pub refresh: Token,
    pub refresh_for: Duration,
}

/// What a refresh token was worth. eBay hands out no new one; should it ever, it counts.
#[derive(Clone, Debug)]
pub struct Renewal {
    pub access: Token,
    pub access_for: Duration,
    pub refresh: Option<(Token, Duration)>,
}

#[derive(Deserialize)]
struct Answer {
    access_token: String,
    /// Seconds.
    expires_in: u64,
    refresh_token: Option<String>,
    /// Seconds; a year and a half where it is not said.
    refresh_token_expires_in: Option<u64>,
}

const YEAR_AND_A_HALF: u64 = 47_304_000;

impl Answer {
    fn refresh(&self) -> Option<(Token, Duration)> {
        let token = Token(self.refresh_token.clone()?);
        let seconds = self.refresh_token_expires_in.unwrap_or(YEAR_AND_A_HALF);
        Some((token, Duration::from_secs(seconds)))
    }
}

impl Api {
    /// Where the seller is sent to give their consent. `state` comes back with them.
    pub fn consent_address(&self, state: &str, language: Language) -> Option<String> {
        let locale = match language {
            Language::Fr => "fr-FR",
            Language::En => "en-GB",
        };
        let address = self.0.hosts.address(Host::Auth, "/oauth2/authorize");
        let asked = scopes::asked();
        let question = [
            ("client_id", self.0.keyset.client_id.as_str()),
            ("redirect_uri", &self.0.keyset.runame),
            ("response_type", "code"),
            ("scope", &asked),
            ("state", state),
            // Whoever has two accounts is asked which.
            ("prompt", "login"),
            ("locale", locale),
        ];
        let address = Url::parse_with_params(&address, question).ok()?;
        Some(address.into())
    }

    /// Trades the code that the seller came back with. It is good once, so this is never repeated.
    pub async fn exchange(&self, code: &str) -> Result<Grant, Failure> {
        let fields = vec![
            ("grant_type", "authorization_code".to_owned()),
            ("code", code.to_owned()),
            ("redirect_uri", self.0.keyset.runame.clone()),
        ];
        let call = Call::form(TOKEN_DOOR, fields, Repeat::Never);
        let answer: Answer = self.read(call).await?;
        let (refresh, refresh_for) = answer.refresh().ok_or_else(|| Failure::NoToken {
            status: 200,
            error: "no_refresh_token".to_owned(),
            description: "the answer holds no refresh token".to_owned(),
        })?;
        Ok(Grant {
            access: Token(answer.access_token),
            access_for: Duration::from_secs(answer.expires_in),
            refresh,
            refresh_for,
        })
    }

    /// A new access token. The scopes stay those of the consent.
    pub async fn renew(&self, refresh: &Token) -> Result<Renewal, Failure> {
        let fields = vec![
            ("grant_type", "refresh_token".to_owned()),
            ("refresh_token", refresh.0.clone()),
        ];
        let call = Call::form(TOKEN_DOOR, fields, Repeat::Harmless);
        let answer: Answer = self.read(call).await?;
        Ok(Renewal {
            refresh: answer.refresh(),
            access: Token(answer.access_token),
            access_for: Duration::from_secs(answer.expires_in),
        })
    }

    /// A token for what belongs to nobody, such as the keys that notices are signed with.
    pub(super) async fn as_application(&self) -> Result<Token, Failure> {
        let fields = vec![
            ("grant_type", "client_credentials".to_owned()),
            ("scope", scopes::SCOPES[0].address.to_owned()),
        ];
        let call = Call::form(TOKEN_DOOR, fields, Repeat::Harmless);
        let answer: Answer = self.read(call).await?;
        Ok(Token(answer.access_token))
    }

    /// Gives the consent back: the refresh token and what came of it are worth nothing from then on.
    pub async fn revoke(&self, refresh: &Token) -> Result<(), Failure> {
        let fields = vec![
            ("token", refresh.0.clone()),
            ("token_type_hint", "refresh_token".to_owned()),
        ];
        let call = Call::form(REVOCATION_DOOR, fields, Repeat::Harmless);
        self.perform(call).await
    }
}
